import { type Command, type CommandGroup, groups } from './command.ts';

export interface KeyLine {
  readonly label: string;
  readonly keys: readonly string[];
}

/** The same key as another one of its command, written as some keyboards have it: plus without Shift, brackets with AltGr. */
const otherKeyboards = /^(?:Ctrl\+)?=$|^(?:Ctrl\+)?Alt\+[[\]]$/;

/** Every command by group with its keys, for the help. Commands that differ only in direction share one line; those without keys come last. */
export function keyList(commands: readonly Command[]): readonly { readonly title: string; readonly lines: readonly KeyLine[] }[] {
  return (Object.keys(groups) as CommandGroup[]).flatMap((group) => {
    const lines = new Map<string, string[]>();
    for (const command of commands) {
      if (command.group !== group) continue;
      const shown = (command.keys ?? []).filter((key) => !otherKeyboards.test(key));
      const line = lines.get(command.label);
      if (line) line.push(...shown);
      else lines.set(command.label, shown);
    }
    const all = [...lines].map(([label, keys]): KeyLine => ({ label, keys: joinedArrows(keys) }));
    const keyed = all.filter(({ keys }) => keys.length > 0);
    return all.length === 0 ? [] : [{ title: groups[group], lines: [...keyed, ...all.filter(({ keys }) => keys.length === 0)] }];
  });
}

/** `Alt+→ Alt+← Alt+↑ Alt+↓ Alt+Shift+→ …` → `Alt+arrows`, `Alt+Shift+arrows`. */
function joinedArrows(keys: readonly string[]): readonly string[] {
  const joined = new Set(keys.map((key) => key.replace(/[→←↑↓]$/u, '← → ↑ ↓')));
  return [...joined];
}
