import type { Id } from '#base/ids.ts';
import { defaultSize } from '#drawing/geometry.ts';
import { attachEdits } from '#model/attach.ts';
import type { Position } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import { creation } from '../../actions/create.ts';
import type { Stencil } from '../../editor.ts';
import type { Board } from '../board.ts';
import { carrierAt } from '../carrier.ts';
import { labels } from '../labels.ts';

/**
 * Makes a new element with its middle at a point, its name ready to be typed. A message that lands on a channel or an arrow is
 * carried by it from the start and stands beside it.
 */
export function placeAt(board: Board, stencil: Stencil, at: Position, { rename = true } = {}): Id | undefined {
  const { editor, scene } = board;
  const { design } = scene;
  const onto = stencil.kind === 'contract' ? carrierAt(board, at) : undefined;
  const centre = onto === undefined ? at : beside(board, onto, at, stencil);
  const made = creation(scene.drawing, stencil, centre, editor.makeId);
  const edits = [...made.edits];
  if (onto !== undefined) edits.push(...attachEdits(applyEdits(design, made.edits), made.id, onto));
  editor.document.endStep();
  if (!editor.perform(edits, { select: [made.id] })) return undefined;
  editor.say(labels.created(stencil.label));
  board.view.focus();
  if (rename) editor.renaming.set(made.id);
  return made.id;
}

/** Above what carries it, or below, where there is room. */
function beside(board: Board, onto: Id, at: Position, stencil: Stencil): Position {
  const box = board.scene.boxOf(onto);
  const [width, height] = defaultSize(stencil);
  const [x, top, bottom] = box ? [box.x + box.width / 2, box.y, box.y + box.height] : [at[0], at[1], at[1]];
  for (const y of [top - height / 2 - 30, bottom + height / 2 + 40, top - height * 1.5 - 60]) {
    if (board.scene.nodes.touching({ x: x - width / 2, y: y - height / 2, width, height }, 8).length === 0) return [x, y];
  }
  return [x, top - height / 2 - 30];
}
