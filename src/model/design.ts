import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { type Checking, noChecking } from './checking.ts';
import type { EdgeKind, ElementKind } from './kind.ts';
import type { EdgeProps, ElementProps } from './kinds/index.ts';
import { edgeKinds, elementKinds } from './kinds/index.ts';
import { unresolvedMark } from './property.ts';

/** One element: its kind and the values of all properties of that kind, defaults filled in. Immutable. */
export type Element = { [K in ElementKind]: ElementOf<K> }[ElementKind];

export interface ElementOf<K extends ElementKind> {
  readonly id: Id;
  readonly kind: K;
  readonly props: ElementProps<K>;
}

/** One edge, pointing the way the message, write or call goes. Its ends may be missing (integrity.ts). */
export type Edge = { [K in EdgeKind]: EdgeOf<K> }[EdgeKind];

export interface EdgeOf<K extends EdgeKind> {
  readonly id: Id;
  readonly kind: K;
  readonly from: Id;
  readonly to: Id;
  readonly props: EdgeProps<K>;
}

/** Upper left corner, in whole canvas units (one unit is one CSS pixel at 100 %), absolute. */
export type Position = readonly [x: number, y: number];

/** Width and height in whole canvas units; only contexts and notes have one. */
export type Size = readonly [width: number, height: number];

/** A whole design, immutable: an edit makes a new one that shares all that did not change (edit.ts). */
export interface Design {
  readonly title: string;
  /** Remarks at the end of the text form. */
  readonly comment: string;
  readonly elements: ReadonlyMap<Id, Element>;
  readonly edges: ReadonlyMap<Id, Edge>;
  readonly positions: ReadonlyMap<Id, Position>;
  readonly sizes: ReadonlyMap<Id, Size>;
  /** What people have settled about checking it (checking.ts). */
  readonly checking: Checking;
}

export const emptyDesign: Design = {
  title: '',
  comment: '',
  elements: new Map(),
  edges: new Map(),
  positions: new Map(),
  sizes: new Map(),
  checking: noChecking,
};

export const elementKindNames = Object.keys(elementKinds) as ElementKind[];
export const edgeKindNames = Object.keys(edgeKinds) as EdgeKind[];

export function isElementKind(value: unknown): value is ElementKind {
  return typeof value === 'string' && Object.hasOwn(elementKinds, value);
}

export function isEdgeKind(value: unknown): value is EdgeKind {
  return typeof value === 'string' && Object.hasOwn(edgeKinds, value);
}

export function isKind<K extends ElementKind>(
  element: Element | undefined,
  ...kinds: readonly K[]
): element is ElementOf<K> & Element {
  return element !== undefined && (kinds as readonly string[]).includes(element.kind);
}

/** The element with this id if it exists and is of this kind. */
export function elementOf<K extends ElementKind>(design: Design, id: Id, kind: K): ElementOf<K> | undefined {
  const element = design.elements.get(id);
  return element?.kind === kind ? (element as unknown as ElementOf<K>) : undefined;
}

/** Splits a reference into id and version: `c1@1.1.0` → ['c1', '1.1.0']; without a version the latest is meant. */
export function splitReference(reference: string): readonly [id: string, version: string | undefined] {
  if (reference.startsWith(unresolvedMark)) return [reference, undefined];
  const at = reference.indexOf('@');
  return at < 0 ? [reference, undefined] : [reference.slice(0, at), reference.slice(at + 1)];
}

/** Who is joined to whom. Edges with a missing end are left out of `out` and `into` and listed in `dangling`. */
export interface Adjacency {
  out(id: Id): readonly Edge[];
  into(id: Id): readonly Edge[];
  readonly dangling: readonly Edge[];
}

const adjacencies = new WeakMap<Design, Adjacency>();
const nothing: readonly Edge[] = [];

/** Built at most once for each version of a design. */
export function adjacency(design: Design): Adjacency {
  const known = adjacencies.get(design);
  if (known) return known;
  const out = new Map<Id, Edge[]>();
  const into = new Map<Id, Edge[]>();
  const dangling: Edge[] = [];
  for (const edge of design.edges.values()) {
    if (!design.elements.has(edge.from) || !design.elements.has(edge.to)) {
      dangling.push(edge);
      continue;
    }
    push(out, edge.from, edge);
    push(into, edge.to, edge);
  }
  const built: Adjacency = { out: (id) => out.get(id) ?? nothing, into: (id) => into.get(id) ?? nothing, dangling };
  adjacencies.set(design, built);
  return built;
}

function push<T>(lists: Map<Id, T[]>, id: Id, item: T): void {
  const list = lists.get(id);
  if (list) list.push(item);
  else lists.set(id, [item]);
}

/** Elements that stand directly in a context (`none`: in no context, or in one that is missing). */
export function childrenOf(design: Design, context: Id | 'none'): Element[] {
  return [...design.elements.values()].filter((element) => parentOf(design, element) === context);
}

/**
 * The context that an element stands in: `none` where it names none, a missing one, or one inside itself
 * (two people can nest two contexts into each other at the same moment; the one with the smaller id is then free).
 */
export function parentOf(design: Design, element: Element): Id | 'none' {
  const parent = element.props.context;
  if (elementOf(design, parent, 'context') === undefined) return 'none';
  if (element.kind !== 'context') return parent;
  const circle: Id[] = [element.id];
  let at: string = parent;
  while (true) {
    const above = elementOf(design, at, 'context');
    if (!above) return parent;
    if (above.id === element.id) return circle.every((id) => compare(element.id, id) <= 0) ? 'none' : parent;
    if (circle.includes(above.id)) return parent;
    circle.push(above.id);
    at = above.props.context;
  }
}

/** True if `id` stands in `context`, at whatever depth. */
export function standsIn(design: Design, id: Id, context: Id): boolean {
  let element = design.elements.get(id);
  for (let depth = 0; element && depth < 64; depth++) {
    const parent = parentOf(design, element);
    if (parent === context) return true;
    element = design.elements.get(parent);
  }
  return false;
}

/** What to call a record in a sentence: its name, or its kind where it has none. */
export function nameOf(design: Design, id: Id): string {
  const element = design.elements.get(id);
  if (element) return element.props.name || `unnamed ${elementKinds[element.kind].label.toLowerCase()}`;
  const edge = design.edges.get(id);
  if (edge) return edge.props.name || `${endName(design, edge.from)} → ${endName(design, edge.to)}`;
  return endName(design, id);
}

/** An end that is no element is named by what was written, even if a stranger made an edge its own end. */
function endName(design: Design, id: Id): string {
  if (design.elements.has(id)) return nameOf(design, id);
  return id.startsWith(unresolvedMark) ? id.slice(1) : 'something that is gone';
}

/** Ids of records (elements, edges) that were added, removed or changed, or moved, between two versions. */
export function changedIds(before: Design, after: Design): Set<Id> {
  const changed = new Set<Id>();
  if (before === after) return changed;
  for (const part of ['elements', 'edges', 'positions', 'sizes'] as const) {
    const old: ReadonlyMap<Id, unknown> = before[part];
    const now: ReadonlyMap<Id, unknown> = after[part];
    if (old === now) continue;
    for (const [id, value] of now) if (old.get(id) !== value) changed.add(id);
    for (const id of old.keys()) if (!now.has(id)) changed.add(id);
  }
  return changed;
}
