import type { Command } from './command.ts';
import { words } from './labels.ts';
import { onSurface } from './on-surface.ts';

/** Joins the selected element by keyboard: opens a list of what it may be joined to, and of what can be made for it. */
export const connect: Command = {
  id: 'connect',
  label: words.connect,
  group: 'create',
  keys: ['Alt+C'],
  changes: true,
  enabled: ({ session: { editor } }) => {
    const ids = [...editor.selection.get()];
    return ids.length === 1 && editor.design.get().elements.has(ids[0] as string);
  },
  perform: ({ session }) => onSurface((keys) => keys.connectFrom(session.editor)),
};
