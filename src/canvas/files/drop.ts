import type { Bench } from '../bench.ts';
import { pasteClip } from '../commands/clipboard.ts';
import { words } from './labels.ts';

/** More files at once are a folder, and folders have their own way in. */
const mostFiles = 20;

/**
 * Files that are dropped on the canvas do what pasting their text does: schemas become contracts, sketches and designs are
 * drawn into this one. Without this the browser would leave the page and show the file.
 */
export function onFiles(bench: Bench, canvas: HTMLElement | null, event: DragEvent): void {
  const { dataTransfer, target } = event;
  if (!dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  const { editor } = bench.session;
  const over = target instanceof Node && canvas?.contains(target) === true;
  dataTransfer.dropEffect = over && !editor.readOnly.get() ? 'copy' : 'none';
  if (event.type !== 'drop' || !over || editor.readOnly.get()) return;
  const at = editor.view.get()?.toCanvas([event.clientX, event.clientY]);
  void pasteFiles(bench, [...dataTransfer.files].slice(0, mostFiles), at);
}

async function pasteFiles(bench: Bench, files: readonly File[], at: Parameters<typeof pasteClip>[3]): Promise<void> {
  const { readText } = await import('./read-file.ts');
  let [x, y] = at ?? [0, 0];
  for (const file of files) {
    const text = await readText(file);
    if (text.ok) await pasteClip(bench, '', text.value, at && [x, y]);
    else bench.session.editor.toast({ tone: 'warning', sentence: text.faults[0]?.message ?? words.unreadable(file.name) });
    x += 30;
    y += 30;
  }
}
