import * as Y from 'yjs';
import { isId } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { type Checking, type CheckingRecord, checkingKey, checkingLimits, readCheckingRecord } from '#model/checking.ts';
import type { Design, Edge, Element, Position, Size } from '#model/design.ts';
import { isEdgeKind, isElementKind } from '#model/design.ts';
import { limits, type Property, type RowKind } from '#model/property.ts';
import { fill, propertiesOf, type Row, stated } from '#model/values.ts';

/**
 * How records lie in the Y.Doc (SPEC.md, [D1]–[D6]): one map of nested maps for elements and one for edges, a key a
 * property, so that two people who change two properties both keep their change and a removal wins. Long text
 * lies in `texts`, each a Y.Text, so that two people can type into it.
 */
export interface Maps {
  readonly elements: Y.Map<Y.Map<unknown>>;
  readonly edges: Y.Map<Y.Map<unknown>>;
  readonly positions: Y.Map<unknown>;
  readonly sizes: Y.Map<unknown>;
  readonly texts: Y.Map<Y.Text>;
  readonly meta: Y.Map<unknown>;
  readonly checking: Y.Map<unknown>;
}

export function mapsOf(doc: Y.Doc): Maps {
  return {
    elements: doc.getMap('elements'),
    edges: doc.getMap('edges'),
    positions: doc.getMap('positions'),
    sizes: doc.getMap('sizes'),
    texts: doc.getMap('texts'),
    meta: doc.getMap('meta'),
    checking: doc.getMap('checking'),
  };
}

/** Keys that are no property names: properties begin with a letter. */
export const keys = { kind: '@kind', from: '@from', to: '@to', order: '@order' } as const;

/** Where the Y.Text of a long-text property lies in `texts`. */
export function textKey(id: string, path: readonly string[]): string {
  return [id, ...path].join('/');
}

export function readElement(maps: Maps, id: string): Element | undefined {
  const record = maps.elements.get(id);
  if (!isId(id) || !(record instanceof Y.Map)) return undefined;
  const kind = record.get(keys.kind);
  if (!isElementKind(kind)) return undefined;
  return { id, kind, props: readProps(maps, id, [], propertiesOf(kind), record) } as unknown as Element;
}

export function readEdge(maps: Maps, id: string): Edge | undefined {
  const record = maps.edges.get(id);
  if (!isId(id) || !(record instanceof Y.Map)) return undefined;
  const kind = record.get(keys.kind);
  const from = record.get(keys.from);
  const to = record.get(keys.to);
  if (!isEdgeKind(kind) || !isEnd(from) || !isEnd(to)) return undefined;
  return { id, kind, from, to, props: readProps(maps, id, [], propertiesOf(kind), record) } as unknown as Edge;
}

function isEnd(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= limits.text + 1;
}

function readProps(
  maps: Maps,
  id: string,
  path: readonly string[],
  properties: Readonly<Record<string, Property>>,
  record: Y.Map<unknown>,
): Readonly<Record<string, unknown>> {
  const raw: Record<string, unknown> = {};
  for (const name in properties) {
    const property = properties[name] as Property;
    if (property.valueType === 'longText') {
      const text = maps.texts.get(textKey(id, [...path, name]));
      if (text instanceof Y.Text && text.length <= limits.longText) raw[name] = text.toString();
    } else if (property.valueType === 'rows') {
      const rows = record.get(name);
      if (rows instanceof Y.Map) raw[name] = readRows(maps, id, [...path, name], property.row as RowKind, rows);
    } else if (record.has(name)) raw[name] = record.get(name);
  }
  return fill(properties, raw);
}

function readRows(maps: Maps, id: string, path: readonly string[], kind: RowKind, rows: Y.Map<unknown>): unknown[] {
  const read: unknown[] = [];
  rows.forEach((row, rowId) => {
    if (!(row instanceof Y.Map)) return;
    read.push({ ...readProps(maps, id, [...path, rowId], kind.properties, row), id: rowId, order: row.get(keys.order) });
  });
  return read;
}

const furthest = 10_000_000;

export function readPosition(value: unknown): Position | undefined {
  return isPair(value) && Math.abs(value[0]) <= furthest && Math.abs(value[1]) <= furthest ? value : undefined;
}

export function readSize(value: unknown): Size | undefined {
  return isPair(value) && value[0] > 0 && value[1] > 0 && value[0] <= furthest && value[1] <= furthest ? value : undefined;
}

