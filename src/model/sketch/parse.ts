import type { Id, MakeId } from '#base/ids.ts';
import { failure, type Result, success } from '#base/result.ts';
import { nearest } from '#base/text.ts';
import { noChecking } from '../checking.ts';
import { type Design, type Edge, type Element, emptyDesign, type Position, type Size } from '../design.ts';
import type { ElementKind } from '../kind.ts';
import type { Value } from '../property.ts';
import { clipped } from './cursor.ts';
import { derivedIds } from './derived-ids.ts';
import { type EdgeEnds, edgeNames } from './edge-names.ts';
import { type DrawnLink, type Entry, inOrderOfIds, keyOf, statedName } from './entries.ts';
import { type Handle, handlesFrom } from './handles.ts';
import { type Arrow, declarationHint, inferKinds } from './infer.ts';
import { place, type SketchFault } from './lexer.ts';
import { Records } from './records.ts';
import { Resolution } from './resolve.ts';
import { readStatements } from './statements.ts';
import { hasVersions, type Namespace, namespaceOf } from './syntax.ts';
import type { Atom, Chain, Declaration, Span, Statement } from './tree.ts';

/** Longest text that is read, in UTF-16 code units. */
export const longestSketch = 1_048_576;

/** Where a record is declared; an element with several statements (versions of a contract) has several. */
export interface Mark extends Span {
  readonly id: Id;
  /** Where its name stands; for an edge, its two ends. */
  readonly names: readonly Span[];
}

export interface Parsed {
  readonly result: Result<Design>;
  /** What could be read in spite of faults: for marks and completions, never to be stored. */
  readonly design: Design;
  readonly faults: readonly SketchFault[];
  readonly marks: readonly Mark[];
}

/** Reads a design from the notation (SPEC.md). All faults are reported, with line and column. */
export function parseSketch(text: string, makeId?: MakeId): Result<Design> {
  return parseSketchWithMap(text, makeId).result;
}

export function parseSketchWithMap(text: string, makeId?: MakeId): Parsed {
  if (text.length > longestSketch) {
    const message = 'The text is longer than 1 MiB, which is the most that is read: split the design, or use a design file.';
    const fault: SketchFault = { message, line: 1, column: 1, from: 0, to: 0 };
    return { result: failure(fault), design: emptyDesign, faults: [fault], marks: [] };
  }
  const { tree, faults, lines } = readStatements(text);
  const builder = new Builder(lines, makeId);
  const design = builder.build(tree.statements, tree.comment);
  const all = [...faults, ...builder.faults].sort((a, b) => a.from - b.from || a.to - b.to);
  return { result: all.length > 0 ? failure(...all) : success(design), design, faults: all, marks: builder.marks };
}

class Builder {
  readonly faults: SketchFault[] = [];
  readonly marks: Mark[] = [];
  private readonly lines: readonly number[];
  private readonly makeId: MakeId | undefined;
  private readonly derive = derivedIds();
  private readonly entries = new Map<string, Entry>();
  private handles = handlesFrom([]);
  /** Names in arrows of which nothing could be made, by key. */
  private readonly undecided = new Set<string>();
  private found = new Resolution(this.handles, edgeNames([]), () => undefined);
  private readonly remarks: string[] = [];
  private readonly reported = new Set<string>();
  private title = '';
  private titled = false;

  constructor(lines: readonly number[], makeId: MakeId | undefined) {
    this.lines = lines;
    this.makeId = makeId;
  }

  build(statements: readonly Statement[], comment: readonly string[]): Design {
    const chains: Chain[] = [];
    for (const statement of statements) {
      if (statement.type === 'declaration') this.enter(statement);
      else if (statement.type === 'chain') chains.push(statement);
      else this.remark(statement);
    }
    this.infer(chains);
    this.giveIds();
    const links = this.links(chains);
    const parents = this.parents();
    const records = new Records(this.found, this.fault);

    const elements = new Map<Id, Element>();
    const positions = new Map<Id, Position>();
    const sizes = new Map<Id, Size>();
    for (const entry of this.entries.values()) {
      elements.set(entry.id, records.element(entry, parents.get(entry.id)));
      for (const { position, size, from, to, name } of entry.statements) {
        if (position) positions.set(entry.id, position.values);
        if (size) sizes.set(entry.id, size.values);
        this.marks.push({ id: entry.id, from, to, names: [name] });
      }
    }
    const edges = new Map<Id, Edge>();
    for (const drawn of links) {
      edges.set(drawn.id, records.edge(drawn));
      this.marks.push({ id: drawn.id, from: drawn.ends[0].from, to: drawn.link.to, names: drawn.ends });
    }
    this.placeNear(positions);
    return {
      title: this.title,
      comment: [...this.remarks, ...comment].join('\n'),
      elements,
      edges,
      positions,
      sizes,
      checking: noChecking,
    };
  }

