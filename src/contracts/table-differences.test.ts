import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCompatible } from './change.ts';
import { avro } from './formats/avro/avro.ts';
import { jsonSchema } from './formats/json-schema/json-schema.ts';
import { protobuf } from './formats/protobuf/protobuf.ts';
import { check, type Version } from './policy.ts';
import { type FieldRow, type Fields, tableDifferences } from './table-differences.ts';
import { type WrittenContract, writeAvro, writeJsonSchema, writeProtobuf } from './write.ts';

type FormatId = NonNullable<Version<Fields>['format']>;

const version = (rows: readonly FieldRow[], format?: FormatId, more: Partial<Fields> = {}): Version<Fields> => ({
  id: 'v',
  format,
  schema: { rows, ...more },
});

const row = (name: string, type: string, required = 'yes', otherwise = ''): FieldRow => ({
  name,
  type,
  required,
  default: otherwise,
});

const differences = (before: readonly FieldRow[], after: readonly FieldRow[], format?: FormatId, more?: Partial<Fields>) =>
  tableDifferences(version(before, format, more), version(after, format, more)).map(
    ({ rule, compatible, field }) => `${field} ${rule}${compatible ? '' : '!'}`,
  );

describe('two tables of fields', () => {
  it('[C14] what is told of an object that came or went is not told of its fields again', () => {
    const address = [row('address', 'object', 'no'), row('address.city', 'string')];
    expect(differences([row('id', 'string')], [row('id', 'string'), ...address], 'avro')).toEqual(['address FIELD_ADDED']);
    expect(differences([row('id', 'string'), ...address], [row('id', 'string')], 'avro')).toEqual(['address FIELD_REMOVED']);
    expect(differences([row('address', 'string')], address, 'avro')).toEqual(['address FIELD_TYPE_CHANGED!']);
    // With nothing said of the object itself, its fields stand for it.
    expect(differences([], [row('address.city', 'string')])).toEqual(['address.city FIELD_MISSING!']);
    expect(differences(address.slice(0, 1), address)).toEqual(['address.city FIELD_MISSING!']);
  });

  it('[C14] a reader finds what was renamed if its text knows further names', () => {
    const [before, after] = [[row('total', 'long')], [row('sum', 'long')]];
    expect(differences(before, after, 'avro')).toEqual(['sum FIELD_MISSING!', 'total FIELD_REMOVED']);
    expect(differences(before, after, 'avro', { aliases: true })).toEqual(['sum FIELD_ADDED', 'total FIELD_REMOVED']);
    expect(differences([], after, 'avro', { aliases: true })).toEqual(['sum FIELD_MISSING!']);
  });

  it('[C14] closed content refuses what it does not name, and open content may hold anything under a new name', () => {
    const [before, after] = [[row('id', 'string')], [row('id', 'string'), row('note', 'string', 'no')]];
    expect(differences(after, before, 'jsonSchema', { content: 'closed' })).toEqual(['note FIELD_NOT_ALLOWED!']);
    expect(differences(before, after, 'jsonSchema', { content: 'closed' })).toEqual(['note FIELD_ADDED']);
    expect(differences(before, after, 'jsonSchema', { content: 'open' })).toEqual(['note FIELD_ADDED_TO_OPEN_CONTENT!']);
    expect(differences(before, after, 'jsonSchema')).toEqual(['note FIELD_ADDED']);
    expect(differences(before, after, 'avro', { content: 'open' })).toEqual(['note FIELD_ADDED']);
  });

  it('[C5] a format that nobody has named is compared with any other', () => {
    const [named, unnamed] = [version([row('id', 'string')], 'avro'), version([row('id', 'bool')])];
    expect(check('BACKWARD', [named], { ...unnamed, id: 'w' }, tableDifferences).map(({ message }) => message)).toEqual([
      'w cannot read data of v.',
    ]);
    const other = { ...version([row('id', 'string')], 'protobuf'), id: 'w' };
    expect(check('BACKWARD', [named], other, tableDifferences)[0]?.message).toContain('one is Avro, the other Protobuf');
  });
});

