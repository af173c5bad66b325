import type { Id } from '#base/ids.ts';
import { type Badge, badgeHeight, badgesWidth } from './art.ts';
import { Boxes } from './boxes.ts';
import { labelRoom } from './edge-art.ts';
import type { Box } from './geometry.ts';
import type { EdgeLook } from './look.ts';
import { lengthOf, type Point } from './path.ts';
import type { Route } from './routing.ts';

/** Where the label of an edge stands: its middle, the room it has, and whether chip and text stand one over the other. */
export interface EdgeLabel extends Box {
  readonly stacked: boolean;
}

interface Labelled {
  readonly id: Id;
  readonly route: Route;
  readonly look: EdgeLook;
}

const least = 60;

/**
 * Places for labels: on a straight piece of their line, under no node and on no other label. What finds no room is
 * left out here and shown when its edge is hovered or selected. `x` and `y` are the middle. [R9], [R10]
 */
export function placeLabels(edges: Iterable<Labelled>, nodes: Boxes): Map<Id, EdgeLabel> {
  const taken = new Boxes();
  const placed = new Map<Id, EdgeLabel>();
  for (const { id, route, look } of edges) {
    const label = placeLabel(
      route,
      look,
      (box) =>
        nodes.any(box.x, box.y, box.x + box.width, box.y + box.height) ||
        taken.any(box.x, box.y, box.x + box.width, box.y + box.height),
    );
    if (!label) continue;
    placed.set(id, label);
    taken.set(id, { x: label.x - label.width / 2, y: label.y - label.height / 2, width: label.width, height: label.height });
  }
  return placed;
}

export function placeLabel(route: Route, look: EdgeLook, blocked: (box: Box) => boolean): EdgeLabel | undefined {
  const room = labelRoom(look);
  if (room.inline === 0) return undefined;
  const stackable = room.chip > 0 && room.text > 0;
  let best: EdgeLabel | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  const { points } = route;
  for (let i = 1; i < points.length; i++) {
    const p = points[i - 1] as Point;
    const q = points[i] as Point;
    const level = Math.abs(p.y - q.y) < 0.5;
    const length = Math.abs(level ? p.x - q.x : p.y - q.y);
    const before = i === 1 ? 12 : 8;
    const after = i === points.length - 1 ? 16 : 8;
    const free = length - before - after;
    const forward = level ? q.x > p.x : q.y > p.y;
    const start = level ? (forward ? p.x + before : q.x + after) : forward ? p.y + before : q.y + after;
    for (const option of level ? levelOptions(free, room, stackable) : uprightOptions(free, room, stackable)) {
      const along = level ? option.width : option.height;
      for (const t of [0.5, 0.25, 0.75, 0, 1]) {
        const score = option.score - Math.abs(t - 0.5) * 8 + Math.min(length, 200) / 50;
        if (score <= bestScore) continue;
        const middle = start + along / 2 + t * (free - along);
        const x = level ? middle : p.x;
        const y = level ? p.y : middle;
        if (
          blocked({
            x: x - option.width / 2 - 2,
            y: y - option.height / 2 - 1,
            width: option.width + 4,
            height: option.height + 2,
          })
        )
          continue;
        best = { x, y, width: option.width, height: option.height, stacked: option.stacked };
        bestScore = score;
        break;
      }
    }
  }
  return best;
}

interface Option {
  readonly width: number;
  readonly height: number;
  readonly stacked: boolean;
  readonly score: number;
}

function levelOptions(free: number, room: ReturnType<typeof labelRoom>, stackable: boolean): Option[] {
  const options: Option[] = [];
  if (free >= room.inline) options.push({ width: room.inline, height: 18, stacked: false, score: 100 });
  if (stackable && free >= room.stacked) options.push({ width: room.stacked, height: 34, stacked: true, score: 92 });
  if (free >= least && free < room.stacked)
    options.push({ width: free, height: stackable ? 34 : 18, stacked: stackable, score: 24 + (free / room.stacked) * 44 });
  return options;
}

function uprightOptions(free: number, room: ReturnType<typeof labelRoom>, stackable: boolean): Option[] {
  const height = stackable ? 34 : 18;
  if (free < height - 6) return [];
  // Where the line is hardly seen above and below, the label seems to float: better than cut words, worse than all else.
  if (free < height + 12) return [{ width: room.stacked, height, stacked: stackable, score: 56 }];
  return [
    { width: room.stacked, height, stacked: stackable, score: 74 },
    ...(room.stacked > 90 ? [{ width: 90, height, stacked: stackable, score: 50 }] : []),
  ];
}

