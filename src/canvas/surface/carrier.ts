import type { Id } from '#base/ids.ts';
import { carries } from '#model/attach.ts';
import type { Position } from '#model/design.ts';
import type { Board } from './board.ts';

/** The channel or arrow at a point that a message dropped there would be carried by. */
export function carrierAt(board: Board, at: Position, except?: Id): Id | undefined {
  const { scene } = board;
  const node = scene.nodes
    .query(at[0], at[1], at[0], at[1])
    .find((id) => id !== except && scene.design.elements.get(id)?.kind === 'channel');
  if (node !== undefined) return node;
  const reach = 10 / board.viewport.get().zoom;
  const near = scene.edgesNear({ x: at[0] - reach, y: at[1] - reach, width: 2 * reach, height: 2 * reach });
  return near.find((id) => carries(scene.design, id) && scene.meantBy(id) === id && board.edgeUnder(id, at, reach));
}

/** Where a dragged contract would become part of something. */
export function attachTarget(board: Board, id: Id, at: Position): Id | undefined {
  return board.scene.design.elements.get(id)?.kind === 'contract' ? carrierAt(board, at, id) : undefined;
}
