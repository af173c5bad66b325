import { cell, type Product, unverified } from './capabilities.ts';

export const kinesis: Product = {
  product: 'kinesis',
  label: 'Amazon Kinesis Data Streams',
  variants: [
    {
      variant: 'stream',
      label: 'Data stream',
      help: 'A log in shards. Every application reads all of it, one worker a shard.',
      type: cell('log'),
      scope: cell('partition'),
      keyConcept: cell('partition key (MD5 → shard hash range)'),
      assignment: cell('exclusivePartition'),
      fanout: cell('group', 'every application reads all'),
      delivery: cell('at-least-once'),
      producerDedup: cell('no', 'embed a primary key'),
      dedupWindow: cell('-'),
      dedupWindowMax: cell('-'),
      eos: cell('no'),
      replay: cell('log'),
      retentionDefault: cell('24h'),
      retentionMax: cell('365d'),
      compaction: unverified('no'),
      defaultOnFail: cell('block', 'Lambda: retries until the record expires'),
      nativeDlq: cell('no', 'Lambda on-failure destination'),
      sizeDefault: cell('1MiB'),
      maxSize: cell('10MiB'),
      lease: cell('?', 'app checkpoint'),
      keyMapping: cell('range-split'),
      retryReorders: cell('yes', 'use SequenceNumberForOrdering'),
      delay: cell('no'),
      transactions: cell('no'),
      xa: cell('no'),
      startDefault: cell('?', 'must be chosen: LATEST or TRIM_HORIZON'),
      offsetRetention: cell('-'),
    },
  ],
  sources: [
    {
      title: 'Amazon Kinesis Data Streams developer guide',
      url: 'https://docs.aws.amazon.com/streams/latest/dev/introduction.html',
    },
    {
      title: 'Using AWS Lambda with Kinesis',
      url: 'https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html',
    },
  ],
};
