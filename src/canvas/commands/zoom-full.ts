import type { Command } from './command.ts';
import { words } from './labels.ts';

export const zoomFull: Command = {
  id: 'zoom-full',
  label: words.zoomFull,
  group: 'view',
  keys: ['Ctrl+0', 'Shift+0'],
  perform: ({ session }) => session.editor.view.get()?.zoomTo(1),
};
