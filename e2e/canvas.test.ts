import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { here } from './here.ts';
import {
  between,
  canvas,
  centre,
  drag,
  draw,
  line,
  near,
  newDesign,
  node,
  openPanel,
  orderFlow,
  ready,
  rim,
  saved,
  says,
  selected,
  shareLink,
  written,
} from './steps.ts';
import { type Person, type PersonOptions, until } from './support.ts';

const place = here();
let ann: Person;

afterEach(async () => {
  await ann.leave();
});

/** Ann, before a new design in which this has been drawn. */
async function begin(sketch?: string, options: PersonOptions = {}): Promise<Page> {
  ann = await place.person('Ann', options);
  await newDesign(ann.page, place.server.url);
  if (sketch !== undefined) await draw(ann.page, sketch);
  return ann.page;
}

/** Bob, come by Ann's link. */
async function joinedBy(): Promise<Person> {
  await saved(ann.page);
  const bob = await place.person('Bob');
  await bob.page.goto(await shareLink(ann.page, place.server.url, 'Edit'));
  await ready(bob.page);
  return bob;
}

const nameField = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true }).first();
const picker = (page: Page) => page.getByRole('dialog', { name: /^Connect from/ });

describe('creating', () => {
  it('[9, 10] drags a service out of the palette and names it in place', async () => {
    const page = await begin();
    const at = { x: 300, y: 420 };
    await page.getByRole('button', { name: 'Service S' }).dragTo(canvas(page), { targetPosition: at });
    await nameField(page).waitFor();
    await until('the name has the focus', () => nameField(page).evaluate((field) => field === document.activeElement));
    await page.keyboard.type('checkout');
    await page.keyboard.press('Enter');
    await node(page, 'service checkout').waitFor();
    const origin = (await canvas(page).boundingBox()) as { x: number; y: number };
    expect(near(await centre(node(page, 'service checkout')), { x: origin.x + at.x, y: origin.y + at.y })).toBe(true);
    await until('the canvas has the focus again', () => canvas(page).evaluate((root) => root === document.activeElement));
  });

  it('[4] joins two elements by a drag from the rim of one to the other', async () => {
    const page = await begin('service shop @ 0,0\ntopic orders @ 360,0\n');
    await drag(page, await rim(node(page, 'service shop')), await centre(node(page, 'topic orders')));
    await says(page, /^shop -> orders/m);
  });

  it('[1] asks what shall stand where a line ends in empty space; Enter makes and joins it as one step', async () => {
    const page = await begin('service shop @ 0,0\nservice billing @ 0,300\n');
    const from = await rim(node(page, 'service shop'));
    await drag(page, from, { x: from.x + 200, y: from.y + 60 });
    await picker(page).waitFor();
    const offered = (await picker(page).getByRole('option').allInnerTexts()).join('\n');
    expect(offered).toMatch(/topic/i);
    expect(offered).toMatch(/queue/i);
    expect(offered).toMatch(/billing/);
    expect(offered).not.toMatch(/note|context|event\b|broker|saga/i);
    await page.keyboard.type('topic');
    await page.keyboard.press('Enter');
    await nameField(page).waitFor();
    await page.keyboard.type('orders');
    await page.keyboard.press('Enter');
    await node(page, 'topic orders').waitFor();
    await says(page, /^shop -> orders/m);
    await canvas(page).focus();
    // The name is a step of its own, as it was typed afterwards.
    await page.keyboard.press('ControlOrMeta+z');
    await node(page, 'topic orders').waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+z');
    await until('topic and arrow are gone', async () => !/->|topic/.test(await written(page)));
    await node(page, 'service shop').waitFor();
  });

  it('[1] drops the line on Escape and leaves the design alone', async () => {
    const page = await begin('service shop @ 0,0\nservice billing @ 0,300\n');
    const from = await rim(node(page, 'service shop'));
    await drag(page, from, { x: from.x + 200, y: from.y + 60 });
    await picker(page).waitFor();
    await page.keyboard.press('Escape');
    await picker(page).waitFor({ state: 'detached' });
    expect(await written(page)).not.toMatch(/->/);
  });

  it('[5] refuses database to topic with one sentence, and inserts the connector that is offered', async () => {
    const page = await begin('store ledger @ 0,0\ntopic changes @ 420,0\n');
    await drag(page, await rim(node(page, 'database ledger')), await centre(node(page, 'topic changes')));
    const refusal = page.getByRole('alertdialog', {
      name: 'A store can’t publish by itself: something has to read its changes.',
    });
    await refusal.getByRole('button', { name: /new connector/ }).click();
    await page.keyboard.type('ledger-cdc');
    await page.keyboard.press('Enter');
    await node(page, 'connector ledger-cdc').waitFor();
    await says(page, /ledger -> ledger-cdc/);
    await says(page, /ledger-cdc -> changes/);
  });

  it('[5] asks whether a service writes to a database, reads it, or both', async () => {
    const page = await begin('service shop @ 0,0\nstore ledger @ 360,0\n');
    await drag(page, await rim(node(page, 'service shop')), await centre(node(page, 'database ledger')));
    const question = page.getByRole('dialog', { name: 'What does shop do with ledger?' });
    await question.waitFor();
    for (const answer of [/^Writes to/, /^Reads from(?! and)/, /^Reads from and writes to/])
      expect(await question.getByRole('button', { name: answer }).count()).toBe(1);
    await question.getByRole('button', { name: /^Reads from and writes to/ }).click();
    await says(page, /^shop -> ledger/m);
    await says(page, /^ledger -> shop/m);
  });

  it('lets a channel stay undecided, and an arrow carry the event card that is dropped on it', async () => {
    const page = await begin(
      'service shop @ 0,0\nchannel orders @ 360,0\ncontract OrderPlaced event @ 100,220\nshop -> orders\n',
    );
    const card = node(page, 'event OrderPlaced');
    const before = await centre(card);
    await drag(page, before, await between(node(page, 'service shop'), node(page, 'channel orders')));
    await says(page, /^shop -> orders \(contracts OrderPlaced\)/m);
    expect(near(await centre(card), before, 1)).toBe(true);
    await says(page, /^channel orders$/m);
  });
});

