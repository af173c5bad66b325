import { describe, expect, it } from 'vitest';
import { here } from './here.ts';
import {
  centre,
  drag,
  newDesign,
  node,
  openPanel,
  orderFlow,
  ready,
  sameText,
  saved,
  shareLink,
  write,
  written,
} from './steps.ts';
import { type Person, until } from './support.ts';

const place = here();

/** Ann has drawn the order flow; Bob has come by her link. */
async function twoPeople(role: 'Edit' | 'View' = 'Edit'): Promise<{ ann: Person; bob: Person }> {
  const ann = await place.person('Ann');
  await newDesign(ann.page, place.server.url);
  await write(ann.page, orderFlow);
  await saved(ann.page);
  const bob = await place.person('Bob');
  await bob.page.goto(await shareLink(ann.page, place.server.url, role));
  await ready(bob.page);
  await node(bob.page, 'service billing').waitFor();
  return { ann, bob };
}

describe('drawing together', () => {
  it('shows what each draws on the other’s canvas, and who is there', async () => {
    const { ann, bob } = await twoPeople();
    await ann.page.getByRole('button', { name: 'People: 1 other person here' }).waitFor();
    // Bob places a database from the palette by keyboard and names it on the spot.
    await bob.page.getByRole('button', { name: 'Database D' }).focus();
    await bob.page.keyboard.press('Enter');
    await bob.page.keyboard.type('archive');
    await bob.page.keyboard.press('Enter');
    await node(ann.page, 'database archive').waitFor();
    // Ann moves a service with the mouse; it moves for Bob while she still holds it.
    const before = await centre(node(bob.page, 'topic orders'));
    const from = await centre(node(ann.page, 'topic orders'));
    await ann.page.mouse.move(from.x, from.y);
    await ann.page.mouse.down();
    await ann.page.mouse.move(from.x + 20, from.y + 60, { steps: 5 });
    await ann.page.mouse.move(from.x + 40, from.y + 120, { steps: 5 });
    await until('Bob sees the drag', async () => (await centre(node(bob.page, 'topic orders'))).y > before.y + 20);
    await ann.page.mouse.up();
    await saved(ann.page);
    await sameText([ann.page, bob.page]);
    await ann.leave();
    await bob.leave();
  });

  it('lets two people type into the text and the canvas at the same time', async () => {
    const { ann, bob } = await twoPeople();
    await openPanel(ann.page, 'Text');
    await ann.page.locator('.cm-line').filter({ hasText: 'store' }).first().click();
    await ann.page.keyboard.press('End');
    await ann.page.keyboard.insertText('\nservice shipping\norders -> shipping (group shipping)');
    await node(bob.page, 'service shipping').waitFor();
    await node(bob.page, 'service billing').click();
    await bob.page.keyboard.press('F2');
    await bob.page.keyboard.press('ControlOrMeta+a');
    await bob.page.keyboard.type('invoicing');
    await bob.page.keyboard.press('Enter');
    await node(ann.page, 'service invoicing').waitFor();
    await sameText([ann.page, bob.page]);
    await ann.leave();
    await bob.leave();
  });

  it('undoes one’s own steps and leaves the other’s alone', async () => {
    const { ann, bob } = await twoPeople();
    await node(bob.page, 'service billing').click();
    await bob.page.keyboard.press('Delete');
    await node(ann.page, 'service billing').waitFor({ state: 'detached' });
    await ann.page.getByRole('button', { name: 'Service S' }).focus();
    await ann.page.keyboard.press('Enter');
    await ann.page.keyboard.type('mine');
    await ann.page.keyboard.press('Enter');
    await node(bob.page, 'service mine').waitFor();
    await bob.page.keyboard.press('ControlOrMeta+z');
    await node(ann.page, 'service billing').waitFor();
    await node(ann.page, 'service mine').waitFor();
    await sameText([ann.page, bob.page]);
    await ann.leave();
    await bob.leave();
  });
});

