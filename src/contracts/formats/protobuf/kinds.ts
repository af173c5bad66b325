import type { ProtoDocument, ProtoField } from './model.ts';
import { typeOf } from './types.ts';

/** What a field holds. An enum is a scalar on the wire. */
export type Kind = 'scalar' | 'message' | 'map';

export function kindOf(document: ProtoDocument, field: ProtoField): Kind {
  if (field.key !== undefined) return 'map';
  return isMessage(document, field) ? 'message' : 'scalar';
}

export function isMessage(document: ProtoDocument, field: ProtoField): boolean {
  return typeOf(document, field)?.kind === 'message';
}

/** Types of one group are read into each other without loss of the wire; of `sint64` and `int64` the numbers would differ. */
const groups: readonly (readonly string[])[] = [
  ['int32', 'int64', 'uint32', 'uint64', 'bool', 'enum'],
  ['sint32', 'sint64'],
  ['string', 'bytes'],
  ['fixed32', 'sfixed32'],
  ['fixed64', 'sfixed64'],
  ['float'],
  ['double'],
];

/** The scalar of a field or of a map's values: every enum is `enum`. */
export function scalarOf(document: ProtoDocument, field: ProtoField): string {
  return typeOf(document, field)?.kind === 'enum' ? 'enum' : field.type;
}

/** Source: the wire types of Protobuf's encoding, as Confluent's registry groups them. */
export function sameGroup(before: string, after: string): boolean {
  return before === after || groups.some((group) => group.includes(before) && group.includes(after));
}

/** How a value is laid out on the wire: the proof that a reader would misread it. */
export function wireType(kind: Kind, scalar: string): string {
  if (kind !== 'scalar' || scalar === 'string' || scalar === 'bytes') return 'LEN (2)';
  if (/^s?fixed32$|^float$/.test(scalar)) return 'I32 (5)';
  return /^s?fixed64$|^double$/.test(scalar) ? 'I64 (1)' : 'VARINT (0)';
}
