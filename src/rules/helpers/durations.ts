import { count } from '#base/text.ts';

const units = [
  ['d', 'day', 86_400_000],
  ['h', 'hour', 3_600_000],
  ['min', 'minute', 60_000],
  ['s', 'second', 1_000],
] as const;

/** A duration as a property holds it: the largest unit of which it is a whole number; parts of a second are rounded up. */
export function durationValue(ms: number): string {
  if (ms === Number.POSITIVE_INFINITY) return 'forever';
  const [unit, , size] = units.find(([, , each]) => ms >= each && ms % each === 0) ?? units[3];
  return `${Math.ceil(ms / size)}${unit}`;
}

/** A duration in a sentence: “15 days”, “about 17 minutes”. */
export function durationWords(ms: number): string {
  const [, name, size] = units.find(([, , each]) => ms >= each && (ms % each === 0 || ms >= 2 * each)) ?? units[3];
  const number = Math.round(ms / size);
  if (ms < 1_000) return 'less than a second';
  return `${ms % size === 0 ? '' : 'about '}${count(number, name)}`;
}

const steps = [1, 2, 5, 10, 15, 30];

/** A round duration of at least this length, as a property holds it. */
export function roundedUp(ms: number): string {
  for (const size of [1_000, 60_000, 3_600_000]) {
    const step = steps.find((each) => each * size >= ms);
    if (step !== undefined) return durationValue(step * size);
  }
  return durationValue(Math.ceil(ms / 86_400_000) * 86_400_000);
}
