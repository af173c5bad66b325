import { list, nearest } from '#base/text.ts';
import { propertiesOf } from '../values.ts';
import { Cursor, clipped, plain } from './cursor.ts';
import { lex, type SketchFault, type Token } from './lexer.ts';
import { headOf, longTextOf, rowFlags, rowsOf, type StatementWord, statementOf, statementWords, textWords } from './syntax.ts';
import type { Atom, Block, Chain, Declaration, Link, Pair, PropertyNode, RowNode, Statement, Tree } from './tree.ts';

/** Reads the statements of a text; after a fault it goes on with the next statement, so that all faults are found. [S8] */
export function readStatements(text: string): { tree: Tree; faults: SketchFault[]; lines: readonly number[] } {
  const lexed = lex(text);
  const reader = new Reader(text, lexed.tokens, lexed.lines);
  const tree = reader.tree();
  return { tree, faults: [...lexed.faults, ...reader.faults], lines: lexed.lines };
}

/** So many contexts may be opened within each other: each takes a part of the stack, which a long text could use up. */
const deepest = 100;

class Reader extends Cursor {
  tree(): Tree {
    const statements: Statement[] = [];
    while (this.next().kind !== 'end') {
      this.blank();
      if (this.next().kind === 'end') break;
      const before = this.at;
      const statement = this.statement();
      if (statement) this.toLineEnd();
      else this.recover();
      // A comment behind a statement, or inside of it, belongs to it like those above.
      if (statement) statements.push({ ...statement, comment: this.taken() });
      if (this.at === before) this.at++;
    }
    return { statements, comment: this.taken() };
  }

  private statement():
    | Omit<Declaration, 'comment'>
    | Omit<Chain, 'comment'>
    | Omit<Extract<Statement, { type: 'title' | 'comment' }>, 'comment'>
    | undefined {
    const first = this.next();
    if (first.kind === 'word' && !this.arrowFollows()) {
      const said = statementOf(first.text);
      if (said) return this.declaration(said);
      if ((textWords as readonly string[]).includes(first.text)) {
        this.take();
        const token = this.next();
        if (token.kind !== 'string' && token.kind !== 'block') return this.expected(`the ${first.text} in quotes`);
        this.take();
        return { type: first.text as 'title' | 'comment', text: token.text, from: first.from, to: token.to };
      }
      const near = nearest(first.text, [...statementWords.map((each) => each.word), ...textWords]);
      const hint = near
        ? `did you mean \`${near}\`?`
        : `a statement begins with one of ${list(
            statementWords.map((each) => each.word),
            'or',
          )}.`;
      return this.fault(`\`${clipped(first.text)}\` begins no statement, and no arrow follows it: ${hint}`, first);
    }
    if (first.kind === 'word' || first.kind === 'string') return this.chain();
    return this.expected('a statement such as `service orders-api` or `orders-api -> orders`');
  }

  /** Looks past one atom: `service -> orders` is a chain that begins at something called "service". */
  private arrowFollows(): boolean {
    let ahead = 1;
    while (this.next(ahead).glued && (this.next(ahead).kind === 'word' || this.next(ahead).kind === 'string')) ahead++;
    return this.next(ahead).kind === 'arrow';
  }

