import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Id } from '#base/ids.ts';
import { useStore } from '../store.ts';
import type { Board } from './board.ts';
import { useBoard } from './board-context.ts';
import { labels } from './labels.ts';
import { nameHint } from './name-hint.ts';
import styles from './Renamer.module.css';
import { toScreen } from './viewport.ts';

/** The name of one record, edited where it stands, whether or not its node is in the page. */
export function Renamer() {
  const board = useBoard();
  const id = useStore(board.editor.renaming);
  if (id === undefined || !board.mayEdit) return null;
  return <NameField key={id} board={board} id={id} />;
}

function NameField({ board, id }: { readonly board: Board; readonly id: Id }) {
  const { editor } = board;
  const design = useStore(editor.design);
  const viewport = useStore(board.viewport);
  const record = design.elements.get(id) ?? design.edges.get(id);
  const [text, setText] = useState(record?.props.name ?? '');
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const keep = () => {
    if (done.current) return;
    done.current = true;
    const name = text.trim().slice(0, 200);
    const now = editor.document.design;
    const before = (now.elements.get(id) ?? now.edges.get(id))?.props.name;
    if (before !== undefined && before !== name) editor.perform([{ op: 'set', id, path: ['name'], value: name }]);
    if (editor.renaming.get() === id) editor.renaming.set(undefined);
  };
  // Leaving by any way keeps the name; only Escape drops it.
  const latest = useRef(keep);
  latest.current = keep;
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      // Not at once: React may only be trying whether effects can be undone (StrictMode).
      queueMicrotask(() => {
        if (!here.current) latest.current();
      });
    };
  }, []);
  if (!record) return null;
  const place = placeOf(board, id);
  if (!place) return null;
  const [x, y] = toScreen(viewport, [place.x, place.y]);
  const scale = Math.max(0.85, Math.min(1.6, viewport.zoom));
  const width = Math.max(140, place.width * viewport.zoom);
  const hint = nameHint(design.elements.get(id), text);
  return (
    <div
      className={styles.renamer}
      style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)`, width, fontSize: 15 * scale }}
      data-control=""
    >
      <input
        ref={field}
        className={styles.field}
        value={text}
        aria-label={labels.rename}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') {
            keep();
            board.view.focus();
          } else if (event.key === 'Escape') {
            done.current = true;
            editor.renaming.set(undefined);
            board.view.focus();
          }
        }}
        onBlur={keep}
      />
      {hint !== '' && <div className={styles.hint}>{hint}</div>}
    </div>
  );
}

/** The middle of the field, and the room for it, on the canvas. */
function placeOf(board: Board, id: Id): { x: number; y: number; width: number } | undefined {
  const box = board.boxNow(id);
  if (box) {
    const { zoom } = board.viewport.get();
    if (board.scene.frames.has(id))
      return { x: box.x + Math.min(box.width, 220 / zoom) / 2, y: box.y - 12 / zoom, width: Math.min(box.width, 220 / zoom) };
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width - 16 };
  }
  const points = board.scene.routes.get(id)?.points;
  const a = points?.[Math.floor((points.length - 1) / 2)];
  const b = points?.[Math.floor((points.length - 1) / 2) + 1];
  return a && b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, width: 160 } : undefined;
}
