import { describe, expect, it, vi } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { createPresence } from './presence.ts';

function window(name: string) {
  const awareness = new Awareness(new Y.Doc());
  const presence = createPresence(awareness, { name, colour: '#0b57d0' }, () => 0);
  return { awareness, presence };
}

function tell(from: Awareness, to: Awareness) {
  applyAwarenessUpdate(to, encodeAwarenessUpdate(from, [from.clientID]), 'network');
}

describe('presence', () => {
  it('shows who is here, with name and colour', () => {
    const ann = window('Ann');
    const bob = window('Bob');
    tell(bob.awareness, ann.awareness);
    expect(ann.presence.peers.get()).toMatchObject([
      { client: bob.awareness.clientID, name: 'Bob', colour: '#0b57d0', selection: [] },
    ]);
    ann.presence.destroy();
    bob.presence.destroy();
  });

  it('sends the last of many movements, not each of them', () => {
    vi.useFakeTimers();
    const ann = window('Ann');
    const updates = vi.fn();
    ann.awareness.on('update', updates);
    for (let x = 0; x < 100; x++) ann.presence.setPointer([x, 0]);
    vi.advanceTimersByTime(100);
    expect(updates.mock.calls.length).toBeLessThanOrEqual(2);
    expect(ann.awareness.getLocalState()).toMatchObject({ p: [99, 0] });
    ann.presence.destroy();
    vi.useRealTimers();
  });

  it('keeps a drag’s message below 150 bytes for a handful of elements', () => {
    const ann = window('Ann');
    ann.presence.setDrag({ ids: ['abcdefghijkl', 'abcdefghijkm', 'abcdefghijkn'], by: [120, -40] });
    expect(JSON.stringify(ann.awareness.getLocalState()).length).toBeLessThan(150);
    ann.presence.destroy();
  });

  it.each([
    ['no object', 7],
    ['wrong types everywhere', { u: 'x', p: 'here', d: { g: 'x', i: 4, b: [1] }, s: { a: 1 }, v: [1, 2], f: 'me' }],
    ['numbers out of reach', { p: [Number.NaN, 1e300], v: [0, 0, -5, 10] }],
    ['a name of a megabyte', { u: { n: 'x'.repeat(1_000_000), c: 'url(evil)' } }],
  ])('survives a stranger who sends %s', (_, state) => {
    const ann = window('Ann');
    const stranger = new Awareness(new Y.Doc());
    stranger.setLocalState(state as never);
    tell(stranger, ann.awareness);
    const motion = ann.presence.motionOf(stranger.clientID);
    expect(motion).toEqual({ pointer: undefined, drag: undefined, view: undefined });
    for (const peer of ann.presence.peers.get()) {
      expect(peer.name.length).toBeLessThanOrEqual(40);
      expect(peer.colour).toMatch(/^#[0-9a-f]{6}$/);
    }
    ann.presence.destroy();
    stranger.destroy();
  });

  it('gives a colour by chance up for a free one, and a chosen one never', () => {
    const first = window('Ann');
    const second = new Awareness(new Y.Doc());
    second.clientID = first.awareness.clientID + 1;
    second.setLocalState({});
    const chance = createPresence(second, { name: 'Bob', colour: '#0b57d0', byChance: true }, () => 0);
    tell(first.awareness, second);
    expect(chance.me.get().colour).not.toBe('#0b57d0');
    const third = new Awareness(new Y.Doc());
    third.clientID = first.awareness.clientID + 2;
    const chosen = createPresence(third, { name: 'Cem', colour: '#0b57d0' }, () => 0);
    tell(first.awareness, third);
    expect(chosen.me.get().colour).toBe('#0b57d0');
    for (const each of [first.presence, chance, chosen]) each.destroy();
  });

  it('refuses to follow somebody who follows this window', () => {
    const ann = window('Ann');
    const bob = window('Bob');
    tell(ann.awareness, bob.awareness);
    bob.presence.follow(ann.awareness.clientID);
    expect(bob.presence.following.get()).toBe(ann.awareness.clientID);
    bob.awareness.setLocalStateField('f', ann.awareness.clientID);
    tell(bob.awareness, ann.awareness);
    ann.presence.follow(bob.awareness.clientID);
    expect(ann.presence.following.get()).toBeUndefined();
    ann.presence.destroy();
    bob.presence.destroy();
  });

  it('closes no loop of three, and opens one that two close at the same moment', () => {
    const [ann, bob, cem] = [window('Ann'), window('Bob'), window('Cem')];
    bob.awareness.setLocalStateField('f', cem.awareness.clientID);
    cem.awareness.setLocalStateField('f', ann.awareness.clientID);
    tell(bob.awareness, ann.awareness);
    tell(cem.awareness, ann.awareness);
    ann.presence.follow(bob.awareness.clientID);
    expect(ann.presence.following.get()).toBeUndefined();
    const [low, high] = [window('Low'), window('High')].sort((a, b) => a.awareness.clientID - b.awareness.clientID) as [
      ReturnType<typeof window>,
      ReturnType<typeof window>,
    ];
    tell(low.awareness, high.awareness);
    tell(high.awareness, low.awareness);
    low.presence.follow(high.awareness.clientID);
    high.presence.follow(low.awareness.clientID);
    low.awareness.setLocalStateField('f', high.awareness.clientID);
    high.awareness.setLocalStateField('f', low.awareness.clientID);
    tell(low.awareness, high.awareness);
    tell(high.awareness, low.awareness);
    expect(high.presence.following.get()).toBeUndefined();
    expect(low.presence.following.get()).toBe(high.awareness.clientID);
    for (const each of [ann, bob, cem, low, high]) each.presence.destroy();
  });

  it('stops following somebody who has left', () => {
    const ann = window('Ann');
    const bob = window('Bob');
    tell(bob.awareness, ann.awareness);
    ann.presence.follow(bob.awareness.clientID);
    bob.awareness.setLocalState(null);
    tell(bob.awareness, ann.awareness);
    expect(ann.presence.following.get()).toBeUndefined();
    ann.presence.destroy();
  });
});
