import type { Fault, Result } from '#base/result.ts';
import { failure, success } from '#base/result.ts';
import type { Change, FormatId, ReaderIs } from '#contracts/change.ts';
import { avro } from '#contracts/formats/avro/avro.ts';
import { completeAvro } from '#contracts/formats/avro/complete.ts';
import { avroFields } from '#contracts/formats/avro/fields.ts';
import { sampleAvro } from '#contracts/formats/avro/sample.ts';
import { validateAvro } from '#contracts/formats/avro/validate.ts';
import { avroWays } from '#contracts/formats/avro/ways.ts';
import { type Check, compileJsonSchema, isValidJsonSchema } from '#contracts/formats/json-schema/compile.ts';
import { completeJsonSchema } from '#contracts/formats/json-schema/complete.ts';
import { jsonSchemaFields } from '#contracts/formats/json-schema/fields.ts';
import { jsonSchema } from '#contracts/formats/json-schema/json-schema.ts';
import type { JsonSchema } from '#contracts/formats/json-schema/schema.ts';
import { jsonSchemaWays } from '#contracts/formats/json-schema/ways.ts';
import { completeProtobuf } from '#contracts/formats/protobuf/complete.ts';
import { protobufFields } from '#contracts/formats/protobuf/fields.ts';
import type { ProtoDocument } from '#contracts/formats/protobuf/model.ts';
import { protobuf } from '#contracts/formats/protobuf/protobuf.ts';
import { sampleProtobuf } from '#contracts/formats/protobuf/sample.ts';
import { validateProtobuf } from '#contracts/formats/protobuf/validate.ts';
import { protobufWays } from '#contracts/formats/protobuf/ways.ts';
import { samplePayload } from '#contracts/sample.ts';
import type { Suggestions } from '#contracts/suggestion.ts';
import type { FieldTable } from '#contracts/table.ts';
import type { Broken, Way } from '#contracts/ways.ts';
import { findWitness } from '#contracts/witness.ts';
import { words } from './labels.ts';
import type { Profile, SchemaFormat } from './service.ts';

/** One format as the worker uses it. `S` is what a text becomes once it is read. */
export interface Reader<S> {
  readonly id: FormatId;
  /** Reads a text, and makes sure that it is right in everything that the format says. */
  read(text: string): Result<S>;
  /** Reads a text that was made from one that can be read: cheaper, for many are tried. */
  reread(text: string): Result<S>;
  fields(schema: S): FieldTable;
  diff(writer: S, reader: S, profile: Profile, readerIs: ReaderIs): readonly Change[];
  /**
   * Looks for a message that the writer may write and the reader can't read, as JSON text. Left out where the points of failure
   * are the proof: the symbol, branch or wire type without a reader.
   */
  proof?(writer: S, reader: S): string | undefined;
  /** Changes of the newest version's text that may mend what breaks. */
  ways(text: string, points: readonly Broken<S>[]): readonly Way[];
  /** Rules of harmless changes that had better be followed by a way all the same. */
  readonly precautions?: ReadonlySet<string>;
  /** What may be written at an offset of a text, which may be in the middle of being written. */
  complete(text: string, offset: number): Suggestions;
  sample(schema: S, seed: number): Result<string>;
  check(schema: S, payload: string): readonly Fault[];
}

const reader = <S>(each: Reader<S>): Reader<unknown> => each as unknown as Reader<unknown>;

const faultsOf = (result: Result<unknown>) => (result.ok ? [] : result.faults);

/** The value of a payload, or what is wrong with it as JSON. */
function readPayload(payload: string): Result<unknown> {
  try {
    return success(JSON.parse(payload));
  } catch (error) {
    return failure({ message: words.notJson(error instanceof Error ? error.message : '') });
  }
}

const accepts = (schema: JsonSchema) => {
  const check = checkOf(schema);
  return (value: unknown) => check(value).length === 0;
};

const checks = new WeakMap<JsonSchema, Check>();

/** Compiled once a schema: reading, looking for a message and checking one all need it. */
function checkOf(schema: JsonSchema): Check {
  const known = checks.get(schema) ?? compileJsonSchema(schema.root.value, schema.draft);
  checks.set(schema, known);
  return known;
}

export const readers: Readonly<Partial<Record<SchemaFormat, Reader<unknown>>>> = {
  avro: reader({
    id: 'avro',
    read: (text) => avro.parse(text),
    reread: (text) => avro.parse(text),
    fields: avroFields,
    diff: (writer, read, _, readerIs) => avro.diff(writer, read, 'java', readerIs),
    ways: avroWays,
    complete: completeAvro,
    sample: sampleAvro,
    check: (schema, payload) => faultsOf(validateAvro(schema, payload)),
  }),
  jsonschema: reader<JsonSchema>({
    id: 'jsonSchema',
    read(text) {
      const read = jsonSchema.parse(text);
      if (!read.ok) return read;
      try {
        checkOf(read.value);
        return read;
      } catch (error) {
        // What the keywords may hold is Ajv's to say; it names the place in its own way.
        return failure({ message: words.notValid(error instanceof Error ? error.message : ''), line: 1, column: 1 });
      }
    },
    reread(text) {
      const read = jsonSchema.parse(text);
      if (!read.ok || isValidJsonSchema(read.value.root.value, read.value.draft)) return read;
      return failure({ message: words.notValid('a keyword holds what it may not') });
    },
    fields: ({ root }) => jsonSchemaFields(root.value),
    diff: (writer, read, profile, readerIs) =>
      jsonSchema.diff(writer, read, profile === 'lenient' ? 'lenient' : 'strict', readerIs),
    proof(writer, read) {
      const search = findWitness(writer, read, accepts);
      return search.found ? JSON.stringify(search.value, null, 2) : undefined;
    },
    ways: jsonSchemaWays,
    complete: completeJsonSchema,
    sample(schema, seed) {
      const made = samplePayload(schema, seed, accepts(schema));
      return made ? success(JSON.stringify(made.value, null, 2)) : failure({ message: words.noSample });
    },
    check(schema, payload) {
      const value = readPayload(payload);
      return value.ok ? checkOf(schema)(value.value) : value.faults;
    },
  }),
  protobuf: reader<ProtoDocument>({
    id: 'protobuf',
    read: (text) => protobuf.parse(text),
    reread: (text) => protobuf.parse(text),
    fields: protobufFields,
    diff: (writer, read, profile, readerIs) =>
      protobuf.diff(writer, read, profile === 'strict' ? 'strict' : 'confluent', readerIs),
    ways: protobufWays,
    complete: completeProtobuf,
    precautions: new Set(['FIELD_REMOVED', 'ENUM_CONST_REMOVED']),
    sample: sampleProtobuf,
    check: (schema, payload) => faultsOf(validateProtobuf(schema, payload)),
  }),
};
