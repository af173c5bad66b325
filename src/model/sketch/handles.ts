import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import type { Design } from '../design.ts';
import type { ElementKind } from '../kind.ts';
import { type Namespace, namespaceOf } from './syntax.ts';

/** What an element is called in a text: its name, and which of those with that name it is. [S4] */
export interface Handle {
  readonly namespace: Namespace;
  readonly kind: ElementKind;
  readonly name: string;
  /** 1 for the first of a name, which is not written. */
  readonly copy: number;
}

export interface Handles {
  of(id: Id): Handle | undefined;
  find(namespace: Namespace, name: string, copy: number): Id | undefined;
  /** Names of a namespace, for "did you mean" and completions. */
  names(namespace: Namespace): Iterable<string>;
}

const known = new WeakMap<Design, Handles>();

/**
 * Handles of all elements. Elements with one name are numbered by id, because that is the only thing about
 * them that no edit changes; the parser gives out its ids in the same order.
 */
export function handlesOf(design: Design): Handles {
  const found = known.get(design);
  if (found) return found;
  const groups = new Map<string, { id: Id; kind: ElementKind; name: string }[]>();
  for (const { id, kind, props } of design.elements.values()) {
    const key = `${namespaceOf(kind)} ${props.name}`;
    const group = groups.get(key);
    if (group) group.push({ id, kind, name: props.name });
    else groups.set(key, [{ id, kind, name: props.name }]);
  }
  const named: [Id, Handle][] = [];
  for (const group of groups.values()) {
    group.sort((a, b) => compare(a.id, b.id));
    group.forEach(({ id, kind, name }, i) => {
      named.push([id, { namespace: namespaceOf(kind), kind, name, copy: i + 1 }]);
    });
  }
  const built = handlesFrom(named);
  known.set(design, built);
  return built;
}

export function handlesFrom(named: Iterable<readonly [Id, Handle]>): Handles {
  const byId = new Map<Id, Handle>();
  const byName = new Map<Namespace, Map<string, Map<number, Id>>>();
  for (const [id, handle] of named) {
    byId.set(id, handle);
    const names = byName.get(handle.namespace) ?? new Map<string, Map<number, Id>>();
    byName.set(handle.namespace, names);
    const copies = names.get(handle.name) ?? new Map<number, Id>();
    names.set(handle.name, copies);
    copies.set(handle.copy, id);
  }
  return {
    of: (id) => byId.get(id),
    find: (namespace, name, copy) => byName.get(namespace)?.get(name)?.get(copy),
    names: (namespace) => byName.get(namespace)?.keys() ?? [],
  };
}

/** In which namespaces a bare name is looked up, in this order, where a reference may point to these kinds. */
export function namespacesOf(kinds: readonly ElementKind[]): Namespace[] {
  return [...new Set(kinds.map(namespaceOf))];
}

export function findIn(handles: Handles, namespaces: readonly Namespace[], name: string, copy: number): Id | undefined {
  for (const namespace of namespaces) {
    const id = handles.find(namespace, name, copy);
    if (id !== undefined) return id;
  }
  return undefined;
}

export const nodeNamespace: readonly Namespace[] = ['node'];

/** Everything that may be named without a prefix where any element may stand. */
export const allNamespaces: readonly Namespace[] = ['node', 'contract', 'context', 'saga', 'broker', 'note'];