/** A place for the label that has none: in the middle of the longest piece, whatever lies there. */
export function labelAnyway(route: Route, look: EdgeLook): EdgeLabel | undefined {
  return placeLabel(route, look, () => false) ?? middleLabel(route, look);
}

function middleLabel(route: Route, look: EdgeLook): EdgeLabel | undefined {
  const room = labelRoom(look);
  if (room.inline === 0) return undefined;
  const { points } = route;
  const at = Math.max(1, Math.floor(points.length / 2));
  const p = points[at - 1] as Point;
  const q = points[at] as Point;
  const stacked = room.chip > 0 && room.text > 0;
  return { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2, width: room.stacked, height: stacked ? 34 : 18, stacked };
}

/** Where the findings of an edge are marked: the middle of their pills and the room these take; `on` lies on the line, for far views. */
export interface EdgeMark extends Box {
  readonly on: Point;
}

/**
 * Places for the marks of findings: at the label of their edge, else on the line; on no label, no other mark and, where there is
 * a way, under no node. Every marked edge gets one: a finding must not be out of sight because there is little room.
 */
export function placeMarks(
  edges: Iterable<{ readonly id: Id; readonly route: Route; readonly badges: readonly Badge[] }>,
  labels: ReadonlyMap<Id, EdgeLabel>,
  nodes: Boxes,
): Map<Id, EdgeMark> {
  const taken = new Boxes();
  for (const [id, label] of labels) taken.set(id, around(label));
  const placed = new Map<Id, EdgeMark>();
  for (const { id, route, badges } of edges) {
    const mark = placeMark(route, labels.get(id), badges, (box) => {
      const [right, bottom] = [box.x + box.width, box.y + box.height];
      return nodes.any(box.x, box.y, right, bottom) ? 'node' : taken.any(box.x, box.y, right, bottom) ? 'label' : undefined;
    });
    placed.set(id, mark);
    taken.set(`${id} mark`, around(mark));
  }
  return placed;
}

function around({ x, y, width, height }: Box): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

export function placeMark(
  route: Route,
  label: EdgeLabel | undefined,
  badges: readonly Badge[],
  blocked: (box: Box) => 'node' | 'label' | undefined,
): EdgeMark {
  const width = badgesWidth(badges);
  const height = badgeHeight;
  const middle = middleOf(route.points);
  const on = label ? { x: label.x, y: label.y } : middle;
  let second: Point | undefined;
  for (const { x, y } of [...(label ? besideLabel(label, width) : []), ...onLine(route.points, middle)]) {
    const found = blocked({ x: x - width / 2 - 1, y: y - height / 2 - 1, width: width + 2, height: height + 2 });
    if (found === undefined) return { x, y, width, height, on: label ? on : { x, y } };
    // Half over a node is less bad than over words.
    if (found === 'node') second ??= { x, y };
  }
  const at = second ?? (label ? (besideLabel(label, width)[0] as Point) : middle);
  return { ...at, width, height, on };
}

/** Above the label to the right, as on nodes; then below it, then at its ends. */
function besideLabel(label: EdgeLabel, width: number): Point[] {
  const up = label.height / 2 + badgeHeight / 2 + 2;
  const aside = label.width / 2 + width / 2 + 3;
  const flush = Math.max(0, label.width / 2 - width / 2);
  const at = (dx: number, dy: number): Point => ({ x: label.x + dx, y: label.y + dy });
  return [at(flush, -up), at(-flush, -up), at(flush, up), at(-flush, up), at(aside, 0), at(-aside, 0)];
}

function onLine(points: readonly Point[], middle: Point): Point[] {
  const found: { at: Point; length: number }[] = [];
  for (let i = 1; i < points.length; i++) {
    const p = points[i - 1] as Point;
    const q = points[i] as Point;
    const length = Math.abs(p.x - q.x) + Math.abs(p.y - q.y);
    for (const t of [0.5, 0.3, 0.7, 0.15, 0.85])
      found.push({ at: { x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t }, length: length - Math.abs(t - 0.5) * 60 });
  }
  return [middle, ...found.sort((a, b) => b.length - a.length).map(({ at }) => at)];
}

/** The point half way along a line. */
function middleOf(points: readonly Point[]): Point {
  let rest = lengthOf(points) / 2;
  for (let i = 1; i < points.length; i++) {
    const p = points[i - 1] as Point;
    const q = points[i] as Point;
    const length = Math.abs(p.x - q.x) + Math.abs(p.y - q.y);
    if (length > 0 && rest <= length) return { x: p.x + ((q.x - p.x) * rest) / length, y: p.y + ((q.y - p.y) * rest) / length };
    rest -= length;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}
