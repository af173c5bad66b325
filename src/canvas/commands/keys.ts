import type { Command } from './command.ts';
import { words } from './labels.ts';

export const keysHelp: Command = {
  id: 'keys',
  label: words.keys,
  group: 'help',
  keys: ['?'],
  perform: ({ dialog }) => dialog.set('keys'),
};
