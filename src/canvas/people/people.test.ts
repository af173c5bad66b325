import { expect, it } from 'vitest';
import type { Peer } from '../presence/presence.ts';
import { initialsOf } from '../ui/initials.ts';
import { followersOf, shownPeers } from './following.ts';

const peer = (client: number, rest: Partial<Peer> = {}): Peer => ({
  client,
  name: `P${client}`,
  colour: '#000000',
  selection: [],
  following: undefined,
  away: false,
  ...rest,
});

it('shows whom one follows first, who is away last, and how many are left', () => {
  const peers = [peer(1, { away: true }), peer(2), peer(3), peer(4)];
  expect(shownPeers(peers, 4, 5).shown.map((each) => each.client)).toEqual([4, 2, 3, 1]);
  const few = shownPeers(peers, undefined, 3);
  expect([few.shown.map((each) => each.client), few.rest]).toEqual([[2, 3], 2]);
});

it('knows who follows this window', () => {
  expect(followersOf([peer(1, { following: 9 }), peer(2)], 9).map((each) => each.client)).toEqual([1]);
  expect(followersOf([peer(1, { following: 9 })], undefined)).toEqual([]);
});

it.each([
  ['Ada Lovelace', 'AL'],
  ['ada', 'A'],
  ['Jean-Luc van der Berg', 'JB'],
  ['  ', '?'],
  ['😀 x', '😀X'],
])('takes the initials of “%s”', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
