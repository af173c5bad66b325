import { isMessage } from './kinds.ts';
import { optionOf, type ProtoDocument, type ProtoEnum, type ProtoField, type ProtoFile, type ProtoMessage } from './model.ts';

type Declared = ProtoField | ProtoMessage | ProtoEnum;

/** What a file of each syntax says where it says nothing. Source: protobuf.dev, Feature Settings for Editions. */
const defaults: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  proto2: { field_presence: 'EXPLICIT', enum_type: 'CLOSED', utf8_validation: 'NONE', json_format: 'LEGACY_BEST_EFFORT' },
  proto3: { field_presence: 'IMPLICIT', enum_type: 'OPEN', utf8_validation: 'VERIFY', json_format: 'ALLOW' },
  editions: { field_presence: 'EXPLICIT', enum_type: 'OPEN', utf8_validation: 'VERIFY', json_format: 'ALLOW' },
};

/** A feature is looked up from the inside out: the declaration, the messages around it, the file, its syntax. */
export function featureOf(document: ProtoDocument, declared: Declared, name: string): string {
  const option = `features.${name}`;
  for (let at: Declared | undefined = declared; at !== undefined; at = around(document, at)) {
    const own = optionOf(at, option);
    if (own !== undefined) return own.value;
  }
  return optionOf(declared.file, option)?.value ?? defaults[declared.file.syntax]?.[name] ?? '';
}

function around(document: ProtoDocument, declared: Declared): ProtoMessage | undefined {
  if ('kind' in declared) return declared.parent;
  const message = document.types.get(declared.scope);
  return message?.kind === 'message' ? message : undefined;
}

/** How often a field may occur, and whether a reader can tell that it was not set. */
export type Cardinality = 'optional' | 'implicit' | 'required' | 'repeated' | 'map';

export function cardinalityOf(document: ProtoDocument, field: ProtoField): Cardinality {
  if (field.key !== undefined) return 'map';
  if (field.label === 'repeated' || field.label === 'required') return field.label;
  if (field.label === 'optional' || field.oneof !== undefined) return 'optional';
  const presence = featureOf(document, field, 'field_presence');
  if (presence === 'LEGACY_REQUIRED') return 'required';
  return presence === 'IMPLICIT' && !isMessage(document, field) && field.extendee === undefined ? 'implicit' : 'optional';
}

/** A group, or a message that is written like one. */
export function isDelimited(document: ProtoDocument, field: ProtoField): boolean {
  if (field.group) return true;
  return field.key === undefined && isMessage(document, field) && featureOf(document, field, 'message_encoding') === 'DELIMITED';
}

export function isClosed(document: ProtoDocument, each: ProtoEnum): boolean {
  return featureOf(document, each, 'enum_type') === 'CLOSED';
}

/** `STRING`, `CORD`, `VIEW` or `STRING_PIECE`; of strings and bytes alone. */
export function cppStringType(document: ProtoDocument, field: ProtoField): string {
  return optionOf(field, 'ctype')?.value ?? (featureOf(document, field, '(pb.cpp).string_type') || 'STRING');
}

/** Whether Java checks that a string is UTF-8: its own feature, else the general one, else an old option of the file. */
export function javaUtf8(document: ProtoDocument, field: ProtoField): string {
  const own = featureOf(document, field, '(pb.java).utf8_validation');
  if (own === 'VERIFY') return 'VERIFY';
  if (field.file.syntax === 'proto2' && javaChecks(field.file)) return 'VERIFY';
  return featureOf(document, field, 'utf8_validation');
}

function javaChecks(file: ProtoFile): boolean {
  return optionOf(file, 'java_string_check_utf8')?.value === 'true';
}

/** The name of a field in JSON: its own, else its words joined, `orderId` of `order_id`. */
export function jsonName(field: ProtoField): string {
  const own = optionOf(field, 'json_name')?.value;
  if (field.extendee !== undefined) return `[${field.scope === '' ? '' : `${field.scope}.`}${field.name}]`;
  if (own?.startsWith('"')) return JSON.parse(own) as string;
  return field.name.replace(/_+(.?)/g, (_, letter: string) => letter.toUpperCase());
}

/** How many of a field's values are strings: a map has two places for them. */
export function stringPlaces(field: ProtoField): number {
  return Number(field.key === 'string') + Number(field.type === 'string');
}
