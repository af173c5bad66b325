import { describe, expect, it } from 'vitest';
import { compileJsonSchema } from './formats/json-schema/compile.ts';
import { draft04, draft2020, schemaOf } from './formats/json-schema/json-schema.testkit.ts';
import type { JsonSchema } from './formats/json-schema/schema.ts';
import { samplePayload } from './sample.ts';
import { findWitness } from './witness.ts';

const compile = (schema: JsonSchema) => {
  const faults = compileJsonSchema(schema.root.value, schema.draft);
  return (value: unknown) => faults(value).length === 0;
};

function witnessOf(writer: unknown, reader: unknown) {
  const search = findWitness(schemaOf(writer), schemaOf(reader), compile);
  return search.found ? search.value : 'none';
}

const text = { type: 'string' };
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

describe('counterexamples', () => {
  it.each<[string, object, object, unknown]>([
    ['of another type', { type: ['string', 'null'] }, text, null],
    ['beyond a limit', { type: 'integer', maximum: 1000 }, { type: 'integer', maximum: 999 }, 1000],
    ['just beyond an exclusive limit', { type: 'integer', minimum: 0 }, { type: 'integer', exclusiveMinimum: 0 }, 0],
    ['of a text too long', { type: 'string', maxLength: 4 }, { type: 'string', maxLength: 3 }, 'aaaa'],
    ['of a value that is gone', { enum: ['open', 'paid', 'void'] }, { enum: ['open', 'paid'] }, 'void'],
    ['of a step that does not fit', { type: 'integer', multipleOf: 4 }, { type: 'integer', multipleOf: 6 }, 4],
    ['of a list with repetitions', { type: 'array', items: text }, { type: 'array', uniqueItems: true }, ['', '']],
    ['without what is required', object({ id: text }), object({ id: text }, { required: ['id'] }), {}],
    ['with a name that was not declared', object({}), object({ gate: { type: 'boolean' } }), { gate: 0 }],
    [
      'with a name that is no longer allowed',
      object({ gate: true }, { additionalProperties: false }),
      object({}, { additionalProperties: false }),
      { gate: 0 },
    ],
    [
      'deep inside',
      object({ a: object({ b: { type: 'array', items: text } }) }),
      object({ a: object({ b: { maxItems: 1 } }) }),
      { a: { b: ['', ''] } },
    ],
    [
      'by a pattern',
      { type: 'string', pattern: '^[A-Z]{2}\\d$' },
      { type: 'string', pattern: '^[A-M]{2}\\d$' },
      expect.stringMatching(/^[A-Z]{2}\d$/),
    ],
    ['that rules do not see: required but undeclared', object({}), object({}, { required: ['id'] }), {}],
    ['that rules do not see: names', object({}), object({}, { propertyNames: { maxLength: 1 } }), expect.any(Object)],
    [
      'that rules do not see: two alternatives at once',
      { anyOf: [{ minimum: 1 }, { type: 'integer' }] },
      { oneOf: [{ minimum: 1 }, { type: 'integer' }] },
      1,
    ],
    [
      'by draft-04',
      { $schema: draft04, type: 'number', maximum: 5 },
      { $schema: draft04, type: 'number', maximum: 5, exclusiveMaximum: true },
      5,
    ],
    [
      'by draft 2020-12',
      { $schema: draft2020, prefixItems: [text], type: 'array' },
      { $schema: draft2020, type: 'array', items: false },
      [''],
    ],
  ])('[C10] %s', (_, writer, reader, expected) => {
    expect(witnessOf(writer, reader)).toEqual(expected);
  });

  it.each<[string, object, object]>([
    ['a wider limit', { type: 'integer', maximum: 9 }, { type: 'integer', maximum: 10 }],
    ['a rule that is too strict', { type: 'integer', exclusiveMinimum: 10 }, { type: 'integer', minimum: 10 }],
    ['an optional property where nothing else was allowed', object({}, { additionalProperties: false }), object({ gate: text })],
  ])('[C10] none for %s', (_, writer, reader) => {
    expect(witnessOf(writer, reader)).toBe('none');
  });

  it('[C10] the same schemas give the same answer; another seed may give another', () => {
    const [writer, reader] = [schemaOf({}), schemaOf(object({ id: text }))];
    const first = findWitness(writer, reader, compile);
    expect(findWitness(writer, reader, compile)).toEqual(first);
    expect(findWitness(writer, reader, compile, { samples: 50, seed: 7 })).toMatchObject({ tried: 50 });
  });

  it('[C11] what has nothing to do with it is taken away', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`p${n}`, text]));
    const after = { ...many, p7: { type: 'string', maxLength: 2 } };
    const required = { required: ['p1'] };
    expect(witnessOf(object(many, required), object(after, required))).toEqual({ p1: '', p7: 'Ada' });
  });

  it('[C12] a validator that cannot be made, or gives up, is a reason and no answer', () => {
    const schema = schemaOf({ type: 'string', pattern: '(' });
    expect(findWitness(schema, schemaOf(text), compile)).toMatchObject({ found: false, tried: 0, reason: expect.any(String) });
    const endless = schemaOf({ $schema: draft2020, allOf: [{ $ref: '#' }, text] });
    expect(findWitness(endless, schemaOf(text), compile)).toMatchObject({ found: false, reason: expect.any(String) });
  });

  it('[C12] repetitions without measure are not written out', () => {
    const writer = { type: 'string', pattern: '^((a{1000}){1000}){1000}$' };
    expect(witnessOf(writer, { type: 'string', maxLength: 3 })).toBe('none');
  });
});

describe('sample payloads', () => {
  const order = schemaOf({
    ...object({
      id: { type: 'string', format: 'uuid' },
      total: { type: 'number', minimum: 0.5, maximum: 99 },
      state: { enum: ['open', 'paid'] },
      lines: { type: 'array', minItems: 1, items: { $ref: '#/definitions/line' } },
      placedAt: { type: 'string', format: 'date-time' },
      code: { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' },
    }),
    required: ['id'],
    additionalProperties: false,
    definitions: { line: object({ sku: { type: 'string', minLength: 3 }, inner: { $ref: '#/definitions/line' } }) },
  });

  it('[C13] fit the schema and hold its optional properties', () => {
    for (let seed = 0; seed < 50; seed++) {
      const sample = samplePayload(order, seed, compile(order));
      expect(sample && Object.keys(sample.value as object)).toEqual(['id', 'total', 'state', 'lines', 'placedAt', 'code']);
    }
  });

  it('[C13] are the same for the same seed, and differ between seeds', () => {
    const text = (seed: number) => JSON.stringify(samplePayload(order, seed, compile(order)));
    expect(text(3)).toBe(text(3));
    expect(new Set([1, 2, 3, 4, 5].map(text)).size).toBeGreaterThan(1);
  });

  it('[C13] there is none where nothing is allowed', () => {
    expect(samplePayload(schemaOf(false), 1, compile(schemaOf(false)))).toBeUndefined();
  });
});
