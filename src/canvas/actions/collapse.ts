import type { Id } from '#base/ids.ts';
import { parentOf, standsIn } from '#model/design.ts';
import type { Editor } from '../editor.ts';

/** The contexts that are selected, or that what is selected stands in, and that are still open. */
export function collapsible(editor: Editor): Id[] {
  const design = editor.design.get();
  const contexts = [...editor.selection.get()].flatMap((id) => {
    const element = design.elements.get(id);
    return element ? (element.kind === 'context' ? id : parentOf(design, element)) : [];
  });
  return contexts.filter((id) => id !== 'none' && !editor.collapsed.get().has(id));
}

/** The collapsed contexts that are selected, or that hide what is selected. */
export function expandable(editor: Editor): Id[] {
  const design = editor.design.get();
  const selection = [...editor.selection.get()];
  return [...editor.collapsed.get()].filter((id) => selection.some((each) => each === id || standsIn(design, each, id)));
}

export function collapse(editor: Editor, ids: readonly Id[]): void {
  editor.collapsed.update((now) => new Set([...now, ...ids]));
  editor.select(ids);
}

export function expand(editor: Editor, ids: readonly Id[]): void {
  editor.collapsed.update((now) => new Set([...now].filter((id) => !ids.includes(id))));
}
