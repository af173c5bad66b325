import type { Id } from '#base/ids.ts';
import { type Design, splitReference } from '../design.ts';
import { type Property, type RowKind, unresolvedMark } from '../property.ts';
import type { Row } from '../values.ts';

/** A reference to something that is gone, as it would be written. */
export function inDesign(design: Design, id: string, records: ReadonlyMap<Id, unknown> = design.elements): string {
  return id.startsWith(unresolvedMark) || records.has(id) ? id : unresolvedMark + id;
}

/**
 * A value with everything in it that names another record passed through `name`, and without the ids and orders
 * of rows: what is left is the same for equal designs.
 */
export function meaning(
  design: Design,
  property: Property,
  value: unknown,
  name: (id: Id, what: 'element' | 'edge') => string,
): unknown {
  const element = (reference: string) => {
    const [id, version] = splitReference(reference);
    if (!design.elements.has(id)) return inDesign(design, reference);
    return version === undefined ? name(id, 'element') : `${name(id, 'element')}@${version}`;
  };
  const edge = (id: string) => (design.edges.has(id) ? name(id, 'edge') : inDesign(design, id, design.edges));
  const each = (translate: (text: string) => string) =>
    Array.isArray(value) ? [...new Set((value as string[]).map(translate))] : value;
  switch (property.valueType) {
    case 'reference':
      return isReferenceWord(property, value) ? value : element(String(value));
    case 'references':
      return each(element);
    case 'edges':
      return each(edge);
    case 'rows':
      return (value as readonly Row[]).map((row) => meaningOf(design, (property.row as RowKind).properties, row, name));
    default:
      return value;
  }
}

function isReferenceWord(property: Property, value: unknown): boolean {
  return (property.words?.includes(String(value)) ?? false) || (property.unsure && value === '?');
}

export function meaningOf(
  design: Design,
  properties: Readonly<Record<string, Property>>,
  props: object,
  name: (id: Id, what: 'element' | 'edge') => string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, property]) => [
      key,
      meaning(design, property, (props as Record<string, unknown>)[key], name),
    ]),
  );
}
