import type { Id } from '#base/ids.ts';
import { type Box, boxOf, defaultSize, grid, snap, touches } from '#drawing/geometry.ts';
import type { Design, Position } from '#model/design.ts';
import { creation } from '../actions/create.ts';
import { type Editor, middleOf, type Stencil } from '../editor.ts';

/** Room that a new element keeps from those that are there. */
const gap = 2 * grid;

/**
 * The free place nearest to a point for something of a size: nothing that is placed without pointing covers what
 * is there. Contexts are no obstacle (things stand in them) except to other contexts.
 */
export function freeCentre(design: Design, [width, height]: readonly [number, number], wanted: Position, kind: string): Position {
  const taken: Box[] = [];
  for (const element of design.elements.values()) {
    if (element.kind === 'context' && kind !== 'context') continue;
    const box = boxOf(design, element.id);
    if (box) taken.push({ x: box.x - gap, y: box.y - gap, width: box.width + 2 * gap, height: box.height + 2 * gap });
  }
  const free = (x: number, y: number) => {
    const box = { x: x - width / 2, y: y - height / 2, width, height };
    return !taken.some((other) => touches(other, box));
  };
  const step = 4 * grid;
  for (let ring = 0; ring < 60; ring++) {
    let best: Position | undefined;
    let distance = Number.POSITIVE_INFINITY;
    for (let dx = -ring; dx <= ring; dx++) {
      for (let dy = -ring; dy <= ring; dy++) {
        if (Math.max(Math.abs(dx), Math.abs(dy)) !== ring) continue;
        const [x, y] = [wanted[0] + dx * step, wanted[1] + dy * step];
        // To the right and below first: that is where people look on.
        const far = dx * dx + dy * dy + (dx < 0 ? 0.5 : 0) + (dy < 0 ? 0.25 : 0);
        if (far < distance && free(x, y)) {
          best = [snap(x), snap(y)];
          distance = far;
        }
      }
    }
    if (best) return best;
  }
  return wanted;
}

/** Makes an element in the middle of what is seen, where there is room, with its name ready to be typed. */
export function placeInMiddle(editor: Editor, stencil: Stencil): Id | undefined {
  const design = editor.view.get()?.drawing() ?? editor.document.design;
  const centre = freeCentre(design, defaultSize(stencil), middleOf(editor), stencil.kind);
  const made = creation(design, stencil, centre, editor.makeId);
  editor.placing.set(undefined);
  if (!editor.perform(made.edits, { select: [made.id] })) return undefined;
  editor.view.get()?.focus();
  editor.renaming.set(made.id);
  return made.id;
}
