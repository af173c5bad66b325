import { count } from '#base/text.ts';

export const words = {
  variant: (label: string, variant: string) => `${label} (${variant})`,
  usualVariant: 'What applies while nobody has chosen.',
  promises: (product: string) => `What ${product} promises`,
  mode: (product: string, mode: string) => `${product}: ${mode}`,
  modes: 'Variant',
  sources: 'Sources',
  onlyIf: 'Where the design says otherwise, that holds.',
  fit: {
    title: 'Which broker fits?',
    for: 'For the channels',
    on: (broker: string, channels: number) => `on “${broker}” (${count(channels, 'channel')})`,
    without: (channels: number) => `without a broker (${count(channels, 'channel')})`,
    selected: (channels: number) => `that are selected (${count(channels, 'channel')})`,
    noChannel: 'There is no channel yet',
    noChannelHelp: 'Draw a topic or a queue, and say what its consumers need: then this compares the products.',
    noneOn: 'No channel is on this broker yet, so every product fits.',
    needs: 'What the design asks for',
    noNeeds: 'Nothing has been said yet that only some products could do.',
    open: 'Not said yet',
    openHelp: 'Answers here would turn conditions into verdicts.',
    assumed: 'assumed',
    show: (sentence: string) => `Show on the canvas: ${sentence}`,
    verdicts: { fits: 'Fits', if: 'Fits if …', no: 'Does not fit' },
    counted: (label: string, n: number) => `${label} (${n})`,
    inUse: 'in use',
    now: 'In use now:',
    nowOn: (name: string, verdict: string) => `${name} – ${verdict.toLowerCase()}`,
    details: 'More about it',
    detailsOf: (name: string) => `More about it: ${name}`,
    use: 'Use this one',
    chooseNamed: (name: string) => `Use this one: ${name}`,
    used: (channels: string, name: string, n: number) => `${channels} ${n === 1 ? 'is' : 'are'} on ${name} now.`,
    usedBroker: (broker: string, name: string) => `“${broker}” is ${name} now.`,
    more: (n: number) => `${n} more`,
    undo: 'Undo',
    marks: { fits: '✓', if: '?', no: '✕' },
    marked: { fits: 'given', if: 'on a condition', no: 'not given' },
  },
} as const;

/** Names of cells, by what they are about. */
export const sections = [
  {
    title: 'Order and keys',
    cells: {
      scope: 'Order holds',
      keyConcept: 'Key',
      assignment: 'Shared among instances',
      keyMapping: 'Key to partition',
      retryReorders: 'A retried send may be overtaken',
    },
  },
  {
    title: 'Delivery',
    cells: {
      delivery: 'Guarantees',
      producerDedup: 'Repeated sends are dropped',
      dedupWindow: 'Remembered for',
      dedupWindowMax: 'Remembered at most',
      eos: 'Exactly-once',
      transactions: 'Several sends in one transaction',
      xa: 'Distributed transactions (XA)',
    },
  },
  {
    title: 'Consumers and failure',
    cells: {
      type: 'Type',
      fanout: 'Who gets a copy',
      lease: 'Time to acknowledge',
      defaultOnFail: 'If handling keeps failing',
      nativeDlq: 'Dead-letter queue of its own',
      delay: 'Delayed delivery',
    },
  },
  {
    title: 'Keeping and reading again',
    cells: {
      replay: 'Replay',
      retentionDefault: 'Kept by default',
      retentionMax: 'Kept at most',
      compaction: 'Latest of each key',
      startDefault: 'A new reader starts from',
      offsetRetention: 'A reader’s position is kept',
    },
  },
  { title: 'Limits', cells: { sizeDefault: 'Largest message by default', maxSize: 'Largest message at most' } },
] as const;

/** Values of enumerated cells, as people say them. */
export const cellWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  type: { log: 'Log (topic)', queue: 'Queue', pubsub: 'Publish/subscribe' },
  scope: {
    none: 'Nowhere: no order is promised',
    partition: 'In each partition',
    group: 'In each message group or key',
    queue: 'In the whole queue',
    channel: 'In the whole channel',
  },
  assignment: {
    exclusivePartition: 'One reader for each partition',
    byKey: 'All messages of a key to one instance',
    competing: 'Whoever is free takes the next message',
  },
  fanout: {
    group: 'Each group or subscription',
    queue: 'One consumer only',
    byType: 'One consumer of a queue, each subscription of a topic',
  },
  eos: { yes: 'Yes, for reading and publishing inside it', delivery: 'Only repeats on the way are dropped', no: 'No' },
  replay: { log: 'Yes, from any kept offset', archive: 'From an archive', none: 'No: a message is gone once it is handled' },
  defaultOnFail: {
    block: 'What comes behind it waits',
    hotloop: 'It comes back at once, without end',
    drop: 'It is dropped',
    dlq: 'It goes to a dead-letter queue',
    app: 'The consumer decides',
  },
  keyMapping: {
    modulo: 'By the number of partitions: more of them move keys',
    'range-split': 'By ranges that can be split',
    free: 'Not bound to a number of partitions',
  },
  startDefault: { latest: 'New messages only', earliest: 'The oldest message' },
};
