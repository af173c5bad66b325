import { pinnable, setPinned } from '../actions/pin.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

export const unpin: Command = {
  id: 'unpin',
  label: words.unpin,
  group: 'arrange',
  keys: ['Alt+U'],
  changes: true,
  enabled: ({ session }) => pinnable(session.editor, 'no').length > 0,
  perform({ session: { editor } }) {
    const n = setPinned(editor, 'no');
    if (n > 0) editor.say(words.unpinned(n));
  },
};
