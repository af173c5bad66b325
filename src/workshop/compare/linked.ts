import type { Id } from '#base/ids.ts';
import type { Editor } from '#canvas/editor.ts';
import { createStore, type Store } from '#canvas/store.ts';

export interface Linked {
  /** Rows that are selected, in whichever pane or list. */
  readonly rows: Store<readonly string[]>;
  /** Selects rows in every pane. */
  select(rows: readonly string[]): void;
  /** Selects what a difference names, in every pane. */
  selectIds(ids: readonly (readonly Id[])[]): void;
  stop(): void;
}

type Cells = ReadonlyMap<string, readonly (Id | undefined)[]>;

/** Selection and hover go through all panes: what means the same is marked together. */
export function linkPanes(
  editors: readonly Pick<Editor, 'selection' | 'hovered' | 'select'>[],
  rowOf: readonly ReadonlyMap<Id, string>[],
  cellsOf: Cells,
): Linked {
  const rows = createStore<readonly string[]>([]);
  const stops: (() => void)[] = [];
  let linking = false;
  const linked = (act: () => void) => {
    if (linking) return;
    linking = true;
    act();
    linking = false;
  };
  const rowsAt = (d: number, ids: Iterable<Id>) => [...new Set([...ids].flatMap((id) => rowOf[d]?.get(id) ?? []))];
  const cells = (d: number, list: readonly string[]) => list.flatMap((row) => cellsOf.get(row)?.[d] ?? []);

  for (const [d, editor] of editors.entries()) {
    stops.push(
      editor.selection.subscribe(() =>
        linked(() => {
          const chosen = rowsAt(d, editor.selection.get());
          rows.set(chosen);
          for (const [e, other] of editors.entries()) if (e !== d) other.select(cells(e, chosen));
        }),
      ),
      editor.hovered.subscribe(() =>
        linked(() => {
          const id = editor.hovered.get();
          const row = id === undefined ? undefined : rowOf[d]?.get(id);
          for (const [e, other] of editors.entries())
            if (e !== d) other.hovered.set(row === undefined ? undefined : (cellsOf.get(row)?.[e] ?? undefined));
        }),
      ),
    );
  }
  return {
    rows,
    select: (list) =>
      linked(() => {
        rows.set(list);
        for (const [d, editor] of editors.entries()) editor.select(cells(d, list));
      }),
    selectIds: (ids) =>
      linked(() => {
        rows.set([...new Set(ids.flatMap((list, d) => rowsAt(d, list)))]);
        for (const [d, editor] of editors.entries()) editor.select(ids[d] ?? []);
      }),
    stop() {
      for (const stop of stops) stop();
    },
  };
}
