import { expect, it } from 'vitest';
import type { Change, Format } from './change.ts';
import { avro } from './formats/avro/avro.ts';
import { jsonSchema } from './formats/json-schema/json-schema.ts';
import { avroWays, jsonSchemaWays, type Way } from './ways.ts';

function broken<S>(format: Format<S>, before: string, after: string): readonly Change[] {
  const [a, b] = [format.parse(before), format.parse(after)];
  if (!a.ok || !b.ok) throw new Error('a text of the test can’t be read');
  return format.diff(a.value, b.value).filter(({ compatible }) => !compatible);
}

const titles = (ways: readonly Way[]) => ways.map(({ title }) => title);

const closed = (properties: object, required: string[]) =>
  JSON.stringify({ type: 'object', properties, required, additionalProperties: false }, null, 2);

it('makes a new required property optional, or gives it a default', () => {
  const before = closed({ id: { type: 'string' } }, ['id']);
  const after = closed({ id: { type: 'string' }, currency: { type: 'string' } }, ['id', 'currency']);
  const ways = jsonSchemaWays(after, broken(jsonSchema, before, after));
  expect(titles(ways)).toEqual(['Make “currency” optional', 'Give “currency” a default']);
  for (const { text } of ways) expect(broken(jsonSchema, before, text)).toEqual([]);
  expect(JSON.parse(ways[0]?.text ?? '')).toMatchObject({ required: ['id'] });
});

it('does so in a text of one line, too', () => {
  const text = (...required: string[]) => JSON.stringify(JSON.parse(closed({ id: {}, currency: { type: 'string' } }, required)));
  const [before, after] = [text('id'), text('id', 'currency')];
  const [way] = jsonSchemaWays(after, broken(jsonSchema, before, after));
  expect(way?.text).toBe(before);
});

it('makes optional again what an object further in requires now', () => {
  const inner = (required: string[]) =>
    closed({ address: { type: 'object', properties: { zip: { type: 'string' } }, required } }, []);
  const [before, after] = [inner([]), inner(['zip'])];
  const [way] = jsonSchemaWays(after, broken(jsonSchema, before, after));
  expect(way?.title).toBe('Make “zip” optional');
  expect(broken(jsonSchema, before, way?.text ?? '')).toEqual([]);
});

it('gives a new field of Avro a default, or lets it be null', () => {
  const record = (...fields: object[]) => JSON.stringify({ type: 'record', name: 'A', fields }, null, 2);
  const before = record({ name: 'id', type: 'string' });
  const after = record({ name: 'id', type: 'string' }, { name: 'sum', type: 'double' });
  const ways = avroWays(after, broken(avro, before, after));
  expect(titles(ways)).toEqual(['Give “sum” a default', 'Let “sum” be null, which is then its default']);
  for (const { text } of ways) expect(broken(avro, before, text)).toEqual([]);
});

it('has none where only people can decide', () => {
  const [before, after] = [closed({ id: { type: 'string' } }, ['id']), closed({ id: { type: 'integer' } }, ['id'])];
  expect(jsonSchemaWays(after, broken(jsonSchema, before, after))).toEqual([]);
});
