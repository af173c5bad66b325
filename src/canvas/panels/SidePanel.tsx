import { X } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, Suspense, useEffect, useRef } from 'react';
import { useBench } from '../bench.ts';
import type { PanelName } from '../editor.ts';
import { countsOf } from '../findings/counts.ts';
import { later } from '../later.ts';
import { createStore, useStore } from '../store.ts';
import { Badge } from '../ui/Badge.tsx';
import { IconButton } from '../ui/Button.tsx';
import { type TabItem, Tabs } from '../ui/Tabs.tsx';
import { words } from './labels.ts';
import { clampWidth, least, most, usual, panelWidth as width } from './panel-width.ts';
import styles from './SidePanel.module.css';

const Inspector = later(() => import('../inspector/Inspector.tsx'));
const Findings = later(() => import('../findings/Findings.tsx'));
const Outline = later(() => import('../outline/Outline.tsx'));
const TextPanel = later(() => import('../text-panel/TextPanel.tsx'));

/** Beside the canvas; on narrow windows a sheet below it. What is in it is loaded when it is first shown. */
export default function SidePanel({ panel, narrow }: { readonly panel: PanelName; readonly narrow: boolean }) {
  const bench = useBench();
  const { editor } = bench.session;
  const wide = useStore(width);
  const root = useRef<HTMLElement>(null);
  const asked = useStore(bench.focusPanel);
  const handled = useRef(asked);
  useEffect(() => {
    if (handled.current === asked) return;
    handled.current = asked;
    // The panel may still be loading: its first field takes the focus as soon as it is there.
    return focusWhenThere(root.current);
  }, [asked]);

  const items: TabItem[] = [
    ...(bench.page.brief === undefined ? [] : [{ id: 'brief', label: words.tabs.brief }]),
    ...(bench.page.room === undefined ? [] : [{ id: 'room', label: words.tabs.room }]),
    { id: 'inspector', label: words.tabs.inspector },
    { id: 'findings', label: words.tabs.findings, badge: <FindingsBadge /> },
    { id: 'outline', label: words.tabs.outline },
    { id: 'text', label: words.tabs.text },
  ];
  return (
    <aside
      ref={root}
      aria-label={words.panel}
      className={narrow ? styles.sheet : styles.panel}
      style={narrow ? undefined : { width: wide }}
    >
      {!narrow && <Resizer />}
      <Tabs
        label={words.panel}
        items={items}
        selected={panel}
        onSelect={(id) => editor.panel.set(id as PanelName)}
        className={styles.tabs}
        end={<IconButton label={words.close} icon={X} size="s" onPress={() => editor.panel.set(undefined)} />}
      >
        <Suspense fallback={<p className={styles.loading}>{words.loading}</p>}>
          {panel === 'inspector' && <Inspector />}
          {panel === 'findings' && <Findings />}
          {panel === 'outline' && <Outline />}
          {panel === 'text' && <TextPanel />}
          {panel === 'room' && (
            <section className={styles.brief} aria-label={words.tabs.room}>
              {bench.page.room}
            </section>
          )}
          {panel === 'brief' && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text without links is scrolled by the arrow keys
            <section className={styles.brief} tabIndex={0} aria-label={words.tabs.brief}>
              {bench.page.brief}
            </section>
          )}
        </Suspense>
      </Tabs>
    </aside>
  );
}

function focusWhenThere(root: HTMLElement | null): () => void {
  let tries = 0;
  const look = () => {
    const first = root?.querySelector<HTMLElement>('[role=tabpanel] :is(input, textarea, button, [tabindex="0"])');
    if (first) first.focus();
    else if (++tries < 20) timer = setTimeout(look, 50);
  };
  let timer = setTimeout(look);
  return () => clearTimeout(timer);
}

const none = createStore<readonly never[]>([]);
const shown = createStore(false);

function FindingsBadge() {
  const { checking } = useBench().session;
  const findings = useStore(checking?.findings ?? none);
  const hidden = useStore(checking?.hidden ?? shown);
  const { error, warning, hint } = countsOf(findings);
  if (hidden || error + warning + hint === 0) return null;
  return <Badge tone={error > 0 ? 'error' : warning > 0 ? 'warning' : 'info'}>{error + warning + hint}</Badge>;
}

function Resizer() {
  const now = useStore(width);
  const start = useRef<{ x: number; width: number }>(undefined);
  const down = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: width.get() };
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (start.current) width.set(clampWidth(start.current.width + start.current.x - event.clientX));
  };
  const key = (event: KeyboardEvent) => {
    const by = { ArrowLeft: 24, ArrowRight: -24 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    width.set(clampWidth(width.get() + by));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no <hr>.
    <div
      role="separator"
      tabIndex={0}
      aria-label={words.resize}
      aria-orientation="vertical"
      aria-valuenow={now}
      aria-valuemin={least}
      aria-valuemax={most}
      className={styles.resizer}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={() => {
        start.current = undefined;
      }}
      onDoubleClick={() => width.set(usual)}
      onKeyDown={key}
    />
  );
}
