/**
 * How much JavaScript a browser needs before one can draw: `npm run bench:size`. Builds the pages into a temporary
 * folder and serves them with the real server. The needed scripts are the entry, the design page and everything that
 * they import statically; all others are held back while Chromium opens a design and puts an element on the canvas,
 * which proves that nothing else was needed. What hands do with what is drawn (drag, join, select with a marquee) is fetched when the pointer
 * comes over the canvas, and is counted apart. Gzipped; budget 300 kB, aim 260 kB.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { build, type Manifest } from 'vite';
import { launchBrowser } from '../e2e/support.ts';
import { startServer } from '../server/start.ts';

const budgetKb = 300;

/** Files of some modules and of all that they import statically. */
function filesOf(manifest: Manifest, modules: readonly string[]): Set<string> {
  const files = new Set<string>();
  const walk = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const next of chunk.imports ?? []) walk(next);
  };
  for (const key of modules) {
    if (!manifest[key]) throw new Error(`The build has no ${key} any more: name the design page's module here.`);
    walk(key);
  }
  return files;
}

/** Opens a design with only the needed scripts, and draws. */
async function draws(browser: Browser, url: string, needed: ReadonlySet<string>): Promise<void> {
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  await page.route('**/assets/*.js', (route) => {
    // Held back for ever, as on a line that has gone dead: an error would be shown, and prove less.
    if (needed.has(new URL(route.request().url()).pathname.slice(1))) return route.continue();
  });
  await page.goto(url);
  await page.locator('[data-surface] .react-flow').waitFor();
  await page.keyboard.press('s');
  await page.mouse.click(600, 400);
  await page.locator('.react-flow__node').first().waitFor();
  await page.close();
}

const folder = mkdtempSync(join(tmpdir(), 'millrace-size-'));
const pages = join(folder, 'dist');
await build({ build: { outDir: pages, emptyOutDir: true, manifest: true }, logLevel: 'error' });
const manifest = JSON.parse(readFileSync(join(pages, '.vite/manifest.json'), 'utf8')) as Manifest;
const kb = (files: Iterable<string>) =>
  Math.round([...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(pages, file)), { level: 9 }).length, 0) / 100) /
  10;
const canvas = filesOf(manifest, ['index.html', 'src/app/design/DesignPage.tsx']);
const landing = filesOf(manifest, ['index.html', 'src/app/landing/Landing.tsx']);
const compare = filesOf(manifest, ['index.html', 'src/app/compare/ComparePage.tsx']);

const server = await startServer({ port: 0, pages });
const browser = await launchBrowser();
try {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
  const made = (await (await fetch(`${server.url}/api/designs`, post)).json()) as { id: string; links: { editor: string } };
  await draws(browser, `${server.url}/d/${made.id}#${made.links.editor}`, canvas);
  console.log(`Chromium ${browser.version()}, Node ${process.version}, production build, gzip level 9`);
  for (const file of [...canvas].sort((a, b) => kb([b]) - kb([a])))
    console.log(`${kb([file]).toFixed(1).padStart(7)} kB  ${file}`);
  const total = kb(canvas);
  console.log(`One can draw after ${total} kB of JavaScript in ${canvas.size} files; the budget is ${budgetKb} kB.`);
  const hands = kb([...filesOf(manifest, ['src/canvas/surface/gestures/by-hand.ts'])].filter((file) => !canvas.has(file)));
  console.log(`The first drag, line or marquee takes ${hands} kB more.`);
  const figures = {
    first_load_gzip_kb: total,
    by_hand_gzip_kb: hands,
    landing_gzip_kb: kb(landing),
    compare_gzip_kb: kb(compare),
  };
  console.log(JSON.stringify({ bench: 'size', figures }));
  if (total > budgetKb) process.exitCode = 1;
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
