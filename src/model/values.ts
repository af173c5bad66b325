import { isId } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import type { EdgeKind, ElementKind } from './kind.ts';
import { type EdgeProps, type ElementProps, edgeKinds, elementKinds } from './kinds/index.ts';
import { limits, type Property, type RowKind, unknown, type Value } from './property.ts';

export type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly order: string };

export function propertiesOf(kind: ElementKind | EdgeKind): Readonly<Record<string, Property>> {
  const declared =
    (elementKinds as Record<string, { properties: unknown }>)[kind] ??
    (edgeKinds as Record<string, { properties: unknown }>)[kind];
  return declared?.properties as Readonly<Record<string, Property>>;
}

/** A new element's or edge's properties: what is given, and the default of everything else. */
export function propsWith<K extends ElementKind>(kind: K, given?: Partial<ElementProps<K>>): ElementProps<K>;
export function propsWith<K extends EdgeKind>(kind: K, given?: Partial<EdgeProps<K>>): EdgeProps<K>;
export function propsWith(kind: ElementKind | EdgeKind, given: object = {}): unknown {
  return fill(propertiesOf(kind), given as Record<string, unknown>);
}

/** A new row's values: what is given, and the default of everything else. */
export function rowWith(kind: RowKind, id: string, order: string, given: object = {}): Row {
  return fillRow(kind, id, order, given as Record<string, unknown>);
}

/**
 * Values for every declared property, from data that may come from a stranger: what a property does not accept
 * is read as its default, and undeclared keys are dropped. Reading so means that no peer can break another one.
 */
export function fill(
  properties: Readonly<Record<string, Property>>,
  raw: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const filled: Record<string, unknown> = {};
  for (const name in properties) {
    const property = properties[name] as Property;
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    if (property.valueType === 'rows') filled[name] = value === undefined ? [] : fillRows(property.row as RowKind, value);
    else filled[name] = value !== undefined && accepts(property, value) ? value : property.default;
  }
  return filled;
}

function fillRows(kind: RowKind, value: unknown): readonly Row[] {
  if (!Array.isArray(value)) return [];
  const rows: Row[] = [];
  const seen = new Set<string>();
  for (const raw of value.slice(0, limits.rows)) {
    if (typeof raw !== 'object' || raw === null || !isId(raw.id) || seen.has(raw.id)) continue;
    seen.add(raw.id);
    rows.push(fillRow(kind, raw.id, typeof raw.order === 'string' ? raw.order.slice(0, limits.text) : '', raw));
  }
  return inOrder(rows);
}

function fillRow(kind: RowKind, id: string, order: string, raw: Readonly<Record<string, unknown>>): Row {
  return { id, order, ...fill(kind.properties, raw) };
}

/** Rows in their order; two rows that were put into one place at the same moment stand by id. */
export function inOrder<R extends { readonly id: string; readonly order: string }>(rows: readonly R[]): readonly R[] {
  for (let i = 1; i < rows.length; i++) {
    if (byOrder(rows[i - 1] as R, rows[i] as R) > 0) return [...rows].sort(byOrder);
  }
  return rows;
}

function byOrder(a: { id: string; order: string }, b: { id: string; order: string }): number {
  return compare(a.order, b.order) || compare(a.id, b.id);
}

const patterns = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  let expression = patterns.get(pattern);
  if (!expression) {
    expression = new RegExp(pattern, 'u');
    patterns.set(pattern, expression);
  }
  return expression.test(value);
}

interface PlainSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly PlainSchema[];
  readonly items?: PlainSchema;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

/**
 * True if the property may hold the value. Reads the property's own JSON Schema; a property test holds that ajv
 * says the same. Here because documents are read many times a second in a page that forbids compiled code.
 */
export function accepts(property: Property, value: unknown): value is Value {
  return fits(property as unknown as PlainSchema, value);
}

function fits(schema: PlainSchema, value: unknown): boolean {
  if (schema.anyOf) return schema.anyOf.some((option) => fits(option, value));
  if (schema.enum) return schema.enum.includes(value);
  switch (schema.type) {
    case 'string':
      return (
        typeof value === 'string' &&
        (schema.maxLength === undefined || value.length <= schema.maxLength) &&
        (schema.minLength === undefined || value.length >= schema.minLength) &&
        (schema.pattern === undefined || matches(schema.pattern, value))
      );
    case 'integer':
      return (
        typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= (schema.minimum ?? Number.NEGATIVE_INFINITY) &&
        value <= (schema.maximum ?? Number.POSITIVE_INFINITY)
      );
    case 'array':
      return (
        Array.isArray(value) &&
        value.length >= (schema.minItems ?? 0) &&
        value.length <= (schema.maxItems ?? Number.POSITIVE_INFINITY) &&
        (!schema.uniqueItems || new Set(value).size === value.length) &&
        value.every((item) => schema.items === undefined || fits(schema.items, item))
      );
    default:
      return false;
  }
}

/** Equal values; rows are compared by content in order. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => sameValue((a as never)[key], (b as never)[key]));
  }
  return false;
}

/** What differs from the defaults, in the order of declaration: what a file, a document and the notation write. */
export function stated(
  properties: Readonly<Record<string, Property>>,
  props: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const name in properties) {
    const property = properties[name] as Property;
    const value = props[name];
    if (property.valueType === 'rows') {
      const rows = value as readonly Row[];
      if (rows.length > 0) {
        const row = property.row as RowKind;
        written[name] = rows.map(({ id, order, ...rest }) => ({ id, order, ...stated(row.properties, rest) }));
      }
    } else if (!sameValue(value, property.default)) written[name] = value;
  }
  return written;
}

export const isUnknown = (value: unknown): value is typeof unknown => value === unknown;
