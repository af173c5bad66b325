import type { Command } from './command.ts';
import { words } from './labels.ts';

export const minimap: Command = {
  id: 'minimap',
  label: words.minimap,
  group: 'view',
  keys: ['Alt+M'],
  perform: ({ minimap: shown, session }) => shown.set(!(shown.get() ?? session.editor.design.get().elements.size >= 30)),
};
