import { commonProperties, elementKind } from '../kind.ts';
import { choice, fieldPath, reference, rows } from '../property.ts';
import { type Step, step } from './step.ts';

const { name, context, ...organisation } = commonProperties;

/** A long-running workflow over several services, with compensation instead of one transaction. */
export const saga = elementKind({
  kind: 'saga',
  label: 'Saga',
  plural: 'Sagas',
  help: 'A workflow over several services that takes a while. When a step fails, earlier steps are made up for by compensation.',
  family: 'neutral',
  node: false,
  properties: {
    name,
    style: choice(
      {
        choreography: { label: 'Choreography', help: 'Each service reacts to the events of the others; nobody leads.' },
        orchestration: { label: 'Orchestration', help: 'One service sends commands and waits for the answers.' },
      },
      { label: 'Style', help: 'Who decides what comes next.', level: 'essential', default: '?' },
    ),
    steps: rows<Step>({
      label: 'Steps',
      help: 'What happens in order: who takes part, what is asked, what is answered, and how it is undone.',
      level: 'essential',
      of: step,
    }),
    orchestrator: reference({
      label: 'Orchestrator',
      help: 'The service that leads the workflow, in orchestration.',
      group: 'Workflow',
      to: ['service'],
      default: 'none',
    }),
    start: reference({
      label: 'Started by',
      help: 'The message that begins a new run of the workflow.',
      group: 'Workflow',
      to: ['contract'],
      default: 'none',
      versioned: true,
    }),
    correlateBy: fieldPath({
      label: 'Correlated by',
      help: 'The field that says which run a message belongs to, such as orderId.',
      group: 'Identity',
      default: '?',
    }),
    stateStore: reference({
      label: 'State kept in',
      help: 'The store that remembers how far each run is. Without one a restart forgets all runs.',
      group: 'Durability',
      to: ['store'],
      default: '?',
    }),
    notFound: choice(
      {
        discard: {
          label: 'It is discarded',
          help: 'Right for late answers to a finished run; wrong for answers that overtake the start.',
        },
        retry: { label: 'It is tried again', help: 'By then the run may have been created.' },
        create: { label: 'A run is created', help: 'Whichever message comes first begins the run.' },
      },
      {
        label: 'Unknown run',
        help: 'What happens to a message whose run is not known, or not known yet.',
        question: 'If a message belongs to no known run, then …',
        group: 'Retry and failure',
        default: '?',
      },
    ),
    isolation: choice(
      {
        none: { label: 'None', help: 'Other workflows see, and may change, half-finished data.' },
        semanticLock: { label: 'Semantic lock', help: 'A mark such as “pending” tells others to keep off.' },
        commutative: {
          label: 'Commutative updates',
          help: 'The order of changes does not matter, as with adding and subtracting.',
        },
        reread: { label: 'Read again', help: 'Before it writes, it checks that what it read is still so.' },
        versionFile: { label: 'Version file', help: 'Records what came in, so that operations can be put in the right order.' },
      },
      {
        label: 'Isolation',
        help: 'How two runs over the same data are kept from disturbing each other.',
        group: 'Ordering',
        default: '?',
      },
    ),
    context: context,
    ...organisation,
  },
});
