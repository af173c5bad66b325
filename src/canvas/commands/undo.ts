import type { Command } from './command.ts';
import { words } from './labels.ts';

export const undo: Command = {
  id: 'undo',
  label: words.undo,
  group: 'edit',
  keys: ['Ctrl+Z'],
  changes: true,
  perform: ({ session }) => session.editor.undo(),
};
