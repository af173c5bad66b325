import { expect, it } from 'vitest';
import { check } from './check.ts';
import { designOf } from './designs.testkit.ts';
import { sketch } from './sketch.ts';

it('begins with a capital, though what it speaks of has no name', () => {
  const design = designOf(sketch`
    context Sales { orders-api }
    context Finance { billing }
    service orders-api
    service billing
    topic orders
    contract "" 1.0.0 event (compat NONE) { orderId string }
    orders-api -> orders (contracts "") -> billing
  `);
  const [found] = check(design, { rules: ['compat-unset-shared'] }).findings;
  expect(found?.what).toBe(
    'An unnamed contract is read by “billing” in another context, but its changes are not checked at all.',
  );
});

it('speaks of versions that have no number', () => {
  const design = designOf(sketch`
    contract OrderPlaced 1.0.0 event (compat BACKWARD) { orderId string }
    contract OrderPlaced "" { orderId string, total long }
  `);
  const [found] = check(design, { rules: ['breaking-change'] }).findings;
  expect(found?.what).toContain('readers of the version without a number cannot read messages of 1.0.0');
  expect(found?.fixes[0]?.title).toBe('Make “total” optional in the version without a number of “OrderPlaced”');
});
