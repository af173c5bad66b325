import type { Command } from './command.ts';
import { words } from './labels.ts';

export const fitSelection: Command = {
  id: 'fit-selection',
  label: words.fitSelection,
  group: 'view',
  keys: ['Shift+2'],
  enabled: ({ session }) => session.editor.selection.get().size > 0,
  perform: ({ session: { editor } }) => editor.view.get()?.fit(editor.selection.get()),
};
