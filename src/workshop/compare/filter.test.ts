import { describe, expect, it } from 'vitest';
import { align } from '#compare/align.ts';
import { sketch } from '#compare/compare.testkit.ts';
import { differences } from '#compare/differences.ts';
import { countedCategories, lettersIn, marksOf, shownDifferences } from './filter.ts';

const designs = [
  sketch('topic orders (partitions 6)\nservice billing\nservice fraud\norders -> billing (idempotency none)'),
  sketch('topic orders\nservice payments\norders -> payments (idempotency natural)'),
];
const alignment = align(designs);
const all = differences(designs, alignment);

describe('the list of differences', () => {
  it('is grouped by importance and filtered by words, category and importance', () => {
    expect(
      shownDifferences(all, { text: '', category: 'all', least: 3 }).map(({ importance, items }) => [importance, items.length]),
    ).toEqual([
      [1, 1],
      [2, 2],
      [3, 1],
    ]);
    expect(shownDifferences(all, { text: 'Idempot billing', category: 'all', least: 3 })).toMatchObject([
      { importance: 2, items: [{ category: 'delivery' }] },
    ]);
    expect(shownDifferences(all, { text: '', category: 'all', least: 1 })).toHaveLength(1);
    expect(shownDifferences(all, { text: '', category: 'privacy', least: 3 })).toEqual([]);
    expect(countedCategories(all).map(({ category }) => category)).toEqual(['structure', 'delivery', 'capacity', 'naming']);
  });

  it('marks what only one has and what differs', () => {
    const marks = marksOf(all, alignment.rows, 0);
    const named = [...marks].map(([id, mark]) => [designs[0]?.elements.get(id)?.props.name, mark]);
    expect(named).toEqual(
      expect.arrayContaining([
        ['fraud', 'only'],
        ['orders', 'differs'],
      ]),
    );
  });

  it('finds the letters of the designs, not those in names', () => {
    expect(lettersIn('B keys “A” by customerId; A and C by B.id.', 3)).toEqual([
      { letter: 'B' },
      ' keys ',
      '“A”',
      ' by customerId; ',
      { letter: 'A' },
      ' and ',
      { letter: 'C' },
      ' by B.id.',
    ]);
    expect(
      lettersIn('A and D have “x”; C does not (not said in B).', 4).filter((piece) => typeof piece === 'object'),
    ).toHaveLength(4);
  });
});
