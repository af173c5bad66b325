import { placeMissing } from '#drawing/placement.ts';
import type { Design } from '#model/design.ts';
import { applyEdits, type Edit } from '#model/edit.ts';

/** Edits that give a place to every element that has none; what has one stays where it is. */
export function placementEdits(design: Design): Edit[] {
  const { positions, sizes } = placeMissing(design);
  const edits: Edit[] = [];
  for (const [id, at] of positions) edits.push({ op: 'place', id, at });
  for (const [id, size] of sizes) edits.push({ op: 'resize', id, size });
  return edits;
}

/** The same edits, and behind them the places of what they add. */
export function withPlaces(design: Design, edits: readonly Edit[]): Edit[] {
  return [...edits, ...placementEdits(applyEdits(design, edits))];
}

/** The same design with a place for everything. */
export function placed(design: Design): Design {
  return applyEdits(design, placementEdits(design));
}
