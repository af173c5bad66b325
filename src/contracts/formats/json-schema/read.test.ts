import { describe, expect, it } from 'vitest';
import type { Imports } from '../../change.ts';
import { matches } from './content-model.ts';
import { breaks, differences, draft04, draft2020, schemaOf } from './json-schema.testkit.ts';
import { jsonSchema } from './json-schema.ts';

function faultsOf(schema: unknown, imports?: Imports) {
  const parsed = jsonSchema.parse(typeof schema === 'string' ? schema : JSON.stringify(schema, null, 2), imports);
  return parsed.ok ? [] : parsed.faults;
}

const said = (schema: unknown, imports?: Imports) => faultsOf(schema, imports).map((fault) => fault.message);

describe('text', () => {
  it('[J1] says where the JSON is broken, all places at once', () => {
    expect(faultsOf('{\n  "type": "object",\n  "title" "Order",\n  title: 1,\n  "not": {}\n}')).toEqual([
      { message: 'The schema is not JSON: a colon is expected here.', line: 3, column: 11 },
      { message: 'The schema is not JSON: this word is not JSON; put text into double quotes.', line: 4, column: 3 },
    ]);
    expect(said('')).toEqual(['The schema is empty.']);
    expect(said('{"a": 1} // note')[0]).toContain('JSON has no comments');
    expect(said('[1]')).toEqual(['A schema is an object, true or false.']);
  });

  it('[J1] names at most twenty faults', () => {
    const properties = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`p${n}`, { minLength: -1 }]));
    expect(faultsOf({ properties })).toHaveLength(20);
  });

  it('[J2] keywords have a shape, and a fault its pointer and place', () => {
    expect(faultsOf({ type: 'object', properties: { id: { type: 'text' } } })).toEqual([
      {
        message: '“type” must be one of string, number, integer, boolean, null, array, object, or a list of those.',
        path: '/properties/id/type',
        line: 5,
        column: 7,
      },
    ]);
    const wrong = { maxLength: 1.5, required: 'id', properties: [], multipleOf: 0, enum: 'a', items: 3, uniqueItems: 1 };
    expect(faultsOf(wrong).map((fault) => fault.path)).toEqual(Object.keys(wrong).map((keyword) => `/${keyword}`));
  });

  it('[J2] what a draft does not know is an annotation', () => {
    expect(said({ $schema: draft04, const: 1, contains: 'anything', prefixItems: 7, 'x-owner': { type: 'none' } })).toEqual([]);
    expect(said({ $schema: draft2020, prefixItems: 7 })).toEqual(['“prefixItems” must be a list of schemas.']);
  });

  it('[J3] drafts are told by their address', () => {
    expect(schemaOf({}).draft).toBe('7');
    expect(schemaOf({ $schema: draft04 }).draft).toBe('4');
    expect(schemaOf({ $schema: 'http://json-schema.org/draft-06/schema' }).draft).toBe('6');
    expect(schemaOf({ $schema: 'https://json-schema.org/draft/2019-09/schema' }).draft).toBe('2019-09');
    expect(schemaOf({ $schema: draft2020 }).draft).toBe('2020-12');
    expect(said({ $schema: 'http://json-schema.org/draft-03/schema#' })[0]).toContain('is not known here');
  });
});

