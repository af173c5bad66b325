import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { closeSentences } from '#wire/close-codes.ts';
import {
  encodeNotice,
  encodePresence,
  encodeQueryPresence,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
} from '#wire/messages.ts';
import type { Role } from '#wire/roles.ts';
import { type RunningServer, type ServerOptions, startServer } from './start.ts';
import { call, type MadeDesign, makeDesign } from './testing/designs.ts';
import { RawClient, until, updatesOf } from './testing/raw-client.ts';

const servers: RunningServer[] = [];
const clients: RawClient[] = [];
const folders: string[] = [];

async function start(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({ port: 0, ...options });
  servers.push(server);
  return server;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'millrace-server-'));
  folders.push(path);
  return path;
}

function connect(server: RunningServer, id: string, token: string | undefined, headers: Record<string, string> = {}): RawClient {
  const client = new RawClient(`${server.url.replace('http', 'ws')}/ws/${id}`, token, headers);
  clients.push(client);
  return client;
}

const member = (server: RunningServer, design: MadeDesign, role: Role) => connect(server, design.id, design.links[role]).ready();

const presence = (client: number, clock: number, state: unknown) =>
  encodePresence([{ client, clock, state: new TextEncoder().encode(JSON.stringify(state)) }]);

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

describe('joining', () => {
  it('[P2] [P3] [P12] greets with the role, our sync step 1, and who is there', async () => {
    const server = await start();
    const design = await makeDesign(server.url);
    const ann = await member(server, design, 'owner');
    ann.send(presence(7, 1, { name: 'Ann' }));
    await until(() => ann.ws.protocol === 'millrace.v1');
    const vera = connect(server, design.id, design.links.viewer);
    await until(() => vera.present.get(7) === '{"name":"Ann"}');
    expect(vera.messages[0]).toEqual({ type: 'notice', notice: { kind: 'welcome', role: 'viewer' } });
    expect(vera.messages.slice(0, 3).map(({ type }) => type)).toEqual(['notice', 'syncStep1', 'presence']);
  });

  it('[P1] [P2] [P15] refuses by close code', async () => {
    const server = await start();
    const design = await makeDesign(server.url);
    const other = await makeDesign(server.url);
    const { id, links } = design;
    const cases: [what: string, client: RawClient, code: number][] = [
      ['no token', connect(server, id, undefined), 4401],
      ['a wrong token', connect(server, id, 'A'.repeat(32)), 4401],
      ['a token that is too short', connect(server, id, 'short'), 4401],
      ['the token of another design', connect(server, id, other.links.owner), 4401],
      ['a design that does not exist', connect(server, 'nothing-here', links.owner), 4404],
      ['a room id that is none', connect(server, '%00%2e%2e', links.owner), 4404],
      ['a room id that can’t be decoded', connect(server, '%E0%A4%A', links.owner), 4404],
      ['a page of another origin', connect(server, id, links.owner, { origin: 'https://elsewhere.example' }), 4403],
      ['an origin that is no address', connect(server, id, links.owner, { origin: 'null' }), 4403],
    ];
    for (const [what, client, code] of cases) expect([what, (await client.closed).code]).toEqual([what, code]);
    expect((await connect(server, 'nothing-here', links.owner).closed).reason).toBe(closeSentences[4404]);
  });

  it('[P15] lets pages of its own host and of listed origins connect', async () => {
    const server = await start({ origins: ['https://millrace.example'] });
    const { id, links } = await makeDesign(server.url);
    for (const origin of [server.url, 'https://millrace.example']) {
      await connect(server, id, links.viewer, { origin }).ready();
    }
    expect((await connect(server, id, links.viewer, { origin: 'http://millrace.example' }).closed).code).toBe(4403);
  });

  it('answers an upgrade elsewhere with 404', async () => {
    const server = await start();
    const ws = new WebSocket(`${server.url.replace('http', 'ws')}/elsewhere`);
    const status = await new Promise((resolve) => ws.on('error', (error) => resolve(error.message)));
    expect(status).toBe('Unexpected server response: 404');
  });
});

