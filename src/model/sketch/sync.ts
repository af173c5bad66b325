import type { Id, MakeId } from '#base/ids.ts';
import type { Design, Edge, Element } from '../design.ts';
import type { Edit, Path } from '../edit.ts';
import type { Property, RowKind, Value } from '../property.ts';
import { orderBetween, rowOrders } from '../row-order.ts';
import { propertiesOf, type Row, sameValue } from '../values.ts';
import { type Matches, matchDesigns } from './match.ts';
import { inDesign, meaning, meaningOf } from './meaning.ts';

/**
 * The edits that make the current design say what a parsed text says. What stands in both keeps its identity; only
 * what differs is edited, so a rename in the text is one edit, and peers' work on anything else is left alone.
 * Places that the text does not state stay as they are. [S17]
 */
export function reconcile(
  current: Design,
  parsed: Design,
  makeId: MakeId,
  matches: Matches = matchDesigns(current, parsed),
): Edit[] {
  const ids = new Map(matches);
  const kept = new Set(matches.values());
  for (const id of [...parsed.elements.keys(), ...parsed.edges.keys()]) if (!ids.has(id)) ids.set(id, makeId());
  const sync: Sync = { current, parsed, makeId, name: (id) => ids.get(id) ?? id };

  const edits: Edit[] = [];
  if (current.title !== parsed.title) edits.push({ op: 'describe', what: 'title', text: parsed.title });
  if (current.comment !== parsed.comment) edits.push({ op: 'describe', what: 'comment', text: parsed.comment });
  for (const element of parsed.elements.values()) {
    const id = sync.name(element.id);
    const old = current.elements.get(id);
    if (old) edits.push(...propertyEdits(sync, id, old, element));
    else edits.push({ op: 'addElement', element: { ...element, id, props: translated(sync, element) } as Element });
    const at = parsed.positions.get(element.id);
    if (at && !sameValue(at, current.positions.get(id))) edits.push({ op: 'place', id, at });
    const size = parsed.sizes.get(element.id);
    if (size && !sameValue(size, current.sizes.get(id))) edits.push({ op: 'resize', id, size });
  }
  for (const edge of parsed.edges.values()) {
    const id = sync.name(edge.id);
    const old = current.edges.get(id);
    const from = endOf(sync, edge.from);
    const to = endOf(sync, edge.to);
    if (!old) {
      edits.push({ op: 'addEdge', edge: { ...edge, id, from, to, props: translated(sync, edge) } as Edge });
      continue;
    }
    // An end that is gone on both sides stays as it is in the document: an undo may bring it back.
    if (inDesign(current, old.from) !== from || inDesign(current, old.to) !== to) edits.push({ op: 'reconnect', id, from, to });
    edits.push(...propertyEdits(sync, id, old, edge));
  }
  for (const id of current.edges.keys()) if (!kept.has(id)) edits.push({ op: 'removeEdge', id });
  for (const id of current.elements.keys()) if (!kept.has(id)) edits.push({ op: 'removeElement', id });
  return edits;
}

interface Sync {
  readonly current: Design;
  readonly parsed: Design;
  readonly makeId: MakeId;
  /** Id in the current design of a record of the parsed one. */
  name(id: Id): Id;
}

function endOf(sync: Sync, id: string): string {
  return sync.parsed.elements.has(id) ? sync.name(id) : inDesign(sync.parsed, id);
}

/** The properties of a parsed record with the current design's ids in them; its rows keep their own. */
function translated(sync: Sync, record: Element | Edge): object {
  return translatedProps(sync, propertiesOf(record.kind), record.props as unknown as Record<string, unknown>);
}

function translatedProps(
  sync: Sync,
  properties: Readonly<Record<string, Property>>,
  props: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const made: Record<string, unknown> = { ...props };
  for (const [name, property] of Object.entries(properties)) {
    if (property.valueType === 'rows') {
      made[name] = (props[name] as readonly Row[]).map((row) => translatedProps(sync, (property.row as RowKind).properties, row));
    } else made[name] = meaning(sync.parsed, property, props[name], sync.name);
  }
  return made;
}

function propertyEdits(sync: Sync, id: Id, old: Element | Edge, now: Element | Edge): Edit[] {
  return differences(sync, id, [], propertiesOf(now.kind), old.props as never, now.props as never);
}

