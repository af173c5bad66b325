import { cell, type Product, unverified } from './capabilities.ts';

export const redisStreams: Product = {
  product: 'redis-streams',
  label: 'Redis Streams',
  variants: [
    {
      variant: 'group',
      type: cell('log'),
      scope: cell('channel'),
      keyConcept: cell('the stream key itself (one stream per bucket)'),
      assignment: cell('competing'),
      fanout: cell('group', 'one copy per consumer group'),
      delivery: cell('at-least-once with XACK/XAUTOCLAIM; durability depends on AOF/replication'),
      producerDedup: cell('IDMP ids per producer (8.6+)'),
      dedupWindow: cell('100s', '/ 100 ids per producer default, ≤24h / 10,000'),
      eos: cell('no'),
      replay: cell('log'),
      retentionDefault: cell('?', 'until trimmed (MAXLEN/MINID) or memory is full'),
      retentionMax: cell('forever', 'forever (memory)'),
      defaultOnFail: cell('app', 'stays pending, delivery counter'),
      nativeDlq: cell('no'),
      sizeDefault: unverified('512000000B', '512 MB per value'),
      maxSize: unverified('512000000B', '512 MB'),
      lease: cell('?', 'min-idle time of the claimer'),
      keyMapping: cell('free'),
      retryReorders: cell('yes'),
      delay: cell('no'),
      transactions: cell('MULTI on one node'),
      xa: cell('no'),
      startDefault: cell('?', 'chosen when the group is made: $ or 0'),
      offsetRetention: cell('group state in the stream'),
    },
  ],
  sources: [
    {
      title: 'Redis documentation: streams',
      url: 'https://github.com/redis/redis-doc/tree/1044224',
    },
  ],
};