describe('at hand', () => {
  it('[2, 3] adds at a double click, and the next element with an arrow from a handle', async () => {
    const page = await begin('service shop @ 0,0\nservice billing @ 0,300\n');
    const shop = await centre(node(page, 'service shop'));
    await page.mouse.dblclick(shop.x + 300, shop.y + 150);
    await page.getByRole('dialog', { name: 'Add an element' }).waitFor();
    await page.keyboard.type('data');
    await page.keyboard.press('Enter');
    await nameField(page).waitFor();
    await page.keyboard.type('ledger');
    await page.keyboard.press('Enter');
    await node(page, 'database ledger').waitFor();
    await page.mouse.move(shop.x, shop.y);
    await page.locator('[data-handle][data-side=right]').click();
    await nameField(page).waitFor();
    await page.keyboard.type('orders');
    await page.keyboard.press('Enter');
    await says(page, /^shop -> orders/m);
  });

  it('[7] takes the end of an arrow to another element, and leaves it where it was over nothing', async () => {
    const page = await begin(`${line}service fraud @ 640,200\n`);
    const billing = (await node(page, 'service billing').boundingBox()) as { x: number; y: number; height: number };
    const at = await between(node(page, 'topic orders'), node(page, 'service billing'));
    await page.mouse.click(at.x, at.y);
    const end = { x: billing.x - 3, y: billing.y + billing.height / 2 };
    await drag(page, end, { x: at.x, y: at.y + 160 });
    await says(page, /^orders -> billing/m);
    await page.mouse.click(at.x, at.y);
    await drag(page, end, await centre(node(page, 'service fraud')));
    await says(page, /^orders -> fraud/m);
  });

  it('[13, 62] selects with a marquee, and offers in a menu what can be done', async () => {
    const page = await begin(line);
    const shop = await centre(node(page, 'service shop'));
    const orders = await centre(node(page, 'topic orders'));
    await drag(page, { x: shop.x - 110, y: shop.y - 120 }, { x: orders.x, y: orders.y + 100 });
    await openPanel(page, 'Properties');
    await page.getByRole('heading', { name: '3 selected' }).waitFor();
    await page.mouse.click(orders.x, orders.y, { button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await node(page, 'topic orders').waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+z');
    await node(page, 'topic orders').waitFor();
  });

  it('[29, 64] runs a command by its name, and goes to the next finding with F8', async () => {
    const page = await begin(orderFlow);
    await page
      .getByRole('button', { name: /errors?/ })
      .first()
      .waitFor();
    await canvas(page).focus();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog').waitFor();
    // What is seen is painted first, the rest of the list at once after it.
    await until('all lines are there', async () => (await page.getByRole('menuitem').count()) === 50);
    await page.keyboard.type('outline');
    await page.keyboard.press('Enter');
    await page.getByRole('treegrid').waitFor();
    await canvas(page).focus();
    await page.keyboard.press('F8');
    await page.getByRole('article').first().waitFor();
  });
});

describe('properties', () => {
  it('answers what happens if a message arrives twice, and the findings follow', async () => {
    const page = await begin(
      orderFlow
        .replace('service billing', 'service billing @ 640,0')
        .replace('topic orders on main (partitions 6)', 'topic orders on main (partitions 6) @ 320,0'),
    );
    await openPanel(page, 'Findings');
    const finding = page.getByRole('button', { name: /^Error: “billing” adds to “ledger”/ });
    await finding.waitFor();
    const at = await between(node(page, 'topic orders'), node(page, 'service billing'));
    await page.mouse.click(at.x, at.y);
    await openPanel(page, 'Properties');
    const question = page.getByRole('radiogroup', { name: 'If this message arrives twice, then …' });
    await question.getByText('The second is skipped by its id').click();
    await until('the answer is taken', () => question.getByRole('radio', { name: /skipped by its id/ }).isChecked());
    await openPanel(page, 'Findings');
    await finding.waitFor({ state: 'detached' });
    await says(page, /idempotency dedupStore/);
  });

  it('adds a field to a contract in one line', async () => {
    const page = await begin('contract OrderPlaced event { orderId string } @ 0,0\n');
    await node(page, 'event OrderPlaced').click();
    await openPanel(page, 'Properties');
    const field = page.getByRole('textbox', { name: 'Add a field: name type' });
    await field.fill('currency string optional');
    await field.press('Enter');
    await until('the field is ready for the next one', async () => (await field.inputValue()) === '');
    await says(page, /currency string optional|currency string \?|currency string .*required no/);
  });

  it('writes a saga of two steps with its participants', async () => {
    const page = await begin('service hotel @ 0,0\nservice flight @ 320,0\n');
    await page.getByRole('button', { name: 'Saga', exact: true }).focus();
    await page.keyboard.press('Enter');
    await nameField(page).waitFor();
    await page.keyboard.type('Booking');
    await page.keyboard.press('Enter');
    await openPanel(page, 'Properties');
    for (const participant of ['hotel', 'flight']) {
      await page.getByRole('button', { name: 'Add a step' }).click();
      await page.getByRole('button', { name: 'Participant', exact: true }).click();
      await page.getByRole('menuitem', { name: new RegExp(`^${participant}`) }).click();
      await page.getByRole('button', { name: new RegExp(`^\\d\\. ${participant}`) }).waitFor();
    }
    await says(page, /saga Booking[\s\S]*step hotel[\s\S]*step flight/);
  });
});

describe('copying', () => {
  it('[36] copies in one design and pastes into another, with the arrows between', async () => {
    const page = await begin(line);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('ControlOrMeta+c');
    const other = await ann.context.newPage();
    await newDesign(other, place.server.url);
    await canvas(other).focus();
    // Other programs find text and a picture beside what only this one reads.
    await other.evaluate(() => {
      const keep = (event: ClipboardEvent) => Object.assign(window, { picture: event.clipboardData?.getData('image/svg+xml') });
      addEventListener('paste', keep, { once: true, capture: true });
    });
    await other.keyboard.press('ControlOrMeta+v');
    await node(other, 'service billing').waitFor();
    expect(await other.evaluate(() => (window as { picture?: string }).picture)).toMatch(/^<svg [\s\S]*>billing<\/text>/);
    await says(other, /^shop -> orders/m);
    await says(other, /^orders -> billing/m);
  });

  it('[36] draws a sketch that is pasted as text', async () => {
    const page = await begin();
    await paste(page, 'depot -> parcels -> tracking');
    await node(page, 'topic parcels').waitFor();
    await says(page, /^depot -> parcels/m);
    await says(page, /^parcels -> tracking/m);
  });

  it('[19] duplicates with Ctrl+D, and the copies keep the arrow between them', async () => {
    const page = await begin(line);
    await node(page, 'service shop').click();
    await node(page, 'topic orders').click({ modifiers: ['Shift'] });
    await page.keyboard.press('ControlOrMeta+d');
    await until('there are two of each', async () => (await node(page, 'service shop').count()) === 2);
    await until('and two topics', async () => (await node(page, 'topic orders').count()) === 2);
    await page.keyboard.press('ControlOrMeta+z');
    await until('one step takes them back', async () => (await node(page, 'service shop').count()) === 1);
  });
});

describe('by hand, in detail', () => {
  it('[25] moves the canvas with the hand that H takes up, and nothing else', async () => {
    const page = await begin(line);
    const shop = await centre(node(page, 'service shop'));
    const text = await written(page);
    await canvas(page).focus();
    await page.keyboard.press('h');
    await page.getByText('Drag moves the canvas.').waitFor();
    await drag(page, shop, { x: shop.x + 60, y: shop.y + 40 });
    expect(near(await centre(node(page, 'service shop')), { x: shop.x + 60, y: shop.y + 40 }, 3)).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByText('Drag moves the canvas.').waitFor({ state: 'detached' });
    expect(await written(page)).toBe(text);
  });

  it('[16] shows how far the neighbours are that a drag is level with, and nothing with Ctrl', async () => {
    const page = await begin('service shop @ 0,0\nservice billing @ 400,300\n');
    const shop = await centre(node(page, 'service shop'));
    const billing = await centre(node(page, 'service billing'));
    const distances = canvas(page).locator('svg text').filter({ hasText: /^\d+$/ });
    await page.mouse.move(shop.x, shop.y);
    await page.mouse.down();
    await page.mouse.move(billing.x + 3, shop.y, { steps: 6 });
    await until('the distance is shown', async () => (await distances.count()) === 1);
    await page.keyboard.down('Control');
    await until('Ctrl lets go of the guides', async () => (await distances.count()) === 0);
    await page.keyboard.up('Control');
    await page.mouse.up();
    const now = await centre(node(page, 'service shop'));
    expect(Math.abs(now.x - billing.x)).toBeLessThan(1);
  });

  it('[19] goes on with Ctrl+D by as far as Alt has dragged the first copy', async () => {
    const page = await begin('service shop @ 0,0\n');
    const shop = await centre(node(page, 'service shop'));
    await page.keyboard.down('Alt');
    await drag(page, shop, { x: shop.x, y: shop.y + 150 });
    await page.keyboard.up('Alt');
    await until('there are two', async () => (await node(page, 'service shop').count()) === 2);
    await page.keyboard.press('ControlOrMeta+d');
    await until('there are three', async () => (await node(page, 'service shop').count()) === 3);
    const ys = await Promise.all((await node(page, 'service shop').all()).map(async (each) => (await centre(each)).y));
    const [a = 0, b = 0, c = 0] = ys.sort((one, other) => one - other);
    expect(Math.abs(c - b - (b - a))).toBeLessThan(1);
  });

  it('[19] copies with their arrows to all else: by Shift, or by the offer afterwards', async () => {
    const page = await begin(line);
    const arrows = async () => ((await written(page)).match(/orders +-> +billing/g) ?? []).length;
    const billing = await centre(node(page, 'service billing'));
    await page.keyboard.down('Alt');
    await drag(page, billing, { x: billing.x, y: billing.y + 150 });
    await page.keyboard.up('Alt');
    await until('there are two', async () => (await node(page, 'service billing').count()) === 2);
    expect(await arrows()).toBe(1);
    await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Keep connections' }).click();
    await until('both consume', async () => (await arrows()) === 2);
    await page.keyboard.down('Alt');
    await page.keyboard.down('Shift');
    await drag(page, billing, { x: billing.x, y: billing.y - 150 });
    await page.keyboard.up('Shift');
    await page.keyboard.up('Alt');
    await until('three consume', async () => (await arrows()) === 3);
    await canvas(page).focus();
    await page.keyboard.press('ControlOrMeta+z');
    await until('one step less', async () => (await node(page, 'service billing').count()) === 2 && (await arrows()) === 2);
  });

  it('[62] opens the menu of what a finger rests on', async () => {
    ann = await place.person('Ann', { touch: true });
    const { page } = ann;
    await newDesign(page, place.server.url);
    await draw(page, line);
    const orders = await centre(node(page, 'topic orders'));
    const touch = await ann.context.newCDPSession(page);
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [orders] });
    await page.getByRole('menuitem', { name: 'Rename' }).waitFor();
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    const menu = page.getByRole('menu');
    await until('the menu has the focus', () => menu.evaluate((root) => root.contains(document.activeElement)));
    await page.keyboard.press('Escape');
    await selected(page, 'topic orders');
  });
});

