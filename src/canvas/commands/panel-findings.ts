import type { Command } from './command.ts';
import { words } from './labels.ts';

export const findingsPanel: Command = {
  id: 'panel-findings',
  label: words.findings,
  group: 'panels',
  keys: ['Alt+Shift+F'],
  perform: (bench) => bench.togglePanel('findings'),
};
