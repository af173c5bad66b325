import type { Id } from '#base/ids.ts';
import { type Box, snap } from '#drawing/geometry.ts';
import type { Board } from '../board.ts';
import { resizeEdits } from '../from-flow.ts';
import { type Corner, resized } from '../hit.ts';
import type { Gesture, Sample } from './gesture.ts';

const least = { context: [160, 100], note: [90, 60] } as const;

/** Pulls a corner or side of a context or note; on the grid unless Ctrl is held. */
export function resize(board: Board, id: Id, corner: Corner, from: Sample): Gesture | undefined {
  const before = board.scene.boxOf(id);
  const kind = board.scene.design.elements.get(id)?.kind;
  if (!before || !kind) return undefined;
  const { editor } = board;
  let now: Box = before;
  editor.document.endStep();
  board.shown.set({ kind: 'resize', guides: [] });
  const pull = (sample: Sample) => {
    const onGrid = (value: number) => (sample.ctrl ? Math.round(value) : snap(value));
    const free = resized(
      before,
      corner,
      sample.at[0] - from.at[0],
      sample.at[1] - from.at[1],
      kind === 'context' ? least.context : least.note,
    );
    const x = corner.includes('w') ? onGrid(free.x) : free.x;
    const y = corner.includes('n') ? onGrid(free.y) : free.y;
    const right = corner.includes('e') ? onGrid(free.x + free.width) : free.x + free.width;
    const bottom = corner.includes('s') ? onGrid(free.y + free.height) : free.y + free.height;
    now = { x, y, width: right - x, height: bottom - y };
    board.setOwn(new Map([[id, now]]));
  };
  const done = () => {
    board.setOwn(undefined);
    board.shown.set({ kind: 'none' });
  };
  return {
    move: pull,
    end(sample) {
      pull(sample);
      const edits = resizeEdits(id, before, now);
      if (edits.length > 0) editor.perform(edits);
      done();
    },
    cancel: done,
  };
}