describe('tips', () => {
  const tip = (page: Page) => page.getByRole('tooltip');

  it('show after a moment under the mouse, at once on focus by key, and go with Esc alone', async () => {
    const page = await begin(line);
    const stencil = page.getByRole('button', { name: 'Service S' });
    await stencil.hover();
    await tip(page).filter({ hasText: 'A program that you run' }).waitFor();
    expect(await stencil.getAttribute('aria-describedby')).toBe(await tip(page).getAttribute('id'));
    // From one to the next without another wait, each beside its own element.
    await page.getByRole('button', { name: 'Undo' }).hover();
    await tip(page).filter({ hasText: 'Undo' }).waitFor();
    const [below, above] = [await tip(page).boundingBox(), await page.getByRole('button', { name: 'Undo' }).boundingBox()];
    expect(Math.abs((below?.y ?? 0) - ((above?.y ?? 0) + (above?.height ?? 0)))).toBeLessThan(12);
    await page.mouse.move(600, 500);
    await tip(page).waitFor({ state: 'detached' });

    await node(page, 'service shop').click();
    await page.getByRole('button', { name: 'Menu' }).focus();
    await page.keyboard.press('Tab');
    await tip(page).waitFor();
    await page.keyboard.press('Escape');
    await tip(page).waitFor({ state: 'detached' });
    await selected(page, 'service shop');
  });
});

