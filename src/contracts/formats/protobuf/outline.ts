import type { NumberRange } from './model.ts';
import { highestField } from './numbers.ts';

/*
 * A text in the middle of being written, as far as it can be made out: blocks with their statements. The reader (parse.ts)
 * refuses such texts; who writes them wants help all the same.
 */

export interface OutlineToken {
  readonly text: string;
  readonly kind: 'word' | 'string' | 'comment' | 'sign';
  readonly start: number;
  readonly end: number;
}

export type BlockKind = 'file' | 'message' | 'enum' | 'service' | 'oneof' | 'extend' | 'rpc' | 'other';

export interface Block {
  readonly kind: BlockKind;
  readonly name: string;
  readonly parent: Block | undefined;
  /** Those that end with a semicolon, and the heads of blocks inside. */
  readonly statements: (readonly OutlineToken[])[];
  readonly blocks: Block[];
}

export interface Outline {
  readonly file: Block;
  /** The innermost block around the caret. */
  readonly block: Block;
  /** What stands in the caret's statement before its word. */
  readonly before: readonly OutlineToken[];
  /** The word at the caret; a string with its quotes. */
  readonly from: number;
  readonly to: number;
  readonly inString: boolean;
  readonly inComment: boolean;
}

const pattern = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|[\w.]+|\S/g;

/** Splits a stretch of a text; whatever is no word, string or comment is a sign. */
export function outlineTokens(text: string, start: number, end: number): OutlineToken[] {
  pattern.lastIndex = start;
  const tokens: OutlineToken[] = [];
  for (let found = pattern.exec(text); found && found.index < end; found = pattern.exec(text)) {
    const [token] = found;
    const kind = /^\/[/*]/.test(token) ? 'comment' : /^["']/.test(token) ? 'string' : /^[\w.]/.test(token) ? 'word' : 'sign';
    tokens.push({ text: token, kind, start: found.index, end: Math.min(found.index + token.length, end) });
  }
  return tokens;
}

const blockKinds: Readonly<Record<string, BlockKind>> = {
  message: 'message',
  enum: 'enum',
  service: 'service',
  oneof: 'oneof',
  extend: 'extend',
  rpc: 'rpc',
};

/** As deep as the reader goes: deeper texts are nobody's work. */
const deepestNesting = 60;

/** The blocks of a stretch of a text, built in one pass; undefined where they nest too deep. */
export function outlineOf(text: string, start: number, end: number, offset: number): Outline | undefined {
  const tokens = outlineTokens(text, start, end);
  const touched = tokens.find((token) => token.kind !== 'sign' && token.start < offset && offset <= token.end);
  const inComment = touched?.kind === 'comment' && (offset < touched.end || !touched.text.endsWith('*/'));
  const closed = touched?.kind === 'string' && touched.text.length > 1 && touched.text.endsWith(touched.text.charAt(0));
  const inString = touched?.kind === 'string' && (offset < touched.end || !closed);
  const word = touched && (inString || touched.kind === 'word') ? touched : { start: offset, end: offset };

  const file: Block = { kind: 'file', name: '', parent: undefined, statements: [], blocks: [] };
  let block = file;
  let now: OutlineToken[] = [];
  let brackets = 0;
  let depth = 0;
  let place: { readonly block: Block; readonly before: readonly OutlineToken[] } | undefined;
  for (const token of tokens) {
    if (token.kind === 'comment') continue;
    if (place === undefined && token.start >= word.start) place = { block, before: [...now] };
    if (token.start === word.start && word.end > word.start) continue;
    if (token.kind === 'sign' && token.text === '[') brackets++;
    if (token.kind === 'sign' && token.text === ']') brackets = Math.max(0, brackets - 1);
    if (token.kind !== 'sign' || !'{};'.includes(token.text) || (brackets > 0 && token.text !== ';')) {
      now.push(token);
      continue;
    }
    brackets = 0;
    if (now.length > 0) block.statements.push(now);
    if (token.text === '{') {
      const inner = blockFrom(now, block);
      block.blocks.push(inner);
      block = inner;
      if (++depth > deepestNesting) return undefined;
    } else if (token.text === '}') {
      block = block.parent ?? block;
      depth--;
    }
    now = [];
  }
  place ??= { block, before: now };
  return { file, ...place, from: word.start, to: word.end, inString, inComment };
}

function blockFrom(head: readonly OutlineToken[], parent: Block): Block {
  const at = head.findIndex(({ text }) => text === 'group' || Object.hasOwn(blockKinds, text));
  const keyword = head[at]?.text ?? '';
  // A declaration begins with its word; a group is a field too, and a message.
  const kind = keyword === 'group' ? 'message' : at <= 1 ? (blockKinds[keyword] ?? 'other') : 'other';
  return { kind, name: head[at + 1]?.text ?? '', parent, statements: [], blocks: [] };
}

/** The numbers that a message or an enum has given, those in its oneofs too; and the ranges in which it may give none. */
export function numbersIn(block: Block): { readonly taken: readonly number[]; readonly closed: readonly NumberRange[] } {
  const taken: number[] = [];
  const closed: NumberRange[] = [];
  for (const statement of block.statements) {
    // A statement that is not finished runs into the next one.
    const at = statement.findIndex(({ text }) => text === 'reserved' || text === 'extensions');
    if (at >= 0) closed.push(...rangesIn(statement.slice(at)));
    if (statement[0]?.text !== 'option') taken.push(...numbersAfterEquals(at < 0 ? statement : statement.slice(0, at)));
  }
  for (const inner of block.blocks) if (inner.kind === 'oneof') taken.push(...numbersIn(inner).taken);
  return { taken, closed };
}

/** Each number behind a sign of equality, outside of brackets. */
function numbersAfterEquals(statement: readonly OutlineToken[]): number[] {
  const numbers: number[] = [];
  let brackets = 0;
  for (const [i, { text }] of statement.entries()) {
    if (text === '[') brackets++;
    if (text === ']') brackets--;
    const number = Number(text);
    if (brackets === 0 && statement[i - 1]?.text === '=' && Number.isInteger(number)) numbers.push(number);
  }
  return numbers;
}

function rangesIn(statement: readonly OutlineToken[]): NumberRange[] {
  return statement.flatMap(({ text }, i) => {
    const first = Number(text);
    if (!/^\d+$/.test(text) || statement[i - 1]?.text === 'to') return [];
    const last = statement[i + 1]?.text === 'to' ? statement[i + 2]?.text : undefined;
    return [{ first, last: last === undefined ? first : last === 'max' ? highestField : Number(last) || first }];
  });
}

/** The words of a statement, without its strings. */
export function firstString(statement: readonly OutlineToken[]): string | undefined {
  const string = statement.find(({ kind }) => kind === 'string')?.text;
  return string?.replace(/^["']|["']$/g, '');
}
