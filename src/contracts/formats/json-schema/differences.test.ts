import { describe, expect, it } from 'vitest';
import { breaks, differences, draft04, draft2019, draft2020 } from './json-schema.testkit.ts';

const text = { type: 'string' };
const number = { type: 'number' };
const integer = { type: 'integer' };
const closed = { additionalProperties: false };
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const rulesOf = (before: unknown, after: unknown) => differences(before, after).map((change) => change.rule);

describe('the tree', () => {
  it('[J10] anything, nothing, and annotations alone', () => {
    expect(rulesOf(text, true)).toEqual([]);
    expect(rulesOf(text, { description: 'Anything.' })).toEqual([]);
    expect(rulesOf(false, text)).toEqual([]);
    expect(rulesOf({}, text)).toEqual(['TYPE_CHANGED']);
    expect(rulesOf(text, false)).toEqual(['TYPE_CHANGED']);
  });

  it('[J11] groups of keywords in one schema are an allOf of them', () => {
    const both = { type: 'string', enum: ['a', 'b'] };
    expect(rulesOf(both, { ...both, enum: ['a', 'b', 'c'] })).toEqual(['ENUM_ARRAY_EXTENDED']);
    expect(rulesOf(both, text)).toEqual(['PRODUCT_TYPE_NARROWED']);
    expect(breaks(text, both)).toEqual(['TYPE_CHANGED']);
    expect(differences(text, both)[0]?.message).toBe('The whole value changed from string to enum with string.');
    expect(breaks({ enum: ['a'] }, text)).toEqual(['TYPE_CHANGED']);
    expect(breaks({ const: 'a' }, { enum: ['a', 'b'] })).toEqual(['TYPE_CHANGED']);
  });

  it('[J12] a list of types is an anyOf', () => {
    expect(breaks({ type: ['string', 'null'] }, { type: ['null', 'string', 'number'] })).toEqual([]);
    expect(breaks({ type: ['string', 'null'] }, text)).toEqual(['TYPE_CHANGED']);
    expect(breaks({ type: ['string'] }, text)).toEqual([]);
    expect(breaks({ type: ['string', 'integer'], maxLength: 3 }, { type: ['string', 'number'], maxLength: 2 })).toEqual([
      'COMBINED_TYPE_SUBSCHEMAS_CHANGED',
    ]);
  });

  it('[J13] without a type, the keywords say what is spoken of', () => {
    expect(breaks({ maxLength: 5 }, { type: 'string', maxLength: 5 })).toEqual([]);
    expect(breaks({ maxLength: 5 }, { maxLength: 4 })).toEqual(['MAX_LENGTH_DECREASED']);
    expect(breaks({ maxLength: 5, minimum: 1 }, { maxLength: 5, minimum: 1 })).toEqual([]);
    expect(breaks({ maxLength: 5, minimum: 1 }, { maxLength: 5, minimum: 2 })).toEqual(['COMBINED_TYPE_SUBSCHEMAS_CHANGED']);
  });

  it('[J14] what stands beside a reference counts from 2019-09 on', () => {
    const schema = ($schema: string, beside: object) => ({
      $schema,
      definitions: { code: text },
      $defs: { code: text },
      type: 'object',
      properties: { code: { $ref: '#/definitions/code', ...beside } },
    });
    expect(breaks(schema(draft04, {}), schema(draft04, { maxLength: 3 }))).toEqual([]);
    const late = (beside: object) =>
      JSON.parse(JSON.stringify(schema(draft2019, beside)).replace('definitions/code', '$defs/code'));
    expect(breaks(late({}), late({ maxLength: 3 }))).toEqual(['TYPE_CHANGED']);
    expect(breaks(late({}), late({ title: 'Code' }))).toEqual([]);
  });

  it('[J15] single entries, and what follows them, in both ways of writing', () => {
    const old = { type: 'array', items: [text, number], additionalItems: integer };
    const young = { $schema: draft2020, type: 'array', prefixItems: [text, number], items: integer };
    expect(rulesOf(old, young)).toEqual([]);
    expect(breaks(old, { ...young, items: false })).toEqual(['ADDITIONAL_ITEMS_REMOVED']);
    expect(breaks(old, { ...young, prefixItems: [text, text] })).toEqual(['TYPE_CHANGED']);
    const free = { $schema: draft2020, type: 'array', prefixItems: [text] };
    expect(rulesOf(free, { ...free, additionalItems: false })).toEqual([]);
  });

  it('[J16] schemas may contain themselves', () => {
    const tree = (value: object) => object({ value, children: { type: 'array', items: { $ref: '#' } } });
    expect(rulesOf(tree(integer), tree(number))).toEqual(['TYPE_EXTENDED']);
    expect(rulesOf(tree(number), tree(integer))).toEqual(['TYPE_NARROWED']);
  });

  it('[J16] what was assumed of a pair in progress is put right once it is known', () => {
    // The first member is judged while the whole is in progress, and the whole turns out to break by its last property.
    const schema = (last: object) => ({
      definitions: { node: object({ next: { oneOf: [object({ of: { $ref: '#/definitions/node' } }), text] }, last }) },
      $ref: '#/definitions/node',
    });
    expect(breaks(schema(number), schema(integer)).sort()).toEqual(['COMBINED_TYPE_SUBSCHEMAS_CHANGED', 'TYPE_NARROWED']);
    expect(breaks(schema(integer), schema(number))).toEqual([]);
  });

  it('[J17] drafts may differ, and a flag is compared as the number that it means', () => {
    const flag = { $schema: draft04, type: 'number', maximum: 10, exclusiveMaximum: true };
    expect(breaks(flag, { type: 'number', exclusiveMaximum: 10 })).toEqual([]);
    expect(breaks(flag, { type: 'number', exclusiveMaximum: 9 })).toEqual(['EXCLUSIVE_MAXIMUM_DECREASED']);
    expect(breaks({ ...flag, exclusiveMaximum: false }, flag)).toEqual(['EXCLUSIVE_MAXIMUM_ADDED']);
    expect(breaks(flag, { ...flag, maximum: 12 })).toEqual([]);
  });
});