/** Of each format: how a table is written in it, and its own verdict on two texts. */
const formats = {
  jsonSchema: { write: writeJsonSchema, verdict: verdictOf(jsonSchema) },
  avro: { write: writeAvro, verdict: verdictOf(avro) },
  protobuf: { write: writeProtobuf, verdict: verdictOf(protobuf) },
} as const;

function verdictOf<S>(format: {
  parse(text: string): { ok: true; value: S } | { ok: false };
  diff(before: S, after: S): Parameters<typeof isCompatible>[0];
}) {
  return (before: string, after: string): boolean => {
    const [writer, reader] = [format.parse(before), format.parse(after)];
    if (!writer.ok || !reader.ok) throw new Error(`no schema:\n${before}\n${after}`);
    return isCompatible(format.diff(writer.value, reader.value));
  };
}

const types = ['string', 'int', 'long', 'double', 'bool', 'timestamp', 'bytes', 'array'];
const fieldNamed = (name: string) =>
  fc.tuple(fc.constantFrom(...types), fc.constantFrom('yes', 'no'), fc.boolean()).map(
    // A default of a type that can have one; the writers leave out the others.
    ([type, required, otherwise]) => row(name, type, required, otherwise && type === 'string' ? 'x' : ''),
  );
const flat = fc.tuple(...['a', 'b', 'c'].map((name) => fc.option(fieldNamed(name), { nil: undefined }))).map(present);
const nested = fc
  .tuple(flat, fc.constantFrom('yes', 'no'), fc.option(fieldNamed('o.x')), fc.option(fieldNamed('o.y')))
  .map(([rows, required, x, y]) => (x || y ? [...rows, row('o', 'object', required), ...present([x, y])] : rows));
/** In Protocol Buffers written by order, so that the same names have the same numbers. */
const whole = fc.tuple(...['a', 'b', 'c'].map(fieldNamed)) as fc.Arbitrary<FieldRow[]>;

function present(rows: readonly (FieldRow | undefined | null)[]): FieldRow[] {
  return rows.filter((each): each is FieldRow => each !== undefined && each !== null);
}

const contract = (fields: readonly FieldRow[]): WrittenContract => ({ name: 'Order', fields });

function verdicts(format: FormatId, before: readonly FieldRow[], after: readonly FieldRow[]) {
  const { write, verdict } = formats[format];
  return {
    // JSON is written open, and Avro knows no fields beyond those that it names.
    table: isCompatible(
      tableDifferences(version(before, format, { content: 'open' }), version(after, format, { content: 'open' })),
    ),
    text: verdict(write(contract(before)), write(contract(after))),
  };
}

describe('the verdict on tables and the one on texts', () => {
  it.each([
    ['jsonSchema', nested],
    ['avro', nested],
    ['protobuf', whole],
  ] as const)('[C15] %s: what breaks by its table breaks by its text', (format, rows) => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const { table, text } = verdicts(format, before, after);
        expect(table || !text, JSON.stringify([before, after])).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  // A time may be a number of days or of milliseconds, an exact decimal is bytes, and an optional field with a default may
  // hold null or not: a table does not say.
  const isSure = ({ type, required, default: otherwise }: FieldRow) =>
    type !== 'timestamp' && type !== 'bytes' && !(required === 'no' && otherwise !== '');
  const sure = flat.filter((rows) => rows.every(isSure));

  it.each(['jsonSchema', 'avro'] as const)('[C15] %s: where a table can say everything, the two agree', (format) => {
    fc.assert(
      fc.property(sure, sure, (before, after) => {
        const { table, text } = verdicts(format, before, after);
        expect(table, JSON.stringify([before, after])).toBe(text);
      }),
      { numRuns: 600 },
    );
  });
});
