import type { Id } from '#base/ids.ts';
import type { Boxes } from './boxes.ts';
import type { Box } from './geometry.ts';
import { insetAt, type Side, type Silhouette, usable } from './glyphs.ts';
import { lengthOf, type Point, type Port, ways } from './path.ts';

/** A node as edges see it. */
export interface Stop {
  readonly box: Box;
  readonly silhouette: Silhouette;
}

export interface Link {
  readonly id: Id;
  readonly from: Id;
  readonly to: Id;
}

export interface Sides {
  readonly from: Side;
  readonly to: Side;
}

/** Where on a side an edge may end, so that its neighbours there keep their places. */
export interface Seat extends Port {
  readonly low: number;
  readonly high: number;
}

/** What a turn costs, in units of length; what crossing another node costs, and the title of a context. */
const bendCost = 42;
const crossCost = 600;
const titleCost = 160;
const mostBlockers = 12;
const sides: readonly Side[] = ['right', 'left', 'bottom', 'top'];

export function portAt(stop: Stop, side: Side, along: number): Port {
  const { x, y, width, height } = stop.box;
  const inset = insetAt(stop.silhouette, side, along, width, height);
  switch (side) {
    case 'left':
      return { side, along, x: x + inset, y: y + along };
    case 'right':
      return { side, along, x: x + width - inset, y: y + along };
    case 'top':
      return { side, along, x: x + along, y: y + inset };
    case 'bottom':
      return { side, along, x: x + along, y: y + height - inset };
  }
}

const nearly = 36;

/** Two ends that face each other and are nearly level become level, as far as their neighbours leave them room. */
export function straightened(from: Seat, to: Seat, a: Stop, b: Stop): { from: Port; to: Port } {
  const level = (from.side === 'right' && to.side === 'left') || (from.side === 'left' && to.side === 'right');
  const upright = (from.side === 'top' && to.side === 'bottom') || (from.side === 'bottom' && to.side === 'top');
  if (!level && !upright) return { from, to };
  const off = level ? from.y - to.y : from.x - to.x;
  if (off === 0 || Math.abs(off) > nearly) return { from, to };
  // How far the entering end can follow the leaving one, and the leaving one the rest.
  const follow = Math.min(Math.max(to.along + off, to.low), to.high) - to.along;
  const rest = follow - off;
  if (from.along + rest < from.low || from.along + rest > from.high) return { from, to };
  return {
    from: rest === 0 ? from : portAt(a, from.side, from.along + rest),
    to: follow === 0 ? to : portAt(b, to.side, to.along + follow),
  };
}

function centrePort(stop: Stop, side: Side): Port {
  const { width, height } = stop.box;
  const [low, high] = usable(stop.silhouette, side, width, height);
  return portAt(stop, side, side === 'left' || side === 'right' ? height / 2 : (low + high) / 2);
}

/**
 * The pair of sides with the cheapest way: short, few turns, out on the right and in on the left where that is natural
 * (the way messages are read), and not across other nodes.
 */
export function chooseSides(from: Stop, to: Stop, link: Link, walls: Walls | undefined): Sides {
  if (link.from === link.to) return { from: 'right', to: 'bottom' };
  const a = from.box;
  const b = to.box;
  const open: Readonly<Record<Side, number>> = {
    right: b.x - (a.x + a.width),
    left: a.x - (b.x + b.width),
    bottom: b.y - (a.y + a.height),
    top: a.y - (b.y + b.height),
  };
  const options: { from: Side; to: Side; cost: number }[] = [];
  for (const out of sides) {
    for (const into of sides) {
      // Leaving away from the other node and entering from behind it is never the best way.
      if (open[out] < -Math.max(a.width, a.height) && open[opposite[into]] < -Math.max(b.width, b.height)) continue;
      const points = ways(centrePort(from, out), centrePort(to, into), a, b)[0];
      if (!points) continue;
      const taste = (out === 'right' ? 0 : out === 'left' ? 46 : 26) + (into === 'left' ? 0 : into === 'right' ? 46 : 26);
      options.push({ from: out, to: into, cost: lengthOf(points) + (points.length - 2) * bendCost + taste + own(points, a, b) });
    }
  }
  options.sort((x, y) => x.cost - y.cost);
  const [first] = options;
  if (!first) return { from: 'right', to: 'left' };
  if (!walls) return first;
  let best = first;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const option of options) {
    if (option.cost >= bestCost) break;
    const way = bestWay(centrePort(from, option.from), centrePort(to, option.to), from, to, link, walls);
    const cost = option.cost + way.cost - (lengthOf(way.first) + (way.first.length - 2) * bendCost);
    if (cost < bestCost) {
      best = option;
      bestCost = cost;
    }
  }
  return best;
}

