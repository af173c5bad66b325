import type { Id } from '#base/ids.ts';
import type { Edge, EdgeOf, Element, ElementOf } from '#model/design.ts';
import type { EdgeKind, ElementKind } from '#model/kind.ts';
import { sameValue } from '#model/values.ts';

/**
 * How a rule looks at a design. Everything that it reads is noted, and the rule is run again only when something of
 * that has changed; so rules and helpers must read through this, and keep nothing between two runs. Positions and
 * sizes can't be read: where something stands means nothing to a rule.
 */
export interface Reads {
  element(id: Id): Element | undefined;
  edge(id: Id): Edge | undefined;
  /** The element if it exists and is of this kind. */
  of<K extends ElementKind>(id: Id, kind: K): ElementOf<K> | undefined;
  /**
   * Edges of a kind from, or to, an element: only lawful ones with both ends (edge-not-allowed reports the others). Sorted
   * by id.
   */
  out<K extends EdgeKind>(id: Id, kind: K): readonly EdgeOf<K>[];
  into<K extends EdgeKind>(id: Id, kind: K): readonly EdgeOf<K>[];
  /** Ids of all edges that name the element as an end, lawful or not. Sorted. */
  edgesAt(id: Id): readonly Id[];
  /** Ids of the elements and edges whose properties refer to this record. Sorted. */
  referrers(id: Id): readonly Id[];
  /** Ids of all elements of a kind. Sorted. Whoever reads it is run again whenever one comes or goes. */
  all(kind: ElementKind): readonly Id[];
  /** Ids of the contracts of that name. Sorted. */
  contractsNamed(name: string): readonly Id[];
  /** A value that is derived once for all who ask; see `query`. */
  ask<T>(query: Query<T>, id: Id): T;
}

export interface Query<T> {
  readonly compute: (read: Reads, id: Id) => T;
  readonly same: (a: T, b: T) => boolean;
}

/**
 * A value per element or edge that several rules need. It is computed once, and again only when what it read has
 * changed; while it comes out the same, nobody who asked is run again. Return ids and plain values, not records.
 */
export function query<T>(
  compute: (read: Reads, id: Id) => T,
  same: (a: T, b: T) => boolean = sameValue,
): (read: Reads, id: Id) => T {
  const declared: Query<T> = { compute, same };
  return (read, id) => read.ask(declared, id);
}
