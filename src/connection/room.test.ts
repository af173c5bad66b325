import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type RunningServer, type ServerOptions, startServer } from '#server/start.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { encodePresence } from '#wire/messages.ts';
import { openRoom, type Room, type RoomStatus } from './room.ts';

let server: RunningServer;
const rooms: Room[] = [];

interface Made {
  readonly id: string;
  readonly links: { readonly owner: string; readonly editor: string; readonly viewer: string };
}

async function start(options: Partial<ServerOptions> = {}): Promise<void> {
  server = await startServer({ port: 0, ...options });
}

async function makeDesign(): Promise<Made> {
  const headers = { 'content-type': 'application/json' };
  return (await (await fetch(`${server.url}/api/designs`, { method: 'POST', headers, body: '{}' })).json()) as Made;
}

function enter(design: Made, role: keyof Made['links'], token: string = design.links[role]): Room {
  const room = openRoom({ server: `${server.url.replace('http', 'ws')}/ws`, room: design.id, token });
  rooms.push(room);
  return room;
}

/** Waits for a status with a deadline. */
async function until(room: Room, holds: (status: RoomStatus) => boolean): Promise<void> {
  await expect.poll(() => holds(room.status) || room.status, { timeout: 5000, interval: 10 }).toBe(true);
}

const ready = ({ synced, link }: RoomStatus) => synced && link === 'online';
const saved = ({ unsaved }: RoomStatus) => unsaved === 0;
const content = (room: Room) => room.doc.getMap('m').toJSON();

beforeEach(() => start());

afterEach(async () => {
  for (const room of rooms.splice(0)) room.close();
  await server.close();
});

