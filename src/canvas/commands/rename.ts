import type { Command } from './command.ts';
import { words } from './labels.ts';

export const rename: Command = {
  id: 'rename',
  label: words.rename,
  group: 'edit',
  keys: ['F2'],
  changes: true,
  enabled: ({ session }) => session.editor.selection.get().size === 1,
  perform({ session: { editor } }) {
    const [id] = editor.selection.get();
    if (id !== undefined) editor.renaming.set(id);
  },
};
