import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { here } from './here.ts';
import { draw, newDesign, node, openPanel, says } from './steps.ts';

const place = here();

const shop = `broker main rabbitmq
service shop
service billing (instances 3)
service view
topic orders on main (variant quorum)
queue mails
service mailer
contract OrderPlaced 1.0.0 event (sizeMax 64KiB)
shop -> orders (contracts OrderPlaced)
orders -> billing (orderingNeed perKey, rebuild no, onExhausted drop)
orders -> view (orderingNeed none, rebuild yes, onExhausted drop)
mails -> mailer (orderingNeed none, onExhausted drop)
`;

async function select(page: Page, said: string): Promise<void> {
  await node(page, said).click();
  await openPanel(page, 'Properties');
}

describe('brokers', () => {
  it('fill in what a product does by itself, offer its variants by name, and show its profile', async () => {
    const ann = await place.person('Ann');
    const { page } = ann;
    await newDesign(page, place.server.url);
    await draw(page, shop);
    await select(page, 'queue mails');
    await page.getByRole('textbox', { name: 'Broker variant' }).waitFor();

    await select(page, 'topic orders');
    const variant = page.getByRole('button', { name: /^(?!What does).*Broker variant$/ });
    await variant.waitFor();
    expect(await variant.innerText()).toContain('Quorum queue (quorum)');
    expect(await page.getByRole('textbox', { name: 'How long can a message be read?' }).getAttribute('placeholder')).toBe(
      'Until acked (default of RabbitMQ)',
    );
    await page.getByRole('button', { name: 'What RabbitMQ: Quorum queue promises' }).click();
    const lease = page
      .getByRole('tabpanel')
      .locator('div')
      .filter({ has: page.getByText('Time to acknowledge', { exact: true }) });
    await lease.last().getByText('30 minutes').waitFor();
    await lease.last().getByText('not verified').waitFor();

    await page.getByRole('tabpanel').getByRole('button', { name: 'is consumed by billing' }).click();
    await page.getByRole('searchbox', { name: 'Find a property' }).fill('time to acknowledge');
    const deadline = page.getByRole('textbox', { name: 'Time to acknowledge' });
    await deadline.waitFor();
    expect(await deadline.getAttribute('placeholder')).toBe('30 minutes (default of RabbitMQ)');
    await page.getByRole('tabpanel').getByText('not verified').waitFor();

    await select(page, 'topic orders');
    await variant.click();
    await page.getByRole('option', { name: /^Stream \(stream\)/ }).click();
    await says(page, /topic orders on main \(.*variant stream.*\)/);
    await select(page, 'topic orders');
    expect(await page.getByRole('textbox', { name: 'How long can a message be read?' }).getAttribute('placeholder')).toBe(
      'For ever (default of RabbitMQ)',
    );
    await ann.leave();
  });

  it('are held against the design, and one of them is chosen as one step', async () => {
    const ann = await place.person('Ann');
    const { page } = ann;
    await newDesign(page, place.server.url);
    await draw(page, shop);
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog').getByRole('searchbox').fill('which broker');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Which broker fits?' });
    await dialog.getByText('“billing” needs the messages of each key in order.').waitFor();
    await dialog.getByText('The data of “view” is to be built again from “orders”.').first().waitFor();
    const quorum = dialog.getByRole('listitem').filter({ hasText: 'RabbitMQ: Quorum queue' });
    await quorum.getByText('in use').waitFor();
    await quorum
      .getByText('The data of “view” is to be built again from “orders”, but here a message is gone once it has been handled.')
      .waitFor();
    const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await dialog.getByRole('button', { name: 'Use this one: Apache Kafka: Consumer group' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('“orders” is on Apache Kafka: Consumer group now.').first().waitFor();
    await says(page, /broker main kafka/);
    await says(page, /topic orders on main \(.*variant group.*\)/);
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await says(page, /broker main rabbitmq/);
    await says(page, /variant quorum/);

    await select(page, 'queue mails');
    await page.getByRole('button', { name: 'Which broker fits?' }).click();
    await dialog.getByText('Nothing has been said yet that only some products could do.').waitFor();
    await dialog.getByRole('button', { name: 'Use this one: Azure Service Bus: Without sessions' }).click();
    await says(page, /broker servicebus servicebus/);
    await says(page, /queue mails on servicebus \(.*variant plain.*\)/);
    await ann.leave();
  });
});
