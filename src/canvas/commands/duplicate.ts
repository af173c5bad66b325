import type { Id } from '#base/ids.ts';
import { type Box, boundsOf, centreOf } from '#drawing/geometry.ts';
import type { Position } from '#model/design.ts';
import { partOf, paste } from '../actions/copy.ts';
import type { Bench } from '../bench.ts';
import type { Command } from './command.ts';
import { hasElements } from './copy.ts';
import { words } from './labels.ts';

const step = 20;
/** What was duplicated last in each workbench: the next one goes on in the same direction and distance. */
const lastOf = new WeakMap<Bench, { readonly copies: ReadonlySet<Id>; readonly from: Box }>();

export const duplicate: Command = {
  id: 'duplicate',
  label: words.duplicate,
  group: 'edit',
  keys: ['Ctrl+D'],
  changes: true,
  enabled: hasElements,
  perform(bench) {
    const { editor } = bench.session;
    const design = editor.document.design;
    const ids = [...editor.selection.get()];
    const bounds = boundsOf(design, ids);
    if (!bounds) return;
    const by = offset(bench, ids, bounds);
    const [x, y] = centreOf(bounds);
    const copy = paste(design, partOf(design, ids), editor.makeId, [x + by[0], y + by[1]]);
    if (!editor.perform(copy.edits, { select: copy.ids })) return;
    lastOf.set(bench, { copies: new Set(copy.ids), from: bounds });
    editor.say(words.pasted(copy.ids.length));
  },
};

/** Where the copies of the last time were dragged to, they go again: a row of consumers is one drag and some Ctrl+D. */
function offset(bench: Bench, ids: readonly Id[], bounds: Box): Position {
  const last = lastOf.get(bench);
  if (!last || !ids.every((id) => last.copies.has(id))) return [step, step];
  const by: Position = [bounds.x - last.from.x, bounds.y - last.from.y];
  return by[0] === 0 && by[1] === 0 ? [step, step] : by;
}
