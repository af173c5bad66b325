import { list } from '#base/text.ts';
import { deepest, type FieldTable, TableWriter } from '../../table.ts';
import { optionOf, type ProtoDocument, type ProtoField, type ProtoMessage } from './model.ts';
import { typeOf } from './types.ts';

/**
 * The fields of a file's first message as a table; those of nested messages under their dotted names. Registries take the
 * first message of a file for what its schema is about.
 */
export function protobufFields(document: ProtoDocument): FieldTable {
  const table = new TableWriter();
  const [first, ...others] = document.root.messages;
  if (!first) {
    table.say('The text declares no message.');
    return table.done();
  }
  for (const path of document.unused) table.say(`“${path}” stands in the text, and nothing imports it.`);
  if (others.length > 0) table.say(`The table shows “${first.name}”, the first message of ${others.length + 1}.`);
  walk(document, first, '', true, table, []);
  return table.done();
}

function walk(
  document: ProtoDocument,
  message: ProtoMessage,
  prefix: string,
  always: boolean,
  table: TableWriter,
  inside: readonly ProtoMessage[],
): void {
  for (const field of message.fields) {
    const name = prefix + field.name;
    const type = typeOf(document, field);
    const inner = field.label !== 'repeated' && field.key === undefined && type?.kind === 'message' ? type : undefined;
    const there = always && isAlways(document, field, inner);
    const row = { name, type: wordOf(document, field), required: there ? 'yes' : 'no', default: defaultOf(field) } as const;
    if (!table.row(row)) return;
    if (type?.kind === 'enum') {
      const names = type.values.map((value) => value.name);
      table.say(`“${name}” is one of ${list(names.slice(0, 8), 'or')}${names.length > 8 ? ' …' : ''}.`);
    }
    if (!inner || row.type !== 'object') continue;
    if (inside.includes(inner) || inner === message) table.say(`“${name}” holds a message of the kind that it stands in.`);
    else if (inside.length >= deepest) table.cut();
    else walk(document, inner, `${name}.`, there, table, [...inside, message]);
  }
  for (const { name } of message.oneofs) {
    const members = message.fields.filter((field) => field.oneof === name).map((field) => `“${prefix}${field.name}”`);
    // What proto3 calls optional is a oneof of its own in its inside.
    if (members.length > 1) table.say(`Only one of ${list(members)} is there at a time.`);
  }
}

/** A bare field of numbers or text has a value in every message: where none was written, the type's zero. */
function isAlways(document: ProtoDocument, field: ProtoField, inner: ProtoMessage | undefined): boolean {
  if (field.label === 'required' || field.label === 'repeated' || field.key !== undefined) return true;
  return field.label === undefined && field.oneof === undefined && !inner && document.root.syntax === 'proto3';
}

function wordOf(document: ProtoDocument, field: ProtoField): string {
  if (field.key !== undefined) return 'object';
  if (field.label === 'repeated') return 'array';
  const type = typeOf(document, field);
  if (type?.kind === 'enum') return 'enum';
  if (type?.kind === 'message') return type.fullName === 'google.protobuf.Timestamp' ? 'timestamp' : 'object';
  if (/64$/.test(field.type)) return 'long';
  if (/32$/.test(field.type)) return 'int';
  if (field.type === 'float') return 'double';
  return ['double', 'bool', 'string', 'bytes'].includes(field.type) ? field.type : '?';
}

function defaultOf(field: ProtoField): string {
  return optionOf(field, 'default')?.value.replace(/^"(.*)"$/s, '$1') ?? '';
}
