import { describe, expect, it } from 'vitest';
import { type Design, parentOf } from '#model/design.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import { type Box, boxOf, contains, touches } from './geometry.ts';
import { type Places, placeMissing } from './placement.ts';
import { pinnedIn, settle } from './settle.ts';

const read = (sketch: string): Design => {
  const result = parseSketch(sketch);
  if (!result.ok) throw new Error(result.faults.map((fault) => fault.message).join('\n'));
  return result.value;
};

const withPlaces = (design: Design, { positions, sizes }: Places): Design => ({
  ...design,
  positions: new Map([...design.positions, ...positions]),
  sizes: new Map([...design.sizes, ...sizes]),
});

const id = (design: Design, name: string): string =>
  [...design.elements.values()].find((element) => element.props.name === name)?.id ?? '';
const at = (design: Design, name: string) => design.positions.get(id(design, name));
const box = (design: Design, name: string) => boxOf(design, id(design, name)) as Box;

/** Everything laid out, as if nothing had a place. */
const fresh = (design: Design) => placeMissing({ ...design, positions: new Map(), sizes: new Map() });

/** A whole layout around what is pinned. */
function tidied(design: Design): Design {
  const pinned = pinnedIn(design);
  const movable = new Set([...design.elements.keys()].filter((each) => !pinned.has(each)));
  return withPlaces(design, settle(design, fresh(design), movable));
}

/** Nothing covers anything beside it, and what stands in a context stands in its box. */
function sound(design: Design): void {
  const all = [...design.elements.values()].map((element) => ({ element, box: boxOf(design, element.id) as Box }));
  for (const { element, box } of all) {
    const parent = parentOf(design, element);
    if (parent !== 'none') expect(contains(boxOf(design, parent) as Box, box), `${element.props.name} in its context`).toBe(true);
    for (const other of all) {
      if (other.element.id <= element.id || parentOf(design, other.element) !== parent) continue;
      expect(touches(box, other.box), `${element.props.name} and ${other.element.props.name}`).toBe(false);
    }
  }
}

const chain = `service a @ 1000,700
topic b @ 40,40
service c @ 40,60
a -> b -> c
`;

describe('what is pinned', () => {
  it('is what was pinned, and all that stands in it', () => {
    const design = read(`context Outer (pinned yes) { Inner x }
context Inner { y }
service x
service y
service z (pinned yes)
service w
`);
    const names = [...pinnedIn(design)].map((each) => design.elements.get(each)?.props.name);
    expect(names.sort()).toEqual(['Inner', 'Outer', 'x', 'y', 'z']);
  });

  it('[P6] stays where it is, and the others are laid out around it', () => {
    const before = read(chain.replace('service a', 'service a (pinned yes)'));
    const after = tidied(before);
    expect(at(after, 'a')).toEqual([1000, 700]);
    // As from nothing, only elsewhere: what messages reach stands to the right, on one line.
    const [a, b, c] = ['a', 'b', 'c'].map((name) => box(after, name)) as [Box, Box, Box];
    expect(b.x).toBeGreaterThan(a.x + a.width);
    expect(c.x).toBeGreaterThan(b.x + b.width);
    expect([b.y, c.y]).toEqual([a.y, a.y]);
    sound(after);
  });

  it('[P6] is not covered: what would stand on it goes to the nearest free spot', () => {
    const before = read(`${chain.replace('service a', 'service a (pinned yes)')}note "Ask Ops" (pinned yes) @ 1330,700\n`);
    const after = tidied(before);
    expect(at(after, 'Ask Ops')).toEqual([1330, 700]);
    sound(after);
    expect(Math.hypot(box(after, 'b').x - 1330, box(after, 'b').y - 700)).toBeLessThan(300);
  });

  it('[P6] keeps a context together: it grows around what stays in it and what comes to it', () => {
    const before = read(`context Sales @ 0,0 size 300,200 { shop cart }
service shop (pinned yes) @ 900,500
service cart @ 20,20
topic orders @ 20,700
service billing @ 20,900
shop -> orders -> billing
cart -> orders
`);
    const after = tidied(before);
    expect(at(after, 'shop')).toEqual([900, 500]);
    sound(after);
    // The whole came along to where the pinned one stands.
    expect(box(after, 'orders').x).toBeGreaterThan(900);
    expect(box(after, 'billing').x).toBeGreaterThan(box(after, 'orders').x);
  });

  it('[P6] leaves a pinned context alone, whatever is in it', () => {
    const before = read(`context Sales (pinned yes) @ 0,0 size 700,500 { shop cart }
service shop @ 400,300
service cart @ 40,40
topic orders @ 100,100
shop -> orders
`);
    const after = tidied(before);
    for (const name of ['Sales', 'shop', 'cart']) expect(box(after, name), name).toEqual(box(before, name));
    sound(after);
  });
});

describe('a layout of some elements', () => {
  it('[P7] moves nothing else, covers nothing that stays, and lets contexts grow', () => {
    const before = read(`context Sales @ 0,0 size 500,300 { shop cart orders }
service shop @ 40,40
topic orders @ 60,180
service cart @ 260,180
service billing @ 560,40
service far @ 2000,40
shop -> orders -> cart
`);
    const movable = new Set(['shop', 'orders', 'cart'].map((name) => id(before, name)));
    // In one row, which is wider than the context and reaches over what stands beside it.
    const row = new Map([...movable].map((each, i) => [each, [40 + i * 300, 40] as const]));
    const after = withPlaces(before, settle(before, { positions: row, sizes: new Map() }, movable));
    for (const name of ['billing', 'far']) expect(at(after, name), name).toEqual(at(before, name));
    expect(at(after, 'cart')).toEqual([640, 40]);
    expect(box(after, 'Sales')).toEqual({ x: 0, y: 0, width: 860, height: 300 });
    expect([...settle(before, { positions: row, sizes: new Map() }, new Set()).positions]).toEqual([]);
  });

  it('[P7] puts what would cover something else beside it', () => {
    const before = read('service a @ 0,0\nservice b @ 0,400\nservice c @ 300,0\n');
    const only = new Set([id(before, 'a'), id(before, 'b')]);
    const laid = new Map([
      [id(before, 'a'), [0, 0] as const],
      [id(before, 'b'), [300, 0] as const],
    ]);
    const after = withPlaces(before, settle(before, { positions: laid, sizes: new Map() }, only));
    expect(at(after, 'c')).toEqual([300, 0]);
    expect(at(after, 'a')).toEqual([0, 0]);
    sound(after);
  });
});
