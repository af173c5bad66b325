import { list, nearest } from '#base/text.ts';
import { edgeKindNames, isEdgeKind } from '../design.ts';
import type { EdgeKind } from '../kind.ts';
import { place, type SketchFault, type Token } from './lexer.ts';
import type { Atom, ListNode, Pair, PropertyNode, Span } from './tree.ts';

const suffixes = /^(?:~([1-9][0-9]{0,5}))?(?:@([0-9A-Za-z.-]{1,60}))?(?:#([1-9][0-9]{0,5}))?$/;
const word = /^(!)?(?:([A-Za-z]+):)?([^!:~@#]+)((?:[~@#].*)?)$/s;
const beforeQuotes = /^(!)?(?:([A-Za-z]+):)?$/;

/** Reads tokens one after the other, up to properties and references. Statements are read on top of it. */
export class Cursor {
  readonly faults: SketchFault[] = [];
  protected readonly text: string;
  protected readonly tokens: readonly Token[];
  protected readonly lines: readonly number[];
  protected at = 0;
  /** How many brackets are open: inside of them a line may end. */
  protected depth = 0;
  /** Comments since the last statement, or inside the present one. */
  protected remarks: string[] = [];

  constructor(text: string, tokens: readonly Token[], lines: readonly number[]) {
    this.text = text;
    this.tokens = tokens;
    this.lines = lines;
  }

  protected taken(): string[] {
    const remarks = this.remarks;
    this.remarks = [];
    return remarks;
  }

  protected next(ahead = 0): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] as Token;
  }

  protected take(): Token {
    const token = this.next();
    if (token.kind !== 'end') this.at++;
    return token;
  }

  protected isMark(mark: string, ahead = 0): boolean {
    const token = this.next(ahead);
    return token.kind === 'mark' && token.text === mark;
  }

  protected isWord(said: string, ahead = 0): boolean {
    const token = this.next(ahead);
    return token.kind === 'word' && token.text === said;
  }

  /** Passes over ends of lines and keeps comments. */
  protected blank(): void {
    for (let token = this.next(); token.kind === 'newline' || token.kind === 'comment'; token = this.next()) {
      if (token.kind === 'comment') this.remarks.push(token.text);
      this.at++;
    }
  }

  protected fault(message: string, at: Span): undefined {
    this.faults.push({ message, ...place(this.lines, at.from), from: at.from, to: at.to });
    return undefined;
  }

  protected expected(what: string): undefined {
    const token = this.next();
    return this.fault(`Expected ${what}, but found ${described(token)}.`, token);
  }

  protected toLineEnd(): void {
    if (this.next().kind === 'comment') this.remarks.push(this.take().text);
    if (this.next().kind === 'newline') this.at++;
    else if (this.next().kind !== 'end') {
      this.expected('the end of the line');
      this.recover();
    }
  }

  /** Goes on behind the present statement: at the next line that is not indented and closes nothing. */
  protected recover(): void {
    for (let token = this.next(); token.kind !== 'end'; token = this.next()) {
      if (token.kind === 'mark' && '([{'.includes(token.text)) this.depth++;
      if (token.kind === 'mark' && ')]}'.includes(token.text)) this.depth = Math.max(0, this.depth - 1);
      if (token.kind === 'newline') {
        const following = this.next(1);
        const closes = following.kind === 'mark' && ')]}'.includes(following.text);
        const flush =
          place(this.lines, following.from).column === 1 && following.kind !== 'newline' && following.kind !== 'comment';
        if (this.depth === 0 || (flush && !closes)) break;
      }
      this.at++;
    }
    this.depth = 0;
  }

  protected name(what: string): Atom | undefined {
    const atom = this.atom(what);
    if (!atom) return undefined;
    if (atom.gone || atom.prefix !== undefined || atom.version !== undefined || atom.ordinal !== undefined || !atom.wellFormed) {
      return this.fault(`\`${clipped(atom.source)}\` can't be a name as it stands: put it in quotes.`, atom);
    }
    if (!atom.quoted && !/^\p{L}/u.test(atom.text)) {
      return this.fault(`A name that doesn't begin with a letter stands in quotes: "${clipped(atom.text)}".`, atom);
    }
    return atom;
  }

  protected pair(what: string): Pair | undefined {
    const first = this.next();
    const second = this.next(2);
    const whole = /^-?[0-9]{1,9}$/;
    if (
      first.kind !== 'word' ||
      !whole.test(first.text) ||
      !this.isMark(',', 1) ||
      second.kind !== 'word' ||
      !whole.test(second.text)
    ) {
      return this.fault(`Expected ${what}, with two whole numbers.`, first);
    }
    this.at += 3;
    return { values: [Number(first.text), Number(second.text)], from: first.from, to: second.to };
  }

  protected quotedText(): Atom {
    const token = this.take();
    return {
      ...plain,
      source: this.text.slice(token.from, token.to),
      text: token.text,
      quoted: true,
      from: token.from,
      to: token.to,
    };
  }

  /** A word, quoted text or reference with its prefix and suffixes, all without spaces between. */
  protected atom(what: string): Atom | undefined {
    const first = this.next();
    if (first.kind === 'block') return this.quotedText();
    if (first.kind !== 'word' && first.kind !== 'string') return this.expected(what);
    this.take();
    let quotes: Token | undefined = first.kind === 'string' ? first : undefined;
    let head = first.kind === 'word' ? first.text : '';
    let tail = '';
    let last = first;
    if (!quotes && this.next().kind === 'string' && this.next().glued && beforeQuotes.test(head)) {
      quotes = this.take();
      last = quotes;
    }
    if (quotes && this.next().kind === 'word' && this.next().glued) {
      last = this.take();
      tail = last.text;
    }
    const span = { from: first.from, to: last.to };
    const source = this.text.slice(span.from, span.to);
    if (quotes) {
      const before = beforeQuotes.exec(head);
      const behind = suffixes.exec(tail);
      if (!before || !behind)
        return this.fault(`\`${clipped(source)}\` is not a name with a suffix such as \`~2\` or \`@1.1.0\`.`, span);
      return {
        source,
        text: quotes.text,
        quoted: true,
        gone: before[1] === '!',
        prefix: before[2],
        ...suffixed(behind),
        wellFormed: true,
        ...span,
      };
    }
    const found = word.exec(head);
    const behind = found ? suffixes.exec(found[4] as string) : null;
    if (!found || !behind) return { ...plain, source, text: head, wellFormed: false, ...span };
    head = found[3] as string;
    return {
      source,
      text: head,
      quoted: false,
      gone: found[1] === '!',
      prefix: found[2],
      ...suffixed(behind),
      wellFormed: true,
      ...span,
    };
  }

  /** `( name value, name value )` */
  protected brackets(): PropertyNode[] | undefined {
    const open = this.take();
    this.depth++;
    const properties: PropertyNode[] = [];
    this.blank();
    while (!this.isMark(')')) {
      const property = this.property();
      if (!property) return undefined;
      properties.push(property);
      this.blank();
      if (this.isMark(',')) this.take();
      else if (!this.isMark(')')) {
        if (this.next().kind === 'end') return this.fault('This `(` is not closed: write `)` where the properties end.', open);
        return this.expected('`,` or `)`');
      }
      this.blank();
    }
    this.take();
    this.depth--;
    return properties;
  }

  protected property(): PropertyNode | undefined {
    const name = this.next();
    if (name.kind !== 'word') return this.expected('the name of a property');
    this.take();
    const value = this.value(`the value of \`${clipped(name.text)}\``);
    if (!value) return undefined;
    return { name: name.text, value, at: { from: name.from, to: name.to }, from: name.from, to: value.to };
  }

  protected value(what: string): Atom | ListNode | undefined {
    if (!this.isMark('[')) return this.reference(what);
    const open = this.take();
    this.depth++;
    const items: Atom[] = [];
    this.blank();
    while (!this.isMark(']')) {
      const item = this.reference('a value');
      if (!item) return undefined;
      items.push(item);
      this.blank();
      if (this.isMark(',')) this.take();
      else if (!this.isMark(']')) return this.expected('`,` or `]`');
      this.blank();
    }
    const close = this.take();
    this.depth--;
    return { list: items, from: open.from, to: close.to };
  }

  /** An atom, or an edge by its ends: `orders -consumes-> billing`. */
  protected reference(what: string): Atom | undefined {
    const atom = this.atom(what);
    if (!atom || this.next().kind !== 'arrow') return atom;
    const kind = this.arrow();
    if (kind === null) return undefined;
    const to = this.atom('the end of the edge');
    return to && { ...atom, path: { kind, to }, to: to.to };
  }

  /** The kind that an arrow names; undefined for `->`; null after a fault. */
  protected arrow(): EdgeKind | undefined | null {
    const arrow = this.take();
    if (arrow.text === '->') return undefined;
    if (arrow.text === '-x') return 'deadLetters';
    const named = arrow.text.slice(1, -2);
    if (isEdgeKind(named)) return named;
    const near = nearest(named, edgeKindNames);
    this.fault(
      `\`${named}\` is no kind of edge: ${near ? `did you mean \`-${near}->\`?` : `it is one of ${list(edgeKindNames, 'or')}.`}`,
      arrow,
    );
    return null;
  }
}

export const plain = {
  quoted: false,
  gone: false,
  prefix: undefined,
  copy: 1,
  version: undefined,
  ordinal: undefined,
  wellFormed: true,
} as const;

function suffixed(behind: RegExpExecArray): { copy: number; version: string | undefined; ordinal: number | undefined } {
  return { copy: behind[1] ? Number(behind[1]) : 1, version: behind[2], ordinal: behind[3] ? Number(behind[3]) : undefined };
}

function described(token: Token): string {
  switch (token.kind) {
    case 'newline':
    case 'comment':
      return 'the end of the line';
    case 'end':
      return 'the end of the text';
    case 'block':
      return 'a block of long text';
    case 'string':
      return `"${clipped(token.text)}"`;
    default:
      return `\`${clipped(token.text)}\``;
  }
}

export function clipped(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
