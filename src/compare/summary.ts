import { count } from '#base/text.ts';
import type { Alignment, Row } from './alignment.ts';
import type { Difference } from './difference.ts';
import { who } from './wording.ts';

export interface Summary {
  readonly elements: { readonly shared: number; readonly total: number };
  readonly edges: { readonly shared: number; readonly total: number };
  readonly unsure: number;
  /** "A and B share 9 of 11 elements and 12 of 15 connections." */
  readonly sentence: string;
  /** For three and more: "A and C are most alike (10 of 11 elements)." */
  readonly nearest: string;
}

/** How much the designs share, in numbers and words [D7]. */
export function summary(alignment: Alignment, found: readonly Difference[]): Summary {
  const rows = alignment.rows.filter((row) => row.kind !== 'note');
  const designs = alignment.rowOf.length;
  const elements = tally(rows);
  const edges = tally(alignment.edges);
  const unsure = new Set(found.filter((each) => each.unsure).map((each) => each.row)).size;
  const all = [...Array(designs).keys()];
  const share = designs < 2 ? '' : sharing(who(all), elements, edges);
  return { elements, edges, unsure, sentence: share, nearest: designs > 2 ? nearest(rows, designs) : '' };
}

type Celled = Pick<Row, 'cells'>;

function tally(rows: readonly Celled[]): { shared: number; total: number } {
  return { shared: rows.filter((row) => row.cells.every((cell) => cell !== undefined)).length, total: rows.length };
}

function sharing(names: string, elements: { shared: number; total: number }, edges: { shared: number; total: number }): string {
  if (elements.total === 0) return `${names} are empty so far.`;
  const some = (what: { shared: number; total: number }, noun: string) =>
    what.shared === what.total
      ? what.total === 1
        ? `the one ${noun}`
        : `all ${count(what.total, noun)}`
      : `${what.shared} of ${count(what.total, noun)}`;
  return `${names} share ${some(elements, 'element')}${edges.total === 0 ? '' : ` and ${some(edges, 'connection')}`}.`;
}

function nearest(rows: readonly Celled[], designs: number): string {
  let best: { pair: [number, number]; shared: number; total: number } | undefined;
  let tied = false;
  for (let d = 0; d < designs; d++) {
    for (let e = d + 1; e < designs; e++) {
      const both = rows.filter((row) => row.cells[d] !== undefined && row.cells[e] !== undefined).length;
      const any = rows.filter((row) => row.cells[d] !== undefined || row.cells[e] !== undefined).length;
      if (any === 0) continue;
      const share = both / any;
      const top = best ? best.shared / best.total : -1;
      if (share > top) {
        best = { pair: [d, e], shared: both, total: any };
        tied = false;
      } else if (share === top) tied = true;
    }
  }
  if (!best || tied || best.shared === 0) return '';
  return `${who(best.pair)} are most alike: they share ${best.shared} of ${count(best.total, 'element')}.`;
}
