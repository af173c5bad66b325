import type { Id } from '#base/ids.ts';
import { Boxes } from './boxes.ts';
import { labelRoom } from './edge-art.ts';
import type { Box } from './geometry.ts';
import type { EdgeLook } from './look.ts';
import type { Point } from './path.ts';
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
