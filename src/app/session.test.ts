import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { createStore } from '#canvas/store.ts';
import type { Room, RoomStatus } from '#connection/room.ts';
import type { Recent, Recents } from '#workshop/recents.ts';
import { openDesign } from './session.ts';

const link = { design: 'abc', token: 'T'.repeat(32) };

/** A room as the session sees it, moved by hand. */
function fakeRoom() {
  const listeners = new Set<(status: RoomStatus) => void>();
  const rebuilt = new Set<(doc: Y.Doc, awareness: Awareness) => void>();
  let doc = new Y.Doc();
  let awareness = new Awareness(doc);
  let status: RoomStatus = { link: 'connecting', role: undefined, synced: false, unsaved: 0, hasDraft: false };
  let closed = false;
  const room = {
    get doc() {
      return doc;
    },
    get awareness() {
      return awareness;
    },
    get status() {
      return status;
    },
    subscribe(listener: (now: RoomStatus) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onRebuilt(listener: (next: Y.Doc, now: Awareness) => void) {
      rebuilt.add(listener);
      return () => rebuilt.delete(listener);
    },
    close: () => {
      closed = true;
    },
  } as unknown as Room;
  return {
    room,
    set(change: Partial<RoomStatus>) {
      status = { ...status, ...change };
      for (const listener of [...listeners]) listener(status);
    },
    rebuild() {
      doc = new Y.Doc();
      doc.getMap('meta').set('title', 'From the server');
      awareness = new Awareness(doc);
      for (const listener of rebuilt) listener(doc, awareness);
    },
    isClosed: () => closed,
    listeners: () => listeners.size,
  };
}

function fakeRecents(first: readonly Recent[] = []): Recents {
  const list = createStore(first);
  return {
    list,
    put: (recent) => list.update((now) => [recent, ...now.filter(({ design }) => design !== recent.design)]),
    forget: () => {},
  };
}

beforeEach(() => {
  vi.stubGlobal('location', { protocol: 'http:', host: '192.168.0.7:4100' });
  vi.stubGlobal('document', { title: '', addEventListener() {}, removeEventListener() {}, visibilityState: 'visible' });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0));
  vi.stubGlobal('localStorage', {
    getItem() {
      throw new Error('storage is switched off');
    },
    setItem() {
      throw new Error('storage is switched off');
    },
  });
});

const flush = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('opening a design', () => {
  it('waits for the content, then makes the session, with storage switched off and on plain http', async () => {
    const fake = fakeRoom();
    const addresses: string[] = [];
    const recents = fakeRecents();
    const opened = openDesign({
      link,
      recents,
      now: () => 7,
      open: ({ server }) => {
        addresses.push(server);
        return fake.room;
      },
    });
    expect(opened.state.get().step).toBe('opening');
    fake.set({ link: 'online', role: 'owner' });
    expect(opened.state.get().step).toBe('opening');
    fake.set({ synced: true });
    await flush();
    const state = opened.state.get();
    expect(addresses).toEqual(['ws://192.168.0.7:4100/ws']);
    expect(state).toMatchObject({ step: 'open', role: 'owner', exercise: undefined });
    expect(recents.list.get()).toEqual([{ ...link, title: '', role: 'owner', at: 7 }]);
    opened.close();
    expect(fake.isClosed()).toBe(true);
    expect(fake.listeners()).toBe(0);
  });

  it('lets a viewer only look, and follows a change of the role', async () => {
    const fake = fakeRoom();
    const opened = openDesign({ link, recents: fakeRecents(), open: () => fake.room });
    fake.set({ link: 'online', role: 'viewer', synced: true });
    await flush();
    const state = opened.state.get();
    if (state.step !== 'open') throw new Error('not open');
    expect(state.session.editor.readOnly.get()).toBe(true);
    fake.set({ role: 'editor' });
    expect(state.session.editor.readOnly.get()).toBe(false);
    opened.close();
  });

  it('moves everything to the new document after a refusal', async () => {
    const fake = fakeRoom();
    const opened = openDesign({ link, recents: fakeRecents(), open: () => fake.room });
    fake.set({ link: 'online', role: 'editor', synced: true });
    await flush();
    const state = opened.state.get();
    if (state.step !== 'open') throw new Error('not open');
    fake.rebuild();
    expect(state.session.editor.document.doc).toBe(fake.room.doc);
    expect(state.session.editor.document.design.title).toBe('From the server');
    expect(fake.room.awareness.getLocalState()).toMatchObject({ u: { n: expect.any(String) } });
    opened.close();
  });

  it('loads the exercise for everybody, and opens without it if it can’t', async () => {
    for (const [load, expected] of [
      [async () => ({ id: 'x', rules: ['reference-broken'], findings: 'hidden' }) as never, { id: 'x' }],
      [() => Promise.reject(new Error('no network')), undefined],
    ] as const) {
      const fake = fakeRoom();
      fake.room.doc.getMap('meta').set('exercise', 'x');
      const opened = openDesign({ link, recents: fakeRecents(), open: () => fake.room, loadExercise: load });
      fake.set({ link: 'online', role: 'editor', synced: true });
      await flush();
      const state = opened.state.get();
      expect(state.step === 'open' && state.exercise).toEqual(
        expected === undefined ? undefined : expect.objectContaining(expected),
      );
      if (state.step === 'open') expect(state.session.checking?.hidden.get()).toBe(expected !== undefined);
      opened.close();
    }
  });

  it('says why it is refused, and that it waits for a server that does not answer', () => {
    const fake = fakeRoom();
    const opened = openDesign({ link, recents: fakeRecents(), open: () => fake.room });
    fake.set({ link: 'offline' });
    expect(opened.state.get()).toEqual({ step: 'waiting' });
    fake.set({ link: 'refused', refusal: { code: 4401, sentence: 'This link does not work any more.', final: true } });
    expect(opened.state.get()).toEqual({ step: 'refused', sentence: 'This link does not work any more.' });
    opened.close();
  });
});
