import type { Peer } from '../presence/presence.ts';

/** Clients that follow this window. */
export function followersOf(peers: readonly Peer[], client: number | undefined): readonly Peer[] {
  return client === undefined ? [] : peers.filter((peer) => peer.following === client);
}

/** The first few peers for the bar: whom one follows first, then those who are not away; and how many are left. */
export function shownPeers(
  peers: readonly Peer[],
  following: number | undefined,
  room: number,
): { readonly shown: readonly Peer[]; readonly rest: number } {
  const rank = (peer: Peer) => (peer.client === following ? 0 : peer.away ? 2 : 1);
  const sorted = [...peers].sort((a, b) => rank(a) - rank(b) || a.client - b.client);
  const shown = sorted.slice(0, sorted.length > room ? room - 1 : room);
  return { shown, rest: sorted.length - shown.length };
}
