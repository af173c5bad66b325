import { prng } from '#base/prng.ts';
import { Generator } from './formats/json-schema/generator.ts';
import type { JsonSchema } from './formats/json-schema/schema.ts';
import { canonicalText } from './formats/json-schema/tree.ts';
import type { Accepts } from './sample.ts';

/** What a search came to. That none was found proves nothing. */
export type Search =
  | { readonly found: true; readonly value: unknown; readonly tried: number }
  | { readonly found: false; readonly tried: number; readonly reason?: string };

/**
 * Compiles a schema into a check. Both may throw: a library's opinion of a schema can be stricter than ours, and a schema
 * that is a part of itself in the same place (`allOf` with a reference to the whole) can be checked by none.
 */
export type Compile = (schema: JsonSchema) => Accepts;

export interface SearchOptions {
  readonly samples?: number;
  readonly seed?: number;
}

const usualSamples = 200;
const usualSeed = 1;
const mostShrinks = 300;

/**
 * Looks for a value that the writer's schema allows and the reader's does not: the proof that a change breaks somebody. Rules
 * and reality differ in both directions, so it never changes a verdict. Run it where it can be stopped: a schema's patterns
 * may take long to match.
 */
export function findWitness(writer: JsonSchema, reader: JsonSchema, compile: Compile, options: SearchOptions = {}): Search {
  try {
    const accepts = { writer: compile(writer), reader: compile(reader) };
    return search(writer, reader, (value) => accepts.writer(value) && !accepts.reader(value), options);
  } catch (error) {
    return { found: false, tried: 0, reason: error instanceof Error ? error.message : String(error) };
  }
}

function search(writer: JsonSchema, reader: JsonSchema, isWitness: Accepts, options: SearchOptions): Search {
  const generator = new Generator(prng(options.seed ?? usualSeed), false);
  const samples = options.samples ?? usualSamples;
  const spots = [writer, reader].map((schema) => ({ schema, location: schema.root })) as [Spot, Spot];
  let smallest: { readonly value: unknown; readonly text: string } | undefined;
  for (let tried = 0; tried < samples; tried++) {
    const value = generator.sample(spots[0], [spots[1]]);
    const text = canonicalText(value);
    if ((smallest === undefined || isSmaller(text, smallest.text)) && isWitness(value)) smallest = { value, text };
  }
  if (smallest === undefined) return { found: false, tried: samples };
  return { found: true, value: shrunk(smallest.value, isWitness), tried: samples };
}

type Spot = Parameters<Generator['sample']>[0];

function isSmaller(text: string, than: string): boolean {
  return text.length < than.length || (text.length === than.length && text < than);
}

/** Takes away and shortens as long as the value stays a witness. */
function shrunk(value: unknown, isWitness: Accepts): unknown {
  let smallest = value;
  let left = mostShrinks;
  for (let smaller = true; smaller; ) {
    smaller = false;
    for (const candidate of reductions(smallest)) {
      if (left-- <= 0) return smallest;
      if (!isSmaller(canonicalText(candidate), canonicalText(smallest)) || !isWitness(candidate)) continue;
      smallest = candidate;
      smaller = true;
      break;
    }
  }
  return smallest;
}

/** Values that are a little smaller, the boldest first. Values of samples are shallow, so it may recurse. */
function* reductions(value: unknown): Iterable<unknown> {
  if (typeof value === 'string' && value.length > 0) {
    yield '';
    yield value.slice(0, Math.floor(value.length / 2));
    yield value.slice(0, -1);
  } else if (typeof value === 'number' && value !== 0) {
    yield 0;
    yield 1;
    yield Math.trunc(value);
  } else if (Array.isArray(value)) {
    for (const index of value.keys()) yield value.filter((_, at) => at !== index);
    for (const [index, entry] of value.entries()) for (const smaller of reductions(entry)) yield value.with(index, smaller);
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    for (const [name] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== name));
    for (const [name, inner] of entries) {
      for (const smaller of reductions(inner))
        yield Object.fromEntries(entries.map(([other, kept]) => [other, other === name ? smaller : kept]));
    }
  }
}