  private declaration(said: StatementWord): Omit<Declaration, 'comment'> | undefined {
    const opening = this.take();
    const kind = said.kind;
    const properties = propertiesOf(kind);
    const name = this.name(`the name of the ${said.word}`);
    if (!name) return undefined;
    const heads: Atom[] = [];
    const stated: PropertyNode[] = [];
    let longText: Atom | undefined;
    let on: Atom | undefined;
    let near: Atom | undefined;
    let block: Block | undefined;
    let position: Pair | undefined;
    let size: Pair | undefined;
    const canBeOn = kind === 'channel';
    const maxHeads = (headOf(kind) ? 1 : 0) + (rowsOf(properties)?.row.properties.version ? 1 : 0);

    while (true) {
      const token = this.next();
      if (this.isMark('(')) {
        const list = this.brackets();
        if (!list) return undefined;
        stated.push(...list);
      } else if (this.isMark('{')) {
        if (block) return this.fault(`A ${said.word} has one pair of braces.`, token);
        block = this.block(said);
        if (!block) return undefined;
      } else if (this.isMark('@')) {
        this.take();
        position = this.pair('a place such as `@ 120,40`');
        if (!position) return undefined;
      } else if (this.isWord('size') && this.next(1).kind === 'word' && this.isMark(',', 2)) {
        this.take();
        size = this.pair('a size such as `size 400,300`');
        if (!size) return undefined;
      } else if (canBeOn && this.isWord('on')) {
        this.take();
        on = this.atom('the broker that it is on');
        if (!on) return undefined;
      } else if (kind === 'note' && this.isWord('near')) {
        this.take();
        near = this.atom('the element that it stands near');
        if (!near) return undefined;
      } else if ((token.kind === 'string' || token.kind === 'block') && longTextOf(properties) && !longText) {
        longText = this.quotedText();
      } else if ((token.kind === 'word' || token.kind === 'string') && heads.length < maxHeads) {
        const head = this.atom('a value');
        if (!head) return undefined;
        heads.push(head);
      } else break;
    }
    const to = (this.tokens[this.at - 1] as Token).to;
    return {
      type: 'declaration',
      word: said,
      kind,
      name,
      heads,
      longText,
      on,
      near,
      properties: stated,
      block,
      position,
      size,
      from: opening.from,
      to,
    };
  }

  private chain(): Omit<Chain, 'comment'> | undefined {
    const first = this.atom('the start of an arrow');
    if (!first) return undefined;
    if (this.next().kind !== 'arrow') return this.expected('an arrow such as `->`');
    const ends = [first];
    const links: Link[] = [];
    while (this.next().kind === 'arrow') {
      const arrow = this.next();
      const kind = this.arrow();
      if (kind === null) return undefined;
      const end = this.atom('the end of the arrow');
      if (!end) return undefined;
      let as: Atom | undefined;
      const properties: PropertyNode[] = [];
      if (this.isWord('as')) {
        this.take();
        as = this.name('the name of the edge');
        if (!as) return undefined;
      }
      while (this.isMark('(')) {
        const list = this.brackets();
        if (!list) return undefined;
        properties.push(...list);
      }
      ends.push(end);
      links.push({ arrow, kind, as, properties, from: arrow.from, to: (this.tokens[this.at - 1] as Token).to });
      if (this.next().kind === 'newline' && this.next(1).kind === 'arrow') this.take();
    }
    return { type: 'chain', ends, links, from: first.from, to: (this.tokens[this.at - 1] as Token).to };
  }

  private block(said: StatementWord): Block | undefined {
    const open = this.take();
    if (this.depth >= deepest) return this.fault(`Contexts stand in each other at most ${deepest} deep.`, open);
    this.depth++;
    const rows = rowsOf(propertiesOf(said.kind));
    const members: Atom[] = [];
    const nested: Declaration[] = [];
    const found: RowNode[] = [];
    let text: Atom | undefined;
    if (said.kind !== 'context' && !rows)
      return this.fault(`A ${said.word} has no braces: its properties stand in round brackets.`, open);
    let above = this.remarks.length;
    this.blank();
    while (!this.isMark('}')) {
      if (this.next().kind === 'end') return this.fault('This `{` is not closed: write `}` where it ends.', open);
      if (said.kind === 'context') {
        if (!this.member(members, nested, above)) return undefined;
      } else if (rows) {
        const inner = rowsOf(rows.row.properties);
        const byText = inner && longTextOf(rows.row.properties);
        if (byText && this.next().kind === 'block') text = this.quotedText();
        else if (byText && this.isWord(byText) && (this.next(1).kind === 'block' || this.next(1).kind === 'string')) {
          this.take();
          text = this.quotedText();
        } else {
          const row = inner
            ? this.row(inner.row.kind, Object.keys(inner.row.properties).slice(0, 2), inner.row.properties)
            : this.step(rows.row);
          if (!row) return undefined;
          found.push(row);
        }
        if (this.isMark(',')) this.take();
        else if (!this.isMark('}') && this.next().kind !== 'newline' && this.next().kind !== 'comment')
          return this.expected('the end of the line or `}`');
      }
      above = this.remarks.length;
      this.blank();
    }
    const close = this.take();
    this.depth--;
    return { members, nested, rows: found, text, from: open.from, to: close.to };
  }

