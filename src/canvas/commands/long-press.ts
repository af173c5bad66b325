import type { Position } from '#model/design.ts';

const longMs = 550;
const stillPx = 8;

/** A finger that rests. Browsers that send `contextmenu` themselves come first; then this one stays silent. */
export function onLongPress(element: HTMLElement, pressed: (at: Position) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: Position | undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const down = (event: PointerEvent) => {
    stop();
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    from = [event.clientX, event.clientY];
    timer = setTimeout(() => from && pressed(from), longMs);
  };
  const move = (event: PointerEvent) => {
    if (from && Math.hypot(event.clientX - from[0], event.clientY - from[1]) > stillPx) stop();
  };
  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  for (const type of ['pointerup', 'pointercancel', 'contextmenu'] as const) element.addEventListener(type, stop);
  return () => {
    stop();
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    for (const type of ['pointerup', 'pointercancel', 'contextmenu'] as const) element.removeEventListener(type, stop);
  };
}
