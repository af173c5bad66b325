import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { build } from 'vite';

/*
 * Drags one node, and opens the page, in Millrace's canvas and in a plain React Flow app with the same design, in turns in one browser.
 * Decision 23: a ratio is the median of five alternating runs; "not above" means at most 1.1.
 *
 *   node scripts/bench-canvas.ts [--nodes 500] [--runs 5] [--all]
 */

const flags = new Map(
  process.argv.slice(2).flatMap((word, i, all) => (word.startsWith('--') ? [[word.slice(2), all[i + 1] ?? '']] : [])),
);
const nodes = Number(flags.get('nodes') ?? 500);
const runs = Number(flags.get('runs') ?? 5);
const steps = 60;
const here = fileURLToPath(new URL('./bench-canvas/', import.meta.url));
const chromiumFlags =
  '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Sample {
  /** Main thread, ms. */
  readonly task: number;
  /** All threads of all processes of the browser, ms. */
  readonly cpu: number;
}

interface Figures {
  readonly first: Sample & { readonly wall: number };
  readonly drag: Sample;
  readonly dragFit: Sample;
}

async function builtPages(): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'millrace-bench-canvas-'));
  for (const page of ['ours', 'plain']) {
    await build({
      root: here,
      base: './',
      configFile: false,
      plugins: [react()],
      logLevel: 'error',
      worker: { format: 'es' },
      build: {
        outDir: join(out, page),
        target: 'es2023',
        emptyOutDir: true,
        rollupOptions: { input: join(here, `${page}.html`) },
      },
    });
  }
  return out;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

function serve(folder: string): Promise<{ port: number; close(): void }> {
  const server = createServer((request, response) => {
    const [, page = '', ...rest] = new URL(request.url ?? '/', 'http://x').pathname.split('/');
    const file = join(folder, page, ...rest);
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address ? address.port : 0, close: () => server.close() });
    });
  });
}

/** CPU time of all processes of the browser, in ms. */
async function processCpu(browserSession: CDPSession): Promise<number> {
  const { processInfo } = await browserSession.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, each) => sum + each.cpuTime * 1000, 0);
}

async function taskTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0) * 1000;
}

/** Waits until the main thread has been idle: 300 ms with less than 15 ms of work in them. */
async function quiet(session: CDPSession, page: Page): Promise<void> {
  let before = await taskTime(session);
  for (let i = 0; i < 60; i++) {
    await page.waitForTimeout(300);
    const now = await taskTime(session);
    if (now - before < 15) return;
    before = now;
  }
}

async function measure(browser: Browser, address: string): Promise<Figures> {
  const browserSession = await browser.newBrowserCDPSession();
  const first = await firstRender(browser, browserSession, `${address}&zoom=1`);
  const drag = await dragOnce(browser, browserSession, `${address}&zoom=1`);
  const dragFit = await dragOnce(browser, browserSession, address);
  await browserSession.detach();
  return { first, drag, dragFit };
}

async function open(browser: Browser, address: string): Promise<{ page: Page; session: CDPSession; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(address);
  return { page, session, close: () => context.close() };
}

async function firstRender(browser: Browser, browserSession: CDPSession, address: string): Promise<Figures['first']> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const cpu = await processCpu(browserSession);
  const started = performance.now();
  await page.goto(address);
  await page.waitForSelector('.react-flow__node');
  // The first idle moment after the nodes are there, seen from inside.
  await page.evaluate('new Promise((resolve) => requestIdleCallback(() => requestAnimationFrame(() => resolve())))');
  const wall = performance.now() - started;
  await quiet(session, page);
  const result = { wall, task: await taskTime(session), cpu: (await processCpu(browserSession)) - cpu };
  await context.close();
  return result;
}

async function dragOnce(browser: Browser, browserSession: CDPSession, address: string): Promise<Sample> {
  const { page, session, close } = await open(browser, address);
  await page.waitForTimeout(300);
  await quiet(session, page);
  const from = await page.evaluate<Point>('window.dragPoint()');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 6, from.y + 6);
  await page.waitForTimeout(250);
  const cpu = await processCpu(browserSession);
  const task = await taskTime(session);
  // A circle, so that every step moves the node by more than a grid step at 100 %.
  for (let i = 1; i <= steps; i++) {
    const angle = (i / steps) * Math.PI * 4;
    await page.mouse.move(from.x + 6 + 110 * (1 - Math.cos(angle)), from.y + 6 + 110 * Math.sin(angle));
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => resolve()))');
  }
  const result = { task: (await taskTime(session)) - task, cpu: (await processCpu(browserSession)) - cpu };
  await page.mouse.move(from.x + 90, from.y + 60);
  await page.mouse.up();
  await page.waitForTimeout(100);
  const now = await page.evaluate<Point>('window.dragPoint()');
  await close();
  if (Math.hypot(now.x - from.x, now.y - from.y) < 40)
    throw new Error(`the drag did not move the node: ${JSON.stringify({ from, now, address })}`);
  return result;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

async function main(): Promise<void> {
  const folder = await builtPages();
  const server = await serve(folder);
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: chromiumFlags.split(' ') });
  const address = (page: string) => `http://127.0.0.1:${server.port}/${page}/${page}.html?n=${nodes}`;
  try {
    process.stdout.write(
      `${nodes} nodes, ${Math.round(nodes * 1.3)} edges, ${steps} steps, ${runs} alternating runs; Chromium ${browser.version()}, ${cpus().length} cores, no GPU, 1280 x 800\n`,
    );
    const all: { ours: Figures; plain: Figures }[] = [];
    for (let i = 0; i <= runs; i++) {
      const [ours, plain] =
        i % 2 === 0
          ? [await measure(browser, address('ours')), await measure(browser, address('plain'))]
          : [undefined, undefined];
      const pair = ours && plain ? { ours, plain } : await turned();
      // The first pair warms caches and is left out.
      if (i > 0) all.push(pair);
      print(i, pair);
    }
    async function turned() {
      const plain = await measure(browser, address('plain'));
      return { plain, ours: await measure(browser, address('ours')) };
    }
    const ratio = (of: (figures: Figures) => number) =>
      Math.round(median(all.map(({ ours, plain }) => of(ours) / of(plain))) * 1000) / 1000;
    const figures = {
      drag_cpu_ratio_vs_plain: ratio((each) => each.drag.cpu),
      drag_main_thread_ratio_vs_plain: ratio((each) => each.drag.task),
      drag_fit_cpu_ratio_vs_plain: ratio((each) => each.dragFit.cpu),
      first_render_ratio_vs_plain: ratio((each) => each.first.wall),
      first_render_cpu_ratio_vs_plain: ratio((each) => each.first.cpu),
    };
    process.stdout.write(`${JSON.stringify({ bench: 'canvas', figures })}\n`);
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(i: number, { ours, plain }: { ours: Figures; plain: Figures }): void {
  const line = (name: string, of: (figures: Figures) => number) => `${name} ${of(ours).toFixed(0)}/${of(plain).toFixed(0)}`;
  const parts = [
    line('first wall', (each) => each.first.wall),
    line('cpu', (each) => each.first.cpu),
    line('drag cpu', (each) => each.drag.cpu),
    line('main', (each) => each.drag.task),
    line('drag fitted cpu', (each) => each.dragFit.cpu),
    line('main', (each) => each.dragFit.task),
  ];
  process.stdout.write(`  run ${i}${i === 0 ? ' (warm-up)' : ''}, ms ours/plain: ${parts.join(', ')}\n`);
}

await main();
