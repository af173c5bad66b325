import type { Id } from '#base/ids.ts';
import type { Editor } from '../editor.ts';
import { connections } from './copy.ts';
import { words } from './labels.ts';

/** Says what was copied. Where the originals are joined to something that was not copied, it offers to join the copies to it too. */
export function sayCopied(editor: Editor, sentence: string, copies: ReadonlyMap<Id, Id>): void {
  if (connections(editor.document.design, copies, editor.makeId).length === 0) {
    editor.say(sentence);
    return;
  }
  const perform = () => {
    // Meanwhile some of the copies may have gone.
    const { design } = editor.document;
    const left = new Map([...copies].filter(([, copy]) => design.elements.has(copy) || design.edges.has(copy)));
    editor.document.endStep();
    editor.perform(connections(design, left, editor.makeId));
  };
  editor.toast({ tone: 'info', sentence, action: { label: words.keepConnections, perform } });
}
