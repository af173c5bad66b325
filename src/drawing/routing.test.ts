import { describe, expect, it } from 'vitest';
import { prng } from '#base/prng.ts';
import { Boxes } from './boxes.ts';
import type { Link, Stop } from './course.ts';
import { labelAnyway, placeLabels, placeMarks } from './edge-labels.ts';
import { type Box, touches } from './geometry.ts';
import type { EdgeLook } from './look.ts';
import type { Point } from './path.ts';
import { type Route, Router } from './routing.ts';

const node = (x: number, y: number, silhouette: Stop['silhouette'] = 'service'): Stop => ({
  box: { x, y, width: 190, height: 84 },
  silhouette,
});

function routed(stops: Record<string, Stop>, links: [string, string, string][]): Router {
  const router = new Router();
  router.update(new Map(Object.entries(stops)), new Map(links.map(([id, from, to]) => [id, { id, from, to }])));
  return router;
}

const segments = (route: Route): [Point, Point][] => route.points.slice(1).map((point, i) => [route.points[i] as Point, point]);
const level = ([a, b]: [Point, Point]) => Math.abs(a.y - b.y) < 0.01;
const upright = ([a, b]: [Point, Point]) => Math.abs(a.x - b.x) < 0.01;

function runsThrough([a, b]: [Point, Point], { x, y, width, height }: Box, inset = 1): boolean {
  return (
    Math.min(a.x, b.x) < x + width - inset &&
    Math.max(a.x, b.x) > x + inset &&
    Math.min(a.y, b.y) < y + height - inset &&
    Math.max(a.y, b.y) > y + inset
  );
}

const route = (router: Router, id: string) => router.routes.get(id) as Route;

describe('one edge', () => {
  it('[R3] goes straight from the point to the notch', () => {
    const router = routed({ a: node(0, 0), b: node(400, 0, 'processor') }, [['e', 'a', 'b']]);
    expect(route(router, 'e')).toMatchObject({ from: { side: 'right' }, to: { side: 'left' } });
    // The point of a service is at its very right; the notch of a processor lies 18 within its box.
    expect(route(router, 'e').points).toMatchObject([
      { x: 190, y: 42 },
      { x: 418, y: 42 },
    ]);
  });

  it('[R3] takes upper and lower sides where the nodes stand over each other', () => {
    const router = routed({ a: node(0, 0), b: node(20, 300) }, [['e', 'a', 'b']]);
    expect(route(router, 'e')).toMatchObject({ from: { side: 'bottom' }, to: { side: 'top' } });
  });

  it('[R1] [R2] is orthogonal and leaves both of its nodes alone, wherever these stand', () => {
    const { below } = prng(7);
    for (let i = 0; i < 600; i++) {
      const a = node(0, 0, i % 2 === 0 ? 'service' : 'capsule');
      const b = node(below(120) * 10 - 600, below(80) * 10 - 400, i % 3 === 0 ? 'processor' : 'queue');
      if (Math.abs(b.box.x) < 230 && Math.abs(b.box.y) < 120) continue;
      const found = route(routed({ a, b }, [['e', 'a', 'b']]), 'e');
      const lines = segments(found);
      for (const line of lines) expect(level(line) || upright(line), JSON.stringify(found.points)).toBe(true);
      for (const line of lines.slice(1))
        expect(runsThrough(line, a.box), `a: ${JSON.stringify([b.box, found.points])}`).toBe(false);
      for (const line of lines.slice(0, -1))
        expect(runsThrough(line, b.box), `b: ${JSON.stringify([b.box, found.points])}`).toBe(false);
    }
  });

  it('[R5] goes round a node that stands between', () => {
    const stops = { a: node(0, 0), b: node(700, 0), wall: node(330, -20) };
    const found = route(routed(stops, [['e', 'a', 'b']]), 'e');
    for (const line of segments(found)) expect(runsThrough(line, stops.wall.box)).toBe(false);
  });

  it('[R5] goes round two nodes of which one stands in the way round the other', () => {
    const stops = { a: node(0, 0), b: node(1000, 0), wall: node(330, -20), lid: node(600, -110), floor: node(600, 60) };
    const found = route(routed(stops, [['e', 'a', 'b']]), 'e');
    for (const line of segments(found))
      for (const each of [stops.wall, stops.lid, stops.floor]) expect(runsThrough(line, each.box)).toBe(false);
  });

  it('[R5] does not run behind the title of a context, and notices when it moves', () => {
    const title = { x: 340, y: -200, width: 110, height: 30 };
    const router = routed({ a: node(0, 0), b: node(600, -500) }, [['e', 'a', 'b']]);
    const through = () => segments(route(router, 'e')).some((line) => runsThrough(line, title, 0));
    expect(through()).toBe(true);
    expect([...router.update(new Map(), new Map(), new Map([['frame', title]]))]).toEqual(['e']);
    expect(through()).toBe(false);
    router.update(new Map(), new Map(), new Map([['frame', undefined]]));
    expect(through()).toBe(true);
  });

  it('[R12] is straight where only the seats of both ends are a little apart', () => {
    const stops = { a: node(0, 0), up: node(0, -200), b: node(400, -8), down: node(400, 300) };
    const router = routed(stops, [
      ['e', 'a', 'b'],
      ['out', 'a', 'down'],
      ['in', 'up', 'b'],
    ]);
    expect(route(router, 'e').points).toHaveLength(2);
  });
});

