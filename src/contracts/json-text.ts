import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Fault, failure, type Result, success } from '#base/result.ts';
import type { SourceRange } from './change.ts';

/** Longer texts are no schemas that people write; the limit keeps every later step short. */
export const longestText = 1_000_000;
/** The deepest nesting of brackets. It also bounds every recursion over a text. */
export const deepestNesting = 200;

/** A JSON text that was read: its value, and where each part of it stands. */
export interface JsonText {
  readonly value: unknown;
  /** The range of what a JSON pointer leads to: in an object the name with its value, elsewhere the value. */
  range(pointer: string): SourceRange | undefined;
}

// Numbers of jsonc-parser's SyntaxKind, which is a const enum that isolated modules can't read.
const opening = new Set([1, 3]);
const closing = new Set([2, 4]);
const endOfFile = 17;

/** Reads strict JSON. `what` names the text in sentences: “schema”, “payload”. */
export function readJsonText(text: string, what: string): Result<JsonText> {
  if (text.length > longestText) {
    const length = text.length.toLocaleString('en');
    return failure({
      message: `The ${what} has ${length} characters, and at most ${longestText.toLocaleString('en')} are read: leave out what is not part of it.`,
      line: 1,
      column: 1,
    });
  }
  if (text.trim() === '') return failure({ message: `The ${what} is empty.`, line: 1, column: 1 });
  const position = positions(text);
  const tooDeep = whereTooDeep(text);
  if (tooDeep !== undefined) {
    const message = `The ${what} nests more than ${deepestNesting} levels deep here: move inner parts into definitions.`;
    return failure({ message, ...position(tooDeep) });
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (errors.length > 0 || root === undefined) {
    const faults = errors.map((error) => syntaxFault(error, what, position));
    // What follows a mistake on its line is mostly its consequence.
    return failure(...faults.filter((fault, at) => at === 0 || fault.line !== faults[at - 1]?.line).slice(0, 20));
  }
  return success({
    value: plainValue(root),
    range: (pointer) => {
      const node = nodeAt(root, pointer);
      if (node === undefined) return undefined;
      const start = position(node.offset);
      const end = position(node.offset + node.length);
      return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
    },
  });
}

/** The parts of a JSON pointer, with `~0` and `~1` undone. */
export function pointerParts(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A JSON pointer that is longer by some parts. */
export function pointerTo(pointer: string, ...parts: readonly (string | number)[]): string {
  return [pointer, ...parts.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

/** The scanner does not recurse, so it may look at any depth. */
function whereTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== endOfFile; token = scanner.scan()) {
    if (opening.has(token)) depth++;
    if (closing.has(token)) depth--;
    if (depth > deepestNesting) return scanner.getTokenOffset();
  }
  return undefined;
}

/** Made from entries, so that a property named `__proto__` is a property like any other. */
function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value;
  const entries: [string, unknown][] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key !== undefined && value !== undefined) entries.push([String(key.value), plainValue(value)]);
  }
  return Object.fromEntries(entries);
}

/** Where a name stands twice in an object, the last one counts, as it does for the value. */
function nodeAt(root: Node, pointer: string): Node | undefined {
  let at: Node | undefined = root;
  let shown: Node | undefined = root;
  for (const part of pointerParts(pointer)) {
    if (at?.type === 'object') {
      shown = propertiesOf(at).get(part);
      at = shown?.children?.[1];
    } else {
      at = at?.type === 'array' && /^\d+$/.test(part) ? at.children?.[Number(part)] : undefined;
      shown = at;
    }
  }
  return shown;
}

const known = new WeakMap<Node, ReadonlyMap<string, Node>>();

/** The properties of an object by name; remembered, because many places of one object are asked for. */
function propertiesOf(object: Node): ReadonlyMap<string, Node> {
  const earlier = known.get(object);
  if (earlier !== undefined) return earlier;
  const properties = new Map((object.children ?? []).map((property) => [String(property.children?.[0]?.value), property]));
  known.set(object, properties);
  return properties;
}

type Position = (offset: number) => { readonly line: number; readonly column: number };

function positions(text: string): Position {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

const sentences: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this word is not JSON; put text into double quotes',
  InvalidNumberFormat: 'this is not a number',
  PropertyNameExpected: 'a name in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'the text should end here',
  InvalidCommentToken: 'JSON has no comments; move the remark into "$comment" or "description"',
  UnexpectedEndOfString: 'a string is not closed',
};

function syntaxFault(error: ParseError, what: string, position: Position): Fault {
  const said = sentences[printParseErrorCode(error.error)] ?? 'this character is not allowed here';
  return { message: `The ${what} is not JSON: ${said}.`, ...position(error.offset) };
}
