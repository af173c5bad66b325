import { idPattern } from '#base/ids.ts';
import { checkingSchema } from './checking.ts';
import { edgeKindNames, elementKindNames } from './design.ts';
import { edgeKinds, elementKinds, rowKinds } from './kinds/index.ts';
import { fileVersion } from './migrate.ts';
import { type Property, type RowKind, unresolvedMark } from './property.ts';

/** Names the published schema (public/schemas/design.schema.json, served under /schemas/): a name, not an address, because every server is its own. */
export const schemaAddress = 'urn:millrace:schema:design';

type Json = Readonly<Record<string, unknown>>;

const documentation = ['title', 'description', 'default'] as const;

/**
 * The JSON Schema (2020-12) of design files, made from the declared kinds. [F6] With `documented`, as it is published:
 * with titles, descriptions and defaults; without, for the checker that is compiled ahead.
 */
export function designFileSchema(documented = true): Json {
  const named: Json[] = [
    ...elementKindNames.map((kind) => elementKinds[kind]),
    ...edgeKindNames.map((kind) => edgeKinds[kind]),
  ] as never;
  const kinds = named as unknown as readonly {
    kind: string;
    label: string;
    help: string;
    properties: Readonly<Record<string, Property>>;
  }[];
  const settled = checkingSchema([...elementKindNames, ...edgeKindNames]);
  const schema: Json = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaAddress,
    title: 'Millrace design',
    description: 'A design of an event-driven architecture, as Millrace keeps it in a file.',
    type: 'object',
    additionalProperties: false,
    required: ['millrace', 'elements', 'edges'],
    properties: {
      $schema: { type: 'string', description: 'The address of this schema.' },
      millrace: { const: fileVersion, description: 'The version of the file format.' },
      title: { type: 'string', description: 'The title of the design.' },
      comment: { type: 'string', description: 'A remark about the whole design.' },
      elements: {
        type: 'array',
        items: { $ref: '#/$defs/element' },
        description: 'Services, channels, contracts and all else that is drawn.',
      },
      edges: { type: 'array', items: { $ref: '#/$defs/edge' }, description: 'The arrows between elements.' },
      checking: { $ref: '#/$defs/checking', description: 'What is settled about the checking of the design.' },
    },
    $defs: {
      id: { type: 'string', pattern: idPattern, description: 'Names the record within the file: letters, digits, _ and -.' },
      end: {
        type: 'string',
        pattern: `^(?:[A-Za-z0-9_-]{1,40}|${unresolvedMark}[^\\u0000-\\u001f]{1,240})$`,
        description: 'The id of an element; ! and a name for one that is missing.',
      },
      pair: {
        type: 'array',
        items: { type: 'integer', minimum: -1_000_000_000, maximum: 1_000_000_000 },
        minItems: 2,
        maxItems: 2,
      },
      checking: settled.checking,
      ownRule: settled.ownRule,
      element: record(elementKindNames, {
        at: { $ref: '#/$defs/pair', description: 'Upper left corner on the canvas: x and y.' },
        size: { $ref: '#/$defs/pair', description: 'Width and height, of contexts and notes.' },
      }),
      edge: record(edgeKindNames, { from: { $ref: '#/$defs/end' }, to: { $ref: '#/$defs/end' } }, ['from', 'to']),
      ...Object.fromEntries(kinds.map((kind) => [kind.kind, properties(kind.label, kind.help, kind.properties)])),
      ...Object.fromEntries(Object.values(rowKinds).map((kind) => [kind.kind, row(kind as unknown as RowKind)])),
    },
  };
  return documented ? schema : shared(undocumented(schema) as Json & { $defs: Json });
}

/** The same schema with every property's own schema said once: the checker compiled from it is a third as long. */
function shared(schema: Json & { $defs: Json }): Json {
  const names = new Map<string, string>();
  const once = (property: Json): Json => {
    // An `enum` says the type already.
    const { type, ...rest } = property;
    const said = JSON.stringify('enum' in property ? rest : property);
    const name = names.get(said) ?? `p${names.size}`;
    names.set(said, name);
    return { $ref: `#/$defs/${name}` };
  };
  const kinds = new Set<string>([...elementKindNames, ...edgeKindNames, ...Object.keys(rowKinds)]);
  const defs = Object.entries(schema.$defs).map(([name, def]) => {
    if (!kinds.has(name)) return [name, def];
    const { properties: own, ...rest } = def as Json & { properties: Json };
    return [
      name,
      {
        ...rest,
        properties: Object.fromEntries(
          Object.entries(own).map(([key, property]) => [key, '$ref' in (property as Json) ? property : once(property as Json)]),
        ),
      },
    ];
  });
  return {
    ...schema,
    $defs: {
      ...Object.fromEntries(defs),
      ...Object.fromEntries([...names].map(([said, name]) => [name, JSON.parse(said) as Json])),
    },
  };
}

function record(kinds: readonly string[], more: Json, required: readonly string[] = []): Json {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'kind', ...required],
    properties: {
      id: { $ref: '#/$defs/id' },
      kind: { enum: kinds },
      ...more,
      props: { type: 'object', description: 'What is said about it, as far as it differs from the defaults.' },
    },
    allOf: kinds.map((kind) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: { properties: { props: { $ref: `#/$defs/${kind}` } } },
    })),
  };
}

function properties(label: string, help: string, declared: Readonly<Record<string, Property>>): Json {
  return {
    title: label,
    description: help,
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(declared).map(([name, property]) => [name, propertySchema(property)])),
  };
}

function row(kind: RowKind): Json {
  const { properties: known, ...rest } = properties(kind.label, '', kind.properties) as Json & { properties: Json };
  return {
    ...rest,
    description: `One of several ${kind.plural.toLowerCase()}.`,
    required: ['id'],
    properties: { id: { $ref: '#/$defs/id' }, ...known },
  };
}

const schemaKeywords = [
  'type',
  'enum',
  'anyOf',
  'items',
  'pattern',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minimum',
  'maximum',
];

function propertySchema(property: Property): Json {
  const { label, help, options = [] } = property;
  const values = options.flatMap((option) => (option.help ? [`${option.value}: ${option.help}`] : []));
  const words = { title: label, description: [help, ...values].join('\n'), default: property.default };
  if (property.valueType === 'rows') {
    const { maxItems } = property as unknown as { maxItems: number };
    return { type: 'array', items: { $ref: `#/$defs/${(property.row as RowKind).kind}` }, maxItems, ...words };
  }
  return { ...plainSchema(property as unknown as Json), ...words };
}

/** The keywords of JSON Schema among a declaration's own annotations; the type of listed values is said outright. */
function plainSchema(schema: Json): Json {
  const plain: Record<string, unknown> = {};
  for (const keyword of schemaKeywords) {
    const value = schema[keyword];
    if (value === undefined) continue;
    if (keyword === 'enum') plain.type ??= 'string';
    plain[keyword] =
      keyword === 'anyOf' ? (value as Json[]).map(plainSchema) : keyword === 'items' ? plainSchema(value as Json) : value;
  }
  return plain;
}

/** Less the documentation, as far as it documents: a property of the design may well be called "default". */
function undocumented(schema: unknown, named = false): unknown {
  if (Array.isArray(schema)) return schema.map((each) => undocumented(each));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) => {
      if (!named && (documentation as readonly string[]).includes(key)) return [];
      return [[key, undocumented(value, !named && (key === 'properties' || key === '$defs'))]];
    }),
  );
}
