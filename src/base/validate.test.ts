import { describe, expect, it } from 'vitest';
import { validator } from './validate.ts';

const schema = {
  type: 'object',
  required: ['id', 'tags', 'size'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', pattern: '^[a-z]+$', maxLength: 8 },
    kind: { enum: ['topic', 'queue'] },
    size: { type: 'array', items: { type: 'integer', minimum: 0 }, minItems: 2, maxItems: 2 },
    tags: { type: 'array', uniqueItems: true, items: { type: 'string', minLength: 1 } },
    owner: { anyOf: [{ type: 'null' }, { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }] },
  },
};
const check = validator<{ id: string }>(schema);
const good = { id: 'orders', kind: 'topic', size: [1, 2], tags: ['a'], owner: null };

describe('validator', () => {
  it('gives back what fits', () => {
    expect(check(good)).toEqual({ ok: true, value: good });
  });

  const cases: [name: string, change: object, path: string, message: string][] = [
    ['an unknown property', { colour: 1 }, '', 'The whole value has “colour”, which is not known here.'],
    ['a wrong type', { id: 7 }, '/id', '/id must be text, and is 7.'],
    ['a pattern', { id: 'A' }, '/id', '/id does not have the form that is needed (^[a-z]+$).'],
    ['a length', { id: 'abcdefghi' }, '/id', '/id must have at most 8 characters.'],
    ['a choice', { kind: 'stream' }, '/kind', '/kind must be one of “topic”, “queue”, and is “stream”.'],
    ['a deep place', { size: [1, -2] }, '/size/1', '/size/1 must be at least 0.'],
    ['a short list', { size: [1] }, '/size', '/size must have at least 2 entries.'],
    ['emptiness', { tags: [''] }, '/tags/0', '/tags/0 must not be empty.'],
    ['a double entry', { tags: ['a', 'a'] }, '/tags', '/tags has the same entry twice, at 0 and 1.'],
    ['none of several forms', { owner: 3 }, '/owner', '/owner has none of the forms that are allowed here.'],
    ['the form that was meant', { owner: { name: 3 } }, '/owner/name', '/owner/name must be text, and is 3.'],
  ];
  for (const [name, change, path, message] of cases) {
    it(`names the place and what is wrong: ${name}`, () => {
      expect(check({ ...good, ...change })).toEqual({ ok: false, faults: [{ path, message }] });
    });
  }

  it('names every fault, up to twenty', () => {
    const result = check({ ...good, tags: Array.from({ length: 100 }, (_, i) => i) });
    expect(result.ok ? 0 : result.faults.length).toBe(20);
  });

  it('says what is missing', () => {
    expect(check({ id: 'a', tags: [] })).toEqual({
      ok: false,
      faults: [{ path: '', message: 'The whole value has no “size”.' }],
    });
  });
});