describe('references', () => {
  const number = { type: 'number' };
  it.each<[string, object]>([
    ['pointer', { definitions: { 'a/b': number }, allOf: [{ $ref: '#/definitions/a~1b' }] }],
    ['encoded pointer', { definitions: { 'a ß': number }, allOf: [{ $ref: '#/definitions/a%20%C3%9F' }] }],
    ['place that no keyword names', { components: { total: number }, allOf: [{ $ref: '#/components/total' }] }],
    ['anchor', { $schema: draft2020, $defs: { t: { $anchor: 'total', ...number } }, allOf: [{ $ref: '#total' }] }],
    ['old anchor', { definitions: { t: { $id: '#total', ...number } }, allOf: [{ $ref: '#total' }] }],
    ['id', { $id: 'https://e.org/a/order', definitions: { t: { $id: 'total', ...number } }, allOf: [{ $ref: 'total' }] }],
    ['address', { definitions: { t: { $id: 'https://e.org/total', ...number } }, allOf: [{ $ref: 'https://e.org/total' }] }],
    ['chain', { definitions: { a: { $ref: '#/definitions/b' }, b: number }, allOf: [{ $ref: '#/definitions/a' }] }],
  ])('[J4] lead by %s', (_, schema) => {
    expect(breaks(schema, { allOf: [{ type: 'integer' }] })).toEqual(['COMBINED_TYPE_SUBSCHEMAS_CHANGED']);
    expect(breaks(schema, { allOf: [number] })).toEqual([]);
  });

  it('[J4] lead into imported texts, and those further', () => {
    const imports = {
      'money.json': '{"properties": {"currency": {"$ref": "codes.json#/definitions/currency"}}, "type": "object"}',
      'codes.json': '{"definitions": {"currency": {"enum": ["EUR", "CHF"]}}}',
    };
    const total = { type: 'object', properties: { total: { $ref: 'money.json' } } };
    const imported = jsonSchema.parse(JSON.stringify(total), imports);
    const fewer = jsonSchema.parse(JSON.stringify(total), {
      ...imports,
      'codes.json': imports['codes.json'].replace(', "CHF"', ''),
    });
    expect(imported.ok && fewer.ok && jsonSchema.diff(imported.value, fewer.value)).toMatchObject([
      {
        rule: 'ENUM_ARRAY_NARROWED',
        before: { pointer: 'codes.json#/definitions/currency/enum', range: { line: 1, column: 31 }, source: 'codes.json' },
      },
    ]);
  });

  it('[J4] to anything outside are faults, never requests', () => {
    expect(faultsOf({ items: { $ref: 'https://example.org/order.json' } })).toMatchObject([
      { path: '/items/$ref', line: 3, message: expect.stringContaining('none is fetched') },
    ]);
    expect(said({ $ref: 'http://json-schema.org/draft-07/schema#' })).toHaveLength(1);
    expect(said({ $ref: '#/definitions/none' })).toEqual(['“#/definitions/none” leads nowhere in this schema.']);
    expect(said({ title: 'x', items: { $ref: '#/title' } })).toEqual(['“#/title” does not lead to a schema.']);
    expect(said({ $ref: 'a.json' }, { 'a.json': '{' })[0]).toMatch(/^The imported schema “a.json” is not JSON/);
  });

  it('[J4] of later drafts, which are found at run time, are read as plain ones', () => {
    const tree = (value: object) => ({
      $schema: draft2020,
      $dynamicAnchor: 'node',
      ...{ type: 'object', properties: { value, next: { $dynamicRef: '#node' } } },
    });
    expect(breaks(tree(number), tree({ type: 'integer' }))).toEqual(['TYPE_NARROWED']);
    expect(said({ items: { $dynamicRef: '#none' } })).toEqual([]);
    expect(faultsOf({ $schema: draft2020, items: { $dynamicRef: '#none' } })).toMatchObject([
      { path: '/items/$dynamicRef', line: 4 },
    ]);
  });

  it('[J4] that lead back to themselves are faults', () => {
    const circle = { definitions: { a: { $ref: '#/definitions/b' }, b: { $ref: '#/definitions/a' } }, $ref: '#/definitions/a' };
    expect(said(circle)[0]).toContain('leads back to itself');
    expect(said({ $ref: '#' })[0]).toContain('leads back to itself');
    expect(said({ properties: { parent: { $ref: '#' } } })).toEqual([]);
  });
});