describe('content models', () => {
  const patterned = { patternProperties: { '^x-': text, '^x': number } };

  it.each<[string, object, string[]]>([
    ['open', {}, ['OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL']],
    ['open by true', { additionalProperties: true }, ['OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL']],
    ['closed', closed, []],
    ['covered by a schema', { additionalProperties: text }, []],
    ['not covered', { additionalProperties: number }, ['PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL']],
    ['covered by the first pattern that fits', patterned, []],
    ['covered by a pattern before the schema', { ...patterned, additionalProperties: number }, []],
    ['without a pattern that fits', { patternProperties: { '^y': number } }, []],
    ['closed for what no part knows', { $schema: draft2020, unevaluatedProperties: false }, []],
    [
      'covered for what no part knows',
      { $schema: draft2020, unevaluatedProperties: number },
      ['PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL'],
    ],
  ])('[J21] added where the schema before is %s', (_, more, expected) => {
    expect(breaks(object({}, more), object({ 'x-note': text }, more))).toEqual(expected);
  });

  it('[J21] removed things are judged by the schema after', () => {
    expect(breaks(object({ note: text }, closed), object({}))).toEqual([]);
    expect(breaks(object({ note: text }), object({}, closed))).toEqual([
      'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL',
      'ADDITIONAL_PROPERTIES_REMOVED',
    ]);
  });

  it('[J21] lists have them too', () => {
    const list = (items: object[], more: object) => ({ type: 'array', items, ...more });
    expect(breaks(list([], { additionalItems: false }), list([text], { additionalItems: false }))).toEqual([]);
    expect(breaks(list([], {}), list([text], {}))).toEqual(['ITEM_ADDED_TO_OPEN_CONTENT_MODEL']);
    const unknown = { $schema: draft2020, type: 'array', unevaluatedItems: number };
    expect(breaks({ ...unknown, prefixItems: [] }, { ...unknown, prefixItems: [integer] })).toEqual([
      'ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
    ]);
  });

  it('[J21] a required property without a default is never there in old data', () => {
    const required = { required: ['note'] };
    expect(breaks(object({}, closed), object({ note: text }, { ...closed, ...required }))).toEqual([
      'REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL',
    ]);
    expect(breaks(object({}), object({ note: true }, required))).toEqual([]);
  });
});

