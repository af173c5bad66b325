import type { Id, MakeId } from '#base/ids.ts';
import type { TableRow } from '#contracts/table.ts';
import type { Edit } from '#model/edit.ts';
import { field as fieldKind } from '#model/kinds/field.ts';
import type { Version } from '#model/kinds/version.ts';
import { orderBetween } from '#model/row-order.ts';
import { type Row, rowWith } from '#model/values.ts';

/** What a schema text says of a field; everything else of it (unique, mutable, personal …) is people's to say, and stays. */
const said = ['type', 'required', 'default'] as const;

/**
 * Edits that bring a version's fields in step with what its schema text says: known names keep their row and what was said
 * about them. Two people who do this at once for the same text make the same rows.
 */
export function fieldEdits(contract: Id, version: Version, rows: readonly TableRow[], makeId: MakeId): readonly Edit[] {
  const path = ['versions', version.id, 'fields'];
  const edits: Edit[] = [];
  const known = new Map(version.fields.map((field) => [field.name, field]));
  const ids = new Set(version.fields.map(({ id }) => id));
  let last = version.fields.at(-1)?.order;
  const wanted = new Set<string>();
  for (const row of rows) {
    if (wanted.has(row.name)) continue;
    wanted.add(row.name);
    const field = known.get(row.name);
    if (field) {
      for (const property of said)
        if (field[property] !== row[property])
          edits.push({ op: 'set', id: contract, path: [...path, field.id, property], value: row[property] });
      continue;
    }
    const own = idOf(row.name);
    const id = ids.has(own) ? makeId() : own;
    ids.add(id);
    last = orderBetween(last, undefined) ?? last ?? 'a0';
    edits.push({ op: 'addRow', id: contract, path, row: rowWith(fieldKind, id, last, row) as Row });
  }
  for (const field of version.fields)
    if (!wanted.has(field.name)) edits.push({ op: 'removeRow', id: contract, path: [...path, field.id] });
  return edits;
}

/** An id that follows from the name, so that it is the same wherever it is made. */
function idOf(name: string): Id {
  return `f-${name.replaceAll('.', '_').replaceAll(/[^A-Za-z0-9_]/g, '-')}`.slice(0, 40);
}
