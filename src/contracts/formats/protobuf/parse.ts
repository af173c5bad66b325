import protobuf from 'protobufjs';
import { type Fault, failure, type Result, success } from '#base/result.ts';
import { nearest } from '#base/text.ts';
import type { Imports } from '../../change.ts';
import { linesOf } from '../lines.ts';
import { Checker } from './check.ts';
import { partsOf } from './files.ts';
import { enumsOf, messagesOf, type ProtoDocument, type ProtoFile, type ProtoType } from './model.ts';
import { readFile } from './read-file.ts';
import { type Token, tokensOf } from './tokens.ts';
import { wellKnownFile } from './well-known.ts';

/** A schema is no repository. */
const mostFiles = 200;

/**
 * Reads a Protobuf file and what it imports: files of the same text (files.ts), and those that are handed over. Nothing is
 * fetched: a file that is in neither is a fault.
 */
export function parseProtobuf(text: string, imports: Imports = {}): Result<ProtoDocument> {
  const parts = partsOf(text);
  if (!parts.ok) return parts;
  const [first, ...others] = parts.value;
  const root = parseFile('', first?.text ?? '');
  if (!root.ok) return root;
  const beside = new Map(others.map((part) => [part.path, part.text]));
  // A file that imports the one it is imported by is no circle to walk in.
  const files = new Map([[first?.path ?? '', root.value]]);
  const faults: Fault[] = [];
  // The map grows while it is walked, so that imports of imports are read too; files that import each other end here.
  for (const file of files.values()) {
    for (const { path: wanted, at } of file.imports) {
      if (files.has(wanted)) continue;
      const found = files.size >= mostFiles ? undefined : importedFile(wanted, beside, imports);
      if (found?.ok) files.set(wanted, found.value);
      else if (found && beside.has(wanted)) faults.push(...found.faults);
      else {
        const place = file.elsewhere ? { line: 1, column: 1 } : linesOf(file.text).at(at.start);
        faults.push(...importFaults(file, wanted, [...beside.keys()], found?.faults).map((fault) => ({ ...fault, ...place })));
      }
    }
  }
  if (faults.length > 0) return failure(...faults.slice(0, 50));
  const unused = others.map((part) => part.path).filter((path) => !files.has(path));
  return link(root.value, [...files.values()], unused);
}

/** Several files that stand beside each other, as in a repository; imports among them are found. */
export function parseProtobufFiles(texts: Imports): Result<ProtoDocument> {
  const imports = Object.keys(texts).map((path) => `import ${JSON.stringify(path)};`);
  return parseProtobuf(`syntax = "proto3"; ${imports.join(' ')}`, texts);
}

function importedFile(path: string, beside: ReadonlyMap<string, string>, imports: Imports): Result<ProtoFile> | undefined {
  const own = beside.get(path);
  if (own !== undefined) return parseFile(path, own);
  if (Object.hasOwn(imports, path)) return parseFile(path, imports[path] ?? '', true);
  const known = wellKnownFile(path);
  return known && success(known);
}

/** Faults of a file that was handed over are told where it is imported from, since that is the text that people look at. */
function importFaults(file: ProtoFile, wanted: string, beside: readonly string[], faults: readonly Fault[] | undefined): Fault[] {
  if (faults !== undefined) return faults.map((fault) => ({ message: `In “${wanted}”, line ${fault.line}: ${fault.message}` }));
  const by = file.elsewhere ? ` by “${file.path}”` : '';
  const meant = nearest(wanted, beside);
  const next =
    meant === undefined
      ? `Paste it below the rest, under a line “// file: ${wanted}”.`
      : `Is “${meant}” meant, which stands below?`;
  return [{ message: `“${wanted}” is imported${by}, but its text is not here. ${next}` }];
}

function parseFile(path: string, text: string, elsewhere = false): Result<ProtoFile> {
  if (text.trim() === '') return failure({ message: 'The schema is empty.', line: 1, column: 1 });
  const tokens = tokensOf(text);
  if (!tokens.ok) return tokens;
  const error = parserError(text);
  const syntax = error === undefined ? undefined : syntaxFault(error, text, tokens.value);
  if (syntax !== undefined) return failure(syntax);
  const file = readFile(path, text, tokens.value, elsewhere);
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

function link(root: ProtoFile, files: readonly ProtoFile[], unused: readonly string[]): Result<ProtoDocument> {
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
      !file.elsewhere ? fault : { ...fault, message: `In “${file.path}”, line ${fault.line}: ${fault.message}` };
    faults.push(...checker.faults.map(within));
  }
  return faults.length > 0 ? failure(...faults.slice(0, 50)) : success({ root, files, types, unused });
}