describe('links and choices', () => {
  it('[34] opens a link to an element there, with the element selected', async () => {
    const page = await begin(`${line}service far @ 1300,500\n`);
    await ann.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: place.server.url });
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('far');
    await page.keyboard.press('Enter');
    await node(page, 'service far').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy a link to this place' }).click();
    await page.getByRole('region', { name: 'Messages' }).getByText('may edit').waitFor();
    await saved(page);
    const bob = await place.person('Bob');
    await bob.page.goto(await page.evaluate(() => navigator.clipboard.readText()));
    await ready(bob.page);
    await selected(bob.page, 'service far');
    const middle = await centre(canvas(bob.page));
    await until('Bob stands before it', async () => near(await centre(node(bob.page, 'service far')), middle, 4));
    await bob.leave();
  });

  it('[26, 29, 55] finds choices by their words: single keys that do nothing, a wheel that moves the canvas', async () => {
    const page = await begin(line);
    const choose = async (words: string) => {
      await canvas(page).focus();
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type(words);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await choose('single do nothing');
    await canvas(page).focus();
    await page.keyboard.press('s');
    await node(page, 'service shop').click();
    await page.keyboard.press('x');
    expect(await nameField(page).count()).toBe(0);
    await page.keyboard.press('F2');
    await nameField(page).waitFor();
    await page.keyboard.press('Escape');
    await choose('wheel moves');
    const before = await centre(node(page, 'service shop'));
    await page.mouse.move(before.x, before.y);
    await page.mouse.wheel(0, 100);
    await until('the canvas has moved', async () =>
      near(await centre(node(page, 'service shop')), { x: before.x, y: before.y - 100 }, 2),
    );
    await canvas(page).focus();
    await page.keyboard.press('ControlOrMeta+k');
    expect(await page.getByRole('dialog').getByRole('menuitem').first().innerText()).toMatch(/wheel.*moves/);
  });

  it('[35] says why nothing was undone', async () => {
    const page = await begin();
    await canvas(page).focus();
    await page.keyboard.press('ControlOrMeta+z');
    await page.getByRole('region', { name: 'Messages' }).getByText('nothing on this visit').waitFor();
  });
});