describe('hostile texts', () => {
  it('[J5] of 5 MB are refused', () => {
    expect(said(`{"title": "${'a'.repeat(5_000_000)}"}`)).toEqual([
      'The schema has 5,000,013 characters, and at most 1,000,000 are read: leave out what is not part of it.',
    ]);
  });

  it.each([
    ['lists', '['.repeat(10_000)],
    ['objects', '{"not":'.repeat(10_000)],
    ['closed objects', `${'{"items":'.repeat(10_000)}{}${'}'.repeat(10_000)}`],
  ])('[J5] with 10,000 nested %s are refused where they get too deep', (_, text) => {
    expect(faultsOf(text)).toMatchObject([{ message: expect.stringContaining('more than 200 levels'), line: 1 }]);
  });

  it('[J5] with a chain of 10,000 definitions are read, and their comparison is given up loudly', () => {
    const definitions = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, n) => [`d${n}`, { items: { $ref: `#/definitions/d${(n + 1) % 10_000}` } }]),
    );
    const schema = { definitions, $ref: '#/definitions/d0' };
    expect(breaks(schema, schema)).toEqual(['NOT_COMPARED']);
  });

  it('[J5] with two thousand alternatives on both sides are given up too', () => {
    const many = (type: string) => ({ oneOf: Array.from({ length: 2_000 }, (_, n) => ({ type, minLength: n, minimum: n })) });
    expect(breaks(many('string'), many('integer'))).toContain('NOT_COMPARED');
  });

  it('[J5] twelve alternatives with five circular properties each are compared', () => {
    const names = Array.from({ length: 12 }, (_, n) => `d${n}`);
    const schema = (last: string) => ({
      definitions: Object.fromEntries(
        names.map((name, n) => {
          const circular = Array.from({ length: 5 }, (_, k) => [`p${k}`, { $ref: '#/definitions/any' }]);
          return [
            name,
            { type: 'object', properties: { kind: { const: n === 11 ? last : name }, ...Object.fromEntries(circular) } },
          ];
        }),
      ),
      $ref: '#/definitions/any',
    });
    const whole = (last: string) => {
      const { definitions, $ref } = schema(last);
      return { definitions: { ...definitions, any: { oneOf: names.map((name) => ({ $ref: `#/definitions/${name}` })) } }, $ref };
    };
    expect(breaks(whole('d11'), whole('d11'))).toEqual([]);
    expect(breaks(whole('d11'), whole('other'))).toContain('COMBINED_TYPE_SUBSCHEMAS_CHANGED');
  });

  it('[J5] whose properties are all compared with one large schema are given up too', () => {
    const names = (count: number, schema: object) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`n${n}`, schema]));
    const additionalProperties = { type: 'object', properties: names(1_500, { type: 'string' }) };
    const before = { type: 'object', additionalProperties };
    expect(breaks(before, { ...before, properties: names(1_500, { type: 'object', properties: {} }) })).toContain('NOT_COMPARED');
  });

  it('[J5] have at most 500 patterns an object, since each is tried on each name', () => {
    const patternProperties = Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`^n${n}`, true]));
    expect(said({ patternProperties })[0]).toContain('more than 500 patterns');
  });

  it('[J5] patterns that may backtrack are tried on short names only', () => {
    expect(matches('^(a+)+$', 'a'.repeat(12))).toBe(true);
    expect(matches('^(a+)+$', `${'a'.repeat(5_000)}!`)).toBe(false);
    expect(matches('^x-', `x-${'a'.repeat(5_000)}`)).toBe(true);
    expect(matches('(', 'a')).toBe(false);
  });

  it('[J6] may use any name', () => {
    const names = '{"type": "object", "properties": {"__proto__": {"type": "string"}, "constructor": {"type": "string"}}}';
    expect(breaks(names, names.replaceAll('string', 'null'))).toEqual(['TYPE_CHANGED', 'TYPE_CHANGED']);
    expect(differences({ type: 'object' }, '{"type": "object", "properties": {"toString": true}}')).toHaveLength(1);
  });
});
