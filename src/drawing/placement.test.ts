import { describe, expect, it } from 'vitest';
import { type Design, parentOf } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import { toElk } from './elk.ts';
import { type Box, boxOf, contains, touches } from './geometry.ts';
import { placeMissing } from './placement.ts';

const read = (sketch: string): Design => {
  const result = parseSketch(sketch);
  if (!result.ok) throw new Error(result.faults.map((fault) => fault.message).join('\n'));
  return result.value;
};

const placed = (design: Design): Design => {
  const { positions, sizes } = placeMissing(design);
  return { ...design, positions: new Map([...design.positions, ...positions]), sizes: new Map([...design.sizes, ...sizes]) };
};

const system = read(`
context Sales { api orders-db Checkout }
context Checkout { cart pay }
context Delivery { dispatch }
service api
store orders-db relational
service cart
service pay
service dispatch
topic orders
external PayCo payment
contract OrderPlaced event
note "Who owns retries?"
api -> orders-db
api -> orders
cart -> orders
orders -> pay
pay -> PayCo
orders -> dispatch
dispatch -> orders
`);

function sound(design: Design): void {
  const boxes = [...design.elements.values()].map((element) => ({ element, box: boxOf(design, element.id) as Box }));
  for (const { element, box } of boxes) {
    expect(box, element.props.name).toBeDefined();
    const parent = parentOf(design, element);
    if (parent !== 'none') expect(contains(boxOf(design, parent) as Box, box), `${element.props.name} in its context`).toBe(true);
    for (const { element: other, box: there } of boxes) {
      if (other.id <= element.id || parentOf(design, other) !== parent) continue;
      expect(touches(box, there), `${element.props.name} and ${other.props.name}`).toBe(false);
    }
  }
}

describe('placement', () => {
  it('[P1] [P2] gives everything a place, in its context and on nothing else', () => {
    sound(placed(system));
  });

  it('[P3] is the same each time', () => {
    expect(placeMissing(system)).toEqual(placeMissing(structuredClone(system)));
  });

  it('[P3] runs from left to right', () => {
    const design = placed(read('a -> b -> c -> d'));
    const x = [...design.positions.values()].map(([left]) => left);
    expect(x).toEqual(x.toSorted((a, b) => a - b));
  });

  it('[P1] leaves alone what has a place', () => {
    const id = [...system.elements.values()].find((element) => element.props.name === 'PayCo')?.id ?? '';
    const some = applyEdits(system, [{ op: 'place', id, at: [1000, 1000] }]);
    expect(placeMissing(some).positions.has(id)).toBe(false);
    expect(placed(some).positions.get(id)).toEqual([1000, 1000]);
  });

  it('[P4] puts a new neighbour next to what is there', () => {
    const design = read('service a @ 100,100\ntopic t @ 420,100\nservice b\na -> t\nt -> b');
    const b = [...design.elements.values()].find((element) => element.props.name === 'b')?.id ?? '';
    const [x, y] = placeMissing(design).positions.get(b) ?? [0, 0];
    expect(x).toBeGreaterThanOrEqual(420 + 190);
    expect(x).toBeLessThan(420 + 190 + 300);
    expect(Math.abs(y - 100)).toBeLessThan(60);
    sound(placed(design));
  });

  it('[P2] finds room in a crowd', () => {
    const rows = Array.from({ length: 30 }, (_, i) => `service s${i} @ ${(i % 6) * 230},${Math.floor(i / 6) * 120}`).join('\n');
    const design = read(`${rows}\ntopic t0\ntopic t1\ntopic t2\ns8 -> t0\ns9 -> t1\ns10 -> t2`);
    sound(placed(design));
  });

  it('[P1] an ELK graph holds contexts as boxes with what stands in them', () => {
    const { graph, loose } = toElk(system);
    const sales = graph.children.find((child) => system.elements.get(child.id)?.props.name === 'Sales');
    expect(sales?.children?.map((child) => system.elements.get(child.id)?.props.name).toSorted()).toEqual([
      'Checkout',
      'api',
      'orders-db',
    ]);
    expect(loose.map((id) => system.elements.get(id)?.kind).toSorted()).toEqual(['contract', 'note']);
    expect(graph.edges).toHaveLength(system.edges.size);
  });
});
