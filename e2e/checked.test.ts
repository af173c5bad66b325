import { describe, expect, it } from 'vitest';
import { here } from './here.ts';
import { newDesign, node, openPanel, orderFlow, ready, saved, shareLink, write, written } from './steps.ts';
import { until } from './support.ts';

const place = here();

const noKey = /^Error: “orders-api” publishes to “orders” without a key/;

describe('checked live', () => {
  it('mends a finding with one click, for everybody, as one step that can be undone', async () => {
    const ann = await place.person('Ann');
    await newDesign(ann.page, place.server.url);
    await write(ann.page, orderFlow);
    await saved(ann.page);
    const bob = await place.person('Bob');
    await bob.page.goto(await shareLink(ann.page, place.server.url, 'Edit'));
    await ready(bob.page);
    for (const page of [ann.page, bob.page]) {
      await openPanel(page, 'Findings');
      await page.getByRole('button', { name: noKey }).waitFor();
    }
    const finding = ann.page.getByRole('article').filter({ has: ann.page.getByRole('button', { name: noKey }) });
    await finding.getByText(/Order holds only inside one partition/).waitFor();
    await finding.getByRole('button', { name: 'Ways to fix it' }).click();
    await ann.page.getByRole('menuitem').first().click();
    for (const page of [ann.page, bob.page]) await page.getByRole('button', { name: noKey }).waitFor({ state: 'detached' });
    await ann.page.keyboard.press('ControlOrMeta+z');
    for (const page of [ann.page, bob.page]) await page.getByRole('button', { name: noKey }).waitFor();
    await ann.leave();
    await bob.leave();
  });

  it('jumps from a finding to what it speaks of, and explains the rule', async () => {
    const ann = await place.person('Ann');
    await newDesign(ann.page, place.server.url);
    await write(ann.page, orderFlow);
    await openPanel(ann.page, 'Findings');
    await ann.page.getByRole('button', { name: /“billing” adds to “ledger”/ }).click();
    const finding = ann.page.getByRole('article').filter({ hasText: '“billing” adds to “ledger”' });
    await finding.getByRole('button', { name: 'About this rule' }).click();
    await ann.page.getByRole('dialog').getByRole('heading', { name: 'Consumer not idempotent' }).waitFor();
    await ann.leave();
  });

  it('counts what nobody has said yet, without a mark', async () => {
    const ann = await place.person('Ann');
    await newDesign(ann.page, place.server.url);
    await write(
      ann.page,
      'shop -> orders -> billing -> ledger\nstore ledger relational\ncontract OrderPlaced {\n  orderId string\n}\n',
    );
    await openPanel(ann.page, 'Findings');
    await ann.page
      .getByRole('button', { name: /open questions?$/ })
      .first()
      .waitFor();
    expect(await ann.page.getByRole('button', { name: /^Error:/ }).count()).toBe(0);
    await ann.leave();
  });

  it('keeps findings back in an exercise until the group presses “Check us”', async () => {
    const ann = await place.person('Ann');
    await ann.page.goto(place.server.url);
    await ann.page.getByText('UberBeats 0.1').first().click();
    await ann.page
      .getByRole('button', { name: /start|begin|open/i })
      .first()
      .click();
    await ready(ann.page);
    await openPanel(ann.page, 'Brief');
    await ann.page.getByRole('tabpanel').getByText(/DJ/).first().waitFor();
    await openPanel(ann.page, 'Findings');
    await ann.page.getByRole('button', { name: 'Check us' }).click();
    await ann.page.getByRole('button', { name: 'Check us' }).waitFor({ state: 'detached' });
    await ann.leave();
  });
});

