import type { Span } from './model.ts';
import type { Token } from './tokens.ts';

const nothing: Token = { text: '', string: false, start: 0, end: 0 };

/** Walks over tokens. Behind the last one it stands still, and every loop must ask `done`. */
export class Cursor {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get done(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? nothing;
  }

  next(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  /** Is this the next token? A string of the same letters is another thing. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.text === text && !token.string && !(this.at + ahead >= this.tokens.length);
  }

  skip(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  /** From a token to the last one that was taken. */
  spanFrom(first: Token): Span {
    return { start: first.start, end: Math.max(first.end, this.tokens[this.at - 1]?.end ?? 0) };
  }

  /** Adjacent strings are one. */
  string(): string {
    let text = this.next().text;
    while (this.peek().string) text += this.next().text;
    return text;
  }

  /** A name of a type may be split by spaces: `shop . Order`. */
  typeName(): { text: string; at: Span } {
    const first = this.next();
    let text = first.text;
    while (!this.done && (text.endsWith('.') || (this.peek().text.startsWith('.') && !this.peek().string)))
      text += this.next().text;
    return { text, at: this.spanFrom(first) };
  }
}
