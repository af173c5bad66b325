import { expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import type { TableRow } from '#contracts/table.ts';
import { elementOf } from '#model/design.ts';
import { applyEdits } from '#model/edit.ts';
import { designOf, idOf } from '../workbench.testkit.ts';
import { fieldEdits } from './field-edits.ts';

const before = designOf('contract Paid 1.0.0 event {\n  orderId string unique perEntity\n  amount int\n  old string\n}\n');
const id = idOf(before, 'Paid');
const versionOf = (design: typeof before) => {
  const [version] = elementOf(design, id, 'contract')?.props.versions ?? [];
  if (!version) throw new Error('no version');
  return version;
};
const row = (name: string, type: string, required: 'yes' | 'no' = 'yes', value = ''): TableRow => ({
  name,
  type,
  required,
  default: value,
});
const rows = [
  row('orderId', 'string'),
  row('amount', 'double', 'no', '0'),
  row('address.city', 'string'),
  row('at', 'timestamp'),
];

it('brings fields in step with the text, and keeps what people said about them', () => {
  const design = applyEdits(before, fieldEdits(id, versionOf(before), rows, countingIds()));
  expect(
    versionOf(design).fields.map(({ name, type, required, default: value, unique }) => [name, type, required, value, unique]),
  ).toEqual([
    ['orderId', 'string', 'yes', '', 'perEntity'],
    ['amount', 'double', 'no', '0', '?'],
    ['address.city', 'string', 'yes', '', '?'],
    ['at', 'timestamp', 'yes', '', '?'],
  ]);
  expect(fieldEdits(id, versionOf(design), rows, countingIds())).toEqual([]);
});

it('makes the same rows wherever it is done', () => {
  const ids = () =>
    fieldEdits(id, versionOf(before), rows, countingIds('other')).flatMap((edit) => (edit.op === 'addRow' ? [edit.row.id] : []));
  expect(ids()).toEqual(['f-address_city', 'f-at']);
});

it('keeps apart names whose ids would be one', () => {
  const edits = fieldEdits(id, versionOf(before), [row('a.b', 'int'), row('a_b', 'int')], countingIds());
  const added = edits.flatMap((edit) => (edit.op === 'addRow' ? [edit.row.id] : []));
  expect(new Set(added).size).toBe(2);
});
