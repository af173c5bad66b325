import type { Command } from './command.ts';
import { words } from './labels.ts';

export const zoomIn: Command = {
  id: 'zoom-in',
  label: words.zoomIn,
  group: 'view',
  keys: ['Ctrl+Plus', 'Ctrl+=', 'Plus', '='],
  perform: ({ session }) => session.editor.view.get()?.zoomBy(1.25),
};
