import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { here } from './here.ts';
import { node, write } from './steps.ts';
import { until } from './support.ts';

const place = here();

/** Opens a room with two groups; its console, and the code. */
async function openRoom(page: Page): Promise<string> {
  await page.goto(`${place.server.url}/workshop`);
  await page.getByRole('button', { name: 'Open the room' }).click();
  await page.getByRole('heading', { name: 'Groups' }).waitFor();
  return page
    .locator('header')
    .getByText(/^[A-Z2-9]{6}$/)
    .innerText();
}

async function join(page: Page, code: string, name: string, group: string): Promise<void> {
  await page.goto(place.server.url);
  await page.getByPlaceholder(/^ABC234/).fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('radio', { name: new RegExp(group) }).click({ force: true });
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: `Group ${group}` }).waitFor();
}

const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

describe('a workshop', () => {
  it('leads from the code to a seat, and from a phase to a comparison on the projector', async () => {
    const ina = await place.person('Ina');
    const code = await openRoom(ina.page);
    const ann = await place.person('Ann');
    const bob = await place.person('Bob');
    await join(ann.page, code, 'Ann', 'Amber');
    await join(bob.page, code, 'Bob', 'Birch');
    await shown(ina.page, '1 of 1 here');

    // The projector shows the code, then what the instructor chooses.
    const projector = await place.person('Screen');
    const link = await ina.page.getByRole('link', { name: 'Open the projector window' }).getAttribute('href');
    await projector.page.goto(`${place.server.url}${link}`);
    await shown(projector.page, code);
    await shown(projector.page, '2 people have joined');

    await ina.page.getByRole('button', { name: 'Next phase' }).click();
    for (const { page } of [ann, bob, projector]) await page.getByRole('timer').waitFor();

    // One's own group only: what Ann draws, Bob's window never hears of.
    await write(ann.page, 'service only-in-amber');
    await node(ann.page, 'service only-in-amber').waitFor();
    expect(await bob.page.getByText('only-in-amber').count()).toBe(0);

    await ann.page.getByRole('button', { name: 'Ask for help' }).click();
    await ina.page.getByRole('button', { name: /Amber needs help/ }).click();
    await ann.page.getByRole('button', { name: 'Ask for help' }).waitFor();

    for (const group of ['Amber', 'Birch'])
      await ina.page.getByRole('checkbox', { name: new RegExp(group) }).click({ force: true });
    await ina.page.getByRole('button', { name: 'Compare 2 side by side' }).click();
    await projector.page
      .getByText(/only-in-amber/)
      .first()
      .waitFor();
    for (const each of [ina, ann, bob, projector]) await each.leave();
  });

  it('freezes, calls for eyes, and lets a reload find the same seat', async () => {
    const ina = await place.person('Ina');
    const code = await openRoom(ina.page);
    const ann = await place.person('Ann');
    await join(ann.page, code, 'Ann', 'Amber');
    await ina.page.getByRole('button', { name: 'Freeze all' }).click();
    await shown(ann.page, 'Your design is frozen for the moment.');
    await shown(ann.page, 'Viewing');
    await ina.page.getByRole('button', { name: 'Release all' }).click();
    await ann.page.getByText('Your design is frozen for the moment.').waitFor({ state: 'detached' });
    await ina.page.getByRole('button', { name: 'Eyes on me' }).click();
    await ann.page.getByRole('dialog', { name: 'Eyes on the screen, please' }).waitFor();
    await ina.page.getByRole('button', { name: 'Release eyes' }).click();
    await ann.page.getByRole('dialog', { name: 'Eyes on the screen, please' }).waitFor({ state: 'detached' });
    await ann.page.reload();
    await ann.page.getByRole('heading', { name: 'Group Amber' }).waitFor();
    await shown(ina.page, '1 of 1 here');
    // The code leads back to the seat that this device has already.
    await ann.page.goto(`${place.server.url}/join/${code}`);
    await ann.page.getByRole('link', { name: 'Back to your seat' }).click();
    await ann.page.getByRole('heading', { name: 'Group Amber' }).waitFor();
    await ina.leave();
    await ann.leave();
  });

  it('collects what the groups decide into one table', async () => {
    const ina = await place.person('Ina');
    const code = await openRoom(ina.page);
    const ann = await place.person('Ann');
    await join(ann.page, code, 'Ann', 'Amber');
    const first = ann.page
      .getByRole('listitem')
      .filter({ has: ann.page.getByLabel('Answer') })
      .first();
    await first.getByLabel('Answer').fill('Kafka, with consumer groups');
    await first.getByLabel('Why, in one line').fill('We need to read again.');
    await first.getByRole('button', { name: 'Save' }).click();
    await first.getByText('Answered by Ann').waitFor();
    await shown(ina.page, /^1 of \d+ decisions$/);
    const projector = await place.person('Screen');
    const link = await ina.page.getByRole('link', { name: 'Open the projector window' }).getAttribute('href');
    await projector.page.goto(`${place.server.url}${link}`);
    await ina.page.getByText('Decisions', { exact: true }).click();
    await projector.page.getByRole('cell', { name: /Kafka, with consumer groups/ }).waitFor();
    await ina.leave();
    await ann.leave();
    await projector.leave();
  });

  it('refuses a wrong code with a sentence, and goes on after the server was killed', async () => {
    const ina = await place.person('Ina');
    const code = await openRoom(ina.page);
    const ann = await place.person('Ann');
    await ann.page.goto(`${place.server.url}/join/ZZZZZZ`);
    await shown(ann.page, 'There is no workshop with this code.');
    // The browser notes each refusal for its developers.
    expect(ann.complaints.splice(0)).toEqual([expect.stringContaining('404')]);
    await join(ann.page, code, 'Ann', 'Amber');
    // Everything that the pages load later is there.
    await ann.page.waitForLoadState('networkidle');
    await ina.page.waitForLoadState('networkidle');
    await place.server.kill();
    await shown(ann.page, 'The server can’t be reached. Trying again …');
    await place.server.start();
    await ann.page.getByText('The server can’t be reached. Trying again …').waitFor({ state: 'detached' });
    await until('the console hears of Ann again', async () => (await ina.page.getByText('1 of 1 here').count()) === 1);
    await ina.leave();
    await ann.leave();
  });
});
