import { type Draft, isAtLeast } from './dialect.ts';

/** What the value of a keyword has to be. */
export type Shape =
  | 'schema'
  | 'schemas'
  | 'schemaMap'
  | 'schemaOrSchemas'
  | 'schemaOrNames'
  | 'type'
  | 'count'
  | 'number'
  | 'positive'
  | 'limit'
  | 'flag'
  | 'text'
  | 'names'
  | 'nameLists'
  | 'values';

const since4: Readonly<Record<string, Shape>> = {
  type: 'type',
  enum: 'values',
  allOf: 'schemas',
  anyOf: 'schemas',
  oneOf: 'schemas',
  not: 'schema',
  properties: 'schemaMap',
  patternProperties: 'schemaMap',
  additionalProperties: 'schema',
  required: 'names',
  minProperties: 'count',
  maxProperties: 'count',
  dependencies: 'schemaOrNames',
  items: 'schemaOrSchemas',
  additionalItems: 'schema',
  minItems: 'count',
  maxItems: 'count',
  uniqueItems: 'flag',
  minLength: 'count',
  maxLength: 'count',
  pattern: 'text',
  format: 'text',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'limit',
  exclusiveMaximum: 'limit',
  multipleOf: 'positive',
  definitions: 'schemaMap',
  $ref: 'text',
  title: 'text',
  description: 'text',
};

const since6: Readonly<Record<string, Shape>> = { contains: 'schema', propertyNames: 'schema', $id: 'text' };
const since7: Readonly<Record<string, Shape>> = Object.fromEntries(['if', 'then', 'else'].map((name) => [name, 'schema']));
const since2019: Readonly<Record<string, Shape>> = {
  $defs: 'schemaMap',
  $anchor: 'text',
  $recursiveRef: 'text',
  dependentRequired: 'nameLists',
  dependentSchemas: 'schemaMap',
  unevaluatedProperties: 'schema',
  unevaluatedItems: 'schema',
  minContains: 'count',
  maxContains: 'count',
};
const since2020: Readonly<Record<string, Shape>> = { prefixItems: 'schemas', $dynamicRef: 'text', $dynamicAnchor: 'text' };

const layers: readonly (readonly [Draft, Readonly<Record<string, Shape>>])[] = [
  ['4', since4],
  ['6', since6],
  ['7', since7],
  ['2019-09', since2019],
  ['2020-12', since2020],
];

function keywordsOf(draft: Draft): ReadonlyMap<string, Shape> {
  const known = new Map(layers.filter(([since]) => isAtLeast(draft, since)).flatMap(([, added]) => Object.entries(added)));
  // There `items` took its place.
  if (draft === '2020-12') known.delete('additionalItems');
  return known;
}

/** The keywords that a draft knows. Any other name is an annotation, whatever its value. */
export const keywords: Readonly<Record<Draft, ReadonlyMap<string, Shape>>> = {
  '4': keywordsOf('4'),
  '6': keywordsOf('6'),
  '7': keywordsOf('7'),
  '2019-09': keywordsOf('2019-09'),
  '2020-12': keywordsOf('2020-12'),
};

export const typeNames = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object'] as const;
export type TypeName = (typeof typeNames)[number];

const known: ReadonlySet<unknown> = new Set(typeNames);

export function isTypeName(value: unknown): value is TypeName {
  return known.has(value);
}

export type Keywords = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Keywords {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A schema is an object of keywords, or true or false. */
export function isSchema(value: unknown): boolean {
  return isObject(value) || typeof value === 'boolean';
}

const isText = (value: unknown) => typeof value === 'string';
const isNames = (value: unknown) => Array.isArray(value) && value.every(isText);
const isMap = (value: unknown, each: (value: unknown) => boolean) => isObject(value) && Object.values(value).every(each);

/** Whether a value has a shape. Nested schemas are looked at one level deep: they are checked where they stand. */
export function hasShape(value: unknown, shape: Shape): boolean {
  switch (shape) {
    case 'schema':
      return isSchema(value);
    case 'schemas':
      return Array.isArray(value) && value.every(isSchema);
    case 'schemaMap':
      return isMap(value, isSchema);
    case 'schemaOrSchemas':
      return isSchema(value) || hasShape(value, 'schemas');
    case 'schemaOrNames':
      return isMap(value, (each) => isSchema(each) || isNames(each));
    case 'type':
      return isTypeName(value) || (Array.isArray(value) && value.length > 0 && value.every(isTypeName));
    case 'count':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0;
    case 'number':
      return typeof value === 'number';
    case 'positive':
      return typeof value === 'number' && value > 0;
    case 'limit':
      return typeof value === 'number' || typeof value === 'boolean';
    case 'flag':
      return typeof value === 'boolean';
    case 'text':
      return isText(value);
    case 'names':
      return isNames(value);
    case 'nameLists':
      return isMap(value, isNames);
    case 'values':
      return Array.isArray(value);
  }
}

/** What a shape asks for, as the end of a sentence. */
export const shapeWords: Readonly<Record<Shape, string>> = {
  schema: 'a schema: an object, true or false',
  schemas: 'a list of schemas',
  schemaMap: 'an object whose values are schemas',
  schemaOrSchemas: 'a schema or a list of schemas',
  schemaOrNames: 'an object whose values are schemas or lists of names',
  type: 'one of string, number, integer, boolean, null, array, object, or a list of those',
  count: 'a whole number that is not negative',
  number: 'a number',
  positive: 'a number greater than 0',
  limit: 'a number (in draft-04 true or false)',
  flag: 'true or false',
  text: 'text in double quotes',
  names: 'a list of names',
  nameLists: 'an object whose values are lists of names',
  values: 'a list of values',
};

/** The schemas directly inside a schema, with the parts of the pointer that lead to them. */
export function* schemasIn(value: Keywords, draft: Draft): Iterable<readonly [readonly string[], unknown]> {
  const known = keywords[draft];
  for (const name of Object.keys(value)) {
    const shape = known.get(name);
    if (shape === undefined) continue;
    const inner = value[name];
    if ((shape === 'schema' || shape === 'schemaOrSchemas') && isSchema(inner)) yield [[name], inner];
    else if (Array.isArray(inner) && (shape === 'schemas' || shape === 'schemaOrSchemas')) {
      for (const [at, each] of inner.entries()) if (isSchema(each)) yield [[name, String(at)], each];
    } else if (isObject(inner) && (shape === 'schemaMap' || shape === 'schemaOrNames')) {
      for (const [key, each] of Object.entries(inner)) if (isSchema(each)) yield [[name, key], each];
    }
  }
}
