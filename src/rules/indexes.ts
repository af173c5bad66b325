import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { type Design, type Edge, type EdgeOf, type Element, type ElementOf, edgeKindNames, emptyDesign } from '#model/design.ts';
import type { EdgeKind, ElementKind } from '#model/kind.ts';
import { edgeKinds } from '#model/kinds/index.ts';
import { sameValue } from '#model/values.ts';
import { Cell, Derived, type Tracker } from './cells.ts';
import type { Query, Reads } from './context.ts';
import { referencesOf } from './references.ts';

/** Told of records that came or went, so that evaluations come and go with them. */
export interface Audience {
  came(record: Element | Edge): void;
  went(record: Element | Edge): void;
}

class RecordCell extends Cell {
  element: Element | undefined;
  edge: Edge | undefined;
}

/** A sorted list. Whoever has read it may still hold the array, so it is then replaced, never changed. */
class ListCell<T> extends Cell {
  items: readonly T[] = [];
}

/** What the indexes know about one id; the id's record may be missing. */
class Place {
  readonly record = new RecordCell();
  /** By number of edge kind. */
  readonly out: ListCell<Edge>[] = [];
  readonly into: ListCell<Edge>[] = [];
  readonly edges = new ListCell<Id>();
  readonly referrers = new ListCell<Id>();
}

const kindNumber = Object.fromEntries(edgeKindNames.map((kind, i) => [kind, i])) as Record<EdgeKind, number>;

const self = (id: Id): Id => id;
const idOf = (edge: Edge): Id => edge.id;
const none: readonly string[] = [];

/** The indexes over one design, brought from version to version by what has changed (SPEC [E3]). */
export class Indexes implements Reads {
  readonly #tracker: Tracker;
  #design: Design = emptyDesign;
  readonly #places = new Map<Id, Place>();
  readonly #named = new Map<string, ListCell<Id>>();
  readonly #kinds = new Map<ElementKind, ListCell<Id>>();
  readonly #references = new Map<Id, readonly Id[]>();
  /** Edges that stand in `out` and `into`. */
  readonly #linked = new Map<Id, Edge>();
  readonly #derived = new Map<Query<never>, Map<Id, Derived>>();
  #gone: Id[] = [];

  constructor(tracker: Tracker) {
    this.#tracker = tracker;
  }

  get design(): Design {
    return this.#design;
  }

  element(id: Id): Element | undefined {
    const cell = this.#place(id).record;
    this.#tracker.note(cell);
    return cell.element;
  }

  edge(id: Id): Edge | undefined {
    const cell = this.#place(id).record;
    this.#tracker.note(cell);
    return cell.edge;
  }

  of<K extends ElementKind>(id: Id, kind: K): ElementOf<K> | undefined {
    const element = this.element(id);
    return element?.kind === kind ? (element as unknown as ElementOf<K>) : undefined;
  }

  out<K extends EdgeKind>(id: Id, kind: K): readonly EdgeOf<K>[] {
    return this.#list(this.#place(id).out, kind);
  }

  into<K extends EdgeKind>(id: Id, kind: K): readonly EdgeOf<K>[] {
    return this.#list(this.#place(id).into, kind);
  }