describe('changes', () => {
  it('[P9] [P10] go to the others at once, and are acknowledged to their author', async () => {
    const server = await start({ data: folder() });
    const design = await makeDesign(server.url);
    const [ann, bob] = [await member(server, design, 'owner'), await member(server, design, 'editor')];
    ann.set('a', 1);
    ann.set('b', 2);
    bob.set('c', 3);
    await Promise.all([ann.saved(), bob.saved()]);
    await until(() => bob.content.b === 2 && ann.content.c === 3);
    expect(ann.messages.some(({ type }) => type === 'syncStep2')).toBe(true);
  });

  it('[P3] are there for whoever joins later, and after a restart', async () => {
    const data = folder();
    const first = await start({ data });
    const design = await makeDesign(first.url);
    const ann = await member(first, design, 'owner');
    for (let i = 0; i < 50; i++) ann.set(`k${i % 5}`, i);
    await ann.saved();
    const bob = await member(first, design, 'viewer');
    expect(bob.content).toEqual({ k0: 45, k1: 46, k2: 47, k3: 48, k4: 49 });
    await first.close();
    const second = await start({ data });
    const eve = await member(second, design, 'viewer');
    expect(eve.content).toEqual(bob.content);
  });

  it('[P10] are stored also while Yjs holds them back, because their predecessor is missing', async () => {
    const data = folder();
    const first = await start({ data });
    const design = await makeDesign(first.url);
    const ann = await member(first, design, 'editor');
    const doc = new Y.Doc();
    const [one, two] = updatesOf(doc, (map) => {
      map.set('k', 1);
      map.set('k', 2);
    });
    ann.send(encodeUpdate(two ?? new Uint8Array()));
    await ann.saved();
    await first.close();
    const second = await start({ data });
    const bob = await member(second, design, 'editor');
    expect(bob.content).toEqual({});
    bob.send(encodeUpdate(one ?? new Uint8Array()));
    await bob.saved();
    expect((await member(second, design, 'viewer')).content).toEqual({ k: 2 });
  });

  it('[P10] keep their meaning over a compaction', async () => {
    const data = folder();
    const first = await start({ data, limits: { messageBurst: 5000 } });
    const design = await makeDesign(first.url);
    const ann = await member(first, design, 'editor');
    for (let i = 0; i < 1200; i++) ann.set(`k${i % 7}`, i);
    await ann.saved();
    await first.close();
    const second = await start({ data });
    expect((await member(second, design, 'viewer')).content).toEqual(ann.content);
  });

  it('[P13] of a viewer are refused by name, and shown to nobody; the viewer goes on reading', async () => {
    const server = await start();
    const design = await makeDesign(server.url);
    const [ann, vera] = [await member(server, design, 'editor'), await member(server, design, 'viewer')];
    // Its step 2 was the first update; this is the second.
    vera.set('hers', 1);
    vera.set('hers', 2);
    await vera.saved();
    expect(vera.notices.filter(({ kind }) => kind === 'refused')).toEqual([
      { kind: 'refused', update: 2, sentence: 'This link is for viewing only, so the change was not taken over.' },
    ]);
    ann.set('a', 1);
    await until(() => vera.content.a === 1);
    expect(ann.content).toEqual({ a: 1 });
    // A fresh connection is a fresh start.
    const again = await member(server, design, 'viewer');
    expect(again.content).toEqual({ a: 1 });
    expect(again.closeCode).toBeUndefined();
  });

  it('[P13] that add nothing are not refused, whoever sends them', async () => {
    const server = await start();
    const design = await makeDesign(server.url);
    const ann = await member(server, design, 'editor');
    ann.set('a', 1);
    ann.set('a', 2);
    const vera = await member(server, design, 'viewer');
    await until(() => vera.content.a === 2);
    vera.send(encodeSyncStep2(Y.encodeStateAsUpdate(vera.doc)));
    vera.send(encodeUpdate(Y.encodeStateAsUpdate(vera.doc)));
    await vera.saved();
    expect(vera.notices.map(({ kind }) => kind)).toEqual(['welcome']);
  });

  it('[P13] refused once, an author’s later changes on that connection are refused too', async () => {
    const server = await start({ limits: { documentBytes: 2000 } });
    const design = await makeDesign(server.url);
    const [ann, bob] = [await member(server, design, 'editor'), await member(server, design, 'editor')];
    ann.set('large', 'x'.repeat(3000));
    ann.set('small', 1);
    await ann.saved();
    expect(ann.notices.filter(({ kind }) => kind === 'refused')).toEqual([
      {
        kind: 'refused',
        update: 2,
        sentence: 'This design is as large as this server allows. Delete something, or start another design.',
      },
    ]);
    bob.set('b', 1);
    await bob.saved();
    const again = await member(server, design, 'editor');
    expect(again.content).toEqual({ b: 1 });
    again.set('after', 1);
    await again.saved();
    expect(again.notices.map(({ kind }) => kind)).toEqual(['welcome']);
  });

  it('[P18] that only delete are taken over also when the design is full', async () => {
    const server = await start({ limits: { documentBytes: 2000 } });
    const design = await makeDesign(server.url);
    const ann = await member(server, design, 'editor');
    ann.set('a', 'x'.repeat(1900));
    await ann.saved();
    const [deletion = new Uint8Array()] = updatesOf(ann.doc, (map) => map.delete('a'));
    ann.send(encodeUpdate(deletion));
    ann.set('b', 'y'.repeat(1800));
    await ann.saved();
    expect(ann.notices.map(({ kind }) => kind)).toEqual(['welcome']);
    expect((await member(server, design, 'viewer')).content).toEqual({ b: 'y'.repeat(1800) });
  });

  it('[P18] of a design with too many structs are refused', async () => {
    const server = await start({ limits: { documentStructs: 10 } });
    const design = await makeDesign(server.url);
    const ann = await member(server, design, 'editor');
    for (let i = 0; i < 12; i++) ann.set(`k${i}`, i);
    await ann.saved();
    expect(ann.notices.at(-1)?.kind).toBe('refused');
  });

  it('[P13] that would be held back are refused when too much is held back already', async () => {
    const server = await start({ limits: { pendingBytes: 1000 } });
    const design = await makeDesign(server.url);
    const [ann, bob] = [await member(server, design, 'editor'), await member(server, design, 'editor')];
    for (let i = 0; i < 2; i++) {
      const updates = updatesOf(new Y.Doc(), (map) => {
        map.set('k', 1);
        map.set('k', 'x'.repeat(900));
      });
      ann.send(encodeUpdate(updates[1] ?? new Uint8Array()));
    }
    await ann.saved();
    expect(ann.notices.at(-1)).toMatchObject({
      kind: 'refused',
      sentence: 'This change builds on another one that never arrived here.',
    });
    // What is complete is taken over all the same.
    bob.set('b', 'z'.repeat(900));
    await bob.saved();
    expect(bob.notices.map(({ kind }) => kind)).toEqual(['welcome']);
  });
});

