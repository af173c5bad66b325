import { Plus } from 'lucide-react';
import { type CSSProperties, type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-aria-components';
import type { Id } from '#base/ids.ts';
import type { Editor } from '#canvas/editor.ts';
import { createStore, type Store, useStore } from '#canvas/store.ts';
import { Button } from '#canvas/ui/Button.tsx';
import { Switch } from '#canvas/ui/Choice.tsx';
import { Mark } from '#canvas/ui/Mark.tsx';
import { boundsOf, boxOf, contains } from '#drawing/geometry.ts';
import type { Api } from '../api.ts';
import type { Recents } from '../recents.ts';
import { useFileDrop } from '../use-file-drop.ts';
import { AddDesign } from './AddDesign.tsx';
import styles from './Compare.module.css';
import { type Comparison, createComparison, openSessions, type Result } from './comparison.ts';
import { words } from './labels.ts';
import { columnsFor, type Extent } from './layout.ts';
import { type Linked, linkPanes } from './linked.ts';
import { PaneView } from './PaneView.tsx';
import type { Pane } from './pane.ts';
import { SidePanel } from './SidePanel.tsx';
import { mostSources, type Source } from './sources.ts';
import { moveTogether, type Together } from './together.ts';

export interface CompareProps {
  readonly first: readonly Source[];
  readonly api: Api;
  readonly recents: Recents;
  readonly home: string;
  /** Called whenever designs are added, removed or moved: the page keeps them in its address. */
  readonly onSources: (sources: readonly Source[]) => void;
  /** Stands at the right end of the bar. */
  readonly end?: ReactNode;
}

/** Two to four designs side by side by meaning. */
export function Compare({ first, api, recents, home, onSources, end }: CompareProps) {
  const [comparison, setComparison] = useState<Comparison>();
  const firstOnly = useRef(first);
  useEffect(() => {
    const next = createComparison(firstOnly.current, { api });
    setComparison(next);
    return () => next.close();
  }, [api]);
  return comparison ? (
    <Shown comparison={comparison} api={api} recents={recents} home={home} onSources={onSources} end={end} />
  ) : null;
}

interface ShownProps extends Omit<CompareProps, 'first'> {
  readonly comparison: Comparison;
}

function Shown({ comparison, api, recents, home, onSources, end }: ShownProps) {
  const panes = useStore(comparison.panes);
  const result = useStore(comparison.result);
  const [adding, setAdding] = useState(false);
  const [together] = useState(() => createStore(true));
  const [marked, setMarked] = useState(true);
  // Until somebody moves a view, every pane shows all of its design, however large it is.
  const [free, setFree] = useState(false);
  const alive = panes.filter((pane) => pane.state.get().step !== 'failed');
  const shown = alive.length + (alive.length === 1 || adding ? 1 : 0);
  const area = useRef<HTMLElement>(null);
  const columns = useColumns(result, area, shown);
  const linked = useLinked(result, together, () => setFree(true), free);
  // Another arrangement of the panes begins with all of every design again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these numbers are the arrangement.
  useEffect(() => setFree(false), [shown, columns]);

  const told = useRef(onSources);
  told.current = onSources;
  useEffect(() => told.current(panes.filter((pane) => pane.state.get().step !== 'failed').map((pane) => pane.source)), [panes]);

  const addFiles = async (files: readonly File[]) => {
    for (const file of files) comparison.add({ kind: 'file', name: file.name, text: await textOf(file) });
    setAdding(false);
  };
  const drop = useFileDrop((files) => void addFiles(files));
  const add = (
    <AddDesign
      api={api}
      recents={recents}
      present={panes.map((pane) => pane.source)}
      onAdd={(source) => {
        comparison.add(source);
        setAdding(false);
      }}
      onFiles={addFiles}
    />
  );

  return (
    <div className={styles.page} data-drop={drop.over || undefined} {...drop.handlers}>
      <header className={styles.bar}>
        <Link href={home} aria-label={words.home} className={styles.mark as string}>
          <Mark size={26} />
        </Link>
        <div className={styles.heading}>
          <h1>{words.title}</h1>
          <p aria-live="polite">{result ? <Summary result={result} /> : words.lead}</p>
        </div>
        {alive.length > 1 && (
          <div className={styles.tools}>
            <TogetherSwitch on={together} />
            <Switch isSelected={marked} onChange={setMarked}>
              {words.marks}
            </Switch>
            <Button
              icon={Plus}
              isDisabled={alive.length >= mostSources}
              onPress={() => setAdding(!adding)}
              aria-expanded={adding}
            >
              {words.add}
            </Button>
          </div>
        )}
        {end}
      </header>
      <Refusals panes={panes} onDismiss={comparison.remove} />
      {alive.length === 0 ? (
        <main className={styles.begin}>
          <section className={styles.beginCard} aria-labelledby="begin">
            <h2 id="begin">{words.begin}</h2>
            {add}
          </section>
        </main>
      ) : (
        <div className={styles.body}>
          <main
            ref={area}
            className={styles.panes}
            data-columns={columns}
            style={{ '--columns': columns } as CSSProperties}
            onPointerDownCapture={() => setFree(true)}
            onWheelCapture={() => setFree(true)}
          >
            {alive.map((pane, i) => (
              <PaneView
                key={pane.key}
                pane={pane}
                letter={letterAt(alive, i)}
                result={result}
                marked={marked}
                autoFit={!free}
                isFirst={i === 0}
                isLast={i === alive.length - 1}
                onMove={(by) => comparison.move(pane.key, by)}
                onRemove={() => comparison.remove(pane.key)}
                onFit={() => linked?.quiet()}
              />
            ))}
            {(alive.length === 1 || adding) && (
              <section className={styles.addPane} aria-label={words.add}>
                {alive.length === 1 && !adding && <p className={styles.oneMore}>{words.one}</p>}
                {add}
              </section>
            )}
          </main>
          {result && linked && alive.length > 1 && <SidePanel result={result} linked={linked.linked} onShow={linked.show} />}
        </div>
      )}
      <div className={styles.drop} aria-hidden>
        {words.drop}
      </div>
    </div>
  );
}

function Summary({ result }: { readonly result: Result }) {
  const { sentence, nearest } = result.summary;
  return result.sessions.length < 2 ? words.one : `${sentence} ${nearest}`.trim();
}

function TogetherSwitch({ on }: { readonly on: Store<boolean> }) {
  const isOn = useStore(on);
  return (
    <Switch isSelected={isOn} onChange={on.set}>
      {words.together}
    </Switch>
  );
}

/** Each refused source in one sentence; the designs beside it are as they were. */
function Refusals({ panes, onDismiss }: { readonly panes: readonly Pane[]; readonly onDismiss: (key: string) => void }) {
  const failed = panes.flatMap((pane) => {
    const state = pane.state.get();
    return state.step === 'failed' ? [{ key: pane.key, sentence: state.sentence }] : [];
  });
  return (
    <div role="alert">
      {failed.map(({ key, sentence }) => (
        <div key={key} className={styles.refusal}>
          <p>{sentence}</p>
          <Button size="s" tone="quiet" onPress={() => onDismiss(key)}>
            {words.dismiss}
          </Button>
        </div>
      ))}
    </div>
  );
}

/** Letters belong to designs that are open: one that is still loading has none, and takes none. */
function letterAt(panes: readonly Pane[], i: number): string | undefined {
  if (panes[i]?.state.get().step !== 'open') return undefined;
  return String.fromCharCode(65 + openSessions(panes.slice(0, i)).length);
}

interface LinkedView {
  readonly linked: Linked;
  /** Selects and brings into view, in every pane. */
  readonly show: (ids: Parameters<Linked['selectIds']>[0]) => void;
  /** Lets one view fly by itself for a moment. */
  readonly quiet: () => void;
}

/** How long a view flies to what it shows. */
const flightMs = 450;

/** Ties the panes of a result together, and unties them when the next one comes. */
function useLinked(
  result: Result | undefined,
  together: Store<boolean>,
  onMoved: () => void,
  free: boolean,
): LinkedView | undefined {
  const sessions = result?.sessions;
  const moving = useRef<Together>(undefined);
  const latest = useRef({ onMoved, free });
  latest.current = { onMoved, free };
  const key = sessions?.map((session) => sessionKey(session)).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: sessions are the same objects as long as their keys are.
  useEffect(() => {
    if (!sessions) return;
    const editors = sessions.map(({ editor }) => editor);
    const next = moveTogether(editors, () => together.get() && latest.current.free);
    moving.current = next;
    return () => next.stop();
  }, [key, together]);
  const linked = useMemo(
    () =>
      result &&
      linkPanes(
        result.sessions.map(({ editor }) => editor),
        result.alignment.rowOf,
        result.cellsOf,
      ),
    [result],
  );
  useEffect(() => () => linked?.stop(), [linked]);
  return useMemo(
    () =>
      linked &&
      sessions && {
        linked,
        quiet: () => moving.current?.quiet(flightMs),
        show(ids) {
          linked.selectIds(ids);
          moving.current?.quiet(flightMs);
          for (const [d, { editor }] of sessions.entries()) if (bringIntoView(editor, ids[d] ?? [])) latest.current.onMoved();
        },
      },
    [linked, sessions],
  );
}

/** Moves a view only if something of it is out of sight: what stays where it is need not be looked for. */
function bringIntoView(editor: Editor, ids: readonly Id[]): boolean {
  const view = editor.view.get();
  const { design } = editor.document;
  const shown = ids.filter((id) => design.elements.has(id));
  const visible = view?.visible();
  const hidden = visible && shown.some((id) => !contains(visible, boxOf(design, id) ?? visible));
  if (hidden) view?.reveal(shown);
  return hidden === true;
}

/** The arrangement is chosen anew when designs come and go, not while somebody draws or moves the window's edge. */
function useColumns(result: Result | undefined, area: RefObject<HTMLElement | null>, count: number): number {
  const designs = useRef(result?.designs);
  designs.current = result?.designs;
  const [columns, setColumns] = useState(2);
  const open = result?.sessions.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: designs that come and go, by their number, ask for a new arrangement.
  useLayoutEffect(() => {
    const element = area.current;
    if (!element || count < 1) return;
    const drawings = (designs.current ?? []).map((design): Extent => {
      const bounds = boundsOf(design);
      return bounds ? [bounds.width, bounds.height] : [600, 400];
    });
    while (drawings.length < count) drawings.push([600, 400]);
    setColumns(columnsFor(drawings, [element.clientWidth, element.clientHeight]));
  }, [area, count, open]);
  return columns;
}

const sessionKeys = new WeakMap<object, number>();
let sessionCount = 0;

function sessionKey(session: object): number {
  const known = sessionKeys.get(session) ?? ++sessionCount;
  sessionKeys.set(session, known);
  return known;
}

/** A file that is no text is refused by its pane, with the others untouched. */
async function textOf(file: File): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return '';
  }
}
