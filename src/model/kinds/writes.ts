import { commonEdgeProperties, edgeKind } from '../kind.ts';
import { choice, edges, text, yesNo } from '../property.ts';

/** A node changes what a store holds. */
export const writes = edgeKind({
  kind: 'writes',
  label: 'Writes',
  plural: 'Writes',
  help: 'Changes what a store holds.',
  from: ['service', 'processor', 'connector'],
  to: ['store'],
  verb: 'writes to',
  properties: {
    mode: choice(
      {
        upsert: { label: 'Set (upsert)', help: 'Writes the whole value under its key; writing it twice changes nothing.' },
        insertUnique: {
          label: 'Insert once',
          help: 'Inserts under a unique key such as the event id; a second insert is refused.',
        },
        insert: { label: 'Insert', help: 'Adds a row with a new id each time; twice means two rows.' },
        increment: { label: 'Add to a value', help: 'The new value depends on the old one, such as balance + amount.' },
        append: { label: 'Append', help: 'Adds to the end of a list or stream.' },
        update: { label: 'Update', help: 'Changes some columns; whether twice is harmless depends on what is set.' },
        delete: { label: 'Delete', help: 'Removes; removing twice changes nothing.' },
      },
      {
        label: 'How it writes',
        help: 'Decides what happens if the same message arrives twice.',
        question: 'What does the write do?',
        level: 'essential',
        default: '?',
      },
    ),
    target: text({ label: 'Target', help: 'The table, aggregate or index that is written.', group: 'Write' }),
    expectedVersion: yesNo({
      label: 'Expects a version',
      help: 'The write succeeds only if the row is still the one that was read (optimistic concurrency).',
      group: 'Write',
      default: '?',
    }),
    triggeredBy: edges({
      label: 'Triggered by',
      help: 'Which incoming messages cause it: all of this node, its own doing (a request, a timer), or the named ones.',
      group: 'Trigger',
      default: 'all',
      words: ['all', 'own'],
    }),
    ...commonEdgeProperties,
  },
});
