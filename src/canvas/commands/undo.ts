import type { Command } from './command.ts';
import { words } from './labels.ts';

export const undo: Command = {
  id: 'undo',
  label: words.undo,
  group: 'edit',
  keys: ['Ctrl+Z'],
  changes: true,
  enabled: ({ session }) => session.editor.document.canUndo,
  perform: ({ session }) => session.editor.undo(),
};
