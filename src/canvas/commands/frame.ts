import { boundsOf } from '#drawing/geometry.ts';
import { parentOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { elementFrom } from '../actions/create.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

const rim = 40;

/** Draws a context around the selection, and puts what is selected into it. */
export const frame: Command = {
  id: 'frame',
  label: words.frame,
  group: 'arrange',
  keys: ['Ctrl+G'],
  changes: true,
  enabled: ({ session: { editor } }) => boundsOf(editor.design.get(), editor.selection.get()) !== undefined,
  perform({ session: { editor } }) {
    const design = editor.document.design;
    const inside = [...editor.selection.get()]
      .flatMap((each) => design.elements.get(each) ?? [])
      .filter((element) => element.kind !== 'note');
    const bounds = boundsOf(
      design,
      inside.map((element) => element.id),
    );
    if (!bounds) return;
    const id = editor.makeId();
    const parents = new Set(inside.map((element) => parentOf(design, element)));
    const [parent = 'none'] = parents;
    const props = parents.size === 1 ? { context: parent } : {};
    const edits: Edit[] = [
      { op: 'addElement', element: elementFrom({ kind: 'context', props }, id) },
      { op: 'place', id, at: [bounds.x - rim, bounds.y - rim] },
      { op: 'resize', id, size: [bounds.width + 2 * rim, bounds.height + 2 * rim] },
      ...inside.map((element): Edit => ({ op: 'set', id: element.id, path: ['context'], value: id })),
    ];
    if (!editor.perform(edits, { select: [id] })) return;
    editor.renaming.set(id);
    editor.say(words.framed);
  },
};
