import type { Command } from './command.ts';
import { words } from './labels.ts';
import { goToFinding } from './next-finding.ts';

export const previousFinding: Command = {
  id: 'previous-finding',
  label: words.previousFinding,
  group: 'go',
  keys: ['Shift+F8'],
  enabled: (bench) => bench.session.checking !== undefined,
  perform: (bench) => goToFinding(bench, -1),
};
