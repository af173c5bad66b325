import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import type { ComparedVersion, Comparison, Profile, SchemaFormat } from './service.ts';

interface Question {
  readonly format: Exclude<SchemaFormat, 'xml'>;
  readonly old: string | readonly string[];
  readonly fresh: string;
  readonly mode?: Parameters<typeof compare>[0]['mode'];
  readonly profile?: Profile;
}

function asked({ format, old, fresh, mode = 'BACKWARD', profile = 'registry' }: Question): Comparison {
  const version = (text: string, i: number): ComparedVersion => ({ version: `1.${i}.0`, status: 'published', format, text });
  const before = [old].flat().map(version);
  return compare({ kind: 'compare', before, candidate: { ...version(fresh, before.length), status: 'draft' }, mode, profile });
}

const titles = ({ ways }: Comparison) => ways.map(({ title, left }) => `${title}: ${left}`);

const json = (properties: object, required: string[] = [], more: object = { additionalProperties: false }) =>
  JSON.stringify({ type: 'object', properties, required, ...more });
const text = { type: 'string' };

const proto = (fields: string) => `syntax = "proto3";\nmessage Order {\n${fields}}\n`;

describe('where the older version reads', () => {
  it('is said from its side, and its places are those of both texts', () => {
    const { pairs, ways } = asked({
      format: 'jsonschema',
      mode: 'FORWARD',
      old: json({ id: { type: 'string', maxLength: 5 } }),
      fresh: json({ id: { type: 'string', maxLength: 9 } }),
    });
    expect(pairs.map(({ reader, writer }) => [reader, writer])).toEqual([['1.0.0', '1.1.0']]);
    expect(pairs[0]?.points[0]).toMatchObject({
      message: 'The greatest length of text rose from 5 to 9; new data may be longer than older readers take.',
      inWriter: { line: 1 },
      inReader: { line: 1 },
    });
    expect(ways.map(({ title, left }) => `${title}: ${left}`)).toEqual(['Put “maxLength” of “id” back to 5: 0']);
  });

  it('takes what is offered for its own: the newest text changes, never the older one', () => {
    const { ways } = asked({
      format: 'avro',
      mode: 'FORWARD',
      old: '{"type": "record", "name": "Paid", "fields": [{"name": "sum", "type": "double"}]}',
      fresh: '{"type": "record", "name": "Paid", "fields": []}',
    });
    expect(ways).toEqual([
      {
        title: 'Keep the field “sum”',
        text: '{"type": "record", "name": "Paid", "fields": [{"name":"sum","type":"double"}]}',
        fields: [{ name: 'sum', type: 'double', required: 'yes', default: '' }],
        left: 0,
      },
    ]);
  });
});

describe('ways out', () => {
  it('of Protobuf are tried like all others', () => {
    const question = { format: 'protobuf', old: proto('  int32 sum = 1;\n'), fresh: proto('  string sum = 1;\n') } as const;
    expect(titles(asked(question))).toEqual([
      'Give the new “sum” a number of its own, 2, and reserve 1: 0',
      'Keep “sum” (1) as it was, deprecated, and call the new field “sum_v2” (2): 0',
      'Put “sum” (1) back to int32: 0',
    ]);
  });

  it('are taken together where none alone mends everything', () => {
    const [whole, ...single] = titles(
      asked({ format: 'jsonschema', old: json({ id: text }), fresh: json({ id: text, a: text, b: text }, ['a', 'b']) }),
    );
    expect(whole).toBe('Make “a” optional and make “b” optional: 0');
    expect(single).toEqual(['Make “a” optional: 1', 'Give “a” a default: 1', 'Make “b” optional: 1', 'Give “b” a default: 1']);
  });

  it('have to mend every version that binds', () => {
    const states = (...values: string[]) => json({ state: { enum: values } });
    const question = { format: 'jsonschema', old: [states('a'), states('b')], fresh: states('c') } as const;
    expect(asked({ ...question, mode: 'BACKWARD_TRANSITIVE' }).ways[0]).toMatchObject({ left: 0 });
    expect(asked({ ...question, mode: 'BACKWARD_TRANSITIVE' }).ways[0]?.title).toMatch(/ and keep the values/);
    expect(asked(question).ways[0]?.title).toBe('Keep the values of “state” that are gone: "b"');
  });

  it('are not offered where the text would not be a schema any more', () => {
    // The definition that the kept type needs is gone.
    const old =
      '{"type": "record", "name": "A", "fields": [{"name": "x", "type": {"type": "enum", "name": "E", "symbols": ["S"]}}, {"name": "y", "type": "E"}]}';
    const fresh = '{"type": "record", "name": "A", "fields": [{"name": "y", "type": "int"}]}';
    expect(titles(asked({ format: 'avro', old, fresh }))).toEqual([]);
  });

  it('stay few, however much there is to mend', () => {
    const fields = Array.from({ length: 300 }, (_, i) => `f${i}`);
    const all = Object.fromEntries(fields.map((name) => [name, text]));
    const { ways } = asked({ format: 'jsonschema', old: json({}), fresh: json(all, fields) });
    expect(ways).toHaveLength(12);
  });
});

describe('besides', () => {
  it('what lenient registries accept is told', () => {
    const question = {
      format: 'jsonschema',
      old: json({ id: text }, [], {}),
      fresh: json({ id: text, note: text }, [], {}),
    } as const;
    expect(asked(question).lenient).toBe(true);
    expect(asked({ ...question, profile: 'lenient' })).toMatchObject({ lenient: false, ways: [] });
    expect(asked({ ...question, fresh: json({ id: { type: 'integer' } }, [], {}) }).lenient).toBe(false);
  });

  it('where nothing breaks, what is gone had better be reserved', () => {
    const fresh = proto('  string id = 1;\n');
    const comparison = asked({ format: 'protobuf', old: proto('  string id = 1;\n  int32 sum = 2;\n'), fresh });
    expect(comparison.ways).toEqual([]);
    expect(comparison.care.map(({ title }) => title)).toEqual([
      'Reserve the number 2 and the name “sum” in “Order”',
      'Keep “sum” (2) and mark it deprecated',
    ]);
    const [reserved] = comparison.care;
    expect(
      asked({ format: 'protobuf', old: proto('  string id = 1;\n  int32 sum = 2;\n'), fresh: reserved?.text ?? '' }).care,
    ).toEqual([]);
  });
});
