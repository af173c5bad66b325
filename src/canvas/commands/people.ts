import type { Command } from './command.ts';
import { words } from './labels.ts';

export const people: Command = {
  id: 'people',
  label: words.people,
  group: 'design',
  enabled: ({ session }) => session.presence !== undefined,
  perform: ({ dialog }) => dialog.set('me'),
};
