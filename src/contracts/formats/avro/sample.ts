import { type Prng, prng } from '#base/prng.ts';
import { failure, type Result, success } from '#base/result.ts';
import { tagOf } from './fit.ts';
import type { AvroDocument, AvroField, AvroSchema, Logical, Primitive } from './schema.ts';
import { unqualified } from './schema.ts';

/** A sample is read by people: deeper and larger ones help nobody. */
const tallest = 40;
const mostValues = 2_000;
/** From here on lists are empty, and unions take their shortest branch. */
const deepEnough = 6;

/** A payload in Avro's JSON encoding that fits the schema. The same seed gives the same payload. */
export function sampleAvro({ root }: AvroDocument, seed: number): Result<string> {
  const heights = heightsOf(root);
  if (!heights.has(root)) {
    return failure({ message: 'No payload can be made: the schema holds itself without an end, or is too deep.', path: '' });
  }
  const sampler = new Sampler(heights, prng(seed));
  const value = sampler.value(root, 0);
  if (sampler.values > mostValues) return failure({ message: 'Even the smallest payload is too large to be shown.', path: '' });
  return success(JSON.stringify(value, null, 2));
}

/**
 * How many records stand in each other at least, for each schema that has values at all. Round by round, each round
 * finds what is one record taller, so the numbers are exact up to the tallest.
 */
function heightsOf(root: AvroSchema): ReadonlyMap<AvroSchema, number> {
  let unknown = reachable(root);
  const heights = new Map<AvroSchema, number>();
  for (let round = 0; round <= tallest && unknown.length > 0; round++) {
    for (let before = -1; before !== unknown.length; ) {
      before = unknown.length;
      unknown = unknown.filter((schema) => {
        const height = heightOf(schema, heights);
        if (height === undefined || height > round) return true;
        heights.set(schema, height);
        return false;
      });
      // Only unions of what was found just now can follow in the same round, and they hold no unions: two passes do.
    }
  }
  return heights;
}

function heightOf(schema: AvroSchema, heights: ReadonlyMap<AvroSchema, number>): number | undefined {
  if (schema.kind === 'union') {
    const known = schema.branches.map((branch) => heights.get(branch)).filter((height) => height !== undefined);
    return known.length === 0 ? undefined : known.reduce((a, b) => Math.min(a, b));
  }
  if (schema.kind === 'record') {
    let height = 0;
    for (const { type } of schema.fields) {
      const below = heights.get(type);
      if (below === undefined) return undefined;
      height = Math.max(height, below + 1);
    }
    return height;
  }
  return schema.kind === 'enum' && schema.symbols.length === 0 ? undefined : 0;
}

function reachable(root: AvroSchema): AvroSchema[] {
  const seen = new Set([root]);
  for (const schema of seen) {
    if (schema.kind === 'array') seen.add(schema.items);
    if (schema.kind === 'map') seen.add(schema.values);
    if (schema.kind === 'union') for (const branch of schema.branches) seen.add(branch);
    if (schema.kind === 'record') for (const { type } of schema.fields) seen.add(type);
  }
  return [...seen];
}

const words = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heath', 'inlet', 'juniper'];

class Sampler {
  values = 0;
  private readonly heights: ReadonlyMap<AvroSchema, number>;
  private readonly random: Prng;

  constructor(heights: ReadonlyMap<AvroSchema, number>, random: Prng) {
    this.heights = heights;
    this.random = random;
  }

  value(schema: AvroSchema, depth: number, field?: AvroField): unknown {
    if (++this.values > mostValues) return null;
    switch (schema.kind) {
      case 'record':
        return Object.fromEntries(schema.fields.map((each) => [each.name, this.value(each.type, depth + 1, each)]));
      case 'array':
        return Array.from({ length: this.length(schema.items, depth) }, () => this.value(schema.items, depth + 1, field));
      case 'map': {
        const keys = words.slice(0, this.length(schema.values, depth));
        return Object.fromEntries(keys.map((key) => [key, this.value(schema.values, depth + 1)]));
      }
      case 'union': {
        const branch = this.branch(schema.branches, depth);
        return branch.kind === 'null' ? null : { [tagOf(branch)]: this.value(branch, depth, field) };
      }
      case 'enum':
        return this.random.pick(schema.symbols);
      case 'fixed':
        return this.bytes(schema.size);
      default:
        return this.primitive(schema.kind, schema.logical, field);
    }
  }

  private length(of: AvroSchema, depth: number): number {
    return depth >= deepEnough || !this.heights.has(of) ? 0 : 1 + this.random.below(2);
  }

  private branch(branches: readonly AvroSchema[], depth: number): AvroSchema {
    const heightOf = (branch: AvroSchema) => this.heights.get(branch) ?? Number.POSITIVE_INFINITY;
    const finite = branches.filter((branch) => this.heights.has(branch));
    if (depth < deepEnough) return this.random.pick(finite);
    return finite.reduce((a, b) => (heightOf(b) < heightOf(a) ? b : a));
  }

  private primitive(kind: Primitive, logical: Logical | undefined, field: AvroField | undefined): unknown {
    switch (kind) {
      case 'null':
        return null;
      case 'boolean':
        return this.random.below(2) === 1;
      case 'int':
        if (logical?.name === 'date') return 19_000 + this.random.below(1_000);
        return logical?.name === 'time-millis' ? this.random.below(86_400_000) : this.random.below(1_000);
      case 'long':
        return this.long(logical);
      case 'float':
      case 'double':
        return this.random.below(100_000) / 100;
      case 'bytes':
        return this.bytes(logical?.name === 'decimal' ? 2 : 4);
      case 'string':
        return logical?.name === 'uuid' ? this.uuid() : this.text(field);
    }
  }

  private long(logical: Logical | undefined): number {
    const seconds = 1_700_000_000 + this.random.below(10_000_000);
    switch (logical?.name.replace('local-', '')) {
      case 'timestamp-millis':
        return seconds * 1_000;
      case 'timestamp-micros':
        return seconds * 1_000_000;
      case 'time-micros':
        return this.random.below(86_400) * 1_000_000;
      default:
        // Nanoseconds of today are beyond what JSON's numbers hold exactly; a plain long stays small for the reader's sake.
        return this.random.below(1_000_000);
    }
  }

  private text(field: AvroField | undefined): string {
    const word = this.random.pick(words);
    return field === undefined ? word : `${unqualified(field.name)}-${word}`;
  }

  private bytes(length: number): string {
    // Very large fixed schemas exist to hurt: their length still counts as values.
    this.values += length >> 4;
    if (this.values > mostValues) return '';
    return Array.from({ length }, () => String.fromCharCode(97 + this.random.below(26))).join('');
  }

  private uuid(): string {
    const hex = Array.from({ length: 8 }, () => this.random.below(65_536).toString(16).padStart(4, '0'));
    const [a, b, c, d, e, f, g, h] = hex;
    return `${a}${b}-${c}-4${d?.slice(1)}-a${e?.slice(1)}-${f}${g}${h}`;
  }
}
