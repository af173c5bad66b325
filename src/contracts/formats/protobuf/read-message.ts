import type { Cursor } from './cursor.ts';
import type {
  Label,
  NumberRange,
  ProtoEnum,
  ProtoEnumValue,
  ProtoField,
  ProtoFile,
  ProtoMessage,
  ProtoOneof,
  ProtoOption,
  Span,
} from './model.ts';
import { highestEnum, highestField } from './numbers.ts';
import { readInlineOptions, readOption } from './read-options.ts';
import type { Token } from './tokens.ts';

/** Where a declaration is read: its file, the message around it, and the prefix of full names. */
export interface Scope {
  readonly file: ProtoFile;
  readonly parent?: ProtoMessage;
  readonly name: string;
}

const labels: ReadonlySet<string> = new Set(['optional', 'required', 'repeated']);

/** Places grow while their declarations are read, and are handed out only afterwards. */
type Growing = { -readonly [K in keyof Span]: Span[K] };

export function readMessage(cursor: Cursor, scope: Scope): ProtoMessage {
  const first = cursor.next();
  const message = emptyMessage(cursor.next().text, first, scope);
  readBody(cursor, message);
  close(cursor, message.at);
  return message;
}

function emptyMessage(name: string, first: Token, { file, parent, name: prefix }: Scope): ProtoMessage {
  return {
    kind: 'message',
    file,
    ...(parent && { parent }),
    name,
    fullName: join(prefix, name),
    at: { start: first.start, end: first.end },
    options: [],
    fields: [],
    oneofs: [],
    messages: [],
    enums: [],
    extensions: [],
    reserved: { numbers: [], names: [] },
    extensionRanges: [],
  };
}

function readBody(cursor: Cursor, message: ProtoMessage): void {
  const scope: Scope = { file: message.file, parent: message, name: message.fullName };
  cursor.skip('{');
  while (!cursor.done && !cursor.is('}')) {
    // A word that begins a declaration may also be the name of a type: what follows it decides.
    const declares = cursor.is('{', 2);
    if ((cursor.is('export') || cursor.is('local')) && cursor.is('{', 3)) cursor.next();
    if (cursor.skip(';')) continue;
    if (cursor.is('message') && cursor.is('{', 2)) message.messages.push(readMessage(cursor, scope));
    else if (cursor.is('enum') && cursor.is('{', 2)) message.enums.push(readEnum(cursor, scope));
    else if (cursor.is('oneof') && declares) readOneof(cursor, message, scope);
    else if (cursor.is('extend')) readExtend(cursor, scope, message.extensions, message.messages);
    else if (cursor.is('option')) readOption(cursor, message.options);
    else if (cursor.is('reserved')) readReserved(cursor, message.reserved, highestField);
    else if (cursor.is('extensions')) readReserved(cursor, { numbers: message.extensionRanges, names: [] }, highestField);
    else message.fields.push(readField(cursor, scope, message.messages));
  }
}

function readOneof(cursor: Cursor, message: ProtoMessage, scope: Scope): void {
  const first = cursor.next();
  const name = cursor.next().text;
  const oneof: ProtoOneof = { file: scope.file, name, options: [], at: { start: first.start, end: first.end } };
  message.oneofs.push(oneof);
  cursor.skip('{');
  while (!cursor.done && !cursor.is('}')) {
    if (cursor.skip(';')) continue;
    if (cursor.is('option')) readOption(cursor, oneof.options);
    else message.fields.push(readField(cursor, scope, message.messages, { oneof: name }));
  }
  close(cursor, oneof.at);
}

/** `extend Order { … }`: fields that another message gets. */
export function readExtend(cursor: Cursor, scope: Scope, extensions: ProtoField[], messages: ProtoMessage[]): void {
  cursor.next();
  const extendee = cursor.typeName().text;
  cursor.skip('{');
  while (!cursor.done && !cursor.skip('}')) {
    if (!cursor.skip(';')) extensions.push(readField(cursor, scope, messages, { extendee }));
  }
}

