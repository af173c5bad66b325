import type { Awareness } from 'y-protocols/awareness';
import { type Id, isId } from '#base/ids.ts';
import type { Box } from '#drawing/geometry.ts';
import { presenceColours } from '#drawing/tokens.ts';
import type { Position } from '#model/design.ts';
import { createStore, type Store } from '../store.ts';
import { loopThrough } from './loops.ts';

/** Another person (or this person's other window) as far as everybody may know. */
export interface Peer {
  /** Yjs client id: one window. */
  readonly client: number;
  readonly name: string;
  readonly colour: string;
  readonly selection: readonly Id[];
  /** The client that this peer follows. */
  readonly following: number | undefined;
  /** What this peer is doing right now, for the list of people. */
  readonly away: boolean;
}

/** A drag that has not been dropped yet: ids once, then only how far they are from where the document has them. */
export interface LiveDrag {
  readonly gesture: number;
  readonly ids: readonly Id[];
  readonly by: Position;
}

/** What changes many times a second, kept out of React. */
export interface Motion {
  readonly pointer: Position | undefined;
  readonly drag: LiveDrag | undefined;
  /** The part of the canvas that the peer sees, for those who follow. */
  readonly view: Box | undefined;
}

export interface Me {
  readonly name: string;
  readonly colour: string;
  /** The colour was not chosen: it gives way to that of somebody who is here already. */
  readonly byChance?: boolean;
}

export interface Presence {
  readonly me: Store<Me>;
  readonly peers: Store<readonly Peer[]>;
  /** The peer whose view this window follows. */
  readonly following: Store<number | undefined>;
  motionOf(client: number): Motion;
  /** Called when any peer's pointer, drag or view changes; at most once a frame is enough to draw. */
  onMotion(listener: () => void): () => void;
  setPointer(at: Position | undefined): void;
  setDrag(drag: { readonly ids: readonly Id[]; readonly by: Position } | undefined): void;
  setView(view: Box): void;
  setSelection(ids: Iterable<Id>): void;
  follow(client: number | undefined): void;
  rebind(awareness: Awareness): void;
  destroy(): void;
}

const sendMs = 40;
const nobody: Motion = { pointer: undefined, drag: undefined, view: undefined };
/** Longest list of ids that others are told of: a larger selection or drag is shown without its tail. */
const idLimit = 100;

/**
 * Awareness as Millrace uses it. The state is small, because every message carries all of it: name and colour in
 * `u`, pointer in `p`, drag in `d`, selection in `s`, view in `v`, whom one follows in `f`. What others send is
 * checked like any stranger's input.
 */
