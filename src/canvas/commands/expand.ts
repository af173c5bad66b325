import { expandable, expand as expandContexts } from '../actions/collapse.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

export const expand: Command = {
  id: 'expand',
  label: words.expand,
  group: 'view',
  keys: ['Alt+Shift+G'],
  enabled: ({ session }) => expandable(session.editor).length > 0,
  perform({ session: { editor } }) {
    expandContexts(editor, expandable(editor));
    editor.say(words.expanded);
  },
};
