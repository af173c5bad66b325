import type { Command } from './command.ts';
import { words } from './labels.ts';

export const about: Command = {
  id: 'about',
  label: words.about,
  group: 'help',
  perform: ({ dialog }) => dialog.set('about'),
};
