import type { Command } from './command.ts';
import { words } from './labels.ts';

/** One thing at a time, from the innermost out. */
export const cancel: Command = {
  id: 'escape',
  label: words.escape,
  group: 'edit',
  keys: ['Escape'],
  perform({ session: { editor, presence } }) {
    if (editor.placing.get()) editor.placing.set(undefined);
    else if (editor.hand.get()) editor.hand.set(false);
    else if (editor.picker.get()) editor.picker.set(undefined);
    else if (editor.renaming.get() !== undefined) editor.renaming.set(undefined);
    else if (presence?.following.get() !== undefined) presence.follow(undefined);
    else if (editor.selection.get().size > 0) editor.select([]);
  },
};
