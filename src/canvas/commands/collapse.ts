import { collapse as collapseContexts, collapsible } from '../actions/collapse.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

export const collapse: Command = {
  id: 'collapse',
  label: words.collapse,
  group: 'view',
  keys: ['Alt+G'],
  enabled: ({ session }) => collapsible(session.editor).length > 0,
  perform({ session: { editor } }) {
    collapseContexts(editor, collapsible(editor));
    editor.say(words.collapsed);
  },
};
