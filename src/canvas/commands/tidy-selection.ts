import type { Command } from './command.ts';
import { words } from './labels.ts';
import { layingOut } from './lay-out.ts';

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
  perform: (bench) => void layingOut().then(({ layOut }) => layOut(bench.session.editor, bench.session.editor.selection.get())),
};
