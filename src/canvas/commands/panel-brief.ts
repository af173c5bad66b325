import type { Command } from './command.ts';
import { words } from './labels.ts';

export const briefPanel: Command = {
  id: 'panel-brief',
  label: words.brief,
  group: 'panels',
  keys: ['Alt+Shift+B'],
  enabled: ({ page }) => page.brief !== undefined,
  perform: (bench) => bench.togglePanel('brief'),
};
