import type { Id } from '#base/ids.ts';
import { type Box, contains, touches } from '#drawing/geometry.ts';
import type { Silhouette } from '#drawing/glyphs.ts';
import { insetAt } from '#drawing/glyphs.ts';
import type { Point } from '#drawing/path.ts';

export type Corner = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w';

/** What lies under the pointer. */
export type Hit =
  | { readonly on: 'node'; readonly id: Id; readonly rim: boolean }
  | { readonly on: 'edge'; readonly id: Id }
  /** The marks of a record's findings. */
  | { readonly on: 'badge'; readonly id: Id }
  | { readonly on: 'end'; readonly id: Id; readonly end: 'from' | 'to' }
  | { readonly on: 'context'; readonly id: Id }
  | { readonly on: 'resize'; readonly id: Id; readonly corner: Corner }
  | { readonly on: 'nothing' };

/** The whole of a touch target, in screen pixels. */
export const edgeReach = 8;
export const rimReach = 6;

/** Distance of a point from a polyline. */
export function distanceTo(points: readonly Point[], x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1] as Point;
    const b = points[i] as Point;
    const dx = b.x - a.x;
    const dy = b.y - a.y;
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / length));
    best = Math.min(best, Math.hypot(x - a.x - t * dx, y - a.y - t * dy));
  }
  return best;
}

/** Whether a point lies within a silhouette, and how far from its outline (roughly, along the axes). */
export function insideOutline(
  silhouette: Silhouette,
  box: Box,
  x: number,
  y: number,
): { readonly inside: boolean; readonly depth: number } {
  const along = { x: x - box.x, y: y - box.y };
  const left = along.x - insetAt(silhouette, 'left', along.y, box.width, box.height);
  const right = box.width - insetAt(silhouette, 'right', along.y, box.width, box.height) - along.x;
  const top = along.y - insetAt(silhouette, 'top', along.x, box.width, box.height);
  const bottom = box.height - insetAt(silhouette, 'bottom', along.x, box.width, box.height) - along.y;
  const depth = Math.min(left, right, top, bottom);
  return { inside: depth >= 0, depth };
}

/** Which handle of a resizable box a point is on, if any. */
export function cornerAt(box: Box, x: number, y: number, reach: number): Corner | undefined {
  const nearLeft = Math.abs(x - box.x) <= reach;
  const nearRight = Math.abs(x - box.x - box.width) <= reach;
  const nearTop = Math.abs(y - box.y) <= reach;
  const nearBottom = Math.abs(y - box.y - box.height) <= reach;
  const withinX = x > box.x - reach && x < box.x + box.width + reach;
  const withinY = y > box.y - reach && y < box.y + box.height + reach;
  if (!withinX || !withinY) return undefined;
  const vertical = nearTop ? 'n' : nearBottom ? 's' : '';
  const horizontal = nearLeft ? 'w' : nearRight ? 'e' : '';
  return `${vertical}${horizontal}` === '' ? undefined : (`${vertical}${horizontal}` as Corner);
}

/** The box after one of its corners or sides was pulled by dx, dy; never smaller than `least`. */
export function resized(box: Box, corner: Corner, dx: number, dy: number, least: readonly [number, number]): Box {
  let { x, y, width, height } = box;
  if (corner.includes('e')) width = Math.max(least[0], box.width + dx);
  if (corner.includes('s')) height = Math.max(least[1], box.height + dy);
  if (corner.includes('w')) {
    width = Math.max(least[0], box.width - dx);
    x = box.x + box.width - width;
  }
  if (corner.includes('n')) {
    height = Math.max(least[1], box.height - dy);
    y = box.y + box.height - height;
  }
  return { x, y, width, height };
}

/** What a marquee takes: what it touches, or only what lies fully inside. */
export function taken(marquee: Box, boxes: Iterable<readonly [Id, Box]>, fully: boolean): Id[] {
  const ids: Id[] = [];
  for (const [id, box] of boxes) if (fully ? contains(marquee, box) : touches(marquee, box)) ids.push(id);
  return ids;
}

/** Whether a marquee touches a polyline (or holds it whole). */
export function takesLine(marquee: Box, points: readonly Point[], fully: boolean): boolean {
  const inside = (p: Point) =>
    p.x >= marquee.x && p.x <= marquee.x + marquee.width && p.y >= marquee.y && p.y <= marquee.y + marquee.height;
  if (fully) return points.every(inside);
  for (let i = 1; i < points.length; i++) {
    const p = points[i - 1] as Point;
    const q = points[i] as Point;
    const box = {
      x: Math.min(p.x, q.x),
      y: Math.min(p.y, q.y),
      width: Math.abs(p.x - q.x) || 0.01,
      height: Math.abs(p.y - q.y) || 0.01,
    };
    if (touches(marquee, box)) return true;
  }
  return false;
}
