import type { Id, MakeId } from '#base/ids.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from './build.ts';
import { carriersOf, carries } from './carries.ts';
import { contractId } from './contracts.ts';
import { handlersOf } from './hearing.ts';

/** A message that somebody is to hear. */
export interface Route {
  readonly contract: Id;
  readonly from: Id | undefined;
  /** Left out where nobody is known that should. */
  readonly to: Id | undefined;
  /** Where it has no channel of its own yet, it goes the way of this one. */
  readonly like?: string;
}

/** The sender's own channel if nothing else fits. */
function channelFor(read: Reads, { contract, from, to, like }: Route): Id | undefined {
  const carriers = carriersOf(read, contract);
  const alike = like === undefined ? [] : carriersOf(read, contractId(like));
  const own = from === undefined ? [] : read.out(from, 'publishes').map((publishes) => publishes.to);
  const heard = (channel: Id) => read.out(channel, 'consumes').some((consumes) => consumes.to === to);
  const main = (channel: Id) => read.of(channel, 'channel')?.props.role === 'main';
  const those = [carriers, alike, own.filter(main)].find((list) => list.length > 0) ?? [];
  return those.find(heard) ?? those[0];
}

/**
 * Edits that draw the way of each message: on the channel that carries it, or else one that goes the right way, or a new one.
 * What has been added for one message is used for the next.
 */
export function connect(read: Reads, makeId: MakeId, routes: readonly Route[]): Edit[] {
  const made: Edit[] = [];
  /** Contracts of channels, and of arrows that name theirs, as they will be. */
  const named = new Map<Id, readonly string[]>();
  const name = (id: Id, now: readonly string[], contract: Id) =>
    named.set(id, [...new Set([...(named.get(id) ?? now), contract])]);
  const channels = new Map<Id | undefined, Id>();
  const senders = new Map<string, Id>();
  const readers = new Map<string, Id>();

  const channelOf = (route: Route): Id => {
    const known = channelFor(read, route) ?? channels.get(route.from);
    if (known !== undefined) return known;
    const { from } = route;
    const id = makeId();
    const sender = from === undefined ? undefined : read.element(from);
    const context = sender?.props.context ?? 'none';
    made.push(addElement('channel', id, { name: `${sender?.props.name ?? 'workflow'}-events`, type: 'log', context }));
    channels.set(from, id);
    return id;
  };

  const send = (route: Route, channel: Id) => {
    if (carries(read, channel).some((each) => contractId(each) === route.contract)) return;
    const sender = route.from === undefined ? undefined : read.element(route.from);
    const publishes = sender && read.out(sender.id, 'publishes').find((edge) => edge.to === channel);
    if (publishes && publishes.props.contracts.length > 0)
      name(publishes.id, publishes.props.contracts as string[], route.contract);
    else name(channel, (read.of(channel, 'channel')?.props.contracts ?? []) as string[], route.contract);
    if (!sender || publishes) return;
    const key = `${sender.id} ${channel}`;
    const id = senders.get(key) ?? makeId();
    if (!senders.has(key)) made.push(addEdge('publishes', id, sender.id, channel));
    senders.set(key, id);
    name(id, [], route.contract);
  };

  const hear = ({ contract, to }: Route, channel: Id) => {
    if (to === undefined || handlersOf(read, contract).some((consumes) => consumes.to === to)) return;
    const handlers = read.out(channel, 'consumes').filter((consumes) => consumes.to === to);
    if (handlers.some(({ props }) => typeof props.contracts === 'string')) return;
    const known = handlers[0];
    if (known) {
      name(known.id, known.props.contracts as string[], contract);
      return;
    }
    const key = `${channel} ${to}`;
    const id = readers.get(key) ?? makeId();
    if (!readers.has(key)) made.push(addEdge('consumes', id, channel, to));
    readers.set(key, id);
    name(id, [], contract);
  };

  for (const route of routes) {
    const channel = channelOf(route);
    send(route, channel);
    hear(route, channel);
  }
  return [...made, ...[...named].map(([id, contracts]) => set(id, 'contracts', contracts))];
}
