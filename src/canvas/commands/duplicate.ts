import { duplicate as copyBeside } from '../actions/duplicate.ts';
import type { Command } from './command.ts';
import { hasElements } from './copy.ts';
import { words } from './labels.ts';

export const duplicate: Command = {
  id: 'duplicate',
  label: words.duplicate,
  group: 'edit',
  keys: ['Ctrl+D'],
  changes: true,
  enabled: hasElements,
  perform: ({ session }) => copyBeside(session.editor, words.copied, false),
};
