import type { Id } from '#base/ids.ts';
import type { Editor } from '../editor.ts';

type Pinned = 'yes' | 'no';

/** Of the selected elements, those that are not pinned (or unpinned) yet. */
export function pinnable(editor: Editor, pinned: Pinned): readonly Id[] {
  const { elements } = editor.design.get();
  return [...editor.selection.get()].filter((id) => {
    const element = elements.get(id);
    return element !== undefined && element.props.pinned !== pinned;
  });
}

/** Pins what is selected, so that tidying leaves it where it is, or unpins it. Gives how many it were. */
export function setPinned(editor: Editor, pinned: Pinned): number {
  const ids = pinnable(editor, pinned);
  editor.document.endStep();
  return editor.perform(ids.map((id) => ({ op: 'set', id, path: ['pinned'], value: pinned }))) ? ids.length : 0;
}
