import { presenceColours } from '#drawing/tokens.ts';
import type { Me } from '../presence/presence.ts';
import { readRemembered } from '../remembered.ts';
import { words } from './labels.ts';

/** Who one was last time on this device; a guest with a colour by chance the first time. */
export function rememberedMe(random: () => number = Math.random): Me {
  const colour = presenceColours[Math.floor(random() * presenceColours.length)] as string;
  try {
    const kept = JSON.parse(readRemembered('me') ?? 'null') as Partial<Me> | null;
    const name = typeof kept?.name === 'string' ? kept.name.slice(0, 40) : words.guest;
    const known = kept?.byChance !== true && (presenceColours as readonly unknown[]).includes(kept?.colour);
    return known ? { name, colour: kept?.colour as string } : { name, colour, byChance: true };
  } catch {
    return { name: words.guest, colour, byChance: true };
  }
}