describe('a stranger', () => {
  const malformed: [what: string, frame: Uint8Array | string][] = [
    ['text', 'hello'],
    ['nothing at all', new Uint8Array()],
    ['an unknown number', Uint8Array.of(42)],
    ['a cut-off integer', Uint8Array.of(0x80)],
    ['an integer that never ends', new Uint8Array(64).fill(0xff)],
    ['a length beyond the frame', Uint8Array.of(0, 2, 200, 1)],
    ['two messages in a frame', Uint8Array.of(3, 3)],
    ['a message that only a server sends', encodeNotice({ kind: 'message', sentence: 'I am the server' })],
    ['an acknowledgement', Uint8Array.of(100, 1)],
    ['an update of noise', encodeUpdate(Uint8Array.of(255, 255, 255, 1, 2, 3))],
    ['an empty update', encodeUpdate(new Uint8Array())],
    ['an update that claims 2^31 structs', encodeUpdate(Uint8Array.of(1, 0x80, 0x80, 0x80, 0x80, 0x08, 1, 0))],
    ['a state vector of noise', encodeSyncStep1(Uint8Array.of(255, 255, 255, 1, 2))],
    ['presence that is cut off', Uint8Array.of(1, 3, 2, 1, 1)],
  ];
  for (const [what, frame] of malformed) {
    it(`[P4] [P16] who sends ${what} is closed with 4400, and the room goes on`, async () => {
      const server = await start();
      const design = await makeDesign(server.url);
      const [ann, mallory] = [await member(server, design, 'editor'), await member(server, design, 'editor')];
      mallory.send(frame);
      expect((await mallory.closed).code).toBe(4400);
      ann.set('a', 1);
      await ann.saved();
      expect((await member(server, design, 'viewer')).content).toEqual({ a: 1 });
    });
  }

  it('[P16] who cuts an update off, or turns its bits, spoils nothing for the others', async () => {
    const server = await start({ limits: { socketsPerAddress: 10_000 } });
    const design = await makeDesign(server.url);
    const ann = await member(server, design, 'editor');
    ann.set('a', 1);
    await ann.saved();
    const [good = new Uint8Array()] = updatesOf(new Y.Doc(), (map) => map.set('mallory', { deep: ['x', 1, null], more: 'text' }));
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(7), fc.boolean(), async (at, bit, cut) => {
        const bad = cut ? good.slice(0, at) : good.map((byte, i) => (i === at ? byte ^ (1 << bit) : byte));
        const mallory = await member(server, design, 'editor');
        mallory.send(encodeUpdate(bad));
        mallory.send(encodeQueryPresence());
        await until(() => mallory.closeCode !== undefined || mallory.acknowledged === mallory.sent);
        mallory.close();
        expect([undefined, 4400]).toContain(mallory.closeCode);
      }),
      { numRuns: 60 },
    );
    ann.set('b', 2);
    await ann.saved();
    expect((await member(server, design, 'viewer')).content).toMatchObject({ a: 1, b: 2 });
  });

  it('[P4] who sends noise of any kind never ends the server', async () => {
    const server = await start({ limits: { socketsPerAddress: 10_000 } });
    const design = await makeDesign(server.url);
    const frame = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 60 }),
      fc
        .tuple(fc.constantFrom(0, 1, 3, 100, 101, 102), fc.uint8Array({ maxLength: 40 }))
        .map(([type, rest]) => Uint8Array.of(type, ...rest)),
      fc.uint8Array({ maxLength: 40 }).map((update) => encodeUpdate(update)),
      fc.uint8Array({ maxLength: 40 }).map((vector) => encodeSyncStep1(vector)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 5 }), async (frames) => {
        const mallory = await member(server, design, 'editor');
        for (const bytes of frames) mallory.ws.send(bytes);
        mallory.ws.send('text, which is the end of it');
        expect((await mallory.closed).code).toBe(4400);
      }),
      { numRuns: 60 },
    );
    const ann = await member(server, design, 'editor');
    ann.set('a', 1);
    await ann.saved();
  });

  it('[P18] whose message is too large is closed with 4413', async () => {
    const server = await start();
    const design = await makeDesign(server.url);
    const mallory = await member(server, design, 'editor');
    mallory.send(encodeUpdate(new Uint8Array(1024 * 1024)));
    expect(await mallory.closed).toEqual({ code: 4413, reason: closeSentences[4413] });
  });

  it('[P18] who sends too many messages, or too many bytes, is closed with 4529', async () => {
    const server = await start({ limits: { messageBurst: 50, byteBurst: 5000 } });
    const design = await makeDesign(server.url);
    const many = await member(server, design, 'editor');
    for (let i = 0; i < 100; i++) many.send(encodeQueryPresence());
    expect((await many.closed).code).toBe(4529);
    const much = await member(server, design, 'editor');
    much.set('a', 'x'.repeat(6000));
    expect((await much.closed).code).toBe(4529);
  });

  it('[P18] who does not read is closed with 4508, and the others notice nothing', async () => {
    const server = await start({ limits: { bufferedBytes: 200_000, byteBurst: 1e9, messageBurst: 1e6 } });
    const design = await makeDesign(server.url);
    const [ann, bob, lazy] = [
      await member(server, design, 'editor'),
      await member(server, design, 'viewer'),
      await member(server, design, 'viewer'),
    ];
    lazy.ws.pause();
    for (let i = 0; i < 100; i++) {
      ann.set('k', `${i}${'x'.repeat(100_000)}`);
      await until(() => String(bob.content.k).startsWith(`${i}x`));
    }
    const sockets = async () => /millrace_sockets (\d+)/.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1];
    await until(async () => (await sockets()) === '2');
    lazy.ws.resume();
    await lazy.closed;
    expect([ann.closeCode, bob.closeCode]).toEqual([undefined, undefined]);
  });

  it('[P18] who opens too many connections is told to come later', async () => {
    const server = await start({ limits: { socketsPerAddress: 3, socketsPerRoom: 2 } });
    const design = await makeDesign(server.url);
    const other = await makeDesign(server.url);
    await member(server, design, 'viewer');
    const second = await member(server, design, 'viewer');
    expect((await connect(server, design.id, design.links.viewer).closed).code).toBe(4503);
    await member(server, other, 'viewer');
    expect((await connect(server, other.id, other.links.viewer).closed).code).toBe(4529);
    second.close();
    await until(async () => {
      const client = await member(server, design, 'viewer');
      return client.closeCode === undefined;
    });
  });

  it('[P15] is told when the server has no room left', async () => {
    const server = await start({ limits: { rooms: 1 } });
    const [design, other] = [await makeDesign(server.url), await makeDesign(server.url)];
    const ann = await member(server, design, 'viewer');
    expect((await connect(server, other.id, other.links.viewer).closed).code).toBe(4503);
    ann.close();
    // The first room leaves memory when nobody is in it any more.
    await until(async () => (await member(server, other, 'viewer')).closeCode === undefined);
  });
});