describe('by keyboard alone', () => {
  it('[53] reaches the canvas by Tab, walks, opens and renames', async () => {
    const page = await begin(line);
    await page.locator('body').evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.getByRole('button', { name: 'Event E' }).focus();
    await page.keyboard.press('Tab');
    await until('the canvas has the focus', () => canvas(page).evaluate((root) => root === document.activeElement));
    await page.keyboard.press('ArrowRight');
    await selected(page, 'service shop');
    await page.keyboard.press('ArrowRight');
    await selected(page, 'topic orders');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Panel' });
    await until('the properties have the focus', () => panel.evaluate((root) => root.contains(document.activeElement)));
    await canvas(page).focus();
    await page.keyboard.press('F2');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('purchases');
    await page.keyboard.press('Enter');
    await node(page, 'topic purchases').waitFor();
    await until('the canvas has the focus again', () => canvas(page).evaluate((root) => root === document.activeElement));
  });

  it('[53] goes along the arrows with brackets', async () => {
    const page = await begin(line);
    await page.keyboard.press('ArrowRight');
    await selected(page, 'service shop');
    await page.keyboard.press(']');
    await page.getByRole('status').filter({ hasText: 'shop publishes to orders' }).waitFor({ state: 'attached' });
    await page.keyboard.press(']');
    await selected(page, 'topic orders');
    await page.keyboard.press('[');
    await page.keyboard.press('[');
    await selected(page, 'service shop');
  });

  it('[53] connects by a list', async () => {
    const page = await begin('service shop @ 0,0\ntopic orders @ 360,0\n');
    await page.keyboard.press('ArrowRight');
    await selected(page, 'service shop');
    await page.keyboard.press('Alt+c');
    await picker(page).waitFor();
    await page.keyboard.type('orders');
    await page.keyboard.press('Enter');
    await says(page, /^shop -> orders/m);
  });

  it('[17, 41] nudges, and deletes with a message that offers to take it back', async () => {
    const page = await begin(line);
    await page.keyboard.press('ArrowRight');
    await selected(page, 'service shop');
    const before = await centre(node(page, 'service shop'));
    for (let i = 0; i < 3; i++) await page.keyboard.press('Alt+ArrowDown');
    await until('it has moved', async () => (await centre(node(page, 'service shop'))).y > before.y + 5);
    await page.keyboard.press('ControlOrMeta+z');
    await until('a burst is one step', async () => near(await centre(node(page, 'service shop')), before, 1));
    await page.keyboard.press('Delete');
    await node(page, 'service shop').waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).press('Enter');
    await node(page, 'service shop').waitFor();
    await says(page, /^shop -> orders/m);
  });
});