  private readonly fault = (message: string, at: Span): undefined => {
    // An end that two arrows share is looked up twice.
    const key = `${at.from} ${message}`;
    if (!this.reported.has(key)) this.faults.push({ message, ...place(this.lines, at.from), from: at.from, to: at.to });
    this.reported.add(key);
    return undefined;
  };

  private remark(statement: Extract<Statement, { type: 'title' | 'comment' }>): void {
    this.remarks.push(...statement.comment);
    if (statement.type === 'comment') this.remarks.push(statement.text);
    else {
      if (this.titled) this.fault('The design has a title already: a text has one `title`.', statement);
      this.title = statement.text;
      this.titled = true;
    }
  }

  private enter(statement: Declaration): void {
    const { kind, name } = statement;
    const namespace = namespaceOf(kind);
    const key = keyOf(namespace, name.text, name.copy);
    const earlier = this.entries.get(key);
    if (!earlier) {
      this.entries.set(key, { kind, namespace, name: name.text, copy: name.copy, statements: [statement], inferred: {}, id: '' });
    } else if (hasVersions(kind) && earlier.kind === kind) earlier.statements.push(statement);
    else {
      const line = place(this.lines, earlier.statements[0]?.from ?? 0).line;
      const next = `${clipped(name.source.replace(/~\d+$/, ''))}~${name.copy + 1}`;
      this.fault(
        `\`${clipped(name.source)}\` is declared already, in line ${line}: another one of that name is written \`${next}\`.`,
        name,
      );
    }
    for (const inner of statement.block?.nested ?? []) this.enter(inner);
  }

  /** Undeclared names in arrows become elements. [S5] */
  private infer(chains: readonly Chain[]): void {
    const arrows: Arrow[] = [];
    const atoms = new Map<string, Atom>();
    const declared = new Map<string, ElementKind>();
    for (const chain of chains) {
      chain.links.forEach((link, i) => {
        const [from, to] = [chain.ends[i], chain.ends[i + 1]].map((atom) => {
          const end = atom as Atom;
          if (end.gone || end.prefix !== undefined || end.version !== undefined || end.ordinal !== undefined || !end.wellFormed)
            return undefined;
          const key = keyOf('node', end.text, end.copy);
          const entry = this.entries.get(key);
          if (entry) declared.set(key, entry.kind);
          else {
            if (end.copy > 1 || (!end.quoted && !/^\p{L}/u.test(end.text))) return undefined;
            if (!atoms.has(key)) atoms.set(key, end);
          }
          return key;
        });
        if (from !== undefined && to !== undefined) arrows.push({ from, to, kind: link.kind });
      });
    }
    for (const [key, found] of inferKinds(arrows, declared)) {
      const atom = atoms.get(key) as Atom;
      if (!found) {
        this.fault(
          `\`${clipped(atom.source)}\` is not declared, and its arrows leave open what it is: ${declarationHint(atom.source)}.`,
          atom,
        );
        this.undecided.add(key);
        continue;
      }
      const { kind, deadLetters } = found;
      const inferred: Record<string, Value> = kind !== 'channel' ? {} : deadLetters ? { role: 'dlq' } : { type: 'log' };
      this.entries.set(key, { kind, namespace: 'node', name: atom.text, copy: 1, statements: [], inferred, id: '' });
    }
  }

