import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { arbitraryProps, arbitraryValue } from './arbitraries.testkit.ts';
import { edgeKinds, elementKinds, rowKinds } from './kinds/index.ts';
import type { Property } from './property.ts';
import { orderBetween, rowOrders } from './row-order.ts';
import { accepts, fill, inOrder, propertiesOf, stated } from './values.ts';

// Property tests: many runs, on machines that have other work too.
vi.setConfig({ testTimeout: 60_000 });

const all = [...Object.values(elementKinds), ...Object.values(edgeKinds), ...Object.values(rowKinds)] as unknown as readonly {
  kind: string;
  properties: Readonly<Record<string, Property>>;
}[];
const properties = all.flatMap(({ kind, properties: own }) =>
  Object.entries(own).flatMap(([name, property]) => (property.valueType === 'rows' ? [] : [{ at: `${kind}.${name}`, property }])),
);
const ajv = new Ajv({ strict: false, unicode: false, logger: false });
const validators = new Map(properties.map(({ at, property }) => [at, ajv.compile(property)]));

const anything = fc.oneof(
  fc.anything(),
  fc.constantFrom(
    '',
    '?',
    'none',
    'all',
    'own',
    'forever',
    'yes',
    '7d',
    '1.5h',
    '4MiB',
    '200/s',
    '1.0.0',
    'a@1.0.0',
    '!x',
    '!',
    'a b',
    0,
    1,
    -1,
    1.5,
    1e9,
    1e10,
  ),
  fc.array(fc.constantFrom('a', 'clock', 'none', '!x', '', 'id', 'a@1'), { maxLength: 3 }),
  fc.nat(300).map((length) => 'x'.repeat(length)),
);

describe('values', () => {
  it('[D2] are accepted exactly where ajv accepts them', () => {
    const one = fc
      .constantFrom(...properties)
      .chain(({ at, property }) => fc.tuple(fc.constant({ at, property }), fc.oneof(anything, arbitraryValue(property))));
    fc.assert(
      fc.property(one, ([{ at, property }, value]) => {
        expect(accepts(property, value), `${at} ${JSON.stringify(value)}`).toBe(validators.get(at)?.(value));
      }),
      { numRuns: 4000 },
    );
  });

  it('[D1] are filled in from whatever data there is', () => {
    const kinds = fc.constantFrom(
      ...([...Object.keys(elementKinds), ...Object.keys(edgeKinds)] as (keyof typeof elementKinds)[]),
    );
    fc.assert(
      fc.property(kinds, fc.dictionary(fc.string(), fc.anything()), fc.anything(), (kind, raw, rows) => {
        const declared = propertiesOf(kind);
        const filled = fill(declared, { ...raw, versions: rows, steps: rows, name: rows });
        expect(Object.keys(filled)).toEqual(Object.keys(declared));
        expect(fill(declared, filled)).toEqual(filled);
      }),
      { numRuns: 300 },
    );
  });

  it('[D1] come back from what is stated of them', () => {
    const kinds = fc.constantFrom(
      ...([...Object.keys(elementKinds), ...Object.keys(edgeKinds)] as (keyof typeof elementKinds)[]),
    );
    const known = { elements: [], edges: [], tidy: false };
    fc.assert(
      fc.property(
        kinds.chain((kind) => arbitraryProps(propertiesOf(kind), known).map((given) => ({ kind, given }))),
        ({ kind, given }) => {
          const filled = fill(propertiesOf(kind), given);
          expect(fill(propertiesOf(kind), stated(propertiesOf(kind), filled))).toEqual(filled);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the order of rows', () => {
  it('[D3] leaves room between any two, before the first and behind the last', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 120 }), (places) => {
        const orders: string[] = rowOrders(2);
        for (const place of places) {
          const at = place % (orders.length + 1);
          const order = orderBetween(orders[at - 1], orders[at]);
          expect(order).toBeDefined();
          orders.splice(at, 0, order as string);
        }
        expect(orders).toEqual([...new Set(orders)].sort());
      }),
    );
  });

  it('[D3] says so where there is none', () => {
    expect(orderBetween('a1', 'a1')).toBeUndefined();
    expect(orderBetween('a2', 'a1')).toBeUndefined();
    expect(orderBetween('', 'a1')).toBeUndefined();
    expect(orderBetween('a1', 'nonsense!')).toBeUndefined();
    expect([
      orderBetween(undefined, undefined),
      orderBetween('a0', undefined),
      orderBetween(undefined, 'a0'),
      orderBetween('az', undefined),
    ]).toEqual(['a0', 'a1', 'Zz', 'b00']);
  });

  it('[D3] goes by key, then by id', () => {
    const rows = inOrder([
      { id: 'c', order: 'a1' },
      { id: 'b', order: 'a0' },
      { id: 'a', order: 'a1' },
    ]);
    expect(rows.map((row) => row.id)).toEqual(['b', 'a', 'c']);
  });
});
