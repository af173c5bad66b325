import { commonEdgeProperties, edgeKind } from '../kind.ts';
import { choice, edges } from '../property.ts';

/** Messages that could not be handled go to a dead-letter queue. */
export const deadLetters = edgeKind({
  kind: 'deadLetters',
  label: 'Dead letters',
  plural: 'Dead letters',
  help: 'Puts messages that could not be handled into a dead-letter queue, so that the rest can go on.',
  from: ['service', 'processor', 'connector', 'channel'],
  to: ['channel'],
  verb: 'dead-letters to',
  properties: {
    redrive: choice(
      {
        none: { label: 'They stay there', help: 'Looked at, and then deleted or mended by hand.' },
        manual: {
          label: 'Somebody sends them back',
          help: 'Once the cause is mended; they come late, and possibly a second time.',
        },
        automatic: {
          label: 'They are sent back by themselves',
          help: 'A message that can never succeed goes round for ever unless something counts.',
        },
      },
      {
        label: 'Sent back',
        help: 'Whether messages return from the dead-letter queue to be handled again (redrive).',
        question: 'What happens to messages in the dead-letter queue?',
        level: 'essential',
        default: '?',
      },
    ),
    for: edges({
      label: 'For handlers',
      help: 'Whose failed messages go there: those of all handlers of this node, or of the named ones.',
      group: 'Retry and failure',
      default: 'all',
      words: ['all'],
    }),
    ...commonEdgeProperties,
  },
});
