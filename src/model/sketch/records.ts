import type { Id } from '#base/ids.ts';
import { list, nearest } from '#base/text.ts';
import type { Edge, Element } from '../design.ts';
import type { EdgeKind, ElementKind } from '../kind.ts';
import { limits, type Property, type RowKind, type Value } from '../property.ts';
import { rowOrders } from '../row-order.ts';
import { fill, propertiesOf, type Row, rowWith } from '../values.ts';
import { clipped } from './cursor.ts';
import type { DrawnLink, Entry } from './entries.ts';
import { propertyHint } from './property-hint.ts';
import { type Resolver, readValue } from './read-value.ts';
import type { Resolution } from './resolve.ts';
import { hasVersions, headOf, longTextOf, rowsOf, writable } from './syntax.ts';
import type { Atom, Declaration, PropertyNode, RowNode, Span } from './tree.ts';

/** What the statements of a text say about each element and edge, once all names are known: properties, versions and rows. */
export class Records {
  private readonly found: Resolution;
  private readonly fault: (message: string, at: Span) => undefined;

  constructor(found: Resolution, fault: (message: string, at: Span) => undefined) {
    this.found = found;
    this.fault = fault;
  }

  element(entry: Entry, parent: Id | undefined): Element {
    const given: Record<string, unknown> = { ...entry.inferred, name: entry.name };
    if (entry.name.length > limits.text)
      this.fault(
        `A name has at most ${limits.text} characters.`,
        (entry.statements[0] as Declaration)?.name ?? { from: 0, to: 0 },
      );
    const resolver = this.found.resolver(undefined);
    const state = this.stating(given);
    const properties = propertiesOf(entry.kind);
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
    if (rows) given[rows.name] = hasVersions(entry.kind) ? this.versions(entry, rows.row) : this.rows(entry, rows.row);
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
  private versions(entry: Entry, kind: RowKind): readonly Row[] {
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

  private rows(entry: Entry, row: RowKind): readonly Row[] {
    const nodes = entry.statements.flatMap((statement) => statement.block?.rows ?? []);
    return this.rowList(nodes, row, Object.keys(row.properties).slice(0, 1), this.found.resolver(undefined));
  }

  private rowList(nodes: readonly RowNode[], kind: RowKind, heads: readonly string[], resolver: Resolver): readonly Row[] {
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

  edge({ chain, link, first, kind, from, to, id }: DrawnLink): Edge {
    const properties = propertiesOf(kind);
    const given: Record<string, unknown> = {};
    const state = this.stating(given);
    if (link.as) state('name', link.as.text, link.as);
    this.properties(kind, link.properties, 'element', this.found.resolver(from), state);
    if (first) addComment(given, chain.comment, properties, (message) => this.fault(message, chain));
    return { id, kind, from, to, props: fill(properties, given) } as Edge;
  }
}

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