describe('text and canvas', () => {
  it('takes a new name from the text and leaves the element where it stands; and the other way round', async () => {
    const page = await begin(line);
    const before = await centre(node(page, 'service billing'));
    const text = await written(page);
    await page.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text.replaceAll('billing', 'invoicing'));
    await node(page, 'service invoicing').waitFor();
    expect(await node(page, 'service billing').count()).toBe(0);
    expect(near(await centre(node(page, 'service invoicing')), before, 1)).toBe(true);
    await node(page, 'topic orders').click();
    await page.keyboard.press('F2');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('purchases');
    await page.keyboard.press('Enter');
    await says(page, /^purchases -> invoicing/m);
  });
});

describe('following', () => {
  it('[44] moves one’s window with the other person’s, until one moves it oneself', async () => {
    const page = await begin(line);
    const bob = await joinedBy();
    await bob.page.getByRole('button', { name: 'Follow Ann' }).click();
    await page.getByText('1 follows you').waitFor();
    await canvas(page).focus();
    await node(page, 'service billing').click();
    await page.keyboard.press('Shift+Digit2');
    const middle = async (of: Page) => {
      const [at, box] = [await centre(node(of, 'service billing')), await canvas(of).boundingBox()];
      return box ? near(at, { x: box.x + box.width / 2, y: box.y + box.height / 2 }, 40) : false;
    };
    await until('Ann looks at billing', () => middle(page));
    await until('Bob looks where Ann looks', () => middle(bob.page));
    const at = await centre(canvas(bob.page));
    await bob.page.mouse.move(at.x, at.y + 150);
    await bob.page.mouse.wheel(3, 40);
    await page.getByText('1 follows you').waitFor({ state: 'detached' });
    await bob.leave();
  });
});

