import { describe, expect, it } from 'vitest';
import { check } from '../check.ts';
import { designOf } from '../designs.testkit.ts';
import { sketch } from '../sketch.ts';

/** Designs at which a careless form of a rule would cry out; the numbers are those of the catalogue of traps. */
function severities(rule: string, text: string): readonly string[] {
  return check(designOf(text), { rules: [rule] }).findings.map(({ severity }) => severity);
}

describe('traps: ordering', () => {
  it('6: “two channels”; but one constant key or one partition in each orders nothing between them', () => {
    const text = sketch`
      broker main kafka
      topic created on main (partitions 1)
      topic cancelled on main (partitions 1)
      service projection
      store view relational
      contract OrderCreated 1.0.0 event (entity order)
      contract OrderCancelled 1.0.0 event (entity order)
      shop -> created (contracts OrderCreated, key const) -> projection (orderingNeed global, idempotency natural)
      shop -> cancelled (contracts OrderCancelled, key const) -> projection (orderingNeed global, idempotency natural)
      projection -> view (mode upsert)
    `;
    expect(severities('order-across-channels', text)).toEqual(['error']);
  });

  it('9: “three instances publish”; but they are a consumer group, and each key stays with one of them', () => {
    const text = sketch`
      broker main kafka
      service billing (instances 3)
      topic orders on main (partitions 6)
      topic invoices on main (partitions 6)
      shop -> orders (key orderId) -> billing
      billing -> invoices (key orderId) -> mailer (orderingNeed perKey)
    `;
    expect(severities('order-multi-writer', text)).toEqual([]);
    expect(severities('order-multi-writer', text.replace('-> billing\n', '-> billing (assignment competing)\n'))).toEqual([
      'hint',
    ]);
  });

  it('11: “five sends at once change the order”; but Kafka’s producers are idempotent unless somebody turns it off', () => {
    const text = sketch`
      broker main kafka
      topic orders on main
      shop -> orders (maxInFlight 5) -> billing (orderingNeed perKey)
    `;
    expect(severities('order-producer-reorders', text)).toEqual([]);
    expect(severities('order-producer-reorders', text.replace('maxInFlight 5', 'maxInFlight 5, idempotent no'))).toEqual([
      'warning',
    ]);
  });

  it('12: “retried sends change the order”; but who gets the whole state and skips what is older does not mind', () => {
    const text = sketch`
      broker main kafka
      topic prices on main
      contract PriceSet 1.0.0 event (category state)
      shop -> prices (contracts PriceSet, idempotent no, maxInFlight 5) -> search (orderingNeed perKey, idempotency versionCheck)
    `;
    expect(severities('order-producer-reorders', text)).toEqual([]);
    expect(severities('order-producer-reorders', text.replace('category state', 'category domain'))).toEqual(['warning']);
  });

  it('13: “events of one aggregate on two topics”; but each has a consumer of its own', () => {
    const text = sketch`
      service billing
      service refunds
      store ledger relational
      contract OrderCreated 1.0.0 event (entity order)
      contract OrderCancelled 1.0.0 event (entity order)
      shop -> created (contracts OrderCreated) -> billing (orderingNeed perKey, idempotency natural)
      shop -> cancelled (contracts OrderCancelled) -> refunds (orderingNeed perKey, idempotency natural)
      billing -> ledger (mode upsert)
      refunds -> ledger (mode upsert)
    `;
    expect(severities('order-across-channels', text)).toEqual([]);
  });

  it('14: “several instances publish”; but a relay in commit order decides, and otherwise it is a warning at most', () => {
    const text = sketch`
      service shop (instances 3)
      store outbox relational (role outbox)
      connector outbox-relay relay (orderBy commitOrder)
      topic orders
      shop -> outbox -> outbox-relay -> orders -> billing (orderingNeed perKey)
    `;
    expect(severities('order-multi-writer', text)).toEqual([]);
    expect(severities('order-multi-writer', text.replace('commitOrder', 'poll'))).toEqual(['warning']);
    const direct = sketch`
      service shop (instances 3)
      topic orders
      shop -> orders (singleWriter no) -> billing (orderingNeed perKey)
    `;
    expect(severities('order-multi-writer', direct)).toEqual(['warning']);
  });

  it('15: “a timestamp is no version”; but one database gives it in the order of its log', () => {
    const text = sketch`
      store crm-db
      connector capture cdc
      topic customers
      crm-db -> capture -> customers -> shop (idempotency versionCheck, versionBy timestamp)
    `;
    expect(severities('order-by-timestamp', text)).toEqual(['hint']);
    const services = sketch`
      service crm (instances 2)
      topic customers
      crm -> customers -> shop (idempotency versionCheck, versionBy timestamp)
    `;
    expect(severities('order-by-timestamp', services)).toEqual(['warning']);
  });

  it('19: “an upsert is safe”; but an old state still replaces a newer one', () => {
    const text = sketch`
      service projection
      store view relational
      contract OrderCreated 1.0.0 event (entity order, category state)
      contract OrderCancelled 1.0.0 event (entity order, category state)
      shop -> created (contracts OrderCreated) -> projection (orderingNeed perKey, idempotency natural)
      shop -> cancelled (contracts OrderCancelled) -> projection (orderingNeed perKey, idempotency natural)
      projection -> view (mode upsert)
    `;
    expect(severities('order-across-channels', text)).toEqual(['error']);
    const checked = text.replaceAll('idempotency natural', 'idempotency versionCheck');
    expect(severities('order-across-channels', checked)).toEqual([]);
  });
});
