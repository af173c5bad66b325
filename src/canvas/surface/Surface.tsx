import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Id } from '#base/ids.ts';
import { useSession } from '../session.ts';
import { type Store, useStore } from '../store.ts';
import { Board } from './board.ts';
import { BoardProvider } from './board-context.ts';
import { Flow } from './flow/Flow.tsx';
import { listen } from './gestures/pointer.ts';
import { InkOver, InkUnder } from './Ink.tsx';
import { labels } from './labels.ts';
import { Overlays } from './Overlays.tsx';
import styles from './Surface.module.css';
import type { Highlight } from './to-flow.ts';
import { useCursor } from './use-cursor.ts';

export interface SurfaceProps {
  /** False for a still picture: no pointer, no keys, nothing in the page but a canvas. */
  readonly interactive?: boolean;
  /** Marks of the compare view. */
  readonly highlights?: ReadonlyMap<Id, Highlight>;
  /** Keeps all of the design in view, whatever is added and however the window changes. */
  readonly autoFit?: boolean;
  /** Whether the overview is shown; undefined: from 30 elements on. */
  readonly minimap?: Store<boolean | undefined>;
}

/** The drawing of the session's design, to look at and to work on. */
export function Surface({ interactive = true, highlights, autoFit = false, minimap }: SurfaceProps) {
  const session = useSession();
  const board = useMemo(() => new Board(session, { interactive }), [session, interactive]);
  const root = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);

  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    board.root = element;
    const stop = board.start();
    const measure = () => {
      board.setSize([element.clientWidth, element.clientHeight]);
      setReady(element.clientWidth > 0 && element.clientHeight > 0);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const unlisten = interactive ? listen(board, element) : undefined;
    return () => {
      observer.disconnect();
      unlisten?.();
      stop();
    };
  }, [board, interactive]);
  useEffect(() => board.emphasis.setHighlights(highlights), [board, highlights]);
  useEffect(() => board.setAutoFit(autoFit), [board, autoFit]);

  return (
    <BoardProvider value={board}>
      {interactive ? (
        <Interactive board={board} root={root} ready={ready} minimap={minimap} />
      ) : (
        <Still board={board} root={root} ready={ready} />
      )}
    </BoardProvider>
  );
}

interface PartProps {
  readonly board: Board;
  readonly root: React.RefObject<HTMLDivElement | null>;
  readonly ready: boolean;
}

function Interactive({ board, root, ready, minimap }: PartProps & { readonly minimap: Store<boolean | undefined> | undefined }) {
  const selection = useStore(board.editor.selection);
  const cursor = useCursor(board);
  const shown = useStore(board.shown);
  return (
    <div
      ref={root}
      className={styles.surface}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the one Tab stop of the canvas
      tabIndex={0}
      aria-label={labels.canvas}
      aria-description={labels.canvasHelp}
      data-surface=""
      data-selected={selection.size > 0 || undefined}
      data-cursor={cursor}
      data-panning={shown.kind === 'pan' || undefined}
    >
      {ready && <Drawing board={board} />}
      {ready && <Overlays minimap={minimap} />}
    </div>
  );
}

function Drawing({ board }: { readonly board: Board }) {
  const nodes = useStore(board.nodes);
  const bind = useCallback(
    (apply: Parameters<Parameters<typeof Flow>[0]['bind']>[0]) => {
      board.applyViewport = apply ?? (() => {});
      apply?.(board.viewport.get());
    },
    [board],
  );
  const mounted = useCallback(() => board.mountedNow(), [board]);
  return (
    <Flow nodes={nodes} first={board.viewport.get()} bind={bind} onMounted={mounted} attribution>
      <Canvases board={board} />
      <InkUnder />
      <InkOver />
    </Flow>
  );
}

function Canvases({ board }: { readonly board: Board }) {
  const base = useRef<HTMLCanvasElement>(null);
  const live = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (base.current && live.current) board.stage.attach(base.current, live.current);
    return () => board.stage.detach();
  }, [board]);
  return (
    <>
      <canvas ref={base} className={styles.canvas} />
      <canvas ref={live} className={styles.canvas} />
    </>
  );
}

/** A picture: the canvas alone, moved by hand of whoever holds the view. */
function Still({ board, root, ready }: PartProps) {
  const mover = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const apply = () => {
      const { x, y, zoom } = board.viewport.get();
      if (mover.current) mover.current.style.transform = `translate(${x}px,${y}px) scale(${zoom})`;
    };
    apply();
    return board.viewport.subscribe(apply);
  }, [board]);
  return (
    <div
      ref={root}
      className={styles.surface}
      role="img"
      aria-label={board.editor.design.get().title || labels.canvas}
      data-surface=""
    >
      <div ref={mover} className={styles.mover}>
        {ready && <Canvases board={board} />}
      </div>
    </div>
  );
}
