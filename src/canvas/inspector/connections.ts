import type { Id } from '#base/ids.ts';
import { adjacency, type Design, nameOf } from '#model/design.ts';
import { edgeKinds } from '#model/kinds/index.ts';

export interface Connection {
  readonly edge: Id;
  readonly direction: 'out' | 'in';
  /** As in "publishes to orders". */
  readonly sentence: string;
}

const inwards: Readonly<Record<string, string>> = {
  publishes: 'is published to by',
  consumes: 'consumes',
  deadLetters: 'takes dead letters of',
  writes: 'is written by',
  reads: 'reads',
  calls: 'is called by',
  captures: 'captures',
};

/** The arrows at an element, in words from its side. */
export function connectionsOf(design: Design, id: Id): readonly Connection[] {
  const { out, into } = adjacency(design);
  return [
    ...into(id).map(
      (edge): Connection => ({
        edge: edge.id,
        direction: 'in',
        sentence: `${inwards[edge.kind] ?? edge.kind} ${nameOf(design, edge.from)}`,
      }),
    ),
    ...out(id).map(
      (edge): Connection => ({
        edge: edge.id,
        direction: 'out',
        sentence: `${edgeKinds[edge.kind].verb} ${nameOf(design, edge.to)}`,
      }),
    ),
  ];
}

/** Channels and arrows that name a contract: where it travels. */
export function carriersOf(design: Design, contract: Id): readonly Id[] {
  const names = (value: unknown) =>
    Array.isArray(value) &&
    value.some((each) => typeof each === 'string' && (each === contract || each.startsWith(`${contract}@`)));
  const found: Id[] = [];
  for (const element of design.elements.values())
    if ('contracts' in element.props && names(element.props.contracts)) found.push(element.id);
  for (const edge of design.edges.values()) if ('contracts' in edge.props && names(edge.props.contracts)) found.push(edge.id);
  return found;
}
