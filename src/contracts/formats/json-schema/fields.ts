import { list } from '#base/text.ts';
import { deepest, defaultText, type FieldTable, TableWriter } from '../../table.ts';
import { isObject } from './keywords.ts';

type Json = Readonly<Record<string, unknown>>;

/** Keywords that a table has columns for, and those that say nothing about messages. */
const inTable = new Set(
  '$schema $id $ref $defs definitions id title description $comment examples type properties required default enum const items allOf format contentEncoding deprecated readOnly writeOnly'.split(
    ' ',
  ),
);
const mostRefs = 32;

/**
 * The fields of an object schema as a table; those of nested objects under their dotted names. `schema` is the parsed
 * text of a schema that was read without faults, so that its depth is bounded and its references are local.
 */
export function jsonSchemaFields(schema: unknown): FieldTable {
  const table = new TableWriter();
  const root = resolved(schema, schema);
  if (!isObject(root) || !describesObject(root)) {
    table.say('A message is no object with named fields.');
    return table.done();
  }
  walk(root, schema, '', true, table, []);
  return table.done();
}

function walk(
  object: Json,
  root: unknown,
  prefix: string,
  always: boolean,
  table: TableWriter,
  inside: readonly unknown[],
): void {
  const { properties, required, rest } = merged(object, root);
  for (const [key, written] of properties) {
    const name = prefix + key;
    const field = resolved(written, root);
    const props = isObject(field) ? field : {};
    const { type, optional } = typeOf(props);
    const there = always && required.has(key) && !optional;
    if (!table.row({ name, type, required: there ? 'yes' : 'no', default: defaultText(props.default) })) return;
    sayMore(name, props, type, table);
    if (type !== 'object' || !describesObject(props)) continue;
    if (inside.includes(field)) table.say(`“${name}” holds an object of the kind that it stands in.`);
    else if (inside.length >= deepest) table.cut();
    else walk(props, root, `${name}.`, there, table, [...inside, object]);
  }
  const whole = prefix === '' ? 'A message' : `“${prefix.slice(0, -1)}”`;
  if (rest.additionalProperties === false || rest.unevaluatedProperties === false)
    table.say(`${whole} may have no other fields.`);
  for (const keyword of [
    'oneOf',
    'anyOf',
    'not',
    'if',
    'dependentRequired',
    'dependentSchemas',
    'dependencies',
    'patternProperties',
  ])
    if (keyword in rest) table.say(`${whole} is bound by “${keyword}”.`);
}

/** An object schema with the members of its `allOf`: their properties hold together. */
function merged(object: Json, root: unknown) {
  const properties = new Map<string, unknown>();
  const required = new Set<string>();
  const rest: Record<string, unknown> = {};
  const take = (part: Json, depth: number) => {
    Object.assign(rest, part);
    if (isObject(part.properties)) for (const [key, value] of Object.entries(part.properties)) properties.set(key, value);
    if (Array.isArray(part.required)) for (const key of part.required) required.add(String(key));
    if (depth < deepest && Array.isArray(part.allOf))
      for (const each of part.allOf) {
        const inner = resolved(each, root);
        if (isObject(inner)) take(inner, depth + 1);
      }
  };
  take(object, 0);
  return { properties, required, rest: rest as Json };
}

function sayMore(name: string, schema: Json, type: string, table: TableWriter): void {
  if (Array.isArray(schema.enum)) {
    const values = schema.enum.map((value) => defaultText(value));
    table.say(`“${name}” is one of ${list(values.slice(0, 8), 'or')}${values.length > 8 ? ' …' : ''}.`);
  }
  if ('const' in schema) table.say(`“${name}” is always ${defaultText(schema.const)}.`);
  if (type === '?' && Array.isArray(schema.type)) table.say(`“${name}” is ${list(schema.type.map(String), 'or')}.`);
  const more = Object.keys(schema).filter(
    (keyword) => !inTable.has(keyword) && !(type === 'object' && keyword.endsWith('Properties')),
  );
  if (more.length > 0) table.say(`“${name}” is bound by ${list(more.map((keyword) => `“${keyword}”`))}.`);
}

/** The type of a field in the table's words; null beside one other type makes it optional. */
function typeOf(schema: Json): { readonly type: string; readonly optional: boolean } {
  const named: unknown[] = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type];
  const types = named.filter((type) => type !== 'null');
  const optional = types.length < named.length;
  if (Array.isArray(schema.enum)) return { type: 'enum', optional };
  if (types.length === 0 && describesObject(schema)) return { type: 'object', optional };
  if (types.length !== 1) return { type: '?', optional };
  switch (types[0]) {
    case 'string':
      if (schema.format === 'date-time' || schema.format === 'date') return { type: 'timestamp', optional };
      return { type: schema.contentEncoding === undefined ? 'string' : 'bytes', optional };
    case 'integer':
      return { type: 'long', optional };
    case 'number':
      return { type: 'double', optional };
    case 'boolean':
      return { type: 'bool', optional };
    case 'array':
    case 'object':
      return { type: types[0], optional };
    default:
      return { type: '?', optional };
  }
}

function describesObject(schema: Json): boolean {
  return schema.type === 'object' || isObject(schema.properties) || Array.isArray(schema.allOf);
}

/** What a local reference leads to, through further ones; the schema itself where there is none. */
function resolved(schema: unknown, root: unknown): unknown {
  let now = schema;
  for (let i = 0; i < mostRefs && isObject(now) && typeof now.$ref === 'string'; i++) {
    const target = at(root, now.$ref);
    if (target === undefined) return now;
    now = target;
  }
  return now;
}

function at(root: unknown, reference: string): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  let now = root;
  for (const part of reference.slice(2).split('/')) {
    const key = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(now)) now = now[Number(key)];
    else if (isObject(now) && Object.hasOwn(now, key)) now = now[key];
    else return undefined;
  }
  return now;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
