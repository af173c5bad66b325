import protobuf from 'protobufjs';
import { type Fault, failure, type Result, success } from '#base/result.ts';
import type { Imports } from '../../change.ts';
import { linesOf } from '../lines.ts';
import { Checker } from './check.ts';
import { enumsOf, messagesOf, type ProtoDocument, type ProtoFile, type ProtoType } from './model.ts';
import { readFile } from './read-file.ts';
import { type Token, tokensOf } from './tokens.ts';
import { wellKnownFile } from './well-known.ts';

/** A schema is no repository. */
const mostFiles = 200;

/** Reads a Protobuf file and what it imports. Nothing is fetched: a file that was not handed over is a fault. */
export function parseProtobuf(text: string, imports: Imports = {}, path = ''): Result<ProtoDocument> {
  const root = parseFile(path, text);
  if (!root.ok) return root;
  const files = new Map([[path, root.value]]);
  const faults: Fault[] = [];
  // The map grows while it is walked, so that imports of imports are read too; files that import each other end here.
  for (const file of files.values()) {
    for (const { path: wanted, at } of file.imports) {
      if (files.has(wanted)) continue;
      const found = files.size >= mostFiles ? undefined : importedFile(wanted, imports);
      if (found?.ok) files.set(wanted, found.value);
      else faults.push(...importFaults(file, root.value, wanted, linesOf(file.text).at(at.start), found?.faults));
    }
  }
  if (faults.length > 0) return failure(...faults.slice(0, 50));
  return link(root.value, [...files.values()]);
}

/** Several files that stand beside each other, as in a repository; imports among them are found. */
export function parseProtobufFiles(texts: Imports): Result<ProtoDocument> {
  const imports = Object.keys(texts).map((path) => `import ${JSON.stringify(path)};`);
  return parseProtobuf(`syntax = "proto3"; ${imports.join(' ')}`, texts, '');
}

function importedFile(path: string, imports: Imports): Result<ProtoFile> | undefined {
  if (Object.hasOwn(imports, path)) return parseFile(path, imports[path] ?? '');
  const known = wellKnownFile(path);
  return known && success(known);
}

/** Faults of an imported file are told where it is imported from, since that is the text that people look at. */
function importFaults(
  file: ProtoFile,
  root: ProtoFile,
  wanted: string,
  at: { line: number; column: number },
  faults: readonly Fault[] | undefined,
): Fault[] {
  const within = file === root ? '' : ` by “${file.path}”`;
  const place = file === root ? at : { line: 1, column: 1 };
  if (faults === undefined) {
    return [{ message: `“${wanted}” is imported${within}, but its text is not here: add it to the imports.`, ...place }];
  }
  return faults.map((fault) => ({ message: `In “${wanted}”, line ${fault.line}: ${fault.message}`, ...place }));
}

function parseFile(path: string, text: string): Result<ProtoFile> {
  if (text.trim() === '') return failure({ message: 'The schema is empty.', line: 1, column: 1 });
  const tokens = tokensOf(text);
  if (!tokens.ok) return tokens;
  const error = parserError(text);
  const syntax = error === undefined ? undefined : syntaxFault(error, text, tokens.value);
  if (syntax !== undefined) return failure(syntax);
  const file = readFile(path, text, tokens.value);
  const checker = new Checker(file);
  checker.declarations();
  if (checker.faults.length > 0) return failure(...checker.faults);
  return error === undefined ? success(file) : failure(otherFault(error, text, tokens.value));
}

/** What the parser refuses for another reason than its grammar is nearly always told before, by the checker. */
function otherFault(error: string, text: string, tokens: readonly Token[]): Fault {
  const word = /'(\w+)'|\bid (\d+)/
    .exec(error)
    ?.slice(1)
    .find((found) => found !== undefined);
  const token = tokens.findLast((each) => each.text === word);
  return { message: `The schema can’t be read: ${error}.`, ...linesOf(text).at(token?.start ?? 0) };
}

/** The library's parser throws at the first mistake. Reflection is all that is used of it: it would compile code to encode. */
function parserError(text: string): string | undefined {
  try {
    protobuf.parse(text, { keepCase: true });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** `illegal token 'x' (line 3)`, and what was expected, with the column that the library does not tell. */
function syntaxFault(error: string, text: string, tokens: readonly Token[]): Fault | undefined {
  if (error === 'max depth exceeded') {
    return { message: 'Declarations nest too deep: at most 32 messages stand in each other.', line: 1, column: 1 };
  }
  const found = /^illegal ([\w ]*?)'(.*?)'(?:, '(.*)' expected)? \(line (\d+)\)$/s.exec(error);
  if (found === null) return undefined;
  const [, sort = '', word = '', wanted, lineText = ''] = found;
  const line = Number(lineText);
  const lines = linesOf(text);
  const token = tokens.findLast((each) => each.text === word && lines.at(each.start).line === line);
  const expected = wanted === undefined ? `it is no ${sortWords(sort.trim())}` : `“${wanted}” is expected`;
  const place = word === 'null' || word === '' ? 'The text ends too early' : `“${word.slice(0, 60)}” can’t stand here`;
  return { message: `${place}: ${expected}.`, line, column: token === undefined ? 1 : lines.at(token.start).column };
}

function sortWords(sort: string): string {
  return sort === '' || sort === 'token' ? 'declaration' : sort;
}

function link(root: ProtoFile, files: readonly ProtoFile[]): Result<ProtoDocument> {
  const types = new Map<string, ProtoType>();
  const faults: Fault[] = [];
  for (const file of files) {
    const checker = new Checker(file);
    for (const type of [...messagesOf(file), ...enumsOf(file)]) {
      const other = types.get(type.fullName);
      if (other !== undefined && other.file !== file) {
        checker.fault(type.at, `“${type.fullName}” is declared in “${other.file.path}” too.`);
      }
      types.set(type.fullName, type);
    }
    faults.push(...checker.faults);
  }
  for (const file of files) {
    const checker = new Checker(file);
    checker.references(types);
    const within = (fault: Fault) =>
      file === root ? fault : { ...fault, message: `In “${file.path}”, line ${fault.line}: ${fault.message}` };
    faults.push(...checker.faults.map(within));
  }
  return faults.length > 0 ? failure(...faults.slice(0, 50)) : success({ root, files, types });
}
