import type { Id } from '#base/ids.ts';
import { type Edge, type Element, splitReference } from '#model/design.ts';
import type { EdgeKind } from '#model/kind.ts';
import { edgeKinds } from '#model/kinds/index.ts';
import { bytesOf, durationMs, type Property, ratePerSecond, unknown } from '#model/property.ts';
import { propertiesOf, type Row } from '#model/values.ts';
import type { Reads } from '../context.ts';
import type { Assumption } from '../maybe.ts';
import type { Variables } from './expression.ts';

/**
 * What an expression sees of a design: plain objects whose properties are read when they are asked for, so that the checker
 * notes what was read, and so that unknowns that were read are known. Nothing leads further than two steps.
 */
export interface View {
  readonly variables: Variables;
  /** Properties at `?` that were read so far. */
  readonly unknowns: readonly Assumption[];
}

const deepest = 2;
const measures: Readonly<Record<string, (written: string) => number | undefined>> = {
  duration: (written) => (durationMs(written) ?? Number.NaN) / 1000,
  bytes: bytesOf,
  rate: ratePerSecond,
};

export function viewOf(read: Reads, subject: Element | Edge): View {
  const unknowns: Assumption[] = [];

  const properties = (record: Element | Edge, depth: number): object => {
    const view = { id: record.id, kind: record.kind };
    for (const [name, property] of Object.entries(propertiesOf(record.kind)))
      define(view, name, () => {
        const value = (record.props as unknown as Readonly<Record<string, unknown>>)[name];
        if (value === unknown) unknowns.push({ id: record.id, property: name });
        return shown(property, value, depth);
      });
    return view;
  };
  const shown = (property: Property, value: unknown, depth: number): unknown => {
    if (property.valueType === 'rows') return (value as readonly Row[]).map((row) => rowView(property, row, depth));
    if (property.valueType === 'reference') return element(value as string, depth);
    if (property.valueType === 'references')
      return typeof value === 'string' ? value : (value as readonly string[]).map((each) => element(each, depth));
    const measure = measures[property.valueType];
    return (measure && typeof value === 'string' ? measure(value) : undefined) ?? value;
  };
  const rowView = ({ row: declared }: Property, row: Row, depth: number): object => {
    const view = {};
    for (const [name, property] of Object.entries(declared?.properties ?? {}))
      define(view, name, () => shown(property, row[name], depth));
    return view;
  };
  /** An element that is named; where it is not there, what was written. */
  const element = (reference: string, depth: number): unknown => {
    const found = read.element(splitReference(reference)[0]);
    if (!found) return reference;
    return depth >= deepest ? { id: found.id, kind: found.kind, name: found.props.name } : properties(found, depth + 1);
  };
  const end = (id: Id): object | null => {
    const found = read.element(id);
    return found ? properties(found, 1) : null;
  };
  const edges = (id: Id): object[] =>
    (Object.keys(edgeKinds) as EdgeKind[]).flatMap((kind) => [
      ...read.out(id, kind).map((edge) => edgeView(edge as unknown as Edge, 'out')),
      ...read.into(id, kind).map((edge) => edgeView(edge as unknown as Edge, 'in')),
    ]);
  const edgeView = (edge: Edge, direction: 'in' | 'out'): object => {
    const view = properties(edge, 1);
    define(view, 'direction', () => direction);
    define(view, 'other', () => end(direction === 'out' ? edge.to : edge.from));
    return view;
  };

  const isEdge = 'from' in subject;
  const variables = { it: properties(subject, 0) } as Variables;
  define(variables, 'from', () => (isEdge ? end(subject.from) : null));
  define(variables, 'to', () => (isEdge ? end(subject.to) : null));
  define(variables, 'edges', () => (isEdge ? [] : edges(subject.id)));
  return { variables, unknowns };
}

function define(view: object, name: string, get: () => unknown): void {
  Object.defineProperty(view, name, { enumerable: true, configurable: true, get });
}
