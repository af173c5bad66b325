import type { Command } from './command.ts';
import { words } from './labels.ts';

/** Opens the outline with its search box: names, contracts, fields, contexts. */
export const find: Command = {
  id: 'find',
  label: words.find,
  group: 'go',
  keys: ['Ctrl+F', '/'],
  perform({ session: { editor }, outlineSearch }) {
    editor.panel.set('outline');
    outlineSearch.update((n) => n + 1);
  },
};
