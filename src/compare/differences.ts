import { compare } from '#base/order.ts';
import type { Design } from '#model/design.ts';
import type { Alignment } from './alignment.ts';
import { categories, type Difference } from './difference.ts';
import { edgeDifferences } from './edge-differences.ts';
import { elementDifferences } from './element-differences.ts';
import { partDifferences } from './part-differences.ts';
import { propertyDifferences } from './property-differences.ts';

/** All differences, the most important first [D6]. */
export function differences(designs: readonly Design[], alignment: Alignment): Difference[] {
  if (designs.length < 2) return [];
  const compared = { designs, alignment };
  const drafts = [
    ...elementDifferences(compared),
    ...edgeDifferences(compared),
    ...propertyDifferences(compared),
    ...partDifferences(compared),
  ];
  const place = new Map([...alignment.rows, ...alignment.edges].map((row, i) => [row.id, i]));
  return drafts
    .map((draft, i) => ({ draft, i }))
    .sort(
      ({ draft: a, i }, { draft: b, i: j }) =>
        a.importance - b.importance ||
        Number(b.conflict) - Number(a.conflict) ||
        categories.indexOf(a.category) - categories.indexOf(b.category) ||
        (place.get(a.row) ?? 0) - (place.get(b.row) ?? 0) ||
        i - j ||
        compare(a.id, b.id),
    )
    .map(({ draft: { conflict, ...difference } }) => difference);
}
