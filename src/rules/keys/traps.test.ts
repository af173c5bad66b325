import { describe, expect, it } from 'vitest';
import { check } from '../check.ts';
import { designOf } from '../designs.testkit.ts';
import { sketch } from '../sketch.ts';

/** Designs at which a careless form of a rule would cry out; the numbers are those of the catalogue of traps. */
function severities(rule: string, text: string): readonly string[] {
  return check(designOf(text), { rules: [rule] }).findings.map(({ severity }) => severity);
}

describe('traps: keys', () => {
  it('5: “a topic without a key”; but logs and metrics have none, and nobody compacts them', () => {
    const text = sketch`
      broker main kafka
      topic logs on main (partitions 6)
      web -> logs (key none) -> search
    `;
    expect(severities('key-missing-on-compacted', text)).toEqual([]);
    expect(severities('key-missing-on-compacted', text.replace('partitions 6', 'cleanup compact'))).toEqual(['error']);
  });

  it('6: “a key is missing”; one partition makes that harmless for order, but not for compaction', () => {
    const text = sketch`
      broker main kafka
      topic prices on main (partitions 1, cleanup compact)
      shop -> prices (key none) -> search (orderingNeed perKey)
    `;
    expect(severities('key-missing-for-order', text)).toEqual([]);
    expect(severities('key-missing-on-compacted', text)).toEqual(['error']);
  });

  it('6: “two producers, two keys”; but with one partition all messages are in order', () => {
    const text = sketch`
      broker main kafka
      topic orders on main (partitions 1)
      contract OrderPlaced 1.0.0 event (entity order)
      shop -> orders (contracts OrderPlaced, key orderId) -> billing (orderingNeed perKey)
      backoffice -> orders (contracts OrderPlaced, key customerId)
    `;
    expect(severities('key-disagrees-between-producers', text)).toEqual([]);
    expect(severities('key-disagrees-between-producers', text.replace('partitions 1', 'partitions 2'))).toEqual(['error']);
  });

  it('8: “the same entity”; but a key with the tenant before it leads to another partition than one without', () => {
    const text = sketch`
      broker main kafka
      topic orders on main (partitions 6)
      contract OrderPlaced 1.0.0 event (entity order, entityKey orderId)
      shop -> orders (contracts OrderPlaced, key orderId) -> billing (orderingNeed perKey)
      backoffice -> orders (contracts OrderPlaced, key "tenantId:orderId")
    `;
    expect(severities('key-disagrees-between-producers', text)).toEqual(['error']);
    const both = text.replace('key orderId', 'key "tenantId:orderId"');
    expect(severities('key-disagrees-between-producers', both)).toEqual([]);
  });

  it('10: “growing moves keys”; but Kinesis splits ranges, and its readers finish the old shard first', () => {
    const text = sketch`
      broker main kinesis
      topic orders on main (partitions 4, partitionsPlanned 8)
      shop -> orders (key orderId) -> billing (orderingNeed perKey)
    `;
    expect(severities('partition-growth-remaps-keys', text)).toEqual([]);
    expect(severities('partition-growth-remaps-keys', text.replace('kinesis', 'kafka'))).toEqual(['warning']);
  });

  it('46: “several types on one topic have several keys”; but they are about several entities', () => {
    const text = sketch`
      topic events (cleanup compact)
      contract OrderChanged 1.0.0 event (entity order, entityKey orderId)
      contract CustomerChanged 1.0.0 event (entity customer, entityKey customerId)
      shop -> events (contracts OrderChanged, key orderId)
      crm -> events (contracts CustomerChanged, key customerId)
    `;
    expect(severities('key-disagrees-between-producers', text)).toEqual([]);
  });
});
