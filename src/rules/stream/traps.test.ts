import { describe, expect, it } from 'vitest';
import { check, createChecker } from '../check.ts';
import { designOf } from '../designs.testkit.ts';
import { foldAll } from '../fold.ts';
import type { Severity } from '../severity.ts';
import { sketch } from '../sketch.ts';
import { streamRules } from './index.ts';

function found(rule: string, text: string): readonly Severity[] {
  return check(designOf(text), { rules: [rule] }).findings.map(({ severity }) => severity);
}

describe('traps of stream processing', () => {
  it('1: “what is not said is not so”; but nobody has said, and so there is no error', () => {
    const design = designOf(sketch`
      broker main kafka
      service web
      topic clicks on main
      topic orders on main
      topic customers on main
      processor match join
      processor totals aggregate
      processor greet enrich
      topic matches on main
      web -> clicks -> match
      web -> orders -> match -> matches -> totals
      orders -> greet
      web -> customers -> greet (asTable yes)
    `);
    const { findings } = check(design, { rules: streamRules.map(({ id }) => id) });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(findings.length).toBeLessThanOrEqual(design.elements.size);
  });

  it('2: “no key, no order, and no co-partitioning”; but it is one missing key, and what follows from it stands under it', () => {
    const design = designOf(sketch`
      broker main kafka
      service shop
      service cash
      topic orders on main (partitions 6)
      topic payments on main (partitions 6)
      contract PaymentTaken 1.0.0 event (entityKey orderId) { orderId string }
      processor match join (joinType streamStream, joinKey orderId, autoRepartition no, window sliding)
      shop -> orders (key orderId) -> match
      cash -> payments (contracts PaymentTaken, key none) -> match (orderingNeed perKey)
    `);
    const checker = createChecker();
    const findings = checker
      .check(design)
      .findings.filter(({ rule }) => rule === 'key-missing-for-order' || rule === 'join-not-copartitioned');
    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'key-missing-for-order error',
      'join-not-copartitioned error',
    ]);
    const [cause, consequence] = findings.map(({ key }) => key);
    expect(foldAll(design, checker.check(design).findings, checker).get(cause as string)).toContain(consequence);
  });

  it('7: “re-keying loses order”; but each order has one customer, and its messages stay in one line', () => {
    const design = sketch`
      broker main kafka
      service shop
      topic orders on main (partitions 6)
      topic by-order on main (partitions 6)
      processor rekey-orders rekey
      service billing
      contract OrderPlaced 1.0.0 event (entityKey orderId) {
        orderId string determines [customerId]
        customerId string
      }
      shop -> orders (contracts OrderPlaced, key customerId) -> rekey-orders
      rekey-orders -> by-order (contracts OrderPlaced, key orderId) -> billing (orderingNeed perKey)
    `;
    expect(found('rekey-loses-order', design)).toEqual([]);
    expect(found('rekey-loses-order', design.replace(' determines [customerId]', ''))).toEqual(['warning']);
  });

  it('8: “the keys have different names”; but a key of two fields is the same in any order of its parts', () => {
    const design = (key: string) => `
      service shop
      service cash
      topic orders (partitions 6)
      topic payments (partitions 6)
      processor match join (joinType streamStream, joinKey "tenantId:orderId", autoRepartition no, window sliding)
      shop -> orders (key "tenantId:orderId") -> match
      cash -> payments (key "${key}") -> match
    `;
    expect(found('join-not-copartitioned', design('orderId:tenantId'))).toEqual([]);
    expect(found('join-not-copartitioned', design('orderId'))).toEqual(['error']);
  });

  it('12 and 19: “the reader needs order”; but it skips what is older than what it knows', () => {
    const design = (handler: string) => `
      broker eu kafka
      broker us kafka
      service crm
      topic customers on eu (partitions 6)
      connector mirror bridge (preservesKey no)
      topic customers-us on us (partitions 6)
      service shop
      store addresses relational
      crm -> customers (key customerId) -> mirror -> customers-us -> shop (orderingNeed perKey, ${handler})
      shop -> addresses (mode upsert)
    `;
    expect(found('rekey-loses-order', design('idempotency versionCheck, versionBy sequence'))).toEqual([]);
    expect(found('rekey-loses-order', design('idempotency natural'))).toEqual(['warning']);
  });

  it('18: “an aggregate counts twice”; but a maximum, a latest value and a set stay the same', () => {
    const design = (kind: string) => `
      service shop
      topic sales
      processor totals aggregate (aggregateKind ${kind}, guarantee atLeastOnce)
      shop -> sales -> totals (idempotency none)
    `;
    for (const kind of ['maxmin', 'latest', 'set']) expect(found('additive-state-at-least-once', design(kind)), kind).toEqual([]);
    expect(found('additive-state-at-least-once', design('additive'))).toEqual(['warning']);
  });

  it('22: “exactly once does not exist”; but inside one framework, from topic to topic, it does', () => {
    const design = sketch`
      broker main kafka
      service shop
      topic sales on main
      topic sums on main
      processor totals aggregate (aggregateKind additive, guarantee exactlyOnce, state durable)
      shop -> sales -> totals (isolation readCommitted) -> sums
    `;
    expect(found('additive-state-at-least-once', design)).toEqual([]);
  });

  it('53: “inputs of a join are partitioned alike”; but not for global tables, foreign keys and what the framework re-keys', () => {
    const design = (join: string) => `
      service shop
      service crm
      topic orders (partitions 6)
      topic customers (partitions 4, cleanup compact)
      processor greet join (${join}, joinKey customerId, joinKind left)
      shop -> orders (key orderId) -> greet
      crm -> customers (key customerId) -> greet (asTable yes)
    `;
    const rule = 'join-not-copartitioned';
    expect(found(rule, design('joinType globalTable'))).toEqual([]);
    expect(found(rule, design('joinType foreignKey'))).toEqual([]);
    expect(found(rule, design('joinType streamTable, autoRepartition yes'))).toEqual([]);
    expect(found(rule, design('joinType streamTable, autoRepartition no'))).toEqual(['error', 'error']);
    const tableSide = design('joinType streamTable, autoRepartition yes').replace('key customerId', 'key email');
    expect(found(rule, tableSide)).toEqual(['error']);
  });

  it('54: “a table’s channel must be compacted and nothing else”; but what is also cut off after long silence is fine', () => {
    const design = (cleanup: string) => `
      service catalogue
      topic products (cleanup ${cleanup}, retention 730d)
      service shop
      catalogue -> products -> shop (asTable yes)
    `;
    expect(found('table-source-expires', design('compact+delete'))).toEqual([]);
    expect(found('table-source-expires', design('delete'))).toEqual(['error']);
  });

  it('55: “no grace, late messages are lost”; but by the time of the broker nothing is late', () => {
    const design = (basis: string) => `
      external phones device
      topic positions
      processor traffic aggregate (window tumbling, grace 0s, timeBasis ${basis})
      phones -> positions -> traffic
    `;
    expect(found('window-drops-late', design('ingestion'))).toEqual([]);
    expect(found('window-drops-late', design('event'))).toEqual(['warning']);
  });

  it('56: “its own clock is wrong”; but for alerts and rate limits it is right, so there is no error', () => {
    const design = sketch`
      service web
      topic logins
      processor limiter aggregate (window sliding, timeBasis processing)
      web -> logins -> limiter
    `;
    expect(found('window-on-processing-time', design)).toEqual(['warning']);
  });

  it('58: “messages expire”; but only what is read as a table is needed for ever', () => {
    const design = sketch`
      service shop
      topic orders (cleanup delete, retention 7d)
      processor totals aggregate (aggregateKind additive)
      shop -> orders -> totals
    `;
    expect(found('table-source-expires', design)).toEqual([]);
  });
});