describe('combinations', () => {
  const oneOf = (...members: object[]) => ({ oneOf: members });

  it('[J22] members are paired whatever their order', () => {
    expect(breaks(oneOf(text, integer, object({})), oneOf(object({}), number, text))).toEqual([]);
  });

  it('[J22] each member needs a partner of its own', () => {
    // Both numbers fit `number` only, and text fits nobody: one pair where two are needed.
    expect(breaks(oneOf(integer, { type: 'integer', minimum: 0 }), oneOf(number, { type: 'boolean' }))).toEqual([
      'COMBINED_TYPE_SUBSCHEMAS_CHANGED',
    ]);
    // The first could take the partner that the second needs; a maximum matching gives it the other.
    const wide = { type: 'number', minimum: 0 };
    expect(breaks(oneOf({ type: 'integer', minimum: 0 }, integer), oneOf(number, wide))).toEqual([]);
  });

  it('[J22] equal members count once', () => {
    expect(breaks(oneOf(text, number), oneOf(text, text, number, { type: 'number' }))).toEqual([]);
    expect(rulesOf({ allOf: [text, text] }, { allOf: [text] })).toEqual([]);
  });

  it('[J22] one member is as good as none', () => {
    expect(breaks(oneOf(integer), number)).toEqual([]);
    expect(breaks(integer, { allOf: [number] })).toEqual([]);
    expect(breaks(number, { allOf: [integer] })).toEqual(['TYPE_CHANGED']);
    expect(breaks({ allOf: [text] }, oneOf(text, number))).toEqual([]);
  });

  it('[J22] a plain schema fits a choice if it fits a member; more of all at once is less', () => {
    expect(breaks(integer, { anyOf: [text, number] })).toEqual([]);
    expect(breaks({ allOf: [number, { minimum: 1 }] }, number)).toEqual([]);
    expect(breaks(number, { allOf: [number, { minimum: 1 }] })).toEqual(['TYPE_CHANGED']);
    expect(breaks({ anyOf: [text, number] }, text)).toEqual(['TYPE_CHANGED']);
  });
});

describe('what is not compared, and the profiles', () => {
  const uncompared: [string, object, object][] = [
    ['format', { type: 'string', format: 'date' }, { type: 'string', format: 'uuid' }],
    ['encoding', { type: 'string', contentEncoding: 'base64' }, { type: 'string', contentMediaType: 'image/png' }],
    ['names', object({}), object({}, { propertyNames: { maxLength: 3 } })],
    ['patterns', object({}, { patternProperties: { a: text } }), object({}, { patternProperties: { a: number } })],
    ['contains', { type: 'array', contains: text }, { type: 'array', contains: number }],
    ['conditions', { if: text, else: { maxLength: 3 } }, { if: number, else: { maxLength: 1 } }],
    ['required of undeclared properties', object({}), object({}, { required: ['id'] })],
    ['readOnly', { type: 'string', readOnly: true }, { type: 'string', writeOnly: true }],
  ];

  it.each(uncompared)('[J23] %s', (_, before, after) => {
    expect(rulesOf(before, after)).toEqual([]);
  });

  it('[J24] bytes may be written as text or as numbers', () => {
    const bytes = { 'connect.type': 'bytes' };
    expect(breaks({ ...text, ...bytes }, { ...number, ...bytes })).toEqual([]);
    expect(breaks({ ...text, ...bytes }, number)).toEqual(['TYPE_CHANGED']);
  });

  it('[J25] the lenient profile minds only what is declared', () => {
    const [before, after] = [object({ id: text }), object({ id: text, note: text }, closed)];
    expect(breaks(before, after)).toEqual(['OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL', 'ADDITIONAL_PROPERTIES_REMOVED']);
    expect(breaks(before, after, 'lenient')).toEqual([]);
    expect(breaks(before, object({ id: number }, { ...closed, required: ['id'] }), 'lenient')).toEqual([
      'TYPE_CHANGED',
      'REQUIRED_ATTRIBUTE_ADDED',
    ]);
  });
});

