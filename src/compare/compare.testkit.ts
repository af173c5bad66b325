import type { Id } from '#base/ids.ts';
import type { Design, Edge, Element } from '#model/design.ts';
import { splitReference } from '#model/design.ts';
import type { Property } from '#model/property.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import { propertiesOf, type Row } from '#model/values.ts';

/** A design from the notation; a test's own mistake throws. */
export function sketch(text: string): Design {
  const parsed = parseSketch(text);
  if (!parsed.ok) throw new Error(parsed.faults.map(({ message, line }) => `${line}: ${message}`).join('\n'));
  return parsed.value;
}

/** The same design with other ids and another order of records: nothing that a person could see changes. */
export function reborn(design: Design, newId: (old: Id) => Id): Design {
  const known = (id: Id) => design.elements.has(id) || design.edges.has(id);
  const to = (value: string) => {
    const [id, version] = splitReference(value);
    return known(id) ? newId(id) + (version === undefined ? '' : `@${version}`) : value;
  };
  const values = (
    properties: Readonly<Record<string, Property>>,
    props: Readonly<Record<string, unknown>>,
  ): Record<string, unknown> => {
    const next: Record<string, unknown> = { ...props };
    for (const [name, property] of Object.entries(properties)) {
      const value = props[name];
      if (property.valueType === 'rows' && property.row) {
        const row = property.row;
        next[name] = (value as readonly Row[]).map((each) => ({
          ...values(row.properties, each),
          id: each.id,
          order: each.order,
        }));
      } else if (['reference', 'references', 'edges'].includes(property.valueType)) {
        next[name] = Array.isArray(value) ? value.map((each: string) => to(each)) : to(String(value));
      }
    }
    return next;
  };
  const record = <R extends Element | Edge>(each: R): R =>
    ({
      ...each,
      id: newId(each.id),
      ...('from' in each ? { from: to(each.from), to: to(each.to) } : {}),
      props: values(propertiesOf(each.kind), each.props as unknown as Readonly<Record<string, unknown>>),
    }) as R;
  const again = <V extends { id: Id }>(map: ReadonlyMap<Id, V>, make: (each: V) => V) =>
    new Map([...map.values()].reverse().map((each) => [newId(each.id), make(each)] as const));
  return {
    ...design,
    elements: again<Element>(design.elements, record),
    edges: again<Edge>(design.edges, record),
    positions: new Map(),
    sizes: new Map(),
  };
}

/** A system of `size` elements as groups draw them: services, topics and stores around business words. */
export function largeSketch(size: number, seed: number): string {
  const words =
    'order payment stock parcel courier invoice customer depot label route return refund tariff claim locker customs'.split(' ');
  const lines: string[] = [];
  const names: string[] = [];
  for (let i = 0; names.length < size; i++) {
    const word = `${words[i % words.length]}${i >= words.length ? ` ${words[(i * 7 + 3) % words.length]} ${Math.floor(i / words.length)}` : ''}`;
    const plain = word.replaceAll(' ', '-');
    const variant = (i + seed) % 3;
    const service = [`${plain}-service`, `${plain}-api`, plain][variant] as string;
    names.push(service, `${plain}-events`, `${plain}-db`);
    lines.push(`service ${service}`, `topic ${plain}-events (partitions ${6 * (1 + variant)})`, `store ${plain}-db`);
    lines.push(`${service} -> ${plain}-events (key ${plain}Id)`, `${service} -> ${plain}-db`);
    const reader = names[((i * 5 + 1) % Math.max(1, Math.floor(names.length / 3))) * 3] as string;
    lines.push(`${plain}-events -> ${reader} (idempotency ${variant === 0 ? 'none' : 'natural'})`);
  }
  return lines.join('\n');
}
