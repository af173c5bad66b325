import { list } from '#base/text.ts';
import type { JsonNode } from '../json-text.ts';
import { type AvroSchema, called, isNamed, type Primitive, type RecordSchema, type UnionSchema } from './schema.ts';

/** A value that does not fit, where it stands and why. */
export interface Misfit {
  readonly node: JsonNode;
  readonly message: string;
}

/** In a payload the value of a union is wrapped in the name of its branch; in a default it is not. */
export type Encoding = 'payload' | 'default';

/** More misfits than this are not told one by one. */
const most = 50;
/** Defaults of unions are tried branch by branch, which doubles with every level of a hostile text: the limit ends it. */
const mostSteps = 200_000;

/** Every place where a value does not fit a schema, in Avro's JSON encoding. Recursion is bounded by the nesting of the value. */
export function misfits(schema: AvroSchema, value: JsonNode, encoding: Encoding): Misfit[] {
  const steps = { left: mostSteps };
  const fitting = new Fitting(encoding, steps);
  fitting.look(schema, value);
  if (steps.left <= 0) fitting.add(value, 'it is too large to be checked.');
  return fitting.found;
}

class Fitting {
  readonly found: Misfit[] = [];
  private readonly encoding: Encoding;
  private readonly steps: { left: number };

  constructor(encoding: Encoding, steps: { left: number }) {
    this.encoding = encoding;
    this.steps = steps;
  }

  add(node: JsonNode, message: string): void {
    this.found.push({ node, message });
  }

  look(schema: AvroSchema, value: JsonNode): void {
    if (this.found.length >= most || --this.steps.left <= 0) return;
    const wanted = expectation(schema, value);
    if (wanted !== undefined) {
      this.add(value, `${shown(value)} stands where ${wanted} is expected.`);
    } else if (schema.kind === 'record') {
      this.fields(schema, value);
    } else if (schema.kind === 'array') {
      for (const item of value.children ?? []) this.look(schema.items, item);
    } else if (schema.kind === 'map') {
      for (const property of value.children ?? []) {
        const each = property.children?.[1];
        if (each) this.look(schema.values, each);
      }
    } else if (schema.kind === 'union') {
      if (this.encoding === 'payload') this.tagged(schema, value);
      else this.untagged(schema, value);
    } else if (schema.kind === 'enum' && !schema.symbols.includes(String(value.value))) {
      const known = schema.symbols.slice(0, 8).join(', ');
      this.add(value, `“${value.value}” is none of the symbols of ${called(schema)}: ${known}.`);
    } else if (schema.kind === 'fixed' && String(value.value).length !== schema.size) {
      this.add(value, `${called(schema)} holds ${schema.size} bytes, not ${String(value.value).length}.`);
    }
  }

  private fields(schema: RecordSchema, value: JsonNode): void {
    const members = new Map(value.children?.map(({ children }) => [children?.[0]?.value as unknown, children?.[1]]));
    const names = new Set<unknown>();
    for (const field of schema.fields) {
      names.add(field.name);
      const own = members.get(field.name);
      if (own !== undefined) this.look(field.type, own);
      // In a default the field's own default stands in; a payload has every field, since defaults are for older data.
      else if (this.encoding === 'payload' || field.otherwise === undefined) this.add(value, `Field “${field.name}” is missing.`);
    }
    for (const property of value.children ?? []) {
      const key = property.children?.[0];
      if (this.encoding === 'payload' && key && !names.has(key.value)) {
        this.add(key, `${called(schema)} has no field “${key.value}”.`);
      }
    }
  }

  private tagged(schema: UnionSchema, value: JsonNode): void {
    const tags = schema.branches.filter((branch) => branch.kind !== 'null').map(tagOf);
    const told = list(tags.slice(0, 8), 'or');
    if (value.type === 'null') {
      if (tags.length === schema.branches.length) this.add(value, `null is not in the union: it holds ${told}.`);
      return;
    }
    const property = value.type === 'object' && value.children?.length === 1 ? value.children[0] : undefined;
    const [key, inner] = property?.children ?? [];
    if (key === undefined || inner === undefined) {
      const example = tags[0] === undefined ? '' : `, such as {"${tags[0]}": …}`;
      this.add(value, `The value of a union is wrapped in the name of its branch${example}.`);
      return;
    }
    const branch = schema.branches.find((each) => each.kind !== 'null' && tagOf(each) === key.value);
    if (branch === undefined) this.add(key, `The union has no branch “${key.value}”: it holds ${told}.`);
    else this.look(branch, inner);
  }

  /** Since Avro 1.12 a default may be of any branch, not of the first alone. */
  private untagged(schema: UnionSchema, value: JsonNode): void {
    for (const branch of schema.branches) {
      const own = new Fitting(this.encoding, this.steps);
      own.look(branch, value);
      if (own.found.length === 0) return;
    }
    this.add(value, `it is of no branch of the ${called(schema)}.`);
  }
}

/** What stands around a union's value in the JSON encoding: the full name of a named type, else the kind. */
export function tagOf(branch: AvroSchema): string {
  return isNamed(branch) ? branch.name : branch.kind;
}

/** What the schema wants instead of such a value; nothing where the value is of the right sort. */
function expectation(schema: AvroSchema, value: JsonNode): string | undefined {
  switch (schema.kind) {
    case 'union':
      return undefined;
    case 'array':
      return value.type === 'array' ? undefined : 'a list';
    case 'map':
      return value.type === 'object' ? undefined : 'an object of keys and values';
    case 'record':
      return value.type === 'object' ? undefined : `an object with the fields of ${called(schema)}`;
    case 'enum':
      return value.type === 'string' ? undefined : 'a symbol';
    case 'fixed':
      return isBytes(value) ? undefined : `a string of ${schema.size} characters from U+0000 to U+00FF`;
    default:
      return fitsPrimitive(schema.kind, value) ? undefined : expected[schema.kind];
  }
}

const expected: Readonly<Record<Primitive, string>> = {
  null: 'null',
  boolean: 'true or false',
  int: 'a whole number of 32 bits',
  long: 'a whole number of 64 bits',
  float: 'a number',
  double: 'a number',
  bytes: 'a string of characters from U+0000 to U+00FF',
  string: 'a string',
};

function fitsPrimitive(kind: Primitive, value: JsonNode): boolean {
  switch (kind) {
    case 'int':
      return whole(value) && value.value >= -(2 ** 31) && value.value < 2 ** 31;
    case 'long':
      return whole(value) && value.value >= -(2 ** 63) && value.value <= 2 ** 63;
    case 'float':
    case 'double':
      return value.type === 'number';
    case 'bytes':
      return isBytes(value);
    default:
      return value.type === kind;
  }
}

function whole(value: JsonNode): boolean {
  return value.type === 'number' && Number.isInteger(value.value);
}

function isBytes(value: JsonNode): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters are bytes, and every byte may stand there.
  return value.type === 'string' && /^[\u0000-\u00ff]*$/.test(String(value.value));
}

function shown(node: JsonNode): string {
  if (node.type === 'object') return 'An object';
  if (node.type === 'array') return 'A list';
  if (node.type === 'string') return 'A string';
  return node.type === 'null' ? 'null' : String(node.value);
}
