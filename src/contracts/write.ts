/** A row of a table of fields, as far as a schema text can say it. */
export interface WrittenField {
  /** A dot leads into a nested object: `address.city`. */
  readonly name: string;
  /** `string`, `int`, `long`, `double`, `bool`, `enum`, `object`, `array`, `timestamp`, `bytes`, or `?`. */
  readonly type: string;
  readonly required: string;
  /** Empty: none. */
  readonly default: string;
}

export interface WrittenContract {
  readonly name: string;
  readonly fields: readonly WrittenField[];
}

interface Node {
  readonly field: WrittenField | undefined;
  readonly inner: Map<string, Node>;
}

/** Fields with dots in their names as a tree, in the order of first mention. */
function treeOf(fields: readonly WrittenField[]): Map<string, Node> {
  const root = new Map<string, Node>();
  for (const field of fields) {
    let level = root;
    const steps = field.name.split('.').filter((step) => step !== '');
    steps.forEach((step, i) => {
      const known = level.get(step);
      const node: Node = { field: i === steps.length - 1 ? field : known?.field, inner: known?.inner ?? new Map() };
      level.set(step, node);
      level = node.inner;
    });
  }
  return root;
}

const optional = (node: Node) => node.field?.required === 'no';

/** What a person typed as a default, as a value of the type: `0`, `true`, otherwise the words themselves. */
function defaultOf({ field }: Node): unknown {
  if (!field || field.default === '') return undefined;
  if (['int', 'long', 'double'].includes(field.type) && Number.isFinite(Number(field.default))) return Number(field.default);
  if (field.type === 'bool') return field.default === 'true';
  return field.default;
}

const jsonTypes: Readonly<Record<string, object>> = {
  string: { type: 'string' },
  enum: { type: 'string' },
  int: { type: 'integer' },
  long: { type: 'integer' },
  double: { type: 'number' },
  bool: { type: 'boolean' },
  array: { type: 'array' },
  timestamp: { type: 'string', format: 'date-time' },
  bytes: { type: 'string', contentEncoding: 'base64' },
  object: { type: 'object' },
};

function jsonObject(tree: ReadonlyMap<string, Node>): object {
  const required = [...tree].filter(([, node]) => !optional(node)).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(
      [...tree].map(([name, node]) => {
        const value = defaultOf(node);
        const type = node.inner.size > 0 ? jsonObject(node.inner) : (jsonTypes[node.field?.type ?? ''] ?? {});
        return [name, value === undefined ? type : { ...type, default: value }];
      }),
    ),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** The fields of a contract as a JSON Schema, draft 2020-12. */
export function writeJsonSchema({ name, fields }: WrittenContract): string {
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', title: name, ...jsonObject(treeOf(fields)) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** A name as Avro and Protocol Buffers allow it. */
function identifier(name: string, otherwise: string): string {
  const clean = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
  return clean === '' ? otherwise : clean;
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

const avroTypes: Readonly<Record<string, unknown>> = {
  string: 'string',
  enum: 'string',
  int: 'int',
  long: 'long',
  double: 'double',
  bool: 'boolean',
  array: { type: 'array', items: 'string' },
  timestamp: { type: 'long', logicalType: 'timestamp-millis' },
  bytes: 'bytes',
  object: { type: 'map', values: 'string' },
};

function avroRecord(name: string, tree: ReadonlyMap<string, Node>): object {
  return {
    type: 'record',
    name,
    fields: [...tree].map(([key, node]) => {
      const field = identifier(key, 'field');
      const type =
        node.inner.size > 0 ? avroRecord(name + capital(field), node.inner) : (avroTypes[node.field?.type ?? ''] ?? 'string');
      // A text can't be the default of a time, a list or a group of fields.
      const value = typeof type === 'string' ? defaultOf(node) : undefined;
      if (value !== undefined) return { name: field, type, default: value };
      return optional(node) ? { name: field, type: ['null', type], default: null } : { name: field, type };
    }),
  };
}

/** The fields of a contract as an Avro record. */
export function writeAvro({ name, fields }: WrittenContract): string {
  return `${JSON.stringify(avroRecord(identifier(name, 'Message'), treeOf(fields)), null, 2)}\n`;
}

const protoTypes: Readonly<Record<string, string>> = {
  string: 'string',
  enum: 'string',
  int: 'int32',
  long: 'int64',
  double: 'double',
  bool: 'bool',
  array: 'repeated string',
  timestamp: 'int64',
  bytes: 'bytes',
  object: 'map<string, string>',
};

function protoMessage(name: string, tree: ReadonlyMap<string, Node>, indent: string): string {
  const lines: string[] = [];
  let number = 0;
  for (const [key, node] of tree) {
    const field = identifier(key, 'field');
    const inner = node.inner.size > 0;
    if (inner) lines.push(protoMessage(capital(field), node.inner, `${indent}  `));
    const type = inner ? capital(field) : (protoTypes[node.field?.type ?? ''] ?? 'string');
    // Lists and maps have no label of their own.
    const label = optional(node) && !inner && !/^(?:repeated |map<)/.test(type) ? 'optional ' : '';
    lines.push(`${indent}  ${label}${type} ${field} = ${++number};`);
  }
  return `${indent}message ${name} {\n${lines.join('\n')}${lines.length > 0 ? '\n' : ''}${indent}}`;
}

/** The fields of a contract as a Protocol Buffers message, proto3. */
export function writeProtobuf({ name, fields }: WrittenContract): string {
  return `syntax = "proto3";\n\n${protoMessage(capital(identifier(name, 'Message')), treeOf(fields), '')}\n`;
}
