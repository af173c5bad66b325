import { rememberedStore } from '../remembered.ts';

export const least = 288;
export const most = 720;
export const usual = 360;

export function clampWidth(value: number): number {
  return Math.max(least, Math.min(most, Math.round(value)));
}

/** In CSS pixels, remembered on the device. */
export const panelWidth = rememberedStore<number>('panelWidth', (kept) => clampWidth(Number(kept ?? usual) || usual));
