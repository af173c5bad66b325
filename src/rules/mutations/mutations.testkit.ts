import type { Id } from '#base/ids.ts';
import type { Design } from '#model/design.ts';
import { applyEdits, type Edit, type Path } from '#model/edit.ts';
import { readBy } from '#model/generated/read-by.ts';
import type { Property } from '#model/property.ts';
import { propertiesOf, type Row } from '#model/values.ts';
import { alternatives, type Place } from './values.testkit.ts';

/** One property of one record or row of a design, and what could stand there instead. */
export interface Mutable {
  /** `channel.partitions`. */
  readonly at: string;
  readonly property: Property;
  readonly id: Id;
  readonly path: Path;
  readonly mutations: readonly Mutation[];
}

/** One property changed: in the words of the table (`one more`), and how. */
export interface Mutation {
  readonly to: string;
  readonly edits: readonly Edit[];
}

/** Every property in it that a rule reads, with every way to change it. */
export function* mutablesOf(design: Design): Generator<Mutable> {
  for (const record of [...design.elements.values(), ...design.edges.values()])
    yield* inProperties({ design, record }, record.kind, propertiesOf(record.kind), record.props as unknown as Values, []);
}

type Values = Readonly<Record<string, unknown>>;
type Where = Pick<Place, 'design' | 'record'>;

function* inProperties(
  where: Where,
  kind: string,
  properties: Readonly<Record<string, Property>>,
  values: Values,
  path: Path,
): Generator<Mutable> {
  for (const [name, property] of Object.entries(properties)) {
    const here = { at: `${kind}.${name}`, property, id: where.record.id, path: [...path, name] };
    if (here.at in readBy) yield { ...here, mutations: mutationsIn({ ...where, ...here, value: values[name] }, here.path) };
    if (property.row)
      for (const row of values[name] as readonly Row[])
        yield* inProperties(where, property.row.kind, property.row.properties, row, [...here.path, row.id]);
  }
}

function mutationsIn(place: Place, path: Path): readonly Mutation[] {
  const { id } = place.record;
  if (!place.property.row) return alternatives(place).map(([to, value]) => ({ to, edits: [{ op: 'set', id, path, value }] }));
  const removals = (place.value as readonly Row[]).map((row): Edit => ({ op: 'removeRow', id, path: [...path, row.id] }));
  return [
    ...(removals.length > 0 ? [{ to: 'emptied', edits: removals }] : []),
    ...(removals.length > 1 ? removals.map((removal) => ({ to: 'one fewer', edits: [removal] })) : []),
  ];
}

export function mutated(design: Design, { edits }: Mutation): Design {
  return applyEdits(design, edits);
}
