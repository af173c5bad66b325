import type { Command } from './command.ts';
import { words } from './labels.ts';

export const redo: Command = {
  id: 'redo',
  label: words.redo,
  group: 'edit',
  keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
  changes: true,
  perform: ({ session }) => session.editor.redo(),
};
