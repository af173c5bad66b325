import { readFileSync } from 'node:fs';
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
  ready,
  saved,
  says,
  selected,
  still,
  written,
} from './steps.ts';
import { type Person, until } from './support.ts';

const place = here();
let ann: Person;

afterEach(async () => {
  await ann.leave();
});

/** Ann, before a new design in which this has been drawn. */
async function begin(sketch: string): Promise<Page> {
  ann = await place.person('Ann');
  await newDesign(ann.page, place.server.url);
  await draw(ann.page, sketch);
  return ann.page;
}

describe('arranging', () => {
  it('[20] puts into a context what is dropped in it, and frees what is dragged out', async () => {
    const page = await begin('context Sales @ 0,0 size 460,320\nservice shop @ 620,120\n');
    const shop = node(page, 'service shop');
    const outside = await centre(shop);
    const inside = { x: outside.x - 400, y: outside.y };
    await drag(page, outside, inside);
    await says(page, /context Sales[^\n]*\{[^}]*shop/);
    await drag(page, await centre(shop), outside);
    await until('it is free again', async () => !/context Sales[^\n]*\{[^}]*shop/.test(await written(page)));
  });

  it('[20] collapses a context to one node, in one’s own view: arrows are joined, a drag moves all, a finding opens it', async () => {
    const page = await begin(`broker main kafka @ 0,500
service shop @ 0,0
topic orders on main @ 320,0 (partitions 6)
context Money @ 700,0 size 640,380 { billing, refunds, ledger }
service billing @ 740,60
service refunds @ 740,220
store ledger relational @ 1080,60
shop -> orders
orders -> billing (group billing, orderingNeed perKey, concurrency sequential, idempotency none, retry blocking, retryMax 5, onExhausted stop)
orders -> refunds (group refunds, idempotency natural)
billing -> ledger (mode increment)
`);
    const inside = ['service billing', 'service refunds', 'database ledger'];
    const places = () => Promise.all(inside.map((name) => centre(node(page, name))));
    const before = await places();
    await page.getByRole('button', { name: 'Collapse Money' }).click();
    const money = node(page, 'context Money, 1 in, 3 elements inside');
    await money.waitFor();
    for (const name of inside) expect(await node(page, name).count()).toBe(0);

    // The arrow stands for two: a press on it selects the node that it leads to.
    const arrow = await between(node(page, 'topic orders'), money);
    await page.mouse.click(arrow.x, arrow.y);
    const chosen = (await money.getAttribute('id')) ?? '';
    await until('the node is selected', async () => (await canvas(page).getAttribute('aria-activedescendant')) === chosen);

    const from = await centre(money);
    await drag(page, from, { x: from.x, y: from.y + 100 });
    const by = (await centre(money)).y - from.y;
    expect(by).toBeGreaterThan(60);
    await page.keyboard.press('Alt+Shift+G');
    await node(page, 'service billing').waitFor();
    await still(page);
    (await places()).forEach((place, i) => {
      const was = before[i] as { x: number; y: number };
      expect(near(place, { x: was.x, y: was.y + by }, 3)).toBe(true);
    });

    await page.keyboard.press('Alt+G');
    await money.waitFor();
    await saved(page);
    // Not even for a moment, on a slow line, is it shown open.
    await page.route('**/collapsed-*.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    await page.addInitScript(() => {
      const seen = new Set<string>();
      Object.assign(window, { seen });
      new MutationObserver(() => {
        for (const node of document.querySelectorAll('[role=img]')) seen.add(node.getAttribute('aria-label') ?? '');
      }).observe(document, { subtree: true, childList: true });
    });
    await page.reload();
    await ready(page);
    await money.waitFor();
    const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
    expect(seen.filter((name) => inside.some((each) => name.startsWith(each)))).toEqual([]);
    expect(seen.some((name) => name.startsWith('topic orders'))).toBe(true);
    await money.dblclick();
    await node(page, 'service billing').waitFor();
    await page.keyboard.press('Alt+G');
    await money.waitFor();
    await page.keyboard.press('F8');
    await node(page, 'service billing').waitFor();
    expect(await money.count()).toBe(0);
  });

  it('[22] tidies everything as one step that can be undone', async () => {
    const page = await begin('service shop @ 0,0\ntopic orders @ 10,10\nservice billing @ 20,260\nshop -> orders -> billing\n');
    const shop = await centre(node(page, 'service shop'));
    const apart = async () =>
      (await centre(node(page, 'topic orders'))).x - (await centre(node(page, 'service shop'))).x > 100 &&
      (await centre(node(page, 'service billing'))).x - (await centre(node(page, 'topic orders'))).x > 100;
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitem', { name: /^Tidy everything/ }).click();
    await until('they stand in a row', apart);
    await page.keyboard.press('ControlOrMeta+z');
    await page.keyboard.press('Shift+Digit1');
    await until('all is where it was', async () => near(await centre(node(page, 'service shop')), shop, 2));
    expect(await apart()).toBe(false);
  });
});

describe('arranging some', () => {
  /** Where everything stands, by its name, as a saved file has it. */
  const spots = async (page: Page) => {
    await canvas(page).focus();
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('ControlOrMeta+s')]);
    const { elements } = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
      elements: { at: [number, number]; props: { name: string } }[];
    };
    return Object.fromEntries(elements.map(({ at, props }) => [props.name, at]));
  };

  it('[22] leaves what is pinned where it is, and lays out the rest around it', async () => {
    const page = await begin('service shop @ 0,0\ntopic orders @ 40,260\nservice billing @ 60,420\nshop -> orders -> billing\n');
    await node(page, 'topic orders').click();
    await page.keyboard.press('Alt+p');
    await node(page, 'topic orders, 1 in, 1 out, pinned').waitFor();
    await canvas(page).focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+Shift+l');
    await until('they stand in a row around it', async () => {
      const { shop, orders, billing } = await spots(page);
      return shop !== undefined && billing !== undefined && shop[0] < 0 && billing[0] > 200 && orders?.join() === '40,260';
    });
    await page.keyboard.press('ControlOrMeta+z');
    await until('all is where it was, in one step', async () => {
      const { shop, orders, billing } = await spots(page);
      return [shop, orders, billing].join(' ') === '0,0 40,260 60,420';
    });
    await node(page, 'topic orders').click();
    await page.keyboard.press('Alt+u');
    await until('it is free again', async () => (await node(page, 'topic orders, 1 in, 1 out, pinned').count()) === 0);
  });

  it('[22] places what is new near its neighbours, and leaves all else', async () => {
    const page = await begin(`${line}service audit @ 40,20\norders -> audit\n`);
    const before = await spots(page);
    await page.getByRole('tab', { name: /^Outline/ }).click();
    await page.getByRole('row', { name: /^audit/ }).click();
    await selected(page, 'service audit');
    await canvas(page).focus();
    await page.keyboard.press('Alt+n');
    await page.getByText('1 element laid out.').waitFor({ state: 'attached' });
    const { audit, ...rest } = await spots(page);
    const { audit: _, ...others } = before;
    expect(rest).toEqual(others);
    const [x, y] = audit as [number, number];
    expect(Math.hypot(x - 320, y)).toBeLessThan(500);
    for (const [left, top] of Object.values(rest)) expect(Math.abs(x - left) >= 190 || Math.abs(y - top) >= 84).toBe(true);
  });
});
