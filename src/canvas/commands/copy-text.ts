import { openSketchBook } from '../sketch-book.ts';
import { takeUpText } from './clipboard.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

/** The whole design in the notation, without places: for documents and pull requests. */
export const copyText: Command = {
  id: 'copy-text',
  label: words.copyText,
  group: 'design',
  perform({ session: { editor } }) {
    const { design } = editor.document;
    void openSketchBook().then(({ printSketch }) => {
      if (takeUpText(printSketch(design, { places: false }))) {
        editor.toast({ tone: 'ok', sentence: words.textCopied });
        return;
      }
      editor.panel.set('text');
      editor.toast({ tone: 'info', sentence: words.textShown });
    });
  },
};
