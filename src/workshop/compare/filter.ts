import type { Id } from '#base/ids.ts';
import { normalName } from '#base/text.ts';
import { type Category, categories, type Difference, type Importance } from '#compare/difference.ts';

export interface Filter {
  readonly text: string;
  readonly category: Category | 'all';
  /** Shows this importance and what matters more. */
  readonly least: Importance;
}

/** Differences that fit, grouped by importance, the most important first. */
export function shownDifferences(
  all: readonly Difference[],
  { text, category, least }: Filter,
): readonly { readonly importance: Importance; readonly items: readonly Difference[] }[] {
  const words = text.split(/\s+/u).map(normalName).filter(Boolean);
  const fits = (difference: Difference) => {
    const sentence = normalName(difference.sentence);
    return (
      (category === 'all' || difference.category === category) &&
      difference.importance <= least &&
      words.every((word) => sentence.includes(word))
    );
  };
  return ([1, 2, 3] as const)
    .map((importance) => ({ importance, items: all.filter((each) => each.importance === importance && fits(each)) }))
    .filter(({ items }) => items.length > 0);
}

/** Categories that occur, with how often. */
export function countedCategories(
  all: readonly Difference[],
): readonly { readonly category: Category; readonly count: number }[] {
  return categories
    .map((category) => ({ category, count: all.filter((each) => each.category === category).length }))
    .filter(({ count }) => count > 0);
}

/** Marks of the panes: what only one design has, and what differs in something that matters. */
export function marksOf(
  all: readonly Difference[],
  rows: readonly { readonly id: string; readonly cells: readonly (Id | undefined)[] }[],
  design: number,
): ReadonlyMap<Id, 'differs' | 'only'> {
  const differing = new Set(all.filter((each) => each.importance < 3).map((each) => each.row));
  const marks = new Map<Id, 'differs' | 'only'>();
  for (const { id, cells } of rows) {
    const own = cells[design];
    if (own === undefined || cells.length < 2) continue;
    if (cells.every((cell, d) => d === design || cell === undefined)) marks.set(own, 'only');
    else if (differing.has(id)) marks.set(own, 'differs');
  }
  return marks;
}

/** A sentence in pieces, so that the letters of the designs can be shown as their marks; names in quotes stay words. */
export function lettersIn(sentence: string, designs: number): readonly (string | { readonly letter: string })[] {
  const last = String.fromCharCode(64 + designs);
  const letter = new RegExp(`(?<![\\p{L}\\p{N}@.-])[A-${last}](?![\\p{L}\\p{N}’@.-]|\\.\\p{L})`, 'u');
  return sentence
    .split(/(“[^”]*”)/u)
    .flatMap((piece) => (piece.startsWith('“') ? [piece] : piece.split(new RegExp(`(${letter.source})`, 'u'))))
    .filter((piece) => piece !== '')
    .map((piece) => (piece.length === 1 && letter.test(piece) ? { letter: piece } : piece));
}
