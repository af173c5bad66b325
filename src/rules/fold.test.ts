import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { applyEdits } from '#model/edit.ts';
import { check, createChecker } from './check.ts';
import { designOf } from './designs.testkit.ts';
import type { Finding } from './finding.ts';
import { causesOf, foldAll, foldFindings } from './fold.ts';
import { sketch } from './sketch.ts';

/** Two handlers over a queue that keeps no order; and a service that has nothing to do with it. */
const design = designOf(sketch`
  broker rabbit rabbitmq
  service shop
  queue points on rabbit
  service loyalty
  store ledger relational
  store totals relational
  contract PointsEarned 1.0.0 event {
    id string
  }
  shop -> points (contracts PointsEarned) -> loyalty (idempotency none, onExhausted drop)
  loyalty -> ledger (mode insert)
  loyalty -> totals (mode increment)
  service lonely
`);

/** What is drawn wrongly, the rule that says so, and what stands under it; fixing it brings no warning of its own. */
const causes: readonly (readonly [what: string, cause: string, under: readonly string[], sketch: string])[] = [
  [
    'a key that is missing, for order, compaction and a join',
    'key-missing-for-order',
    ['key-missing-on-compacted', 'join-not-copartitioned'],
    sketch`
      broker main kafka
      topic orders on main (partitions 6, cleanup compact)
      topic payments on main (partitions 6)
      processor matched join (joinType streamTable, joinKey orderId, joinKind left, state durable)
      contract OrderChanged 1.0.0 event (category state, entity order, entityKey orderId, deleteAs tombstone) { orderId string }
      contract PaymentTaken 1.0.0 event (entity payment) { orderId string }
      shop -> orders (contracts OrderChanged, key none) -> matched (asTable yes)
      payco -> payments (contracts PaymentTaken, key orderId) -> matched
      orders -> billing (orderingNeed perKey, contracts OrderChanged)
    `,
  ],
  [
    'a sum that a repeat is added to',
    'consumer-not-idempotent',
    ['additive-state-at-least-once'],
    sketch`
      topic sales (contracts Sold)
      processor sums aggregate (aggregateKind additive, guarantee atLeastOnce, state durable)
      contract Sold 1.0.0 event { amount long }
      shop -> sales -> sums (idempotency none)
    `,
  ],
  [
    'a dead-letter queue that is only half drawn',
    'edge-not-allowed',
    ['dlq-misconfigured'],
    sketch`
      broker main kafka
      topic orders on main (contracts OrderPlaced)
      topic orders-dlq on main (watched yes)
      contract OrderPlaced 1.0.0 event { orderId string }
      shop -> orders -> billing (onExhausted dlq)
      billing -x orders-dlq
    `,
  ],
  [
    'a handler that asks back for each message',
    'event-callback',
    ['failure-drops-message', 'sync-call-in-handler'],
    sketch`
      service shop
      service billing
      contract OrderPlaced 1.0.0 event (category notification) { orderId string }
      shop -> orders (contracts OrderPlaced) -> billing (retry none)
      billing -> shop (purpose query)
    `,
  ],
  [
    'a contract that is misspelt on an arrow',
    'reference-broken',
    ['contract-missing'],
    sketch`
      contract OrderPlaced 1.0.0 event { orderId string }
      shop -> orders (contracts OrderPlced) -> billing (contracts OrderPlaced)
    `,
  ],
  [
    'handlers that do their work again when dead letters come back',
    'consumer-not-idempotent',
    ['replay-hits-everyone'],
    sketch`
      service billing
      service loyalty
      store points relational
      contract OrderPlaced 1.0.0 event { orderId string }
      shop -> orders (contracts OrderPlaced) -> billing (idempotency natural)
      orders -> loyalty (idempotency none)
      loyalty -> points (mode increment)
      billing -x orders-dlq (redrive manual)
    `,
  ],
];

describe('folding findings under their cause', () => {
  it('[F1] puts under a finding what its first fix mends too', () => {
    const messy = designOf(sketch`
      service shop
      topic orders
      service billing
      service audit
      contract Order 1.0.0 event {
        id string
      }
      shop -publishes-> billing
      shop -> orders
      orders -> billing
      orders -> audit
    `);
    const { findings } = check(messy);
    const fold = foldAll(messy, findings, createChecker());
    for (const [cause, keys] of fold) {
      expect(findings.map(({ key }) => key)).toEqual(expect.arrayContaining([cause, ...keys]));
      expect(keys).not.toContain(cause);
    }
    const all = [...fold.values()].flat();
    expect(new Set(all).size).toBe(all.length);
    for (const key of all) expect(fold.has(key)).toBe(false);
  });

  it('[F1] shows one cause for an order that is lost twice', () => {
    const twice = designOf(sketch`
      service shop
      queue orders
      service billing
      contract Order 1.0.0 event {
        id string
      }
      shop -> orders (contracts Order) -> billing (orderingNeed perKey, retry requeue, onExhausted drop, parkKey no)
    `);
    const { findings } = check(twice);
    const fold = foldAll(twice, findings, createChecker());
    const [cause, under] = ['error', 'warning'].map(
      (severity) => findings.find((each) => each.severity === severity)?.key as string,
    );
    expect(cause).toContain('order-lost-by-retry');
    expect(fold).toEqual(new Map([[cause, [under]]]));
    expect(causesOf(fold)).toEqual(new Map([[under, cause]]));
  });

  it.each(causes)('[F1] shows one cause: %s', (_, cause, under, text) => {
    const design = designOf(text);
    const checker = createChecker();
    const { findings } = checker.check(design);
    const ruleOf = (key: string) => findings.find((each) => each.key === key)?.rule;
    const fold = [...foldAll(design, findings, checker)].map(([key, keys]) => [ruleOf(key), keys.map(ruleOf)]);
    expect(fold).toEqual([[cause, under]]);
    // What is left over is none of it, and the way out brings nothing that was not there.
    const found = findings.find((each) => each.rule === cause) as Finding;
    const fix = found.fixes[0]?.id as string;
    const mended = check(applyEdits(design, checker.edits(found, fix, countingIds('fix')))).findings;
    const before = new Set(findings.map(({ key }) => key));
    expect(mended.filter(({ key, severity }) => severity !== 'hint' && !before.has(key)).map(({ rule }) => rule)).toEqual([]);
  });

  it('[F2] leaves the checker at the design, after each step', () => {
    const checker = createChecker();
    const { findings } = checker.check(design);
    const steps = foldFindings(design, findings, checker);
    for (let i = 0; i < findings.length; i++) {
      expect(steps.next().done).toBe(false);
      expect(checker.check(design)).toEqual(check(design));
    }
    expect(steps.next().done).toBe(true);
  });

  it('[F3] takes a removal for no cause', () => {
    const lonely = check(design).findings.find(({ rule }) => rule === 'element-half-connected');
    expect(lonely?.fixes[0]?.id).toBe('remove');
    expect(foldAll(design, check(design).findings, createChecker()).has(lonely?.key as string)).toBe(false);
  });
});
