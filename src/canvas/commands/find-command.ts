import { isSingle } from './chord.ts';
import type { Command } from './command.ts';

/** Which command a chord means, given whether something is selected. */
export function commandFor(commands: readonly Command[], chord: string, somethingSelected: boolean): Command | undefined {
  if (isSingle(chord) && chord !== '?' && somethingSelected) return undefined;
  return commands.find((command) => !command.elsewhere && command.keys?.includes(chord));
}
