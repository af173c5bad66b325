import { type Command, type CommandGroup, groups } from './command.ts';

export interface KeyLine {
  readonly label: string;
  readonly keys: readonly string[];
}

/** All keys by group, for the help. Commands that differ only in direction share one line. */
export function keyList(commands: readonly Command[]): readonly { readonly title: string; readonly lines: readonly KeyLine[] }[] {
  return (Object.keys(groups) as CommandGroup[]).flatMap((group) => {
    const lines = new Map<string, string[]>();
    for (const command of commands) {
      if (command.group !== group || !command.keys || command.keys.length === 0) continue;
      const shown = command.keys.slice(0, command.label === 'Redo' ? 2 : 1);
      const line = lines.get(command.label);
      if (line) line.push(...shown);
      else lines.set(command.label, [...shown]);
    }
    return lines.size === 0
      ? []
      : [{ title: groups[group], lines: [...lines].map(([label, keys]) => ({ label, keys: joinedArrows(keys) })) }];
  });
}

/** `Alt+→ Alt+← Alt+↑ Alt+↓ Alt+Shift+→ …` → `Alt+arrows`, `Alt+Shift+arrows`. */
function joinedArrows(keys: readonly string[]): readonly string[] {
  const joined = new Set(keys.map((key) => key.replace(/[→←↑↓]$/u, '← → ↑ ↓')));
  return [...joined];
}
