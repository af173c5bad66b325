import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Fault, failure, type Result, success } from '#base/result.ts';
import { type Lines, linesOf } from './lines.ts';

/** A value of a JSON text with the place where it stands. */
export type JsonNode = Node;

/** Longer texts are no schemas that people write; the limit keeps every later step short. */
export const longestText = 1_000_000;
/** The deepest nesting of brackets. It also bounds every recursion over a text. */
export const deepestNesting = 100;

// Numbers of jsonc-parser's SyntaxKind, which is a const enum that isolated modules can't read.
const open = new Set([1, 3]);
const close = new Set([2, 4]);
const endOfFile = 17;

/** The place of a nested value as a JSON pointer. */
export function pointerOf(node: JsonNode): string {
  const parts: string[] = [];
  for (let at: JsonNode | undefined = node; at?.parent; at = at.parent) {
    const parent: JsonNode = at.parent;
    if (parent.type === 'property') {
      const key: unknown = parent.children?.[0]?.value;
      parts.push(String(key).replaceAll('~', '~0').replaceAll('/', '~1'));
      at = parent;
    } else {
      parts.push(String(parent.children?.indexOf(at) ?? 0));
    }
  }
  return parts.length === 0 ? '' : `/${parts.reverse().join('/')}`;
}

/** The value of one key of an object. Where a key stands twice, the last one counts, as with JSON.parse. */
export function member(node: JsonNode, key: string): JsonNode | undefined {
  if (node.type !== 'object') return undefined;
  const property = node.children?.findLast((each) => each.children?.[0]?.value === key);
  return property?.children?.[1];
}

/** Strict JSON with places, or a fault for each mistake in it. `what` names the text in sentences: “schema”, “payload”. */
export function readJson(text: string, what: string, deepest = deepestNesting): Result<JsonNode> {
  if (text.length > longestText) {
    return failure({
      message: `The ${what} has ${text.length.toLocaleString('en')} characters, and at most ${longestText.toLocaleString('en')} are read: leave out what is not part of it.`,
      line: 1,
      column: 1,
    });
  }
  if (text.trim() === '') return failure({ message: `The ${what} is empty.`, line: 1, column: 1 });
  const lines = linesOf(text);
  const tooDeep = tooDeepAt(text, deepest);
  if (tooDeep !== undefined) {
    return failure({
      message: `The ${what} nests more than ${deepest} levels deep here: move inner parts out.`,
      ...lines.at(tooDeep),
    });
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (errors.length > 0 || root === undefined) {
    const faults = errors.map((error) => syntaxFault(error, what, lines));
    // What follows a mistake on its line is mostly its consequence.
    return failure(...faults.filter((fault, i) => i === 0 || fault.line !== faults[i - 1]?.line).slice(0, 20));
  }
  return success(root);
}

/** Where a text nests too deep, if it does. The scanner does not recurse, so it may look at any depth. */
export function tooDeepAt(text: string, deepest: number): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== endOfFile; token = scanner.scan()) {
    if (open.has(token)) depth++;
    if (close.has(token)) depth--;
    if (depth > deepest) return scanner.getTokenOffset();
  }
  return undefined;
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
  InvalidCommentToken: 'JSON has no comments; move the remark into a description',
  UnexpectedEndOfString: 'a string is not closed',
};

function syntaxFault(error: ParseError, what: string, lines: Lines): Fault {
  const code = printParseErrorCode(error.error);
  return {
    message: `The ${what} is not JSON: ${sentences[code] ?? 'this character is not allowed here'}.`,
    ...lines.at(error.offset),
  };
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
  let longer = pointer;
  for (const part of parts) longer += `/${typeof part === 'number' ? part : escaped(part)}`;
  return longer;
}

/** Nearly no name needs it, and a comparison makes thousands of pointers. */
function escaped(part: string): string {
  return part.includes('~') || part.includes('/') ? part.replaceAll('~', '~0').replaceAll('/', '~1') : part;
}