describe('presence', () => {
  it('[P7] is shown to the others, belongs to its connection, and is gone with it', async () => {
    const server = await start();
    const design = await makeDesign(server.url);
    const [ann, vera, mallory] = [
      await member(server, design, 'owner'),
      await member(server, design, 'viewer'),
      await member(server, design, 'editor'),
    ];
    vera.send(presence(77, 5, { name: 'Vera' }));
    await until(() => ann.present.has(77) && mallory.present.has(77));
    mallory.send(presence(77, 9, null));
    mallory.send(presence(77, 10, { name: 'Not Vera' }));
    mallory.send(presence(88, 1, { name: 'Mallory' }));
    await until(() => ann.present.has(88));
    expect(ann.present.get(77)).toBe('{"name":"Vera"}');
    vera.close();
    await until(() => !ann.present.has(77));
    vera.close();
    const again = await member(server, design, 'viewer');
    again.send(presence(77, 6, { name: 'Vera again' }));
    await until(() => ann.present.get(77) === '{"name":"Vera again"}');
  });

  it('[P7] of a dead connection makes way for the same browser coming back', async () => {
    const server = await start();
    const design = await makeDesign(server.url);
    const [ann, dead] = [await member(server, design, 'owner'), await member(server, design, 'viewer')];
    dead.send(presence(77, 5, { name: 'before' }));
    await until(() => ann.present.has(77));
    // It neither reads nor answers pings any more, as behind a cable that was pulled out.
    dead.ws.pause();
    const back = await member(server, design, 'viewer');
    let clock = 6;
    await until(() => {
      back.send(presence(77, clock++, { name: 'after' }));
      return ann.present.get(77) === '{"name":"after"}';
    }, 8000);
  }, 10_000);

  it('[P7] [P14] above the limit is not shown, and that is said once', async () => {
    const server = await start();
    const design = await makeDesign(server.url);
    const [ann, bob] = [await member(server, design, 'owner'), await member(server, design, 'viewer')];
    bob.send(presence(1, 1, 'x'.repeat(5000)));
    bob.send(presence(2, 1, 'x'.repeat(5000)));
    bob.send(presence(3, 1, 'fits'));
    await until(() => ann.present.has(3));
    expect([...ann.present.keys()]).toEqual([3]);
    expect(bob.notices.slice(1)).toEqual([
      { kind: 'message', sentence: 'Your cursor and selection are too large to be shown to others.' },
    ]);
  });

  it('[P7] is passed on unread, and asked for with a query', async () => {
    const server = await start();
    const design = await makeDesign(server.url);
    const [ann, bob] = [await member(server, design, 'owner'), await member(server, design, 'viewer')];
    bob.send(encodePresence([{ client: 5, clock: 1, state: new TextEncoder().encode('{no json') }]));
    await until(() => ann.present.get(5) === '{no json');
    ann.present.clear();
    ann.send(encodeQueryPresence());
    await until(() => ann.present.has(5));
  });
});

