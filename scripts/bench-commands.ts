/**
 * How long the list of all commands takes to open on a large design: `npm run bench:commands` (build first). Chromium opens a design of
 * 2,000 elements and presses Ctrl+K, closes the list, and so on; then a letter is typed into it. A sample is the time from the key until
 * the frame that shows its effect has been painted, seen from inside the page. Aim: 50 ms (canvas.md, 29).
 *
 *   node scripts/bench-commands.ts [--nodes 2000] [--runs 21]
 */
import type { Page } from 'playwright-core';
import { updateOf } from '#document/whole.ts';
import { launchBrowser } from '../e2e/support.ts';
import { startServer } from '../server/start.ts';
import { graphOf } from './bench-canvas/graph.ts';

const flags = new Map(
  process.argv.slice(2).flatMap((word, i, all) => (word.startsWith('--') ? [[word.slice(2), all[i + 1] ?? '']] : [])),
);
const nodes = Number(flags.get('nodes') ?? 2_000);
const runs = Number(flags.get('runs') ?? 21);

/** Milliseconds from a key to the end of the frame in which `selector` has what it is to have. */
async function paintedAfter(page: Page, key: string, selector: string): Promise<number> {
  await page.evaluate((wanted) => {
    const timed = window as unknown as { painted: Promise<number> };
    timed.painted = new Promise((resolve) => {
      const pressed = ({ timeStamp }: KeyboardEvent) => {
        const look = () => {
          if (!document.querySelector(wanted)) return requestAnimationFrame(look);
          // A task after the frame begins when that frame has been handed over to be shown.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - timeStamp);
          port2.postMessage(undefined);
        };
        requestAnimationFrame(look);
      };
      window.addEventListener('keydown', pressed, { capture: true, once: true });
    });
  }, selector);
  await page.keyboard.press(key);
  return page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted);
}

/** Nothing is left to do: the rest of the list has been made, the dialog has given back the focus. */
async function quiet(page: Page): Promise<void> {
  for (let i = 0; i < 3; i++) await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve(undefined))));
}

function summary(samples: readonly number[]): { readonly median: number; readonly p95: number } {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10;
  return { median: at(0.5), p95: at(0.95) };
}

const server = await startServer({ port: 0 });
const browser = await launchBrowser();
try {
  const update = Buffer.from(updateOf(graphOf(nodes))).toString('base64');
  const body = JSON.stringify({ title: 'Bench', update });
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const made = (await (await fetch(`${server.url}/api/designs`, post)).json()) as { id: string; links: { owner: string } };
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  await page.goto(`${server.url}/d/${made.id}#${made.links.owner}`);
  await page.getByRole('application', { name: 'Canvas' }).waitFor();
  await page.waitForLoadState('networkidle');
  const open: number[] = [];
  const letter: number[] = [];
  for (let i = 0; i < runs + 3; i++) {
    await quiet(page);
    const opened = await paintedAfter(page, 'Control+k', '[role=dialog] [role=menuitem]');
    await quiet(page);
    const typed = await paintedAfter(page, 'o', '[role=dialog] [role=menuitem] small');
    if (i >= 3) {
      open.push(opened);
      letter.push(typed);
    }
    await quiet(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('[role=dialog]').waitFor({ state: 'detached' });
  }
  console.log(`Chromium ${browser.version()}, Node ${process.version}, ${nodes} elements, ${runs} times`);
  const figures = { open: summary(open), letter: summary(letter) };
  console.log(`Ctrl+K until the list is painted: ${figures.open.median} ms (95 %: ${figures.open.p95} ms)`);
  console.log(`A letter until its matches are painted: ${figures.letter.median} ms (95 %: ${figures.letter.p95} ms)`);
  console.log(JSON.stringify({ bench: 'commands', nodes, figures }));
} finally {
  await browser.close();
  await server.close();
}
