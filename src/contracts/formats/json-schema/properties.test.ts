import fc from 'fast-check';
import { expect, it } from 'vitest';
import { breaks, differences } from './json-schema.testkit.ts';

const count = fc.integer({ min: 0, max: 5 });
const name = fc.constantFrom('a', 'b', 'x-c', '__proto__');

/** Small schemas of every kind, nested and referring to each other. */
const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
  const inner = tie('schema');
  const some = (keywords: Record<string, fc.Arbitrary<unknown>>) => fc.record(keywords, { requiredKeys: [] });
  return {
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<unknown>(true, false, {}, { $ref: '#/definitions/a' }, { $ref: '#/definitions/b' }),
      some({ type: fc.constant('string'), minLength: count, maxLength: count, pattern: fc.constantFrom('^a', 'b$') }),
      some({ type: fc.constantFrom('integer', 'number'), minimum: count, multipleOf: fc.constantFrom(1, 2, 3) }),
      some({ enum: fc.array(fc.constantFrom<unknown>('a', 'b', 1, null)), title: fc.constantFrom('A', 'B') }),
      some({
        type: fc.constant('object'),
        properties: fc.dictionary(name, inner, { maxKeys: 3 }),
        required: fc.array(name, { maxLength: 2 }),
        additionalProperties: inner,
        patternProperties: fc.dictionary(fc.constantFrom('^x', 'a'), inner, { maxKeys: 2 }),
        dependencies: fc.dictionary(name, fc.oneof(inner, fc.array(name, { maxLength: 2 })), { maxKeys: 2 }),
      }),
      some({
        items: fc.oneof(inner, fc.array(inner, { maxLength: 3 })),
        additionalItems: inner,
        uniqueItems: fc.boolean(),
        maxItems: count,
      }),
      some({
        anyOf: fc.array(inner, { maxLength: 3 }),
        allOf: fc.array(inner, { maxLength: 2 }),
        oneOf: fc.array(inner, { maxLength: 2 }),
        not: inner,
      }),
    ),
  };
});

const whole = fc.tuple(schema, schema, schema).map(([a, b, root]) => ({
  type: 'object',
  properties: { root },
  definitions: { a: { items: a }, b: { items: b } },
}));

it('[J18] a schema does not differ from itself', () => {
  fc.assert(
    fc.property(whole, (each) => {
      expect(differences(each, JSON.stringify(each, null, 2))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it('[J18] what the strict profile lets pass the lenient one does too', () => {
  fc.assert(
    fc.property(whole, whole, (before, after) => {
      if (breaks(before, after).length === 0) expect(breaks(before, after, 'lenient')).toEqual([]);
    }),
  );
});

it('[J30] every difference has a stretch of text wherever it has a place, and is worded from either side', () => {
  fc.assert(
    fc.property(whole, whole, (before, after) => {
      for (const readerIs of ['newer', 'older'] as const)
        for (const change of differences(before, after, 'strict', readerIs)) {
          const places = [change.before, change.after].filter((place) => place !== undefined);
          expect(places.length).toBeGreaterThan(0);
          for (const place of places) expect(place.range?.line).toBeGreaterThan(0);
          expect(change.message).toMatch(/\.$/);
        }
    }),
    { numRuns: 150 },
  );
});
