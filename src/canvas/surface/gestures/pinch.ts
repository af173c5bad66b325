import type { Position } from '#model/design.ts';
import type { Board } from '../board.ts';
import { zoomedAt } from '../viewport.ts';

/** Two fingers pan and zoom at once: the points under them stay under them. */
export function pinch(board: Board, a: Position, b: Position): { move(a: Position, b: Position): void; end(): void } {
  const start = board.viewport.get();
  const middle: Position = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const spread = Math.max(20, Math.hypot(a[0] - b[0], a[1] - b[1]));
  board.shown.set({ kind: 'pan' });
  board.travelling.set(true);
  board.session.presence?.follow(undefined);
  return {
    move(c, d) {
      const zoomed = zoomedAt(start, (start.zoom * Math.hypot(c[0] - d[0], c[1] - d[1])) / spread, middle);
      board.setViewport({
        zoom: zoomed.zoom,
        x: zoomed.x + (c[0] + d[0]) / 2 - middle[0],
        y: zoomed.y + (c[1] + d[1]) / 2 - middle[1],
      });
    },
    end() {
      board.shown.set({ kind: 'none' });
    },
  };
}
