import { describe, expect, it } from 'vitest';
import { check } from '../check.ts';
import { designOf } from '../designs.testkit.ts';
import { sketch } from '../sketch.ts';

/** Designs at which a careless form of a rule would cry out; the numbers are those of the catalogue of traps. */
function severities(rule: string, text: string): readonly string[] {
  return check(designOf(text), { rules: [rule] }).findings.map(({ severity }) => severity);
}

describe('traps: coupling', () => {
  it('1: “no timeout, no breaker, no retry”; but nobody has said, and that is a question', () => {
    const text = sketch`
      external PayCo payment
      service billing
      web -> orders -> billing
      billing -> PayCo
    `;
    expect(severities('sync-call-in-handler', text)).toEqual([]);
    const { questions } = check(designOf(text), { rules: ['sync-call-in-handler'] });
    expect(questions.flatMap(({ properties }) => properties.map(({ property }) => property)).sort()).toEqual([
      'onExhausted',
      'retry',
    ]);
  });

  it('34: “capturing the business table writes twice”; no, but it leaks the tables to whoever reads them', () => {
    const text = sketch`
      context Sales { orders-api orders-db capture }
      context Finance { billing }
      service orders-api
      service billing
      store orders-db relational
      connector capture cdc
      orders-api -> orders-db (mode update)
      orders-db -> capture -> order-rows -> billing
    `;
    expect(severities('dual-write', text)).toEqual([]);
    expect(severities('internal-model-exposed', text)).toEqual(['warning']);
  });

  it('37: “orders and payments go round in a circle”; but the answer is of another type, and ends it', () => {
    const text = sketch`
      service orders
      external browser client
      contract OrderPlaced 1.0.0 event
      contract PaymentTaken 1.0.0 event
      browser -> orders (purpose command)
      orders -> placed (contracts OrderPlaced) -> payments -> taken (contracts PaymentTaken) -> orders
    `;
    expect(severities('event-cycle', text)).toEqual([]);
    // Where both are said to cause each other, it is one.
    const said = text
      .replace('contracts OrderPlaced)', 'contracts OrderPlaced, triggeredBy taken)')
      .replace('contracts PaymentTaken)', 'contracts PaymentTaken, triggeredBy placed)');
    expect(severities('event-cycle', said)).toEqual(['error']);
  });

  it('38: “stock adjusts prices, and prices adjust stock”; but under a condition it comes to rest', () => {
    const text = sketch`
      stock -> adjusted (triggeredBy repriced, when "the forecast changed") -> pricing -> repriced (triggeredBy adjusted) -> stock
    `;
    expect(severities('event-cycle', text)).toEqual(['warning']);
  });

  it('39: “two services, one database”; but they are of one context, and others read a copy for reports or a published view', () => {
    const text = sketch`
      context Sales { orders reports orders-db order-list }
      context Support { desk }
      service orders
      service reports
      service desk
      store orders-db relational
      store order-list search (role readModel)
      store replica relational (role archive)
      orders -> orders-db
      orders-db -> reports
      orders -> order-list
      order-list -> desk
      orders -> replica
      replica -> desk
    `;
    expect(severities('shared-database', text)).toEqual(['hint', 'hint']);
  });

  it('39: “the old system reads the new database”; but it is being replaced', () => {
    const text = sketch`
      external mainframe legacy
      service orders
      store orders-db relational
      orders -> orders-db -> mainframe
    `;
    expect(severities('shared-database', text)).toEqual(['hint']);
  });

  it('47: “one consumer group in two boxes”; but they do the same, and may be one service', () => {
    const text = sketch`
      broker main kafka
      topic orders on main
      service billing-a
      service billing-b
      store invoices relational
      web -> orders -> billing-a (group billing) -> invoices
      orders -> billing-b (group billing) -> invoices
    `;
    const found = check(designOf(text), { rules: ['services-share-subscription'] }).findings;
    expect(found.map(({ severity }) => severity)).toEqual(['warning']);
    expect(found[0]?.fixes.map(({ id }) => id)).toContain('merge');
  });

  it('48: “a handler must not ask another service”; with all guards it may, and that is worth a hint', () => {
    const text = sketch`
      service checkout
      service pricing
      web -> orders -> checkout (retry blocking, onExhausted dlq)
      checkout -> pricing (purpose query, timeout 2s, breaker yes)
    `;
    expect(severities('sync-call-in-handler', text)).toEqual(['hint']);
    // Without a timeout a retry never begins.
    expect(severities('sync-call-in-handler', text.replace('timeout 2s', 'timeout none'))).toEqual(['warning']);
  });

  it('49: “events must carry their data”; but this one is rare and says its version, and that one is secret', () => {
    const text = sketch`
      service crm
      service shop
      contract CustomerChanged 1.0.0 event (category notification, rate 2/min) { customerId string, version long }
      crm -> customers (contracts CustomerChanged) -> shop
      shop -> crm (purpose query)
    `;
    expect(severities('event-callback', text)).toEqual(['hint']);
    expect(severities('event-callback', text.replace('rate 2/min', 'rate 200/s'))).toEqual(['warning']);
    expect(severities('event-callback', text.replace('rate 2/min', 'classification restricted'))).toEqual(['hint']);
  });

  it('46: “two handlers read the command topic”; but each handles commands of its own', () => {
    const text = sketch`
      topic commands
      service payments
      service shipping
      store payments-db relational
      store shipments relational
      contract ChargeCard 1.0.0 command
      contract ShipParcel 1.0.0 command
      web -> commands (contracts [ChargeCard, ShipParcel])
      commands -> payments (contracts ChargeCard) -> payments-db
      commands -> shipping (contracts ShipParcel) -> shipments
    `;
    expect(severities('command-many-handlers', text)).toEqual([]);
    expect(severities('services-share-subscription', text)).toEqual([]);
  });
});
