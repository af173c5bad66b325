import { describe, expect, it } from 'vitest';
import { answer } from './answer.ts';
import { words } from './labels.ts';
import type { Answers, Ask, SchemaFormat } from './service.ts';

const ask = <K extends Ask['kind']>(question: Extract<Ask, { kind: K }>) => answer(question) as Answers[K];

const texts: Readonly<Record<Exclude<SchemaFormat, 'xml'>, readonly [old: string, fresh: string]>> = {
  jsonschema: [
    '{"type": "object", "properties": {"id": {"type": "string"}, "sum": {"type": "number"}}, "required": ["id"], "additionalProperties": false}',
    '{"type": "object", "properties": {"id": {"type": "integer"}, "sum": {"type": "number"}}, "required": ["id"], "additionalProperties": false}',
  ],
  avro: [
    '{"type": "record", "name": "Paid", "fields": [{"name": "id", "type": "string"}, {"name": "sum", "type": "double"}]}',
    '{"type": "record", "name": "Paid", "fields": [{"name": "id", "type": "int"}, {"name": "sum", "type": "double"}]}',
  ],
  protobuf: [
    'syntax = "proto3";\nmessage Paid {\n  string id = 1;\n  double sum = 2;\n}\n',
    'syntax = "proto3";\nmessage Paid {\n  int32 id = 1;\n  double sum = 2;\n}\n',
  ],
};

describe.each(Object.entries(texts) as [Exclude<SchemaFormat, 'xml'>, readonly [string, string]][])(
  '%s',
  (format, [old, fresh]) => {
    const schema = { format, text: old };

    it('is read as a table', () => {
      const { faults, fields } = ask({ kind: 'inspect', schema });
      expect(faults).toEqual([]);
      expect(fields.map(({ name, type }) => [name, type])).toEqual([
        ['id', 'string'],
        ['sum', 'double'],
      ]);
    });

    it('names the place of a mistake', () => {
      const { faults } = ask({ kind: 'inspect', schema: { format, text: `${old.trimEnd().slice(0, -1)}` } });
      expect(faults.length).toBeGreaterThan(0);
      expect(faults[0]?.line).toBeGreaterThan(0);
    });

    it('says who can’t read what, with the place in both texts, and which order of the upgrade breaks whom', () => {
      const version = (number: string, text: string) => ({ version: number, status: 'published', format, text }) as const;
      const { pairs, rollouts } = ask({
        kind: 'compare',
        before: [version('1.0.0', old)],
        candidate: version('1.1.0', fresh),
        mode: 'FULL',
        profile: 'registry',
      });
      expect(pairs.map(({ reader, writer }) => [reader, writer])).toEqual([
        ['1.1.0', '1.0.0'],
        ['1.0.0', '1.1.0'],
      ]);
      const [broken] = pairs[0]?.points.filter(({ compatible }) => !compatible) ?? [];
      expect(broken?.inWriter?.line).toBeGreaterThan(0);
      expect(broken?.inReader?.line).toBeGreaterThan(0);
      expect(rollouts.map(({ verdict }) => verdict)).toEqual(['breaks', 'breaks', 'waits']);
    });

    it('makes a message that fits, the same for the same number, and says what does not fit in another', () => {
      const made = ask({ kind: 'sample', schema, seed: 7 });
      expect(made).toEqual(ask({ kind: 'sample', schema, seed: 7 }));
      const payload = 'payload' in made ? made.payload : '';
      expect(ask({ kind: 'check', schema, payload })).toEqual({ faults: [] });
      expect(ask({ kind: 'check', schema, payload: '{"id": []}' }).faults.length).toBeGreaterThan(0);
      expect(ask({ kind: 'check', schema, payload: '{' }).faults).toHaveLength(1);
    });
  },
);

const draft = (version: string, text: string) => ({ version, status: 'draft', format: 'jsonschema', text }) as const;
const [old, fresh] = texts.jsonschema;

it('shows a message that breaks the reader', () => {
  const { pairs } = ask({
    kind: 'compare',
    before: [draft('1.0.0', old)],
    candidate: draft('1.1.0', fresh),
    mode: 'BACKWARD',
    profile: 'registry',
  });
  expect(JSON.parse(pairs[0]?.proof ?? 'null')).toMatchObject({ id: expect.any(String) });
});

it('lets drafts bind nobody once something is published', () => {
  const before = [{ ...draft('1.0.0', fresh), status: 'published' as const }, draft('1.1.0', old)];
  const { pairs, notes } = ask({
    kind: 'compare',
    before,
    candidate: draft('1.2.0', fresh),
    mode: 'BACKWARD',
    profile: 'registry',
  });
  expect(pairs.map(({ writer }) => writer)).toEqual(['1.0.0']);
  expect(notes).toEqual([]);
});

it('compares drafts while nothing is published, and says so', () => {
  const { notes } = ask({
    kind: 'compare',
    before: [draft('1.0.0', old)],
    candidate: draft('1.1.0', fresh),
    mode: 'BACKWARD',
    profile: 'registry',
  });
  expect(notes).toEqual([words.onlyDrafts]);
});

it('says that two formats can’t be compared', () => {
  const avro = { version: '2.0.0', status: 'draft', format: 'avro', text: texts.avro[0] } as const;
  const { pairs } = ask({
    kind: 'compare',
    before: [draft('1.0.0', old)],
    candidate: avro,
    mode: 'BACKWARD',
    profile: 'registry',
  });
  expect(pairs[0]?.points[0]?.message).toBe(words.otherFormat('JSON Schema', 'Avro'));
});

it('offers only ways out that were tried, and modes in which nothing breaks', () => {
  const changed = JSON.stringify({
    type: 'object',
    properties: { id: { type: 'string' }, sum: { type: 'number' }, currency: { type: 'string' } },
    required: ['id', 'currency'],
    additionalProperties: false,
  });
  const question = { before: [draft('1.0.0', old)], candidate: draft('1.1.0', changed), profile: 'registry' } as const;
  const { ways } = ask({ kind: 'compare', mode: 'BACKWARD', ...question });
  expect(ways.map(({ title, left }) => [title, left])).toEqual([
    ['Make “currency” optional', 0],
    ['Give “currency” a default', 0],
  ]);
  expect(ways[0]?.fields.map(({ name, required }) => `${name} ${required}`)).toEqual(['id yes', 'sum no', 'currency no']);
  expect(
    ask({
      kind: 'compare',
      mode: 'FORWARD',
      before: [draft('1.0.0', old)],
      candidate: draft('1.1.0', fresh),
      profile: 'registry',
    }).modes,
  ).toEqual([]);
  const optional = changed.replace('"id","currency"', '"id"');
  const { modes } = ask({ kind: 'compare', mode: 'FORWARD', ...question, candidate: draft('1.1.0', optional) });
  expect(modes).toEqual(['BACKWARD', 'BACKWARD_TRANSITIVE']);
});