describe('several edges', () => {
  it('[R4] on one side are spread in the order of where they lead to', () => {
    const router = routed({ a: node(0, 200), b: node(400, 0), c: node(400, 200), d: node(400, 400) }, [
      ['to-d', 'a', 'd'],
      ['to-b', 'a', 'b'],
      ['to-c', 'a', 'c'],
    ]);
    const y = (id: string) => route(router, id).from.y;
    expect(y('to-b')).toBeLessThan(y('to-c'));
    expect(y('to-c')).toBeLessThan(y('to-d'));
  });

  it('[R4] between the same two nodes lie side by side', () => {
    const router = routed({ a: node(0, 0), b: node(400, 0) }, [
      ['e1', 'a', 'b'],
      ['e2', 'a', 'b'],
      ['e3', 'b', 'a'],
    ]);
    const lines = [...router.routes.values()].map((each) => each.points.map(({ x, y }) => `${x},${y}`).join(' '));
    expect(new Set(lines).size).toBe(3);
  });

  it('[R6] do not lie on top of each other in the middle', () => {
    const router = routed({ a: node(0, 0), b: node(0, 140), c: node(500, 300), d: node(500, 440) }, [
      ['e1', 'a', 'c'],
      ['e2', 'b', 'd'],
    ]);
    const middles = ['e1', 'e2'].map((id) => segments(route(router, id)).find(upright)?.[0].x);
    expect(middles[0]).not.toBe(middles[1]);
  });

  it('[R7] a move changes what it touches and nothing else, with the result of a fresh start', () => {
    const stops: Record<string, Stop> = { a: node(0, 0), b: node(400, 0), c: node(0, 600), d: node(400, 600), e: node(800, 0) };
    const links: [string, string, string][] = [
      ['ab', 'a', 'b'],
      ['cd', 'c', 'd'],
      ['be', 'b', 'e'],
    ];
    const router = routed(stops, links);
    const before = route(router, 'cd');
    const changed = router.update(new Map([['b', node(400, 180)]]), new Map());
    expect([...changed].toSorted()).toEqual(['ab', 'be']);
    expect(route(router, 'cd')).toBe(before);
    const fresh = routed({ ...stops, b: node(400, 180) }, links);
    for (const id of ['ab', 'cd', 'be']) expect(route(router, id).points).toEqual(route(fresh, id).points);
  });

  it('[R7] an edge that goes leaves its place to the others', () => {
    const router = routed({ a: node(0, 0), b: node(400, 0) }, [
      ['e1', 'a', 'b'],
      ['e2', 'a', 'b'],
    ]);
    const changed = router.update(new Map(), new Map<string, Link | undefined>([['e1', undefined]]));
    expect([...changed].toSorted()).toEqual(['e1', 'e2']);
    expect(route(router, 'e2').points).toHaveLength(2);
  });

  it('[R8] a preview remembers nothing', () => {
    const router = routed({ a: node(0, 0), b: node(400, 0) }, [['e', 'a', 'b']]);
    const before = route(router, 'e');
    const shown = router.preview(new Map([['b', { x: 400, y: 300, width: 190, height: 84 }]]));
    expect(shown.get('e')?.to.y).toBe(342);
    expect(route(router, 'e')).toBe(before);
  });
});

