import RandExp from 'randexp';
import type { Prng } from '#base/prng.ts';

const longestPattern = 1_000;
/** The greatest number of repetitions that are multiplied out: beyond, one text could fill the memory. */
const mostRepetitions = 1_000;

/** A text that fits a regular expression; nothing if the expression is wrong, or asks for too much. */
export function textFor(pattern: string, random: Prng): string | undefined {
  if (pattern.length > longestPattern || repetitions(pattern) > mostRepetitions) return undefined;
  try {
    const writer = new RandExp(pattern);
    writer.max = 3;
    writer.randInt = (from, to) => from + random.below(Math.max(1, to - from + 1));
    return writer.gen();
  } catch {
    return undefined;
  }
}

function repetitions(pattern: string): number {
  let product = 1;
  for (const [, least, most] of pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)) product *= Math.max(1, Number(most || least));
  return product;
}
