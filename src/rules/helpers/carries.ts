import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import { query, type Reads } from '../context.ts';
import { contractId, existing } from './contracts.ts';

/** carries(ch): references to the contracts that a channel is meant to carry, or that somebody publishes to it. */
export const carries = query((read: Reads, channel: Id): readonly string[] => {
  const found = read.of(channel, 'channel');
  if (!found) return [];
  const all = new Set(existing(read, found.props.contracts));
  for (const publishes of read.into(channel, 'publishes'))
    for (const each of existing(read, publishes.props.contracts)) all.add(each);
  return [...all];
});

/** The channels that carry a contract, by id. */
export const carriersOf = query((read: Reads, contract: Id): readonly Id[] => {
  const channels = new Set<Id>();
  for (const id of read.referrers(contract)) {
    if (read.of(id, 'channel')) channels.add(id);
    const edge = read.edge(id);
    if (edge?.kind === 'publishes') channels.add(edge.to);
  }
  return [...channels].filter((channel) => carries(read, channel).some((each) => contractId(each) === contract)).sort();
});

/** reads(e): references to the contracts that a handler handles. */
export function readsOf(read: Reads, consumes: EdgeOf<'consumes'>): readonly string[] {
  return consumes.props.contracts === 'all' ? carries(read, consumes.from) : existing(read, consumes.props.contracts);
}

/** writers(c,ch), the other way round: what one producer publishes; where it names nothing, all that its channel names. */
export function writesOf(read: Reads, publishes: EdgeOf<'publishes'>): readonly string[] {
  const own = existing(read, publishes.props.contracts);
  if (own.length > 0) return own;
  const channel = read.of(publishes.to, 'channel');
  return channel ? existing(read, channel.props.contracts) : [];
}

/** What a producer publishes and a handler reads: the contracts in common. */
export interface Meeting {
  readonly contracts: readonly string[];
  /** No contract is drawn on the producer's side: it publishes something that has no name yet. */
  readonly unnamed: boolean;
}

/** Whether a handler reads anything of what a producer publishes to the same channel; undefined if it does not. */
export function meeting(read: Reads, publishes: EdgeOf<'publishes'>, consumes: EdgeOf<'consumes'>): Meeting | undefined {
  const written = writesOf(read, publishes);
  if (written.length === 0) return consumes.props.contracts === 'all' ? { contracts: [], unnamed: true } : undefined;
  if (consumes.props.contracts === 'all') return { contracts: written, unnamed: false };
  const wanted = new Set(existing(read, consumes.props.contracts).map(contractId));
  const contracts = written.filter((each) => wanted.has(contractId(each)));
  return contracts.length > 0 ? { contracts, unnamed: false } : undefined;
}
