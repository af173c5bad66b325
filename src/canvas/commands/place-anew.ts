import type { Command } from './command.ts';
import { words } from './labels.ts';
import { onSurface } from './on-surface.ts';

/** For what has just come, as from a paste or the text: it finds its place, and nothing else moves. */
export const placeAnew: Command = {
  id: 'place-anew',
  label: words.placeAnew,
  group: 'arrange',
  keys: ['Alt+N'],
  changes: true,
  enabled: ({ session: { editor } }) => {
    const { elements, positions } = editor.document.design;
    return [...editor.selection.get()].some((id) => elements.has(id)) || elements.size > positions.size;
  },
  perform: ({ session }) => onSurface((keys) => keys.placeAnew(session.editor)),
};
