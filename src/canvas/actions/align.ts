import type { Id } from '#base/ids.ts';
import { type Box, boxOf } from '#drawing/geometry.ts';
import type { Design, Position } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Editor } from '../editor.ts';
import { movement } from './move.ts';

type Placed = readonly (readonly [Id, Box])[];

function placedIn(design: Design, ids: Iterable<Id>): Placed {
  return [...ids].flatMap((id) => {
    const box = boxOf(design, id);
    return box ? [[id, box] as const] : [];
  });
}

/** Where each box goes so that all have one edge (or the middle line) in common: the outermost, or the mean. */
export const alignments = {
  left: (boxes: Placed) => to(boxes, (box, all) => [Math.min(...all.map((b) => b.x)), box.y]),
  right: (boxes: Placed) => to(boxes, (box, all) => [Math.max(...all.map((b) => b.x + b.width)) - box.width, box.y]),
  top: (boxes: Placed) => to(boxes, (box, all) => [box.x, Math.min(...all.map((b) => b.y))]),
  bottom: (boxes: Placed) => to(boxes, (box, all) => [box.x, Math.max(...all.map((b) => b.y + b.height)) - box.height]),
  middle: (boxes: Placed) =>
    to(boxes, (box, all) => [box.x, all.reduce((sum, b) => sum + b.y + b.height / 2, 0) / all.length - box.height / 2]),
} as const;

function to(boxes: Placed, where: (box: Box, all: readonly Box[]) => Position): ReadonlyMap<Id, Position> {
  const all = boxes.map(([, box]) => box);
  return new Map(boxes.map(([id, box]) => [id, where(box, all)]));
}

/** Equal gaps between neighbours; the two outer ones stay. */
export function spread(boxes: Placed, direction: 'across' | 'down'): ReadonlyMap<Id, Position> {
  const [start, size] = direction === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const sorted = [...boxes].sort((a, b) => a[1][start] - b[1][start]);
  const first = sorted[0]?.[1];
  const last = sorted.at(-1)?.[1];
  if (!first || !last) return new Map();
  const room = last[start] + last[size] - first[start] - sorted.reduce((sum, [, box]) => sum + box[size], 0);
  const gap = room / Math.max(1, sorted.length - 1);
  let at = first[start];
  return new Map(
    sorted.map(([id, box]) => {
      const place: Position = direction === 'across' ? [at, box.y] : [box.x, at];
      at += box[size] + gap;
      return [id, place];
    }),
  );
}

/** Moves what is selected as `places` says, as one step. What counts is what is drawn: a collapsed context is as large as a node. */
export function arrange(editor: Editor, places: (boxes: Placed) => ReadonlyMap<Id, Position>): void {
  const design = editor.document.design;
  const drawing = editor.view.get()?.drawing() ?? design;
  const edits: Edit[] = [];
  for (const [id, [x, y]] of places(placedIn(drawing, editor.selection.get()))) {
    const box = boxOf(drawing, id);
    if (box) edits.push(...movement(design, [id], Math.round(x) - box.x, Math.round(y) - box.y, { reparent: false }));
  }
  editor.perform(edits);
}
