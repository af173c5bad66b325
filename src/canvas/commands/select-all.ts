import type { Command } from './command.ts';
import { words } from './labels.ts';

export const selectAll: Command = {
  id: 'select-all',
  label: words.selectAll,
  group: 'edit',
  keys: ['Ctrl+A'],
  enabled: ({ session }) => session.editor.design.get().elements.size > 0,
  perform({ session: { editor } }) {
    const design = editor.design.get();
    editor.select([...design.elements.keys(), ...design.edges.keys()]);
  },
};
