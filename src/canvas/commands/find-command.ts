import { isSingle } from './chord.ts';
import type { Command } from './command.ts';

/** Signs that are never the beginning of a name: they act on what is selected. */
const signs = '?[]';

/** Which command a chord means, given whether something is selected. */
export function commandFor(commands: readonly Command[], chord: string, somethingSelected: boolean): Command | undefined {
  if (isSingle(chord) && !signs.includes(chord) && somethingSelected) return undefined;
  return commands.find((command) => !command.elsewhere && command.keys?.includes(chord));
}
