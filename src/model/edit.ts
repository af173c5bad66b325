import type { Id } from '#base/ids.ts';
import { type CheckingRecord, checkingKey, checkingLimits } from './checking.ts';
import type { Design, Edge, Element, Position, Size } from './design.ts';
import type { Value } from './property.ts';
import { inOrder, type Row, sameValue } from './values.ts';

/**
 * The only way in which a design changes. An edit that no longer fits (its record is gone, its row exists
 * already) changes nothing: peers may have been faster.
 */
export type Edit =
  | { readonly op: 'addElement'; readonly element: Element }
  | { readonly op: 'removeElement'; readonly id: Id }
  | { readonly op: 'addEdge'; readonly edge: Edge }
  | { readonly op: 'removeEdge'; readonly id: Id }
  | { readonly op: 'reconnect'; readonly id: Id; readonly from: Id; readonly to: Id }
  /** Sets a property of an element or edge; `path` leads through rows: ['versions', 'v1', 'fields', 'f1', 'type']. */
  | { readonly op: 'set'; readonly id: Id; readonly path: Path; readonly value: Value }
  /** Adds a row to the list at `path`: ['versions', 'v1', 'fields']. */
  | { readonly op: 'addRow'; readonly id: Id; readonly path: Path; readonly row: Row }
  /** Removes the row at `path`: ['versions', 'v1', 'fields', 'f1']. */
  | { readonly op: 'removeRow'; readonly id: Id; readonly path: Path }
  /** Moves a row: sets its order. */
  | { readonly op: 'moveRow'; readonly id: Id; readonly path: Path; readonly order: string }
  /** Places an element; undefined leaves its place to the automatic layout. */
  | { readonly op: 'place'; readonly id: Id; readonly at: Position | undefined }
  | { readonly op: 'resize'; readonly id: Id; readonly size: Size | undefined }
  /** Settles something about checking, or changes what was settled under the same key. */
  | { readonly op: 'settle'; readonly record: CheckingRecord }
  | { readonly op: 'unsettle'; readonly key: string }
  | { readonly op: 'describe'; readonly what: 'title' | 'comment'; readonly text: string };

export type Path = readonly string[];

export function applyEdits(design: Design, edits: readonly Edit[]): Design {
  let now = design;
  for (const edit of edits) now = applyEdit(now, edit);
  return now;
}

function applyEdit(design: Design, edit: Edit): Design {
  switch (edit.op) {
    case 'addElement':
      return taken(design, edit.element.id)
        ? design
        : { ...design, elements: withEntry(design.elements, edit.element.id, edit.element) };
    case 'removeElement':
      return design.elements.has(edit.id)
        ? {
            ...design,
            elements: without(design.elements, edit.id),
            positions: without(design.positions, edit.id),
            sizes: without(design.sizes, edit.id),
          }
        : design;
    case 'addEdge':
      return taken(design, edit.edge.id) ? design : { ...design, edges: withEntry(design.edges, edit.edge.id, edit.edge) };
    case 'removeEdge':
      return design.edges.has(edit.id) ? { ...design, edges: without(design.edges, edit.id) } : design;
    case 'reconnect': {
      const edge = design.edges.get(edit.id);
      if (!edge || (edge.from === edit.from && edge.to === edit.to)) return design;
      return { ...design, edges: withEntry(design.edges, edit.id, { ...edge, from: edit.from, to: edit.to }) };
    }
    case 'set':
      return changed(design, edit.id, (props) => setAt(props, edit.path, edit.value));
    case 'addRow':
      return changed(design, edit.id, (props) =>
        rowsAt(props, edit.path, (rows) => (rows.some((row) => row.id === edit.row.id) ? rows : inOrder([...rows, edit.row]))),
      );
    case 'removeRow':
      return changed(design, edit.id, (props) =>
        rowsAt(props, edit.path.slice(0, -1), (rows) => {
          const rest = rows.filter((row) => row.id !== edit.path.at(-1));
          return rest.length === rows.length ? rows : rest;
        }),
      );
    case 'moveRow':
      return changed(design, edit.id, (props) => setAt(props, [...edit.path, 'order'], edit.order));
    case 'place':
      if (!design.elements.has(edit.id)) return design;
      if (sameValue(design.positions.get(edit.id), edit.at)) return design;
      return {
        ...design,
        positions: edit.at ? withEntry(design.positions, edit.id, edit.at) : without(design.positions, edit.id),
      };
    case 'resize':
      if (!design.elements.has(edit.id)) return design;
      if (sameValue(design.sizes.get(edit.id), edit.size)) return design;
      return { ...design, sizes: edit.size ? withEntry(design.sizes, edit.id, edit.size) : without(design.sizes, edit.id) };
    case 'settle': {
      const key = checkingKey(edit.record);
      const { checking } = design;
      if (sameValue(checking.get(key), edit.record)) return design;
      if (!checking.has(key) && checking.size >= checkingLimits.records) return design;
      return { ...design, checking: withEntry(checking, key, edit.record) };
    }
    case 'unsettle':
      return design.checking.has(edit.key) ? { ...design, checking: without(design.checking, edit.key) } : design;
    case 'describe':
      return design[edit.what] === edit.text ? design : { ...design, [edit.what]: edit.text };
  }
}

