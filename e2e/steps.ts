import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { until } from './support.ts';

/** What people do, in the words of the screen: tests read like journeys. */

export async function newDesign(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Sketch a system' }).click();
  await ready(page);
}

/** The canvas is there and the design has been loaded. */
export async function ready(page: Page): Promise<void> {
  await page.getByRole('main', { name: 'Canvas' }).waitFor();
  await page.getByRole('button', { name: 'Menu' }).waitFor();
}

/** An element on the canvas, by the beginning of what a screen reader says: "service billing". */
export function node(page: Page, said: string): Locator {
  return page.getByRole('img', { name: new RegExp(`^${said}(,|$)`) });
}

export async function openPanel(page: Page, name: 'Properties' | 'Findings' | 'Outline' | 'Text' | 'Brief'): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
}

/** Replaces the whole design by writing it as text. */
export async function write(page: Page, sketch: string): Promise<void> {
  await openPanel(page, 'Text');
  const editor = page.locator('.cm-content');
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(sketch);
  await page.getByText('Text and drawing say the same.').waitFor();
}

/** The design as text, as the text panel shows it. */
export async function written(page: Page): Promise<string> {
  await openPanel(page, 'Text');
  await page.locator('.cm-content').waitFor();
  return page
    .locator('.cm-content')
    .evaluate((content) => [...content.querySelectorAll('.cm-line')].map((line) => line.textContent ?? '').join('\n'));
}

export async function saved(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor();
}

/** A link of a role from the Share dialog, with the address by which this test reaches the server. */
export async function shareLink(page: Page, url: string, role: 'Edit' | 'View'): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const row = page.getByRole('dialog').getByRole('listitem').filter({ hasText: role });
  await row.getByRole('button', { name: 'Copy link' }).click();
  const link = row.getByRole('textbox', { name: `Link: ${role}` });
  await until('the link is made', async () => (await link.inputValue()) !== '');
  const { pathname, hash } = new URL(await link.inputValue());
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return `${url}${pathname}${hash}`;
}

export async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('The element has no place on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags with the mouse in several steps, as a hand does. */
export async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + (to.x - from.x) / 2, from.y + (to.y - from.y) / 2, { steps: 6 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

export async function sameText(pages: readonly Page[]): Promise<void> {
  let texts: string[] = [];
  await until('everybody has the same design', async () => {
    texts = await Promise.all(pages.map(written));
    return texts.every((text) => text === texts[0]);
  }).catch(() => expect(texts[1]).toBe(texts[0]));
}

export const orderFlow = `title "Orders"
broker main kafka
service orders-api
service billing
store ledger relational
topic orders on main (partitions 6)
contract OrderPlaced 1.0.0 event (meta [id, type, source, time, schemaVersion, sequence]) {
  orderId string
  amount double
}
orders-api -> orders (contracts OrderPlaced, key none)
orders -> billing (group billing, orderingNeed perKey, concurrency sequential, idempotency none, retry blocking, retryMax 5, onExhausted stop)
billing -> ledger (mode increment)
`;

/** Three in a row. */
export const line = `service shop @ 0,0
topic orders @ 320,0
service billing @ 640,0
shop -> orders -> billing
`;

export function near(a: { x: number; y: number }, b: { x: number; y: number }, by = 12): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) <= by;
}

export function canvas(page: Page): Locator {
  return page.getByRole('application', { name: 'Canvas' });
}

/** Writes a design as text and shows all of it, with the focus on the canvas and nothing selected. */
export async function draw(page: Page, sketch: string): Promise<void> {
  await write(page, sketch);
  await canvas(page).focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Digit1');
  await still(page);
}

/** Waits until nothing on the canvas moves any more: everything that is drawn stands where it stood a moment before. */
export async function still(page: Page): Promise<void> {
  let before = '';
  await until('the canvas stands still', async () => {
    const now = await canvas(page).evaluate(async (root) => {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return [...root.querySelectorAll('[role=img]')].map((node) => JSON.stringify(node.getBoundingClientRect())).join();
    });
    const same = now !== '' && now === before;
    before = now;
    return same;
  });
}

/** A point on an element's outline: where a drag draws an arrow instead of moving it. */
export async function rim(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('The element has no place on the screen.');
  return { x: box.x + box.width - 2, y: box.y + box.height / 2 };
}

/** Half way between two elements that stand side by side: a point on the arrow that joins them. */
export async function between(left: Locator, right: Locator): Promise<{ x: number; y: number }> {
  const [a, b] = [await left.boundingBox(), await right.boundingBox()];
  if (!a || !b) throw new Error('An element has no place on the screen.');
  return { x: (a.x + a.width + b.x) / 2, y: (a.y + a.height / 2 + b.y + b.height / 2) / 2 };
}

/** Waits until the design, as text, has a line that fits. */
export async function says(page: Page, line: RegExp): Promise<void> {
  let text = '';
  await until(
    `the text says ${line}`,
    async () => {
      // The text stands in columns; here one space will do.
      text = (await written(page)).replaceAll(/(?<=\S) +/g, ' ');
      return line.test(text);
    },
    8_000,
  ).catch(() => expect(text).toMatch(line));
}

/** Waits until an element is selected: the keys are about it. */
export async function selected(page: Page, said: string): Promise<void> {
  const id = await node(page, said).getAttribute('id');
  expect(id).not.toBeNull();
  await until(`${said} is selected`, async () => (await canvas(page).getAttribute('aria-activedescendant')) === id, 5_000);
}
