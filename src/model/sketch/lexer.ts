import type { Fault } from '#base/result.ts';

/** A fault with its place in the text as offsets too, for marks in an editor. */
export interface SketchFault extends Fault {
  readonly line: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

export type TokenKind = 'word' | 'string' | 'block' | 'mark' | 'arrow' | 'comment' | 'newline' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** What is meant: without quotes and escapes, without the `#` of a comment. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** No space stands before it: `"Order API"~2` is one handle, `"Order API" ~2` is not. */
  readonly glued: boolean;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  readonly faults: readonly SketchFault[];
  /** Where each line starts. */
  readonly lines: readonly number[];
}

const space = /\s/;
const marks = new Set(['(', ')', '[', ']', '{', '}', ',']);
const namedArrow = /^-(?:x(?=[\s#"]|$)|[A-Za-z]+->)/;

/** Splits text into tokens. Always gives tokens to the end of the text, whatever stands in it. [S1] */
export function lex(text: string): Lexed {
  const tokens: Token[] = [];
  const faults: SketchFault[] = [];
  const lines = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') lines.push(i + 1);

  const report = (message: string, from: number, to: number) => faults.push({ message, ...place(lines, from), from, to });
  let at = 0;
  let ended = -1;
  const push = (kind: TokenKind, said: string, to: number) => {
    tokens.push({ kind, text: said, from: at, to, glued: at === ended });
    at = to;
    ended = to;
  };

  while (at < text.length) {
    const c = text[at] as string;
    if (c === '\n') push('newline', '\n', at + 1);
    else if (space.test(c)) at++;
    else if (c === '#' && !(followsString(tokens, at) && /[0-9]/.test(text[at + 1] ?? ''))) {
      let end = text.indexOf('\n', at);
      if (end < 0) end = text.length;
      push('comment', remark(text.slice(at + 1, end)), end);
    } else if (text.startsWith('"""', at)) {
      const block = readBlock(text, at);
      if (!block.closed) report('This `"""` block is not closed: write `"""` where the long text ends.', at, at + 3);
      push('block', block.text, block.to);
    } else if (c === '"') {
      const string = readString(text, at);
      if (string.fault) report(string.fault.message, string.fault.from, string.fault.to);
      push('string', string.text, string.to);
    } else if (marks.has(c) || c === '=' || (c === '@' && opensPlace(text[at + 1]) && !followsString(tokens, at)))
      push('mark', c, at + 1);
    else {
      const arrow = text.startsWith('->', at) ? '->' : namedArrow.exec(text.slice(at, at + 40))?.[0];
      if (arrow) push('arrow', arrow, at + arrow.length);
      else push('word', text.slice(at, wordEnd(text, at)), wordEnd(text, at));
    }
  }
  push('newline', '\n', text.length);
  push('end', '', text.length);
  return { tokens, faults, lines };
}

/** `@ 120,40` is a place; in `Order@1.0.0` and `"Order placed"@1.0.0` the `@` names a version. */
function opensPlace(next: string | undefined): boolean {
  return next === undefined || /[\s\d-]/.test(next);
}

function followsString(tokens: readonly Token[], at: number): boolean {
  const last = tokens[tokens.length - 1];
  return last?.kind === 'string' && last.to === at;
}

function wordEnd(text: string, from: number): number {
  let end = from + 1;
  while (end < text.length) {
    const c = text[end] as string;
    if (/\s/.test(c) || marks.has(c) || c === '"' || c === '=') break;
    if (c === '-' && text[end + 1] === '>') break;
    // `orders#2` is the second of several edges (also behind quotes); any other `#` begins a comment.
    if (c === '#' && !/[0-9]/.test(text[end + 1] ?? '')) break;
    end++;
  }
  return end;
}

function remark(text: string): string {
  const line = text.endsWith('\r') ? text.slice(0, -1) : text;
  return line.startsWith(' ') ? line.slice(1) : line;
}

const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', r: '\r', t: '\t' };

interface ReadString {
  readonly text: string;
  readonly to: number;
  readonly fault?: { readonly message: string; readonly from: number; readonly to: number };
}

function readString(text: string, from: number): ReadString {
  let said = '';
  let at = from + 1;
  let fault: ReadString['fault'];
  while (at < text.length && text[at] !== '\n') {
    const c = text[at] as string;
    if (c === '"') return { text: said, to: at + 1, ...(fault && { fault }) };
    if (c !== '\\') {
      said += c;
      at++;
      continue;
    }
    const code = /^\\u\{([0-9a-fA-F]{1,6})\}/.exec(text.slice(at, at + 10));
    const known = escapes[text[at + 1] ?? ''];
    if (code && Number.parseInt(code[1] as string, 16) <= 0x10ffff) {
      said += String.fromCodePoint(Number.parseInt(code[1] as string, 16));
      at += code[0].length;
    } else if (known !== undefined) {
      said += known;
      at += 2;
    } else {
      fault ??= {
        message: 'A backslash in quotes begins one of \\" \\\\ \\n \\r \\t \\u{…}; write \\\\ for a backslash.',
        from: at,
        to: Math.min(at + 2, text.length),
      };
      at++;
    }
  }
  return { text: said, to: at, fault: { message: 'This quoted text is not closed: write `"` where it ends.', from, to: at } };
}

interface ReadBlock {
  readonly text: string;
  readonly to: number;
  readonly closed: boolean;
}

/**
 * Long text. On one line it is taken as it is. Over several lines, the text is the lines between the two `"""`,
 * each less the indentation of the closing one; `\"""` stands for `"""`. [S7]
 */
function readBlock(text: string, from: number): ReadBlock {
  let close = text.indexOf('"""', from + 3);
  while (close > 0 && text[close - 1] === '\\') close = text.indexOf('"""', close + 3);
  const closed = close >= 0;
  const end = closed ? close : text.length;
  const raw = text.slice(from + 3, end).replaceAll('\r\n', '\n');
  const to = closed ? close + 3 : text.length;
  return { text: outdented(raw).replaceAll('\\"""', '"""'), to, closed };
}

function outdented(raw: string): string {
  if (!/^[ \t]*\n/.test(raw)) return raw;
  const lines = raw.slice(raw.indexOf('\n') + 1).split('\n');
  const last = lines[lines.length - 1] as string;
  if (!/^[ \t]*$/.test(last)) return lines.join('\n');
  return lines
    .slice(0, -1)
    .map((line) => (line.startsWith(last) ? line.slice(last.length) : line.replace(/^[ \t]+/, '')))
    .join('\n');
}

/** Line and column, counted from 1, of an offset. */
export function place(lines: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lines[low] as number) + 1 };
}
