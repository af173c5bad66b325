import type { Command } from './command.ts';
import { words } from './labels.ts';

export const zoomOut: Command = {
  id: 'zoom-out',
  label: words.zoomOut,
  group: 'view',
  keys: ['Ctrl+-', '-'],
  perform: ({ session }) => session.editor.view.get()?.zoomBy(0.8),
};
