import { prng } from '#base/prng.ts';
import { Generator } from './formats/json-schema/generator.ts';
import type { JsonSchema } from './formats/json-schema/schema.ts';

/** Whether a value fits a schema. Made elsewhere: the page's policy forbids compiling, so that is left to a worker. */
export type Accepts = (value: unknown) => boolean;

const attempts = 100;

/**
 * A payload that fits a schema, with all of its optional properties where that is possible. The same seed gives the same
 * payload. Undefined if none was found: such a schema may allow nothing, or ask for what cannot be guessed.
 */
export function samplePayload(schema: JsonSchema, seed: number, accepts: Accepts): { readonly value: unknown } | undefined {
  const random = prng(seed);
  const spot = { schema, location: schema.root };
  for (const complete of [true, false]) {
    const generator = new Generator(random, complete);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const value = generator.sample(spot, []);
      if (accepts(value)) return { value };
    }
  }
  return undefined;
}
