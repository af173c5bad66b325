import { expect, it } from 'vitest';
import { columnsFor } from './layout.ts';

const wide = [1200, 500] as const;
const tall = [500, 1200] as const;

it('arranges panes so that the drawings are largest, and side by side where that makes no clear difference', () => {
  expect(columnsFor([wide, wide], [880, 740])).toBe(1);
  expect(columnsFor([tall, tall], [880, 740])).toBe(2);
  expect(
    columnsFor(
      [
        [700, 600],
        [700, 600],
      ],
      [1500, 900],
    ),
  ).toBe(2);
  expect(columnsFor([wide, wide, wide, wide], [1500, 1000])).toBe(2);
  expect(columnsFor([wide, wide, wide], [880, 740])).toBe(2);
  expect(columnsFor([tall, tall, tall], [1500, 900])).toBe(3);
  expect(columnsFor([], [880, 740])).toBe(1);
  expect(columnsFor([wide], [880, 740])).toBe(1);
});
