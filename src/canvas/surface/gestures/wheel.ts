import type { Position } from '#model/design.ts';
import { wheelChoice } from '../../settings.ts';
import type { Board } from '../board.ts';
import { looksLikeMouseWheel, zoomedAt } from '../viewport.ts';

/** After a step that looked like a trackpad's, all steps of that turn count as one. */
const sameTurnMs = 400;

/**
 * Pinch and Ctrl+wheel zoom to the pointer, two fingers pan, Shift turns a wheel sideways. A plain wheel zooms if it
 * is a mouse's, as the person has said or else as its steps look.
 */
export function wheel(board: Board): (event: WheelEvent, at: Position) => void {
  let trackpadUntil = 0;
  let frame = 0;
  let dx = 0;
  let dy = 0;
  let factor = 1;
  let at: Position = [0, 0];
  const apply = () => {
    frame = 0;
    let next = board.viewport.get();
    if (factor !== 1) next = zoomedAt(next, next.zoom * factor, at);
    next = { ...next, x: next.x - dx, y: next.y - dy };
    dx = 0;
    dy = 0;
    factor = 1;
    board.setViewport(next);
  };
  return (event, screen) => {
    event.preventDefault();
    event.stopPropagation();
    const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    const setting = wheelChoice.get();
    const mouse =
      setting === 'mouse' || (setting !== 'trackpad' && looksLikeMouseWheel(event) && event.timeStamp > trackpadUntil);
    if (!mouse) trackpadUntil = event.timeStamp + sameTurnMs;
    const zooms = event.ctrlKey || event.metaKey || (mouse && !event.shiftKey);
    if (zooms) {
      // A pinch reports small steps, a wheel large ones: one notch is about a fifth.
      const speed = event.ctrlKey && !mouse ? 0.01 : 0.0018;
      factor *= 2 ** (-Math.max(-240, Math.min(240, event.deltaY * lines)) * speed);
      at = screen;
    } else if (event.shiftKey && event.deltaX === 0) dx += event.deltaY * lines;
    else {
      dx += event.deltaX * lines;
      dy += event.deltaY * lines;
    }
    board.travelling.set(true);
    board.session.presence?.follow(undefined);
    if (frame === 0) frame = requestAnimationFrame(apply);
  };
}
