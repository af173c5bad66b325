import type { Boxes } from '#drawing/boxes.ts';
import type { Box } from '#drawing/geometry.ts';

/** A line to draw while something is dragged: along it edges or middles meet, or gaps are equal. */
export interface Guide {
  readonly kind: 'align' | 'gap';
  readonly axis: 'x' | 'y';
  /** Coordinate of the line on its axis. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Of a gap: how wide it is. Of a line: how far the nearest box on it is. */
  readonly size?: number;
  /** Where on the line that distance is written. */
  readonly sizeAt?: number;
}

export interface Snapped {
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
}

/** At most this many lines are shown; more would be a net. */
export const mostGuides = 3;

/**
 * Where a dragged box comes to rest: level with neighbours or at equal distances, within `reach` canvas units; else
 * on the grid. `others` holds the boxes that stay where they are, `seen` the part of the canvas that counts.
 */
export function snapped(
  box: Box,
  dx: number,
  dy: number,
  others: Boxes,
  except: ReadonlySet<string>,
  seen: Box,
  reach: number,
  step: number,
): Snapped {
  const at: Box = { ...box, x: box.x + dx, y: box.y + dy };
  const near: Box[] = [];
  for (const id of others.touching(seen)) {
    const other = others.boxOf(id);
    if (other && !except.has(id)) near.push(other);
  }
  const x = best(at, near, 'x', reach);
  const y = best(at, near, 'y', reach);
  const toGrid = (value: number) => Math.round(value / step) * step;
  const nextX = x ? at.x + x.by : step > 0 ? toGrid(at.x) : at.x;
  const nextY = y ? at.y + y.by : step > 0 ? toGrid(at.y) : at.y;
  const rest: Box = { ...box, x: nextX, y: nextY };
  const guides = [...(x ? drawn(rest, near, 'x', x) : []), ...(y ? drawn(rest, near, 'y', y) : [])];
  // Level with one and equally far from two others at once: both are worth knowing.
  for (const axis of ['x', 'y'] as const) {
    const pull = axis === 'x' ? x : y;
    const even = pull?.kind === 'align' ? gaps(rest, near, axis).find((each) => Math.abs(each.by) < 0.5) : undefined;
    if (even) guides.push(...drawn(rest, near, axis, even));
  }
  return { dx: nextX - box.x, dy: nextY - box.y, guides: guides.slice(0, mostGuides) };
}

interface Pull {
  readonly by: number;
  readonly kind: 'align' | 'gap';
  readonly at: number;
  readonly between?: readonly [Box, Box, Box | undefined];
}

const low = (box: Box, axis: 'x' | 'y') => box[axis];
const extent = (box: Box, axis: 'x' | 'y') => (axis === 'x' ? box.width : box.height);

function best(at: Box, near: readonly Box[], axis: 'x' | 'y', reach: number): Pull | undefined {
  let found: Pull | undefined;
  const consider = (pull: Pull) => {
    if (Math.abs(pull.by) <= reach && (!found || Math.abs(pull.by) < Math.abs(found.by) - 0.01)) found = pull;
  };
  const mine = lines(at, axis);
  for (const other of near) {
    const theirs = lines(other, axis);
    // Middle to middle and edge to edge: a middle on somebody's edge is chance, not order.
    consider({ by: theirs[1] - mine[1], kind: 'align', at: theirs[1] });
    for (const i of [0, 2] as const)
      for (const j of [0, 2] as const) consider({ by: theirs[j] - mine[i], kind: 'align', at: theirs[j] });
  }
  for (const pull of gaps(at, near, axis)) consider(pull);
  return found;
}

function lines(box: Box, axis: 'x' | 'y'): readonly [number, number, number] {
  const start = low(box, axis);
  const size = extent(box, axis);
  return [start, start + size / 2, start + size];
}

/** Equal distances to the neighbours in one row: in the middle of two, or as far as those two are from each other. */
function gaps(at: Box, near: readonly Box[], axis: 'x' | 'y'): Pull[] {
  const cross = axis === 'x' ? 'y' : 'x';
  const row = near.filter(
    (box) => low(box, cross) < low(at, cross) + extent(at, cross) && low(at, cross) < low(box, cross) + extent(box, cross),
  );
  const end = (box: Box) => low(box, axis) + extent(box, axis);
  const before = row.filter((box) => end(box) <= low(at, axis) + 4).sort((a, b) => end(b) - end(a));
  const after = row.filter((box) => low(box, axis) >= end(at) - 4).sort((a, b) => low(a, axis) - low(b, axis));
  const pulls: Pull[] = [];
  const [left, left2] = before;
  const [right, right2] = after;
  if (left && right) {
    const room = low(right, axis) - end(left) - extent(at, axis);
    if (room > 0)
      pulls.push({ by: end(left) + room / 2 - low(at, axis), kind: 'gap', at: room / 2, between: [left, right, undefined] });
  }
  if (left && left2) {
    const gap = low(left, axis) - end(left2);
    if (gap > 0) pulls.push({ by: end(left) + gap - low(at, axis), kind: 'gap', at: gap, between: [left2, left, undefined] });
  }
  if (right && right2) {
    const gap = low(right2, axis) - end(right);
    if (gap > 0) pulls.push({ by: low(right, axis) - gap - end(at), kind: 'gap', at: gap, between: [right, right2, undefined] });
  }
  return pulls;
}

function drawn(rest: Box, near: readonly Box[], axis: 'x' | 'y', pull: Pull): Guide[] {
  const cross = axis === 'x' ? 'y' : 'x';
  if (pull.kind === 'gap' && pull.between) {
    const boxes = [pull.between[0], pull.between[1], rest].sort((a, b) => low(a, axis) - low(b, axis));
    const guides: Guide[] = [];
    for (let i = 1; i < boxes.length; i++) {
      const a = boxes[i - 1] as Box;
      const b = boxes[i] as Box;
      const from = low(a, axis) + extent(a, axis);
      const to = low(b, axis);
      const middle =
        (Math.max(low(a, cross), low(b, cross)) + Math.min(low(a, cross) + extent(a, cross), low(b, cross) + extent(b, cross))) /
        2;
      guides.push({ kind: 'gap', axis, at: middle, from, to, size: Math.round(to - from) });
    }
    return guides;
  }
  const level = near.filter((box) => lines(box, axis).some((line) => Math.abs(line - pull.at) < 0.5));
  const all = [rest, ...level];
  const from = Math.min(...all.map((box) => low(box, cross)));
  const to = Math.max(...all.map((box) => low(box, cross) + extent(box, cross)));
  return [{ kind: 'align', axis, at: pull.at, from: from - 8, to: to + 8, ...nearestOf(rest, level, cross) }];
}

/** How far the nearest of some boxes is along an axis, and where between the two that is written; nothing if all overlap. */
function nearestOf(rest: Box, boxes: readonly Box[], axis: 'x' | 'y'): Pick<Guide, 'size' | 'sizeAt'> {
  let best: { size: number; sizeAt: number } | undefined;
  for (const box of boxes) {
    const [first, second] = low(box, axis) < low(rest, axis) ? [box, rest] : [rest, box];
    const end = low(first, axis) + extent(first, axis);
    const size = Math.round(low(second, axis) - end);
    if (size > 0 && (!best || size < best.size)) best = { size, sizeAt: end + size / 2 };
  }
  return best ?? {};
}
