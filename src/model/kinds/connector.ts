import { commonProperties, elementKind } from '../kind.ts';
import { choice, fieldPath, integer, yesNo } from '../property.ts';

const { name, context, ...organisation } = commonProperties;

/** Moves data between stores and channels, or between channels, by configuration instead of code. */
export const connector = elementKind({
  kind: 'connector',
  label: 'Connector',
  plural: 'Connectors',
  help: 'Moves data between a store and a channel, or from one cluster to another, by configuration instead of code. Change data capture is one.',
  family: 'asset',
  node: true,
  properties: {
    name,
    type: choice(
      {
        cdc: { label: 'Change data capture', help: 'Reads the database’s own log and publishes every committed change.' },
        query: {
          label: 'Query source',
          help: 'Asks the database again and again; changes between two queries are merged, and deletions are missed.',
        },
        relay: { label: 'Outbox relay', help: 'Publishes what a service wrote into its outbox.' },
        sink: { label: 'Sink', help: 'Writes messages of a channel into a store.' },
        bridge: { label: 'Bridge or mirror', help: 'Copies messages from one cluster or product to another.' },
      },
      { label: 'Type', help: 'What it moves, and in which direction.', level: 'essential', default: 'cdc' },
    ),
    guarantee: choice(
      {
        atLeastOnce: { label: 'At-least-once', help: 'After a crash some messages come again.' },
        exactlyOnce: { label: 'Exactly-once', help: 'Messages and the position it has reached are committed together.' },
      },
      {
        label: 'Guarantee',
        help: 'What it promises after a crash. Most connectors can repeat messages.',
        level: 'essential',
        default: '?',
      },
    ),
    keyFrom: fieldPath({
      label: 'Key from',
      help: 'What becomes the key of the messages: the primary key of the row, a field of it, or nothing.',
      level: 'essential',
      default: '?',
      words: ['primaryKey', 'none'],
    }),
    orderBy: choice(
      {
        commitOrder: { label: 'In commit order', help: 'As the transactions were committed.' },
        poll: { label: 'As polled', help: 'As rows are found; a transaction that commits late can be overtaken.' },
      },
      {
        label: 'Publishes in order of',
        help: 'Whether messages come in the order of the transactions.',
        group: 'Ordering',
        default: '?',
      },
    ),
    preservesKey: yesNo({
      label: 'Preserves the key',
      help: 'For a bridge: the far side has the same keys, and each key stays together in one partition there too.',
      group: 'Ordering',
      default: '?',
    }),
    tombstones: yesNo({
      label: 'Emits tombstones',
      help: 'When a row is deleted it publishes its key without a value, so that compaction can forget it.',
      group: 'Delivery',
      default: '?',
    }),
    loopGuard: yesNo({
      label: 'Guards against loops',
      help: 'For a bridge: what came from the other side is not sent back.',
      group: 'Delivery',
      default: '?',
    }),
    instances: integer({
      label: 'Instances',
      help: 'How many copies or tasks run at the same time. Several relays can publish out of order.',
      group: 'Capacity',
      default: 1,
      min: 1,
    }),
    context: context,
    ...organisation,
  },
});
