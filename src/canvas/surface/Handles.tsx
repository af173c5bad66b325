import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Id } from '#base/ids.ts';
import { useStore } from '../store.ts';
import { useBoard } from './board-context.ts';
import styles from './Handles.module.css';
import { labels } from './labels.ts';
import { nearZoom } from './to-flow.ts';
import { toScreen } from './viewport.ts';

const sides = [
  { side: 'right', icon: ArrowRight },
  { side: 'left', icon: ArrowLeft },
  { side: 'down', icon: ArrowDown },
  { side: 'up', icon: ArrowUp },
] as const;

/** They stay a moment after the pointer has left the node, so that it can get to them. */
const lingerMs = 350;
const outside = 20;

/**
 * Four arrows round the node under the pointer: a drag from one connects, a click adds the next element in that
 * direction and joins it.
 */
export function Handles() {
  const board = useBoard();
  const hovered = useStore(board.editor.hovered);
  const selection = useStore(board.editor.selection);
  const shown = useStore(board.shown);
  const travelling = useStore(board.travelling);
  const readOnly = useStore(board.editor.readOnly);
  const renaming = useStore(board.editor.renaming);
  const placing = useStore(board.editor.placing);
  const viewport = useStore(board.viewport);
  useStore(board.editor.design);
  const [only] = selection.size === 1 ? selection : [];
  const wanted = connectable(board, hovered) ?? connectable(board, only);
  const [id, setId] = useState<Id | undefined>(undefined);
  useEffect(() => {
    if (wanted !== undefined) {
      setId(wanted);
      return undefined;
    }
    const timer = setTimeout(() => setId(undefined), lingerMs);
    return () => clearTimeout(timer);
  }, [wanted]);
  const box = id === undefined ? undefined : board.scene.boxOf(id);
  if (
    !box ||
    id === undefined ||
    readOnly ||
    travelling ||
    shown.kind !== 'none' ||
    viewport.zoom < nearZoom ||
    renaming !== undefined ||
    placing
  )
    return null;
  const [left, top] = toScreen(viewport, [box.x, box.y]);
  const [right, bottom] = toScreen(viewport, [box.x + box.width, box.y + box.height]);
  const at = {
    right: [right + outside, (top + bottom) / 2],
    left: [left - outside, (top + bottom) / 2],
    up: [(left + right) / 2, top - outside],
    down: [(left + right) / 2, bottom + outside + (board.scene.lookOf(id)?.chips.length ? 6 : 0)],
  } as const;
  return sides.map(({ side, icon: Icon }) => (
    <div
      key={side}
      className={styles.handle}
      style={{ transform: `translate(${at[side][0]}px, ${at[side][1]}px) translate(-50%, -50%)` }}
      data-handle={id}
      data-side={side}
      title={labels.quickConnect[side]}
      aria-hidden="true"
    >
      <Icon size={14} strokeWidth={2.5} />
    </div>
  ));
}

function connectable(board: ReturnType<typeof useBoard>, id: Id | undefined): Id | undefined {
  const kind = id === undefined ? undefined : board.scene.design.elements.get(id)?.kind;
  return kind === undefined || kind === 'context' || kind === 'note' || kind === 'broker' || kind === 'saga' ? undefined : id;
}
