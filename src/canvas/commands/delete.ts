import { quoted } from '#base/text.ts';
import { nameOf } from '#model/design.ts';
import { removal } from '#model/edit.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';
import { performed } from './take-back.ts';

/** Deletes without asking: the message offers to take it back, and what referred to it becomes a finding. */
export const remove: Command = {
  id: 'delete',
  label: words.remove,
  group: 'edit',
  keys: ['Delete', 'Backspace'],
  changes: true,
  enabled: ({ session }) => session.editor.selection.get().size > 0,
  perform({ session: { editor } }) {
    const ids = [...editor.selection.get()];
    const design = editor.document.design;
    const first = ids[0];
    const name = ids.length === 1 && first !== undefined ? design.elements.get(first)?.props.name : undefined;
    const edits = removal(design, ids);
    const takeBack = edits.length === 0 ? undefined : performed(editor, edits, []);
    if (!takeBack) return;
    const gone = edits.filter((edit) => edit.op === 'removeElement' || edit.op === 'removeEdge').length;
    const sentence = name && gone === 1 ? words.deletedOne(quoted(nameOf(design, first as string))) : words.deleted(gone);
    editor.toast({ tone: 'info', sentence, action: { label: words.undoAction, perform: takeBack } });
  },
};
