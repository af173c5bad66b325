import type { Command } from './command.ts';
import { words } from './labels.ts';
import { onSurface } from './on-surface.ts';

export const tidySelection: Command = {
  id: 'tidy-selection',
  label: words.tidySelection,
  group: 'arrange',
  keys: ['Alt+L'],
  changes: true,
  enabled: ({ session: { editor } }) => {
    const design = editor.design.get();
    return [...editor.selection.get()].filter((id) => design.elements.has(id)).length > 1;
  },
  perform: (bench) => onSurface((keys) => void keys.layOut(bench.session.editor, bench.session.editor.selection.get())),
};
