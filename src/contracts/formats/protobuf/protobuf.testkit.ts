import { assert } from '#base/assert.ts';
import type { Change, Imports } from '../../change.ts';
import type { ProtoDocument } from './model.ts';
import { type ProtobufProfile, protobuf } from './protobuf.ts';

/** A schema that is known to be right; proto3 where it names no syntax. */
export function schema(text: string, imports?: Imports): ProtoDocument {
  const read = protobuf.parse(/^(syntax|edition)/.test(text) ? text : `syntax = "proto3"; ${text}`, imports);
  assert(read.ok, `the schema of a test can be read: ${read.ok ? '' : JSON.stringify(read.faults)}`);
  return read.value;
}

export function changes(before: string, after: string, profile?: ProtobufProfile): Change[] {
  return protobuf.diff(schema(before), schema(after), profile);
}

/** What breaks, as `RULE path`. */
export function failures(before: string, after: string, profile?: ProtobufProfile): string[] {
  return named(changes(before, after, profile), false);
}

/** What stops nobody, as `RULE path`. */
export function notes(before: string, after: string): string[] {
  return named(changes(before, after), true);
}

function named(all: readonly Change[], compatible: boolean): string[] {
  return all
    .filter((change) => change.compatible === compatible)
    .map((change) => `${change.rule} ${(change.after ?? change.before)?.pointer}`.trim());
}

/** Faults of a text, as `line:column sentence`. */
export function faults(text: string, imports?: Imports): string[] {
  const read = protobuf.parse(text, imports);
  return read.ok ? [] : read.faults.map((fault) => `${fault.line}:${fault.column} ${fault.message}`);
}
