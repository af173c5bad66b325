import { boxOf } from '#drawing/geometry.ts';
import type { Bench } from '../bench.ts';
import { fetchedLater } from '../later.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

/** Who draws for the first time aligns nothing yet. */
const arranging = fetchedLater(() => import('../actions/align.ts'));

const several =
  (least: number) =>
  ({ session: { editor } }: Bench) => {
    const drawing = editor.view.get()?.drawing() ?? editor.design.get();
    return [...editor.selection.get()].filter((id) => boxOf(drawing, id)).length >= least;
  };

const keys = { left: 'Alt+A', right: 'Alt+D', top: 'Alt+W', bottom: 'Alt+S', middle: undefined };

export const alignCommands: readonly Command[] = (Object.keys(keys) as (keyof typeof keys)[]).map((edge) => ({
  id: `align-${edge}`,
  label: words.align[edge],
  group: 'arrange',
  keys: keys[edge] === undefined ? undefined : [keys[edge]],
  changes: true,
  enabled: several(2),
  perform: ({ session }) => void arranging().then(({ arrange, alignments }) => arrange(session.editor, alignments[edge])),
}));

export const spreadCommands: readonly Command[] = (['across', 'down'] as const).map((direction) => ({
  id: `spread-${direction}`,
  label: words.spread[direction],
  group: 'arrange',
  keys: [direction === 'across' ? 'Alt+H' : 'Alt+V'],
  changes: true,
  enabled: several(3),
  perform: ({ session }) =>
    void arranging().then(({ arrange, spread }) => arrange(session.editor, (boxes) => spread(boxes, direction))),
}));