const opposite: Readonly<Record<Side, Side>> = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' };

/** A way must not run through the nodes that it joins. */
function own(points: readonly Point[], a: Box, b: Box): number {
  let cost = 0;
  for (let i = 1; i < points.length; i++) {
    const p = points[i - 1] as Point;
    const q = points[i] as Point;
    if (i > 1 && crosses(p, q, a)) cost += crossCost * 2;
    if (i < points.length - 1 && crosses(p, q, b)) cost += crossCost * 2;
  }
  return cost;
}

function crosses(p: Point, q: Point, box: Box, margin = -1): boolean {
  return (
    Math.min(p.x, q.x) < box.x + box.width + margin &&
    Math.max(p.x, q.x) > box.x - margin &&
    Math.min(p.y, q.y) < box.y + box.height + margin &&
    Math.max(p.y, q.y) > box.y - margin
  );
}

/** What edges go round, if they can. */
export interface Walls {
  readonly nodes: Boxes;
  readonly titles: Boxes;
}

export function bestWay(
  from: Port,
  to: Port,
  a: Stop,
  b: Stop,
  link: Link,
  { nodes, titles }: Walls,
): { points: readonly Point[]; first: readonly Point[]; cost: number } {
  const costOf = (points: readonly Point[]): { cost: number; hit: Set<Id>; behind: Set<Id> } => {
    const hit = new Set<Id>();
    const behind = new Set<Id>();
    for (let i = 1; i < points.length; i++) {
      const p = points[i - 1] as Point;
      const q = points[i] as Point;
      const found = nodes.query(Math.min(p.x, q.x) - 5, Math.min(p.y, q.y) - 5, Math.max(p.x, q.x) + 5, Math.max(p.y, q.y) + 5);
      for (const id of found) if (id !== link.from && id !== link.to) hit.add(id);
      for (const id of titles.query(Math.min(p.x, q.x), Math.min(p.y, q.y), Math.max(p.x, q.x), Math.max(p.y, q.y)))
        behind.add(id);
    }
    const crossed = hit.size * crossCost + behind.size * titleCost;
    return { cost: lengthOf(points) + (points.length - 2) * bendCost + crossed + own(points, a.box, b.box), hit, behind };
  };
  const first = ways(from, to, a.box, b.box)[0] ?? [from, to];
  const plain = costOf(first);
  if (plain.hit.size === 0 && plain.behind.size === 0 && plain.cost < crossCost)
    return { points: first, first, cost: plain.cost };
  let best: readonly Point[] = first;
  let bestCost = plain.cost;
  let met: Iterable<Id> = [...plain.hit, ...plain.behind];
  const blockers = new Map<Id, Box>();
  // Ways round one node may lead through others: then those are gone round too.
  let clear = false;
  for (let round = 0; round < 3 && !clear; round++) {
    const known = blockers.size;
    for (const id of met) {
      if (blockers.size >= mostBlockers) break;
      const box = nodes.boxOf(id) ?? titles.boxOf(id);
      if (box) blockers.set(id, box);
    }
    if (blockers.size === known) break;
    const next = new Set<Id>();
    for (const points of ways(from, to, a.box, b.box, [...blockers.values()]).slice(1)) {
      const { cost, hit } = costOf(points);
      for (const id of hit) next.add(id);
      if (cost < bestCost) {
        best = points;
        bestCost = cost;
        clear = hit.size === 0;
      }
    }
    met = next;
  }
  return { points: best, first, cost: bestCost };
}
