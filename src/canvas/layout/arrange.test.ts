import { describe, expect, it } from 'vitest';
import { type Box, boxOf, contains, touches } from '#drawing/geometry.ts';
import type { Places } from '#drawing/placement.ts';
import type { Design } from '#model/design.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import { fitted, movableIn, placesAnew } from './arrange.ts';

const read = (sketch: string): Design => {
  const result = parseSketch(sketch);
  if (!result.ok) throw new Error(result.faults.map((fault) => fault.message).join('\n'));
  return result.value;
};
const id = (design: Design, name: string): string =>
  [...design.elements.values()].find((element) => element.props.name === name)?.id ?? '';
const withPlaces = (design: Design, { positions, sizes }: Places): Design => ({
  ...design,
  positions: new Map([...design.positions, ...positions]),
  sizes: new Map([...design.sizes, ...sizes]),
});

const shop = read(`context Sales @ 0,0 size 500,300 { shop cart }
service shop @ 40,40
service cart (pinned yes) @ 260,180
topic orders @ 700,40
service billing @ 700,40
service audit @ 100,900
shop -> orders -> billing
orders -> audit
`);

describe('what a layout may move', () => {
  it('is what was chosen with all that it holds, but nothing that is pinned', () => {
    expect([...movableIn(shop, [id(shop, 'Sales')])].sort()).toEqual([id(shop, 'Sales'), id(shop, 'shop')].sort());
    expect(movableIn(shop).size).toBe(shop.elements.size - 1);
  });

  it('leaves what came while it was computed', () => {
    const places = fitted(shop, { positions: new Map([[id(shop, 'audit'), [120, 920]]]), sizes: new Map() });
    expect([...places.positions]).toEqual([[id(shop, 'audit'), [120, 920]]]);
  });

  it('is all there is where nothing is pinned or left out', () => {
    const free = read('service a @ 0,0\nservice b @ 0,0\n');
    const laid = {
      positions: new Map([...free.elements.keys()].map((each, i) => [each, [i * 300, 0] as const])),
      sizes: new Map(),
    };
    expect(fitted(free, laid)).toBe(laid);
  });
});

describe('placing anew', () => {
  it('puts what was chosen beside what it is joined to, on nothing else, and leaves all else', () => {
    const places = placesAnew(shop, [id(shop, 'billing'), id(shop, 'audit')]);
    expect([...places.positions.keys()].sort()).toEqual([id(shop, 'billing'), id(shop, 'audit')].sort());
    const after = withPlaces(shop, places);
    const [orders, billing, audit] = ['orders', 'billing', 'audit'].map((name) => boxOf(after, id(after, name)));
    if (!orders || !billing || !audit) throw new Error('Everything has a place.');
    expect(billing.x).toBeGreaterThan(orders.x + orders.width);
    for (const each of [billing, audit]) {
      expect(Math.hypot(each.x - orders.x, each.y - orders.y)).toBeLessThan(400);
      expect(touches(each, orders)).toBe(false);
    }
    expect(touches(billing, audit)).toBe(false);
  });

  it('gives a place to what has none', () => {
    const part = { ...shop, positions: new Map([...shop.positions].filter(([each]) => each !== id(shop, 'billing'))) };
    expect([...placesAnew(part, []).positions.keys()]).toEqual([id(shop, 'billing')]);
  });

  it('leaves a context with something pinned in it, and stays inside of it', () => {
    const places = placesAnew(shop, [id(shop, 'Sales')]);
    expect([...places.positions.keys()]).toEqual([id(shop, 'shop')]);
    const after = withPlaces(shop, places);
    expect(contains(boxOf(after, id(after, 'Sales')) as Box, boxOf(after, id(after, 'shop')) as Box)).toBe(true);
  });

  it('lets a context grow that has no room', () => {
    const narrow = read('context Sales @ 0,0 size 260,150 { shop cart }\nservice shop @ 30,30\nservice cart @ 900,900\n');
    const after = withPlaces(narrow, placesAnew(narrow, [id(narrow, 'cart')]));
    const [sales, cart] = [boxOf(after, id(after, 'Sales')), boxOf(after, id(after, 'cart'))] as [Box, Box];
    expect(contains(sales, cart)).toBe(true);
    expect([sales.x <= 0, sales.y <= 0]).toEqual([true, true]);
    expect(boxOf(after, id(after, 'shop'))).toMatchObject({ x: 30, y: 30 });
  });

  it('begins where the design begins when all of it is placed anew', () => {
    const free = read('service a @ 400,300\ntopic b @ 420,300\na -> b\n');
    const after = withPlaces(free, placesAnew(free, free.elements.keys()));
    expect(Math.min(...[...after.positions.values()].map(([x]) => x))).toBe(400);
    expect(Math.min(...[...after.positions.values()].map(([, y]) => y))).toBe(300);
  });
});
