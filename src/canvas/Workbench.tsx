import { type ReactNode, Suspense, useEffect, useMemo, useRef } from 'react';
import { type Bench, BenchProvider, createBench, useBench } from './bench.ts';
import { ContextMenu } from './commands/ContextMenu.tsx';
import { onClipboard } from './commands/clipboard.ts';
import { placeLinks } from './commands/copy-link.ts';
import { onKey } from './commands/keyboard.ts';
import { onFiles } from './files/drop.ts';
import { words } from './labels.ts';
import { fetchAhead, later } from './later.ts';
import type { Page } from './page.ts';
import { Palette } from './palette/Palette.tsx';
import { EmptyCanvas } from './panels/EmptyCanvas.tsx';
import { Notices } from './panels/Notices.tsx';
import { PanelPlace } from './panels/PanelPlace.tsx';
import { isNarrow, useNarrow } from './panels/use-narrow.ts';
import { type Session, SessionProvider } from './session.ts';
import { openSketchBook } from './sketch-book.ts';
import { useStore } from './store.ts';
import { Surface } from './surface/Surface.tsx';
import { BottomBar } from './toolbar/BottomBar.tsx';
import { TopBar } from './toolbar/TopBar.tsx';
import { applyTheme, rememberedTheme } from './toolbar/theme.ts';
import { Toasts } from './ui/Toasts.tsx';
import styles from './Workbench.module.css';

const Dialogs = later(() => import('./panels/Dialogs.tsx'));
const SidePanel = later(() => import('./panels/SidePanel.tsx'));

export interface WorkbenchProps {
  readonly session: Session;
  readonly page: Page;
  /** Stands over the canvas, below the bars: a spotlight, a countdown. */
  readonly children?: ReactNode;
}

/** One design, whole screen: bars, palette, canvas, panel. The page gives it a session and says what it can do. */
export function Workbench({ session, page, children }: WorkbenchProps) {
  // The bench lives as long as the session; the page's verbs are read when they are needed.
  const latest = useRef(page);
  latest.current = page;
  const bench = useMemo(() => {
    // Decided before the canvas is measured, so that it fits the room that is left. Beside the canvas on wide windows;
    // on narrow ones a panel would hide what one came for.
    const { panel } = session.editor;
    if (panel.get() === undefined && !isNarrow()) panel.set(latest.current.brief === undefined ? 'inspector' : 'brief');
    return createBench(session, livePage(latest));
  }, [session]);
  return (
    <SessionProvider value={session}>
      <BenchProvider value={bench}>
        <Frame>{children}</Frame>
      </BenchProvider>
    </SessionProvider>
  );
}

/** The same page whatever the last rendering handed in, so that commands need not be made anew. */
function livePage(latest: { readonly current: Page }): Page {
  return new Proxy({} as Page, { get: (_, key) => latest.current[key as keyof Page] });
}

function Frame({ children }: { readonly children: ReactNode }) {
  const bench = useBench();
  const { editor } = bench.session;
  const canvas = useRef<HTMLDivElement>(null);
  const narrow = useNarrow();
  const panel = useStore(editor.panel);
  const dialog = useStore(bench.dialog);
  const rulePage = useStore(bench.rulePage);
  const reading = useStore(bench.reading);
  const accepting = useStore(bench.accepting);
  const announcement = useStore(editor.announcement);
  useEffect(() => bench.narrow.set(narrow), [bench, narrow]);
  useEffect(fetchRest, []);
  useEffect(() => listen(bench, canvas), [bench]);
  useEffect(() => {
    const { place } = bench.page;
    if (place) void placeLinks().then((links) => links.goToPlace(bench.session.editor, place));
  }, [bench]);
  useEffect(() => {
    bench.theme.set(rememberedTheme());
    return applyTheme(bench.theme);
  }, [bench]);

  return (
    <div className={styles.workbench} data-narrow={narrow || undefined}>
      <TopBar
        panelShown={panel !== undefined}
        onPanel={() => editor.panel.update((now) => (now === undefined ? 'inspector' : undefined))}
      />
      <Notices />
      <div className={styles.middle}>
        {!narrow && <Palette strip={false} />}
        <main ref={canvas} className={styles.canvas} aria-label={words.canvas}>
          <Surface minimap={bench.minimap} />
          <EmptyCanvas />
          {children}
          <div className={styles.toasts}>
            <Toasts editor={editor} />
          </div>
        </main>
        {panel !== undefined && (
          <Suspense fallback={<PanelPlace narrow={narrow} />}>
            <SidePanel panel={panel} narrow={narrow} />
          </Suspense>
        )}
      </div>
      {narrow && panel === undefined && <Palette strip />}
      <BottomBar />
      <ContextMenu canvas={canvas} />
      <div role="status" aria-live="polite" className="quiet">
        {announcement}
      </div>
      {(dialog !== undefined || rulePage !== undefined || reading !== undefined || accepting !== undefined) && (
        <Suspense>
          <Dialogs />
        </Suspense>
      )}
    </div>
  );
}

/** What drawing does not need is fetched once the first picture stands, so that it is there when it is asked for. */
function fetchRest(): () => void {
  return fetchAhead(1_500);
}

/** Keys, the clipboard and dropped files are the whole page's: the focus is often nowhere after a click on the canvas. */
function listen(bench: Bench, canvas: { readonly current: HTMLElement | null }): () => void {
  const key = (event: KeyboardEvent) => onKey(bench, canvas.current, event);
  const clip = (event: ClipboardEvent) => onClipboard(bench, event);
  const move = (event: PointerEvent) => {
    const over = event.pointerType === 'mouse' && event.target instanceof Node && canvas.current?.contains(event.target);
    bench.pointer.set(over ? [event.clientX, event.clientY] : undefined);
  };
  document.addEventListener('keydown', key);
  document.addEventListener('pointermove', move, { passive: true });
  const files = (event: DragEvent) => onFiles(bench, canvas.current, event);
  for (const type of ['copy', 'cut', 'paste'] as const) document.addEventListener(type, clip);
  for (const type of ['dragover', 'drop'] as const) document.addEventListener(type, files);
  // What is selected may be copied next, and the browser's copy event can't wait for the words.
  const selecting = bench.session.editor.selection.subscribe(() => void openSketchBook().catch(() => {}));
  return () => {
    selecting();
    document.removeEventListener('keydown', key);
    document.removeEventListener('pointermove', move);
    for (const type of ['copy', 'cut', 'paste'] as const) document.removeEventListener(type, clip);
    for (const type of ['dragover', 'drop'] as const) document.removeEventListener(type, files);
  };
}
