import { rememberedStore } from './remembered.ts';

/** What a plain wheel does. `auto` guesses from its steps whether it is a mouse or a trackpad. */
export type WheelChoice = 'auto' | 'mouse' | 'trackpad';

/** One person's choices for this device: no part of any design. */
export const wheelChoice = rememberedStore<WheelChoice>('wheel', (kept) =>
  kept === 'mouse' || kept === 'trackpad' ? kept : 'auto',
);

/** Whether single characters draw, rename and walk. Off, nothing happens to those whose hands or voice control type by accident. */
export const letterKeys = rememberedStore<'on' | 'off'>('letters', (kept) => (kept === 'off' ? 'off' : 'on'));
