import type { Id } from '#base/ids.ts';
import { type Design, type Edge, type Element, elementOf, nameOf, parentOf, splitReference } from './design.ts';
import { type Edit, type Path, valueAt } from './edit.ts';
import type { EdgeKind, ElementKind } from './kind.ts';
import { type Property, type RowKind, unresolvedMark, type Value } from './property.ts';
import { propertiesOf, type Row } from './values.ts';

/**
 * Something that names what is not there, or is not what it should be. Derived from the design, never written into
 * it: an undo of the deletion makes it whole again. [I1]
 */
export interface BrokenReference {
  /** The element or edge in which the reference stands. */
  readonly id: Id;
  /** Where in it: `['from']` and `['to']` for the ends of an edge, else a path as edits have it. */
  readonly path: Path;
  /** As it stands there: an id, perhaps with a version, or `!name`. */
  readonly reference: string;
  readonly what: Breakage;
  /** What was meant, as far as anybody can say. */
  readonly name: string;
}

export type Breakage =
  /** An end of an edge is missing. */
  | 'edge-end'
  /** A property names an element or edge that is missing. */
  | 'property'
  /** The contract is there, but not this version of it. */
  | 'version'
  /** What is named is there, but of a kind that does not belong in this place. */
  | 'kind'
  /** Contexts that stand in each other in a circle; one of each circle is reported. */
  | 'nesting';

export function brokenReferences(design: Design): BrokenReference[] {
  const broken: BrokenReference[] = [];
  for (const element of design.elements.values()) broken.push(...brokenIn(design, element));
  for (const edge of design.edges.values()) broken.push(...brokenIn(design, edge));
  return broken;
}

/** Those of one element or edge. */
export function brokenIn(design: Design, record: Element | Edge): BrokenReference[] {
  const broken: BrokenReference[] = [];
  if ('from' in record) {
    for (const end of ['from', 'to'] as const) {
      const reference = record[end];
      if (!design.elements.has(reference))
        broken.push({ id: record.id, path: [end], reference, what: 'edge-end', name: meant(design, reference) });
    }
  } else if (elementOf(design, record.props.context, 'context') && parentOf(design, record) === 'none') {
    broken.push({
      id: record.id,
      path: ['context'],
      reference: record.props.context,
      what: 'nesting',
      name: nameOf(design, record.props.context),
    });
  }
  const props = record.props as unknown as Readonly<Record<string, unknown>>;
  broken.push(...brokenProps(design, record, [], propertiesOf(record.kind), props));
  return broken;
}

function brokenProps(
  design: Design,
  record: Element | Edge,
  path: Path,
  properties: Readonly<Record<string, Property>>,
  props: Readonly<Record<string, unknown>>,
): BrokenReference[] {
  return Object.entries(properties).flatMap(([name, property]): BrokenReference[] => {
    const at = [...path, name];
    const value = props[name];
    switch (property.valueType) {
      case 'rows':
        return (value as readonly Row[]).flatMap((row) =>
          brokenProps(design, record, [...at, row.id], (property.row as RowKind).properties, row),
        );
      case 'reference':
        return isWord(property, value) ? [] : brokenReference(design, record.id, at, property, String(value));
      case 'references':
        return Array.isArray(value)
          ? value.flatMap((item) => brokenReference(design, record.id, at, property, String(item)))
          : [];
      case 'edges':
        return Array.isArray(value) && 'from' in record
          ? value.flatMap((item) => brokenEdge(design, record, at, String(item)))
          : [];
      default:
        return [];
    }
  });
}

function isWord(property: Property, value: unknown): boolean {
  return (property.words ?? []).includes(String(value)) || (property.unsure && value === '?');
}

function brokenReference(design: Design, id: Id, path: Path, property: Property, reference: string): BrokenReference[] {
  const [to, version] = splitReference(reference);
  const element = design.elements.get(to);
  const broken = (what: Breakage, name = meant(design, reference)) => [{ id, path, reference, what, name }];
  if (!element) return broken('property');
  if (!(property.refersTo as readonly ElementKind[]).includes(element.kind)) return broken('kind');
  if (version === undefined) return [];
  const versions = elementOf(design, to, 'contract')?.props.versions ?? [];
  return versions.some((row) => row.version === version) ? [] : broken('version', `${nameOf(design, to)} ${version}`);
}

/** An edge may be caused only by what its own node consumes (or by what is consumed from its channel). */
function brokenEdge(design: Design, record: Edge, path: Path, reference: string): BrokenReference[] {
  const edge = design.edges.get(reference);
  const causes: EdgeKind = 'consumes';
  const what: Breakage | undefined = !edge
    ? 'property'
    : edge.kind !== causes || (edge.to !== record.from && edge.from !== record.from)
      ? 'kind'
      : undefined;
  return what ? [{ id: record.id, path, reference, what, name: meant(design, reference) }] : [];
}

function meant(design: Design, reference: string): string {
  if (reference.startsWith(unresolvedMark)) return reference.slice(unresolvedMark.length);
  return nameOf(design, splitReference(reference)[0]);
}

/** Edits that take a broken reference out: the edge with a missing end, or the one name from its property. */
export function withoutReference(design: Design, broken: BrokenReference): Edit[] {
  const { id, path, reference } = broken;
  if (broken.what === 'edge-end') return [{ op: 'removeEdge', id }];
  const record = design.elements.get(id) ?? design.edges.get(id);
  if (!record) return [];
  const property = propertyAt(propertiesOf(record.kind), path);
  const now = valueAt(record.props as unknown as Record<string, unknown>, path);
  if (!property) return [];
  const rest = Array.isArray(now) ? (now as string[]).filter((item) => item !== reference) : [];
  const value = (rest.length > 0 ? rest : property.words?.includes('none') ? 'none' : property.default) as Value;
  return [{ op: 'set', id, path, value }];
}

/** The declaration of the property that a path leads to, past the ids of rows. */
export function propertyAt(properties: Readonly<Record<string, Property>>, path: Path): Property | undefined {
  const [name, , ...deeper] = path;
  const property = name === undefined ? undefined : properties[name];
  return deeper.length > 0 && property?.row ? propertyAt(property.row.properties, deeper) : property;
}