function differences(
  sync: Sync,
  id: Id,
  path: Path,
  properties: Readonly<Record<string, Property>>,
  old: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): Edit[] {
  return Object.entries(properties).flatMap(([name, property]): Edit[] => {
    if (property.valueType === 'rows') {
      return rowEdits(
        sync,
        id,
        [...path, name],
        property.row as RowKind,
        old[name] as readonly Row[],
        now[name] as readonly Row[],
      );
    }
    if (sameValue(old[name], now[name]) && !namesOthers(property)) return [];
    const wanted = meaning(sync.parsed, property, now[name], sync.name);
    const had = meaning(sync.current, property, old[name], (same) => same);
    return sameValue(had, wanted) ? [] : [{ op: 'set', id, path: [...path, name], value: wanted as Value }];
  });
}

function namesOthers(property: Property): boolean {
  return property.refersTo !== undefined || property.valueType === 'edges';
}

function rowEdits(sync: Sync, id: Id, path: Path, kind: RowKind, old: readonly Row[], now: readonly Row[]): Edit[] {
  const matched = matchRows(sync, kind, old, now);
  const edits: Edit[] = [];
  const used = new Set(matched.map((row) => row?.id));
  for (const row of old) if (!used.has(row.id)) edits.push({ op: 'removeRow', id, path: [...path, row.id] });
  const orders = ordersFor(matched.map((row) => row?.order));
  now.forEach((row, i) => {
    const before = matched[i];
    const order = orders[i] as string;
    if (!before) {
      const added = translatedProps(sync, kind.properties, row);
      edits.push({ op: 'addRow', id, path, row: { ...added, id: sync.makeId(), order } as Row });
      return;
    }
    if (before.order !== order) edits.push({ op: 'moveRow', id, path: [...path, before.id], order });
    edits.push(...differences(sync, id, [...path, before.id], kind.properties, before, row));
  });
  return edits;
}

/** For each row of the text the row it is now: an equal one, else one of the same name, else one in the same place. */
function matchRows(sync: Sync, kind: RowKind, old: readonly Row[], now: readonly Row[]): (Row | undefined)[] {
  const matched: (Row | undefined)[] = now.map(() => undefined);
  const free = new Set(old);
  const key = Object.keys(kind.properties)[0] as string;
  const had = new Map(old.map((row) => [row, meaningOf(sync.current, kind.properties, row, (same) => same)]));
  const wanted = now.map((row) => meaningOf(sync.parsed, kind.properties, row, sync.name));
  const pass = (fits: (i: number, row: Row) => boolean) => {
    now.forEach((_, i) => {
      if (matched[i]) return;
      const found = [...free].find((row) => fits(i, row));
      if (!found) return;
      matched[i] = found;
      free.delete(found);
    });
  };
  pass((i, row) => old[i] === row && sameValue(had.get(row), wanted[i]));
  pass((i, row) => sameValue(had.get(row), wanted[i]));
  pass((i, row) => sameValue(had.get(row)?.[key], wanted[i]?.[key]));
  pass((i, row) => old[i] === row && old.length === now.length);
  pass((i, row) => i > 0 && matched[i - 1] !== undefined && old[old.indexOf(matched[i - 1] as Row) + 1] === row);
  pass((i, row) => i === 0 && old[0] === row);
  return matched;
}

/** Orders for rows in sequence, changing as few of those given as possible. */
function ordersFor(given: readonly (string | undefined)[]): string[] {
  const keep = longestIncreasing(given);
  const orders: string[] = [];
  for (let i = 0; i < given.length; i++) {
    if (keep.has(i)) {
      orders.push(given[i] as string);
      continue;
    }
    let next = i + 1;
    while (next < given.length && !keep.has(next)) next++;
    const order = orderBetween(orders[i - 1], given[next]);
    if (order === undefined) return rowOrders(given.length);
    orders.push(order);
  }
  return orders;
}

/** Indexes of a longest strictly increasing run of what is given. */
function longestIncreasing(given: readonly (string | undefined)[]): Set<number> {
  const length: number[] = [];
  const previous: number[] = [];
  let best = -1;
  given.forEach((order, i) => {
    length[i] = 0;
    previous[i] = -1;
    if (order === undefined) return;
    length[i] = 1;
    for (let j = 0; j < i; j++) {
      const other = given[j];
      if (other !== undefined && other < order && (length[j] as number) + 1 > (length[i] as number)) {
        length[i] = (length[j] as number) + 1;
        previous[i] = j;
      }
    }
    if (best < 0 || (length[i] as number) > (length[best] as number)) best = i;
  });
  const kept = new Set<number>();
  for (let i = best; i >= 0; i = previous[i] as number) kept.add(i);
  return kept;
}
