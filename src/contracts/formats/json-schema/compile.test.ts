import { expect, it } from 'vitest';
import { compileJsonSchema, isValidJsonSchema } from './compile.ts';

it.each(['4', '6', '7', '2019-09', '2020-12'] as const)('checks values by draft %s', (draft) => {
  const check = compileJsonSchema({ type: 'object', properties: { id: { type: 'string' } }, required: ['id'] }, draft);
  expect(check({ id: 'a' })).toEqual([]);
  expect(check({ id: 1 })).toEqual([{ path: '/id', message: 'It must be string.' }]);
  expect(check({})).toEqual([{ path: '', message: "It must have required property 'id'." }]);
});

it('knows what only one draft knows', () => {
  expect(compileJsonSchema({ maximum: 3, exclusiveMaximum: true }, '4')(3)).toHaveLength(1);
  expect(compileJsonSchema({ prefixItems: [{ type: 'string' }] }, '2020-12')([1])).toHaveLength(1);
  expect(compileJsonSchema({ $schema: 'http://json-schema.org/draft-06/schema#', const: 1 }, '6')(2)).toHaveLength(1);
});

it('checks the formats of strings', () => {
  expect(compileJsonSchema({ type: 'string', format: 'date-time' }, '7')('yesterday')).toHaveLength(1);
});

it.each(['4', '6', '7', '2019-09', '2020-12'] as const)(
  'tells a schema that is right by draft %s from one that is not',
  (draft) => {
    expect(isValidJsonSchema({ type: 'object', required: ['id'] }, draft)).toBe(true);
    expect(isValidJsonSchema({ type: 'object', required: 'id' }, draft)).toBe(false);
    expect(isValidJsonSchema({ type: 'object', required: ['id', 'id'] }, draft)).toBe(false);
  },
);
