import { expect, it } from 'vitest';
import { designOf } from '../workbench.testkit.ts';
import { pictureOf } from './picture.ts';

it('draws everything that the canvas draws: shapes, arrows, names, and the carried messages', () => {
  const svg = pictureOf(
    designOf(`title "Orders & more"
context Sales { shop }
service shop
topic orders
contract OrderPlaced event
shop -> orders (contracts OrderPlaced, key none)
`),
  );
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+" viewBox="[-\d]+ [-\d]+ \d+ \d+">/);
  expect(svg).toContain('<title>Orders &amp; more</title>');
  for (const text of ['Sales', 'shop', 'orders', 'OrderPlaced', 'no key']) expect(svg).toContain(`>${text}</text>`);
  expect(svg).not.toMatch(/NaN|undefined/);
});

it('lets no name become a tag', () => {
  const svg = pictureOf(designOf('service "<script>alert(1)</script>"\n'));
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;script');
});

it('is the same for the same design', () => {
  const design = designOf('shop -> orders -> billing\n');
  expect(pictureOf(design)).toBe(pictureOf(design));
});
