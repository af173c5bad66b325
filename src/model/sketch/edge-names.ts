import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import type { EdgeKind } from '../kind.ts';

/** What an edge is referred to by. */
export interface EdgeEnds {
  readonly id: Id;
  readonly kind: EdgeKind;
  readonly from: Id;
  readonly to: Id;
  readonly name: string;
}

export interface EdgeNames {
  of(id: Id): EdgeEnds | undefined;
  /** Edges of the same kind between the same ends as this one, in the order of their ids: `#1`, `#2`, … */
  alike(kind: EdgeKind, from: Id, to: Id): readonly EdgeEnds[];
  /** The handlers that an edge of this node may be caused by: what it consumes, or what is consumed from it. */
  handlersOf(node: Id): readonly EdgeEnds[];
}

/** [S11] */
export function edgeNames(edges: Iterable<EdgeEnds>): EdgeNames {
  const byId = new Map<Id, EdgeEnds>();
  const alike = new Map<string, EdgeEnds[]>();
  const handlers = new Map<Id, EdgeEnds[]>();
  for (const edge of [...edges].sort((a, b) => compare(a.id, b.id))) {
    byId.set(edge.id, edge);
    push(alike, key(edge.kind, edge.from, edge.to), edge);
    if (edge.kind !== 'consumes') continue;
    push(handlers, edge.to, edge);
    if (edge.from !== edge.to) push(handlers, edge.from, edge);
  }
  return {
    of: (id) => byId.get(id),
    alike: (kind, from, to) => alike.get(key(kind, from, to)) ?? [],
    handlersOf: (node) => handlers.get(node) ?? [],
  };
}

/** Handlers of a node that a short name may mean: by the element at the other end, or by their own names. */
export function handlersCalled(names: EdgeNames, node: Id, other: Id | undefined, name: string | undefined): readonly EdgeEnds[] {
  return names
    .handlersOf(node)
    .filter(
      (edge) =>
        (other !== undefined && otherEnd(edge, node) === other) || (name !== undefined && name !== '' && edge.name === name),
    );
}

export function otherEnd(edge: { from: Id; to: Id }, node: Id): Id {
  return edge.from === node ? edge.to : edge.from;
}

function key(kind: EdgeKind, from: Id, to: Id): string {
  return `${kind} ${from} ${to}`;
}

function push<T>(lists: Map<string, T[]>, at: string, item: T): void {
  const list = lists.get(at);
  if (list) list.push(item);
  else lists.set(at, [item]);
}
