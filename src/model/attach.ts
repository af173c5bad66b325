import type { Id } from '#base/ids.ts';
import { type Design, type Edge, type Element, elementOf } from './design.ts';
import type { Edit } from './edit.ts';

/** Whether an edge can carry contracts. */
export function carries(design: Design, edge: Id): boolean {
  const found = design.edges.get(edge);
  return found !== undefined && 'contracts' in found.props;
}

/** Makes a contract one of those that a channel or an arrow carries; nothing where the one is no contract, or the other carries none. */
export function attachEdits(design: Design, contract: Id, target: Id): readonly Edit[] {
  const to = elementOf(design, target, 'channel') ?? (carries(design, target) ? design.edges.get(target) : undefined);
  return to && elementOf(design, contract, 'contract') ? [attachEdit(contract, to)] : [];
}

/** The contract comes last; naming it once more only moves it there. */
export function attachEdit(contract: Id, to: Element | Edge): Edit {
  const listed = (to.props as unknown as { contracts: readonly string[] | string }).contracts;
  const rest = Array.isArray(listed) ? (listed as readonly string[]).filter((reference) => reference !== contract) : [];
  return { op: 'set', id: to.id, path: ['contracts'], value: [...rest, contract] };
}
