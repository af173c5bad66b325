import type { Id } from '#base/ids.ts';
import { adjacency, type Design, type Edge, type Element, splitReference } from '#model/design.ts';
import type { Property } from '#model/property.ts';
import { propertiesOf, type Row } from '#model/values.ts';

/** How an element hangs together with another one: `label` names the way, `to` the other element. */
export interface Link {
  readonly label: string;
  readonly to: Id;
}

/** All links of every element, grouped by label [A4]. References count in both directions. */
export function linksOf(design: Design): ReadonlyMap<Id, ReadonlyMap<string, readonly Id[]>> {
  const links = new Map<Id, Map<string, Id[]>>();
  for (const id of design.elements.keys()) links.set(id, new Map());
  const add = (from: Id, label: string, to: Id) => {
    const mine = links.get(from);
    if (!mine || !links.has(to)) return;
    const list = mine.get(label);
    if (list) list.push(to);
    else mine.set(label, [to]);
  };
  const join = (from: Id, label: string, to: Id) => {
    add(from, `.${label}`, to);
    add(to, `~${label}`, from);
  };
  const { out } = adjacency(design);
  for (const element of design.elements.values()) {
    for (const { label, to } of referencesOf(element)) join(element.id, label, to);
    for (const edge of out(element.id)) {
      add(edge.from, `>${edge.kind}`, edge.to);
      add(edge.to, `<${edge.kind}`, edge.from);
      for (const { label, to } of referencesOf(edge))
        join(edge.kind === 'consumes' ? edge.to : edge.from, `${edge.kind}.${label}`, to);
    }
  }
  return links;
}

/** Every element that the properties of a record point to. */
export function referencesOf(record: Element | Edge): Link[] {
  const found: Link[] = [];
  collect(propertiesOf(record.kind), record.props as unknown as Readonly<Record<string, unknown>>, '', found);
  return found;
}

function collect(
  properties: Readonly<Record<string, Property>>,
  props: Readonly<Record<string, unknown>>,
  prefix: string,
  found: Link[],
): void {
  for (const name in properties) {
    const property = properties[name] as Property;
    const value = props[name];
    if (property.valueType === 'reference') found.push({ label: prefix + name, to: splitReference(String(value))[0] });
    else if (property.valueType === 'references' && Array.isArray(value)) {
      for (const each of value as readonly string[]) found.push({ label: prefix + name, to: splitReference(each)[0] });
    } else if (property.valueType === 'rows' && property.row) {
      for (const row of value as readonly Row[]) collect(property.row.properties, row, `${prefix}${name}.`, found);
    }
  }
}