describe('nothing is lost', () => {
  it('keeps edits made offline and merges them on the way back, also after a reload', async () => {
    const { ann, bob } = await twoPeople();
    await bob.context.setOffline(true);
    await bob.page
      .getByRole('status')
      .filter({ hasText: /^Offline|^Reconnecting/ })
      .waitFor();
    await bob.page.getByRole('button', { name: 'Queue U' }).focus();
    await bob.page.keyboard.press('Enter');
    await bob.page.keyboard.type('bob-offline');
    await bob.page.keyboard.press('Enter');
    await bob.page
      .getByRole('status')
      .filter({ hasText: /kept on this device/ })
      .waitFor();
    await ann.page.getByRole('button', { name: 'Topic T' }).focus();
    await ann.page.keyboard.press('Enter');
    await ann.page.keyboard.type('ann-meanwhile');
    await ann.page.keyboard.press('Enter');
    await saved(ann.page);
    await bob.context.setOffline(false);
    await saved(bob.page);
    await node(ann.page, 'queue bob-offline').waitFor();
    await node(bob.page, 'topic ann-meanwhile').waitFor();
    await bob.page.reload();
    await ready(bob.page);
    await sameText([ann.page, bob.page]);
    await ann.leave();
    await bob.leave();
  });

  it('survives kill -9 of the server: what said “Saved” is there after the restart, and people go on', async () => {
    const { ann, bob } = await twoPeople();
    await ann.page.getByRole('button', { name: 'Service S' }).focus();
    await ann.page.keyboard.press('Enter');
    await ann.page.keyboard.type('before-the-crash');
    await ann.page.keyboard.press('Enter');
    await saved(ann.page);
    // What the pages load later is there: this is about what people drew.
    for (const { page } of [ann, bob]) await page.waitForLoadState('networkidle');
    await place.server.kill();
    await ann.page
      .getByRole('status')
      .filter({ hasText: /^Offline|^Reconnecting/ })
      .waitFor();
    await bob.page.getByRole('button', { name: 'Queue U' }).focus();
    await bob.page.keyboard.press('Enter');
    await bob.page.keyboard.type('while-it-was-down');
    await bob.page.keyboard.press('Enter');
    await place.server.start();
    await saved(ann.page);
    await saved(bob.page);
    await sameText([ann.page, bob.page]);
    // A third person, with nothing on the device, sees it all: so it is on the server's disk.
    const cem = await place.person('Cem');
    await cem.page.goto(await shareLink(ann.page, place.server.url, 'View'));
    await ready(cem.page);
    await node(cem.page, 'service before-the-crash').waitFor();
    await node(cem.page, 'queue while-it-was-down').waitFor();
    for (const each of [ann, bob, cem]) await each.leave();
  });
});

describe('roles', () => {
  it('lets a viewer look, follow and be seen, and change nothing', async () => {
    const { ann, bob } = await twoPeople('View');
    await bob.page.getByText('Viewing').first().waitFor();
    const before = await written(ann.page);
    await node(bob.page, 'service billing').click();
    await bob.page.keyboard.press('Delete');
    await bob.page.keyboard.press('ControlOrMeta+z');
    const at = await centre(node(bob.page, 'topic orders'));
    await drag(bob.page, at, { x: at.x + 100, y: at.y + 100 });
    await node(bob.page, 'service billing').waitFor();
    await ann.page.getByRole('button', { name: 'People: 1 other person here' }).waitFor();
    expect(await written(ann.page)).toBe(before);
    await ann.leave();
    await bob.leave();
  });

  it('shows a sentence for a link that was taken back, and keeps the rest at work', async () => {
    const { ann, bob } = await twoPeople('View');
    await ann.page.getByRole('button', { name: 'Share', exact: true }).click();
    await ann.page
      .getByRole('dialog')
      .getByRole('listitem')
      .filter({ hasText: 'View' })
      .getByRole('button', { name: 'Take back' })
      .click();
    await ann.page.getByRole('button', { name: 'Take them back' }).click();
    await bob.page.getByText('This link does not work any more.').waitFor();
    await ann.leave();
    await bob.leave();
  });
});
