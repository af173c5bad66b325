import type { Direction } from '../surface/walk.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';
import { onSurface } from './on-surface.ts';

const directions: readonly (readonly [sign: string, direction: Direction])[] = [
  ['→', 'right'],
  ['←', 'left'],
  ['↑', 'up'],
  ['↓', 'down'],
];

/** Arrow keys: alone they go from element to element, with Alt they move, with Ctrl they add the next one. */
export const moveCommands: readonly Command[] = directions.flatMap(([sign, direction]): Command[] => [
  {
    id: `walk-${direction}`,
    label: words.walk,
    group: 'go',
    keys: [sign],
    perform: (bench) => onSurface((keys) => keys.walk(bench.session.editor, direction)),
  },
  {
    id: `nudge-${direction}`,
    label: words.nudge,
    group: 'arrange',
    keys: [`Alt+${sign}`],
    changes: true,
    enabled: ({ session }) => session.editor.selection.get().size > 0,
    perform: (bench) => onSurface((keys) => keys.nudge(bench.session.editor, direction, false)),
  },
  {
    id: `nudge-far-${direction}`,
    label: words.nudge,
    group: 'arrange',
    keys: [`Alt+Shift+${sign}`],
    changes: true,
    enabled: ({ session }) => session.editor.selection.get().size > 0,
    perform: (bench) => onSurface((keys) => keys.nudge(bench.session.editor, direction, true)),
  },
  {
    id: `next-${direction}`,
    label: words.quickConnect,
    group: 'create',
    keys: [`Ctrl+${sign}`],
    changes: true,
    enabled: ({ session }) => session.editor.selection.get().size === 1,
    perform: (bench) => onSurface((keys) => keys.quickConnect(bench.session.editor, direction)),
  },
]);

export const edgeWalkCommands: readonly Command[] = [
  {
    id: 'walk-edge',
    label: words.walkEdges,
    group: 'go',
    // AltGr, which some keyboards need for the sign, counts as Ctrl and Alt.
    keys: [']', 'Alt+]', 'Ctrl+Alt+]'],
    perform: ({ session }) => onSurface((keys) => keys.walkEdge(session.editor, 'forth')),
  },
  {
    id: 'walk-edge-back',
    label: words.walkEdges,
    group: 'go',
    keys: ['[', 'Alt+[', 'Ctrl+Alt+['],
    perform: ({ session }) => onSurface((keys) => keys.walkEdge(session.editor, 'back')),
  },
];
