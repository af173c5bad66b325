import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDesign, node, openPanel, orderFlow, write } from './steps.ts';
import { launchBrowser, type Millrace, millrace, person } from './support.ts';

let server: Millrace;
let browser: Browser;

beforeAll(async () => {
  server = await millrace();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

describe('concept cards', () => {
  it('leads from an element to its card, to a rule and a property, and back', async () => {
    const ann = await person(browser, 'Ann');
    const { page } = ann;
    await newDesign(page, server.url);
    await write(page, orderFlow);
    await node(page, 'topic orders').click();
    await openPanel(page, 'Properties');
    await page.getByRole('button', { name: /^About “Channel”/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'Channel', exact: true }).waitFor();
    for (const heading of ['When to use it', 'When not', 'What goes wrong', 'How it is checked here', 'To read more'])
      await dialog.getByRole('heading', { name: heading }).waitFor();
    await dialog.getByRole('button', { name: 'Retention', exact: true }).click();
    await dialog.getByRole('heading', { name: 'Retention', exact: true }).waitFor();
    await dialog.getByRole('button', { name: /^Show \d+ more/ }).click();
    await dialog.getByRole('button', { name: 'Messages expire before a consumer is back' }).click();
    await dialog.getByRole('heading', { name: 'What would happen' }).waitFor();
    await dialog.getByRole('heading', { name: 'What it reads' }).waitFor();
    await dialog.getByRole('button', { name: 'Back to “Retention”' }).click();
    await dialog.getByRole('button', { name: 'Back to “Channel”' }).click();
    await dialog.getByRole('heading', { name: 'Channel', exact: true }).waitFor();
    expect(await dialog.getByRole('button', { name: /^Back to/ }).count()).toBe(0);
    await ann.leave();
  });

  it('explains a property from its help, and finds every term by another word', async () => {
    const ann = await person(browser, 'Ann');
    const { page } = ann;
    await newDesign(page, server.url);
    await write(page, orderFlow);
    await node(page, 'topic orders').click();
    await openPanel(page, 'Properties');
    await page.getByRole('button', { name: 'What does this mean? Retention' }).click();
    await page.getByRole('button', { name: 'More about this' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'Retention', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Glossary' }).click();
    await dialog.getByRole('searchbox').fill('DLQ');
    await dialog.getByRole('listitem').getByRole('button').first().click();
    await dialog.getByRole('heading', { name: 'Dead letters', exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Back to “Glossary”' }).click();
    expect(await dialog.getByRole('searchbox').inputValue()).toBe('DLQ');
    await ann.leave();
  });
});
