import type { Editor } from '../editor.ts';
import type { Board } from './board.ts';

/** The surface on which an editor is shown and worked on, for keys and commands: the one that was mounted last. */
const boards = new WeakMap<Editor, Board>();

export function boardOf(editor: Editor): Board | undefined {
  return boards.get(editor);
}

export function register(board: Board): () => void {
  boards.set(board.editor, board);
  return () => {
    if (boards.get(board.editor) === board) boards.delete(board.editor);
  };
}
