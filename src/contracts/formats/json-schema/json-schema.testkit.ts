import { assert } from '#base/assert.ts';
import type { Change, ReaderIs } from '../../change.ts';
import type { Profile } from './comparison.ts';
import { jsonSchema } from './json-schema.ts';
import type { JsonSchema } from './schema.ts';

export const draft2020 = 'https://json-schema.org/draft/2020-12/schema';
export const draft2019 = 'https://json-schema.org/draft/2019-09/schema';
export const draft04 = 'http://json-schema.org/draft-04/schema#';

/** A schema that is known to be right, from its text or its value. */
export function schemaOf(schema: unknown): JsonSchema {
  const parsed = jsonSchema.parse(typeof schema === 'string' ? schema : JSON.stringify(schema));
  assert(parsed.ok, `the schema of a test can be read: ${JSON.stringify(parsed)}`);
  return parsed.value;
}

export function differences(before: unknown, after: unknown, profile?: Profile, readerIs?: ReaderIs): Change[] {
  return jsonSchema.diff(schemaOf(before), schemaOf(after), profile, readerIs);
}

/** The rules of the differences that break, in their order. */
export function breaks(before: unknown, after: unknown, profile?: Profile): string[] {
  return differences(before, after, profile)
    .filter((change) => !change.compatible)
    .map((change) => change.rule);
}
