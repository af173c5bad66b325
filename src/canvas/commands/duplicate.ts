import { boundsOf, centreOf } from '#drawing/geometry.ts';
import { partOf, paste } from '../actions/copy.ts';
import { nextOffset, noteCopies } from '../actions/repeat.ts';
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
  perform({ session: { editor } }) {
    const design = editor.document.design;
    const ids = [...editor.selection.get()];
    const bounds = boundsOf(design, ids);
    if (!bounds) return;
    const by = nextOffset(editor, ids, bounds);
    const [x, y] = centreOf(bounds);
    const copy = paste(design, partOf(design, ids), editor.makeId, [x + by[0], y + by[1]]);
    if (!editor.perform(copy.edits, { select: copy.ids })) return;
    noteCopies(editor, copy.ids, bounds);
    editor.say(words.pasted(copy.ids.length));
  },
};
