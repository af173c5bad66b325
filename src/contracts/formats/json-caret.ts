import { createScanner, getLocation, type JSONPath, parseTree } from 'jsonc-parser';
import type { Suggestion, Suggestions } from '../suggestion.ts';
import { type JsonNode, longestText, tooDeepAt } from './json-text.ts';

/** Where the caret stands in a JSON text, which may be in the middle of being written. */
export interface JsonCaret {
  /** Of the value at the caret; for a key, of the object that it stands in. */
  readonly path: JSONPath;
  readonly isKey: boolean;
  /** A key whose colon stands already. */
  readonly hasColon: boolean;
  readonly inString: boolean;
  readonly from: number;
  readonly to: number;
  readonly over: { readonly from: number; readonly to: number };
  /** The text as far as it can be read. */
  readonly root: JsonNode | undefined;
}

const deepest = 100;
// Numbers of jsonc-parser's SyntaxKind and ScanError, which are const enums that isolated modules can't read.
const stringLiteral = 10;
const endOfFile = 17;
const unclosed = 2;

/** The caret's place; undefined where nothing can begin: behind a value, in a comment, in a text that is no schema of people. */
export function jsonCaret(text: string, offset: number): JsonCaret | undefined {
  if (text.length > longestText || tooDeepAt(text, deepest) !== undefined) return undefined;
  const string = stringAt(text, offset);
  const word = /[\w$.-]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
  const rest = /^[\w$.-]*/.exec(text.slice(offset))?.[0] ?? '';
  const over = string ?? { from: offset - word.length, to: offset + rest.length };
  const before = text.slice(0, over.from).trimEnd().at(-1);
  if (before !== undefined && !'{[,:'.includes(before)) return undefined;
  const inner = string ? { from: string.from + 1, to: string.to - (string.closed ? 1 : 0) } : over;
  const location = getLocation(text, over.from);
  const isKey = before === '{' || (before === ',' && location.isAtPropertyKey);
  const hasColon = isKey && text.slice(over.to).trimStart().startsWith(':');
  return {
    path: isKey ? location.path.slice(0, -1) : location.path,
    isKey,
    hasColon,
    inString: string !== undefined,
    ...inner,
    over: { from: over.from, to: over.to },
    root: parseTree(text, [], { allowTrailingComma: true, allowEmptyContent: true }),
  };
}

/** The string around an offset, from quote to quote. */
function stringAt(text: string, offset: number): { from: number; to: number; closed: boolean } | undefined {
  const scanner = createScanner(text, true);
  for (let token: number = scanner.scan(); token !== endOfFile; token = scanner.scan()) {
    const from = scanner.getTokenOffset();
    const to = from + scanner.getTokenLength();
    if (from >= offset) return undefined;
    if (token !== stringLiteral || offset > to) continue;
    if ((scanner.getTokenError() as number) !== unclosed) return offset < to ? { from, to, closed: true } : undefined;
    // Without its quote it seems to go on to the end of the line: what is behind the word belongs to the rest.
    const word = /^[\w$./#@-]*/.exec(text.slice(offset, to))?.[0] ?? '';
    return { from, to: offset + word.length, closed: false };
  }
  return undefined;
}

/** Suggestions at the caret. Keys bring their colon; values keep the quotes that they are typed in. */
export function jsonSuggestions(caret: JsonCaret, options: readonly Suggestion[]): Suggestions {
  const { from, to, over, inString } = caret;
  return { from, to, over, options, eager: inString };
}

/** A key with its colon and what follows it; `|` in what follows says where the caret goes. */
export function keySuggestion(caret: JsonCaret, name: string, follows: string, detail?: string): Suggestion {
  const quoted = JSON.stringify(name);
  const shown = { label: name, kind: 'key' as const, ...(detail !== undefined && { detail }) };
  if (caret.hasColon) return { ...shown, insert: quoted };
  const at = follows.indexOf('|');
  const whole = `${quoted}: ${follows.replace('|', '')}`;
  return { ...shown, insert: whole, ...(at >= 0 && { caret: quoted.length + 2 + at }) };
}

/** A string as a value. */
export function textSuggestion(value: string, kind: Suggestion['kind'] = 'value', detail?: string): Suggestion {
  return { label: value, kind, insert: JSON.stringify(value), ...(detail !== undefined && { detail }) };
}