describe('for the ear', () => {
  it('[54] says what another person has done, gathered into one sentence', async () => {
    const page = await begin(line);
    const bob = await joinedBy();
    // What is drawn of Bob is drawn from then on.
    await page.locator('[data-client]').waitFor({ state: 'attached' });
    await bob.page.getByRole('button', { name: 'Topic T' }).focus();
    await bob.page.keyboard.press('Enter');
    await nameField(bob.page).waitFor();
    await bob.page.keyboard.type('returns');
    await bob.page.keyboard.press('Enter');
    await page
      .getByRole('status')
      .filter({ hasText: /^Bob added topic/ })
      .waitFor({ state: 'attached' });
    await bob.leave();
  });
});

describe('a drag that loses its pointer', () => {
  const flow = 'service shop @ 0,0\nservice billing @ 0,240\n';

  it.each([
    ['the page is hidden', hide],
    ['the window loses the focus', (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('blur')))],
    ['the pointer is taken away', takePointer],
  ])('holds as far as it came when %s, and nothing is stuck', async (_, lose) => {
    const page = await begin(flow);
    const shop = node(page, 'service shop');
    const from = await centre(shop);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 120, from.y, { steps: 6 });
    await until('it follows the hand', async () => (await centre(shop)).x > from.x + 100);
    await lose(page);
    const held = await centre(shop);
    expect(held.x).toBeGreaterThan(from.x + 100);
    await page.mouse.move(from.x + 300, from.y + 60, { steps: 4 });
    expect(near(await centre(shop), held, 1)).toBe(true);
    await page.mouse.up();
    // The next drag works, and one step takes the first one back.
    const billing = await centre(node(page, 'service billing'));
    await drag(page, billing, { x: billing.x + 120, y: billing.y });
    await until('the next drag works', async () => (await centre(node(page, 'service billing'))).x > billing.x + 100);
    await page.keyboard.press('ControlOrMeta+z');
    await page.keyboard.press('ControlOrMeta+z');
    await until('the first is undone', async () => near(await centre(shop), from, 1));
  });

  it('makes nothing of a line whose end nobody has chosen', async () => {
    const page = await begin(flow);
    const from = await rim(node(page, 'service shop'));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 160, from.y + 20, { steps: 6 });
    await hide(page);
    await page.mouse.up();
    expect(await picker(page).count()).toBe(0);
    expect(await written(page)).not.toMatch(/->/);
  });

  it('takes the next press after one that was lost before it became a drag', async () => {
    const page = await begin(flow);
    const from = await centre(node(page, 'service shop'));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await page.mouse.move(from.x + 120, from.y, { steps: 4 });
    expect(near(await centre(node(page, 'service shop')), from, 1)).toBe(true);
    await page.mouse.up();
    await node(page, 'service billing').click();
    await selected(page, 'service billing');
  });
});

describe('an exercise', () => {
  it('offers only what was taught so far: in the palette, by letter and in the picker', async () => {
    ann = await place.person('Ann');
    const { page } = ann;
    await page.goto(`${place.server.url}/templates/order-to-notification`);
    await page.getByRole('button', { name: 'Start with a new canvas' }).click();
    await ready(page);
    const palette = page.getByRole('complementary', { name: 'Palette' });
    await palette.getByRole('button', { name: /^Topic/ }).waitFor();
    expect(await palette.getByRole('button', { name: /^(Saga|Stream processor)/ }).count()).toBe(0);
    await canvas(page).focus();
    await page.keyboard.press('n');
    const add = page.getByRole('dialog', { name: 'Add an element' });
    await add.getByRole('option', { name: 'Topic' }).waitFor();
    expect(await add.getByRole('option', { name: /Saga|Stream processor/ }).count()).toBe(0);
  });
});