describe('bad input', () => {
  it('says where a text does not fit, and leaves the drawing alone', async () => {
    const ann = await place.person('Ann');
    await newDesign(ann.page, place.server.url);
    await write(ann.page, orderFlow);
    await ann.page.locator('.cm-content').click();
    await ann.page.keyboard.press('ControlOrMeta+End');
    await ann.page.keyboard.insertText('\norders -> billing (orderingNeeds perKey)');
    await ann.page
      .getByText(/did you mean .?orderingNeed/i)
      .first()
      .waitFor();
    await node(ann.page, 'service billing').waitFor();
    await ann.leave();
  });

  it('refuses a file that does not fit, with the place and the reason, and touches nothing', async () => {
    const ann = await place.person('Ann');
    await ann.page.goto(place.server.url);
    const chooser = ann.page.waitForEvent('filechooser');
    await ann.page.getByRole('button', { name: 'Open a file' }).click();
    const bad = JSON.stringify({
      millrace: 1,
      title: 'x',
      elements: [{ id: 'a', kind: 'service', props: { instances: -2 } }],
      edges: [],
    });
    await (await chooser).setFiles({ name: 'bad.millrace.json', mimeType: 'application/json', buffer: Buffer.from(bad) });
    await ann.page
      .getByText(/instances/i)
      .first()
      .waitFor();
    expect(new URL(ann.page.url()).pathname).toBe('/');
    await ann.leave();
  });

  it('opens the file that it has saved, as the same design', async () => {
    const ann = await place.person('Ann');
    await newDesign(ann.page, place.server.url);
    await write(ann.page, orderFlow);
    const before = await written(ann.page);
    await ann.page.getByRole('button', { name: 'Menu' }).click();
    const download = ann.page.waitForEvent('download');
    await ann.page.getByRole('menuitem', { name: /file/i }).first().click();
    const path = await (await download).path();
    await ann.page.goto(place.server.url);
    const chooser = ann.page.waitForEvent('filechooser');
    await ann.page.getByRole('button', { name: 'Open a file' }).click();
    await (await chooser).setFiles({
      name: 'orders.millrace.json',
      mimeType: 'application/json',
      buffer: (await import('node:fs')).readFileSync(path),
    });
    await ready(ann.page);
    await until('it says the same', async () => (await written(ann.page)) === before);
    await ann.leave();
  });
});

describe('what a team settles', () => {
  it('lets somebody accept a finding with a reason, for everybody, and take it back', async () => {
    const ann = await place.person('Ann');
    await newDesign(ann.page, place.server.url);
    await write(ann.page, orderFlow);
    await saved(ann.page);
    const bob = await place.person('Bob');
    await bob.page.goto(await shareLink(ann.page, place.server.url, 'Edit'));
    await ready(bob.page);
    for (const page of [ann.page, bob.page]) {
      await openPanel(page, 'Findings');
      await page.getByRole('button', { name: noKey }).waitFor();
    }
    const finding = ann.page.getByRole('article').filter({ has: ann.page.getByRole('button', { name: noKey }) });
    await finding.getByRole('button', { name: 'Accept it, with a reason' }).click();
    const dialog = ann.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Accept it' }).click();
    await dialog.getByText('Please fill this in.').waitFor();
    await dialog.getByLabel('Why is it right here?').fill('One order comes an hour.');
    await dialog.getByRole('button', { name: 'Accept it' }).click();
    for (const page of [ann.page, bob.page]) await page.getByRole('button', { name: noKey }).waitFor({ state: 'detached' });
    await bob.page.getByRole('button', { name: '1 accepted' }).click();
    await bob.page.getByText('One order comes an hour.').waitFor();
    await bob.page.getByText(/^Ann, \d{4}-/).waitFor();
    await bob.page.getByRole('button', { name: 'Take it back' }).click();
    for (const page of [ann.page, bob.page]) await page.getByRole('button', { name: noKey }).waitFor();
    await ann.leave();
    await bob.leave();
  });

  it('uses the rules that a team chooses and writes', async () => {
    const ann = await place.person('Ann');
    await newDesign(ann.page, place.server.url);
    await write(ann.page, orderFlow);
    await saved(ann.page);
    await openPanel(ann.page, 'Findings');
    await ann.page.getByRole('button', { name: noKey }).waitFor();
    await ann.page.getByRole('button', { name: 'Rules in use…' }).click();
    const dialog = ann.page.getByRole('dialog', { name: 'Rules in use' });
    const rule = {
      id: 'acme/prefix',
      title: 'Prefix',
      summary: 'Topics carry a prefix.',
      why: 'The platform wants it.',
      severity: 'warning',
      subjects: ['channel'],
      when: '!it.name.startsWith("acme.")',
      what: '“{it.name}” has no prefix.',
      next: 'Rename it.',
    };
    const file = (own: unknown) => ({
      name: 'rules.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ rules: [own] })),
    });
    const input = dialog.locator('input[type=file]');
    await input.setInputFiles(file({ ...rule, when: 'it.name ==' }));
    await dialog.getByRole('alert').filter({ hasText: 'The rule “acme/prefix”, “when”' }).waitFor();
    await input.setInputFiles(file(rule));
    await dialog.getByRole('button', { name: 'Remove “Prefix”' }).waitFor();
    await dialog.getByRole('button', { name: 'How severe “Key missing for order” is' }).click();
    await ann.page.getByRole('option', { name: 'Off' }).click();
    await ann.page.keyboard.press('Escape');
    await ann.page.getByRole('button', { name: 'Warning: “orders” has no prefix.' }).waitFor();
    await ann.page.getByRole('button', { name: noKey }).waitFor({ state: 'detached' });
    await ann.leave();
  });
});
