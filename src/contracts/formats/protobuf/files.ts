import { type Fault, failure, type Result, success } from '#base/result.ts';
import { linesOf } from '../lines.ts';

/** One file of a text that holds several. */
export interface TextPart {
  /** The name by which it is imported; empty for the first part, unless a line names it too. */
  readonly path: string;
  /** Offsets in the whole text: behind the line that names it, to the next such line. */
  readonly start: number;
  readonly end: number;
  /**
   * As long as the whole text up to the part's end, with blanks where the parts before it stand: offsets, lines and columns are
   * those of the whole text.
   */
  readonly text: string;
}

/** More files than that in one text are a repository. */
const mostParts = 50;
const marker = /^[ \t]*\/\/[ \t]*file:[ \t]*(\S+\.proto)[ \t]*\r?$/gm;

/**
 * The files of a text. A line `// file: shop/money.proto` begins another one; what stands before the first such line, or below
 * it where nothing does, is the schema itself.
 */
export function partsOf(text: string): Result<readonly TextPart[]> {
  const marks = [...text.matchAll(marker)];
  const faults: Fault[] = [];
  const lines = linesOf(text);
  if (marks.length > mostParts) {
    const message = `The text holds more than ${mostParts} files: leave out those that nothing imports.`;
    return failure({ message, ...lines.at(marks[mostParts]?.index ?? 0) });
  }
  const first = marks[0];
  const isNamed = first !== undefined && isBare(text.slice(0, first.index));
  const starts = marks.map((mark) => ({ path: mark[1] ?? '', at: mark.index, start: mark.index + mark[0].length }));
  if (!isNamed) starts.unshift({ path: '', at: 0, start: 0 });
  const seen = new Set<string>();
  const parts = starts.map(({ path, at, start }, i): TextPart => {
    if (seen.has(path)) faults.push({ message: `The file “${path}” stands in this text twice.`, ...lines.at(at) });
    seen.add(path);
    const end = starts[i + 1]?.at ?? text.length;
    return { path, start, end, text: text.slice(0, start).replace(/[^\n]/g, ' ') + text.slice(start, end) };
  });
  return faults.length > 0 ? failure(...faults) : success(parts);
}

/** Nothing but white space and comments. */
function isBare(text: string): boolean {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').trim() === '';
}
