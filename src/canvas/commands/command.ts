import type { Position } from '#model/design.ts';
import type { Bench } from '../bench.ts';

/** Headings of the help, the menus and the list of commands, in their order. */
export const groups = {
  create: 'Draw',
  edit: 'Edit',
  arrange: 'Arrange',
  view: 'View',
  go: 'Go',
  panels: 'Panels',
  design: 'Design',
  help: 'Help',
} as const;

export type CommandGroup = keyof typeof groups;

/** One thing that a person can ask for: by key, menu, or the list of all commands. One file each; the file name is the id. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly group: CommandGroup;
  /**
   * Chords as people write them: `Ctrl+Shift+Z` (Ctrl is ⌘ on a Mac). Single letters act only while nothing is
   * selected; the first chord is the one that is shown.
   */
  readonly keys?: readonly string[];
  /** Not offered to who may only look. */
  readonly changes?: boolean;
  /** Listed in the help although the surface, not the dispatcher, answers to its keys. */
  readonly elsewhere?: boolean;
  enabled?(bench: Bench): boolean;
  /** `at` is a place in canvas units where it was asked for: a context menu, the pointer. */
  perform(bench: Bench, at?: Position): void;
}

export function isEnabled(command: Command, bench: Bench): boolean {
  if (command.changes && bench.session.editor.readOnly.get()) return false;
  return command.enabled?.(bench) ?? true;
}
