import type { Box } from './geometry.ts';
import type { Side } from './glyphs.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where an edge leaves or enters a node. */
export interface Port extends Point {
  readonly side: Side;
  /** Distance from the upper or left corner of that side. */
  readonly along: number;
}

/** How far an edge runs straight out of a node before it may turn. */
export const stub = 18;

/*
 * Every pair of sides is turned until the edge leaves to the right; then there are three cases to draw: the other
 * end looks back (left), looks the same way (right), or is entered from above or below (below is above mirrored).
 */
interface Turn {
  to(point: Point): Point;
  back(point: Point): Point;
  box(box: Box): Box;
}

const turns: Readonly<Record<Side, Turn>> = {
  right: turn(
    (p) => p,
    (p) => p,
  ),
  left: turn(
    (p) => ({ x: -p.x, y: p.y }),
    (p) => ({ x: -p.x, y: p.y }),
  ),
  bottom: turn(
    (p) => ({ x: p.y, y: p.x }),
    (p) => ({ x: p.y, y: p.x }),
  ),
  top: turn(
    (p) => ({ x: -p.y, y: p.x }),
    (p) => ({ x: p.y, y: -p.x }),
  ),
};

const turnedSides: Readonly<Record<Side, Readonly<Record<Side, Side>>>> = {
  right: { right: 'right', left: 'left', top: 'top', bottom: 'bottom' },
  left: { right: 'left', left: 'right', top: 'top', bottom: 'bottom' },
  bottom: { right: 'bottom', left: 'top', top: 'left', bottom: 'right' },
  top: { right: 'bottom', left: 'top', top: 'right', bottom: 'left' },
};

function turn(to: (point: Point) => Point, back: (point: Point) => Point): Turn {
  return {
    to,
    back,
    box(box) {
      const a = to({ x: box.x, y: box.y });
      const b = to({ x: box.x + box.width, y: box.y + box.height });
      return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
    },
  };
}

/**
 * Orthogonal ways from one port to another, the plainest first. `between` are boxes that stand in the way: further ways lead
 * round them.
 */
export function ways(from: Port, to: Port, fromBox: Box, toBox: Box, between: readonly Box[] = []): Point[][] {
  const turned = turns[from.side];
  const side = turnedSides[from.side][to.side];
  const p = turned.to(from);
  const q = turned.to(to);
  const a = turned.box(fromBox);
  const b = turned.box(toBox);
  const blockers = between.map(turned.box);
  const found =
    side === 'left'
      ? facing(p, q, a, b, blockers)
      : side === 'right'
        ? sameWay(p, q, a, b, blockers)
        : crosswise(p, q, a, b, side === 'top' ? 1 : -1, blockers);
  return found.map((points) => tidy(points.map(turned.back)));
}

function facing(p: Point, q: Point, a: Box, b: Box, blockers: readonly Box[]): Point[][] {
  const found: Point[][] = [];
  const across = (x: number): Point[] => [p, { x, y: p.y }, { x, y: q.y }, q];
  if (q.x >= p.x + 2 * 8) {
    if (Math.abs(p.y - q.y) < 0.5) found.push([p, q]);
    else {
      const middle = (p.x + q.x) / 2;
      found.push(across(middle));
      for (const box of blockers) {
        for (const x of [box.x - 12, box.x + box.width + 12]) if (x > p.x + 10 && x < q.x - 10) found.push(across(x));
      }
    }
    const left = p.x + Math.min(stub, (q.x - p.x) / 3);
    const right = q.x - Math.min(stub, (q.x - p.x) / 3);
    for (const y of heights(blockers))
      found.push([p, { x: left, y: p.y }, { x: left, y }, { x: right, y }, { x: right, y: q.y }, q]);
    return found;
  }
  const left = q.x - stub;
  const right = p.x + stub;
  const around = (y: number): Point[] => [p, { x: right, y: p.y }, { x: right, y }, { x: left, y }, { x: left, y: q.y }, q];
  const gap = b.y > a.y + a.height ? (a.y + a.height + b.y) / 2 : a.y > b.y + b.height ? (b.y + b.height + a.y) / 2 : undefined;
  if (gap !== undefined) found.push(around(gap));
  found.push(around(Math.min(a.y, b.y) - stub), around(Math.max(a.y + a.height, b.y + b.height) + stub));
  for (const y of heights(blockers)) found.push(around(y));
  return found;
}

function heights(blockers: readonly Box[]): number[] {
  return blockers.flatMap((box) => [box.y - 14, box.y + box.height + 14]);
}

