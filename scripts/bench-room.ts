/**
 * One room under load, our server against `@y/websocket-server` (in memory, no durability), in alternating runs: how
 * long an edit takes to the others, and what the server process costs. Then our server is killed under load, again and
 * again, and every acknowledged edit is looked for. Run with `npm run bench:room -- --pairs 5 --seconds 10 --kills 20`.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as Y from 'yjs';
import { subprotocol } from '#wire/roles.ts';
import type { LoadOptions, LoadReport } from './bench-room-load.ts';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
    kills: { type: 'string', default: '20' },
  },
});
const pairs = Number(values.pairs);
const seconds = Number(values.seconds);
const kills = Number(values.kills);

const load: Omit<LoadOptions, 'url' | 'protocols' | 'seed'> = {
  clients: 30,
  editsPerSecond: 5,
  presencePerSecond: 10,
  warmUpSeconds: 5,
  seconds,
  prefix: 'k',
};

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
/** Linux counts CPU time in hundredths of a second. */
const ticksPerSecond = 100;

interface Server {
  readonly process: ChildProcess;
  readonly port: number;
}

async function startProcess(script: string, environment: Record<string, string>, announces: RegExp): Promise<Server> {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    const port = announces.exec(output)?.[1];
    if (port !== undefined) return { process: child, port: Number(port) };
  }
  throw new Error(`${script} ended before it was running: ${output}`);
}

const startOurs = (data: string) =>
  startProcess(
    path('../server/main.ts'),
    { MILLRACE_PORT: '0', MILLRACE_HOST: '127.0.0.1', MILLRACE_DATA: data },
    /running at http:\/\/127\.0\.0\.1:(\d+)/,
  );

const startTheirs = () =>
  startProcess(
    path('../node_modules/@y/websocket-server/src/server.js'),
    { HOST: '127.0.0.1', PORT: String(21_000 + (process.pid % 10_000)) },
    /on port (\d+)/,
  );

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

interface Target {
  readonly url: string;
  readonly protocols: readonly string[];
}

