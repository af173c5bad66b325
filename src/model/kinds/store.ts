import { commonProperties, elementKind } from '../kind.ts';
import { choice, duration, reference, yesNo } from '../property.ts';

const { name, context, ...organisation } = commonProperties;

/** A place where data is kept: a database, table, cache, index, object store, event store or schema registry. */
export const store = elementKind({
  kind: 'store',
  label: 'Store',
  plural: 'Stores',
  help: 'A place where data is kept: a database, a cache, a search index, an object store, an event store or a schema registry.',
  family: 'asset',
  node: true,
  properties: {
    name,
    type: choice(
      {
        relational: { label: 'Relational database', help: 'Tables with transactions, such as PostgreSQL or MySQL.' },
        document: { label: 'Document database', help: 'Whole documents by id, such as MongoDB.' },
        kv: { label: 'Key-value store', help: 'One value per key, such as DynamoDB or RocksDB.' },
        search: { label: 'Search index', help: 'Found by words and filters, such as OpenSearch.' },
        object: { label: 'Object store', help: 'Files by name, such as S3; fit for claim checks and archives.' },
        eventStore: { label: 'Event store', help: 'Streams of events that are the record; only appended to.' },
        cache: { label: 'Cache', help: 'Fast copies that may be lost and are filled again.' },
        warehouse: { label: 'Data warehouse', help: 'Large tables for analysis.' },
        schemaRegistry: { label: 'Schema registry', help: 'Keeps the schemas of messages and checks their changes.' },
      },
      { label: 'Type', help: 'What kind of store it is.', level: 'essential', default: 'relational' },
    ),
    role: choice(
      {
        record: { label: 'System of record', help: 'The truth about its data; others copy from it.' },
        readModel: { label: 'Read model (projection)', help: 'Built from events for reading; it can be built again.' },
        outbox: { label: 'Outbox', help: 'Messages to publish, written in the same transaction as the data.' },
        inbox: { label: 'Inbox', help: 'Ids of the messages that were handled, so that repeats are noticed.' },
        state: { label: 'Processing state', help: 'What a processor or a saga remembers between messages.' },
        archive: { label: 'Archive', help: 'Kept for the record, seldom read.' },
      },
      {
        label: 'Role',
        help: 'What the data is for. A change to the system of record and the event about it have to agree.',
        level: 'essential',
        default: 'record',
      },
    ),
    sameDatabaseAs: reference({
      label: 'Same database as',
      help: 'The other store that it shares local transactions with, so that both change together or not at all.',
      group: 'Durability',
      to: ['store'],
      default: 'none',
    }),
    retention: duration({
      label: 'Kept for',
      help: 'How long data stays before it is removed.',
      group: 'Durability',
      words: ['forever'],
    }),
    erasable: yesNo({
      label: 'Erasable per person',
      help: 'The data of one person can be deleted or made unreadable.',
      group: 'Access and privacy',
      default: '?',
    }),
    upcaster: yesNo({
      label: 'Converts old events',
      help: 'For an event store: events of old versions are brought to the current form as they are read (upcasting).',
      group: 'Schema',
      default: '?',
    }),
    context: context,
    ...organisation,
  },
});
