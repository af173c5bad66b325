import { commonProperties, elementKind } from '../kind.ts';
import { choice, duration, fieldPath, integer, yesNo } from '../property.ts';

const { name, context, ...organisation } = commonProperties;

/** A stream processor: a program on a stream framework that reads channels, keeps state where needed, and publishes results. */
export const processor = elementKind({
  kind: 'processor',
  label: 'Stream processor',
  plural: 'Stream processors',
  help: 'A job on a stream framework such as Kafka Streams or Flink. It reads channels, transforms, joins or counts, and publishes what comes out.',
  family: 'service',
  node: true,
  properties: {
    name,
    op: choice(
      {
        map: { label: 'Map', help: 'Turns each message into another one, without looking at any other message.' },
        filter: { label: 'Filter', help: 'Lets some messages through and leaves out the rest.' },
        split: { label: 'Split', help: 'Sends each message to one of several channels, by its content.' },
        merge: { label: 'Merge', help: 'Puts the messages of several channels into one, unchanged.' },
        rekey: {
          label: 'Change the key',
          help: 'Publishes the same messages under another key, so they may land in other partitions.',
        },
        aggregate: { label: 'Aggregate', help: 'Keeps a result per key, such as a count, a sum or the latest value.' },
        join: { label: 'Join', help: 'Matches messages of two inputs that have the same key.' },
        enrich: { label: 'Enrich', help: 'Looks up reference data for each message and adds it.' },
      },
      {
        label: 'Operation',
        help: 'What the processor does with the messages that it reads.',
        level: 'essential',
        default: 'map',
      },
    ),
    window: choice(
      {
        none: { label: 'No window', help: 'Every message counts for as long as the state is kept.' },
        tumbling: { label: 'Tumbling', help: 'Fixed spans one after the other; each message is in exactly one.' },
        hopping: { label: 'Hopping', help: 'Fixed spans that overlap; a message can be in several.' },
        sliding: { label: 'Sliding', help: 'Messages that are at most a given time apart belong together.' },
        session: { label: 'Session', help: 'Messages belong together until a quiet gap ends the session.' },
      },
      {
        label: 'Window',
        help: 'Groups an endless stream into spans of time, so that a count or a join has an end.',
        level: 'essential',
        default: 'none',
      },
    ),
    state: choice(
      {
        none: { label: 'Keeps nothing', help: 'Each message is handled on its own.' },
        memory: { label: 'In memory', help: 'Lost when the process restarts.' },
        durable: { label: 'Durable', help: 'Restored after a restart, from a changelog topic, a checkpoint or a store on disk.' },
      },
      {
        label: 'State',
        help: 'What it remembers between two messages, and whether that survives a restart.',
        level: 'essential',
        default: '?',
      },
    ),
    guarantee: choice(
      {
        atLeastOnce: { label: 'At-least-once', help: 'After a crash some messages are processed again.' },
        exactlyOnce: {
          label: 'Exactly-once',
          help: 'State, output and read positions are committed together, so within the framework each message counts once.',
        },
      },
      {
        label: 'Guarantee',
        help: 'What the framework promises after a crash. Exactly-once covers its own state and output only, not databases or calls beside them.',
        level: 'essential',
        default: '?',
      },
    ),
    aggregateKind: choice(
      {
        latest: { label: 'Latest value', help: 'A repeated message changes nothing.' },
        maxmin: { label: 'Maximum or minimum', help: 'A repeated message changes nothing.' },
        set: { label: 'Set of distinct values', help: 'A value that is already there is not added again.' },
        additive: { label: 'Sum or count', help: 'A repeated message is counted twice.' },
        list: { label: 'List', help: 'A repeated message is listed twice.' },
      },
      {
        label: 'Kind of result',
        help: 'What an aggregate keeps per key. It decides whether a repeated message changes the result.',
        group: 'State',
        default: '?',
      },
    ),
    timeBasis: choice(
      {
        event: {
          label: 'Event time',
          help: 'When it happened, as the message says. The same input gives the same windows in a replay.',
        },
        ingestion: { label: 'Ingestion time', help: 'When the broker stored the message.' },
        processing: {
          label: 'Processing time',
          help: 'When the processor sees the message. A delay or a replay changes the windows.',
        },
      },
      { label: 'Clock', help: 'Which time decides the window that a message falls into.', group: 'Windows', default: '?' },
    ),
    windowSize: duration({
      label: 'Window size',
      help: 'How long one window is; for sessions, the quiet gap that ends it.',
      group: 'Windows',
    }),
    grace: duration({
      label: 'Grace period',
      help: 'How long after its end a window still accepts late messages. Later ones are left out.',
      group: 'Windows',
    }),
    joinType: choice(
      {
        streamStream: { label: 'Stream with stream', help: 'Pairs messages that arrive within a window of each other.' },
        streamTable: { label: 'Stream with table', help: 'Looks up the latest value per key for each message.' },
        tableTable: { label: 'Table with table', help: 'Keeps the combination of two latest values up to date.' },
        globalTable: {
          label: 'Stream with global table',
          help: 'Every instance holds the whole table, so keys need not match partitions.',
        },
        foreignKey: { label: 'Table by foreign key', help: 'Matches a field of one table with the key of the other.' },
      },
      { label: 'Join of', help: 'What is joined with what. Only needed for a join.', group: 'Joins', default: '?' },
    ),
    joinKind: choice(
      {
        inner: { label: 'Inner', help: 'A result only when both sides are there.' },
        left: { label: 'Left', help: 'A result for every message of the first input, matched or not.' },
        outer: { label: 'Outer', help: 'A result for every message of either input.' },
      },
      {
        label: 'Unmatched messages',
        help: 'Whether a message without a partner still gives a result.',
        group: 'Joins',
        default: 'inner',
      },
    ),
    joinKey: fieldPath({
      label: 'Join key',
      help: 'The field on which both sides are matched. Both inputs need it as their key to meet in one task.',
      group: 'Joins',
      default: '?',
    }),
    autoRepartition: yesNo({
      label: 'Repartitions by itself',
      help: 'The framework re-keys an input by the join key through an internal topic when it has another key.',
      group: 'Joins',
      default: '?',
    }),
    instances: integer({
      label: 'Instances',
      help: 'How many copies run at the same time. The partitions of the input are shared among them.',
      group: 'Capacity',
      default: 1,
      min: 1,
    }),
    context: context,
    ...organisation,
  },
});