/** A new design on our server: where its room is, and how its document is read. */
async function makeDesign(port: number): Promise<Target & { readonly id: string; readonly token: string }> {
  const response = await fetch(`http://127.0.0.1:${port}/api/designs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const { id, links } = (await response.json()) as { id: string; links: { editor: string } };
  return { id, token: links.editor, url: `ws://127.0.0.1:${port}/ws/${id}`, protocols: [subprotocol, links.editor] };
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

interface Figures {
  readonly p50: number;
  readonly p99: number;
  /** Percent of one core. */
  readonly cpu: number;
  readonly received: number;
}

async function measure(server: ChildProcess, target: Target, seed: number): Promise<Figures> {
  const child = fork(path('./bench-room-load.ts'), [JSON.stringify({ ...load, ...target, seed } satisfies LoadOptions)]);
  const pid = server.pid ?? 0;
  let before = 0;
  let begun = 0;
  return new Promise((resolve, reject) => {
    child.on('message', (message: LoadReport) => {
      if (message.kind === 'measuring') {
        before = cpuSeconds(pid);
        begun = performance.now();
      } else if (message.kind === 'measured') {
        const cpu = ((cpuSeconds(pid) - before) / ((performance.now() - begun) / 1000)) * 100;
        const sorted = Float64Array.from(message.latenciesMs).sort();
        const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
        child.kill('SIGKILL');
        resolve({ p50: at(0.5), p99: at(0.99), cpu, received: message.received });
      }
    });
    child.on('exit', (code) => code !== null && reject(new Error(`The load ended with ${code} before it had measured.`)));
  });
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const round = (value: number) => Math.round(value * 1000) / 1000;
const temporary = () => mkdtempSync(join(tmpdir(), 'millrace-bench-'));

async function runOurs(seed: number): Promise<Figures> {
  const data = temporary();
  const server = await startOurs(data);
  try {
    return await measure(server.process, await makeDesign(server.port), seed);
  } finally {
    await stop(server.process, 'SIGTERM');
    rmSync(data, { recursive: true, force: true });
  }
}

async function runTheirs(seed: number): Promise<Figures> {
  const server = await startTheirs();
  try {
    return await measure(server.process, { url: `ws://127.0.0.1:${server.port}/bench`, protocols: [] }, seed);
  } finally {
    await stop(server.process, 'SIGKILL');
  }
}

/** Kills our server under load, starts it again on the same data, and looks for what it had acknowledged. */
async function killRounds(): Promise<{ readonly acknowledged: number; readonly sent: number; readonly lost: number }> {
  const data = temporary();
  const acknowledged: string[] = [];
  let sent = 0;
  let server = await startOurs(data);
  const design = await makeDesign(server.port);
  try {
    for (let kill = 0; kill < kills; kill++) {
      const options: LoadOptions = {
        ...load,
        url: `ws://127.0.0.1:${server.port}/ws/${design.id}`,
        protocols: design.protocols,
        editsPerSecond: 20,
        presencePerSecond: 0,
        warmUpSeconds: 0,
        prefix: `r${kill}-`,
        seed: kill,
      };
      const child = fork(path('./bench-room-load.ts'), [JSON.stringify(options)]);
      const cut = new Promise<Extract<LoadReport, { kind: 'cut' }>>((resolve) => {
        child.on('message', (message: LoadReport) => {
          // Not twice at the same moment: 0.3 to 0.9 s after the first edits.
          if (message.kind === 'measuring') setTimeout(() => server.process.kill('SIGKILL'), 300 + ((kill * 131) % 600));
          if (message.kind === 'cut') resolve(message);
        });
      });
      const report = await cut;
      acknowledged.push(...report.acknowledged);
      sent += report.sent;
      await stop(server.process, 'SIGKILL');
      server = await startOurs(data);
    }
    const response = await fetch(`http://127.0.0.1:${server.port}/api/designs/${design.id}/state`, {
      headers: { authorization: `Bearer ${design.token}` },
    });
    const doc = new Y.Doc();
    Y.applyUpdateV2(doc, new Uint8Array(await response.arrayBuffer()));
    const present = doc.getMap('m');
    return { acknowledged: acknowledged.length, sent, lost: acknowledged.filter((key) => !present.has(key)).length };
  } finally {
    await stop(server.process, 'SIGKILL');
    rmSync(data, { recursive: true, force: true });
  }
}

const version = (name: string) =>
  (JSON.parse(readFileSync(path(`../node_modules/${name}/package.json`), 'utf8')) as { version: string }).version;

console.log(
  [
    `CPU: ${cpus().length} × ${cpus()[0]?.model}; Node ${process.version}; yjs ${version('yjs')}; ws ${version('ws')}`,
    `Peer: @y/websocket-server ${version('@y/websocket-server')}, in memory. Ours: SQLite, WAL, synchronous=FULL, acknowledged after commit.`,
    `One room, ${load.clients} clients, each ${load.editsPerSecond} edits and ${load.presencePerSecond} presence messages a second, ${seconds} s a run after ${load.warmUpSeconds} s of the same.`,
  ].join('\n'),
);

const ours: Figures[] = [];
const theirs: Figures[] = [];
for (let pair = 0; pair < pairs; pair++) {
  const show = (name: string, { p50, p99, cpu, received }: Figures) =>
    console.log(
      `run ${pair + 1} ${name}  edit p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms  server ${cpu.toFixed(1)} % of a core  (${received} deliveries)`,
    );
  // Who goes first alternates: what else the machine does falls on both.
  for (const mine of pair % 2 === 0 ? [true, false] : [false, true]) {
    const figures = mine ? await runOurs(pair) : await runTheirs(pair);
    (mine ? ours : theirs).push(figures);
    show(mine ? 'millrace            ' : '@y/websocket-server ', figures);
  }
}
const ratio = (key: 'p50' | 'p99' | 'cpu') => round(median(ours.map((run) => run[key])) / median(theirs.map((run) => run[key])));
const figures: Record<string, number> = {};
if (pairs > 0) {
  figures.cpu_ratio_vs_yws = ratio('cpu');
  figures.edit_p50_ratio_vs_yws = ratio('p50');
  figures.edit_p99_ratio_vs_yws = ratio('p99');
  figures.edit_p50_ms = round(median(ours.map(({ p50 }) => p50)));
  figures.edit_p99_ms = round(median(ours.map(({ p99 }) => p99)));
  figures.cpu_percent = round(median(ours.map(({ cpu }) => cpu)));
  console.log(
    `ratios of medians: p50 ${figures.edit_p50_ratio_vs_yws}, p99 ${figures.edit_p99_ratio_vs_yws}, CPU ${figures.cpu_ratio_vs_yws}`,
  );
}
if (kills > 0) {
  const { acknowledged, sent, lost } = await killRounds();
  figures.lost_acked_edits_after_kills = lost;
  figures.acked_edits_before_kills = acknowledged;
  console.log(`${kills} × kill -9: ${sent} edits sent, ${acknowledged} acknowledged, ${lost} of these lost`);
}
console.log(JSON.stringify({ bench: 'room', figures }));
process.exit(0);
