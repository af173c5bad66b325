import { pinnable, setPinned } from '../actions/pin.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

export const pin: Command = {
  id: 'pin',
  label: words.pin,
  group: 'arrange',
  keys: ['Alt+P'],
  changes: true,
  enabled: ({ session }) => pinnable(session.editor, 'yes').length > 0,
  perform({ session: { editor } }) {
    const n = setPinned(editor, 'yes');
    if (n > 0) editor.say(words.pinned(n));
  },
};
