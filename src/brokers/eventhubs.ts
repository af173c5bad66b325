import { cell, type Product, unverified } from './capabilities.ts';

export const eventhubs: Product = {
  product: 'eventhubs',
  label: 'Azure Event Hubs',
  variants: [
    {
      variant: 'standard',
      type: cell('log'),
      scope: cell('partition'),
      keyConcept: cell('partition key (hash)'),
      assignment: cell('exclusivePartition'),
      fanout: cell('group', 'consumer groups'),
      delivery: cell('at-least-once'),
      producerDedup: unverified('none (idempotent producer through the Kafka endpoint)'),
      dedupWindow: cell('-'),
      eos: cell('no'),
      replay: cell('log'),
      retentionDefault: cell('1d', 'basic, up to 7d standard'),
      retentionMax: cell('90d', 'premium/dedicated; compaction from standard'),
      defaultOnFail: cell('app'),
      nativeDlq: cell('no'),
      sizeDefault: cell('256000B', '256 KB basic, 1 MB'),
      maxSize: cell('1000000B', '1 MB'),
      lease: cell('?', 'lease of the client'),
      keyMapping: cell('modulo', 'count fixed in basic/standard'),
      retryReorders: cell('yes'),
      delay: cell('no'),
      transactions: unverified('no (Kafka transactions: premium preview)'),
      xa: cell('no'),
      startDefault: unverified('latest'),
      offsetRetention: cell('client checkpoint store'),
    },
  ],
  sources: [
    {
      title: 'Azure Event Hubs documentation: features, compaction, tiers',
      url: 'https://learn.microsoft.com/azure/event-hubs/event-hubs-features',
    },
  ],
};
