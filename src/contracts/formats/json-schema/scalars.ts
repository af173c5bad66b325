import type { Prng } from '#base/prng.ts';
import { numbersOf, type Spot, valuesOf } from './facets.ts';
import { textFor } from './pattern-text.ts';

/** No text is made longer, whatever a schema asks for. */
const longestText = 2_000;
const words: readonly string[] = ['a', 'order', 'Ada', 'x1', '', 'true', '0', 'é', 'N/A'];
/** For examples that people read. */
const plainWords: readonly string[] = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord'];

const formatted: Readonly<Record<string, readonly string[]>> = {
  date: ['2024-05-17', '1999-12-31'],
  'date-time': ['2024-05-17T08:30:00Z', '1999-12-31T23:59:59.5+02:00'],
  time: ['08:30:00Z', '23:59:59Z'],
  duration: ['P3D', 'PT5M'],
  email: ['ada@example.org', 'x@example.com'],
  'idn-email': ['ada@example.org'],
  hostname: ['example.org', 'a.example.com'],
  ipv4: ['192.0.2.1', '198.51.100.7'],
  ipv6: ['2001:db8::1'],
  uri: ['https://example.org/orders/1', 'urn:example:1'],
  'uri-reference': ['/orders/1'],
  uuid: ['0b8f9c1e-52d3-4a57-9c0e-3f1d2a6b7c8d'],
  regex: ['^a+$'],
  'json-pointer': ['/a/0'],
};

/** A text for the facets, at the bounds that they or the hints name; a `plain` one is for people to read. */
export function textOf(facets: readonly Spot[], hints: readonly Spot[], random: Prng, plain: boolean): string {
  const patterns = valuesOf(facets, 'pattern').filter((value) => typeof value === 'string');
  if (patterns.length > 0) {
    const text = textFor(random.pick(patterns), random);
    if (text !== undefined) return stretched(text, lengthsOf(facets).least);
  }
  const formats = valuesOf(facets, 'format').flatMap((format) => formatted[String(format)] ?? []);
  if (formats.length > 0) return random.pick(formats);
  const { least, most } = lengthsOf(facets);
  const hinted = valuesOf(hints, 'pattern').filter((value) => typeof value === 'string');
  const candidates: string[] = [...(plain ? plainWords : words)];
  if (hinted.length > 0 && random.below(3) === 0) candidates.push(textFor(random.pick(hinted), random) ?? '');
  for (const format of valuesOf(hints, 'format')) candidates.push(...(formatted[String(format)] ?? []));
  const bounds = numbersOf([...facets, ...hints], 'minLength', 'maxLength').flatMap((bound) => [bound - 1, bound, bound + 1]);
  if (plain && candidates.some((text) => text.length >= least && text.length <= most))
    return random.pick(candidates.filter((text) => text.length >= least && text.length <= most));
  for (const length of [least, most, ...bounds]) if (length >= 0 && length <= longestText) candidates.push('a'.repeat(length));
  const fitting = candidates.filter((text) => [...text].length >= least && [...text].length <= most);
  return fitting.length > 0 ? random.pick(fitting) : 'a'.repeat(Math.min(least, longestText));
}

function lengthsOf(facets: readonly Spot[]) {
  const least = Math.max(0, ...numbersOf(facets, 'minLength'));
  return { least, most: Math.min(Number.POSITIVE_INFINITY, ...numbersOf(facets, 'maxLength')) };
}

function stretched(text: string, least: number): string {
  return text.length >= least || text === '' ? text : text.repeat(Math.ceil(Math.min(least, longestText) / text.length));
}

/** A number for the facets: at and beside the bounds and steps that they or the hints name. */
export function numberOf(facets: readonly Spot[], hints: readonly Spot[], integer: boolean, random: Prng): number {
  const both = [...facets, ...hints];
  const bounds = numbersOf(both, 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum');
  const steps = numbersOf(both, 'multipleOf');
  const own = numbersOf(facets, 'multipleOf').reduce(leastCommonMultiple, integer ? 1 : 0);
  const near = [0, ...bounds].flatMap((bound) => [bound, bound + 1, bound - 1, bound + 0.5, bound - 0.5, bound * 2, bound / 2]);
  near.push(...steps.flatMap((step) => [step, step * 2, step * 3, -step]), 7, 100, -100);
  const least = Math.max(Number.NEGATIVE_INFINITY, ...numbersOf(facets, 'minimum', 'exclusiveMinimum'));
  const most = Math.min(Number.POSITIVE_INFINITY, ...numbersOf(facets, 'maximum', 'exclusiveMaximum'));
  if (own > 0) {
    const multiple = Math.ceil((Number.isFinite(least) ? least : 0) / own) * own;
    near.push(multiple, multiple + own, multiple + own * 2, Math.floor((Number.isFinite(most) ? most : 0) / own) * own);
  }
  const isStep = (value: number) => own === 0 || Math.abs(value / own - Math.round(value / own)) < 1e-9;
  const fitting = near.filter((value) => value >= least && value <= most && isStep(value) && Number.isFinite(value));
  const value = fitting.length > 0 ? random.pick(fitting) : Number.isFinite(least) ? least : 0;
  return value === 0 ? 0 : value;
}

/** The step that fits two steps; for decimals it may miss, and then the value is only not a good one. */
function leastCommonMultiple(a: number, b: number): number {
  if (a === 0 || b === 0) return Math.max(a, b);
  let [x, y] = [a, b];
  for (let round = 0; round < 100 && y > 1e-9; round++) [x, y] = [y, x % y];
  return (a * b) / x;
}
