import type { Id, MakeId } from '#base/ids.ts';
import type { Edge, Element } from '#model/design.ts';
import type { Edit, Path } from '#model/edit.ts';
import type { EdgeKind, ElementKind } from '#model/kind.ts';
import { type EdgeProps, type ElementProps, elementKinds, type Field, rowKinds } from '#model/kinds/index.ts';
import type { Value } from '#model/property.ts';
import { orderBetween, rowOrders } from '#model/row-order.ts';
import { propsWith, rowWith } from '#model/values.ts';
import type { Reads } from '../context.ts';
import type { Named } from './contracts.ts';

/** Edits for fixes: new elements and edges have the default of everything that is not given, and no place of their own. */
export function addElement<K extends ElementKind>(kind: K, id: Id, given: Partial<ElementProps<K>>): Edit {
  return { op: 'addElement', element: { id, kind, props: propsWith(kind, given) } as unknown as Element };
}

export function addEdge<K extends EdgeKind>(kind: K, id: Id, from: Id, to: Id, given: Partial<EdgeProps<K>> = {}): Edit {
  return { op: 'addEdge', edge: { id, kind, from, to, props: propsWith(kind, given) } as unknown as Edge };
}

export function set(id: Id, property: string | Path, value: Value): Edit {
  return { op: 'set', id, path: typeof property === 'string' ? [property] : property, value };
}

/**
 * Adds fields to a contract's version, with a first version if it has none. `order` places a field among those that are
 * there.
 */
export function addFields(
  { contract, version }: Named,
  fields: readonly (Partial<Field> & { readonly order: string })[],
  makeId: MakeId,
): Edit[] {
  const edits: Edit[] = [];
  const id = version?.id ?? makeId();
  if (!version) {
    edits.push({
      op: 'addRow',
      id: contract.id,
      path: ['versions'],
      row: rowWith(rowKinds.version, id, rowOrders(1)[0] as string),
    });
  }
  for (const { order, ...given } of fields) {
    edits.push({
      op: 'addRow',
      id: contract.id,
      path: ['versions', id, 'fields'],
      row: rowWith(rowKinds.field, makeId(), order, given),
    });
  }
  return edits;
}

/** Adds fields of these names at the end of a contract's version; those that are there already stay as they are. */
export function appendFields(named: Named, names: readonly string[], makeId: MakeId): Edit[] {
  const fields = named.version?.fields ?? [];
  let last = fields.at(-1)?.order;
  const added = names
    .filter((name) => !fields.some((field) => field.name === name))
    .flatMap((name) => {
      const order = orderBetween(last, undefined);
      if (order === undefined) return [];
      last = order;
      return [{ name, order }];
    });
  return added.length === 0 ? [] : addFields(named, added, makeId);
}

const attributes = (elementKinds.contract.properties.meta.options ?? []).map(({ value }) => value);

/** Adds attributes to the stated metadata of a contract, in their usual order; to metadata that nobody has stated, nothing. */
export function addMeta(read: Reads, contract: Id, ...added: readonly string[]): Edit[] {
  const meta = read.of(contract, 'contract')?.props.meta;
  if (meta === undefined || typeof meta === 'string') return [];
  const wanted = new Set<string>([...meta, ...added]);
  return [
    set(
      contract,
      'meta',
      attributes.filter((each) => wanted.has(each)),
    ),
  ];
}