describe('a room', () => {
  it('[P9] shows each the other’s changes, and says when they are saved', async () => {
    const design = await makeDesign();
    const [ann, bob] = [enter(design, 'owner'), enter(design, 'editor')];
    await Promise.all([until(ann, ready), until(bob, ready)]);
    expect([ann.status.role, bob.status.role]).toEqual(['owner', 'editor']);
    ann.doc.getMap('m').set('a', 1);
    expect(ann.status.unsaved).toBe(1);
    bob.doc.getMap('m').set('b', 2);
    await Promise.all([until(ann, saved), until(bob, saved)]);
    await expect
      .poll(() => [content(ann), content(bob)])
      .toEqual([
        { a: 1, b: 2 },
        { a: 1, b: 2 },
      ]);
  });

  it('[P7] [P8] comes back after a restart of the server: with the work done meanwhile, and seen by the others', async () => {
    await server.close();
    const data = mkdtempSync(join(tmpdir(), 'millrace-connection-'));
    try {
      await start({ data });
      const design = await makeDesign();
      const [ann, bob] = [enter(design, 'owner'), enter(design, 'editor')];
      await Promise.all([until(ann, ready), until(bob, ready)]);
      bob.awareness.setLocalStateField('name', 'Bob');
      const seen = () => ann.awareness.getStates().get(bob.doc.clientID)?.name;
      await expect.poll(seen).toBe('Bob');
      ann.doc.getMap('m').set('before', 1);
      await until(ann, saved);

      const { port } = server;
      await server.close();
      await until(ann, ({ link }) => link === 'offline');
      expect(ann.status.refusal).toMatchObject({ code: 4503, final: false });
      await expect.poll(seen).toBeUndefined();
      ann.doc.getMap('m').set('meanwhile', 2);
      bob.doc.getMap('m').delete('before');
      expect([ann.status.unsaved, ann.status.synced]).toEqual([1, true]);

      await start({ port, data });
      await Promise.all([until(ann, (status) => ready(status) && saved(status)), until(bob, saved)]);
      expect(ann.status.refusal).toBeUndefined();
      await expect.poll(() => [content(ann), content(bob)]).toEqual([{ meanwhile: 2 }, { meanwhile: 2 }]);
      await expect.poll(seen).toBe('Bob');
    } finally {
      await server.close();
      rmSync(data, { recursive: true, force: true });
    }
  });

  it('[P15] does not ask again for a design that is not there', async () => {
    const design = await makeDesign();
    const stranger = enter({ ...design, id: 'nothing' }, 'owner');
    await until(stranger, ({ link }) => link === 'refused');
    expect(stranger.status.refusal).toEqual({ code: 4404, sentence: 'There is no such design on this server.', final: true });
  });

  it('[P7] reads the presence of strangers with care', async () => {
    const design = await makeDesign();
    const ann = enter(design, 'owner');
    await until(ann, ready);
    const mallory = new RawClient(`${server.url.replace('http', 'ws')}/ws/${design.id}`, design.links.viewer);
    await mallory.ready();
    const entry = (client: number, text: string) => ({ client, clock: 1, state: new TextEncoder().encode(text) });
    mallory.send(encodePresence([entry(1, '{no json'), entry(2, '7'), entry(3, '["list"]'), entry(4, '{"name":"Mallory"}')]));
    await expect.poll(() => ann.awareness.getStates().get(4)).toEqual({ name: 'Mallory' });
    expect([...ann.awareness.getStates().keys()].sort()).toEqual([4, ann.doc.clientID].sort());
    mallory.close();
  });

  it('[P13] keeps a refused change as a draft, goes on from the server’s state, and takes the draft up again when asked', async () => {
    const design = await makeDesign();
    const [ann, viewer] = [enter(design, 'editor'), enter(design, 'viewer')];
    await Promise.all([until(ann, ready), until(viewer, ready)]);
    ann.doc.getMap('m').set('a', 1);
    await expect.poll(() => content(viewer)).toEqual({ a: 1 });

    const rebuilt: Y.Doc[] = [];
    viewer.onRebuilt((doc) => rebuilt.push(doc));
    viewer.awareness.setLocalStateField('name', 'Vera');
    const before = viewer.doc;
    viewer.doc.getMap('m').set('mine', 1);
    viewer.doc.getMap('m').delete('a');
    await until(viewer, ({ hasDraft, synced }) => hasDraft && synced);
    expect(rebuilt).toEqual([viewer.doc]);
    expect(viewer.doc.clientID).not.toBe(before.clientID);
    expect(viewer.awareness.getLocalState()).toEqual({ name: 'Vera' });
    expect(viewer.draft?.sentence).toBe('This link is for viewing only, so the change was not taken over.');
    expect([content(viewer), content(ann)]).toEqual([{ a: 1 }, { a: 1 }]);
    expect(viewer.status.unsaved).toBe(0);

    // Its author is not poisoned: what others do still arrives.
    ann.doc.getMap('m').set('b', 2);
    await expect.poll(() => content(viewer)).toEqual({ a: 1, b: 2 });

    // With a better link the draft fits in.
    const editor = enter(design, 'editor');
    await until(editor, ready);
    Y.applyUpdate(editor.doc, viewer.draft?.update ?? new Uint8Array());
    await until(editor, saved);
    await expect.poll(() => content(ann)).toEqual({ b: 2, mine: 1 });

    // Still a viewer: taken up again, it is refused again and is a draft again.
    viewer.reapplyDraft();
    expect(viewer.draft).toBeUndefined();
    await until(viewer, ({ synced, unsaved }) => synced && unsaved === 0);
    viewer.discardDraft();
    expect(viewer.status.hasDraft).toBe(false);
  });

  it('[P18] does not send what is too large, and keeps it as a draft', async () => {
    const design = await makeDesign();
    const ann = enter(design, 'editor');
    await until(ann, ready);
    ann.doc.getMap('m').set('large', 'x'.repeat(1024 * 1024));
    await until(ann, ({ hasDraft, synced }) => hasDraft && synced);
    expect(ann.status.notice?.sentence).toBe(
      'This change is too large to be sent at once (1.0 MiB, the server takes 1 MiB). Do it in smaller parts.',
    );
    ann.doc.getMap('m').set('small', 1);
    await until(ann, saved);
    expect(content(ann)).toEqual({ small: 1 });
  });

  it('[P15] does not try again with a link that does not work', async () => {
    const design = await makeDesign();
    const stranger = enter(design, 'editor', 'A'.repeat(32));
    await until(stranger, ({ link }) => link === 'refused');
    expect(stranger.status.refusal?.code).toBe(4401);
    const nonsense = enter(design, 'editor', 'no token');
    await until(nonsense, ({ link }) => link === 'refused');
    expect(nonsense.status).toMatchObject({ refusal: { code: 4401, final: true }, synced: false });
  });

  it('[P9] counts what is made before the first connection, and sends it', async () => {
    const design = await makeDesign();
    const ann = enter(design, 'owner');
    for (let i = 0; i < 3; i++) ann.doc.getMap('m').set(`k${i}`, i);
    expect(ann.status.unsaved).toBe(3);
    await until(ann, (status) => ready(status) && saved(status));
    const bob = enter(design, 'viewer');
    await expect.poll(() => content(bob)).toEqual({ k0: 0, k1: 1, k2: 2 });
  });
});
