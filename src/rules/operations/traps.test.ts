import { describe, expect, it } from 'vitest';
import { check } from '../check.ts';
import { designOf, idOf } from '../designs.testkit.ts';
import type { Severity } from '../severity.ts';
import { sketch } from '../sketch.ts';

function found(rule: string, text: string): readonly Severity[] {
  return check(designOf(text), { rules: [rule] }).findings.map(({ severity }) => severity);
}

describe('traps of operations', () => {
  it('3: “nobody reads the dead letters”; but somebody is still drawing them', () => {
    const design = designOf(sketch`
      service shop
      topic orders
      service billing
      shop -> orders -> billing
      billing -x orders-dlq
    `);
    const rules = ['backlog-unwatched'] as const;
    expect(check(design, { rules, recentlyTouched: new Set([idOf(design, 'orders-dlq')]) }).findings).toEqual([]);
    expect(check(design, { rules }).findings.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('6: “one key for all messages is no key”; but it is a legal way to one order, and only slow', () => {
    const design = sketch`
      broker aws sns-sqs
      service shop
      queue bookings on aws (variant fifo)
      service ledger (instances 4)
      contract Booked 1.0.0 event (rate 30/s, entityKey bookingId)
      shop -> bookings (contracts Booked, key const) -> ledger (orderingNeed perKey, capacity 10/s)
    `;
    expect(found('key-missing-for-order', design)).toEqual([]);
    expect(found('key-does-not-cover-order', design)).toEqual([]);
    expect(found('consumer-cannot-keep-up', design)).toEqual(['error']);
    expect(found('consumer-cannot-keep-up', design.replace('key const', 'key bookingId'))).toEqual(['warning']);
  });

  it('16: “one order over everything cannot work”; but at low volume one partition is a good answer', () => {
    const design = sketch`
      broker main kafka
      service shop
      topic bookings on main (partitions 1)
      service ledger (instances 2)
      contract Booked 1.0.0 event (rate 10/min)
      shop -> bookings (contracts Booked) -> ledger (orderingNeed global, capacity 20/s)
    `;
    expect(found('consumer-cannot-keep-up', design)).toEqual([]);
    expect(found('more-consumers-than-partitions', design)).toEqual([]);
  });

  it('24: “what is not read in time is lost”; but some messages may be', () => {
    const design = (tolerated: string) => `
      broker main kafka
      external meters device
      topic readings on main (retention 1h, partitions 6, partitionsPlanned 12)
      service dashboard
      contract MeterRead 1.0.0 event (lossTolerated ${tolerated})
      meters -> readings (contracts MeterRead) -> dashboard (maxOutage 60h, startFrom latest)
    `;
    expect(found('retention-shorter-than-outage', design('yes'))).toEqual([]);
    expect(found('retention-shorter-than-outage', design('no'))).toEqual(['error']);
    expect(found('start-latest-skips', design('yes'))).toEqual([]);
    expect(found('start-latest-skips', design('?'))).toEqual(['warning']);
  });

  it('47: “one of them cannot keep up”; but the other takes its share', () => {
    const design = (group: string) => `
      broker main kafka
      service shop
      topic orders on main (partitions 6)
      service billing
      service billing-2
      contract OrderPlaced 1.0.0 event (rate 150/s)
      shop -> orders (contracts OrderPlaced, key orderId)
      orders -> billing (group billing, capacity 100/s)
      orders -> billing-2 (group ${group}, capacity 1000/s)
    `;
    expect(found('consumer-cannot-keep-up', design('billing'))).toEqual([]);
    expect(found('consumer-cannot-keep-up', design('audit'))).toEqual(['error']);
  });

  it('58: “messages expire after a week”; but that is normal, until somebody may be away for longer', () => {
    const design = (handler: string) => `
      service shop
      topic orders (retention 7d)
      service billing
      shop -> orders -> billing ${handler}
    `;
    expect(found('retention-shorter-than-outage', design(''))).toEqual([]);
    expect(found('retention-shorter-than-outage', design('(maxOutage 14d)'))).toEqual(['error']);
  });

  it('60: “Kinesis keeps a day”; but the channel may say otherwise', () => {
    const design = (own: string) => `
      broker aws kinesis
      service shop
      topic orders on aws ${own}
      service billing
      shop -> orders -> billing (maxOutage 60h)
    `;
    expect(found('retention-shorter-than-outage', design(''))).toEqual(['hint']);
    expect(found('retention-shorter-than-outage', design('(retention 7d)'))).toEqual([]);
  });
});
