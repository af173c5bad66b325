import type { Command } from './command.ts';
import { words } from './labels.ts';
import { onSurface } from './on-surface.ts';

export const tidy: Command = {
  id: 'tidy',
  label: words.tidy,
  group: 'arrange',
  keys: ['Alt+Shift+L'],
  changes: true,
  enabled: ({ session }) => session.editor.design.get().elements.size > 1,
  perform: (bench) => onSurface((keys) => void keys.layOut(bench.session.editor)),
};
