import type { Id } from '#base/ids.ts';
import { edgeKindsBetween } from '#model/connect.ts';
import type { Design, Edge } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { EdgeKind } from '#model/kind.ts';
import { accepts, propertiesOf, propsWith } from '#model/values.ts';

export interface EdgeChoice {
  readonly kind: EdgeKind;
  readonly from: Id;
  readonly to: Id;
  /** The arrow points the other way than now. */
  readonly turned: boolean;
}

/** What an arrow could be instead, between the same two ends, either way round; first what it is now. */
export function edgeChoices(design: Design, edge: Edge): readonly EdgeChoice[] {
  const from = design.elements.get(edge.from);
  const to = design.elements.get(edge.to);
  if (!from || !to) return [];
  const way = (a: Id, b: Id, kinds: readonly EdgeKind[], turned: boolean) =>
    kinds.map((kind) => ({ kind, from: a, to: b, turned }));
  const all = [
    ...way(edge.from, edge.to, edgeKindsBetween(from.kind, to.kind), false),
    ...way(edge.to, edge.from, edgeKindsBetween(to.kind, from.kind), true),
  ];
  const now = all.filter((each) => each.kind === edge.kind && !each.turned);
  return [...now, ...all.filter((each) => !now.includes(each))];
}

/** Edits that make an arrow another one under the same id, keeping every property that both kinds have. */
export function changeEdge(edge: Edge, choice: EdgeChoice): Edit[] {
  if (choice.kind === edge.kind) return [{ op: 'reconnect', id: edge.id, from: choice.from, to: choice.to }];
  const properties = propertiesOf(choice.kind);
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(edge.props)) {
    const property = properties[name];
    if (property && accepts(property, value)) kept[name] = value;
  }
  const next = { id: edge.id, kind: choice.kind, from: choice.from, to: choice.to, props: propsWith(choice.kind, kept as never) };
  return [
    { op: 'removeEdge', id: edge.id },
    { op: 'addEdge', edge: next as unknown as Edge },
  ];
}
