import { partOf } from '../actions/copy.ts';
import { openSketchBook } from '../sketch-book.ts';
import { pictureType } from './clip.ts';
import { takeUpText } from './clipboard.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

/** What is selected, or everything, as an SVG picture for documents; where the clipboard takes no pictures, as the text of one. */
export const copyPicture: Command = {
  id: 'copy-picture',
  label: words.copyPicture,
  group: 'design',
  enabled: ({ session }) => session.editor.design.get().elements.size > 0,
  perform({ session: { editor } }) {
    const { design } = editor.document;
    const part = partOf(design, editor.selection.get());
    void openSketchBook().then(async ({ pictureOf }) => {
      const svg = pictureOf(part.elements.size > 0 ? part : design);
      try {
        await navigator.clipboard.write([new ClipboardItem({ [pictureType]: new Blob([svg], { type: pictureType }) })]);
      } catch {
        // Plain http, or a browser that knows no SVG in its clipboard.
        if (!takeUpText(svg)) return editor.toast({ tone: 'warning', sentence: words.pictureRefused });
      }
      editor.toast({ tone: 'ok', sentence: words.pictureCopied });
    });
  },
};
