import type { Command } from './command.ts';
import { words } from './labels.ts';

export const fit: Command = {
  id: 'fit',
  label: words.fit,
  group: 'view',
  keys: ['Shift+1'],
  perform: ({ session }) => session.editor.view.get()?.fit(),
};
