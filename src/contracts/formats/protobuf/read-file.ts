import { Cursor } from './cursor.ts';
import type { ProtoFile, ProtoImport, ProtoMethod, ProtoOption, ProtoService } from './model.ts';
import { readEnum, readExtend, readMessage, type Scope } from './read-message.ts';
import { readOption } from './read-options.ts';
import type { Token } from './tokens.ts';

/**
 * Reads declarations with their places from the tokens of a text that the library's parser has found right. The parser
 * itself keeps no places, and not all options.
 */
export function readFile(path: string, text: string, tokens: readonly Token[], elsewhere: boolean): ProtoFile {
  const cursor = new Cursor(tokens);
  const file: ProtoFile = {
    path,
    text,
    elsewhere,
    syntax: 'proto2',
    edition: '',
    package: '',
    imports: [],
    options: [],
    messages: [],
    enums: [],
    services: [],
    extensions: [],
  };
  while (!cursor.done) {
    const scope: Scope = { file, name: file.package };
    if ((cursor.is('export') || cursor.is('local')) && cursor.is('{', 3)) cursor.next();
    if (cursor.is('syntax') || cursor.is('edition')) readSyntax(cursor, file);
    else if (cursor.is('package')) readPackage(cursor, file);
    else if (cursor.is('import')) readImport(cursor, file.imports);
    else if (cursor.is('option')) readOption(cursor, file.options);
    else if (cursor.is('message')) file.messages.push(readMessage(cursor, scope));
    else if (cursor.is('enum')) file.enums.push(readEnum(cursor, scope));
    else if (cursor.is('service')) file.services.push(readService(cursor, scope));
    else if (cursor.is('extend')) readExtend(cursor, scope, file.extensions, file.messages);
    else cursor.next();
  }
  return file;
}

function readSyntax(cursor: Cursor, file: ProtoFile): void {
  const first = cursor.next();
  cursor.skip('=');
  const value = cursor.string();
  cursor.skip(';');
  file.syntax = first.text === 'edition' ? 'editions' : value === 'proto3' ? 'proto3' : 'proto2';
  file.edition = first.text === 'edition' ? value : '';
  file.syntaxAt = cursor.spanFrom(first);
}

function readPackage(cursor: Cursor, file: ProtoFile): void {
  const first = cursor.next();
  file.package = cursor.typeName().text;
  cursor.skip(';');
  file.packageAt = cursor.spanFrom(first);
}

/** `import public "a.proto";`. `import option` brings options alone, which are not looked at. */
function readImport(cursor: Cursor, imports: ProtoImport[]): void {
  const first = cursor.next();
  const optional = cursor.is('option');
  if (!cursor.peek().string) cursor.next();
  const path = cursor.string();
  cursor.skip(';');
  if (!optional) imports.push({ path, at: cursor.spanFrom(first) });
}

function readService(cursor: Cursor, { file, name: prefix }: Scope): ProtoService {
  const first = cursor.next();
  const name = cursor.next().text;
  const options: ProtoOption[] = [];
  const methods: ProtoMethod[] = [];
  cursor.skip('{');
  while (!cursor.done && !cursor.is('}')) {
    if (cursor.is('option')) readOption(cursor, options);
    else if (cursor.is('rpc')) methods.push(readMethod(cursor, file));
    else cursor.next();
  }
  cursor.skip('}');
  return { file, name, fullName: prefix === '' ? name : `${prefix}.${name}`, options, methods, at: cursor.spanFrom(first) };
}

function readMethod(cursor: Cursor, file: ProtoFile): ProtoMethod {
  const first = cursor.next();
  const name = cursor.next().text;
  const request = readMethodType(cursor);
  cursor.skip('returns');
  const response = readMethodType(cursor);
  const options: ProtoOption[] = [];
  if (cursor.skip('{')) {
    while (!cursor.done && !cursor.skip('}')) {
      if (cursor.is('option')) readOption(cursor, options);
      else cursor.next();
    }
  } else cursor.skip(';');
  return { file, name, request, response, options, at: cursor.spanFrom(first) };
}

function readMethodType(cursor: Cursor): ProtoMethod['request'] {
  cursor.skip('(');
  const stream = cursor.is('stream') && !cursor.is(')', 1);
  if (stream) cursor.next();
  const { text, at } = cursor.typeName();
  cursor.skip(')');
  return { type: text, at, stream };
}