  #list<K extends EdgeKind>(lists: ListCell<Edge>[], kind: K): readonly EdgeOf<K>[] {
    const cell = listOf(lists, kind);
    this.#tracker.note(cell);
    return cell.items as unknown as readonly EdgeOf<K>[];
  }

  edgesAt(id: Id): readonly Id[] {
    const cell = this.#place(id).edges;
    this.#tracker.note(cell);
    return cell.items;
  }

  referrers(id: Id): readonly Id[] {
    const cell = this.#place(id).referrers;
    this.#tracker.note(cell);
    return cell.items;
  }

  all(kind: ElementKind): readonly Id[] {
    const cell = this.#kind(kind);
    this.#tracker.note(cell);
    return cell.items;
  }

  contractsNamed(name: string): readonly Id[] {
    const cell = this.#name(name);
    this.#tracker.note(cell);
    return cell.items;
  }

  ask<T>(query: Query<T>, id: Id): T {
    let values = this.#derived.get(query as unknown as Query<never>);
    if (!values) {
      values = new Map();
      this.#derived.set(query as unknown as Query<never>, values);
    }
    let value = values.get(id) as Derived<T> | undefined;
    if (!value) {
      value = new Derived<T>(this.#tracker, () => query.compute(this, id), query.same);
      values.set(id, value as unknown as Derived);
    }
    return value.get();
  }

  /** Moves on to another version of the design, or to another design; tells the audience who came and went. */
  update(next: Design, audience: Audience): void {
    this.#sweep();
    const before = this.#design;
    this.#design = next;
    const elements = differences(before.elements, next.elements);
    const edges = differences(before.edges, next.edges);
    const rejoin = new Set<Id>();
    for (const [id, was, is] of elements) {
      const place = this.#place(id);
      place.record.element = is;
      this.#tracker.changed(place.record);
      if (was?.kind !== is?.kind) {
        for (const edge of place.edges.items) rejoin.add(edge);
        if (was) this.#remove(this.#kind(was.kind), id, self);
        if (is) this.#insert(this.#kind(is.kind), id, self);
      }
      const name = was?.kind === 'contract' ? was.props.name : undefined;
      const now = is?.kind === 'contract' ? is.props.name : undefined;
      if (name !== now || was?.id !== is?.id) {
        if (name !== undefined) this.#remove(this.#name(name), id, self);
        if (now !== undefined) this.#insert(this.#name(now), id, self);
      }
      this.#refer(id, was, is);
    }
    for (const [id, was, is] of edges) {
      const place = this.#place(id);
      place.record.edge = is;
      this.#tracker.changed(place.record);
      if (was && (was.from !== is?.from || was.to !== is.to)) this.#detach(was);
      if (is && (was?.from !== is.from || was.to !== is.to)) this.#attach(is);
      rejoin.add(id);
      this.#refer(id, was, is);
    }
    for (const id of rejoin) this.#join(id, next.edges.get(id));
    // Only now, with all indexes in place: the audience may look around.
    for (const [id, was, is] of [...elements, ...edges]) {
      if (was && was.kind !== is?.kind) audience.went(was);
      if (is && was?.kind !== is.kind) audience.came(is);
      if (!is) this.#gone.push(id);
    }
  }

  #place(id: Id): Place {
    let place = this.#places.get(id);
    if (!place) {
      place = new Place();
      this.#places.set(id, place);
    }
    return place;
  }

  #name(name: string): ListCell<Id> {
    let cell = this.#named.get(name);
    if (!cell) {
      cell = new ListCell();
      this.#named.set(name, cell);
    }
    return cell;
  }

  #kind(kind: ElementKind): ListCell<Id> {
    let cell = this.#kinds.get(kind);
    if (!cell) {
      cell = new ListCell();
      this.#kinds.set(kind, cell);
    }
    return cell;
  }

  #insert<T>(cell: ListCell<T>, item: T, key: (item: T) => Id): void {
    const id = key(item);
    const items = cell.readers.size > 0 ? [...cell.items] : (cell.items as T[]);
    const at = position(items, id, key);
    const found = items[at];
    items.splice(at, found !== undefined && key(found) === id ? 1 : 0, item);
    cell.items = items;
    this.#tracker.changed(cell);
  }

  #remove<T>(cell: ListCell<T>, id: Id, key: (item: T) => Id): void {
    const at = position(cell.items, id, key);
    const found = cell.items[at];
    if (found === undefined || key(found) !== id) return;
    const items = [...cell.items];
    items.splice(at, 1);
    cell.items = items;
    this.#tracker.changed(cell);
  }

  #attach(edge: Edge): void {
    this.#insert(this.#place(edge.from).edges, edge.id, self);
    if (edge.to !== edge.from) this.#insert(this.#place(edge.to).edges, edge.id, self);
  }

  #detach(edge: Edge): void {
    this.#remove(this.#place(edge.from).edges, edge.id, self);
    this.#remove(this.#place(edge.to).edges, edge.id, self);
  }

  /** Puts an edge into the lists by kind if both ends are there and the kind may join them; takes it out otherwise. */
  #join(id: Id, edge: Edge | undefined): void {
    const linked = this.#linked.get(id);
    const lawful = edge !== undefined && this.#lawful(edge);
    if (linked && (!lawful || linked.kind !== edge.kind || linked.from !== edge.from || linked.to !== edge.to)) {
      this.#remove(listOf(this.#place(linked.from).out, linked.kind), id, idOf);
      this.#remove(listOf(this.#place(linked.to).into, linked.kind), id, idOf);
      this.#linked.delete(id);
    }
    if (!lawful || linked === edge) return;
    this.#insert(listOf(this.#place(edge.from).out, edge.kind), edge, idOf);
    this.#insert(listOf(this.#place(edge.to).into, edge.kind), edge, idOf);
    this.#linked.set(id, edge);
  }

  #lawful(edge: Edge): boolean {
    const from = this.#design.elements.get(edge.from);
    const to = this.#design.elements.get(edge.to);
    return from !== undefined && to !== undefined && edgeMayJoin(edge.kind, from.kind, to.kind);
  }

  #refer(id: Id, was: Element | Edge | undefined, is: Element | Edge | undefined): void {
    const before = this.#references.get(id) ?? none;
    const now = is ? referencesOf(is) : none;
    if (was && sameValue(before, now)) return;
    for (const target of before) if (!now.includes(target)) this.#remove(this.#place(target).referrers, id, self);
    for (const target of now) if (!before.includes(target)) this.#insert(this.#place(target).referrers, id, self);
    if (now.length > 0) this.#references.set(id, now);
    else this.#references.delete(id);
  }

  /** Forgets ids that went in the update before the last one and that nobody reads any more. */
  #sweep(): void {
    for (const id of this.#gone) {
      if (this.#design.elements.has(id) || this.#design.edges.has(id)) continue;
      for (const values of this.#derived.values()) {
        const value = values.get(id);
        if (value && value.readers.size === 0) {
          this.#tracker.forget(value);
          values.delete(id);
        }
      }
      const place = this.#places.get(id);
      if (!place) continue;
      const cells: Cell[] = [place.record, place.edges, place.referrers, ...place.out, ...place.into];
      if (
        place.edges.items.length + place.referrers.items.length === 0 &&
        cells.every((cell) => !cell || cell.readers.size === 0)
      ) {
        this.#places.delete(id);
      }
    }
    this.#gone = [];
  }
}

