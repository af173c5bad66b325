import type { NumberRange } from './model.ts';

export const highestField = 536_870_911;
export const highestEnum = 2_147_483_647;

/** Numbers that belong to Protobuf itself. */
const own: NumberRange = { first: 19_000, last: 19_999 };

/**
 * The number for a new field: behind all that are taken, so that none is used anew; past reserved ranges and Protobuf's own.
 * Where the end is reached, the lowest that is free.
 */
export function nextFieldNumber(taken: Iterable<number>, closed: readonly NumberRange[]): number {
  const all = new Set(taken);
  const highest = [...all].reduce((most, number) => Math.max(most, number), 0);
  return free(highest + 1, all, [...closed, own], highestField) ?? free(1, all, [...closed, own], highestField) ?? highest;
}

/** The number for a new value; the first one is 0. */
export function nextEnumNumber(taken: Iterable<number>, closed: readonly NumberRange[]): number {
  const all = new Set(taken);
  const highest = [...all].reduce((most, number) => Math.max(most, number), -1);
  return free(highest + 1, all, closed, highestEnum) ?? free(0, all, closed, highestEnum) ?? highest;
}

function free(from: number, taken: ReadonlySet<number>, closed: readonly NumberRange[], highest: number): number | undefined {
  let number = from;
  // Each turn leaves a taken number or a range behind, so it ends.
  for (let next = number; number <= highest; number = next) {
    const range = closed.find(({ first, last }) => first <= number && number <= last);
    next = range ? range.last + 1 : taken.has(number) ? number + 1 : number;
    if (next === number) return number;
  }
  return undefined;
}