  /** `above` is how many comments stood before the line: those behind them belong to a context that is nested here. */
  private member(members: Atom[], nested: Declaration[], above: number): boolean {
    if (this.isWord('context') && this.opensNested()) {
      const before = this.remarks.slice(0, above);
      this.remarks = this.remarks.slice(above);
      const inner = this.declaration(statementOf('context') as StatementWord);
      if (!inner) return false;
      nested.push({ ...inner, comment: this.taken() });
      this.remarks = before;
    } else {
      const member = this.atom('what stands in the context, or `}`');
      if (!member) return false;
      members.push(member);
    }
    if (this.isMark(',')) this.take();
    return true;
  }

  /** `context Payments {` inside braces opens a context; a lone `context` is a member of that name. */
  private opensNested(): boolean {
    let ahead = 1;
    for (let words = 0; words < 3; ahead++) {
      const token = this.next(ahead);
      if (token.kind === 'mark') return token.text === '{' || token.text === '(';
      if (token.kind !== 'word' && token.kind !== 'string') return false;
      if (!token.glued) words++;
    }
    return false;
  }

  private step(rows: NonNullable<ReturnType<typeof rowsOf>>['row']): RowNode | undefined {
    if (!this.isWord(rows.kind)) {
      const near = this.next().kind === 'word' ? nearest(this.next().text, [rows.kind]) : undefined;
      return near
        ? this.fault(`\`${this.next().text}\`: did you mean \`${near}\`?`, this.next())
        : this.expected(`\`${rows.kind}\` or \`}\``);
    }
    this.take();
    return this.row(rows.kind, Object.keys(rows.properties).slice(0, 1), rows.properties);
  }

  /** The heads by their place, then names and values, up to the end of the line. */
  private row(kind: string, heads: readonly string[], known: Readonly<Record<string, unknown>>): RowNode | undefined {
    const first = this.next();
    const found: Atom[] = [];
    const properties: PropertyNode[] = [];
    for (const head of heads) {
      // A field may be only a name; what follows it then is not a type but a property of the field.
      if (
        found.length > 0 &&
        (this.next().kind !== 'word' || Object.hasOwn(known, this.next().text) || Object.hasOwn(rowFlags, this.next().text))
      )
        break;
      const atom = this.atom(`the ${head} of the ${kind}`);
      if (!atom) return undefined;
      found.push(atom);
    }
    for (let token = this.next(); token.kind === 'word' || this.isMark('='); token = this.next()) {
      const flag = token.kind === 'word' && Object.hasOwn(rowFlags, token.text) ? rowFlags[token.text] : undefined;
      if (flag) {
        this.take();
        const value: Atom = { ...plain, source: flag.value, text: flag.value, from: token.from, to: token.to };
        properties.push({ name: flag.property, value, at: token, from: token.from, to: token.to });
      } else if (this.isMark('=')) {
        this.take();
        const value = this.value('the default');
        if (!value) return undefined;
        properties.push({ name: 'default', value, at: token, from: token.from, to: value.to });
      } else {
        const property = this.property();
        if (!property) return undefined;
        properties.push(property);
      }
    }
    return { heads: found, properties, from: first.from, to: (this.tokens[this.at - 1] as Token).to };
  }
}
