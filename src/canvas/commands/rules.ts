import type { Command } from './command.ts';
import { words } from './labels.ts';

export const rulesInUse: Command = {
  id: 'rules',
  label: words.rules,
  group: 'design',
  enabled: ({ session }) => session.checking !== undefined && !session.checking.byExercise,
  perform: ({ dialog }) => dialog.set('rules'),
};
