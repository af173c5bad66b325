import type { Command } from './command.ts';
import { words } from './labels.ts';

/** Enter on the canvas: shows what is known about the selection and puts the focus there. */
export const open: Command = {
  id: 'open',
  label: words.open,
  group: 'edit',
  keys: ['Enter'],
  enabled: ({ session }) => session.editor.selection.get().size > 0,
  perform({ session: { editor }, focusPanel }) {
    editor.panel.set('inspector');
    focusPanel.update((n) => n + 1);
  },
};
