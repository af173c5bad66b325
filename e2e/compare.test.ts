import { describe, expect, it } from 'vitest';
import { here } from './here.ts';
import { newDesign, orderFlow, saved, write } from './steps.ts';

const place = here();

describe('compare', () => {
  it('lays two live designs side by side and says in sentences how they differ', async () => {
    const ann = await place.person('Ann');
    await newDesign(ann.page, place.server.url);
    await write(ann.page, orderFlow);
    await saved(ann.page);
    const first = ann.page.url();
    // Another group: other positions, other spelling, another key, and a dead-letter queue.
    await newDesign(ann.page, place.server.url);
    await write(
      ann.page,
      `title "Group two"
broker main kafka
service OrdersApi
service Billing
store Ledger relational
topic Orders on main (partitions 6)
channel orders-dlq (role dlq, watched yes)
contract OrderPlaced 1.0.0 event (meta [id, type, source, time, schemaVersion, sequence]) {
  orderId string
  customerId string
}
OrdersApi -> Orders (contracts OrderPlaced, key customerId)
Orders -> Billing (group billing, orderingNeed perKey, concurrency sequential, idempotency none, retry blocking, retryMax 5, onExhausted dlq)
Billing -x orders-dlq (redrive manual)
Billing -> Ledger (mode increment)
`,
    );
    await saved(ann.page);
    const second = ann.page.url();
    await ann.page.goto(`${place.server.url}/compare`);
    for (const [letter, link] of [
      ['A', first],
      ['B', second],
    ]) {
      const field = ann.page.getByRole('textbox', { name: 'Link to a design' });
      await field.fill(link as string);
      await field.press('Enter');
      await ann.page.getByRole('region', { name: new RegExp(`^Design ${letter}: `) }).waitFor();
    }
    const panel = ann.page.getByRole('complementary', { name: 'What differs' });
    await panel
      .getByText(/dead-letter/i)
      .first()
      .waitFor();
    const said = await panel.innerText();
    expect(said).toMatch(/customerId/);
    expect(said).not.toMatch(/Only [AB] has “?(billing|orders-api)/i);
    // A live design stays live.
    const bob = await place.person('Bob');
    await bob.page.goto(second);
    await bob.page.getByRole('button', { name: 'Queue U' }).focus();
    await bob.page.keyboard.press('Enter');
    await bob.page.keyboard.type('surprise');
    await bob.page.keyboard.press('Enter');
    await panel
      .getByText(/surprise/)
      .first()
      .waitFor();
    await ann.leave();
    await bob.leave();
  });

  it('takes a kept version and a file too, says why another file does not fit, and goes on', async () => {
    const ann = await place.person('Ann');
    const { page } = ann;
    await newDesign(page, place.server.url);
    await write(page, orderFlow);
    await saved(page);
    const live = page.url();
    const [, id, token] = /\/d\/([^#]+)#(.*)$/.exec(live) ?? [];
    await fetch(`${place.server.url}/api/designs/${id}/snapshots`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Before lunch' }),
    });
    await write(page, orderFlow.replace('key none', 'key orderId'));
    await saved(page);
    await page.goto(`${place.server.url}/compare`);
    const design = (letter: string) => page.getByRole('region', { name: new RegExp(`^Design ${letter}: `) }).waitFor();
    const field = page.getByRole('textbox', { name: 'Link to a design' });
    await field.fill(live);
    await field.press('Enter');
    await design('A');
    await page.getByRole('button', { name: /Before lunch/ }).click();
    await design('B');
    await page.getByRole('button', { name: 'Add a design' }).click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose a file' }).click(),
    ]);
    await chooser.setFiles([
      file('newer.millrace.json', '{"millrace": 99}'),
      file('other.sketch', 'title "From a file"\norders-api -> orders (key orderId) -> billing (group billing)\n'),
    ]);
    await design('C');
    await page.getByText('“newer.millrace.json” was not opened: The file was made by a newer Millrace').waitFor();
    const panel = page.getByRole('complementary', { name: 'What differs' });
    await panel.getByText(/without a key/).waitFor();
    expect((await panel.innerText()).replaceAll(/\s+/g, ' ')).toContain(
      'B publishes to “orders” without a key; A and C key it by orderId.',
    );
    await ann.leave();
  });
});

function file(name: string, text: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'application/json', buffer: Buffer.from(text) };
}
