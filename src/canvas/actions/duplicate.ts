import { boundsOf, centreOf } from '#drawing/geometry.ts';
import type { Editor } from '../editor.ts';
import { sayCopied } from './connections.ts';
import { connections, partOf, paste } from './copy.ts';
import { nextOffset, noteCopies } from './repeat.ts';

/** Copies what is selected beside itself, again and again in the same direction; `keep` gives the copies the arrows to all else too. */
export function duplicate(editor: Editor, said: (n: number) => string, keep: boolean): void {
  const design = editor.document.design;
  const ids = [...editor.selection.get()];
  const bounds = boundsOf(design, ids);
  if (!bounds) return;
  const by = nextOffset(editor, ids, bounds);
  const [x, y] = centreOf(bounds);
  const copy = paste(design, partOf(design, ids), editor.makeId, [x + by[0], y + by[1]]);
  const joined = keep ? connections(design, copy.copies, editor.makeId) : [];
  if (!editor.perform([...copy.edits, ...joined], { select: copy.ids })) return;
  noteCopies(editor, copy.ids, bounds);
  if (keep) editor.say(said(copy.ids.length));
  else sayCopied(editor, said(copy.ids.length), copy.copies);
}
