import { flushSync } from 'react-dom';
import type { Bench } from '../bench.ts';
import { letterKeys } from '../settings.ts';
import { chordOf, isSingle, isTyping } from './chord.ts';
import { isTextField } from './clipboard.ts';
import { isEnabled } from './command.ts';
import { commandFor } from './find-command.ts';
import { commands } from './index.ts';

/** Keys that the browser's own controls answer to: they are left alone while the focus is in a panel or a bar. */
const controlKeys = /^(?:Enter|Escape|Delete|Backspace)$|[←→↑↓]$/;

/**
 * The one place where keys become commands (decision 22): text fields keep their keys; letters act only with nothing
 * selected; typing with one element selected renames it; Tab is never taken. Single keys can be switched off.
 */
export function onKey(bench: Bench, canvas: HTMLElement | null, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.key === 'Tab') return;
  const { target } = event;
  const place = whereIs(target, canvas);
  const chord = chordOf(event);
  if (isTyping(event) && letterKeys.get() === 'off') return;
  if (place === 'text') {
    if (chord !== 'F8' && chord !== 'Shift+F8') return;
  } else if (place === 'overlay') return;
  else if (place === 'control' && (isSingle(chord) || controlKeys.test(chord))) {
    const stopsFollowing = chord === 'Escape' && bench.session.presence?.following.get() !== undefined;
    if (chord !== '?' && !stopsFollowing) return;
  }
  const { editor } = bench.session;
  const selection = editor.selection.get();
  const command = commandFor(commands, chord, selection.size > 0);
  if (command) {
    if (!isEnabled(command, bench)) {
      // Still ours: Ctrl+D must not set a bookmark when nothing is selected.
      if (event.ctrlKey || event.metaKey) event.preventDefault();
      if (command.changes && editor.readOnly.get()) editor.perform([]);
      return;
    }
    event.preventDefault();
    command.perform(bench);
    return;
  }
  const [id] = selection;
  if (
    place === 'canvas' &&
    isTyping(event) &&
    selection.size === 1 &&
    id !== undefined &&
    !editor.readOnly.get() &&
    editor.document.design.elements.has(id)
  ) {
    // The name's input takes the focus before the key is let through, so that the letter lands in it.
    flushSync(() => editor.renaming.set(id));
  }
}

function whereIs(target: EventTarget | null, canvas: HTMLElement | null): 'text' | 'overlay' | 'control' | 'canvas' {
  if (isTextField(target)) return 'text';
  if (!(target instanceof HTMLElement) || target === document.body) return 'canvas';
  if (target.closest('[role=dialog],[role=alertdialog],[role=menu],[role=listbox]')) return 'overlay';
  return canvas?.contains(target) ? 'canvas' : 'control';
}
