import type { Id } from '#base/ids.ts';
import type { Editor } from '../editor.ts';
import { computeLayout } from '../layout/layout.ts';
import { animate } from './animate.ts';
import { boardOf } from './boards.ts';
import { layoutEdits } from './from-flow.ts';
import { labels } from './labels.ts';

/** Lays out the whole design, or some of it, as one step of undo. False if nothing could be computed. */
export async function layOut(editor: Editor, only?: Iterable<Id>): Promise<boolean> {
  const board = boardOf(editor);
  if (!board?.mayEdit) return false;
  const { design } = board.scene;
  const chosen = only === undefined ? undefined : [...only].filter((id) => design.elements.has(id));
  try {
    const { positions, sizes } = await computeLayout(design, chosen);
    // Meanwhile somebody may have gone on: places are given to what is still there.
    const now = board.scene.design;
    const kept = new Map([...positions].filter(([id]) => now.elements.has(id)));
    const edits = layoutEdits(now, kept, sizes);
    if (edits.length === 0) return true;
    const before = new Map(
      [...kept.keys()].flatMap((id) => {
        const box = board.scene.boxOf(id);
        return box ? [[id, box] as const] : [];
      }),
    );
    editor.document.endStep();
    if (!editor.perform(edits)) return false;
    animate(board, before);
    editor.say(labels.laidOut(kept.size));
    if (chosen === undefined) board.view.fit();
    return true;
  } catch {
    editor.toast({ tone: 'error', sentence: labels.layoutFailed });
    return false;
  }
}
