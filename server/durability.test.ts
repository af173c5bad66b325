import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { makeDesign } from './testing/designs.ts';
import { RawClient, until } from './testing/raw-client.ts';

const folders: string[] = [];
const children: ChildProcess[] = [];
const clients: RawClient[] = [];

function folder(): string {
  const path = mkdtempSync(pathOf(tmpdir(), 'millrace-durability-'));
  folders.push(path);
  return path;
}

interface Child {
  readonly process: ChildProcess;
  readonly url: string;
  readonly output: () => string;
}

/** A server in a process of its own, started as `npm start` does. */
async function spawnServer(environment: Record<string, string>): Promise<Child> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, MILLRACE_PORT: '0', MILLRACE_HOST: '127.0.0.1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  await until(() => output.includes('running at') || child.exitCode !== null, 15_000);
  return { process: child, url: /running at (\S+)/.exec(output)?.[1] ?? '', output: () => output };
}

async function join(url: string, id: string, token: string): Promise<RawClient> {
  const client = await new RawClient(`${url.replace('http', 'ws')}/ws/${id}`, token).ready();
  clients.push(client);
  return client;
}

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

describe('a server process', () => {
  it('[P9] that is killed (kill -9) has every change that it acknowledged', async () => {
    const MILLRACE_DATA = folder();
    let design: Awaited<ReturnType<typeof makeDesign>> | undefined;
    const acknowledged = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const server = await spawnServer({ MILLRACE_DATA });
      design ??= await makeDesign(server.url);
      const ann = await join(server.url, design.id, design.links.editor);
      expect(Object.keys(ann.content)).toEqual(expect.arrayContaining([...acknowledged]));
      // The answer to the server's step 1 was the first update.
      const before = ann.sent;
      const keys: string[] = [];
      let killed = false;
      while (!killed) {
        // Not so far ahead that the server takes her for a flood, however late its answers are.
        if (ann.sent - ann.acknowledged < 300) {
          const key = `${round}-${keys.length}`;
          keys.push(key);
          ann.set(key, 'x'.repeat(100));
        }
        await new Promise((resolve) => setImmediate(resolve));
        if (ann.acknowledged >= before + 20) killed = server.process.kill('SIGKILL');
      }
      await Promise.all([once(server.process, 'exit'), ann.closed]);
      expect(ann.acknowledged).toBeLessThan(ann.sent);
      for (const key of keys.slice(0, ann.acknowledged - before)) acknowledged.add(key);
    }
    const last = await spawnServer({ MILLRACE_DATA });
    const vera = await join(last.url, design?.id ?? '', design?.links.viewer ?? '');
    expect(acknowledged.size).toBeGreaterThanOrEqual(60);
    expect(Object.keys(vera.content)).toEqual(expect.arrayContaining([...acknowledged]));
  }, 60_000);

  it('[P9] that is ended (SIGTERM) stores and acknowledges what came in', async () => {
    const MILLRACE_DATA = folder();
    const first = await spawnServer({ MILLRACE_DATA });
    const design = await makeDesign(first.url);
    const [ann, bob] = [
      await join(first.url, design.id, design.links.editor),
      await join(first.url, design.id, design.links.viewer),
    ];
    for (let i = 0; i < 50; i++) ann.set(`k${i}`, i);
    await until(() => bob.content.k49 === 49);
    first.process.kill('SIGTERM');
    await once(first.process, 'exit');
    expect([first.process.exitCode, ann.closeCode, ann.acknowledged]).toEqual([0, 4503, ann.sent]);
    const second = await spawnServer({ MILLRACE_DATA });
    const vera = await join(second.url, design.id, design.links.viewer);
    expect(Object.keys(vera.content)).toHaveLength(50);
  }, 60_000);

  it('says in one sentence why it can’t start', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const cases: [environment: Record<string, string>, sentence: string][] = [
      [
        { MILLRACE_DATA: folder(), MILLRACE_PORT: String(port) },
        `Port ${port} is taken by another program. Stop that one, or start with another: MILLRACE_PORT=${port + 1}`,
      ],
      [{ MILLRACE_PORT: 'http' }, 'MILLRACE_PORT must be a port number from 0 to 65535, for example 4100; it is "http".'],
      [
        { MILLRACE_ORIGINS: 'example.org' },
        'MILLRACE_ORIGINS must be origins with commas between them and no slash at the end, for example https://millrace.example.org; it is "example.org".',
      ],
    ];
    for (const [environment, sentence] of cases) {
      const child = await spawnServer(environment);
      await until(() => child.process.exitCode !== null);
      expect([child.output().trim(), child.process.exitCode]).toEqual([sentence, 1]);
    }
    taken.close();
  }, 30_000);

  it('shows where it runs, with a QR code of the address in the network, and no token in its log', async () => {
    const server = await spawnServer({ MILLRACE_DATA: folder(), MILLRACE_HOST: '0.0.0.0', MILLRACE_LOG: 'trace' });
    const { url } = server;
    expect(server.output()).toMatch(/Millrace is running at http:\/\/localhost:\d+/);
    const design = await makeDesign(url);
    const ann = await join(url, design.id, design.links.editor);
    ann.set('a', 1);
    await ann.saved();
    await fetch(`${url}/api/designs/${design.id}`, { headers: { authorization: `Bearer ${design.links.owner}` } });
    await until(() => server.output().includes(`/api/designs/${design.id}`));
    for (const token of Object.values(design.links)) expect(server.output()).not.toContain(token);
  }, 30_000);
});
