import type { Command } from './command.ts';
import { words } from './labels.ts';

export const whichBroker: Command = {
  id: 'which-broker',
  label: words.whichBroker,
  group: 'design',
  perform: ({ dialog }) => dialog.set('brokers'),
};
