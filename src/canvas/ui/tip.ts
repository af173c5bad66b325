export type TipSide = 'top' | 'bottom' | 'left' | 'right';

/** Spread over an element: what it says after a moment's hover, or at once on keyboard focus. `Tips.tsx` shows it. */
export function tip(text: string, { keys, side }: { readonly keys?: string; readonly side?: TipSide } = {}) {
  return { 'data-tip': text, 'data-tip-keys': keys, 'data-tip-side': side };
}