  private giveIds(): void {
    const groups = new Map<string, Entry[]>();
    for (const entry of this.entries.values()) {
      entry.id = this.makeId?.() ?? this.derive(entry.kind, entry.name, ...(entry.copy > 1 ? [String(entry.copy)] : []));
      const key = keyOf(entry.namespace, entry.name, 1);
      const group = groups.get(key);
      if (group) group.push(entry);
      else groups.set(key, [entry]);
    }
    // Handles number elements of one name by id, so the ids of such a group stand in the order of its numbers.
    for (const group of groups.values()) inOrderOfIds(group.sort((a, b) => a.copy - b.copy));
    const named = [...this.entries.values()].map(({ id, kind, namespace, name, copy }): [Id, Handle] => [
      id,
      { namespace, kind, name, copy },
    ]);
    this.handles = handlesFrom(named);
  }

  private links(chains: readonly Chain[]): DrawnLink[] {
    const drawn: DrawnLink[] = [];
    this.found = new Resolution(this.handles, edgeNames([]), this.fault);
    for (const chain of chains) {
      chain.links.forEach((link, i) => {
        const ends = [chain.ends[i] as Atom, chain.ends[i + 1] as Atom] as const;
        // What nothing could be made of has been reported while inferring.
        const [from, to] = ends.map((atom) =>
          this.undecided.has(keyOf('node', atom.text, atom.copy)) && !atom.gone ? undefined : this.found.end(atom),
        );
        if (from === undefined || to === undefined) return;
        const kind = link.kind ?? this.found.kindBetween(from, to, ends, link.arrow);
        if (kind) drawn.push({ chain, link, first: i === 0, kind, from, to, ends, id: '' });
      });
    }
    const alike = new Map<string, DrawnLink[]>();
    for (const each of drawn) {
      each.id =
        this.makeId?.() ??
        this.derive(each.kind, each.ends[0].text, each.ends[1].text, ...(each.link.as ? [each.link.as.text] : []));
      const key = `${each.kind} ${each.from} ${each.to}`;
      const group = alike.get(key);
      if (group) group.push(each);
      else alike.set(key, [each]);
    }
    for (const group of alike.values()) inOrderOfIds(group);
    const names = edgeNames(
      drawn.map(({ id, kind, from, to, link }): EdgeEnds => ({ id, kind, from, to, name: link.as?.text ?? statedName(link) })),
    );
    this.found = new Resolution(this.handles, names, this.fault);
    return drawn;
  }

  /** Which context each member stands in. */
  private parents(): Map<Id, Id> {
    const parents = new Map<Id, Id>();
    for (const entry of this.entries.values()) {
      for (const { block } of entry.statements) {
        if (entry.kind !== 'context' || !block) continue;
        const put = (member: Id, at: Atom) => {
          const other = parents.get(member);
          if (other === undefined) parents.set(member, entry.id);
          else if (other !== entry.id) {
            this.fault(
              `\`${clipped(at.source)}\` stands in the context \`${clipped(this.handles.of(other)?.name ?? '')}\` already: an element has one context.`,
              at,
            );
          }
        };
        for (const atom of block.members) {
          const member = this.found.find(atom, memberNamespaces);
          if (member !== undefined) put(member, atom);
          else {
            const near = nearest(
              atom.text,
              [...memberNamespaces].flatMap((namespace) => [...this.handles.names(namespace)]),
            );
            this.fault(
              `Nothing is called \`${clipped(atom.source)}\`${near ? `: did you mean \`${near}\`?` : '; declare it in a statement of its own.'}`,
              atom,
            );
          }
        }
        for (const inner of block.nested) {
          const member = this.handles.find('context', inner.name.text, inner.name.copy);
          if (member !== undefined) put(member, inner.name);
        }
      }
    }
    return parents;
  }

  /** `near X` puts a note beside X, where X has a place and the note has none. [S13] */
  private placeNear(positions: Map<Id, Position>): void {
    for (const entry of this.entries.values()) {
      for (const { near } of entry.statements) {
        if (!near) continue;
        const id = this.found.find(near, memberNamespaces);
        if (id === undefined)
          this.fault(`Nothing is called \`${clipped(near.source)}\`: a note stands near something that is declared.`, near);
        const at = id === undefined ? undefined : positions.get(id);
        if (at && !positions.has(entry.id)) positions.set(entry.id, [at[0] + 40, at[1] - 120]);
      }
    }
  }
}

const memberNamespaces: readonly Namespace[] = ['node', 'contract', 'context', 'saga', 'broker', 'note'];
