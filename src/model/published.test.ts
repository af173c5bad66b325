import { expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { elementOf } from './design.ts';
import type { Edit } from './edit.ts';
import { publishedVersion } from './published.ts';
import { parseSketch } from './sketch/parse.ts';

const read = parseSketch(
  'contract Paid 1.0.0 event (status published) { orderId string }\ncontract Paid 1.1.0 { orderId string }\n',
  countingIds(),
);
if (!read.ok) throw new Error(read.faults[0]?.message);
const design = read.value;
const [id = ''] = design.elements.keys();
const [published, draft] = elementOf(design, id, 'contract')?.props.versions ?? [];
const field = published?.fields[0]?.id ?? '';
const at = (version = '', ...rest: string[]) => ['versions', version, ...rest];

it.each<[string, Edit, boolean]>([
  ['its text', { op: 'set', id, path: at(published?.id, 'text'), value: 'x' }, true],
  ['its number', { op: 'set', id, path: at(published?.id, 'version'), value: '2.0.0' }, true],
  ['a field of it', { op: 'set', id, path: at(published?.id, 'fields', field, 'name'), value: 'x' }, true],
  ['a field away', { op: 'removeRow', id, path: at(published?.id, 'fields', field) }, true],
  ['it back into a draft', { op: 'set', id, path: at(published?.id, 'status'), value: 'draft' }, true],
  ['it to what nobody knows', { op: 'set', id, path: at(published?.id, 'status'), value: '?' }, true],
  ['that it is deprecated', { op: 'set', id, path: at(published?.id, 'status'), value: 'deprecated' }, false],
  ['that it is gone', { op: 'removeRow', id, path: at(published?.id) }, false],
  ['a draft', { op: 'set', id, path: at(draft?.id, 'text'), value: 'x' }, false],
  ['the contract’s name', { op: 'set', id, path: ['name'], value: 'x' }, false],
])('knows whether an edit changes a published version: %s', (_, edit, changes) => {
  expect(publishedVersion(design, [edit])).toEqual(changes ? { contract: id, version: '1.0.0' } : undefined);
});