/** Edits that lead back from `applyEdits(design, edits)` to `design`, in the order to apply them. */
export function invertEdits(design: Design, edits: readonly Edit[]): Edit[] {
  const back: Edit[][] = [];
  let now = design;
  for (const edit of edits) {
    const next = applyEdit(now, edit);
    if (next !== now) back.push(inverse(now, edit));
    now = next;
  }
  return back.reverse().flat();
}

function inverse(before: Design, edit: Edit): Edit[] {
  switch (edit.op) {
    case 'addElement':
      return [{ op: 'removeElement', id: edit.element.id }];
    case 'removeElement': {
      const at = before.positions.get(edit.id);
      const size = before.sizes.get(edit.id);
      const undo: Edit[] = [{ op: 'addElement', element: before.elements.get(edit.id) as Element }];
      if (at) undo.push({ op: 'place', id: edit.id, at });
      if (size) undo.push({ op: 'resize', id: edit.id, size });
      return undo;
    }
    case 'addEdge':
      return [{ op: 'removeEdge', id: edit.edge.id }];
    case 'removeEdge':
      return [{ op: 'addEdge', edge: before.edges.get(edit.id) as Edge }];
    case 'reconnect': {
      const edge = before.edges.get(edit.id) as Edge;
      return [{ op: 'reconnect', id: edit.id, from: edge.from, to: edge.to }];
    }
    case 'set':
      return [{ ...edit, value: valueAt(propsOf(before, edit.id), edit.path) as Value }];
    case 'addRow':
      return [{ op: 'removeRow', id: edit.id, path: [...edit.path, edit.row.id] }];
    case 'removeRow':
      return [
        { op: 'addRow', id: edit.id, path: edit.path.slice(0, -1), row: valueAt(propsOf(before, edit.id), edit.path) as Row },
      ];
    case 'moveRow':
      return [{ ...edit, order: (valueAt(propsOf(before, edit.id), edit.path) as Row).order }];
    case 'place':
      return [{ ...edit, at: before.positions.get(edit.id) }];
    case 'resize':
      return [{ ...edit, size: before.sizes.get(edit.id) }];
    case 'settle': {
      const key = checkingKey(edit.record);
      const record = before.checking.get(key);
      return [record ? { op: 'settle', record } : { op: 'unsettle', key }];
    }
    case 'unsettle':
      return [{ op: 'settle', record: before.checking.get(edit.key) as CheckingRecord }];
    case 'describe':
      return [{ ...edit, text: before[edit.what] }];
  }
}

/** The value at a path through properties and rows (a row is found by its id), or undefined. */
export function valueAt(props: Readonly<Record<string, unknown>> | undefined, path: Path): unknown {
  let at: unknown = props;
  for (const step of path) {
    if (Array.isArray(at)) at = (at as readonly Row[]).find((row) => row.id === step);
    else if (typeof at === 'object' && at !== null && Object.hasOwn(at, step)) at = (at as Record<string, unknown>)[step];
    else return undefined;
  }
  return at;
}

