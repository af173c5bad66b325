import { describe, expect, it } from 'vitest';
import { prng } from '#base/prng.ts';
import { type Design, parentOf } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import { labelRoom } from './edge-art.ts';
import { type ElkBox, fromElk, toElk } from './elk.ts';
import { type Box, boundsOf, boxOf, contains, touches } from './geometry.ts';
import { edgeLookOf } from './look.ts';
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
    const { graph, loose, cells } = toElk(system);
    const sales = graph.children.find((child) => system.elements.get(child.id)?.props.name === 'Sales');
    // The database stands below its service: one box with ports level with the service.
    expect(sales?.children?.map((child) => system.elements.get(child.id)?.props.name).toSorted()).toEqual(['Checkout', 'api']);
    const api = sales?.children?.find((child) => system.elements.get(child.id)?.props.name === 'api');
    expect(api?.ports?.map(({ y }) => y)).toEqual([42, 42]);
    expect([...cells.keys()]).toEqual([api?.id]);
    expect(loose.map((id) => system.elements.get(id)?.kind).toSorted()).toEqual(['contract', 'note']);
    expect(graph.edges).toHaveLength(system.edges.size - 1);
  });

  it('[P1] [P2] every element gets a place from ELK’s answer, those in a cell with it', () => {
    const task = toElk(system);
    let x = 0;
    const answered = (box: ElkBox): ElkBox => {
      x += 400;
      const children = box.children?.map(answered);
      return { ...box, x, y: 0, width: box.width ?? 300, height: box.height ?? 300, ...(children ? { children } : {}) };
    };
    const { positions } = fromElk(system, { ...task.graph, children: task.graph.children.map(answered) }, task);
    expect(positions.size).toBe(system.elements.size);
    const at = (name: string) =>
      positions.get([...system.elements.values()].find((each) => each.props.name === name)?.id ?? '') ?? [0, 0];
    expect(at('orders-db')[0]).toBe(at('api')[0]);
    expect(at('orders-db')[1]).toBeGreaterThan(at('api')[1] + 84);
  });

  it('[P5] what hangs on one element only stands above or below it', () => {
    const design = placed(
      read('service a\nstore db\nexternal Pay payment\ntopic t\nservice b\na -> db\na -> Pay\na -> t\nt -> b'),
    );
    const at = (name: string) =>
      boxOf(design, [...design.elements.values()].find((each) => each.props.name === name)?.id ?? '') as Box;
    expect(at('db')).toMatchObject({ x: at('a').x });
    expect(at('db').y).toBeGreaterThan(at('a').y + 84);
    expect(at('Pay').y + 84).toBeLessThan(at('a').y);
    expect(at('t').y).toBe(at('a').y);
    expect(at('b').y).toBe(at('a').y);
  });

  it('[P5] a long chain is broken into rows, a short one is not', () => {
    const chain = (n: number) => {
      const names = Array.from({ length: n }, (_, i) => (i % 2 === 0 ? `service s${i}` : `topic t${i}`));
      const arrows = Array.from({ length: n - 1 }, (_, i) => (i % 2 === 0 ? `s${i} -> t${i + 1}` : `t${i} -> s${i + 1}`));
      return placed(read([...names, ...arrows].join('\n')));
    };
    const rows = (design: Design) => new Set([...design.positions.values()].map(([, y]) => y)).size;
    expect(rows(chain(5))).toBe(1);
    const long = chain(14);
    expect(rows(long)).toBeGreaterThan(1);
    const { width, height } = boundsOf(long) as Box;
    expect(width / height).toBeLessThan(3.5);
    sound(long);
  });

  it('[P5] an arrow with a label has room for it, and messages stand below what carries them', () => {
    const design = placed(
      read(
        'service a\ntopic t\nservice b\ncontract SomethingRatherLongHasHappened event\na -> t (contracts SomethingRatherLongHasHappened)\nt -> b',
      ),
    );
    const at = (name: string) =>
      boxOf(design, [...design.elements.values()].find((each) => each.props.name === name)?.id ?? '') as Box;
    const edge = [...design.edges.values()].find((each) => each.kind === 'publishes');
    if (!edge) throw new Error('No edge.');
    expect(at('t').x - at('a').x - 190).toBeGreaterThanOrEqual(labelRoom(edgeLookOf(design, edge)).stacked + 28);
    const card = at('SomethingRatherLongHasHappened');
    expect(card.x + card.width / 2).toBeCloseTo(at('t').x + 95, -1);
    expect(card.y).toBeGreaterThan(at('t').y + 84);
  });

  it('[P2] [P3] any design is laid out soundly, and the same each time', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { below, pick } = prng(seed);
      const lines: string[] = [];
      const names: string[] = [];
      for (let i = 0; i < 4 + below(24); i++) {
        const kind = pick(['service', 'service', 'topic', 'store', 'external', 'processor', 'note', 'contract']);
        names.push(`n${i}`);
        lines.push(
          kind === 'external'
            ? `external n${i} payment`
            : kind === 'contract'
              ? `contract n${i} event`
              : kind === 'note'
                ? `note "n${i}"`
                : `${kind} n${i}`,
        );
      }
      const senders = lines.flatMap((line, i) => (/^(service|processor) /.test(line) ? [`n${i}`] : []));
      const targets = lines.flatMap((line, i) => (/^(topic|store|external) /.test(line) ? [`n${i}`] : []));
      const said = new Set<string>();
      if (senders.length > 0 && targets.length > 0)
        for (let i = 0; i < names.length; i++) said.add(`${pick(senders)} -> ${pick(targets)}`);
      const inside = senders.filter((_, i) => i % 3 === 0);
      const more = senders.filter((_, i) => i % 3 === 1);
      const contexts = [
        inside.length > 0 ? `context One { ${inside.join(' ')} }` : '',
        more.length > 0 ? `context Two { ${more.join(' ')} }` : '',
      ];
      const design = read([...contexts, ...lines, ...said].join('\n'));
      sound(placed(design));
      expect(placeMissing(design)).toEqual(placeMissing(structuredClone(design)));
    }
  });
});
