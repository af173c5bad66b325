import { describe, expect, it } from 'vitest';
import { schema } from './protobuf.testkit.ts';
import { type ProtobufProfile, protobuf } from './protobuf.ts';

/** What is said of a new version's data where the older version reads it. */
const said = (fresh: string, old: string, profile?: ProtobufProfile) =>
  protobuf.diff(schema(fresh), schema(old), profile, 'older').map(({ rule, message }) => `${rule}: ${message}`);

const order = (fields: string) => `message Order { ${fields} }`;

describe('[B20] the older version reads', () => {
  it.each<[string, string, string, string[]]>([
    [
      'a field is new',
      order('string id = 1; string note = 2;'),
      order('string id = 1;'),
      ['FIELD_REMOVED: Field “note” (2) is new; older readers skip it.'],
    ],
    [
      'a field is gone',
      order('string id = 1;'),
      order('string id = 1; string note = 2;'),
      [
        'FIELD_ADDED: Field “note” (2) is gone; older readers find nothing there. Reserve the number, so that nobody uses it anew.',
      ],
    ],
    [
      'a type is another one',
      order('string sum = 1;'),
      order('int32 sum = 1;'),
      ['FIELD_SCALAR_KIND_CHANGED: Field “sum” (1) went from int32 to string: older readers read it as something else.'],
    ],
    [
      'a message is new',
      `${order('')} message Line {}`,
      order(''),
      [
        'MESSAGE_REMOVED: Message “Line” is new, and older readers have none of that name: a renamed message is one removed and one added.',
      ],
    ],
    [
      'a member of a oneof is new',
      order('oneof by { string card = 1; string cash = 2; }'),
      order('oneof by { string card = 1; }'),
      ['ONEOF_FIELD_REMOVED: Member “cash” (2) of oneof “by” is new: an older reader can’t tell it from nothing set.'],
    ],
    [
      'a value is new',
      'enum E { A = 0; B = 1; }',
      'enum E { A = 0; }',
      ['ENUM_CONST_REMOVED: Value “B” (1) is new; older readers see its number.'],
    ],
  ])('%s', (_, fresh, old, expected) => {
    expect(said(fresh, old)).toEqual(expected);
  });

  it('[B21] a new field breaks no rule of buf, whichever version reads', () => {
    const [old, fresh] = [order('string id = 1;'), order('string id = 1; string note = 2;')];
    expect(said(fresh, old, 'strict')).toEqual(['FIELD_ADDED: Field “note” (2) is new.']);
    expect(protobuf.diff(schema(old), schema(fresh), 'strict').map(({ rule }) => rule)).toEqual(['FIELD_ADDED']);
  });

  it('[B21] a type that changed is told from old to new, with the places of writer and reader', () => {
    const [old, fresh] = [order('int32 sum = 1;'), order('\n  sint32 sum = 1;')];
    expect(protobuf.diff(schema(fresh), schema(old), 'strict', 'older')).toEqual([
      expect.objectContaining({
        rule: 'FIELD_WIRE_JSON_COMPATIBLE_TYPE',
        message: expect.stringContaining('went from int32 to sint32'),
        values: { before: 'sint32', after: 'int32' },
        before: { pointer: 'Order.sum', range: { line: 2, column: 3, endLine: 2, endColumn: 9 } },
        after: { pointer: 'Order.sum', range: expect.objectContaining({ line: 1 }) },
      }),
    ]);
  });
});
