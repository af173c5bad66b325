import type { Id } from '#base/ids.ts';
import { type Edge, type Element, splitReference } from '#model/design.ts';
import type { EdgeKind, ElementKind } from '#model/kind.ts';
import { type Property, unresolvedMark } from '#model/property.ts';
import { propertiesOf, type Row } from '#model/values.ts';

/** One property that holds references, in one record: where it stands, how it is declared, and what it names. */
export interface Reference {
  /** As in an edit: ['contracts'], or ['steps', 's1', 'do']. */
  readonly path: readonly string[];
  readonly property: Property;
  /** The value as it stands; a word such as `all` or `none` names nothing. */
  readonly value: string | readonly string[];
  /** What it names: ids, perhaps with a version, or `!name`. */
  readonly names: readonly string[];
}

interface Places {
  readonly own: readonly (readonly [name: string, property: Property])[];
  readonly rows: readonly (readonly [name: string, inRow: Places])[];
}

const placesByKind = new Map<string, Places>();

function placesIn(properties: Readonly<Record<string, Property>>): Places {
  const own: [string, Property][] = [];
  const rows: [string, Places][] = [];
  for (const [name, property] of Object.entries(properties)) {
    if (property.valueType === 'reference' || property.valueType === 'references' || property.valueType === 'edges')
      own.push([name, property]);
    if (property.row) {
      const inRow = placesIn(property.row.properties);
      if (inRow.own.length + inRow.rows.length > 0) rows.push([name, inRow]);
    }
  }
  return { own, rows };
}

function placesOf(kind: ElementKind | EdgeKind): Places {
  let places = placesByKind.get(kind);
  if (!places) {
    places = placesIn(propertiesOf(kind));
    placesByKind.set(kind, places);
  }
  return places;
}

const nothing: readonly string[] = [];

function namesIn(value: string | readonly string[], property: Property): readonly string[] {
  if (typeof value !== 'string') return value;
  return value === '?' || value === property.default || property.words?.includes(value) ? nothing : [value];
}

/** Everything in a record that refers to other records and names at least one. */
export function referencesIn(record: Element | Edge): readonly Reference[] {
  const found: Reference[] = [];
  collect(placesOf(record.kind), record.props as unknown as Readonly<Record<string, unknown>>, nothing, found);
  return found;
}

function collect(places: Places, props: Readonly<Record<string, unknown>>, path: readonly string[], found: Reference[]): void {
  for (const [name, property] of places.own) {
    const value = props[name] as string | readonly string[];
    const names = namesIn(value, property);
    if (names.length > 0) found.push({ path: [...path, name], property, value, names });
  }
  for (const [name, inRow] of places.rows) {
    for (const row of props[name] as readonly Row[]) collect(inRow, row, [...path, name, row.id], found);
  }
}

/** Ids of the records that a record refers to, each once; what is unresolved has none. */
export function referencesOf(record: Element | Edge): readonly Id[] {
  const references = referencesIn(record);
  if (references.length === 0) return nothing;
  const ids = new Set<Id>();
  for (const { names } of references)
    for (const name of names) if (!name.startsWith(unresolvedMark)) ids.add(splitReference(name)[0]);
  return [...ids];
}
