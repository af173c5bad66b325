import type { Command } from './command.ts';
import { copy, hasElements } from './copy.ts';
import { remove } from './delete.ts';
import { words } from './labels.ts';

export const cut: Command = {
  id: 'cut',
  label: words.cut,
  group: 'edit',
  keys: ['Ctrl+X'],
  elsewhere: true,
  changes: true,
  enabled: hasElements,
  perform(bench) {
    copy.perform(bench);
    remove.perform(bench);
  },
};
