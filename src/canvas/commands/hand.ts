import type { Command } from './command.ts';
import { words } from './labels.ts';

/** The hand as a tool: while it is taken up, every drag moves the canvas. */
export const hand: Command = {
  id: 'hand',
  label: words.hand,
  group: 'view',
  keys: ['H'],
  perform: ({ session: { editor } }) => {
    editor.placing.set(undefined);
    editor.hand.update((on) => !on);
  },
};
