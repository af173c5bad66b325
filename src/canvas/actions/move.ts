import type { Id } from '#base/ids.ts';
import { boxOf } from '#drawing/geometry.ts';
import { type Design, type Position, parentOf, standsIn } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { contextAt } from './create.ts';

/** What moves when these elements move: they, and all that stands in the contexts among them. */
export function moving(design: Design, ids: Iterable<Id>): Set<Id> {
  const all = new Set<Id>();
  const contexts: Id[] = [];
  for (const id of ids) {
    const element = design.elements.get(id);
    if (!element) continue;
    all.add(id);
    if (element.kind === 'context') contexts.push(id);
  }
  if (contexts.length > 0) {
    for (const element of design.elements.values()) {
      if (contexts.some((context) => standsIn(design, element.id, context))) all.add(element.id);
    }
  }
  return all;
}

/**
 * Edits of a finished move: new places (moved by dx, dy in whole canvas units), and for what was itself moved the
 * context that it now stands in. Dropped in a context it belongs to it, dropped outside it is free; `drawing` says how large
 * contexts are drawn.
 */
export function movement(
  design: Design,
  ids: Iterable<Id>,
  dx: number,
  dy: number,
  options: { readonly reparent: boolean; readonly drawing?: Design },
): Edit[] {
  const lead = new Set(ids);
  const all = moving(design, lead);
  const edits: Edit[] = [];
  for (const id of all) {
    const at = design.positions.get(id);
    if (at) edits.push({ op: 'place', id, at: [Math.round(at[0] + dx), Math.round(at[1] + dy)] as Position });
  }
  if (!options.reparent) return edits;
  for (const id of lead) {
    const element = design.elements.get(id);
    const { drawing = design } = options;
    const box = boxOf(drawing, id);
    if (!element || !box || element.kind === 'note') continue;
    const parent = parentOf(design, element);
    if (parent !== 'none' && all.has(parent)) continue;
    const context = contextAt(drawing, { ...box, x: box.x + dx, y: box.y + dy }, all) ?? 'none';
    if (context !== parent) edits.push({ op: 'set', id, path: ['context'], value: context });
  }
  return edits;
}
