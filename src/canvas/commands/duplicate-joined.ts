import { duplicate } from '../actions/duplicate.ts';
import type { Command } from './command.ts';
import { hasElements } from './copy.ts';
import { words } from './labels.ts';

/** Another consumer of the same topic: the copies are joined to whatever the originals are joined to. */
export const duplicateJoined: Command = {
  id: 'duplicate-joined',
  label: words.duplicateJoined,
  group: 'edit',
  keys: ['Ctrl+Shift+D'],
  changes: true,
  enabled: hasElements,
  perform: ({ session }) => duplicate(session.editor, words.copied, true),
};
