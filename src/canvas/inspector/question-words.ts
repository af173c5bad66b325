import '#model/kind-texts.ts';
import type { Id } from '#base/ids.ts';
import { type Design, nameOf } from '#model/design.ts';
import { valueAt } from '#model/edit.ts';
import type { Property } from '#model/property.ts';
import { propertiesOf } from '#model/values.ts';

/** The property at a path through rows (`versions/v1/fields/f1/type`) of a record. */
export function propertyAt(design: Design, id: Id, path: readonly string[]): Property | undefined {
  const record = design.elements.get(id) ?? design.edges.get(id);
  if (!record) return undefined;
  let properties: Readonly<Record<string, Property>> | undefined = propertiesOf(record.kind);
  for (let i = 0; i < path.length - 1; i += 2) properties = properties?.[path[i] as string]?.row?.properties;
  return properties?.[path.at(-1) ?? ''];
}

/** An open question in words: the property's own question, else its label; with the row's name where it is in one. */
export function questionWords(design: Design, id: Id, path: string): string {
  const steps = path.split('/');
  const property = propertyAt(design, id, steps);
  if (!property) return path;
  const asked = property.question ?? property.label;
  if (steps.length < 3) return asked;
  const record = design.elements.get(id) ?? design.edges.get(id);
  const row = valueAt(record?.props as unknown as Readonly<Record<string, unknown>>, steps.slice(0, -1)) as
    | Readonly<Record<string, unknown>>
    | undefined;
  const name = row?.name ?? row?.version ?? (typeof row?.participant === 'string' ? nameOf(design, row.participant) : undefined);
  return typeof name === 'string' && name !== '' ? `${name}: ${asked}` : asked;
}