describe('links', () => {
  it('[P17] that are revoked close their connections with 4401, and no others', async () => {
    const server = await start();
    const design = await makeDesign(server.url);
    const [ann, bob, vera] = [
      await member(server, design, 'owner'),
      await member(server, design, 'editor'),
      await member(server, design, 'viewer'),
    ];
    const response = await call(server.url, 'POST', `/designs/${design.id}/links/revoke`, design.links.owner, { role: 'editor' });
    expect(await response.json()).toEqual({ role: 'editor', revoked: 1 });
    expect((await bob.closed).code).toBe(4401);
    expect((await connect(server, design.id, design.links.editor).closed).code).toBe(4401);
    const renewed = await call(server.url, 'POST', `/designs/${design.id}/links`, design.links.owner, { role: 'editor' });
    const { token } = (await renewed.json()) as { token: string };
    const carl = await connect(server, design.id, token).ready();
    carl.set('c', 1);
    await carl.saved();
    await until(() => vera.content.c === 1);
    expect([ann.closeCode, vera.closeCode]).toEqual([undefined, undefined]);
  });
});

describe('a connection', () => {
  it('[P19] hears from the server when nothing else happens, and is ended when it does not answer', async () => {
    const server = await start({ limits: { heartbeatMs: 50 } });
    const design = await makeDesign(server.url);
    const [ann, dead] = [await member(server, design, 'viewer'), await member(server, design, 'viewer')];
    dead.ws.pause();
    await until(() => ann.messages.filter(({ type }) => type === 'heartbeat').length >= 5);
    const sockets = async () => /millrace_sockets (\d+)/.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1];
    await until(async () => (await sockets()) === '1');
    expect(ann.closeCode).toBeUndefined();
  });
});

describe('shutting down', () => {
  it('[P9] acknowledges what came in, and tells everybody to come back', async () => {
    const data = folder();
    const first = await start({ data });
    const design = await makeDesign(first.url);
    const ann = await member(first, design, 'owner');
    const bob = await member(first, design, 'viewer');
    ann.set('a', 1);
    await until(() => bob.content.a === 1);
    await first.close();
    expect((await ann.closed).code).toBe(4503);
    expect(ann.acknowledged).toBe(ann.sent);
    const second = await start({ data });
    expect((await member(second, design, 'viewer')).content).toEqual({ a: 1 });
  });
});
