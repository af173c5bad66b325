import type { Id } from '#base/ids.ts';
import { defaultSize } from '#drawing/geometry.ts';
import type { Edit } from '#model/edit.ts';
import { creation } from '../actions/create.ts';
import type { PickerRequest } from '../editor.ts';
import type { Board } from './board.ts';
import { join } from './gestures/connect.ts';
import { placeAt } from './gestures/place.ts';
import { edgeEdit } from './joining.ts';
import { type Offer, rememberOffer } from './offers.ts';

/** Does what was picked: makes it, joins it, and lets it be named; one step of undo. */
export function take(board: Board, request: PickerRequest, offer: Offer): void {
  const { editor } = board;
  if (offer.existing !== undefined && request.from) {
    const [from, to] = request.from.direction === 'out' ? [request.from.id, offer.existing] : [offer.existing, request.from.id];
    board.view.focus();
    join(board, from, to, request.screen);
    return;
  }
  rememberOffer(offer);
  if (!request.from) {
    placeAt(board, { id: offer.key, label: offer.label, kind: offer.kind, props: offer.props }, request.at);
    return;
  }
  const { edits, id } = joinedCreation(board, offer, request);
  editor.document.endStep();
  if (!editor.perform(edits, { select: [id] })) return;
  board.view.focus();
  editor.renaming.set(id);
}

/** Edits that make an element at the drop and join it to where the line came from. */
export function joinedCreation(
  board: Board,
  offer: Offer,
  { at, from }: PickerRequest,
): { readonly edits: Edit[]; readonly id: Id } {
  const { makeId } = board.editor;
  const [width] = defaultSize(offer);
  // The line ends at the near side of what comes to stand there, not in its middle.
  const box = from && board.scene.boxOf(from.id);
  const dx = box ? (at[0] >= box.x + box.width ? width / 2 : at[0] <= box.x ? -width / 2 : 0) : 0;
  const made = creation(board.scene.drawing, offer, [at[0] + dx, at[1]], makeId);
  if (!from || offer.edge === undefined) return made;
  const [start, end] = from.direction === 'out' ? [from.id, made.id] : [made.id, from.id];
  return { id: made.id, edits: [...made.edits, edgeEdit(offer.edge, start, end, makeId())] };
}
