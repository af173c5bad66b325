import { useRef, useSyncExternalStore } from 'react';
import type { Design } from '#model/design.ts';
import type { Editor } from './editor.ts';

/** The design as drawn; the component renders again when elements, edges or the title change, not when things move. */
export function useMeaning(editor: Pick<Editor, 'design'>): Design {
  const last = useRef<Design>(undefined);
  const read = () => {
    const now = editor.design.get();
    const before = last.current;
    if (
      before &&
      before.elements === now.elements &&
      before.edges === now.edges &&
      before.title === now.title &&
      before.comment === now.comment
    )
      return before;
    last.current = now;
    return now;
  };
  return useSyncExternalStore(editor.design.subscribe, read, read);
}
