import { expect, it } from 'vitest';
import { avroFields } from './fields.ts';
import { readAvro } from './read.ts';

function tableOf(schema: unknown) {
  const read = readAvro(JSON.stringify(schema));
  if (!read.ok) throw new Error(read.faults[0]?.message);
  return avroFields(read.value);
}

it('is a table of the record, nested records under dotted names', () => {
  const city = { type: 'record', name: 'Address', fields: [{ name: 'city', type: 'string' }] };
  const table = tableOf({
    type: 'record',
    name: 'Order',
    fields: [
      { name: 'id', type: 'string' },
      { name: 'count', type: 'int', default: 1 },
      { name: 'coupon', type: ['null', 'string'], default: null },
      { name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' } },
      { name: 'address', type: city },
      { name: 'status', type: { type: 'enum', name: 'Status', symbols: ['OPEN', 'PAID'] } },
      { name: 'amount', type: { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 } },
      { name: 'either', type: ['int', 'string'] },
      { name: 'tags', type: { type: 'array', items: 'string' } },
    ],
  });
  expect(table.rows).toEqual([
    { name: 'id', type: 'string', required: 'yes', default: '' },
    { name: 'count', type: 'int', required: 'yes', default: '1' },
    { name: 'coupon', type: 'string', required: 'no', default: '' },
    { name: 'at', type: 'timestamp', required: 'yes', default: '' },
    { name: 'address', type: 'object', required: 'yes', default: '' },
    { name: 'address.city', type: 'string', required: 'yes', default: '' },
    { name: 'status', type: 'enum', required: 'yes', default: '' },
    { name: 'amount', type: 'double', required: 'yes', default: '' },
    { name: 'either', type: '?', required: 'yes', default: '' },
    { name: 'tags', type: 'array', required: 'yes', default: '' },
  ]);
  expect(table.beyond).toEqual([
    '“status” is one of OPEN or PAID.',
    '“amount” is an exact decimal number.',
    '“either” is a union of int, string.',
  ]);
});

it('ends where a record holds itself', () => {
  const table = tableOf({
    type: 'record',
    name: 'Node',
    fields: [{ name: 'next', type: ['null', 'Node'], default: null }],
  });
  expect(table.rows.map(({ name }) => name)).toEqual(['next']);
  expect(table.beyond).toEqual(['“next” holds a record of the kind that it stands in.']);
});
