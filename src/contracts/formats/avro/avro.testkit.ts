import { assert } from '#base/assert.ts';
import type { Change } from '../../change.ts';
import { avro } from './avro.ts';
import type { AvroProfileName } from './profiles.ts';
import type { AvroDocument } from './schema.ts';

/** A schema that is known to be right, written as JSON or as the value of one. */
export function schema(written: unknown): AvroDocument {
  const read = avro.parse(typeof written === 'string' && written.startsWith('{') ? written : JSON.stringify(written));
  assert(read.ok, `the schema of a test can be read: ${read.ok ? '' : JSON.stringify(read.faults)}`);
  return read.value;
}

/** What a reader makes of a writer's schema. */
export function changes(writer: unknown, reader: unknown, profile?: AvroProfileName): Change[] {
  return avro.diff(schema(writer), schema(reader), profile);
}

/** Points of failure, as `RULE /place`. */
export function failures(writer: unknown, reader: unknown, profile?: AvroProfileName): string[] {
  return changes(writer, reader, profile)
    .filter((change) => !change.compatible)
    .map((change) => `${change.rule} ${change.after?.pointer || '/'}`);
}

/** Differences that stop nobody, as `RULE /place`. */
export function notes(writer: unknown, reader: unknown): string[] {
  return changes(writer, reader)
    .filter((change) => change.compatible)
    .map((change) => `${change.rule} ${(change.after ?? change.before)?.pointer || '/'}`);
}

/** Faults of a text, as `line:column sentence`. */
export function faults(text: string): string[] {
  const read = avro.parse(text);
  return read.ok ? [] : read.faults.map((fault) => `${fault.line}:${fault.column} ${fault.message}`);
}

export const record = (name: string, fields: object[], more: object = {}) => ({ type: 'record', name, fields, ...more });
export const field = (name: string, type: unknown, more: object = {}) => ({ name, type, ...more });
