import '#model/kind-texts.ts';
import type { Id } from '#base/ids.ts';
import type { Design, Edge, Element } from '#model/design.ts';
import type { Path } from '#model/edit.ts';
import type { Property } from '#model/property.ts';
import { propertiesOf, sameValue } from '#model/values.ts';

/** One input of the inspector: a property, what stands in it, and where a change is written. */
export interface FormField {
  readonly name: string;
  readonly property: Property;
  readonly path: Path;
  /** The value of all records, or of the first where they differ. */
  readonly value: unknown;
  /** Several records with different values. */
  readonly mixed: boolean;
  readonly isDefault: boolean;
}

export interface FormGroup {
  readonly label: string;
  readonly fields: readonly FormField[];
}

export interface Form {
  readonly ids: readonly Id[];
  /** Shown first, in the order of declaration. */
  readonly essentials: readonly FormField[];
  /** Everything else, by group; "Other" for what has none. */
  readonly more: readonly FormGroup[];
}

export type Properties = Readonly<Record<string, Property>>;
type Props = Readonly<Record<string, unknown>>;

/** The form of one record or row: essentials first, the rest in groups, in the order of declaration. */
export function formOf(properties: Properties, props: Props, path: Path = [], ids: readonly Id[] = []): Form {
  return arranged(Object.keys(properties), properties, [props], path, ids);
}

/** The form of several records: what all of them have; names, lists of rows and long texts are one record's own. */
export function formOfMany(records: readonly (Element | Edge)[]): Form {
  const first = records[0];
  if (!first) return { ids: [], essentials: [], more: [] };
  const declared = records.map((record) => propertiesOf(record.kind));
  const own = declared[0] as Properties;
  const names = Object.keys(own).filter((name) => {
    const property = own[name] as Property;
    if (name === 'name' || property.valueType === 'rows' || property.valueType === 'longText' || property.valueType === 'edges')
      return false;
    return declared.every((each) => each[name] !== undefined && sameShape(each[name] as Property, property));
  });
  return arranged(
    names,
    own,
    records.map((record) => record.props as unknown as Props),
    [],
    records.map((record) => record.id),
  );
}

/** Two kinds may declare a property apart from each other; it is one where the label, the type and the options agree. */
function sameShape(a: Property, b: Property): boolean {
  return (
    a.label === b.label &&
    a.valueType === b.valueType &&
    sameValue(a.options?.map((option) => option.value) ?? [], b.options?.map((option) => option.value) ?? [])
  );
}

function arranged(names: readonly string[], properties: Properties, all: readonly Props[], path: Path, ids: readonly Id[]): Form {
  const essentials: FormField[] = [];
  const groups = new Map<string, FormField[]>();
  for (const name of names) {
    const property = properties[name] as Property;
    const value = all[0]?.[name];
    const field: FormField = {
      name,
      property,
      path: [...path, name],
      value,
      mixed: all.some((props) => !sameValue(props[name], value)),
      isDefault: all.every((props) => sameValue(props[name], property.default)),
    };
    if (property.level === 'essential') {
      essentials.push(field);
      continue;
    }
    const label = property.group ?? 'Other';
    const group = groups.get(label);
    if (group) group.push(field);
    else groups.set(label, [field]);
  }
  return { ids, essentials, more: [...groups].map(([label, fields]) => ({ label, fields })) };
}

/** All fields whose words hold every word that was typed: label, question, help, options, the notation's name. */
export function searchForm(form: Form, typed: string): readonly FormField[] {
  const wanted = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) return [];
  const fields = [...form.essentials, ...form.more.flatMap((group) => group.fields)];
  return fields.filter((field) => {
    const { label, question = '', help, options = [], group = '' } = field.property;
    const text = [field.name, label, question, help, group, ...options.map((option) => `${option.value} ${option.label}`)]
      .join(' ')
      .toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** Groups that hold something that somebody has said: they stand open. */
export function saidGroups(form: Form): ReadonlySet<string> {
  return new Set(
    form.more.filter((group) => group.fields.some((field) => field.mixed || !field.isDefault)).map((group) => group.label),
  );
}

/** The selected records that still exist, elements first. */
export function selectedRecords(design: Design, ids: Iterable<Id>): readonly (Element | Edge)[] {
  const elements: Element[] = [];
  const edges: Edge[] = [];
  for (const id of ids) {
    const element = design.elements.get(id);
    const edge = design.edges.get(id);
    if (element) elements.push(element);
    else if (edge) edges.push(edge);
  }
  return [...elements, ...edges];
}
