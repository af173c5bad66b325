import protobuf from 'protobufjs';
import { type Fault, failure, type Result, success } from '#base/result.ts';
import { type Lines, linesOf } from '../lines.ts';

/** One token with its place. The quotes of a string are part of the place, not of the text. */
export interface Token {
  readonly text: string;
  readonly string: boolean;
  readonly start: number;
  readonly end: number;
}

/** Longer texts are no schemas that people write; the limit keeps every later step short. */
export const longestText = 1_000_000;
/** protoc allows 32 messages in each other; options may nest further. */
const deepestNesting = 60;
/** The library's parser compares each declaration of a block with all others: this bounds its work to seconds. */
const mostWork = 30_000_000;

/**
 * Splits a text into tokens with the library's tokenizer, which knows lines and no columns: the places are added here.
 * What the tokenizer or the parser would choke on is a fault instead.
 */
export function tokensOf(text: string): Result<Token[]> {
  if (text.length > longestText) {
    return failure({
      message: 'The schema is longer than 1,000,000 characters: leave out what is not part of it.',
      line: 1,
      column: 1,
    });
  }
  const lines = linesOf(text);
  const tokens: Token[] = [];
  const tokenizer = protobuf.tokenize(text, false);
  const load = new Load(lines);
  for (let at = skipTrivia(text, 0); at < text.length; at = skipTrivia(text, at)) {
    if (at < 0) return failure({ message: 'The comment is not closed: end it with */.', ...lines.at(-at - 1) });
    const quote = text.charAt(at);
    if (quote === '"' || quote === "'") {
      const end = endOfString(text, at);
      if (end === undefined) return failure({ message: 'The string is not closed on its line.', ...lines.at(at) });
      tokenizer.next();
      tokens.push({ text: tokenizer.next() ?? '', string: true, start: at, end });
      tokenizer.next();
      at = end;
    } else {
      const token = tokenizer.next();
      if (token === null || !text.startsWith(token, at)) return failure({ message: 'This can’t be read.', ...lines.at(at) });
      tokens.push({ text: token, string: false, start: at, end: at + token.length });
      const fault = load.add(token, at);
      if (fault !== undefined) return failure(fault);
      at += token.length;
    }
  }
  const unclosed = load.unclosed();
  if (unclosed !== undefined) return failure({ message: 'The brace is not closed: a } is missing.', ...lines.at(unclosed) });
  return success(tokens);
}

/** Behind white space and comments; minus the place of a comment that never ends, less one. */
function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && /\s/.test(text.charAt(at))) at++;
    if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end === -1) return -at - 1;
      at = end + 2;
    } else {
      return at;
    }
  }
}

function endOfString(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === '\n') return undefined;
    else if (character === quote) return at + 1;
  }
  return undefined;
}

interface Block {
  readonly start: number;
  statements: number;
  /** Of lists, such as reserved numbers, which every field is compared with. */
  entries: number;
}

function workOf({ statements, entries }: Block): number {
  return statements * (statements + entries);
}

/** Counts what stands in each block, so that no text keeps the parser busy for long. */
class Load {
  private readonly lines: Lines;
  private readonly blocks: Block[] = [{ start: 0, statements: 0, entries: 0 }];
  private work = 0;

  constructor(lines: Lines) {
    this.lines = lines;
  }

  add(token: string, at: number): Fault | undefined {
    const block = this.blocks.at(-1);
    if (block === undefined) return undefined;
    if (token === ',') block.entries++;
    // Types of a file are found by name, so that any number of them is no load.
    if (token === ';' || (token === '{' && this.blocks.length > 1)) block.statements++;
    if (token === '{') {
      this.blocks.push({ start: at, statements: 0, entries: 0 });
      if (this.blocks.length > deepestNesting) {
        return { message: `The schema nests more than ${deepestNesting} levels deep.`, ...this.lines.at(at) };
      }
    }
    if (token === '}') {
      if (this.blocks.length === 1) return { message: 'This } closes nothing.', ...this.lines.at(at) };
      this.blocks.pop();
      this.work += workOf(block);
      return undefined;
    }
    if (this.work + workOf(block) <= mostWork) return undefined;
    return { message: 'There are too many declarations in this block: split it.', ...this.lines.at(block.start) };
  }

  /** Where the innermost block begins that is not closed. */
  unclosed(): number | undefined {
    return this.blocks.length === 1 ? undefined : this.blocks.at(-1)?.start;
  }
}
