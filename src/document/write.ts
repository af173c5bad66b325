import * as Y from 'yjs';
import { changeBetween } from '#base/text.ts';
import { checkingKey } from '#model/checking.ts';
import { isEdgeKind, isElementKind } from '#model/design.ts';
import type { Edit, Path } from '#model/edit.ts';
import { limits, type Property, type RowKind } from '#model/property.ts';
import { propertiesOf } from '#model/values.ts';
import { keys, type Maps, removeTexts, textKey, writeEdge, writeElement, writeRow } from './records.ts';

/** Writes edits into the maps; call inside one transaction. An edit that no longer fits writes nothing. */
export function writeEdits(maps: Maps, edits: readonly Edit[]): void {
  for (const edit of edits) writeEdit(maps, edit);
}

function writeEdit(maps: Maps, edit: Edit): void {
  switch (edit.op) {
    case 'addElement':
      if (!maps.elements.has(edit.element.id) && !maps.edges.has(edit.element.id)) writeElement(maps, edit.element);
      return;
    case 'removeElement':
      if (!maps.elements.has(edit.id)) return;
      maps.elements.delete(edit.id);
      maps.positions.delete(edit.id);
      maps.sizes.delete(edit.id);
      removeTexts(maps, edit.id, []);
      return;
    case 'addEdge':
      if (!maps.elements.has(edit.edge.id) && !maps.edges.has(edit.edge.id)) writeEdge(maps, edit.edge);
      return;
    case 'removeEdge':
      maps.edges.delete(edit.id);
      return;
    case 'reconnect': {
      const record = maps.edges.get(edit.id);
      if (record?.get(keys.from) !== edit.from) record?.set(keys.from, edit.from);
      if (record?.get(keys.to) !== edit.to) record?.set(keys.to, edit.to);
      return;
    }
    case 'set': {
      const place = placeOf(maps, edit.id, edit.path.slice(0, -1));
      const name = edit.path.at(-1);
      const property = name === undefined ? undefined : place?.properties[name];
      if (!place || name === undefined || !property || property.valueType === 'rows') return;
      if (property.valueType === 'longText') setText(maps, textKey(edit.id, edit.path), String(edit.value));
      else place.record.set(name, edit.value);
      return;
    }
    case 'addRow': {
      const place = rowsOf(maps, edit.id, edit.path);
      if (place && !place.rows.has(edit.row.id)) writeRow(maps, edit.id, edit.path, place.kind, place.rows, edit.row);
      return;
    }
    case 'removeRow': {
      const place = rowsOf(maps, edit.id, edit.path.slice(0, -1));
      const row = edit.path.at(-1);
      if (!place || row === undefined || !place.rows.has(row)) return;
      place.rows.delete(row);
      removeTexts(maps, edit.id, edit.path);
      return;
    }
    case 'moveRow':
      placeOf(maps, edit.id, edit.path)?.record.set(keys.order, edit.order);
      return;
    case 'place':
      if (!maps.elements.has(edit.id)) return;
      if (edit.at) maps.positions.set(edit.id, [...edit.at]);
      else maps.positions.delete(edit.id);
      return;
    case 'resize':
      if (!maps.elements.has(edit.id)) return;
      if (edit.size) maps.sizes.set(edit.id, [...edit.size]);
      else maps.sizes.delete(edit.id);
      return;
    case 'settle':
      maps.checking.set(checkingKey(edit.record), edit.record);
      return;
    case 'unsettle':
      maps.checking.delete(edit.key);
      return;
    case 'describe':
      maps.meta.set(edit.what, edit.text.slice(0, edit.what === 'title' ? limits.text : limits.lines));
      return;
  }
}

interface Place {
  readonly record: Y.Map<unknown>;
  readonly properties: Readonly<Record<string, Property>>;
}

/** The map that holds the properties at a path: the record itself, or a row in it. */
function placeOf(maps: Maps, id: string, path: Path): Place | undefined {
  let record: unknown = maps.elements.get(id) ?? maps.edges.get(id);
  if (!(record instanceof Y.Map)) return undefined;
  const kind = record.get(keys.kind);
  if (!isElementKind(kind) && !isEdgeKind(kind)) return undefined;
  let properties = propertiesOf(kind);
  for (let i = 0; i + 1 < path.length; i += 2) {
    const row = properties[path[i] as string]?.row;
    const rows: unknown = record instanceof Y.Map ? record.get(path[i] as string) : undefined;
    if (!row || !(rows instanceof Y.Map)) return undefined;
    record = rows.get(path[i + 1] as string);
    properties = row.properties;
  }
  return record instanceof Y.Map && path.length % 2 === 0 ? { record, properties } : undefined;
}

function rowsOf(maps: Maps, id: string, path: Path): { rows: Y.Map<unknown>; kind: RowKind } | undefined {
  const name = path.at(-1);
  const place = placeOf(maps, id, path.slice(0, -1));
  const kind = name === undefined ? undefined : place?.properties[name]?.row;
  if (!place || name === undefined || !kind) return undefined;
  let rows = place.record.get(name);
  if (!(rows instanceof Y.Map)) {
    rows = new Y.Map();
    place.record.set(name, rows);
  }
  return { rows: rows as Y.Map<unknown>, kind };
}

/** Changes only what differs, so that what others type before and behind it stays. */
function setText(maps: Maps, key: string, next: string): void {
  const text = maps.texts.get(key);
  if (!(text instanceof Y.Text)) {
    maps.texts.set(key, new Y.Text(next));
    return;
  }
  const change = changeBetween(text.toString(), next);
  if (!change) return;
  if (change.to > change.from) text.delete(change.from, change.to - change.from);
  if (change.insert !== '') text.insert(change.from, change.insert);
}