describe('places', () => {
  const order = (lines: readonly string[]) => `{\n  "type": "object",\n  "properties": {\n${lines.join(',\n')}\n  }\n}`;

  it('[J30] are in the texts as they were written', () => {
    const before = order(['    "state": { "type": "string", "enum": ["open", "paid"] }']);
    const after = order(['    "id": true', '    "state": { "type": "string", "enum": ["open"] }']);
    expect(differences(before, after).find((change) => change.rule === 'COMBINED_TYPE_SUBSCHEMAS_CHANGED')).toMatchObject({
      before: { pointer: '/properties/state', range: { line: 4, column: 5, endLine: 4, endColumn: 60 } },
      after: { pointer: '/properties/state', range: { line: 5, column: 5, endLine: 5, endColumn: 52 } },
      detail: ['Values are no longer allowed: "paid"; older data may hold them.'],
    });
    expect(differences({ anyOf: [text, { maxLength: 3 }] }, { anyOf: [text, { maxLength: 2 }] })[0]?.before?.pointer).toBe(
      '/anyOf',
    );
  });

  it('[J30] the word that says the type is what is shown of a type that changed', () => {
    const [change] = differences(order(['    "id": { "type": "string" }']), order(['    "id": { "type": "null" }']));
    expect(change?.before).toEqual({
      pointer: '/properties/id',
      range: { line: 4, column: 13, endLine: 4, endColumn: 29 },
    });
    expect(change?.message).toBe('“id” changed from string to null.');
  });

  it('[J30] what is gone has none after, what is new none before', () => {
    const changes = differences(object({ old: text }, { ...closed, maxProperties: 3 }), object({ young: text }, closed));
    expect(changes.map(({ rule, before, after }) => [rule, before?.pointer, after?.pointer])).toEqual([
      ['PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL', '/properties/old', undefined],
      ['OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL', undefined, '/properties/young'],
      ['MAX_PROPERTIES_REMOVED', '/maxProperties', undefined],
    ]);
  });

  it('[J31] what breaks comes first, and one definition is told once', () => {
    const schema = (limit: number) => ({
      ...object({ a: { $ref: '#/definitions/code' }, b: { $ref: '#/definitions/code' } }, { title: `Limit ${limit}` }),
      definitions: { code: { type: 'string', maxLength: limit } },
    });
    expect(differences(schema(5), schema(4)).map((change) => [change.rule, change.after?.pointer])).toEqual([
      ['MAX_LENGTH_DECREASED', '/definitions/code/maxLength'],
      ['TITLE_CHANGED', '/title'],
    ]);
  });

  it('[J32] carry values, the deciding content model, and why something did not fit', () => {
    expect(differences({ type: 'string', maxLength: 10 }, { type: 'string', maxLength: 5 })[0]?.values).toEqual({
      before: '10',
      after: '5',
    });
    const more = { additionalProperties: number };
    expect(differences(object({}, more), object({ note: text }, more))[0]).toMatchObject({
      contentModel: 'partiallyOpen',
      detail: ['“note” changed from number to string.'],
    });
  });
});