export function propsOf(design: Design, id: Id): Readonly<Record<string, unknown>> | undefined {
  return (design.elements.get(id) ?? design.edges.get(id))?.props as Readonly<Record<string, unknown>> | undefined;
}

type Props = Readonly<Record<string, unknown>>;

function changed(design: Design, id: Id, change: (props: Props) => Props): Design {
  const element = design.elements.get(id);
  if (element) {
    const props = change(element.props as unknown as Props);
    return props === (element.props as unknown)
      ? design
      : { ...design, elements: withEntry(design.elements, id, { ...element, props } as unknown as Element) };
  }
  const edge = design.edges.get(id);
  if (edge) {
    const props = change(edge.props as unknown as Props);
    return props === (edge.props as unknown)
      ? design
      : { ...design, edges: withEntry(design.edges, id, { ...edge, props } as unknown as Edge) };
  }
  return design;
}

function setAt(props: Props, path: Path, value: unknown): Props {
  const [name, ...rest] = path;
  if (name === undefined || !Object.hasOwn(props, name)) return props;
  if (rest.length === 0) return sameValue(props[name], value) ? props : { ...props, [name]: value };
  const [row, ...deeper] = rest;
  const rows = props[name];
  if (!Array.isArray(rows) || row === undefined) return props;
  let touched = false;
  const next = (rows as readonly Row[]).map((each) => {
    if (each.id !== row) return each;
    const now = setAt(each, deeper, value) as Row;
    touched ||= now !== each;
    return now;
  });
  return touched ? { ...props, [name]: inOrder(next) } : props;
}

function rowsAt(props: Props, path: Path, change: (rows: readonly Row[]) => readonly Row[]): Props {
  const [name, row, ...rest] = path;
  if (name === undefined || !Array.isArray(props[name])) return props;
  const rows = props[name] as readonly Row[];
  const next = row === undefined ? change(rows) : mapRow(rows, row, (each) => rowsAt(each, rest, change) as Row);
  return next === rows ? props : { ...props, [name]: next };
}

function mapRow(rows: readonly Row[], id: string, change: (row: Row) => Row): readonly Row[] {
  let touched = false;
  const next = rows.map((row) => {
    if (row.id !== id) return row;
    const now = change(row);
    touched ||= now !== row;
    return now;
  });
  return touched ? next : rows;
}

function taken(design: Design, id: Id): boolean {
  return design.elements.has(id) || design.edges.has(id);
}

function withEntry<T>(map: ReadonlyMap<Id, T>, id: Id, value: T): ReadonlyMap<Id, T> {
  return new Map(map).set(id, value);
}

function without<T>(map: ReadonlyMap<Id, T>, id: Id): ReadonlyMap<Id, T> {
  if (!map.has(id)) return map;
  const rest = new Map(map);
  rest.delete(id);
  return rest;
}

/**
 * Edits that remove elements and edges with all that hangs on them: their edges go too, and what stood in a
 * removed context moves to the context around it. References in properties stay, as findings.
 */
export function removal(design: Design, ids: Iterable<Id>): Edit[] {
  const gone = new Set(ids);
  const edits: Edit[] = [];
  for (const edge of design.edges.values()) {
    if (gone.has(edge.id) || gone.has(edge.from) || gone.has(edge.to)) edits.push({ op: 'removeEdge', id: edge.id });
  }
  for (const element of design.elements.values()) {
    if (gone.has(element.id)) continue;
    let parent = element.props.context;
    for (let depth = 0; gone.has(parent) && depth < 64; depth++) parent = design.elements.get(parent)?.props.context ?? 'none';
    if (gone.has(parent)) parent = 'none';
    if (parent !== element.props.context) edits.push({ op: 'set', id: element.id, path: ['context'], value: parent });
  }
  for (const id of gone) if (design.elements.has(id)) edits.push({ op: 'removeElement', id });
  return edits;
}
