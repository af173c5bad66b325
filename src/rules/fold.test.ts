import { describe, expect, it } from 'vitest';
import { check, createChecker } from './check.ts';
import { designOf } from './designs.testkit.ts';
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