describe('a narrow window', () => {
  it('offers the palette as a strip and the panel as a sheet', async () => {
    const page = await begin(undefined, { viewport: { width: 390, height: 800 } });
    const stencil = page.getByRole('button', { name: /^Service/ });
    await stencil.click();
    const box = (await canvas(page).boundingBox()) as { x: number; y: number; width: number; height: number };
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 3);
    await nameField(page).waitFor();
    await page.keyboard.type('shop');
    await page.keyboard.press('Enter');
    await node(page, 'service shop').waitFor();
    await page.getByRole('button', { name: 'Show the panel' }).click();
    const sheet = page.getByRole('complementary', { name: 'Panel' });
    const instances = sheet.getByRole('textbox').first();
    await instances.waitFor();
    const place = (await sheet.boundingBox()) as { y: number; width: number; height: number };
    expect(place.width).toBeGreaterThan(380);
    expect(place.y + place.height).toBeLessThanOrEqual(800);
    expect((await canvas(page).boundingBox())?.height).toBeGreaterThan(150);
    await sheet.getByRole('button', { name: 'Hide the panel' }).click();
    await stencil.waitFor();
    // All of the strip can be reached, and nothing makes the page itself scroll sideways.
    await page.getByRole('button', { name: 'Hotspot' }).scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'Hotspot' }).click({ trial: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});

describe.each(['light', 'dark'] as const)('accessible, in %s colours', (theme) => {
  it('start page', async () => {
    ann = await place.person('Ann', { theme });
    await ann.page.goto(place.server.url);
    await ann.page.getByText('UberBeats 0.1').first().waitFor();
    await accessible(ann.page);
  });

  it('design page, findings, outline and text', async () => {
    const page = await begin(orderFlow, { theme });
    await openPanel(page, 'Findings');
    await page.getByRole('article').first().waitFor();
    await accessible(page, 'findings');
    await openPanel(page, 'Outline');
    await page.getByRole('treegrid').waitFor();
    await accessible(page, 'outline', panel);
    await openPanel(page, 'Text');
    await page.locator('.cm-content').waitFor();
    await accessible(page, 'text', panel);
  });

  it('exercise, brief, properties of a message and of an arrow', async () => {
    ann = await place.person('Ann', { theme });
    const { page } = ann;
    await page.goto(`${place.server.url}/templates/order-to-notification`);
    await page.getByRole('button', { name: 'Start with a new canvas' }).waitFor();
    await accessible(page, 'exercise');
    await page.getByRole('button', { name: 'Start with a new canvas' }).click();
    await ready(page);
    await page.getByRole('tabpanel').getByRole('heading').first().waitFor();
    await accessible(page, 'brief', panel);
    await draw(page, `${line}contract OrderPlaced event { orderId string } @ 320,220\n`);
    await node(page, 'event OrderPlaced').click();
    await openPanel(page, 'Properties');
    await page.getByRole('textbox', { name: 'Add a field: name type' }).waitFor();
    await accessible(page, 'a message’s properties', panel);
    const at = await between(node(page, 'topic orders'), node(page, 'service billing'));
    await page.mouse.click(at.x, at.y);
    await page.getByRole('radiogroup', { name: 'If this message arrives twice, then …' }).waitFor();
    await accessible(page, 'an arrow’s properties', panel);
  });

  it('compare', async () => {
    const page = await begin(orderFlow, { theme });
    await saved(page);
    const first = page.url();
    await newDesign(page, place.server.url);
    await draw(page, line);
    await saved(page);
    const second = page.url();
    await page.goto(`${place.server.url}/compare`);
    for (const link of [first, second]) {
      const field = page.getByRole('textbox', { name: 'Link to a design' });
      await field.fill(link);
      await field.press('Enter');
    }
    await page.getByRole('region', { name: /^Design B: / }).waitFor();
    await page.getByRole('complementary', { name: 'What differs' }).getByRole('option').first().waitFor();
    await accessible(page);
  });
});

const panel = 'aside[aria-label=Panel]';

async function paste(page: Page, text: string): Promise<void> {
  await canvas(page).focus();
  await canvas(page).evaluate((root, content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', content);
    root.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** As when another tab is opened: an automated page is never hidden by itself. */
async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'visibilityState');
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

async function takePointer(page: Page): Promise<void> {
  await canvas(page).evaluate((root) => {
    root.dispatchEvent(new PointerEvent('pointercancel', { pointerId: 1, pointerType: 'mouse', bubbles: true }));
  });
}

/** No serious or critical violation, on the page or in a part of it. */
async function accessible(page: Page, where = 'the page', part = 'html'): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary})`).join('; ')}`,
    );
  expect(grave, where).toEqual([]);
}
