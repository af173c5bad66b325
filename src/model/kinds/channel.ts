import { commonProperties, elementKind } from '../kind.ts';
import { bytes, choice, duration, fieldPath, integer, reference, references, text, yesNo } from '../property.ts';

const { name, context, ...organisation } = commonProperties;

/** A named place on a broker where messages are handed over: a topic, queue, stream, subject or bus. */
export const channel = elementKind({
  kind: 'channel',
  label: 'Channel',
  plural: 'Channels',
  help: 'A topic, queue, stream or bus on a broker. Producers publish to it, consumers read from it, and neither needs to know the other.',
  family: 'channel',
  node: true,
  properties: {
    name,
    type: choice(
      {
        log: {
          label: 'It stays readable (topic)',
          help: 'A log: messages stay for a while, and each consumer group reads at its own offset. They can be read again.',
        },
        queue: { label: 'It is gone (queue)', help: 'Each message goes to one consumer, and is gone once it is acknowledged.' },
        pubsub: {
          label: 'It is gone from that subscription (pub/sub)',
          help: 'Every subscription gets its own copy of each message.',
        },
      },
      {
        label: 'Type',
        help: 'How messages are kept and handed out. It may stay undecided until a broker is chosen.',
        question: 'What happens to a message once it has been read?',
        level: 'essential',
        default: '?',
      },
    ),
    broker: reference({
      label: 'Broker',
      help: 'The cluster, namespace or account that the channel lives on. Its product decides which guarantees are possible.',
      level: 'essential',
      to: ['broker'],
      default: 'none',
    }),
    variant: text({
      label: 'Broker variant',
      help: 'The mode of the product, for example quorum or stream, standard or fifo, sessions, key_shared. Empty means the product’s usual one.',
      level: 'essential',
    }),
    partitions: integer({
      label: 'Partitions',
      help: 'Into how many parts (partitions, shards) it is divided. Order holds within one partition, and more of them allow more work at once.',
      question: 'Into how many partitions is it divided?',
      level: 'essential',
      default: '?',
      min: 1,
    }),
    retention: duration({
      label: 'Retention',
      help: 'How long a message can be read. For a queue: how long an unread message is kept.',
      question: 'How long can a message be read?',
      level: 'essential',
      words: ['forever'],
    }),
    cleanup: choice(
      {
        delete: { label: 'Old messages', help: 'Messages are removed after the retention time.' },
        compact: {
          label: 'All but the latest per key',
          help: 'Older messages of a key are removed; the latest stays (log compaction).',
        },
        'compact+delete': {
          label: 'Both: older ones of a key, and old ones',
          help: 'Compacted, and what is older than the retention time is removed as well.',
        },
      },
      {
        label: 'Clean-up',
        help: 'What a log removes over time. A compacted one can serve as a table of latest values.',
        question: 'What is removed over time?',
        level: 'essential',
        default: '?',
      },
    ),
    contracts: references({
      label: 'Contracts',
      help: 'The types of message that it is meant to carry.',
      question: 'Which messages does it carry?',
      level: 'essential',
      to: ['contract'],
      default: [],
      versioned: true,
    }),
    role: choice(
      {
        main: { label: 'Main', help: 'Carries the messages that the business is about.' },
        retry: { label: 'Retry', help: 'Holds messages that failed until they are tried again.' },
        dlq: { label: 'Dead-letter queue', help: 'Holds messages that could not be handled, for people to look at.' },
        reply: { label: 'Reply', help: 'Carries answers back to whoever asked.' },
        changelog: { label: 'Changelog', help: 'Backs up the state of a stream processor.' },
        archive: { label: 'Archive', help: 'Keeps messages for the record; it may have no reader.' },
      },
      {
        label: 'Role',
        help: 'What the channel is there for. Some expectations hold for main channels only.',
        group: 'Delivery',
        default: 'main',
      },
    ),
    dedup: choice(
      {
        on: { label: 'On', help: 'A message that a producer sends twice is stored once, within the window.' },
        off: { label: 'Off', help: 'Every send is stored.' },
      },
      {
        label: 'Broker de-duplication',
        help: 'Whether the broker drops repeated sends of the same message. Consumers can still receive a message more than once.',
        group: 'Delivery',
        default: '?',
      },
    ),
    dedupWindow: duration({
      label: 'De-duplication window',
      help: 'How long the broker remembers what was sent. Unknown means the product’s own value.',
      group: 'Delivery',
    }),
    maxMessage: bytes({
      label: 'Largest message',
      help: 'The biggest message that it accepts. Unknown means the product’s own limit.',
      group: 'Capacity',
    }),
    partitionsPlanned: integer({
      label: 'Planned partitions',
      help: 'The most partitions that it is planned, or allowed, to grow to. Growing usually moves keys to other partitions.',
      group: 'Capacity',
      default: '?',
      min: 1,
    }),
    durable: yesNo({
      label: 'Durable',
      help: 'Messages survive a restart of the broker. No means that they are held in memory only.',
      group: 'Durability',
      default: 'yes',
      known: true,
    }),
    replication: integer({
      label: 'Copies',
      help: 'On how many machines each message is stored.',
      unit: 'copies',
      group: 'Durability',
      default: '?',
      min: 1,
    }),
    minInSync: integer({
      label: 'Copies that must confirm',
      help: 'How many copies must be up to date before a publish with acknowledgement “all” succeeds.',
      unit: 'copies',
      group: 'Durability',
      default: '?',
      min: 1,
    }),
    tombstoneRetention: duration({
      label: 'Tombstones kept',
      help: 'On a compacted channel: how long the mark of a deletion stays. A reader that is away longer never learns of it.',
      group: 'Durability',
      default: '24h',
    }),
    access: choice(
      {
        open: { label: 'Open', help: 'Whoever reaches the broker may read and write.' },
        sharedCredential: {
          label: 'Shared credential',
          help: 'All clients use one name and password, so none can be told apart or shut out.',
        },
        perClient: { label: 'Per client', help: 'Every client has its own identity, and rights of its own.' },
      },
      { label: 'Access', help: 'Who may read from it and write to it.', group: 'Access and privacy', default: '?' },
    ),
    tls: yesNo({
      label: 'Encrypted in transit',
      help: 'Nobody on the network can read the messages (TLS).',
      group: 'Access and privacy',
      default: '?',
    }),
    atRest: yesNo({
      label: 'Encrypted at rest',
      help: 'The disks of the broker hold the messages encrypted.',
      group: 'Access and privacy',
      default: '?',
    }),
    tenancy: choice(
      {
        single: { label: 'One tenant', help: 'It carries the data of one customer organisation, or there are no tenants.' },
        shared: { label: 'Several tenants', help: 'Data of several customer organisations travels together.' },
      },
      {
        label: 'Tenancy',
        help: 'Whether several tenants’ data shares the channel.',
        group: 'Access and privacy',
        default: 'single',
      },
    ),
    tenantField: fieldPath({
      label: 'Tenant field',
      help: 'The field that says whose data a message is, on a channel that tenants share.',
      group: 'Access and privacy',
      default: '?',
    }),
    watched: yesNo({
      label: 'Watched',
      help: 'An alert on waiting messages or their age exists, and somebody answers it.',
      group: 'Operation',
      default: '?',
    }),
    context: context,
    ...organisation,
  },
});
