import type { Command } from './command.ts';
import { words } from './labels.ts';

export const textPanel: Command = {
  id: 'panel-text',
  label: words.text,
  group: 'panels',
  keys: ['Alt+Shift+T'],
  perform: (bench) => bench.togglePanel('text'),
};
