import type { Id, MakeId } from '#base/ids.ts';
import { failure, type Result, success } from '#base/result.ts';
import { list, nearest } from '#base/text.ts';
import { noChecking } from '../checking.ts';
import { type Design, type Edge, type Element, emptyDesign, type Position, type Size } from '../design.ts';
import type { EdgeKind, ElementKind } from '../kind.ts';
import { limits, type Property, type Value } from '../property.ts';
import { rowOrders } from '../row-order.ts';
import { fill, propertiesOf, type Row, rowWith } from '../values.ts';
import { clipped } from './cursor.ts';
import { derivedIds } from './derived-ids.ts';
import { type EdgeEnds, edgeNames } from './edge-names.ts';
import { type DrawnLink, type Entry, inOrderOfIds, keyOf, statedName } from './entries.ts';
import { type Handle, handlesFrom } from './handles.ts';
import { type Arrow, declarationHint, inferKinds } from './infer.ts';
import { place, type SketchFault } from './lexer.ts';
import { propertyHint } from './property-hint.ts';
import { type Resolver, readValue } from './read-value.ts';
import { Resolution } from './resolve.ts';
import { readStatements } from './statements.ts';
import { hasVersions, headOf, longTextOf, type Namespace, namespaceOf, rowsOf, writable } from './syntax.ts';
import type { Atom, Chain, Declaration, PropertyNode, RowNode, Span, Statement } from './tree.ts';

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

    const elements = new Map<Id, Element>();
    const positions = new Map<Id, Position>();
    const sizes = new Map<Id, Size>();
    for (const entry of this.entries.values()) {
      elements.set(entry.id, this.element(entry, parents));
      for (const { position, size, from, to, name } of entry.statements) {
        if (position) positions.set(entry.id, position.values);
        if (size) sizes.set(entry.id, size.values);
        this.marks.push({ id: entry.id, from, to, names: [name] });
      }
    }
    const edges = new Map<Id, Edge>();
    for (const drawn of links) edges.set(drawn.id, this.edge(drawn));
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

  private element(entry: Entry, parents: ReadonlyMap<Id, Id>): Element {
    const given: Record<string, unknown> = { ...entry.inferred, name: entry.name };
    if (entry.name.length > limits.text)
      this.fault(
        `A name has at most ${limits.text} characters.`,
        (entry.statements[0] as Declaration)?.name ?? { from: 0, to: 0 },
      );
    const resolver = this.found.resolver(undefined);
    const state = this.stating(given);
    const properties = propertiesOf(entry.kind);
    const parent = parents.get(entry.id);
    if (parent !== undefined) given.context = parent;
    const comments: string[] = [];
    for (const statement of entry.statements) {
      comments.push(...statement.comment);
      const { states } = statement.word;
      if (states) state(states.property, states.value, statement.name);
      const head = headOf(entry.kind);
      for (const atom of statement.heads) {
        if (!head || isVersion(entry.kind, atom)) continue;
        state(head.property, readValue(properties[head.property] as Property, asNode(head.property, atom), resolver), atom);
      }
      if (statement.on) state('broker', this.found.reference(statement.on, properties.broker as Property), statement.on);
      const long = longTextOf(properties);
      if (long && statement.longText)
        state(long, readValue(properties[long] as Property, asNode(long, statement.longText), resolver), statement.longText);
      this.properties(entry.kind, statement.properties, 'element', resolver, state);
    }
    const rows = rowsOf(properties);
    if (rows) given[rows.name] = hasVersions(entry.kind) ? this.versions(entry, rows.row) : this.rows(entry, rows);
    addComment(given, comments, properties, (message) => this.fault(message, entry.statements[0] as Declaration));
    return { id: entry.id, kind: entry.kind, props: fill(properties, given) } as Element;
  }

  /** Puts a value under its name, once. */
  private stating(given: Record<string, unknown>) {
    return (name: string, value: Value | undefined, at: Span): void => {
      if (value === undefined) return;
      if (Object.hasOwn(given, name)) this.fault(`\`${name}\` is stated twice.`, at);
      else given[name] = value;
    };
  }

  /** Understands the properties of a statement; a contract's statement states those of a version too. */
  private properties(
    kind: ElementKind | EdgeKind,
    nodes: readonly PropertyNode[],
    of: 'element' | 'row',
    resolver: Resolver,
    state: (name: string, value: Value | undefined, at: Span) => void,
  ): void {
    const known = writable(kind);
    for (const node of nodes) {
      const written = known.find((each) => each.as === node.name);
      if (!written) {
        if (of === 'row') continue;
        this.fault(`\`${clipped(node.name)}\` is no property of a ${kind}: ${propertyHint(kind, node.name)}`, node.at);
      } else if (written.of === of && written.property.valueType !== 'rows') {
        state(written.name, readValue(written.property, node, resolver), node.at);
      } else if (written.property.valueType === 'rows' && of === 'element') readValue(written.property, node, resolver);
    }
  }

  /** Each statement of a contract states one version, unless it only adds to the contract itself. [S12] */
  private versions(entry: Entry, kind: NonNullable<ReturnType<typeof rowsOf>>['row']): readonly Row[] {
    const inner = rowsOf(kind.properties) as NonNullable<ReturnType<typeof rowsOf>>;
    const long = longTextOf(kind.properties);
    const resolver = this.found.resolver(undefined);
    const found: Record<string, unknown>[] = [];
    let none = false;
    for (const statement of entry.statements) {
      const given: Record<string, unknown> = {};
      const state = this.stating(given);
      const version = statement.heads.find((atom) => isVersion(entry.kind, atom));
      if (version)
        state('version', readValue(kind.properties.version as Property, asNode('version', version), resolver), version);
      this.properties(entry.kind, statement.properties, 'row', resolver, state);
      if (statement.block && long && statement.block.text) {
        state(
          long,
          readValue(kind.properties[long] as Property, asNode(long, statement.block.text), resolver),
          statement.block.text,
        );
      }
      const empty = Object.keys(given).length === 0 && !statement.block;
      if (statement.properties.some((node) => kind && node.name === rowsOf(propertiesOf(entry.kind))?.name)) {
        none = true;
        if (empty) continue;
      }
      if (empty && entry.statements.length > 1) continue;
      if (statement.block)
        given[inner.name] = this.rowList(
          statement.block.rows,
          inner.row,
          Object.keys(inner.row.properties).slice(0, 2),
          resolver,
        );
      found.push(given);
    }
    if (none && found.length > 0)
      this.fault('`versions []` says that there are no versions, but the contract has some.', entry.statements[0] as Declaration);
    if (found.length === 0 && !none) found.push({});
    const orders = rowOrders(found.length);
    return found.map((given, i) => rowWith(kind, `v${i + 1}`, orders[i] as string, given));
  }

  private rows(entry: Entry, { name, row }: NonNullable<ReturnType<typeof rowsOf>>): readonly Row[] {
    const nodes = entry.statements.flatMap((statement) => statement.block?.rows ?? []);
    void name;
    return this.rowList(nodes, row, Object.keys(row.properties).slice(0, 1), this.found.resolver(undefined));
  }

  private rowList(
    nodes: readonly RowNode[],
    kind: NonNullable<ReturnType<typeof rowsOf>>['row'],
    heads: readonly string[],
    resolver: Resolver,
  ): readonly Row[] {
    const orders = rowOrders(nodes.length);
    if (nodes.length > limits.rows)
      this.fault(`More than ${limits.rows} ${kind.plural.toLowerCase()} are too many.`, nodes[limits.rows] as RowNode);
    return nodes.map((node, i) => {
      const given: Record<string, unknown> = {};
      const state = this.stating(given);
      node.heads.forEach((atom, at) => {
        const name = heads[at] as string;
        state(name, readValue(kind.properties[name] as Property, asNode(name, atom), resolver), atom);
      });
      for (const each of node.properties) {
        const property = Object.hasOwn(kind.properties, each.name) ? kind.properties[each.name] : undefined;
        if (property) state(each.name, readValue(property, each, resolver), each.at);
        else {
          const near = nearest(each.name, Object.keys(kind.properties));
          const hint = near ? `did you mean \`${near}\`?` : `a ${kind.kind} has ${list(Object.keys(kind.properties))}.`;
          this.fault(`\`${clipped(each.name)}\` is no property of a ${kind.kind}: ${hint}`, each.at);
        }
      }
      return rowWith(kind, `${kind.kind.charAt(0)}${i + 1}`, orders[i] as string, given);
    });
  }

  private edge({ chain, link, first, kind, from, to, ends, id }: DrawnLink): Edge {
    const properties = propertiesOf(kind);
    const given: Record<string, unknown> = {};
    const state = this.stating(given);
    if (link.as) state('name', link.as.text, link.as);
    this.properties(kind, link.properties, 'element', this.found.resolver(from), state);
    if (first) addComment(given, chain.comment, properties, (message) => this.fault(message, chain));
    this.marks.push({ id, from: ends[0].from, to: link.to, names: ends });
    return { id, kind, from, to, props: fill(properties, given) } as Edge;
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

function asNode(name: string, value: Atom): PropertyNode {
  return { name, value, at: value, from: value.from, to: value.to };
}

/** A contract's version begins with a digit; an empty one is written `""`. */
function isVersion(kind: ElementKind, atom: Atom): boolean {
  return hasVersions(kind) && (atom.quoted || /^[0-9]/.test(atom.source));
}

function addComment(
  given: Record<string, unknown>,
  lines: readonly string[],
  properties: Readonly<Record<string, Property>>,
  fault: (message: string) => void,
): void {
  if (lines.length === 0) return;
  const stated = typeof given.comment === 'string' ? [given.comment] : [];
  const comment = [...lines, ...stated].join('\n');
  if (comment.length > limits.lines) fault(`The comment is longer than ${limits.lines} characters: use a note for long text.`);
  else if (properties.comment) given.comment = comment;
}
