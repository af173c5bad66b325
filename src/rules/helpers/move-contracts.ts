import type { Id, MakeId } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, set } from './build.ts';
import { readsOf, writesOf } from './carries.ts';
import { contractId } from './contracts.ts';

/** Contracts that are to come through another channel, where a handler reads them. */
export interface Move {
  readonly contracts: readonly Id[];
  readonly from: Id;
  readonly to: Id;
  readonly handler: Id;
}

const among = (references: readonly string[], contracts: readonly Id[]) =>
  references.filter((each) => contracts.includes(contractId(each)));
const without = (references: readonly string[], contracts: readonly Id[]) =>
  references.filter((each) => !contracts.includes(contractId(each)));

/** Only that node reads the contracts from the channel, so that moving them takes them away from nobody else. */
export function isReadOnlyBy(read: Reads, contracts: readonly Id[], channel: Id, node: Id): boolean {
  return read.out(channel, 'consumes').every((edge) => edge.to === node || among(readsOf(read, edge), contracts).length === 0);
}

function publishElsewhere(read: Reads, { contracts, from, to }: Move, makeId: MakeId): Edit[] {
  return read.into(from, 'publishes').flatMap((edge): Edit[] => {
    const written = writesOf(read, edge);
    const moved = among(written, contracts);
    if (moved.length === 0) return [];
    if (moved.length === written.length)
      return [{ op: 'reconnect', id: edge.id, from: edge.from, to }, set(edge.id, 'contracts', moved)];
    return [
      set(edge.id, 'contracts', without(written, contracts)),
      addEdge('publishes', makeId(), edge.from, to, { ...edge.props, contracts: moved }),
    ];
  });
}

/** Who reads all of the new channel goes on reading what it has read; the handler reads what comes. */
function readElsewhere(read: Reads, { to, handler }: Move, references: readonly string[]): Edit[] {
  return read.out(to, 'consumes').flatMap((edge): Edit[] => {
    const { contracts } = edge.props;
    if (edge.id !== handler) {
      const before = readsOf(read, edge);
      return contracts === 'all' && before.length > 0 ? [set(edge.id, 'contracts', before)] : [];
    }
    if (typeof contracts === 'string') return [];
    const added = references.filter((each) => !contracts.some((own) => contractId(own) === contractId(each)));
    return added.length === 0 ? [] : [set(edge.id, 'contracts', [...contracts, ...added])];
  });
}

function readNoMore(edge: EdgeOf<'consumes'>, contracts: readonly Id[]): Edit[] {
  if (typeof edge.props.contracts === 'string') return [];
  const rest = without(edge.props.contracts, contracts);
  return rest.length === 0 || rest.length === edge.props.contracts.length ? [] : [set(edge.id, 'contracts', rest)];
}

/**
 * Edits that let contracts come through another channel: their publishers publish them there, and a handler of that
 * channel reads them. A channel that nobody publishes to any more is removed, if nothing else hangs on it.
 */
export function moveContracts(read: Reads, move: Move, makeId: MakeId): Edit[] {
  const { contracts, from, to } = move;
  const channel = read.of(from, 'channel');
  if (!channel || !read.of(to, 'channel')) return [];
  const publishers = read.into(from, 'publishes');
  const references = [...new Set(publishers.flatMap((edge) => among(writesOf(read, edge), contracts)))];
  const edits = [...publishElsewhere(read, move, makeId), ...readElsewhere(read, move, references)];
  const readers = read.out(from, 'consumes');
  const emptied = publishers.every((edge) => without(writesOf(read, edge), contracts).length === 0);
  const hanging = [from, ...readers.map(({ id }) => id)].some((id) => read.referrers(id).length > 0);
  const alone = read.edgesAt(from).length === publishers.length + readers.length;
  if (emptied && alone && !hanging)
    return [...edits, ...readers.map(({ id }): Edit => ({ op: 'removeEdge', id })), { op: 'removeElement', id: from }];
  const carried = channel.props.contracts;
  if (typeof carried !== 'string' && among(carried, contracts).length > 0)
    edits.push(set(from, 'contracts', without(carried, contracts)));
  return [...edits, ...readers.flatMap((edge) => readNoMore(edge, contracts))];
}
