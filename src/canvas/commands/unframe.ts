import { parentOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

/** Takes the selection out of its contexts; it stays where it stands. */
export const unframe: Command = {
  id: 'unframe',
  label: words.unframe,
  group: 'arrange',
  keys: ['Ctrl+Shift+G'],
  changes: true,
  enabled: ({ session: { editor } }) => {
    const design = editor.design.get();
    return [...editor.selection.get()].some((id) => {
      const element = design.elements.get(id);
      return element !== undefined && parentOf(design, element) !== 'none';
    });
  },
  perform({ session: { editor } }) {
    const design = editor.document.design;
    const edits: Edit[] = [];
    for (const id of editor.selection.get()) {
      const element = design.elements.get(id);
      if (element && element.props.context !== 'none') edits.push({ op: 'set', id, path: ['context'], value: 'none' });
    }
    if (editor.perform(edits)) editor.say(words.unframed);
  },
};
