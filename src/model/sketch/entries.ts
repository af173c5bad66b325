import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import type { EdgeKind, ElementKind } from '../kind.ts';
import type { Value } from '../property.ts';
import type { Namespace } from './syntax.ts';
import type { Atom, Chain, Declaration, Link } from './tree.ts';

/** An element that a text declares, or that follows from its arrows. */
export interface Entry {
  readonly kind: ElementKind;
  readonly namespace: Namespace;
  readonly name: string;
  readonly copy: number;
  /** Several for the versions of a contract; none for what follows from arrows. */
  readonly statements: Declaration[];
  readonly inferred: Readonly<Record<string, Value>>;
  id: Id;
}

/** An edge that a text draws. */
export interface DrawnLink {
  readonly chain: Chain;
  readonly link: Link;
  readonly first: boolean;
  readonly kind: EdgeKind;
  readonly from: Id;
  readonly to: Id;
  readonly ends: readonly [Atom, Atom];
  id: Id;
}

/** Tells handles apart. */
export function keyOf(namespace: Namespace, name: string, copy: number): string {
  return `${namespace} ${copy} ${name}`;
}

/** Gives the ids of a group to its members in the order in which they stand. */
export function inOrderOfIds(group: { id: Id }[]): void {
  const ids = group.map((each) => each.id).sort(compare);
  group.forEach((each, i) => {
    each.id = ids[i] as Id;
  });
}

/** The name of an edge that is written among its properties instead of behind `as`. */
export function statedName(link: Link): string {
  const node = link.properties.find((property) => property.name === 'name');
  return node?.value && !('list' in node.value) ? node.value.text : '';
}
