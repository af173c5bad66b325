import type { Id } from '#base/ids.ts';
import type { Box } from '#drawing/geometry.ts';
import type { Board } from '../board.ts';
import { taken, takesLine } from '../hit.ts';
import type { Gesture, Sample } from './gesture.ts';

/** Drag on empty canvas: selects what it touches, with Alt what it holds whole; Shift adds, Ctrl toggles. */
export function marquee(board: Board, from: Sample): Gesture {
  const before = board.editor.selection.get();
  const adds = from.shift;
  const toggles = from.ctrl;
  const select = (sample: Sample) => {
    const box: Box = {
      x: Math.min(from.at[0], sample.at[0]),
      y: Math.min(from.at[1], sample.at[1]),
      width: Math.abs(from.at[0] - sample.at[0]),
      height: Math.abs(from.at[1] - sample.at[1]),
    };
    board.shown.set({ kind: 'marquee', box });
    const found = under(board, box, sample.alt);
    const next = new Set<Id>(adds || toggles ? before : []);
    for (const id of found) {
      if (toggles && before.has(id)) next.delete(id);
      else next.add(id);
    }
    board.editor.select(next);
  };
  return {
    follows: true,
    move: select,
    end: (sample) => {
      select(sample);
      board.shown.set({ kind: 'none' });
    },
    cancel: () => {
      board.editor.select(before);
      board.shown.set({ kind: 'none' });
    },
  };
}

function under(board: Board, box: Box, fully: boolean): Id[] {
  const { scene } = board;
  const nodes = taken(
    box,
    scene.nodes.touching(box).map((id) => [id, scene.nodes.boxOf(id) as Box] as const),
    fully,
  );
  // A frame that merely surrounds the marquee is not meant.
  const frames = taken(
    box,
    scene.frames.touching(box).map((id) => [id, scene.frames.boxOf(id) as Box] as const),
    true,
  );
  const edges = scene.edgesNear(box).filter((id) => {
    const route = scene.routes.get(id);
    return route !== undefined && scene.meantBy(id) === id && takesLine(box, route.points, fully || nodes.length > 0);
  });
  return [...nodes, ...frames, ...edges];
}
