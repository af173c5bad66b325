import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import type { Design, Edge, Element } from '../design.ts';
import type { ElementKind } from '../kind.ts';
import { type Property, unresolvedMark } from '../property.ts';
import { propertiesOf, type Row, sameValue } from '../values.ts';
import { arrowText } from './arrow-text.ts';
import { edgeNames } from './edge-names.ts';
import { type Handle, handlesOf } from './handles.ts';
import { arrowKind } from './infer.ts';
import {
  inQuotes,
  isPlainText,
  type Printer,
  printEnd,
  printHandle,
  printLongText,
  printName,
  printReference,
  printValue,
} from './print-value.ts';
import { hasVersions, headOf, longTextOf, rowFlags, rowsOf, wordOf, writable } from './syntax.ts';

export interface PrintOptions {
  /** Leave out where elements stand and how large they are, for texts that say only what the design means. */
  readonly places?: boolean;
}

/** The canonical text of a design: the same design gives the same text, whatever was written before. [S15] */
export function printSketch(design: Design, options: PrintOptions = {}): string {
  const places = options.places ?? true;
  const handles = handlesOf(design);
  const missing = (id: Id) => (handles.of(id) || id.startsWith(unresolvedMark) ? id : unresolvedMark + id);
  const edges = edgeNames(
    [...design.edges.values()].map(({ id, kind, from, to, props }) => ({
      id,
      kind,
      from: missing(from),
      to: missing(to),
      name: props.name,
    })),
  );
  const printer: Printer = { design, handles, edges };
  const groups: string[][] = [];
  if (design.title !== '') groups.push([`title ${inQuotes(design.title)}`]);
  const members = membersOf(design, handles.of);
  for (const kinds of order) {
    const elements = [...design.elements.values()].filter((element) => kinds.includes(element.kind));
    elements.sort(
      (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || byHandle(handles.of(a.id) as Handle, handles.of(b.id) as Handle),
    );
    const written = elements.flatMap((element) => declarations(printer, element, members.get(element.id) ?? [], places));
    groups.push(...blocks(written));
    if (kinds.includes('channel')) groups.push(...edgeGroups(printer, missing));
  }
  if (design.comment !== '') groups.push(remark(design.comment));
  return groups
    .filter((group) => group.length > 0)
    .map((group) => `${group.join('\n')}\n`)
    .join('\n');
}

/** One statement, its columns still apart so that neighbours can be aligned. */
interface Written {
  readonly comment: readonly string[];
  readonly columns: readonly string[];
  readonly rest: string;
}

/** In which order kinds are printed; the edges follow the last of what they join. */
const order: readonly (readonly ElementKind[])[] = [
  ['broker'],
  ['context'],
  ['contract'],
  ['external', 'service', 'processor', 'connector', 'store', 'channel'],
  ['saga'],
  ['note'],
];

function byHandle(a: Handle, b: Handle): number {
  return compare(a.name, b.name) || a.copy - b.copy;
}

const widest = 28;
const longestLine = 110;

/** Statements below each other with their columns aligned; one of several lines stands apart. */
function blocks(written: readonly Written[]): string[][] {
  const groups: string[][] = [];
  let plain: Written[] = [];
  const flush = () => {
    if (plain.length > 0) groups.push(aligned(plain));
    plain = [];
  };
  for (const each of written) {
    if (each.rest.includes('\n')) {
      flush();
      groups.push(aligned([each]));
    } else plain.push(each);
  }
  flush();
  return groups;
}

function aligned(written: readonly Written[]): string[] {
  const widths: number[] = [];
  for (const { columns } of written) {
    columns.forEach((column, i) => {
      if (column.length <= widest) widths[i] = Math.max(widths[i] ?? 0, column.length);
    });
  }
  return written.flatMap(({ comment, columns, rest }) => {
    const parts = columns.map((column, i) => column.padEnd(widths[i] ?? 0));
    return [...comment, [...parts, rest].join(' ').replace(/ +$/, '')];
  });
}

/** A comment as it stands above its statement. One that would not come back as it was stands among the properties. */
function commentAbove(comment: string): { above: string[]; stays: boolean } {
  if (comment === '') return { above: [], stays: false };
  if (!isPlainText(comment)) return { above: [], stays: true };
  return { above: comment.split('\n').map((line) => (line === '' ? '#' : `# ${line}`)), stays: false };
}

function remark(comment: string): string[] {
  const { above, stays } = commentAbove(comment);
  return stays ? [`comment ${inQuotes(comment)}`] : above;
}

function declarations(printer: Printer, element: Element, members: readonly string[], places: boolean): Written[] {
  const { design, handles } = printer;
  const { kind } = element;
  const props = element.props as unknown as Readonly<Record<string, unknown>>;
  const properties = propertiesOf(kind);
  const word = wordOf(kind, props);
  const handle = handles.of(element.id) as Handle;
  const { above, stays } = commentAbove(element.props.comment);
  const head = headOf(kind);
  const long = longTextOf(properties);
  const rows = rowsOf(properties);
  const versions = rows && hasVersions(kind) ? (props[rows.name] as readonly Row[]) : undefined;

  const elsewhere = new Set<string>(['name', ...(stays ? [] : ['comment']), ...(word.states ? [word.states.property] : [])]);
  const heads: string[] = [];
  if (head && (head.always || !sameValue(props[head.property], properties[head.property]?.default))) {
    if (!elsewhere.has(head.property))
      heads.push(printValue(printer, properties[head.property] as Property, props[head.property], '', ''));
  }
  if (head) elsewhere.add(head.property);
  // Whoever stands in a context is named in its braces.
  if (handles.of(element.props.context)?.namespace === 'context') elsewhere.add('context');
  if (kind === 'channel' && props.broker !== 'none') {
    heads.push('on', printReference(printer, String(props.broker), ['broker']));
    elsewhere.add('broker');
  }
  if (long && props[long] !== '') heads.push(printLongText(String(props[long]), ''));
  if (long) elsewhere.add(long);

  const at = places ? placeOf(design, element.id) : '';
  const name = printHandle(handle, false);
  const first = versions?.[0];
  const list = propertyList(printer, kind, props, first, elsewhere);
  const block = first
    ? versionBlock(printer, rows?.row.properties ?? {}, first)
    : rows && !versions
      ? rowBlock(printer, rows, props[rows.name] as readonly Row[])
      : memberBlock(members);
  const version = first ? [printValue(printer, rows?.row.properties.version as Property, first.version, '', '')] : [];
  const written: Written[] = [
    {
      comment: above,
      columns: [word.word, name],
      rest: joined([...version, ...heads], list, block, at, `${word.word} ${name}`.length),
    },
  ];
  for (const row of versions?.slice(1) ?? []) {
    const its = propertyList(printer, kind, undefined, row, elsewhere);
    const version = printValue(printer, rows?.row.properties.version as Property, row.version, '', '');
    const rest = joined(
      [version],
      its,
      versionBlock(printer, rows?.row.properties ?? {}, row),
      '',
      `${word.word} ${name}`.length,
    );
    written.push({ comment: [], columns: [word.word, name], rest });
  }
  return written;
}

function joined(heads: readonly string[], list: readonly string[], block: string, at: string, before: number): string {
  const start = heads.join(' ');
  const oneLine = list.length === 0 ? '' : `(${list.join(', ')})`;
  const long = before + start.length + oneLine.length + 2 > longestLine || oneLine.includes('\n');
  const brackets = long && list.length > 0 ? `(\n${list.map((each) => `  ${each}`).join(',\n')}\n)` : oneLine;
  return [start, brackets, block, at].filter((part) => part !== '').join(' ');
}

/** `name value` for all that is not the default; the first row of a contract stands among its properties. */
function propertyList(
  printer: Printer,
  kind: ElementKind,
  props: Readonly<Record<string, unknown>> | undefined,
  row: Row | undefined,
  elsewhere: ReadonlySet<string>,
): string[] {
  const written: string[] = [];
  for (const { as, name, property, of } of writable(kind)) {
    if (of === 'row') {
      if (row && name !== 'version' && property.valueType !== 'longText' && !sameValue(row[name], property.default)) {
        written.push(`${as} ${printValue(printer, property, row[name], '', '  ')}`);
      }
    } else if (props && property.valueType === 'rows') {
      if (hasVersions(kind) && (props[name] as readonly Row[]).length === 0) written.push(`${as} []`);
    } else if (props && !elsewhere.has(name) && !sameValue(props[name], property.default)) {
      written.push(`${as} ${printValue(printer, property, props[name], '', '  ')}`);
    }
  }
  return written;
}

function versionBlock(printer: Printer, properties: Readonly<Record<string, Property>>, version: Row): string {
  const inner = rowsOf(properties);
  const long = longTextOf(properties);
  const rows = inner ? (version[inner.name] as readonly Row[]) : [];
  const lines = inner ? rowLines(printer, inner.row.properties, rows, 2, '') : [];
  const text = long ? String(version[long]) : '';
  if (text !== '') {
    const printed = printLongText(text, '  ');
    lines.push(`  ${printed.startsWith('"""') ? '' : 'text '}${printed}`);
  }
  return lines.length === 0 ? '' : `{\n${lines.join('\n')}\n}`;
}

function rowBlock(printer: Printer, { row }: NonNullable<ReturnType<typeof rowsOf>>, rows: readonly Row[]): string {
  const lines = rowLines(printer, row.properties, rows, 1, row.kind);
  return lines.length === 0 ? '' : `{\n${lines.join('\n')}\n}`;
}

/** One row a line: its heads in columns, then what is not the default. */
function rowLines(
  printer: Printer,
  properties: Readonly<Record<string, Property>>,
  rows: readonly Row[],
  heads: number,
  opening: string,
): string[] {
  const names = Object.keys(properties);
  const written = rows.map((row): Written => {
    const columns = names.slice(0, heads).map((name) => printValue(printer, properties[name] as Property, row[name], '', ''));
    const rest = names.slice(heads).flatMap((name) => {
      const property = properties[name] as Property;
      if (sameValue(row[name], property.default)) return [];
      const flag = Object.entries(rowFlags).find(([, flag]) => flag.property === name && flag.value === row[name]);
      if (flag) return [flag[0]];
      const value = printValue(printer, property, row[name], '', '');
      return [name === 'default' ? `= ${value}` : `${name} ${value}`];
    });
    return { comment: [], columns: opening === '' ? columns : [opening, ...columns], rest: rest.join(' ') };
  });
  return aligned(written).map((line) => `  ${line}`);
}

function memberBlock(members: readonly string[]): string {
  if (members.length === 0) return '';
  const line = `{ ${members.join(' ')} }`;
  return line.length <= 90 ? line : `{\n${members.map((member) => `  ${member}`).join('\n')}\n}`;
}

function membersOf(design: Design, handle: (id: Id) => Handle | undefined): Map<Id, string[]> {
  const inside = new Map<Id, Handle[]>();
  for (const element of design.elements.values()) {
    const parent = element.props.context;
    if (handle(parent)?.namespace !== 'context') continue;
    const list = inside.get(parent);
    const own = handle(element.id) as Handle;
    if (list) list.push(own);
    else inside.set(parent, [own]);
  }
  const members = new Map<Id, string[]>();
  for (const [id, list] of inside) {
    list.sort(
      (a, b) => compare(a.namespace === 'node' ? '' : a.namespace, b.namespace === 'node' ? '' : b.namespace) || byHandle(a, b),
    );
    members.set(
      id,
      // A node called "context" would open a context inside of this one.
      list.map((own) => printHandle(own, own.namespace !== 'node', own.name === 'context')),
    );
  }
  return members;
}

function placeOf(design: Design, id: Id): string {
  const at = design.positions.get(id);
  const size = design.sizes.get(id);
  return [at ? `@ ${at[0]},${at[1]}` : '', size ? `size ${size[0]},${size[1]}` : ''].filter((part) => part !== '').join(' ');
}

/** Edges by channel: who publishes, who consumes, what goes to a dead-letter queue; then what knows no channel. [S15] */
function edgeGroups(printer: Printer, missing: (id: Id) => string): string[][] {
  const { design, handles } = printer;
  const end = (id: Id) => printEnd(printer, id);
  const groups = new Map<string, { title: Handle | undefined; edges: Edge[] }>();
  for (const edge of design.edges.values()) {
    const channel = [edge.kind === 'consumes' ? edge.from : edge.to, edge.from, edge.to].find(
      (id) => handles.of(id)?.kind === 'channel',
    );
    const key = channel ?? `${edge.kind}`;
    const group = groups.get(key);
    if (group) group.edges.push(edge);
    else groups.set(key, { title: channel === undefined ? undefined : handles.of(channel), edges: [edge] });
  }
  const sorted = [...groups.entries()].sort(([a, { title: one }], [b, { title: other }]) => {
    if (one && other) return byHandle(one, other);
    return one ? -1 : other ? 1 : kindOrder.indexOf(a) - kindOrder.indexOf(b);
  });
  return sorted.flatMap(([, { edges }]) => {
    edges.sort(
      (a, b) =>
        kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
        compare(end(a.from), end(b.from)) ||
        compare(end(a.to), end(b.to)) ||
        compare(a.id, b.id),
    );
    return blocks(edges.map((edge) => printEdge(printer, edge, missing)));
  });
}

const kindOrder: readonly string[] = ['publishes', 'consumes', 'deadLetters', 'calls', 'writes', 'reads', 'captures'];

function printEdge(printer: Printer, edge: Edge, missing: (id: Id) => string): Written {
  const { handles } = printer;
  const { kind, props } = edge;
  const ends = [handles.of(edge.from), handles.of(edge.to)];
  const short = ends[0]?.namespace === 'node' && ends[1]?.namespace === 'node' && arrowKind(ends[0].kind, ends[1].kind) === kind;
  const { above, stays } = commentAbove(props.comment);
  const from = printEnd(printer, edge.from);
  const to = printEnd(printer, edge.to);
  const list: string[] = [];
  for (const { as, name, property } of writable(kind)) {
    const value = (props as unknown as Record<string, unknown>)[name];
    if (name === 'name' || (name === 'comment' && !stays) || sameValue(value, property.default)) continue;
    list.push(`${as} ${printValue(printer, property, value, missing(edge.from), '  ')}`);
  }
  const as = props.name === '' ? [] : ['as', printName(props.name)];
  const columns = [from, short ? '->' : arrowText(kind), to];
  return { comment: above, columns, rest: joined(as, list, '', '', columns.join(' ').length) };
}