function isPair(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && Number.isInteger(value[0]) && Number.isInteger(value[1]);
}

/** Writes a whole element; call inside a transaction. */
export function writeElement(maps: Maps, element: Element): void {
  const record = new Y.Map<unknown>();
  record.set(keys.kind, element.kind);
  maps.elements.set(element.id, record);
  writeProps(
    maps,
    element.id,
    [],
    propertiesOf(element.kind),
    record,
    element.props as unknown as Readonly<Record<string, unknown>>,
  );
}

/** Writes a whole edge; call inside a transaction. */
export function writeEdge(maps: Maps, edge: Edge): void {
  const record = new Y.Map<unknown>();
  record.set(keys.kind, edge.kind);
  record.set(keys.from, edge.from);
  record.set(keys.to, edge.to);
  maps.edges.set(edge.id, record);
  writeProps(maps, edge.id, [], propertiesOf(edge.kind), record, edge.props as unknown as Readonly<Record<string, unknown>>);
}

function writeProps(
  maps: Maps,
  id: string,
  path: readonly string[],
  properties: Readonly<Record<string, Property>>,
  record: Y.Map<unknown>,
  props: Readonly<Record<string, unknown>>,
): void {
  const written = stated(properties, props);
  for (const name in properties) {
    const property = properties[name] as Property;
    if (property.valueType === 'longText') {
      // Made at once, even if empty: were it made at the first keystroke, two people's first words would exclude each other.
      maps.texts.set(textKey(id, [...path, name]), new Y.Text((props[name] as string | undefined) ?? ''));
    } else if (property.valueType === 'rows') {
      // Likewise: two people may each add the first row at the same moment.
      const rows = new Y.Map<unknown>();
      record.set(name, rows);
      for (const row of (props[name] as readonly Row[] | undefined) ?? [])
        writeRow(maps, id, [...path, name], property.row as RowKind, rows, row);
    } else if (Object.hasOwn(written, name)) record.set(name, written[name]);
  }
}

/** Writes a whole row into its list; call inside a transaction. */
export function writeRow(maps: Maps, id: string, path: readonly string[], kind: RowKind, rows: Y.Map<unknown>, row: Row): void {
  const record = new Y.Map<unknown>();
  record.set(keys.order, row.order);
  rows.set(row.id, record);
  writeProps(maps, id, [...path, row.id], kind.properties, record, row);
}

/** Removes the long texts of a record or of a row in it; call inside a transaction. */
export function removeTexts(maps: Maps, id: string, path: readonly string[]): void {
  const prefix = `${textKey(id, path)}/`;
  for (const key of [...maps.texts.keys()]) if (key.startsWith(prefix)) maps.texts.delete(key);
}

/** Reads everything; used once when a document is opened, and by the server for nothing at all. */
export function readDesign(doc: Y.Doc): Design {
  const maps = mapsOf(doc);
  const elements = new Map<string, Element>();
  const edges = new Map<string, Edge>();
  const positions = new Map<string, Position>();
  const sizes = new Map<string, Size>();
  for (const id of maps.elements.keys()) {
    const element = readElement(maps, id);
    if (element) elements.set(id, element);
  }
  for (const id of maps.edges.keys()) {
    const edge = readEdge(maps, id);
    if (edge && !elements.has(id)) edges.set(id, edge);
  }
  maps.positions.forEach((value, id) => {
    const at = readPosition(value);
    if (at && elements.has(id)) positions.set(id, at);
  });
  maps.sizes.forEach((value, id) => {
    const size = readSize(value);
    if (size && elements.has(id)) sizes.set(id, size);
  });
  return {
    title: readMeta(maps, 'title'),
    comment: readMeta(maps, 'comment'),
    elements,
    edges,
    positions,
    sizes,
    checking: readChecking(maps),
  };
}

/** What is settled about checking: each under its own key, so that two people can settle two things at once. */
export function readChecking(maps: Maps): Checking {
  const read = new Map<string, CheckingRecord>();
  // In the order of keys, so that all peers leave out the same where there are too many.
  for (const key of [...maps.checking.keys()].sort(compare)) {
    const record = readCheckingRecord(maps.checking.get(key));
    if (record && checkingKey(record) === key && read.size < checkingLimits.records) read.set(key, record);
  }
  return read;
}

export function readMeta(maps: Maps, what: 'title' | 'comment'): string {
  const value = maps.meta.get(what);
  return typeof value === 'string' ? value.slice(0, what === 'title' ? limits.text : limits.lines) : '';
}
