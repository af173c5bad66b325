import type { Command } from './command.ts';
import { words } from './labels.ts';

export const outlinePanel: Command = {
  id: 'panel-outline',
  label: words.outline,
  group: 'panels',
  keys: ['Alt+Shift+O'],
  perform: (bench) => bench.togglePanel('outline'),
};
