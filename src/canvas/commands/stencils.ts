import { placeInMiddle } from '../palette/place.ts';
import { stencilGroups } from '../stencils.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

/** One command for each stencil: its key takes it up, to be placed by the next click. */
export const stencilCommands: readonly Command[] = stencilGroups.flatMap((group) =>
  group.stencils.map(
    (stencil): Command => ({
      id: `draw-${stencil.id}`,
      label: words.place(stencil.label),
      group: 'create',
      keys: stencil.key === undefined ? undefined : [stencil.key],
      changes: true,
      enabled: ({ session }) => session.editor.palette?.has(stencil.id) !== false,
      perform({ session: { editor }, pointer }) {
        // Without a pointer on the canvas (keyboard, touch) there is nothing to click with: it is placed at once.
        if (pointer.get() === undefined) placeInMiddle(editor, stencil);
        else editor.placing.set(stencil);
      },
    }),
  ),
);
