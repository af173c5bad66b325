import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prng } from '#base/prng.ts';
import { arbitraryDesign } from '#model/arbitraries.testkit.ts';
import type { Design } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import { align } from './align.ts';
import { isUnsure } from './alignment.ts';
import { assign } from './assign.ts';
import { largeSketch, reborn, sketch } from './compare.testkit.ts';
import { differences } from './differences.ts';

const shop = `
service orders-api
service billing
topic orders (partitions 6)
store ledger relational
external PayCo payment
queue orders-dlq (role dlq)
contract OrderPlaced 1.0.0 event { orderId string
amount double }
orders-api -> orders (contracts OrderPlaced, key orderId)
orders -> billing
billing -> PayCo
billing -> ledger
billing -x orders-dlq
`;

const labelled = (designs: readonly Design[], label: string) => {
  const row = align(designs).rows.find((each) => each.label === label);
  return row?.cells.map((id, d) => designs[d]?.elements.get(id ?? '')?.props.name);
};

describe('alignment', () => {
  it('[A1] puts every element of every design in exactly one row', () => {
    fc.assert(
      fc.property(fc.array(arbitraryDesign({ maxElements: 8 }), { minLength: 1, maxLength: 4 }), (designs) => {
        const { rows, edges } = align(designs);
        for (const [d, design] of designs.entries()) {
          expect(rows.flatMap((row) => row.cells[d] ?? []).sort()).toEqual([...design.elements.keys()].sort());
          expect(edges.flatMap((row) => row.cells[d] ?? []).sort()).toEqual([...design.edges.keys()].sort());
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[A2] follows an element that was renamed since the designs parted', () => {
    const [id] = [...sketch(shop).elements.values()].filter((each) => each.props.name === 'billing').map((each) => each.id);
    const renamed = applyEdits(sketch(shop), [{ op: 'set', id: id as string, path: ['name'], value: 'money' }]);
    expect(labelled([sketch(shop), renamed], 'money')).toEqual(['billing', 'money']);
  });

  it('[A2] does not take ids for origin that were merely counted', () => {
    const numbered = (text: string) => {
      let n = 0;
      const ids = new Map<string, string>();
      return reborn(sketch(text), (old) => {
        const known = ids.get(old);
        if (known !== undefined) return known;
        ids.set(old, `n${++n}`);
        return `n${n}`;
      });
    };
    const a = numbered('service a-first\nservice billing\nservice catalogue\nservice depot');
    const b = numbered('service depot\nservice catalogue\nservice billing\nservice zebra');
    const rows = align([a, b]).rows.filter((row) => row.cells.every((cell) => cell !== undefined));
    expect(rows.map((row) => row.label)).toEqual(['billing', 'catalogue', 'depot']);
  });

  it('[A3] sees through case, separators, endings, kind words and synonyms', () => {
    const a = sketch('service orders-api\nservice Billing\nservice stock\ntopic order-events\nservice fraud-check');
    const b = sketch('service "Order Service"\nservice payments\nservice InventorySvc\ntopic orders\nservice notifier');
    expect(labelled([a, b], 'orders-api')).toEqual(['orders-api', 'Order Service']);
    expect(labelled([a, b], 'Billing')).toEqual(['Billing', 'payments']);
    expect(labelled([a, b], 'stock')).toEqual(['stock', 'InventorySvc']);
    expect(labelled([a, b], 'orders')).toEqual(['order-events', 'orders']);
    expect(labelled([a, b], 'fraud-check')).toEqual(['fraud-check', undefined]);
  });

  it('[A3] keeps opposites apart, whatever surrounds them', () => {
    const a = sketch(
      'contract OrderPlaced event\ntopic orders (contracts OrderPlaced)\nservice shop\nshop -> orders (contracts OrderPlaced)',
    );
    const b = sketch(
      'contract OrderCancelled event\ntopic orders (contracts OrderCancelled)\nservice shop\nshop -> orders (contracts OrderCancelled)',
    );
    const rows = align([a, b]).rows.filter((row) => row.kind === 'contract');
    expect(rows.map((row) => row.cells.filter((cell) => cell !== undefined).length)).toEqual([1, 1]);
  });

  it('[A4] recognises a renamed service by four neighbours, not by one', () => {
    const renamed = shop.replaceAll('billing', 'zorro');
    const other = reborn(sketch(renamed), (id) => `x${id}`.slice(0, 40));
    expect(labelled([sketch(shop), other], 'zorro')).toEqual(['billing', 'zorro']);
    const one = sketch('topic orders\nservice billing\norders -> billing');
    const two = sketch('topic orders\nservice zorro\norders -> zorro');
    expect(labelled([one, two], 'zorro')).toEqual([undefined, 'zorro']);
  });

  it('[A5] never takes a dead-letter queue for the channel that it serves', () => {
    const a = sketch('queue orders-dlq (role dlq)\nservice billing\nbilling -x orders-dlq');
    const b = sketch('queue orders\nservice billing\norders -> billing');
    const channels = align([a, b]).rows.filter((row) => row.kind === 'channel');
    expect(channels).toHaveLength(2);
  });

  it('[A6] makes the pairs with the greatest sum, and none below the least score', () => {
    // The best single pair (0.9) is not part of the best pairing (0.8 + 0.7).
    const pairs = assign(
      [
        [0.9, 0.8],
        [0.7, 0.2],
      ],
      0.4,
    );
    expect(pairs.map(({ row, column }) => [row, column])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(
      assign(
        [
          [0.9, 0.1],
          [0.1, 0.3],
        ],
        0.4,
      ).map(({ row, column }) => [row, column]),
    ).toEqual([[0, 0]]);
    expect(assign([[0.9], [0.85]], 0.4)).toEqual([{ row: 0, column: 0, regret: expect.closeTo(0.05), rival: { row: 1 } }]);
  });

  it('[A7] gives the same rows in any order of the designs', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryDesign({ maxElements: 7, tidy: true }), { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (designs, seed) => {
          const random = prng(seed);
          const order = designs
            .map((_, i) => ({ i, at: random.next() }))
            .sort((a, b) => a.at - b.at)
            .map(({ i }) => i);
          const plain = align(designs);
          const turned = align(order.map((i) => designs[i] as Design));
          const back = (cells: readonly (string | undefined)[]) => designs.map((_, d) => cells[order.indexOf(d)]);
          for (const part of ['rows', 'edges', 'parts'] as const) {
            const strip = (
              each: object & { cells: readonly (string | undefined)[] },
              cells: readonly (string | undefined)[],
            ) => ({ ...each, cells });
            expect(turned[part].map((row) => strip(row, back(row.cells)))).toEqual(
              plain[part].map((row) => strip(row, row.cells)),
            );
          }
          expect(
            differences(
              order.map((i) => designs[i] as Design),
              turned,
            )
              .map(({ id }) => id)
              .sort(),
          ).toEqual(
            differences(designs, plain)
              .map(({ id }) => id)
              .sort(),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('[A8] says where it is unsure, and what else it could be', () => {
    const a = sketch('service notifier');
    const b = sketch('service mail-worker\nservice sms-worker');
    const row = align([a, b]).rows.find((each) => each.cells.every((cell) => cell !== undefined));
    expect(row && isUnsure(row)).toBe(true);
    expect(row?.why).toMatch(/It could also be “(mail|sms)-worker”\.$/);
    const clear = align([sketch(shop), sketch(shop)]).rows;
    expect(clear.filter(isUnsure)).toEqual([]);
  });

  it('[A9] aligns edges through their ends, and parallel ones by their contracts', () => {
    const text = (first: string, second: string) =>
      `contract A event\ncontract B event\nservice shop\ntopic orders\nshop -> orders as ${first} (contracts A)\nshop -> orders as ${second} (contracts B)`;
    const designs = [sketch(text('one', 'two')), sketch(text('x', 'y'))];
    const { edges } = align(designs);
    expect(edges).toHaveLength(2);
    for (const edge of edges) {
      const [a, b] = edge.cells.map((id, d) => designs[d]?.edges.get(id ?? '')?.props);
      expect(a && 'contracts' in a && a.contracts).toEqual(b && 'contracts' in b && b.contracts);
    }
  });

  it('[A9] aligns fields by their names', () => {
    const designs = [sketch('contract O event { orderId string\ncoupon string }'), sketch('contract O event { order_id long }')];
    expect(align(designs).parts.map((part) => [part.label, part.cells.map((cell) => cell !== undefined)])).toEqual([
      [expect.stringMatching(/order_?id/i), [true, true]],
      ['coupon', [true, false]],
    ]);
  });

  it('aligns by meaning when all ids are others', () => {
    const design = sketch(largeSketch(45, 0));
    const other = reborn(design, (id) => `q${[...id].reverse().join('')}`.slice(0, 40));
    for (const row of align([design, other]).rows) {
      const [a, b] = row.cells.map((id, d) => [design, other][d]?.elements.get(id ?? '')?.props.name);
      expect(a).toBe(b);
    }
  });

  it('finds most of four designs of sixty elements in one another', () => {
    const designs = [0, 1, 2, 3].map((seed) => sketch(largeSketch(60, seed)));
    expect(align(designs).rows.filter((row) => row.cells.every((cell) => cell !== undefined)).length).toBeGreaterThan(55);
  });
});
