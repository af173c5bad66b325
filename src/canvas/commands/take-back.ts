import { type Edit, invertEdits } from '#model/edit.ts';
import type { Editor } from '../editor.ts';

/**
 * Performs edits, and returns how to take back exactly these: by undo while nothing else has happened, later by edits
 * that lead back, so that a message on the screen never undoes something else.
 */
export function performed(editor: Editor, edits: readonly Edit[], select?: readonly string[]): (() => void) | undefined {
  const before = editor.document.design;
  if (!editor.perform(edits, select === undefined ? {} : { select })) return undefined;
  const after = editor.document.design;
  return () => {
    if (editor.document.design === after && editor.document.canUndo) editor.undo();
    else editor.perform(invertEdits(before, edits));
  };
}
