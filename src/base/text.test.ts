import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeBetween } from './text.ts';

it.each([
  ['abc', 'abc', undefined],
  ['', 'abc', { from: 0, to: 0, insert: 'abc' }],
  ['abXc', 'abYZc', { from: 2, to: 3, insert: 'YZ' }],
  ['aa', 'aaa', { from: 2, to: 2, insert: 'a' }],
])('finds the one stretch in which %j and %j differ', (before, after, change) => {
  expect(changeBetween(before, after)).toEqual(change);
});

it('leads from any text to any other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const change = changeBetween(before, after);
      const made = change ? before.slice(0, change.from) + change.insert + before.slice(change.to) : before;
      expect(made).toBe(after);
    }),
  );
});