function sameWay(p: Point, q: Point, a: Box, b: Box, blockers: readonly Box[]): Point[][] {
  const outside = Math.max(a.x + a.width, b.x + b.width, p.x, q.x) + stub;
  const found: Point[][] = [];
  for (const x of [outside, ...blockers.map((box) => box.x + box.width + 12).filter((x) => x > outside)]) {
    found.push([p, { x, y: p.y }, { x, y: q.y }, q]);
  }
  return found;
}

/** Enters from above (`sign` 1) or from below (-1). */
function crosswise(p: Point, q: Point, a: Box, b: Box, sign: 1 | -1, blockers: readonly Box[]): Point[][] {
  const found: Point[][] = [];
  if (q.x >= p.x + 14 && (q.y - p.y) * sign >= 14) found.push([p, { x: q.x, y: p.y }, q]);
  const before = sign === 1 ? Math.min(q.y - stub, b.y - stub) : Math.max(q.y + stub, b.y + b.height + stub);
  const step = (x: number, y: number): Point[] => [p, { x, y: p.y }, { x, y }, { x: q.x, y }, q];
  const gap = sign === 1 ? (a.y + a.height + b.y) / 2 : (b.y + b.height + a.y) / 2;
  if ((q.y - gap) * sign >= stub / 2 && (gap - p.y) * sign > 0) found.push(step(p.x + stub, gap));
  found.push(step(p.x + stub, before));
  const outside = Math.max(a.x + a.width, b.x + b.width) + stub;
  found.push(step(outside, before));
  for (const box of blockers) found.push(step(Math.max(p.x + stub, box.x + box.width + 12), before));
  return found;
}

/** Without points that lie on the way anyway. */
export function tidy(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    const before = kept.at(-2);
    if (last && Math.abs(last.x - point.x) < 0.5 && Math.abs(last.y - point.y) < 0.5) continue;
    if (
      last &&
      before &&
      ((Math.abs(before.x - last.x) < 0.5 && Math.abs(last.x - point.x) < 0.5) ||
        (Math.abs(before.y - last.y) < 0.5 && Math.abs(last.y - point.y) < 0.5))
    ) {
      kept[kept.length - 1] = point;
      continue;
    }
    kept.push(point);
  }
  return kept;
}

export function lengthOf(points: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1] as Point;
    const b = points[i] as Point;
    sum += Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
  }
  return sum;
}

const r2 = (value: number) => Math.round(value * 100) / 100;

/** Path data of a polyline with rounded corners. `trimStart` and `trimEnd` shorten it where a head or tail is drawn. */
export function roundedPath(points: readonly Point[], radius = 8, trimStart = 0, trimEnd = 0): string {
  const count = points.length;
  if (count < 2) return '';
  const first = towards(points[0] as Point, points[1] as Point, trimStart);
  const last = towards(points[count - 1] as Point, points[count - 2] as Point, trimEnd);
  let d = `M${r2(first.x)} ${r2(first.y)}`;
  for (let i = 1; i < count - 1; i++) {
    const corner = points[i] as Point;
    const before = i === 1 ? first : (points[i - 1] as Point);
    const after = i === count - 2 ? last : (points[i + 1] as Point);
    const r = Math.min(radius, distance(before, corner) / (i === 1 ? 1 : 2), distance(corner, after) / (i === count - 2 ? 1 : 2));
    const enter = towards(corner, before, r);
    const leave = towards(corner, after, r);
    d += `L${r2(enter.x)} ${r2(enter.y)}Q${r2(corner.x)} ${r2(corner.y)} ${r2(leave.x)} ${r2(leave.y)}`;
  }
  return `${d}L${r2(last.x)} ${r2(last.y)}`;
}

/** A smooth curve that leaves and enters along the ports' sides. */
export function smoothPath(points: readonly Point[], from: Side, to: Side, trimStart = 0, trimEnd = 0): string {
  const a = step(points[0] as Point, from, trimStart);
  const b = step(points.at(-1) as Point, to, trimEnd);
  const bend = Math.max(30, Math.min(140, distance(a, b) * 0.4));
  const c1 = step(a, from, bend);
  const c2 = step(b, to, bend);
  return `M${r2(a.x)} ${r2(a.y)}C${r2(c1.x)} ${r2(c1.y)} ${r2(c2.x)} ${r2(c2.y)} ${r2(b.x)} ${r2(b.y)}`;
}

function step(point: Point, side: Side, by: number): Point {
  switch (side) {
    case 'right':
      return { x: point.x + by, y: point.y };
    case 'left':
      return { x: point.x - by, y: point.y };
    case 'top':
      return { x: point.x, y: point.y - by };
    case 'bottom':
      return { x: point.x, y: point.y + by };
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to);
  if (length === 0 || by === 0) return from;
  const t = Math.min(1, by / length);
  return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
}
