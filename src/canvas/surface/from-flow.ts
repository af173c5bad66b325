import type { Id, MakeId } from '#base/ids.ts';
import { type Box, boxOf } from '#drawing/geometry.ts';
import type { Design, Position } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { connections, partOf, paste } from '../actions/copy.ts';
import { contextAt } from '../actions/create.ts';
import { movement, moving } from '../actions/move.ts';

/** Edits of a drop. What had no place of its own gets one: whoever moves a thing has decided where it stands. */
export function dropEdits(design: Design, ids: Iterable<Id>, dx: number, dy: number, drawing = design): Edit[] {
  return dx === 0 && dy === 0 ? [] : movement(design, ids, dx, dy, { reparent: true, drawing });
}

/** Edits of a drop with Alt: copies go where the drag went, with the arrows between them; `keep` gives them those to all else too. */
export function copyEdits(
  drawn: Design,
  ids: readonly Id[],
  dx: number,
  dy: number,
  makeId: MakeId,
  keep = false,
): { readonly edits: Edit[]; readonly select: readonly Id[]; readonly copies: ReadonlyMap<Id, Id> } {
  const part = partOf(drawn, ids);
  const boxes = [...part.elements.keys()].flatMap((id) => boxOf(part, id) ?? []);
  if (boxes.length === 0) return { edits: [], select: [], copies: new Map() };
  const pasted = paste(drawn, part, makeId);
  // `paste` shifts by two grid steps when it is told no target.
  const edits = pasted.edits.map((edit) =>
    edit.op === 'place' && edit.at
      ? { ...edit, at: [Math.round(edit.at[0] - 20 + dx), Math.round(edit.at[1] - 20 + dy)] as Position }
      : edit,
  );
  const elements = new Set(edits.flatMap((edit) => (edit.op === 'addElement' ? [edit.element.id] : [])));
  if (keep) edits.push(...connections(drawn, pasted.copies, makeId));
  return { edits, select: pasted.ids.filter((id) => elements.has(id)), copies: pasted.copies };
}

/** Edits of a resize: whole units, and the place moves along when the upper or left side was pulled. */
export function resizeEdits(id: Id, before: Box, after: Box): Edit[] {
  const edits: Edit[] = [];
  const x = Math.round(after.x);
  const y = Math.round(after.y);
  if (x !== before.x || y !== before.y) edits.push({ op: 'place', id, at: [x, y] });
  const width = Math.round(after.width);
  const height = Math.round(after.height);
  if (width !== before.width || height !== before.height) edits.push({ op: 'resize', id, size: [width, height] });
  return edits;
}

/** The context that a drop would put things into: shown while they are dragged. */
export function dropContext(drawn: Design, ids: ReadonlySet<Id>, lead: Box, dx: number, dy: number): Id | undefined {
  return contextAt(drawn, { ...lead, x: lead.x + dx, y: lead.y + dy }, moving(drawn, ids));
}

/** Places without edits to them: the whole of an automatic layout as one step. */
export function layoutEdits(
  drawn: Design,
  positions: ReadonlyMap<Id, Position>,
  sizes: ReadonlyMap<Id, readonly [number, number]>,
): Edit[] {
  const edits: Edit[] = [];
  for (const [id, at] of positions) {
    const now = drawn.positions.get(id);
    if (!now || now[0] !== at[0] || now[1] !== at[1]) edits.push({ op: 'place', id, at });
  }
  for (const [id, size] of sizes) {
    const now = drawn.sizes.get(id);
    if (!now || now[0] !== size[0] || now[1] !== size[1]) edits.push({ op: 'resize', id, size });
  }
  return edits;
}
