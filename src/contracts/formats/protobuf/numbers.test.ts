import { expect, it } from 'vitest';
import { nextEnumNumber, nextFieldNumber } from './numbers.ts';

const range = (first: number, last = first) => ({ first, last });

it.each<[number[], { first: number; last: number }[], number]>([
  [[], [], 1],
  [[1, 2], [], 3],
  [[1, 5], [], 6],
  [[1], [range(2)], 3],
  [[1], [range(4, 6), range(2, 3)], 7],
  [[18_999], [], 20_000],
  [[1, 536_870_911], [range(2)], 3],
])('[B25] behind fields %j, with %j reserved, comes %i', (taken, closed, next) => {
  expect(nextFieldNumber(taken, closed)).toBe(next);
});

it('[B25] values of enums begin at 0', () => {
  expect(nextEnumNumber([], [])).toBe(0);
  expect(nextEnumNumber([0, 3], [range(4)])).toBe(5);
});
