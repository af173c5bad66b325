export interface TipLayer {
  open(element: HTMLElement, atOnce: boolean): void;
  close(atOnce: boolean): void;
  isOpen(): boolean;
}

/**
 * Which element's tip is wanted: the one under a mouse that moves, or the one that the keyboard has put the focus on. Any press or key
 * ends it. Listens before all others, as buttons keep presses to themselves.
 */
export function watchTips(layer: TipLayer): () => void {
  let hovered: HTMLElement | undefined;
  // What slides under a resting mouse, as when a key closes what lay above, was not pointed at: a move must follow.
  let asked = true;

  const over = ({ target, pointerType }: PointerEvent) => {
    if (pointerType === 'touch') return;
    const element = elementWithTip(target);
    if (element === hovered) return;
    if (hovered) layer.close(false);
    hovered = element;
    asked = false;
  };
  const out = ({ relatedTarget }: PointerEvent) => {
    if (relatedTarget !== null) return;
    if (hovered) layer.close(false);
    hovered = undefined;
  };
  const move = () => {
    if (hovered && !asked) layer.open(hovered, false);
    asked = true;
  };
  const focused = ({ target }: FocusEvent) => {
    const element = elementWithTip(target);
    if (element && element === target && element.matches(':focus-visible')) layer.open(element, true);
  };
  const key = (event: KeyboardEvent) => {
    // Esc closes the tip and nothing else.
    if (event.key === 'Escape' && layer.isOpen()) event.stopPropagation();
    layer.close(true);
  };
  const listeners: readonly (readonly [keyof DocumentEventMap, (event: never) => void])[] = [
    ['pointerover', over],
    ['pointerout', out],
    ['pointermove', move],
    ['focusin', focused],
    ['focusout', () => layer.close(true)],
    ['pointerdown', () => layer.close(true)],
    ['keydown', key],
  ];
  for (const [type, listener] of listeners)
    document.addEventListener(type, listener as EventListener, { capture: true, passive: true });
  return () => {
    for (const [type, listener] of listeners) document.removeEventListener(type, listener as EventListener, { capture: true });
  };
}

function elementWithTip(target: EventTarget | null): HTMLElement | undefined {
  return (target instanceof Element && target.closest<HTMLElement>('[data-tip]')) || undefined;
}
