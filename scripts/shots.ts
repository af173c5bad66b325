/**
 * Pictures of the main screens, light and dark, made with a real server and a real Chromium: npm run shots. They are for
 * looking at: overlaps, cut text, contrast. With --docs the few that the README shows go into docs/pictures, as SVG files
 * that hold them: the repository has text files only.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { newDesign, node, openPanel, ready, saved, shareLink, write } from '../e2e/steps.ts';
import { launchBrowser, millrace, type Person, person } from '../e2e/support.ts';

const forDocs = process.argv.includes('--docs');
const folder = forDocs ? 'docs/pictures' : '.cache/shots';
const titles: Readonly<Record<string, string>> = {
  'design-light': 'A design with its findings',
  'design-dark': 'A design with its findings, in the dark',
  'compare-light': 'Two designs side by side',
  'contract-light': 'A contract: its schema text and its fields',
};
const wanted = forDocs ? new Set(Object.keys(titles)) : undefined;
mkdirSync(folder, { recursive: true });

const showcase = readFileSync(join(import.meta.dirname, 'shots', 'placed.sketch'), 'utf8');
const rival = readFileSync(join(import.meta.dirname, 'shots', 'rival.sketch'), 'utf8');

const server = await millrace();
const browser = await launchBrowser();
try {
  for (const theme of ['light', 'dark'] as const) {
    const ann = await person(browser, 'Ann', { theme });
    const shot = async (page: Page, name: string) => {
      if (wanted && !wanted.has(`${name}-${theme}`)) return;
      await page.waitForTimeout(400);
      if (forDocs)
        writeFileSync(
          join(folder, `${name}-${theme}.svg`),
          asText(titles[`${name}-${theme}`] ?? name, await page.screenshot({ type: 'jpeg', quality: 84 })),
        );
      else await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
      console.log(`${name}-${theme}`);
    };
    const { page } = ann;
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Sketch a system' }).waitFor();
    await shot(page, 'landing');
    await newDesign(page, server.url);
    await shot(page, 'empty');
    await write(page, showcase);
    await saved(page);
    const first = page.url();
    const bob = await guest(theme, await shareLink(page, server.url, 'Edit'));
    await openPanel(page, 'Findings');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Digit1');
    await shot(page, 'design');
    await node(page, 'topic orders').click();
    await openPanel(page, 'Properties');
    await shot(page, 'inspector');
    await node(page, 'event OrderPlaced').click();
    await page.getByRole('button', { name: 'Schema, versions, compatibility' }).click();
    const contract = page.getByRole('dialog');
    await contract.getByRole('button', { name: 'Write it as Avro' }).click();
    await contract.getByText('The text can be read.').waitFor();
    await shot(page, 'contract');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+z');
    await openPanel(page, 'Outline');
    await shot(page, 'outline');
    await openPanel(page, 'Text');
    await shot(page, 'text');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await shot(page, 'share');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await shot(page, 'keys');
    await page.keyboard.press('Escape');
    await shot(bob.page, 'guest');
    for (const [name, width, height] of [
      ['narrow', 800, 600],
      ['phone', 390, 800],
      ['projector', 1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.keyboard.press('Shift+Digit1');
      await shot(page, name);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await newDesign(page, server.url);
    await write(page, rival);
    await saved(page);
    const second = page.url();
    await page.goto(`${server.url}/compare`);
    for (const [letter, link] of [
      ['A', first],
      ['B', second],
    ] as const) {
      const field = page.getByRole('textbox', { name: 'Link to a design' });
      await field.fill(link);
      await field.press('Enter');
      await page.getByRole('region', { name: new RegExp(`^Design ${letter}: `) }).waitFor();
    }
    await shot(page, 'compare');
    await page.goto(server.url);
    await page.getByText('UberBeats 0.1').first().click();
    await page.getByRole('button', { name: /start/i }).first().waitFor();
    await shot(page, 'exercise');
    await page.getByRole('button', { name: /start/i }).first().click();
    await ready(page);
    await page.waitForTimeout(1_500);
    await shot(page, 'exercise-open');
    await bob.leave();
    await ann.leave();
  }
} finally {
  await browser.close();
  await server.remove();
}

async function guest(theme: 'light' | 'dark', link: string): Promise<Person> {
  const bob = await person(browser, 'Bob', { theme });
  await bob.page.goto(link);
  await ready(bob.page);
  await bob.page.mouse.move(620, 420);
  return bob;
}

/** A picture as an SVG file. */
function asText(title: string, jpeg: Buffer): string {
  const image = `<image width="1440" height="900" href="data:image/jpeg;base64,${jpeg.toString('base64')}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1440 900" width="1440" height="900"><title>${title}</title>${image}</svg>\n`;
}
