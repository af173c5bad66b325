import { munkres } from 'munkres';

export interface Assigned {
  readonly row: number;
  readonly column: number;
  /** What the sum would lose, at least, if this pair were not made but the best alternative for either end. */
  readonly regret: number;
  /** The best alternative, if it reaches the least score: another column for the row, or another row for the column. */
  readonly rival: { readonly column: number } | { readonly row: number } | undefined;
}

/** Pairs rows and columns so that the sum of scores is greatest; pairs below `least` are not made [A6]. */
export function assign(scores: readonly (readonly number[])[], least: number): Assigned[] {
  const rows = scores.length;
  const columns = scores[0]?.length ?? 0;
  if (rows === 0 || columns === 0) return [];
  const worth = (r: number, c: number) => {
    const score = (scores[r] as readonly number[])[c] as number;
    return score >= least ? score : 0;
  };
  const cost = scores.map((line, r) => line.map((_, c) => 1 - worth(r, c)));
  const pairs = munkres(cost).filter(([r, c]) => worth(r, c) > 0);
  const columnOf = new Map(pairs.map(([r, c]) => [r, c]));
  const rowOf = new Map(pairs.map(([r, c]) => [c, r]));
  return pairs.map(([row, column]) => {
    const mine = worth(row, column);
    let regret = mine;
    let rival: Assigned['rival'];
    for (let c = 0; c < columns; c++) {
      if (c === column || worth(row, c) === 0) continue;
      const other = rowOf.get(c);
      const loss = mine - worth(row, c) + (other === undefined ? 0 : worth(other, c) - worth(other, column));
      if (loss < regret) {
        regret = loss;
        rival = { column: c };
      }
    }
    for (let r = 0; r < rows; r++) {
      if (r === row || worth(r, column) === 0) continue;
      const other = columnOf.get(r);
      const loss = mine - worth(r, column) + (other === undefined ? 0 : worth(r, other) - worth(row, other));
      if (loss < regret) {
        regret = loss;
        rival = { row: r };
      }
    }
    return { row, column, regret: Math.max(0, regret), rival };
  });
}