function listOf(lists: ListCell<Edge>[], kind: EdgeKind): ListCell<Edge> {
  const number = kindNumber[kind];
  let cell = lists[number];
  if (!cell) {
    cell = new ListCell();
    lists[number] = cell;
  }
  return cell;
}

/** Index of the first item whose id is not below. */
function position<T>(items: readonly T[], id: Id, key: (item: T) => Id): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(key(items[middle] as T), id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Difference<T> = readonly [id: Id, was: T | undefined, is: T | undefined];

function differences<T>(before: ReadonlyMap<Id, T>, after: ReadonlyMap<Id, T>): Difference<T>[] {
  if (before === after) return [];
  const found: Difference<T>[] = [];
  let added = 0;
  for (const [id, is] of after) {
    const was = before.get(id);
    if (was === is) continue;
    if (was === undefined) added++;
    found.push([id, was, is]);
  }
  // Nothing can have gone if what is new explains the size.
  if (after.size - before.size !== added) for (const [id, was] of before) if (!after.has(id)) found.push([id, was, undefined]);
  return found;
}

/** Rules.md 1.3: whether an edge of this kind may go from one kind of element to another. */
export function edgeMayJoin(kind: EdgeKind, from: ElementKind, to: ElementKind): boolean {
  const declared = edgeKinds[kind];
  return declared.from.includes(from) && declared.to.includes(to);
}
