import { ChevronDown, ChevronRight } from 'lucide-react';
import { useCallback, useSyncExternalStore } from 'react';
import type { Id } from '#base/ids.ts';
import type { Box } from '#drawing/geometry.ts';
import { nameOf } from '#model/design.ts';
import { useStore } from '../store.ts';
import type { Board } from './board.ts';
import styles from './Collapsers.module.css';
import { words } from './collapsed-words.ts';

/** As in Collapsers.module.css. */
const size = 24;
/** More would be a net over the drawing. */
const most = 40;
/** What is narrower than this on the screen would be all button. */
const narrow = 64;

/** A small button behind the title of each context that collapses it, and one on each collapsed one that opens it. */
export default function Collapsers({ board }: { readonly board: Board }) {
  const { editor, scene } = board;
  const { x, y, zoom } = useStore(board.viewport);
  const shown = useStore(board.shown);
  const renaming = useStore(editor.renaming);
  const dragged = useDragged(board);
  useStore(board.nodes);
  useStore(editor.design);
  useStore(editor.collapsed);
  if (shown.kind !== 'none' && shown.kind !== 'pan') return null;
  const seen = board.window.visible();
  const frames = scene.framesIn({ ...seen, height: seen.height + size / zoom });
  const collapsed = [...(scene.collapsed?.nodes.keys() ?? [])];
  return [...frames, ...collapsed].slice(0, most).map((id) => {
    const box = scene.boxOf(id);
    const at =
      box && id !== renaming && !dragged.includes(id) && box.width * zoom >= narrow ? placeOf(board, id, box, zoom) : undefined;
    if (!at) return null;
    const closed = scene.nodes.has(id);
    const Icon = closed ? ChevronRight : ChevronDown;
    const name = nameOf(scene.design, id);
    const label = closed ? words.expand(name) : words.collapse(name);
    return (
      <button
        key={id}
        type="button"
        className={styles.collapser}
        style={{ transform: `translate(${at[0] * zoom + x}px, ${at[1] * zoom + y}px)` }}
        data-control=""
        // The canvas is one Tab stop: by keyboard it is a command.
        tabIndex={-1}
        aria-label={label}
        title={label}
        onClick={() => {
          board.folding.toggle(id);
          board.view.focus();
        }}
      >
        <Icon size={16} aria-hidden />
      </button>
    );
  });
}

/** Ids of what others are dragging, in one string: its buttons come back when it is dropped. */
function useDragged({ session: { presence } }: Board): string {
  const listen = useCallback((listener: () => void) => presence?.onMotion(listener) ?? (() => {}), [presence]);
  return useSyncExternalStore(listen, () =>
    (presence?.peers.get() ?? []).flatMap(({ client }) => presence?.motionOf(client).drag?.ids ?? []).join(' '),
  );
}

/** Behind the title; on a collapsed context at the right, within its lines. */
function placeOf({ scene }: Board, id: Id, box: Box, zoom: number): readonly [number, number] | undefined {
  if (scene.nodes.has(id)) return [box.x + box.width - (size + 8) / zoom, box.y + (box.height - size / zoom) / 2];
  const end = scene.titleEnd(id, zoom);
  return end === undefined ? undefined : [end, box.y - size / zoom];
}
