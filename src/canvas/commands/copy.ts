import { partOf } from '../actions/copy.ts';
import type { Bench } from '../bench.ts';
import { openSketchBook } from '../sketch-book.ts';
import { clipOf } from './clip.ts';
import { takeUp } from './clipboard.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

/** Also reached through the browser's own copy (Ctrl+C), which works on plain http pages too: see clipboard.ts. */
export const copy: Command = {
  id: 'copy',
  label: words.copy,
  group: 'edit',
  keys: ['Ctrl+C'],
  elsewhere: true,
  enabled: hasElements,
  perform({ session: { editor } }) {
    const part = partOf(editor.document.design, editor.selection.get());
    void openSketchBook().then((book) => takeUp(clipOf(part, book)));
    editor.say(words.copied(part.elements.size));
  },
};

export function hasElements({ session: { editor } }: Bench): boolean {
  const design = editor.design.get();
  return [...editor.selection.get()].some((id) => design.elements.has(id));
}
