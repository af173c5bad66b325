import { putDown } from './clipboard.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

/**
 * From a menu: what this page copied last, or the clipboard where the browser lets a page read it. Ctrl+V goes
 * through the browser's own paste, which is always allowed: see clipboard.ts.
 */
export const paste: Command = {
  id: 'paste',
  label: words.paste,
  group: 'edit',
  keys: ['Ctrl+V'],
  elsewhere: true,
  changes: true,
  perform: (bench, at) => void putDown(bench, at),
};
