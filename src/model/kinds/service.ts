import { commonProperties, elementKind } from '../kind.ts';
import { essential, integer } from '../property.ts';

const { name, context, ...organisation } = commonProperties;

/** A process that runs code you own: producer, consumer, both, orchestrator, API edge, function, projector. */
export const service = elementKind({
  kind: 'service',
  label: 'Service',
  plural: 'Services',
  help: 'A program that you run and own. It produces when it publishes, it consumes when it reads from a channel, and it may do both.',
  family: 'service',
  node: true,
  properties: {
    name,
    context: essential(context),
    instances: integer({
      label: 'Instances',
      help: 'How many copies run at the same time. Several copies share the work, and may overtake each other.',
      level: 'essential',
      default: 1,
      min: 1,
    }),
    ...organisation,
  },
});
