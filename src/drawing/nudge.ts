import type { Id } from '#base/ids.ts';
import type { Boxes } from './boxes.ts';
import type { Point } from './path.ts';

interface Piece {
  readonly id: Id;
  /** Index of the segment: from points[at] to points[at + 1]. */
  readonly at: number;
  /** Coordinate across the segment, and its extent along it. */
  readonly line: number;
  readonly low: number;
  readonly high: number;
  /** Room to move to either side without passing the neighbouring points. */
  readonly roomBefore: number;
  readonly roomAfter: number;
  /** Order in which pieces turn off so that they do not cross. */
  readonly key: number;
}

const apart = 10;

/**
 * Middle pieces of different edges that would lie on one line are spread side by side, ordered so that they cross
 * as little as possible. First and last pieces stay: they belong to the ports. Gives the edges that changed.
 */
export function nudge(courses: ReadonlyMap<Id, readonly Point[]>, nodes?: Boxes): Map<Id, readonly Point[]> {
  const changed = new Map<Id, Point[]>();
  for (const upright of [true, false]) {
    const pieces: Piece[] = [];
    for (const [id, points] of courses) collect(id, points, upright, pieces);
    pieces.sort((a, b) => a.line - b.line || a.low - b.low || (a.id < b.id ? -1 : 1));
    for (const group of groupsOf(pieces)) {
      if (group.length > 1)
        spread(
          group.map((piece) => confined(piece, upright, nodes)),
          upright,
          courses,
          changed,
        );
    }
  }
  return changed;
}

function collect(id: Id, points: readonly Point[], upright: boolean, pieces: Piece[]): void {
  for (let at = 1; at + 2 < points.length; at++) {
    const p = points[at] as Point;
    const q = points[at + 1] as Point;
    if (Math.abs(p.x - q.x) < 0.5 !== upright) continue;
    const before = points[at - 1] as Point;
    const after = points[at + 2] as Point;
    const [pc, qc, bc, ac] = upright ? [p.y, q.y, before.x, after.x] : [p.x, q.x, before.y, after.y];
    const line = upright ? p.x : p.y;
    const onward = Math.sign(ac - line) || 1;
    const falling = qc > pc;
    const low = Math.min(bc, ac);
    const high = Math.max(bc, ac);
    pieces.push({
      id,
      at,
      line,
      low: Math.min(pc, qc),
      high: Math.max(pc, qc),
      roomBefore: low < line ? line - low - 6 : apart * 2,
      roomAfter: high > line ? high - line - 6 : apart * 2,
      key: (falling ? -qc : qc) * onward,
    });
  }
}

/** A piece must not be moved onto a node; one that it crosses anyway does not count. */
function confined(piece: Piece, upright: boolean, nodes: Boxes | undefined): Piece {
  if (!nodes) return piece;
  const reach = 4 * apart;
  const [line, low, high] = [piece.line, piece.low, piece.high];
  const found = upright ? nodes.query(line - reach, low, line + reach, high) : nodes.query(low, line - reach, high, line + reach);
  let { roomBefore, roomAfter } = piece;
  for (const id of found) {
    const box = nodes.boxOf(id);
    if (!box) continue;
    const [start, end] = upright ? [box.x, box.x + box.width] : [box.y, box.y + box.height];
    if (end <= line) roomBefore = Math.min(roomBefore, Math.max(0, line - end - 6));
    else if (start >= line) roomAfter = Math.min(roomAfter, Math.max(0, start - line - 6));
  }
  return { ...piece, roomBefore, roomAfter };
}

/** Pieces that overlap on nearly one line, directly or through others. */
function groupsOf(pieces: readonly Piece[]): Piece[][] {
  const groups: Piece[][] = [];
  let open: Piece[][] = [];
  for (const piece of pieces) {
    open = open.filter((group) => piece.line - (group.at(-1) as Piece).line < apart - 2);
    const joined = open.filter((group) =>
      group.some((each) => each.id !== piece.id && each.low < piece.high + 4 && piece.low < each.high + 4),
    );
    if (joined.length === 0) {
      const group = [piece];
      open.push(group);
      groups.push(group);
      continue;
    }
    const [first, ...others] = joined as [Piece[], ...Piece[][]];
    for (const other of others) {
      first.push(...other.splice(0));
      open = open.filter((group) => group !== other);
    }
    first.push(piece);
  }
  return groups.filter((group) => group.length > 0);
}

function spread(group: Piece[], upright: boolean, courses: ReadonlyMap<Id, readonly Point[]>, changed: Map<Id, Point[]>): void {
  const ordered = [...group].sort((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1));
  const count = ordered.length;
  // All lines have to lie within what is free for each of them: the band, in which they are spread evenly.
  const low = Math.max(...ordered.map((piece) => piece.line - Math.max(0, piece.roomBefore)));
  const high = Math.min(...ordered.map((piece) => piece.line + Math.max(0, piece.roomAfter)));
  const mean = ordered.reduce((sum, piece) => sum + piece.line, 0) / count;
  const step = Math.min(apart, Math.max(0, high - low) / Math.max(1, count - 1));
  const half = ((count - 1) * step) / 2;
  const middle = high - low >= 2 * half ? Math.min(Math.max(mean, low + half), high - half) : mean;
  ordered.forEach((piece, i) => {
    const line = Math.round(middle + i * step - half);
    if (line === piece.line) return;
    const points = changed.get(piece.id) ?? [...(courses.get(piece.id) as readonly Point[])];
    for (const at of [piece.at, piece.at + 1]) {
      const point = points[at] as Point;
      points[at] = upright ? { x: line, y: point.y } : { x: point.x, y: line };
    }
    changed.set(piece.id, points);
  });
}