function readField(
  cursor: Cursor,
  scope: Scope,
  messages: ProtoMessage[],
  belongs: { oneof?: string; extendee?: string } = {},
): ProtoField {
  const first = cursor.peek();
  const label = labels.has(first.text) ? (cursor.next().text as Label) : undefined;
  const group = cursor.is('group') && cursor.is('=', 2);
  const map = cursor.is('map') && cursor.is('<', 1);
  const { text, key, at: typeAt } = map ? mapType(cursor) : { ...cursor.typeName(), key: undefined };
  const name = cursor.next();
  cursor.skip('=');
  const number = cursor.next();
  const options: ProtoOption[] = [];
  readInlineOptions(cursor, options);
  const at: Growing = { start: first.start, end: first.end };
  const field: ProtoField = {
    file: scope.file,
    name: group ? name.text.toLowerCase() : name.text,
    number: numberOf(number.text, highestField),
    ...(label && { label }),
    type: group ? join(scope.name, name.text, '.') : text,
    ...(key !== undefined && { key }),
    group,
    ...belongs,
    scope: scope.name,
    options,
    at,
    parts: { name: spanOf(name), number: spanOf(number), type: typeAt },
  };
  if (group) messages.push(groupMessage(cursor, name.text, first, scope));
  else if (cursor.skip('{')) {
    // Options of a field may also stand in a block.
    while (!cursor.done && !cursor.skip('}')) {
      if (cursor.is('option')) readOption(cursor, options);
      else cursor.next();
    }
  } else cursor.skip(';');
  at.end = cursor.spanFrom(first).end;
  return field;
}

function groupMessage(cursor: Cursor, name: string, first: Token, scope: Scope): ProtoMessage {
  const message = emptyMessage(name, first, scope);
  readBody(cursor, message);
  close(cursor, message.at);
  return message;
}

function mapType(cursor: Cursor): { text: string; key: string; at: Span } {
  const first = cursor.next();
  cursor.skip('<');
  const key = cursor.next().text;
  cursor.skip(',');
  const value = cursor.typeName().text;
  cursor.skip('>');
  return { text: value, key, at: cursor.spanFrom(first) };
}

export function readEnum(cursor: Cursor, { file, parent, name: prefix }: Scope): ProtoEnum {
  const first = cursor.next();
  const name = cursor.next().text;
  const read: ProtoEnum = {
    kind: 'enum',
    file,
    ...(parent && { parent }),
    name,
    fullName: join(prefix, name),
    at: { start: first.start, end: first.end },
    options: [],
    values: [],
    reserved: { numbers: [], names: [] },
  };
  cursor.skip('{');
  while (!cursor.done && !cursor.is('}')) {
    if (cursor.skip(';')) continue;
    if (cursor.is('option') && !cursor.is('=', 1)) readOption(cursor, read.options);
    else if (cursor.is('reserved') && !cursor.is('=', 1)) readReserved(cursor, read.reserved, highestEnum);
    else read.values.push(readEnumValue(cursor, file));
  }
  close(cursor, read.at);
  return read;
}

function readEnumValue(cursor: Cursor, file: ProtoFile): ProtoEnumValue {
  const name = cursor.next();
  cursor.skip('=');
  const number = cursor.next();
  const options: ProtoOption[] = [];
  readInlineOptions(cursor, options);
  cursor.skip(';');
  const at = cursor.spanFrom(name);
  return { file, name: name.text, number: numberOf(number.text, highestEnum), numberAt: spanOf(number), options, at };
}

function readReserved(cursor: Cursor, into: { numbers: NumberRange[]; names: string[] }, highest: number): void {
  cursor.next();
  while (!cursor.done && !cursor.skip(';')) {
    if (cursor.skip(',')) continue;
    if (cursor.is('[')) {
      readInlineOptions(cursor, []);
    } else if (cursor.peek().string) {
      into.names.push(cursor.string());
    } else {
      const word = cursor.next().text;
      const first = numberOf(word, highest);
      if (Number.isNaN(first)) into.names.push(word);
      else into.numbers.push({ first, last: cursor.skip('to') ? numberOf(cursor.next().text, highest) : first });
    }
  }
}

/** Decimal, octal or hexadecimal, or `max`. */
function numberOf(text: string, highest: number): number {
  if (text === 'max') return highest;
  const digits = text.replace(/^-/, '');
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return text.startsWith('-') ? -value : value;
}

function close(cursor: Cursor, at: Span): void {
  const brace = cursor.peek();
  cursor.skip('}');
  (at as Growing).end = Math.max(at.end, brace.end);
}

function join(prefix: string, name: string, lead = ''): string {
  return prefix === '' ? lead + name : `${lead}${prefix}.${name}`;
}

function spanOf({ start, end }: Token): Span {
  return { start, end };
}
