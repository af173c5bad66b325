import type { Change } from './change.ts';
import type { Version } from './policy.ts';
import type { TableRow } from './table.ts';

/**
 * What two tables of fields show of the differences between two versions. Tables stand beside schema texts (table.ts), or
 * instead of them, and can be judged where a stranger's text must not be read: without parsing, in one pass over the rows.
 * They say less than texts do: a verdict “breaks” is one that the format's own comparison gives too, and what a table
 * can't tell (names that stand for each other, symbols, bounds, the inside of unions) counts as readable.
 */
export interface Fields {
  readonly rows: readonly FieldRow[];
  /** What may stand in a message of JSON besides these fields; undefined where nobody has said. */
  readonly content?: 'open' | 'closed' | undefined;
  /** The text gives fields further names, under which a reader finds what was renamed. */
  readonly aliases?: boolean;
}

export type FieldRow = Pick<TableRow, 'name' | 'type' | 'default'> & { readonly required: string };

export type FieldsRule =
  /** The reader needs a field that the writer does not have. */
  | 'FIELD_MISSING'
  /** The reader needs a field that the writer may leave out. */
  | 'FIELD_MAY_BE_MISSING'
  | 'FIELD_TYPE_CHANGED'
  /** A number of the writer may not fit into the reader's. */
  | 'FIELD_TYPE_NARROWED'
  /** A closed reader refuses a field that it does not name. */
  | 'FIELD_NOT_ALLOWED'
  /** Under its name the open writer may have sent anything: strict registries refuse it, lenient ones don't. */
  | 'FIELD_ADDED_TO_OPEN_CONTENT'
  | 'FIELD_ADDED'
  | 'FIELD_REMOVED'
  | 'FIELD_CHANGED';

export interface FieldsChange extends Change {
  readonly rule: FieldsRule;
  /** The field's name. */
  readonly field: string;
}

type FormatOf = Version<Fields>['format'];

/** Types that a format writes alike, or may: what shares no group is never readable as the other. */
const alike: Readonly<Record<NonNullable<FormatOf> | 'unknown', readonly (readonly string[])[]>> = {
  // Times and bytes are text; an enumeration may list values of any type.
  jsonSchema: [
    ['int', 'long', 'double', 'enum'],
    ['string', 'timestamp', 'bytes', 'enum'],
    ['bool', 'enum'],
  ],
  // A time is a long, an exact decimal is bytes.
  avro: [
    ['int', 'long', 'double', 'timestamp'],
    ['double', 'bytes'],
    ['string', 'enum', 'bytes'],
  ],
  // Booleans and enumerations are numbers on the wire; a time is a message or a number; a list of one is a value.
  protobuf: [
    ['int', 'long', 'bool', 'enum', 'timestamp'],
    ['string', 'bytes'],
    ['object', 'timestamp'],
  ],
  unknown: [
    ['int', 'long', 'double', 'timestamp'],
    ['string', 'enum', 'bytes', 'timestamp'],
  ],
};

const whole: readonly string[] = ['int', 'long', 'timestamp'];

/** All differences, the harmless ones too, in the order of the reader's rows; then what only the writer has. */
export function tableDifferences(writer: Version<Fields>, reader: Version<Fields>): readonly FieldsChange[] {
  const format = writer.format === reader.format ? writer.format : undefined;
  const before = new Map(writer.schema.rows.map((row) => [row.name, row]));
  const after = new Map(reader.schema.rows.map((row) => [row.name, row]));
  const gone = writer.schema.rows.filter(({ name }) => !after.has(name));
  const changes: FieldsChange[] = [];
  for (const now of after.values()) {
    if (isInside(now.name, before, after)) continue;
    const was = before.get(now.name);
    if (was) changes.push(...changed(was, now, format));
    else changes.push(added(now, writer, reader, format, gone.length > 0));
  }
  for (const { name } of gone) {
    if (isInside(name, before, after)) continue;
    const refused = format === 'jsonSchema' && reader.schema.content === 'closed';
    changes.push(
      refused
        ? change('FIELD_NOT_ALLOWED', false, name, `“${name}” is gone, and the reader allows no field that it does not name.`)
        : change('FIELD_REMOVED', true, name, `“${name}” is gone; the reader passes over it.`),
    );
  }
  return changes;
}

