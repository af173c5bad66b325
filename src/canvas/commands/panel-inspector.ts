import type { Command } from './command.ts';
import { words } from './labels.ts';

export const inspectorPanel: Command = {
  id: 'panel-inspector',
  label: words.inspector,
  group: 'panels',
  keys: ['Alt+Shift+P'],
  perform: (bench) => bench.togglePanel('inspector'),
};
