import { normalName } from '#base/text.ts';
import { openSketchBook } from '../sketch-book.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

export const exportFile: Command = {
  id: 'export-file',
  label: words.exportFile,
  group: 'design',
  keys: ['Ctrl+S'],
  perform({ session: { editor } }) {
    const design = editor.document.design;
    const name = `${fileName(design.title)}.millrace.json`;
    void openSketchBook().then(({ writeDesignFile }) => {
      save(name, new Blob([writeDesignFile(design)], { type: 'application/json' }));
      editor.toast({ tone: 'ok', sentence: words.saved(name) });
    });
  },
};

/** "Order to notification" → order-to-notification. */
export function fileName(title: string): string {
  const parts = title.split(/\s+/u).map(normalName).filter(Boolean);
  return parts.join('-').slice(0, 60) || 'design';
}

function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the data; a moment later the address is not needed any more.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