type Rows = ReadonlyMap<string, FieldRow>;

/** It stands in an object that came, went or became something else as a whole, and is told with that. */
function isInside(name: string, before: Rows, after: Rows): boolean {
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const [was, now] = [before.get(name.slice(0, dot)), after.get(name.slice(0, dot))];
    if ((was || now) && was?.type !== now?.type) return true;
  }
  return false;
}

const isOptional = ({ required }: FieldRow): boolean => required === 'no';

/** Without this field in the data there is no value for it. */
const isNeeded = (row: FieldRow): boolean => !isOptional(row) && row.default === '';

function added(
  now: FieldRow,
  writer: Version<Fields>,
  reader: Version<Fields>,
  format: FormatOf,
  renamed: boolean,
): FieldsChange {
  const { name } = now;
  // Protocol Buffers go by numbers, and whatever is missing has a value of its own.
  const found = format === 'protobuf' || (format === 'avro' && renamed && reader.schema.aliases === true);
  if (isNeeded(now) && !found) return change('FIELD_MISSING', false, name, `“${name}” is needed, and the data does not have it.`);
  return format === 'jsonSchema' && writer.schema.content === 'open'
    ? change(
        'FIELD_ADDED_TO_OPEN_CONTENT',
        false,
        name,
        `“${name}” is new, and the data may hold anything under that name, because fields that are not named are allowed.`,
      )
    : change('FIELD_ADDED', true, name, `“${name}” is new, and may be missing.`);
}

function changed(was: FieldRow, now: FieldRow, format: FormatOf): readonly FieldsChange[] {
  const { name } = now;
  const changes: FieldsChange[] = [];
  const typed = was.type !== now.type && was.type !== '?' && now.type !== '?';
  const values = { before: was.type, after: now.type };
  if (typed && !isAlike(was.type, now.type, format)) {
    const message = `“${name}” changed from ${was.type} to ${now.type}.`;
    changes.push({ ...change('FIELD_TYPE_CHANGED', false, name, message), values });
  } else if (typed && narrows(was.type, now.type, format)) {
    const message = `“${name}” changed from ${was.type} to ${now.type}, into which not every number fits.`;
    changes.push({ ...change('FIELD_TYPE_NARROWED', false, name, message), values });
  }
  if (mayBeMissing(was, now, format))
    changes.push(change('FIELD_MAY_BE_MISSING', false, name, `“${name}” is needed, and the data may lack it.`));
  if (changes.length === 0 && (typed || was.required !== now.required || was.default !== now.default))
    changes.push(change('FIELD_CHANGED', true, name, `“${name}” changed in a way that the reader can cope with.`));
  return changes;
}

function mayBeMissing(was: FieldRow, now: FieldRow, format: FormatOf): boolean {
  if (format === 'protobuf' || !isOptional(was) || isOptional(now)) return false;
  // In Avro, what may be left out is null in the data, and no default stands in for that; unless it has a default of its own.
  return format === 'avro' ? was.default === '' : now.default === '';
}

function isAlike(was: string, now: string, format: FormatOf): boolean {
  // Protocol Buffers read a single value as a list of one, and a list as its last value.
  if (format === 'protobuf' && (was === 'array' || now === 'array')) return true;
  return alike[format ?? 'unknown'].some((group) => group.includes(was) && group.includes(now));
}

function narrows(was: string, now: string, format: FormatOf): boolean {
  if (format === 'protobuf' || was === 'enum' || now === 'enum') return false;
  if (was === 'double' && whole.includes(now)) return true;
  // Only Avro tells whole numbers of two sizes apart.
  return format === 'avro' && now === 'int' && was === 'long';
}

function change(rule: FieldsRule, compatible: boolean, field: string, message: string): FieldsChange {
  return { rule, compatible, field, message };
}
