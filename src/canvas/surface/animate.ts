import type { Id } from '#base/ids.ts';
import type { Box } from '#drawing/geometry.ts';
import type { Board } from './board.ts';
import { motionReduced } from './theme.ts';

const durationMs = 180;
/** More than this would stutter, and a crowd that moves tells nobody anything. */
const most = 120;

/** Lets elements travel from where they were to where the document has them now. */
export function animate(board: Board, before: ReadonlyMap<Id, Box>): void {
  const moved = [...before].flatMap(([id, from]) => {
    const to = board.scene.boxOf(id);
    return to && (to.x !== from.x || to.y !== from.y) ? [{ id, from, to }] : [];
  });
  if (moved.length === 0 || moved.length > most || motionReduced() || document.hidden) return;
  const started = performance.now();
  const step = (now: number) => {
    const t = Math.min(1, (now - started) / durationMs);
    if (t === 1 || board.shown.get().kind !== 'none') {
      board.setOwn(undefined);
      return;
    }
    const left = (1 - t) ** 3;
    board.setOwn(
      new Map(
        moved.map(({ id, from, to }) => [id, { ...to, x: to.x + (from.x - to.x) * left, y: to.y + (from.y - to.y) * left }]),
      ),
    );
    requestAnimationFrame(step);
  };
  step(started);
}
