import { describe, expect, it } from 'vitest';
import type { ReaderIs } from '../../change.ts';
import type { Broken } from '../../ways.ts';
import { schemaOf } from './json-schema.testkit.ts';
import { jsonSchema } from './json-schema.ts';
import type { JsonSchema } from './schema.ts';
import { jsonSchemaWays } from './ways.ts';

function brokenBetween(old: string, fresh: string, readerIs: ReaderIs): Broken<JsonSchema>[] {
  const [earlier, newest] = [schemaOf(old), schemaOf(fresh)];
  const [writer, reader] = readerIs === 'newer' ? [earlier, newest] : [newest, earlier];
  return jsonSchema
    .diff(writer, reader, 'strict', readerIs)
    .filter(({ compatible }) => !compatible)
    .map((change) => ({ change, earlier, readerIs }));
}

/** What is offered, each with how many points it leaves. */
function offered(old: object | string, fresh: object | string, readerIs: ReaderIs = 'newer'): string[] {
  const [before, after] = [old, fresh].map((each) => (typeof each === 'string' ? each : JSON.stringify(each, null, 2))) as [
    string,
    string,
  ];
  return jsonSchemaWays(after, brokenBetween(before, after, readerIs)).map(
    ({ title, text }) => `${title}: ${brokenBetween(before, text, readerIs).length}`,
  );
}

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const closed = (properties: object, required: string[] = []) => object(properties, { required, additionalProperties: false });
const text = { type: 'string' };
const integer = { type: 'integer' };

describe('ways out where the newer version reads', () => {
  it('[J40] a new required property is made optional, or gets a default', () => {
    const [old, fresh] = [closed({ id: text }, ['id']), closed({ id: text, currency: text }, ['id', 'currency'])];
    expect(offered(old, fresh)).toEqual(['Make “currency” optional: 0', 'Give “currency” a default: 0']);
  });

  it('[J40] so it is in a text of one line, which stays as it is otherwise', () => {
    const line = (...required: string[]) => JSON.stringify(closed({ id: {}, currency: text }, required));
    const [way] = jsonSchemaWays(line('id', 'currency'), brokenBetween(line('id'), line('id', 'currency'), 'newer'));
    expect(way?.text).toBe(line('id'));
  });

  it('[J40] what an object further in requires now is made optional there', () => {
    const inner = (required: string[]) => closed({ address: object({ zip: text }, { required }) });
    expect(offered(inner([]), inner(['zip']))).toEqual(['Make “zip” optional: 0', 'Give “zip” a default: 0']);
  });

  it('[J40] a new property of an open object may hold anything', () => {
    const fresh = object({ id: text, note: { type: 'string', title: 'Note', maxLength: 80 } });
    expect(offered(object({ id: text }), fresh)).toEqual(['Let “note” hold anything, as it could before: 0']);
    const [way] = jsonSchemaWays(
      JSON.stringify(fresh),
      brokenBetween(JSON.stringify(object({ id: text })), JSON.stringify(fresh), 'newer'),
    );
    expect(JSON.parse(way?.text ?? '')).toEqual(object({ id: text, note: { title: 'Note' } }));
  });

  it('[J40] the content model is opened, or the property kept', () => {
    expect(offered(closed({ id: text, note: text }), closed({ id: text }))).toEqual([
      'Open the content model: allow properties that are not declared: 0',
      'Keep the property “note”: 0',
    ]);
    expect(offered(object({ a: object({}) }), object({ a: closed({}) }))).toEqual([
      'Open the content model: allow properties that are not declared in “a”: 0',
      'Take “additionalProperties” of “a” out again: 0',
    ]);
  });

  it('[J40] both types are allowed, or the old one is put back', () => {
    expect(offered(closed({ id: text }), closed({ id: integer }))).toEqual([
      'Allow both in “id”: string or integer: 0',
      'Put “id” back to string: 0',
    ]);
  });

  it('[J40] values that are gone are kept', () => {
    const states = (...values: string[]) => closed({ state: { enum: values } });
    expect(offered(states('open', 'paid'), states('open', 'sent'))).toEqual([
      'Keep the values of “state” that are gone: "paid": 0',
      'Put “enum” of “state” back: 0',
    ]);
  });

  it('[J40] a limit is put back, or taken out again', () => {
    const id = (more: object) => closed({ id: { type: 'string', ...more } });
    expect(offered(id({ maxLength: 10 }), id({ maxLength: 5 }))).toEqual(['Put “maxLength” of “id” back to 10: 0']);
    expect(offered(id({}), id({ pattern: '^a' }))).toEqual(['Take “pattern” of “id” out again: 0']);
  });

  it('[J40] what stands in a definition is mended there', () => {
    const schema = (code: object) => ({ ...closed({ code: { $ref: '#/definitions/code' } }), definitions: { code } });
    expect(offered(schema({ type: 'string', maxLength: 9 }), schema({ type: 'string', maxLength: 3 }))).toEqual([
      'Put “maxLength” of “code” back to 9: 0',
    ]);
  });
});

describe('ways out where the older version reads', () => {
  it('[J40] the content model is closed, or the property kept', () => {
    expect(offered(object({ id: text, note: text }), object({ id: text }), 'older')).toEqual([
      'Close the content model: allow no properties that are not declared: 0',
      'Keep the property “note”: 0',
    ]);
  });

  it('[J40] what older readers require is required again', () => {
    expect(offered(closed({ id: text }, ['id']), closed({ id: text }), 'older')).toEqual(['Require “id” again: 0']);
    expect(offered(closed({ id: text, no: text }, ['id', 'no']), closed({ id: text }, ['id']), 'older')).toEqual([
      'Keep the property “no” and require it: 0',
    ]);
  });

  it('[J40] a limit that is gone is put back', () => {
    const id = (more: object) => closed({ id: { type: 'string', ...more } });
    expect(offered(id({ maxLength: 10 }), id({}), 'older')).toEqual(['Put “maxLength” of “id” back to 10: 0']);
  });
});
