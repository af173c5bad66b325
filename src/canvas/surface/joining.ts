import type { Id, MakeId } from '#base/ids.ts';
import { type Box, boxOf, centreOf, defaultSize, snap } from '#drawing/geometry.ts';
import { edgeKindsBetween, type FittingKind, kindsThatFit, type Proposal, proposals, refusalOf } from '#model/connect.ts';
import { adjacency, type Design, type Edge, type Element, type Position } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { EdgeKind } from '#model/kind.ts';
import { propsWith } from '#model/values.ts';
import { joinWords } from './join-words.ts';

/** What the surface does with a line drawn from one element to another. */
export type Joining =
  | { readonly how: 'do'; readonly proposal: Proposal }
  /** The meaning is open: somebody has to say. */
  | { readonly how: 'ask'; readonly proposals: readonly Proposal[] }
  | { readonly how: 'refuse'; readonly why: string; readonly alternatives: readonly Proposal[] };

/**
 * Which of the ways to join two elements is taken without asking. Asked is where two ways are equally likely: a service and a
 * store, two services, a contract and whoever could publish it. An arrow into a channel is never asked about. [S2]
 */
export function joining(design: Design, from: Id, to: Id, makeId: MakeId): Joining {
  const all = proposals(design, from, to, makeId).map((proposal) => ({ ...proposal, edits: roomy(design, from, to, proposal) }));
  const legal = all.filter((proposal) => proposal.legal);
  const refusal = refusalOf(design, from, to, makeId);
  const [first] = legal;
  if (refusal || !first) return { how: 'refuse', why: refusal?.why ?? '', alternatives: all };
  const a = design.elements.get(from);
  const b = design.elements.get(to);
  if (b?.kind === 'channel' || a?.kind === 'channel') return { how: 'do', proposal: first };
  const event = all.find((proposal) => proposal.id === 'via-channel');
  if (event && first.id === 'calls' && b?.kind === 'service') return { how: 'ask', proposals: [event, ...legal] };
  const publishes = all.find((proposal) => proposal.id === 'publishes-it');
  if (publishes) return { how: 'ask', proposals: [publishes, ...legal] };
  return legal.length === 1 ? { how: 'do', proposal: first } : { how: 'ask', proposals: legal };
}

/** What a proposal is called in a list, and what it means. */
export function wordsOf(proposal: Proposal): { readonly label: string; readonly hint: string } {
  const label = proposal.label.charAt(0).toUpperCase() + proposal.label.slice(1);
  return { label, hint: joinWords[proposal.id] ?? '' };
}

/** A new element between two others stands where there is room, not on top of them. */
function roomy(design: Design, from: Id, to: Id, proposal: Proposal): readonly Edit[] {
  if (proposal.creates.length === 0) return proposal.edits;
  return proposal.edits.map((edit) => {
    if (edit.op !== 'place') return edit;
    const made = proposal.edits.find((each) => each.op === 'addElement' && each.element.id === edit.id);
    const at = made?.op === 'addElement' ? between(design, from, to, defaultSize(made.element)) : undefined;
    return at ? { ...edit, at } : edit;
  });
}

function between(design: Design, from: Id, to: Id, [width, height]: readonly [number, number]): Position | undefined {
  const a = boxOf(design, from);
  const b = boxOf(design, to);
  if (!a || !b) return undefined;
  const [p, q] = [centreOf(a), centreOf(b)];
  const level = Math.abs(p[0] - q[0]) >= Math.abs(p[1] - q[1]);
  const others: Box[] = [];
  for (const element of design.elements.values()) {
    const box = element.kind === 'context' ? undefined : boxOf(design, element.id);
    if (box) others.push(box);
  }
  const x = (p[0] + q[0] - width) / 2;
  const y = (p[1] + q[1] - height) / 2;
  const margin = 14;
  // Straight between them, or as far aside as it takes.
  for (let i = 0; i < 40; i++) {
    const off = (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2) * 40;
    const at: Position = [snap(x + (level ? 0 : off)), snap(y + (level ? off : 0))];
    const covers = (box: Box) =>
      at[0] < box.x + box.width + margin &&
      at[0] + width + margin > box.x &&
      at[1] < box.y + box.height + margin &&
      at[1] + height + margin > box.y;
    if (!others.some(covers)) return at;
  }
  return [snap(x), snap(y)];
}

const noIds: MakeId = () => 'x';

/**
 * Elements that a line may lead to (or come from). Whether it may depends on little besides the two kinds, so that it is worked out once
 * for each sort of element and not for each of a thousand.
 */
export function targetsOf(design: Design, id: Id, direction: 'out' | 'in'): Set<Id> {
  const found = new Set<Id>();
  const known = new Map<string, boolean>();
  for (const other of design.elements.values()) {
    if (other.id === id || other.kind === 'context') continue;
    const sort = sortOf(design, other);
    let legal = known.get(sort);
    if (legal === undefined) {
      const [from, to] = direction === 'out' ? [id, other.id] : [other.id, id];
      legal = proposals(design, from, to, noIds).some((proposal) => proposal.legal);
      known.set(sort, legal);
    }
    if (legal) found.add(other.id);
  }
  return found;
}

function sortOf(design: Design, element: Element): string {
  if (element.kind === 'store') return `store ${element.props.type}`;
  if (element.kind !== 'channel') return element.kind;
  const edges = adjacency(design);
  const free = edges.into(element.id).length + edges.out(element.id).length === 0;
  return `channel ${element.props.role} ${free}`;
}

/** Whether an edge may keep its kind with one end at another element. */
export function mayReconnect(design: Design, id: Id, end: 'from' | 'to', other: Id): boolean {
  const edge = design.edges.get(id);
  const from = edge && design.elements.get(end === 'from' ? other : edge.from);
  const to = edge && design.elements.get(end === 'to' ? other : edge.to);
  return (
    edge !== undefined &&
    from !== undefined &&
    to !== undefined &&
    from.id !== to.id &&
    edgeKindsBetween(from.kind, to.kind).includes(edge.kind)
  );
}

/** What may newly stand at the other end; for a contract, a channel that carries it. */
export function fittingKinds(design: Design, id: Id, direction: 'out' | 'in'): readonly FittingKind[] {
  return kindsThatFit(design, id, direction);
}

export function edgeEdit(kind: EdgeKind, from: Id, to: Id, id: Id): Edit {
  return { op: 'addEdge', edge: { id, kind, from, to, props: propsWith(kind) } as unknown as Edge };
}