export function createPresence(first: Awareness, self: Me, now: () => number = () => performance.now()): Presence {
  let awareness = first;
  const me = createStore(self);
  const peers = createStore<readonly Peer[]>([]);
  const following = createStore<number | undefined>(undefined);
  const motions = new Map<number, Motion>();
  const listeners = new Set<() => void>();
  let gesture = 0;
  let dragging: string | undefined;
  const pending: Record<string, unknown> = {};
  let lastSent = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = () => {
    timer = undefined;
    lastSent = now();
    const state = { ...awareness.getLocalState(), ...pending };
    for (const key of Object.keys(state)) if (state[key] === undefined) delete state[key];
    for (const key of Object.keys(pending)) delete pending[key];
    awareness.setLocalState(state);
  };
  /** Sends the latest state at most 25 times a second, and nothing at all while nothing moves. */
  const put = (key: string, value: unknown) => {
    pending[key] = value;
    if (timer !== undefined) return;
    const wait = lastSent + sendMs - now();
    if (wait <= 0) send();
    else timer = setTimeout(send, wait);
  };

  const read = () => {
    const list: Peer[] = [];
    const seen = new Set<number>();
    for (const [client, state] of awareness.getStates()) {
      if (client === awareness.clientID || typeof state !== 'object' || state === null) continue;
      seen.add(client);
      list.push(readPeer(client, state as Record<string, unknown>));
      motions.set(client, readMotion(state as Record<string, unknown>));
    }
    for (const client of [...motions.keys()]) if (!seen.has(client)) motions.delete(client);
    list.sort((a, b) => a.client - b.client);
    giveWay(list);
    if (!samePeers(list, peers.get())) peers.set(list);
    const followed = following.get();
    if (followed !== undefined && (!seen.has(followed) || mustLetGo(followed, list))) following.set(undefined);
    for (const listener of [...listeners]) listener();
  };

  /** Of two windows with one colour, the one with the larger client id takes a free one: both know which of them that is. */
  const giveWay = (list: readonly Peer[]) => {
    const { colour, byChance } = me.get();
    if (!byChance || !list.some((peer) => peer.colour === colour && peer.client < awareness.clientID)) return;
    const free = presenceColours.find((each) => !list.some((peer) => peer.colour === each));
    if (free) me.set({ ...me.get(), colour: free });
  };

  const followsIn = (list: readonly Peer[]) => (client: number) => list.find((peer) => peer.client === client)?.following;

  /** Two who begin to follow each other at the same moment close a loop: the one with the largest client id lets go. */
  const mustLetGo = (followed: number, list: readonly Peer[]) => {
    const loop = loopThrough(awareness.clientID, followed, followsIn(list));
    return loop !== undefined && Math.max(...loop) === awareness.clientID;
  };

  const bind = () => {
    awareness.on('change', read);
    awareness.setLocalState({ u: { n: me.get().name, c: me.get().colour } });
    read();
  };
  const unbind = () => awareness.off('change', read);
  const unsubscribeMe = me.subscribe(() => put('u', { n: me.get().name, c: me.get().colour }));
  const unsubscribeFollowing = following.subscribe(() => put('f', following.get()));
  bind();

  return {
    me,
    peers,
    following,
    motionOf: (client) => motions.get(client) ?? nobody,
    onMotion(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setPointer: (at) => put('p', at && [Math.round(at[0]), Math.round(at[1])]),
    setDrag(drag) {
      if (!drag) {
        dragging = undefined;
        put('d', undefined);
        return;
      }
      const ids = drag.ids.slice(0, idLimit);
      const word = ids.join(' ');
      if (word !== dragging) {
        dragging = word;
        gesture++;
      }
      put('d', { g: gesture, i: ids, b: [Math.round(drag.by[0]), Math.round(drag.by[1])] });
    },
    setView: (view) => put('v', [view.x, view.y, view.width, view.height].map(Math.round)),
    setSelection: (ids) => put('s', [...ids].slice(0, idLimit)),
    follow(client) {
      if (client !== undefined && loopThrough(awareness.clientID, client, followsIn(peers.get()))) return;
      following.set(client);
    },
    rebind(next) {
      unbind();
      awareness = next;
      motions.clear();
      bind();
    },
    destroy() {
      clearTimeout(timer);
      unsubscribeMe();
      unsubscribeFollowing();
      unbind();
      awareness.setLocalState(null);
      listeners.clear();
    },
  };
}

function readPeer(client: number, state: Record<string, unknown>): Peer {
  const user = (typeof state.u === 'object' && state.u !== null ? state.u : {}) as Record<string, unknown>;
  const colour = (presenceColours as readonly unknown[]).includes(user.c)
    ? (user.c as string)
    : (presenceColours[client % presenceColours.length] as string);
  return {
    client,
    name: typeof user.n === 'string' && user.n.trim() !== '' ? user.n.trim().slice(0, 40) : 'Guest',
    colour,
    selection: readIds(state.s),
    following: typeof state.f === 'number' ? state.f : undefined,
    away: state.a === true,
  };
}

function readMotion(state: Record<string, unknown>): Motion {
  const drag = (typeof state.d === 'object' && state.d !== null ? state.d : undefined) as Record<string, unknown> | undefined;
  const by = readNumbers(drag?.b, 2);
  const pointer = readNumbers(state.p, 2);
  const view = readNumbers(state.v, 4);
  return {
    pointer: pointer && [pointer[0] as number, pointer[1] as number],
    drag:
      drag && by && typeof drag.g === 'number'
        ? { gesture: drag.g, ids: readIds(drag.i), by: [by[0] as number, by[1] as number] }
        : undefined,
    view:
      view && (view[2] as number) > 0 && (view[3] as number) > 0
        ? { x: view[0] as number, y: view[1] as number, width: view[2] as number, height: view[3] as number }
        : undefined,
  };
}

function readIds(value: unknown): readonly Id[] {
  return Array.isArray(value) ? value.filter(isId).slice(0, idLimit) : [];
}

function readNumbers(value: unknown, length: number): readonly number[] | undefined {
  const fits = Array.isArray(value) && value.length === length && value.every((n) => typeof n === 'number' && Math.abs(n) < 1e8);
  return fits ? (value as number[]) : undefined;
}

function samePeers(a: readonly Peer[], b: readonly Peer[]): boolean {
  return a.length === b.length && a.every((peer, i) => samePeer(peer, b[i] as Peer));
}

function samePeer(a: Peer, b: Peer): boolean {
  return (
    a.client === b.client &&
    a.name === b.name &&
    a.colour === b.colour &&
    a.following === b.following &&
    a.away === b.away &&
    a.selection.length === b.selection.length &&
    a.selection.every((id, i) => id === b.selection[i])
  );
}
