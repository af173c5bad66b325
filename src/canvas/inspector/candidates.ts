import type { Id } from '#base/ids.ts';
import { compareForPeople } from '#base/order.ts';
import { adjacency, type Design, type Edge, type Element, nameOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { ElementKind } from '#model/kind.ts';
import { edgeKinds, elementKinds } from '#model/kinds/index.ts';
import type { Property } from '#model/property.ts';
import type { Row } from '#model/values.ts';
import { elementFrom } from '../actions/create.ts';

export interface Candidate {
  readonly reference: string;
  readonly label: string;
  readonly help: string;
  readonly kind?: ElementKind;
  readonly props?: Readonly<Record<string, unknown>>;
}

/** What a reference may point to, by name; contracts with several versions are offered version by version too. */
export function candidates(design: Design, property: Property, owner: Id): readonly Candidate[] {
  const kinds = property.refersTo ?? [];
  const found: Candidate[] = [];
  for (const element of design.elements.values()) {
    if (!kinds.includes(element.kind) || element.id === owner) continue;
    const label = nameOf(design, element.id);
    const help = elementKinds[element.kind].label;
    const props = element.props as unknown as Readonly<Record<string, unknown>>;
    found.push({ reference: element.id, label, help, kind: element.kind, props });
    if (!property.versioned || element.kind !== 'contract') continue;
    const versions = element.props.versions as readonly Row[];
    if (versions.length < 2) continue;
    for (const version of versions) {
      found.push({
        reference: `${element.id}@${String(version.version)}`,
        label: `${label} ${String(version.version)}`,
        help,
        kind: element.kind,
        props,
      });
    }
  }
  return found.sort((a, b) => compareForPeople(a.label, b.label));
}

/** Edges that an `edges` property may name: incoming messages for "triggered by", handlers for "for". */
export function edgeCandidates(design: Design, edge: Edge): readonly Candidate[] {
  const node = edge.from;
  const into = adjacency(design).into(node);
  const handlers = into.filter((each) => each.id !== edge.id && (each.kind === 'consumes' || each.kind === 'calls'));
  return handlers
    .map((each) => ({ reference: each.id, label: nameOf(design, each.id), help: edgeKinds[each.kind].label }))
    .sort((a, b) => compareForPeople(a.label, b.label));
}

export interface Creatable {
  readonly id: string;
  readonly kind: ElementKind;
  readonly props: Readonly<Record<string, unknown>>;
  /** As in "Create event “OrderPlaced”". */
  readonly label: string;
}

/** What can be made on the spot where a reference is wanted. */
export function creatable(property: Property): readonly Creatable[] {
  return (property.refersTo ?? []).flatMap((kind): Creatable[] => {
    switch (kind) {
      case 'contract':
        return [
          { id: 'event', kind, props: { kind: 'event' }, label: 'event' },
          { id: 'command', kind, props: { kind: 'command' }, label: 'command' },
        ];
      case 'store':
        return [{ id: 'store', kind, props: {}, label: 'database' }];
      case 'broker':
        return [{ id: 'broker', kind, props: {}, label: 'broker' }];
      default:
        return [];
    }
  });
}

/** Edits that make a new element for a reference; its place is found afterwards. */
export function creating(what: Creatable, name: string, id: Id): Edit[] {
  return [{ op: 'addElement', element: elementFrom({ kind: what.kind, props: { ...what.props, name } }, id) }];
}

/** Names of fields that could be meant at a place: of the contracts that an edge, a channel or a contract carries. */
export function fieldNames(design: Design, record: Element | Edge): readonly string[] {
  const contracts = new Set<Id>();
  const take = (value: unknown) => {
    if (Array.isArray(value)) for (const each of value) if (typeof each === 'string') contracts.add(each.split('@')[0] as Id);
  };
  if ('from' in record) {
    take((record.props as { contracts?: unknown }).contracts);
    for (const end of [record.from, record.to]) {
      const element = design.elements.get(end);
      if (element?.kind !== 'channel') continue;
      take(element.props.contracts);
      for (const edge of adjacency(design).into(end)) take((edge.props as { contracts?: unknown }).contracts);
    }
  } else if (record.kind === 'contract') contracts.add(record.id);
  else take((record.props as { contracts?: unknown }).contracts);
  const names = new Set<string>();
  for (const id of contracts) {
    const contract = design.elements.get(id);
    if (contract?.kind !== 'contract') continue;
    const versions = contract.props.versions as readonly Row[];
    for (const field of (versions.at(-1)?.fields ?? []) as readonly Row[])
      if (typeof field.name === 'string' && field.name !== '') names.add(field.name);
  }
  return [...names];
}
