import type { TextChange } from '#base/text.ts';

/** Beyond this many pairs of lines the middle is replaced as a whole. */
const mostPairs = 4_000_000;

/**
 * The changes of whole lines that lead from one text to another, as few as possible: what is not touched keeps its
 * caret, its selection and its scroll position.
 */
export function lineChanges(before: string, after: string): readonly TextChange[] {
  if (before === after) return [];
  const a = linesOf(before);
  const b = linesOf(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  let at = a.slice(0, start).reduce((sum, line) => sum + line.length, 0);
  if (left.length * right.length > mostPairs) return [{ from: at, to: at + left.join('').length, insert: right.join('') }];
  const changes: TextChange[] = [];
  let pending: { from: number; to: number; insert: string } | undefined;
  for (const step of script(left, right)) {
    if (step.keep) {
      if (pending) changes.push(pending);
      pending = undefined;
      at += step.line.length;
      continue;
    }
    pending ??= { from: at, to: at, insert: '' };
    if (step.added) pending.insert += step.line;
    else {
      at += step.line.length;
      pending.to = at;
    }
  }
  if (pending) changes.push(pending);
  return changes;
}

/** Lines with their line breaks, so that offsets add up. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
}

interface Step {
  readonly line: string;
  readonly keep: boolean;
  readonly added: boolean;
}

/** Longest common subsequence by dynamic programming. */
function script(a: readonly string[], b: readonly string[]): Step[] {
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  const cell = (i: number, j: number) => table[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] = a[i] === b[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1));
    }
  }
  const steps: Step[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      steps.push({ line: a[i] as string, keep: true, added: false });
      i++;
      j++;
    } else if (j < b.length && (i === a.length || cell(i, j + 1) > cell(i + 1, j)))
      steps.push({ line: b[j++] as string, keep: false, added: true });
    else steps.push({ line: a[i++] as string, keep: false, added: false });
  }
  return steps;
}
