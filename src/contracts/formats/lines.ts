import type { SourceRange } from '../change.ts';

/** Turns offsets of a text into lines and columns, counted from 1. */
export interface Lines {
  at(offset: number): { line: number; column: number };
  range(start: number, end: number): SourceRange;
}

export function linesOf(text: string): Lines {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  const at = (offset: number) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  return {
    at,
    range(start, end) {
      const last = at(end);
      return { ...at(start), endLine: last.line, endColumn: last.column };
    },
  };
}
