import type { Id } from '#base/ids.ts';
import type { Box } from '#drawing/geometry.ts';
import type { Position } from '#model/design.ts';
import type { Editor } from '../editor.ts';

const step = 20;
/** What was copied last in each editor, and where the originals stand: the next copy goes on in the same direction and distance. */
const lastOf = new WeakMap<Editor, { readonly copies: ReadonlySet<Id>; readonly from: Box }>();

/** Notes copies that were made by a command or by hand, and the bounds of what they were copied from. */
export function noteCopies(editor: Editor, copies: Iterable<Id>, from: Box): void {
  lastOf.set(editor, { copies: new Set(copies), from });
}

/** Where the copies of the last time were put or dragged to, they go again: a row of consumers is one drag and some Ctrl+D. */
export function nextOffset(editor: Editor, ids: readonly Id[], bounds: Box): Position {
  const last = lastOf.get(editor);
  if (!last || !ids.every((id) => last.copies.has(id))) return [step, step];
  const by: Position = [bounds.x - last.from.x, bounds.y - last.from.y];
  return by[0] === 0 && by[1] === 0 ? [step, step] : by;
}
