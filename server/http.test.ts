import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openDocument } from '#document/document.ts';
import { docFrom } from '#document/whole.ts';
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

/** A built page: an entry, a hashed asset, and a file of data. */
function pages(): string {
  const path = mkdtempSync(join(tmpdir(), 'millrace-pages-'));
  folders.push(path);
  mkdirSync(join(path, 'assets'));
  mkdirSync(join(path, 'templates'));
  writeFileSync(join(path, 'index.html'), '<title>Millrace</title>');
  writeFileSync(join(path, 'assets', 'index-abc123.js'), 'export {};');
  writeFileSync(join(path, 'templates', 'orders.json'), '{}');
  return path;
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** A refusal as [status, code, sentence]. */
async function refusal(response: Response): Promise<[number, string, string]> {
  const { error } = (await response.json()) as { error: { code: string; sentence: string } };
  return [response.status, error.code, error.sentence];
}

function docOf(update: Uint8Array): Record<string, unknown> {
  const doc = new Y.Doc();
  Y.applyUpdateV2(doc, update);
  return doc.getMap('m').toJSON();
}

const bytes = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe('making a design', () => {
  it('gives an id and a link for each role; the title and the role are told to whoever has a link', async () => {
    const { url } = await start();
    const { id, links } = await makeDesign(url, { title: 'Orders' });
    expect(id).toMatch(/^[a-z0-9]{12}$/);
    expect(new Set(Object.values(links)).size).toBe(3);
    for (const role of ['owner', 'editor', 'viewer'] as const) {
      expect(links[role]).toMatch(/^[A-Za-z0-9_-]{32}$/);
      expect(await (await call(url, 'GET', `/designs/${id}`, links[role])).json()).toEqual({ id, title: 'Orders', role });
    }
  });

  it('puts the title into the document', async () => {
    const { url } = await start();
    const { id, links } = await makeDesign(url, { title: 'Orders' });
    const state = docFrom(await bytes(await call(url, 'GET', `/designs/${id}/state`, links.viewer)));
    expect(state && openDocument(state).design.title).toBe('Orders');
  });

  it('can begin with an update', async () => {
    const { url } = await start();
    const [update = new Uint8Array()] = updatesOf(new Y.Doc(), (map) => map.set('a', 1));
    const { id, links } = await makeDesign(url, { update: Buffer.from(update).toString('base64') });
    const response = await call(url, 'GET', `/designs/${id}/state`, links.viewer);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(docOf(await bytes(response))).toEqual({ a: 1 });
  });

  it('refuses what does not fit, with a sentence', async () => {
    const { url } = await start({ limits: { documentBytes: 3_000_000 } });
    const post = async (body: unknown) => refusal(await call(url, 'POST', '/designs', undefined, body));
    expect(await post({ title: 7 })).toEqual([400, 'bad-request', '/title must be text, and is 7.']);
    expect(await post({ colour: 'red' })).toEqual([400, 'bad-request', 'The whole value has “colour”, which is not known here.']);
    expect(await post([])).toEqual([400, 'bad-request', 'The whole value must be an object, and is a list.']);
    expect((await post({ update: 'bm90IGFuIHVwZGF0ZQ==' })).slice(0, 2)).toEqual([400, 'bad-request']);
    expect((await post({ update: '' })).slice(0, 2)).toEqual([400, 'bad-request']);
    const [large = new Uint8Array()] = updatesOf(new Y.Doc(), (map) => map.set('a', 'x'.repeat(2 * 1024 * 1024)));
    expect((await post({ update: Buffer.from(large).toString('base64') }))[0]).toBe(400);
    expect((await post({ update: 'A'.repeat(4_000_000) })).slice(0, 2)).toEqual([413, 'too-large']);
    const noJson = await fetch(`${url}/api/designs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect((await refusal(noJson)).slice(0, 2)).toEqual([400, 'bad-request']);
  });

  it('is limited by address and minute', async () => {
    const { url } = await start({ limits: { designsPerMinute: 2, requestsPerMinute: 5 } });
    await makeDesign(url);
    await makeDesign(url);
    expect(await refusal(await call(url, 'POST', '/designs', undefined, {}))).toEqual([
      429,
      'too-many-requests',
      'Too many requests came from your address. Try again in a minute.',
    ]);
    const answers = await Promise.all(Array.from({ length: 8 }, () => call(url, 'GET', '/health')));
    expect(answers.map(({ status }) => status).filter((status) => status === 429).length).toBeGreaterThan(0);
  });
});

describe('a link', () => {
  /** Requests, and what each role gets: access.ts over HTTP. */
  const requests: [method: string, path: string, body: object | undefined, owner: number, editor: number, viewer: number][] = [
    ['GET', '', undefined, 200, 200, 200],
    ['GET', '/state', undefined, 200, 200, 200],
    ['GET', '/links', undefined, 200, 403, 403],
    ['POST', '/links', { role: 'viewer' }, 201, 403, 403],
    ['GET', '/snapshots', undefined, 200, 200, 200],
    ['POST', '/snapshots', { name: 'one' }, 201, 201, 403],
    ['GET', '/snapshots/none', undefined, 404, 404, 404],
    ['POST', '/links/revoke', { role: 'viewer' }, 200, 403, 403],
  ];
  for (const [method, path, body, ...expected] of requests) {
    it(`decides by its role: ${method} …${path}`, async () => {
      const { url } = await start();
      const { id, links } = await makeDesign(url);
      const statuses: number[] = [];
      for (const role of ['viewer', 'editor', 'owner'] as const) {
        statuses.unshift((await call(url, method, `/designs/${id}${path}`, links[role], body)).status);
      }
      expect(statuses).toEqual(expected);
      expect((await refusal(await call(url, method, `/designs/${id}${path}`, undefined, body))).slice(0, 2)).toEqual([
        401,
        'bad-token',
      ]);
      expect((await refusal(await call(url, method, `/designs/nothing${path}`, links.owner, body))).slice(0, 2)).toEqual([
        404,
        'not-found',
      ]);
    });
  }

  it('can be renewed and revoked by an owner; its secret is never told again', async () => {
    const { url } = await start();
    const { id, links } = await makeDesign(url);
    const post = (path: string, token: string, body: object) => call(url, 'POST', `/designs/${id}${path}`, token, body);
    const renewed = (await (await post('/links', links.owner, { role: 'owner' })).json()) as { role: string; token: string };
    expect(renewed.role).toBe('owner');
    expect(await (await post('/links/revoke', links.owner, { role: 'viewer' })).json()).toEqual({ role: 'viewer', revoked: 1 });
    expect((await call(url, 'GET', `/designs/${id}`, links.viewer)).status).toBe(401);
    const list = (await (await call(url, 'GET', `/designs/${id}/links`, links.owner)).json()) as object[];
    expect(list).toEqual(
      [
        ['owner', false],
        ['editor', false],
        ['viewer', true],
        ['owner', false],
      ].map(([role, revoked]) => ({ role, revoked, createdAt: expect.stringMatching(/^\d{4}-.*Z$/) })),
    );
    // The new owner takes over; its own link is the last and stays.
    expect(await (await post('/links/revoke', renewed.token, { role: 'owner' })).json()).toEqual({ role: 'owner', revoked: 1 });
    expect((await call(url, 'GET', `/designs/${id}`, links.owner)).status).toBe(401);
    expect((await refusal(await post('/links/revoke', renewed.token, { role: 'owner' }))).slice(0, 2)).toEqual([409, 'conflict']);
    expect((await call(url, 'GET', `/designs/${id}`, renewed.token)).status).toBe(200);
  });

  it('list is bounded', async () => {
    const { url } = await start({ limits: { linksPerDesign: 3 } });
    const { id, links } = await makeDesign(url);
    const more = await call(url, 'POST', `/designs/${id}/links`, links.owner, { role: 'editor' });
    expect((await refusal(more)).slice(0, 2)).toEqual([409, 'conflict']);
  });
});

describe('snapshots', () => {
  it('keep what the room holds now, under a name, and are bounded', async () => {
    const server = await start({ limits: { snapshotsPerDesign: 2 } });
    const { url } = server;
    const design = await makeDesign(url);
    const { id, links } = design;
    const ann = await new RawClient(`${url.replace('http', 'ws')}/ws/${id}`, links.editor).ready();
    clients.push(ann);
    ann.set('a', 1);
    await ann.saved();
    const first = (await (await call(url, 'POST', `/designs/${id}/snapshots`, links.editor, { name: 'Before' })).json()) as {
      id: string;
    };
    ann.set('a', 2);
    await ann.saved();
    await call(url, 'POST', `/designs/${id}/snapshots`, links.editor, { name: 'After' });
    expect((await refusal(await call(url, 'POST', `/designs/${id}/snapshots`, links.editor, { name: 'x' }))).slice(0, 2)).toEqual(
      [409, 'conflict'],
    );
    const list = (await (await call(url, 'GET', `/designs/${id}/snapshots`, links.viewer)).json()) as {
      id: string;
      name: string;
    }[];
    expect(list.map(({ name }) => name)).toEqual(['Before', 'After']);
    const kept = await Promise.all(
      list.map(async (s) => bytes(await call(url, 'GET', `/designs/${id}/snapshots/${s.id}`, links.viewer))),
    );
    expect(kept.map(docOf)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(docOf(await bytes(await call(url, 'GET', `/designs/${id}/state`, links.viewer)))).toEqual({ a: 2 });
    const other: MadeDesign = await makeDesign(url);
    expect((await call(url, 'GET', `/designs/${other.id}/snapshots/${first.id}`, other.links.owner)).status).toBe(404);
  });
});

describe('the server', () => {
  it('says that it is well, what it counts, and where it can be reached', async () => {
    const server = await start();
    const health = await fetch(`${server.url}/api/health`);
    expect(await health.json()).toEqual({ ok: true, version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    expect(health.headers.get('cache-control')).toBe('no-store');
    expect(await (await fetch(`${server.url}/api/lan`)).json()).toEqual({ addresses: expect.any(Array), port: server.port });
    const { id, links } = await makeDesign(server.url);
    const ann = await new RawClient(`${server.url.replace('http', 'ws')}/ws/${id}`, links.editor).ready();
    clients.push(ann);
    ann.set('a', 1);
    await ann.saved();
    const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
    for (const line of [
      'millrace_rooms 1',
      'millrace_sockets 1',
      'millrace_updates_total 1',
      'millrace_commit_seconds_count 1',
    ]) {
      expect(await metrics()).toContain(`\n${line}\n`);
    }
    ann.close();
    await until(async () => (await metrics()).includes('\nmillrace_rooms 0\n'));
  });

  it('serves the built page at its routes, and assets to be kept for ever', async () => {
    const { url } = await start({ pages: pages() });
    for (const path of [
      '/',
      '/d/abc',
      '/d/abc?x=1',
      '/compare',
      '/compare/a/b',
      '/docs/rules',
      '/templates',
      '/templates/orders',
    ]) {
      const response = await fetch(`${url}${path}`);
      expect([path, response.status, await response.text()]).toEqual([path, 200, '<title>Millrace</title>']);
      expect([path, response.headers.get('cache-control')]).toEqual([path, 'no-cache']);
    }
    const asset = await fetch(`${url}/assets/index-abc123.js`);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const data = await fetch(`${url}/templates/orders.json`);
    expect([await data.text(), data.headers.get('cache-control')]).toEqual(['{}', 'no-cache']);
    for (const path of ['/assets/none.js', '/comparexyz', '/api/nothing', '/%2e%2e/package.json', '/..%2fpackage.json']) {
      const response = await fetch(`${url}${path}`);
      expect([path, response.status >= 400]).toEqual([path, true]);
    }
  });

  it('says so when the page is not built', async () => {
    const { url } = await start({ pages: '/nowhere' });
    expect((await refusal(await fetch(`${url}/d/abc`)))[2]).toBe('The page is not built yet. Run: npm run build');
  });

  it('sends a strict policy that works on plain http', async () => {
    const { url, port } = await start({ pages: pages() });
    const { headers } = await fetch(url);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${port} wss://127.0.0.1:${port};`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("worker-src 'self' blob:");
    expect(policy).not.toMatch(/unsafe-eval|upgrade-insecure-requests|script-src[^;]*unsafe/);
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const { id, links } = await makeDesign(url);
    expect((await call(url, 'GET', `/designs/${id}`, links.viewer)).headers.get('content-security-policy')).toBe(policy);
  });

  it('lets the reader of schemas compile validators, and ask for nothing', async () => {
    const folder = pages();
    writeFileSync(join(folder, 'assets', 'contract-worker-Ab_c-1.js'), '');
    const { url } = await start({ pages: folder });
    const policy = async (path: string) => (await fetch(`${url}${path}`)).headers.get('content-security-policy');
    expect(await policy('/assets/contract-worker-Ab_c-1.js')).toBe(
      "default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'none'",
    );
    expect(await policy('/assets/index-abc123.js')).not.toContain('unsafe-eval');
  });
});
