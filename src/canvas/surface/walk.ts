import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { type Box, centreOf } from '#drawing/geometry.ts';
import { adjacency, type Design } from '#model/design.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const vectors: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/**
 * The nearest box in a direction: what lies straight ahead counts as near, what lies aside as far. Without a start,
 * the first box in reading order. Undefined at the rim.
 */
export function neighbourOf(boxes: ReadonlyMap<Id, Box>, from: Id | undefined, direction: Direction): Id | undefined {
  const start = from === undefined ? undefined : boxes.get(from);
  if (!start) return firstOf(boxes);
  const [cx, cy] = centreOf(start);
  const [vx, vy] = vectors[direction];
  let best: Id | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const [id, box] of boxes) {
    if (id === from) continue;
    const [x, y] = centreOf(box);
    const ahead = (x - cx) * vx + (y - cy) * vy;
    const aside = Math.abs((x - cx) * vy) + Math.abs((y - cy) * vx);
    // Within a quarter to either side; beyond that it is another direction's business.
    if (ahead <= 4 || aside > ahead * 2.2 + 30) continue;
    const cost = ahead + aside * 2;
    if (cost < bestCost || (cost === bestCost && best !== undefined && compare(id, best) < 0)) {
      best = id;
      bestCost = cost;
    }
  }
  return best;
}

/** The first box as one reads: from the top, then from the left. */
export function firstOf(boxes: ReadonlyMap<Id, Box>): Id | undefined {
  let best: Id | undefined;
  for (const [id, box] of boxes) {
    const top = best === undefined ? undefined : (boxes.get(best) as Box);
    if (!top || box.y < top.y - 20 || (Math.abs(box.y - top.y) <= 20 && box.x < top.x)) best = id;
  }
  return best;
}

/**
 * Along the arrows: from a node to one of its arrows, from an arrow to the node at its end. `]` follows them, `[`
 * goes against them; again on the same node goes to the next arrow.
 */
export function along(design: Design, from: Id, way: 'forth' | 'back', last: Id | undefined): Id | undefined {
  const edge = design.edges.get(from);
  if (edge)
    return design.elements.has(way === 'forth' ? edge.to : edge.from) ? (way === 'forth' ? edge.to : edge.from) : undefined;
  const edges = way === 'forth' ? adjacency(design).out(from) : adjacency(design).into(from);
  if (edges.length === 0) return undefined;
  const at = edges.findIndex((each) => each.id === last);
  return edges[(at + 1) % edges.length]?.id;
}
