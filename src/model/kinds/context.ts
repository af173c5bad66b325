import { commonProperties, elementKind } from '../kind.ts';
import { choice } from '../property.ts';

const { name, context: parent, ...organisation } = commonProperties;

/** A frame around elements: a bounded context, a team, a tenant or a region; frames nest. */
export const context = elementKind({
  kind: 'context',
  label: 'Context',
  plural: 'Contexts',
  help: 'A frame around what belongs together: a bounded context, a team, a tenant or a region. Frames may stand in frames.',
  family: 'neutral',
  node: false,
  properties: {
    name,
    kind: choice(
      {
        boundedContext: { label: 'Bounded context', help: 'One model and one language; words mean the same everywhere in it.' },
        team: { label: 'Team', help: 'The people who build and run what is inside.' },
        tenant: { label: 'Tenant', help: 'One customer organisation whose data is kept apart.' },
        region: { label: 'Region', help: 'A place where things run: a data centre or a cloud region.' },
      },
      {
        label: 'Kind',
        help: 'What the frame stands for. A message that leaves a bounded context needs a contract that others can rely on.',
        level: 'essential',
        default: 'boundedContext',
      },
    ),
    context: parent,
    ...organisation,
  },
});
