import { getNodeValue } from 'jsonc-parser';
import { list } from '#base/text.ts';
import { deepest, defaultText, type FieldTable, TableWriter } from '../../table.ts';
import { type AvroDocument, type AvroField, type AvroSchema, called, type RecordSchema } from './schema.ts';

/** The fields of a record as a table; those of nested records under their dotted names. */
export function avroFields({ root }: AvroDocument): FieldTable {
  const table = new TableWriter();
  if (root.kind === 'record') walk(root, '', table, new Set());
  else table.say(`A message is no record but ${called(root)}.`);
  return table.done();
}

function walk(record: RecordSchema, prefix: string, table: TableWriter, inside: ReadonlySet<RecordSchema>): void {
  const within = new Set(inside).add(record);
  for (const field of record.fields) {
    const name = prefix + field.name;
    const { type, optional } = whatOf(field.type);
    const fixedType = type === undefined ? '?' : typeOf(type);
    const isRecord = type?.kind === 'record';
    const row = { name, type: fixedType, required: optional ? 'no' : 'yes', default: defaultOf(field) } as const;
    if (!table.row(row)) return;
    if (type === undefined) table.say(`“${name}” is a ${called(field.type)}.`);
    else if (type.kind === 'enum')
      table.say(`“${name}” is one of ${list(type.symbols.slice(0, 8), 'or')}${type.symbols.length > 8 ? ' …' : ''}.`);
    else if (type.logical?.name === 'decimal') table.say(`“${name}” is an exact decimal number.`);
    if (!isRecord) continue;
    if (within.has(type)) table.say(`“${name}” holds a record of the kind that it stands in.`);
    else if (within.size >= deepest) table.cut();
    else walk(type, `${name}.`, table, within);
  }
}

/** The one type besides null, and whether null may stand for it; no type where there are several. */
function whatOf(schema: AvroSchema): { readonly type: AvroSchema | undefined; readonly optional: boolean } {
  if (schema.kind !== 'union') return { type: schema, optional: false };
  const others = schema.branches.filter(({ kind }) => kind !== 'null');
  return { type: others.length === 1 ? others[0] : undefined, optional: others.length < schema.branches.length };
}

function typeOf(schema: AvroSchema): string {
  const logical = schema.logical?.name ?? '';
  if (/^(?:local-)?timestamp-|^date$/.test(logical)) return 'timestamp';
  if (logical === 'decimal') return 'double';
  switch (schema.kind) {
    case 'record':
    case 'map':
      return 'object';
    case 'boolean':
      return 'bool';
    case 'float':
      return 'double';
    case 'fixed':
      return 'bytes';
    case 'null':
    case 'union':
      return '?';
    default:
      return schema.kind;
  }
}

function defaultOf({ otherwise }: AvroField): string {
  const value = otherwise && (getNodeValue(otherwise) as unknown);
  return value === null ? '' : defaultText(value);
}
