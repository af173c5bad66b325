import type { Id } from '#base/ids.ts';
import type { Edit, Path } from '#model/edit.ts';
import type { Property, RowKind } from '#model/property.ts';
import { orderBetween, rowOrders } from '#model/row-order.ts';
import { type Row, rowWith } from '#model/values.ts';

/** Edits that add a row behind the row at `index - 1` (at the end where no index is given). */
export function addingRow(
  rows: readonly Row[],
  kind: RowKind,
  id: Id,
  path: Path,
  rowId: Id,
  given: object,
  index = rows.length,
): Edit[] {
  const order = orderBetween(rows[index - 1]?.order, rows[index]?.order);
  if (order !== undefined) return [{ op: 'addRow', id, path, row: rowWith(kind, rowId, order, given) }];
  // No room: two rows got one key when two people added at once. All rows get fresh keys, in the order seen.
  const fresh = rowOrders(rows.length + 1);
  const moves = rows.map(
    (row, at): Edit => ({ op: 'moveRow', id, path: [...path, row.id], order: fresh[at < index ? at : at + 1] as string }),
  );
  return [...moves, { op: 'addRow', id, path, row: rowWith(kind, rowId, fresh[index] as string, given) }];
}

/** Edits that move a row by one or more places; none where it stands at the end already. */
export function movingRow(rows: readonly Row[], id: Id, path: Path, rowId: Id, by: number): Edit[] {
  const from = rows.findIndex((row) => row.id === rowId);
  const to = Math.max(0, Math.min(rows.length - 1, from + by));
  if (from < 0 || to === from) return [];
  const rest = rows.filter((row) => row.id !== rowId);
  const order = orderBetween(rest[to - 1]?.order, rest[to]?.order);
  if (order !== undefined) return [{ op: 'moveRow', id, path: [...path, rowId], order }];
  const next = [...rest.slice(0, to), rows[from] as Row, ...rest.slice(to)];
  const fresh = rowOrders(next.length);
  return next.map((row, at): Edit => ({ op: 'moveRow', id, path: [...path, row.id], order: fresh[at] as string }));
}

/** What stands in a new version: the fields of the one before, so that only the change has to be made. */
export function nextVersion(rows: readonly Row[], makeId: () => Id): object {
  const last = rows.at(-1);
  if (!last) return {};
  const [major = 1, minor = 0] = String(last.version)
    .split('.')
    .map((part) => Number.parseInt(part, 10) || 0);
  const fields = (last.fields as readonly Row[]).map((field) => ({ ...field, id: makeId() }));
  return { version: `${major}.${minor + 1}.0`, format: last.format, fields };
}

/** "amount double optional" → the values of a new field; undefined where there is no name. */
export function fieldTyped(kind: RowKind, text: string): Readonly<Record<string, unknown>> | undefined {
  const [name, ...rest] = text
    .trim()
    .split(/[\s:,]+/u)
    .filter(Boolean);
  if (name === undefined) return undefined;
  const given: Record<string, unknown> = { name };
  const types = (kind.properties.type as Property).options ?? [];
  for (const word of rest) {
    const lower = word.toLowerCase();
    const type =
      types.find((option) => option.value.toLowerCase() === lower || option.label.toLowerCase() === lower) ??
      aliasOf(lower, types);
    if (type) given.type = type.value;
    else if (lower === 'optional' || lower === '?') given.required = 'no';
    else if (lower === 'required') given.required = 'yes';
  }
  return given;
}

const aliases: Readonly<Record<string, string>> = {
  text: 'string',
  str: 'string',
  integer: 'int',
  number: 'double',
  decimal: 'double',
  float: 'double',
  boolean: 'bool',
  date: 'timestamp',
  datetime: 'timestamp',
  time: 'timestamp',
  list: 'array',
};

function aliasOf(word: string, types: readonly { readonly value: string }[]): { readonly value: string } | undefined {
  const meant = aliases[word];
  return meant === undefined ? undefined : types.find((type) => type.value === meant);
}
