import { expect, it } from 'vitest';
import { fitOf, fitting } from './match.ts';
import { shownKeys } from './shown-keys.ts';

it('finds by all words in any order, beginnings first', () => {
  const items = ['reorder', 'orders', 'orders-db', 'Order placed', 'billing'];
  expect(fitting(items, (item) => item, 'order')).toEqual(['orders', 'orders-db', 'Order placed', 'reorder']);
  expect(fitting(items, (item) => item, 'db ord')).toEqual(['orders-db']);
  expect(fitting(items, (item) => item, '')).toEqual(items);
  expect(fitting(items, (item) => item, '', 2)).toHaveLength(2);
  expect(fitOf('abc', 'x')).toBeUndefined();
});

it('writes keys as the machine does', () => {
  expect(shownKeys('Ctrl+Shift+Z', true)).toBe('⌘⇧Z');
  expect(shownKeys('Ctrl+Shift+Z', false)).toBe('Ctrl+Shift+Z');
});
