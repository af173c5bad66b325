import type { Id } from '#base/ids.ts';
import type { Session } from '#canvas/session.ts';
import { createStore, type Store } from '#canvas/store.ts';
import { align } from '#compare/align.ts';
import type { Alignment } from '#compare/alignment.ts';
import type { Difference } from '#compare/difference.ts';
import { differences } from '#compare/differences.ts';
import { type Summary, summary } from '#compare/summary.ts';
import type { Design } from '#model/design.ts';
import { openPane, type Pane, type PaneOptions } from './pane.ts';
import { keyOf, mostSources, type Source } from './sources.ts';

/** The designs side by side, as they were compared last. */
export interface Result {
  /** Sessions in the order of the letters A, B, … */
  readonly sessions: readonly Session[];
  readonly designs: readonly Design[];
  readonly alignment: Alignment;
  readonly differences: readonly Difference[];
  readonly summary: Summary;
  /** Cells of every row, edges included. */
  readonly cellsOf: ReadonlyMap<string, readonly (Id | undefined)[]>;
}

export interface Comparison {
  readonly panes: Store<readonly Pane[]>;
  readonly result: Store<Result | undefined>;
  /** Adds what is not there yet; false where there is no room for more. */
  add(source: Source): boolean;
  remove(key: string): void;
  /** Moves a pane by one place: the letters follow. */
  move(key: string, by: -1 | 1): void;
  close(): void;
}

/** What somebody types is compared once it pauses. */
const quietMs = 250;

export function createComparison(first: readonly Source[], options: PaneOptions): Comparison {
  const panes = createStore<readonly Pane[]>([]);
  const result = createStore<Result | undefined>(undefined);
  const stops = new Map<string, () => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let compared: readonly Design[] = [];

  const compare = () => {
    timer = undefined;
    const sessions = openSessions(panes.get());
    const designs = sessions.map((session) => session.editor.document.design);
    const shown = result.get();
    const same =
      shown && sessions.length === shown.sessions.length && sessions.every((session, i) => session === shown.sessions[i]);
    // Moving things about changes no meaning.
    if (same && designs.every((design, i) => sameMeaning(design, compared[i]))) return;
    compared = designs;
    result.set(sessions.length === 0 ? undefined : resultOf(sessions, designs));
  };
  const soon = (ms = quietMs) => {
    clearTimeout(timer);
    timer = setTimeout(compare, ms);
  };
  const watch = (pane: Pane) => {
    let unwatch = () => {};
    const opened = () => {
      const state = pane.state.get();
      unwatch();
      unwatch = state.step === 'open' ? state.session.editor.design.subscribe(() => soon()) : () => {};
      soon(0);
      // A pane that opened or failed changes what the page shows.
      panes.set([...panes.get()]);
    };
    const stop = pane.state.subscribe(opened);
    // What is there already (a room that was open) is open before anybody listens.
    if (pane.state.get().step !== 'opening') opened();
    stops.set(pane.key, () => {
      stop();
      unwatch();
    });
  };
  const comparison: Comparison = {
    panes,
    result,
    add(source) {
      const now = panes.get();
      const key = keyOf(source);
      if (now.some((pane) => pane.key === key)) return true;
      if (now.filter((pane) => pane.state.get().step !== 'failed').length >= mostSources) return false;
      const pane = openPane(source, options);
      panes.set([...now, pane]);
      watch(pane);
      return true;
    },
    remove(key) {
      const pane = panes.get().find((each) => each.key === key);
      if (!pane) return;
      panes.set(panes.get().filter((each) => each !== pane));
      stops.get(key)?.();
      stops.delete(key);
      pane.close();
      soon(0);
    },
    move(key, by) {
      const list = [...panes.get()];
      const from = list.findIndex((pane) => pane.key === key);
      const to = from + by;
      const [pane] = list.slice(from, from + 1);
      if (from < 0 || to < 0 || to >= list.length || !pane) return;
      list.splice(from, 1);
      list.splice(to, 0, pane);
      panes.set(list);
      soon(0);
    },
    close() {
      clearTimeout(timer);
      for (const stop of stops.values()) stop();
      for (const pane of panes.get()) pane.close();
    },
  };
  for (const source of first) comparison.add(source);
  return comparison;
}

export function openSessions(panes: readonly Pane[]): readonly Session[] {
  return panes.flatMap((pane) => {
    const state = pane.state.get();
    return state.step === 'open' ? [state.session] : [];
  });
}

function sameMeaning(a: Design, b: Design | undefined): boolean {
  return b !== undefined && a.elements === b.elements && a.edges === b.edges;
}

function resultOf(sessions: readonly Session[], designs: readonly Design[]): Result {
  const alignment = align(designs);
  const found = differences(designs, alignment);
  const cellsOf = new Map([...alignment.rows, ...alignment.edges].map((row) => [row.id, row.cells]));
  return { sessions, designs, alignment, differences: found, summary: summary(alignment, found), cellsOf };
}
