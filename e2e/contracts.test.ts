import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { here } from './here.ts';
import { newDesign, node, openPanel, ready, saved, shareLink, write, written } from './steps.ts';
import { until } from './support.ts';

const place = here();

const payments = `title "Payments"
contract Paid 1.0.0 event (compat BACKWARD) {
  orderId string unique perEntity
  amount double
}
topic payments (contracts Paid)
shop -> payments -> billing (group b)
payments -> mailer (group m)
`;

/** Opens the contract’s own view by way of its properties. */
async function openContract(page: Page): Promise<Locator> {
  await openPanel(page, 'Outline');
  await page.getByRole('row', { name: /^Paid/ }).click();
  await openPanel(page, 'Properties');
  await page.getByRole('button', { name: 'Schema, versions, compatibility' }).click();
  const dialog = page.getByRole('dialog', { name: 'Contract Paid' });
  await dialog.waitFor();
  return dialog;
}

const schemaOf = (dialog: Locator, version: string) => dialog.getByRole('textbox', { name: `Schema text of version ${version}` });

async function type(page: Page, editor: Locator, text: string): Promise<void> {
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

describe('contracts', () => {
  it('are written as a schema, published, changed in a new version, and say who can’t read what any more', async () => {
    const ann = await place.person('Ann');
    const { page } = ann;
    await newDesign(page, place.server.url);
    await write(page, payments);
    const dialog = await openContract(page);
    await dialog.getByRole('button', { name: 'Write it as JSON Schema' }).click();
    await dialog.getByText('The text can be read.').waitFor();
    await dialog.getByRole('row', { name: /^orderId string yes/ }).waitFor();
    await dialog.getByRole('button', { name: 'Publish' }).click();
    await dialog.getByText('Version 1.0.0 is published').waitFor();
    expect(await schemaOf(dialog, '1.0.0').getAttribute('contenteditable')).toBe('false');
    await dialog.getByRole('button', { name: 'Add a version' }).click();
    const text =
      '{"type": "object", "properties": {"orderId": {"type": "integer"}, "amount": {"type": "number"}}, "required": ["orderId"]}';
    await type(page, schemaOf(dialog, '1.1.0'), text);
    await dialog.getByRole('row', { name: /^amount double no/ }).waitFor();
    await dialog.getByRole('tab', { name: 'Compatibility' }).click();
    await dialog.getByText('1.1.0 cannot read what 1.0.0 wrote.').waitFor();
    await dialog.getByRole('button', { name: '“orderId” changed from string to integer.' }).click();
    await dialog.getByText('Hit in this design: billing and mailer.').first().waitFor();
    expect(await dialog.getByRole('textbox', { name: /^Schema text of version/ }).count()).toBe(2);
    // What is known of a field besides its schema outlives the change of the text.
    await page.keyboard.press('Escape');
    await openPanel(page, 'Text');
    await page.getByText('unique perEntity').first().waitFor();
    await saved(page);
    await ann.leave();
  });

  it('offer a way out that was tried, and one click takes it', async () => {
    const ann = await place.person('Ann');
    const { page } = ann;
    await newDesign(page, place.server.url);
    await write(page, payments.replace('  amount double', '  amount double optional'));
    const dialog = await openContract(page);
    await dialog.getByRole('button', { name: 'Write it as JSON Schema' }).click();
    await dialog.getByText('The text can be read.').waitFor();
    await dialog.getByRole('button', { name: 'Add a version' }).click();
    const editor = schemaOf(dialog, '1.1.0');
    await editor.waitFor();
    await type(page, editor, (await editor.innerText()).replace('"orderId"\n  ]', '"orderId", "amount"\n  ]'));
    await dialog.getByRole('row', { name: /^amount double yes/ }).waitFor();
    await dialog.getByRole('tab', { name: 'Compatibility' }).click();
    await dialog.getByText('1.1.0 cannot read what 1.0.0 wrote.').waitFor();
    await dialog.getByRole('button', { name: 'Do it: Make “amount” optional' }).click();
    await dialog.getByText('1.1.0 can read what 1.0.0 wrote.').waitFor();
    await dialog.getByRole('tab', { name: 'Schema' }).click();
    await dialog.getByRole('row', { name: /^amount double no/ }).waitFor();
    await ann.leave();
  });

  it('are opened by a key, written with completion, and keep old readers by a way out for Protobuf, as one step', async () => {
    const ann = await place.person('Ann');
    const { page } = ann;
    await newDesign(page, place.server.url);
    await write(page, payments);
    // The channel carries one contract: the key opens it, and so does its menu.
    const channel = node(page, 'topic payments');
    await channel.click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^Open the contract/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Contract Paid' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await channel.click();
    await page.keyboard.press('Alt+o');
    await dialog.waitFor();

    const editor = schemaOf(dialog, '1.0.0');
    await type(page, editor, '');
    await page.keyboard.type('syntax = "proto3";\nmessage Paid {\n');
    await dialog.getByRole('button', { name: 'Read it as Protocol Buffers' }).click();
    await editor.click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.type('str');
    const offers = page.getByRole('listbox');
    await offers.getByRole('option', { name: 'string', exact: true }).click();
    await page.keyboard.type(' order_id = ');
    await offers.getByRole('option', { name: /^1/ }).waitFor();
    // Esc closes the list, not the dialog.
    await page.keyboard.press('Escape');
    await offers.waitFor({ state: 'detached' });
    await page.keyboard.type('1;\nint32 sum = ');
    await offers.getByRole('option', { name: /^2/ }).click();
    await dialog.getByText('The text can be read.').waitFor();
    await dialog.getByRole('row', { name: /^sum int/ }).waitFor();
    const first = await editor.innerText();
    expect(first).toContain('string order_id = 1;');
    expect(first).toContain('int32 sum = 2;');

    await dialog.getByRole('button', { name: 'Publish' }).click();
    await dialog.getByRole('button', { name: 'Add a version' }).click();
    const second = schemaOf(dialog, '1.1.0');
    await second.waitFor();
    await type(page, second, first.replace('int32 sum', 'string sum'));
    await dialog.getByRole('row', { name: /^sum string/ }).waitFor();
    await dialog.getByRole('tab', { name: 'Compatibility' }).click();
    await dialog.getByText('1.1.0 cannot read what 1.0.0 wrote.').waitFor();
    await dialog.getByRole('button', { name: /^Do it: Give the new “sum” a number of its own, 3, and reserve 2/ }).click();
    await dialog.getByText('1.1.0 can read what 1.0.0 wrote.').waitFor();
    await dialog.getByRole('tab', { name: 'Schema' }).click();
    await until('the text is mended', async () => (await second.innerText()).includes('string sum = 3;'));
    expect(await second.innerText()).toContain('reserved 2;');
    // One step of undo takes it back, and the published version was never touched.
    await second.click();
    await page.keyboard.press('ControlOrMeta+z');
    await until('the way is taken back', async () => (await second.innerText()).includes('string sum = 2;'));
    expect(await second.innerText()).not.toContain('reserved');
    await dialog.getByRole('button', { name: '1.0.0' }).click();
    expect(await schemaOf(dialog, '1.0.0').innerText()).toBe(first);
    await ann.leave();
  });

  it('that break on purpose become contracts of their own, which is one step too', async () => {
    const ann = await place.person('Ann');
    const { page } = ann;
    await newDesign(page, place.server.url);
    await write(page, payments);
    const dialog = await openContract(page);
    await dialog.getByRole('button', { name: 'Write it as Avro' }).click();
    await dialog.getByText('The text can be read.').waitFor();
    await dialog.getByRole('button', { name: 'Publish' }).click();
    await dialog.getByRole('button', { name: 'Add a version' }).click();
    const editor = schemaOf(dialog, '1.1.0');
    await editor.waitFor();
    await type(page, editor, (await editor.innerText()).replace('"name": "Paid"', '"name": "Settled"'));
    await dialog.getByRole('tab', { name: 'Compatibility' }).click();
    await dialog.getByText('1.1.0 cannot read what 1.0.0 wrote.').waitFor();
    await dialog.getByText('Let “Settled” read older data’s “Paid” by an alias').waitFor();
    await dialog.getByText('Make it a new major version, 2.0.0').waitFor();
    await dialog.getByRole('button', { name: 'Do it: Make it a contract of its own, PaidV2' }).click();
    const own = page.getByRole('dialog', { name: 'Contract PaidV2' });
    await own.waitFor();
    await page.keyboard.press('Escape');
    await own.waitFor({ state: 'detached' });
    await node(page, 'event PaidV2').waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await node(page, 'event PaidV2').waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('searchbox', { name: 'What would you like to do, or where to go?' }).fill('open the contract');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Contract Paid' }).getByRole('button', { name: '1.1.0' }).waitFor();
    await ann.leave();
  });

  it('are typed by two people at once, and both keep their words', async () => {
    const ann = await place.person('Ann');
    await newDesign(ann.page, place.server.url);
    await write(ann.page, payments);
    const bob = await place.person('Bob');
    await bob.page.goto(await shareLink(ann.page, place.server.url, 'Edit'));
    await ready(bob.page);
    const dialogs = [await openContract(ann.page), await openContract(bob.page)];
    const editors = dialogs.map((dialog) => schemaOf(dialog, '1.0.0'));
    const [first, second] = editors as [Locator, Locator];
    await type(ann.page, first, '{"type": "object", "properties": {}}');
    await until('Bob sees it', async () => (await second.innerText()).includes('properties'));
    await second.click();
    await bob.page.keyboard.press('ControlOrMeta+End');
    await Promise.all([
      (async () => {
        await first.click();
        await ann.page.keyboard.press('ControlOrMeta+Home');
        await ann.page.keyboard.type('\n\n  ', { delay: 20 });
      })(),
      bob.page.keyboard.type('   \n\n', { delay: 20 }),
    ]);
    const texts = async () => Promise.all(editors.map((editor) => editor.innerText()));
    await until('both have the same text', async () => {
      const [a, b] = await texts();
      return a === b && a?.includes('"properties": {}}') === true && (a?.match(/\n/g) ?? []).length >= 4;
    });
    await ann.leave();
    await bob.leave();
  });

  it('take a hostile text for what it is, while the page stays alive', async () => {
    const ann = await place.person('Ann');
    const { page } = ann;
    await newDesign(page, place.server.url);
    await write(page, payments);
    const dialog = await openContract(page);
    const editor = schemaOf(dialog, '1.0.0');
    await type(page, editor, '{"type": "object", "properties": {"a": {"$ref": "https://example.org/schema.json"}}}');
    await dialog
      .getByRole('status')
      .getByText(/example\.org/)
      .waitFor();
    await type(page, editor, `{"type": ${'['.repeat(10_000)}`);
    await dialog
      .getByText(/levels deep|nests/)
      .first()
      .waitFor();
    await type(page, editor, '{"type": "object", "properties": {"a": {"type": "string", "pattern": "^(a+)+$"}}}');
    await dialog.getByText('The text can be read.').waitFor();
    await dialog.getByRole('tab', { name: 'Examples' }).click();
    await dialog.getByRole('textbox', { name: 'Message as JSON' }).fill(`{"a": "${'a'.repeat(40)}!"}`);
    await dialog.getByText('This took longer than a second and was given up.').waitFor();
    await dialog.getByRole('textbox', { name: 'Message as JSON' }).fill('{"a": "a"}');
    await dialog.getByText('It fits.').waitFor();
    await ann.leave();
  });
});

describe('schemas from elsewhere', () => {
  it('become contracts when they are pasted or dropped, with their fields, and are told when they are no text', async () => {
    const ann = await place.person('Ann');
    const { page } = ann;
    await newDesign(page, place.server.url);
    const avro = JSON.stringify({ type: 'record', name: 'shop.OrderPlaced', fields: [{ name: 'orderId', type: 'string' }] });
    const transfer = async (type: 'paste' | 'drop', text: string | number[], name: string) =>
      page.getByRole('application', { name: 'Canvas' }).evaluate(
        (canvas, { type, text, name }) => {
          const data = new DataTransfer();
          const body = typeof text === 'string' ? text : new Uint8Array(text);
          if (type === 'paste') data.setData('text/plain', String(text));
          else data.items.add(new File([body], name));
          const at = { bubbles: true, cancelable: true, clientX: 600, clientY: 300 };
          const event =
            type === 'paste'
              ? new ClipboardEvent('paste', { ...at, clipboardData: data })
              : new DragEvent('drop', { ...at, dataTransfer: data });
          canvas.dispatchEvent(event);
        },
        { type, text, name },
      );
    await transfer('paste', avro, '');
    await node(page, 'event OrderPlaced').waitFor();
    // Lines may end as Windows ends them.
    await transfer('drop', 'syntax = "proto3";\r\nmessage Paid { string order_id = 1; double sum = 2; }\r\n', 'paid.proto');
    await node(page, 'event Paid').waitFor();
    const text = await written(page);
    expect(text).toMatch(/contract OrderPlaced[^}]*\n\s+orderId +string/);
    expect(text).toMatch(/contract Paid[^}]*\n\s+order_id +string[^}]*\n\s+sum +double/);
    await node(page, 'event Paid').click();
    await page.keyboard.press('Alt+o');
    const dialog = page.getByRole('dialog', { name: 'Contract Paid' });
    await dialog.getByText('The text can be read.').waitFor();
    expect((await schemaOf(dialog, '1.0.0').innerText()).trimEnd().split('\n')).toHaveLength(2);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await transfer('drop', [0x89, 0x50, 0xff, 0xfe], 'picture.png');
    await page.getByText('“picture.png” is not a text file.').first().waitFor();
    await ann.leave();
  });
});
