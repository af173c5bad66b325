import { expect, it } from 'vitest';
import { jsonSchemaFields } from './fields.ts';

it('is a table of an object’s properties, nested ones under dotted names', () => {
  const table = jsonSchemaFields({
    type: 'object',
    properties: {
      id: { type: 'string', minLength: 1 },
      count: { type: 'integer', default: 1 },
      at: { type: 'string', format: 'date-time' },
      status: { enum: ['OPEN', 'PAID'] },
      note: { type: ['string', 'null'] },
      either: { type: ['string', 'integer'] },
      address: { $ref: '#/$defs/address' },
    },
    required: ['id', 'note', 'address'],
    additionalProperties: false,
    $defs: { address: { type: 'object', properties: { city: { type: 'string' }, zip: { type: 'string' } }, required: ['city'] } },
  });
  expect(table.rows).toEqual([
    { name: 'id', type: 'string', required: 'yes', default: '' },
    { name: 'count', type: 'long', required: 'no', default: '1' },
    { name: 'at', type: 'timestamp', required: 'no', default: '' },
    { name: 'status', type: 'enum', required: 'no', default: '' },
    { name: 'note', type: 'string', required: 'no', default: '' },
    { name: 'either', type: '?', required: 'no', default: '' },
    { name: 'address', type: 'object', required: 'yes', default: '' },
    { name: 'address.city', type: 'string', required: 'yes', default: '' },
    { name: 'address.zip', type: 'string', required: 'no', default: '' },
  ]);
  expect(table.beyond).toEqual([
    '“id” is bound by “minLength”.',
    '“status” is one of OPEN or PAID.',
    '“either” is string or integer.',
    'A message may have no other fields.',
  ]);
});

it('takes the members of “allOf” together', () => {
  const table = jsonSchemaFields({
    allOf: [{ $ref: '#/definitions/base' }, { properties: { amount: { type: 'number' } }, required: ['amount'] }],
    definitions: { base: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } },
  });
  expect(table.rows.map(({ name, required }) => `${name} ${required}`)).toEqual(['id yes', 'amount yes']);
});

it('ends where an object holds itself, and where a reference leads nowhere', () => {
  const table = jsonSchemaFields({
    type: 'object',
    properties: { next: { $ref: '#' }, lost: { $ref: '#/nowhere' } },
  });
  expect(table.rows.map(({ name }) => name)).toContain('lost');
  expect(table.rows.length).toBeLessThan(5);
});

it('says that a message without named fields has no table', () => {
  expect(jsonSchemaFields({ type: 'string' }).beyond).toEqual(['A message is no object with named fields.']);
});
