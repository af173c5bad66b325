import { middleOf } from '../editor.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

/** Opens the picker under the pointer, or in the middle of what is seen. */
export const quickAdd: Command = {
  id: 'quick-add',
  label: words.quickAdd,
  group: 'create',
  keys: ['N'],
  changes: true,
  perform({ session: { editor }, pointer }, at) {
    const view = editor.view.get();
    const pointed = pointer.get();
    const place = at ?? (view && pointed ? view.toCanvas(pointed) : middleOf(editor));
    editor.picker.set({ at: place, screen: view?.toScreen(place) ?? [innerWidth / 2, innerHeight / 2] });
  },
};