describe('labels', () => {
  const look: EdgeLook = {
    kind: 'publishes',
    ink: 'publishes',
    width: 2,
    dash: [],
    head: 'triangle',
    tail: 'none',
    chips: [],
    text: 'key orderId',
  };

  it('[R9] stand under no node and on no other label', () => {
    const { below } = prng(3);
    const stops: Record<string, Stop> = {};
    const links: [string, string, string][] = [];
    for (let i = 0; i < 60; i++) stops[`n${i}`] = node((i % 8) * 330, Math.floor(i / 8) * 150);
    for (let i = 0; i < 80; i++) {
      const [a, b] = [below(60), below(60)];
      if (a !== b) links.push([`e${i}`, `n${a}`, `n${b}`]);
    }
    const router = routed(stops, links);
    const nodes = new Boxes();
    nodes.load(Object.entries(stops).map(([id, stop]) => [id, stop.box]));
    const labels = [
      ...placeLabels(
        [...router.routes].map(([id, each]) => ({ id, route: each, look })),
        nodes,
      ).values(),
    ];
    expect(labels.length).toBeGreaterThan(20);
    const boxes = labels.map(({ x, y, width, height }) => ({ x: x - width / 2, y: y - height / 2, width, height }));
    boxes.forEach((box, i) => {
      expect(nodes.touching({ ...box, width: box.width - 0.1, height: box.height - 0.1 })).toEqual([]);
      for (const other of boxes.slice(i + 1)) {
        const apart =
          box.x + box.width <= other.x ||
          other.x + other.width <= box.x ||
          box.y + box.height <= other.y ||
          other.y + other.height <= box.y;
        expect(apart).toBe(true);
      }
    });
  });

  it('[R10] without room are left out, and can be asked for', () => {
    const stops = { a: node(0, 0), b: node(200, 0) };
    const router = routed(stops, [['e', 'a', 'b']]);
    const nodes = new Boxes();
    nodes.load(Object.entries(stops).map(([id, stop]) => [id, stop.box]));
    expect(placeLabels([{ id: 'e', route: route(router, 'e'), look }], nodes).size).toBe(0);
    expect(labelAnyway(route(router, 'e'), look)).toBeDefined();
  });

  it('[R11] leave room for the marks of findings, which are never left out', () => {
    const { below } = prng(5);
    const stops: Record<string, Stop> = {};
    const links: [string, string, string][] = [];
    for (let i = 0; i < 40; i++) stops[`n${i}`] = node((i % 8) * 380, Math.floor(i / 8) * 170);
    for (let a = 0; a < 40; a++) if (a % 8 < 7 && below(4) > 0) links.push([`e${a}`, `n${a}`, `n${a + 1}`]);
    const router = routed(stops, links);
    const nodes = new Boxes();
    nodes.load(Object.entries(stops).map(([id, stop]) => [id, stop.box]));
    const labels = placeLabels(
      [...router.routes].map(([id, each]) => ({ id, route: each, look })),
      nodes,
    );
    const badges = [
      { severity: 'error' as const, count: 2 },
      { severity: 'warning' as const, count: 1 },
    ];
    const marks = placeMarks(
      [...router.routes].map(([id, each]) => ({ id, route: each, badges })),
      labels,
      nodes,
    );
    expect([...marks.keys()]).toEqual([...router.routes.keys()]);
    const around = ({ x, y, width, height }: Box) => ({ x: x - width / 2, y: y - height / 2, width, height });
    const all = [...labels.values(), ...marks.values()].map(around);
    for (const [i, box] of all.entries()) for (const other of all.slice(i + 1)) expect(touches(box, other)).toBe(false);
    for (const [id, { on }] of marks) {
      const [a, b] = segments(route(router, id)).find(
        ([p, q]) =>
          on.x >= Math.min(p.x, q.x) && on.x <= Math.max(p.x, q.x) && on.y >= Math.min(p.y, q.y) && on.y <= Math.max(p.y, q.y),
      ) ?? [undefined, undefined];
      expect(a && b, id).toBeDefined();
    }
  });
});
