import type { Command } from './command.ts';
import { words } from './labels.ts';

export const allCommands: Command = {
  id: 'all-commands',
  label: words.all,
  group: 'help',
  keys: ['Ctrl+K'],
  perform: ({ dialog }) => dialog.set('commands'),
};
