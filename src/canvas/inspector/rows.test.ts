import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { applyEdits, type Edit, valueAt } from '#model/edit.ts';
import { rowKinds } from '#model/kinds/index.ts';
import type { Row } from '#model/values.ts';
import { designOf, idOf } from '../workbench.testkit.ts';
import { addingRow, fieldTyped, movingRow, nextVersion } from './rows.ts';

const design = designOf('contract Paid 1.0.0 event {\n  a string\n  b int\n  c double\n}\n');
const id = idOf(design, 'Paid');
const versions = valueAt(design.elements.get(id)?.props as never, ['versions']) as readonly Row[];
const version = versions[0] as Row;
const path = ['versions', version.id, 'fields'];
const fields = version.fields as readonly Row[];
const namesAfter = (edits: readonly Edit[]) =>
  (valueAt(applyEdits(design, edits).elements.get(id)?.props as never, path) as readonly Row[]).map((row) => row.name);

describe('rows', () => {
  it('adds at the end, and between two', () => {
    expect(namesAfter(addingRow(fields, rowKinds.field, id, path, 'n', { name: 'd' }))).toEqual(['a', 'b', 'c', 'd']);
    expect(namesAfter(addingRow(fields, rowKinds.field, id, path, 'n', { name: 'd' }, 1))).toEqual(['a', 'd', 'b', 'c']);
  });

  it('moves up and down and stays at the ends', () => {
    const [a, b, c] = fields as readonly [Row, Row, Row];
    expect(namesAfter(movingRow(fields, id, path, c.id, -1))).toEqual(['a', 'c', 'b']);
    expect(namesAfter(movingRow(fields, id, path, a.id, 1))).toEqual(['b', 'a', 'c']);
    expect(namesAfter(movingRow(fields, id, path, b.id, 5))).toEqual(['a', 'c', 'b']);
    expect(movingRow(fields, id, path, a.id, -1)).toEqual([]);
  });

  it('gives all rows new places where two people took the same one', () => {
    const same = fields.map((row) => ({ ...row, order: 'a0' }));
    const edits = movingRow(same, id, path, (same[2] as Row).id, -1);
    expect(edits).toHaveLength(3);
    expect(namesAfter(edits)).toEqual(['a', 'c', 'b']);
  });

  it('begins a new version with the fields of the last one', () => {
    const next = nextVersion(versions, countingIds('f')) as { version: string; fields: readonly Row[] };
    expect(next.version).toBe('1.1.0');
    expect(next.fields.map((field) => [field.id, field.name])).toEqual([
      ['f1', 'a'],
      ['f2', 'b'],
      ['f3', 'c'],
    ]);
  });
});

it.each([
  ['amount', { name: 'amount' }],
  ['amount double', { name: 'amount', type: 'double' }],
  ['amount: Decimal optional', { name: 'amount', type: 'double', required: 'no' }],
  ['placedAt datetime required', { name: 'placedAt', type: 'timestamp', required: 'yes' }],
  ['ok boolean', { name: 'ok', type: 'bool' }],
  ['  ', undefined],
])('reads a field that is typed as “%s”', (text, given) => {
  expect(fieldTyped(rowKinds.field, text)).toEqual(given);
});
