import type { Position } from '#model/design.ts';
import { partOf, paste } from '../actions/copy.ts';
import type { Bench } from '../bench.ts';
import { middleOf } from '../editor.ts';
import { fetchedLater } from '../later.ts';
import { openSketchBook, sketchBook } from '../sketch-book.ts';
import { type Clip, clipOf, partType, pictureType } from './clip.ts';
import { remove } from './delete.ts';
import { words } from './labels.ts';

/** What reads a clip has time: nobody sees a paste begin. */
const reading = fetchedLater(() => Promise.all([import('./read-clip.ts'), import('../unplaced.ts')]));

/** What this page copied from a menu, for pages that may not read the clipboard (plain http). */
let last: Clip | undefined;

/** Puts a clip into the clipboard by the browser's own copy, which works without permission in a click or key press. */
export function takeUp(clip: Clip): void {
  last = clip;
  const fill = (event: ClipboardEvent) => {
    fillWith(event, clip);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
}

function fillWith({ clipboardData }: ClipboardEvent, { text, json, picture }: Clip): void {
  clipboardData?.setData('text/plain', text);
  clipboardData?.setData(partType, json);
  if (picture !== '') clipboardData?.setData(pictureType, picture);
}

/** Puts plain text into the clipboard; false where the browser refused. */
export function takeUpText(text: string): boolean {
  let done = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    done = true;
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
  return done;
}

export async function putDown(bench: Bench, at?: Position): Promise<void> {
  let text: string | undefined;
  try {
    text = await navigator.clipboard?.readText();
  } catch {
    // Refused, or no secure context: then only what this page copied is known.
  }
  if (text !== undefined && text !== '' && text !== last?.text) await pasteClip(bench, '', text, at);
  else if (last) await pasteClip(bench, last.json, last.text, at);
  else bench.session.editor.toast({ tone: 'info', sentence: words.pasteHint });
}

export async function pasteClip(bench: Bench, json: string, text: string, at?: Position): Promise<void> {
  const { editor } = bench.session;
  // Where the pointer is now, not where it is when the text has been read.
  const view = editor.view.get();
  const pointed = bench.pointer.get();
  const to = at ?? (view && pointed ? view.toCanvas(pointed) : middleOf(editor));
  const [{ readClip }, { placed }] = await reading();
  const read = await readClip(json, text, editor.makeId);
  if (!read.ok) {
    editor.toast({ tone: 'warning', sentence: read.faults[0]?.message ?? words.pasteNothing });
    return;
  }
  const pasted = paste(editor.document.design, placed(read.value), editor.makeId, to);
  if (editor.perform(pasted.edits, { select: pasted.ids })) editor.say(words.pasted(read.value.elements.size));
}

/** Answers to the browser's copy, cut and paste while the focus is not in a text field. */
export function onClipboard(bench: Bench, event: ClipboardEvent): void {
  const { editor } = bench.session;
  if (event.defaultPrevented || isTextField(event.target)) return;
  if (event.type === 'paste') {
    if (editor.readOnly.get()) return;
    event.preventDefault();
    void pasteClip(bench, event.clipboardData?.getData(partType) ?? '', event.clipboardData?.getData('text/plain') ?? '');
    return;
  }
  // Words that are selected in a panel are copied as words.
  if (!document.getSelection()?.isCollapsed) return;
  const part = partOf(editor.document.design, editor.selection.get());
  if (part.elements.size === 0) return;
  event.preventDefault();
  const book = sketchBook();
  if (book) {
    last = clipOf(part, book);
    fillWith(event, last);
    // The event can't wait for what is still on its way, but shortly after a key press a page may copy by itself.
  } else void openSketchBook().then((late) => takeUp(clipOf(part, late)));
  if (event.type === 'cut' && !editor.readOnly.get()) {
    remove.perform(bench);
    editor.say(words.cutDone(part.elements.size));
  } else editor.say(words.copied(part.elements.size));
}

export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range', 'color'].includes(target.type);
}
