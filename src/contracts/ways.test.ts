import { expect, it } from 'vitest';
import type { Change } from './change.ts';
import { type Broken, collectWays, placesOf } from './ways.ts';

const change: Change = {
  rule: 'MAXIMUM_DECREASED',
  compatible: false,
  before: { pointer: '/written' },
  after: { pointer: '/read' },
  message: 'The greatest number allowed fell.',
};

const point = (readerIs: 'newer' | 'older'): Broken<string> => ({ change, earlier: 'old', readerIs });

it('[C20] a point stands in the newest text where that reads, and where that writes', () => {
  expect(placesOf(point('newer'))).toEqual({ newest: { pointer: '/read' }, earlier: { pointer: '/written' } });
  expect(placesOf(point('older'))).toEqual({ newest: { pointer: '/written' }, earlier: { pointer: '/read' } });
});

it('[C21] one title is one way, and there are at most twelve', () => {
  const points = Array.from({ length: 20 }, () => point('newer'));
  let n = 0;
  expect(collectWays(points, () => [{ title: 'Put it back', text: String(n++) }])).toEqual([{ title: 'Put it back', text: '0' }]);
  expect(collectWays(points, () => [{ title: `Put ${n++} back`, text: '' }])).toHaveLength(12);
});
