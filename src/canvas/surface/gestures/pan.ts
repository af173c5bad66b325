import type { Board } from '../board.ts';
import type { Gesture, Sample } from './gesture.ts';

/** Space-drag, middle-drag, or one finger on empty canvas. */
export function pan(board: Board, from: Sample): Gesture {
  const start = board.viewport.get();
  board.shown.set({ kind: 'pan' });
  board.travelling.set(true);
  board.session.presence?.follow(undefined);
  const done = () => {
    board.shown.set({ kind: 'none' });
    board.stage.settled();
  };
  return {
    move: ({ screen }) =>
      board.setViewport({ zoom: start.zoom, x: start.x + screen[0] - from.screen[0], y: start.y + screen[1] - from.screen[1] }),
    end: done,
    cancel: done,
  };
}
