import { isUnchanged, type Report } from './comparison.ts';
import type { RuleId } from './rules.ts';
import { at, keywordsAt, type Location } from './schema.ts';
import { canonicalText, type Simple } from './tree.ts';
import { shortText } from './words.ts';

type BoundId = Extract<RuleId, `M${'AX' | 'IN'}${string}_ADDED` | `EXCLUSIVE_${string}_ADDED`>;
type Bound<Id extends string> = Id extends `${infer Name}_ADDED` ? Name : never;

/** Limits by the name that their rules share. */
export type Bounds = readonly (readonly [Bound<BoundId>, string])[];

/** Compares limits. Whether more or less of one is a relief is the rules' to say. */
export function compareBounds(bounds: Bounds, before: Simple, after: Simple, report: Report): void {
  for (const [name, keyword] of bounds) {
    const [old, young] = [at(before.location, keyword), at(after.location, keyword)];
    const [oldLimit, youngLimit] = limits(before, after, keyword);
    if (oldLimit === youngLimit) continue;
    const facts = { before: old, after: young, values: { before: text(oldLimit), after: text(youngLimit) } };
    if (oldLimit === undefined) report.add(`${name}_ADDED`, facts);
    else if (youngLimit === undefined) report.add(`${name}_REMOVED`, facts);
    else report.add(oldLimit < youngLimit ? `${name}_INCREASED` : `${name}_DECREASED`, facts);
  }
}

function text(limit: number | undefined): string | undefined {
  return limit === undefined ? undefined : String(limit);
}

/**
 * The two values of a limit. In draft-04 an exclusive limit is only a flag beside `maximum` or `minimum`. Two flags are
 * compared as such; a flag and a number as the numbers that they mean.
 */
function limits(before: Simple, after: Simple, keyword: string): readonly [number | undefined, number | undefined] {
  const [old, young] = [keywordsAt(before.location), keywordsAt(after.location)];
  const flags = typeof old[keyword] !== 'number' && typeof young[keyword] !== 'number';
  const limit = (schema: typeof old) => {
    const value = schema[keyword];
    if (typeof value === 'number') return value;
    if (value !== true) return undefined;
    const inclusive = schema[keyword === 'exclusiveMaximum' ? 'maximum' : 'minimum'];
    return flags ? 1 : typeof inclusive === 'number' ? inclusive : undefined;
  };
  return [limit(old), limit(young)];
}

export function compareStrings(before: Simple, after: Simple, report: Report): void {
  const bounds: Bounds = [
    ['MAX_LENGTH', 'maxLength'],
    ['MIN_LENGTH', 'minLength'],
  ];
  compareBounds(bounds, before, after, report);
  const [old, young] = [at(before.location, 'pattern'), at(after.location, 'pattern')];
  if (old.value === young.value) return;
  const rule = old.value === undefined ? 'PATTERN_ADDED' : young.value === undefined ? 'PATTERN_REMOVED' : 'PATTERN_CHANGED';
  report.add(rule, bothValues(old, young));
}

export function compareNumbers(before: Simple, after: Simple, report: Report): void {
  const bounds: Bounds = [
    ['MAXIMUM', 'maximum'],
    ['MINIMUM', 'minimum'],
    ['EXCLUSIVE_MAXIMUM', 'exclusiveMaximum'],
    ['EXCLUSIVE_MINIMUM', 'exclusiveMinimum'],
  ];
  compareBounds(bounds, before, after, report);
  compareMultiples(at(before.location, 'multipleOf'), at(after.location, 'multipleOf'), report);
  if (before.integer === after.integer) return;
  report.add(before.integer ? 'TYPE_EXTENDED' : 'TYPE_NARROWED', {
    before: before.location,
    after: after.location,
    shownBefore: before.shown,
    shownAfter: after.shown,
    values: { before: before.integer ? 'integer' : 'number', after: after.integer ? 'integer' : 'number' },
    name: 'The type',
  });
}

function compareMultiples(old: Location, young: Location, report: Report): void {
  const [a, b] = [old.value, young.value];
  if (a === b) return;
  const facts = bothValues(old, young);
  if (typeof a !== 'number') report.add('MULTIPLE_OF_ADDED', facts);
  else if (typeof b !== 'number') report.add('MULTIPLE_OF_REMOVED', facts);
  else if (isMultiple(b, a)) report.add('MULTIPLE_OF_EXPANDED', facts);
  else report.add(isMultiple(a, b) ? 'MULTIPLE_OF_REDUCED' : 'MULTIPLE_OF_CHANGED', facts);
}

/** With room for the rounding of decimals: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, of: number): boolean {
  const quotient = value / of;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9 * Math.max(1, Math.abs(quotient));
}

export function compareEnums(before: Simple, after: Simple, report: Report): void {
  const [old, young] = [at(before.location, 'enum'), at(after.location, 'enum')];
  const [oldValues, youngValues] = [valuesOf(old), valuesOf(young)];
  const gone = [...oldValues].filter((value) => !youngValues.has(value));
  const added = [...youngValues].filter((value) => !oldValues.has(value));
  const values = { before: shortList(gone), after: shortList(added) };
  if (gone.length > 0 && added.length > 0) report.add('ENUM_ARRAY_CHANGED', { before: old, after: young, values });
  else if (gone.length > 0) report.add('ENUM_ARRAY_NARROWED', { before: old, after: young, values, detail: gone });
  else if (added.length > 0) report.add('ENUM_ARRAY_EXTENDED', { before: old, after: young, values, detail: added });
}

export function compareConst(before: Simple, after: Simple, report: Report): void {
  const [old, young] = [at(before.location, 'const'), at(after.location, 'const')];
  if (canonicalText(old.value) !== canonicalText(young.value)) report.add('ENUM_ARRAY_CHANGED', bothValues(old, young));
}

/** What is excluded is compared the other way round: whatever the new schema excludes, the old one has to exclude too. */
export function compareNot(before: Simple, after: Simple, report: Report): void {
  const [old, young] = [at(before.location, 'not'), at(after.location, 'not')];
  const outcome = report.attempt(after.tree.node(young), before.tree.node(old));
  if (isUnchanged(outcome)) return;
  report.add(outcome.compatible ? 'NOT_TYPE_NARROWED' : 'NOT_TYPE_EXTENDED', { before: old, after: young });
}

function bothValues(before: Location, after: Location) {
  return { before, after, values: { before: shortText(before.value), after: shortText(after.value) } };
}

function valuesOf(list: Location): Set<string> {
  return new Set(Array.isArray(list.value) ? list.value.map(canonicalText) : []);
}

function shortList(values: readonly string[]): string {
  const shown = values.slice(0, 5).join(', ');
  return values.length > 5 ? `${shown} and ${values.length - 5} more` : shown;
}
