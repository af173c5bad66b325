import { describe, expect, it } from 'vitest';
import { changes, failures, notes, schema } from './protobuf.testkit.ts';
import { protobuf } from './protobuf.ts';

const order = (fields: string) => `message Order { ${fields} }`;

describe('fields', () => {
  it('[B6] may be added, removed and renamed', () => {
    expect(notes(order('string id = 1; string note = 2;'), order('string key = 1; string text = 3;'))).toEqual([
      'FIELD_REMOVED Order',
      'FIELD_NAME_CHANGED Order.key',
      'FIELD_ADDED Order.text',
    ]);
    expect(failures(order('string id = 1;'), order('string id = 2;'))).toEqual([]);
  });

  it('[B6] that are required may be neither', () => {
    const proto2 = (fields: string) => `syntax = "proto2"; ${order(fields)}`;
    expect(failures(proto2('optional string id = 1;'), proto2('optional string id = 1; required int32 n = 2;'))).toEqual([
      'REQUIRED_FIELD_ADDED Order.n',
    ]);
    expect(failures(proto2('required int32 n = 2;'), proto2(''))).toEqual(['REQUIRED_FIELD_REMOVED Order']);
  });
});

describe('types', () => {
  it('[B7] of another package are others', () => {
    expect(failures('package shop; message Order {}', 'package store; message Order {}')).toEqual(['PACKAGE_CHANGED']);
  });

  it('[B7] may come; a message may not go, an enum may', () => {
    expect(failures('message A {} enum E { Z = 0; }', 'message B {}')).toEqual(['MESSAGE_REMOVED A']);
    expect(notes('message A {} enum E { Z = 0; }', 'message A {} message B {} enum F { Y = 0; }')).toEqual([
      'MESSAGE_ADDED B',
      'ENUM_REMOVED E',
      'ENUM_ADDED F',
    ]);
  });

  it('[B7] values of enums may come, go and get other names', () => {
    expect(notes('enum E { A = 0; B = 1; C = 2; }', 'enum E { A = 0; X = 1; D = 3; }')).toEqual([
      'ENUM_CONST_CHANGED E.X',
      'ENUM_CONST_REMOVED E',
      'ENUM_CONST_ADDED E.D',
    ]);
  });

  it.each([
    ['int32', 'uint64'],
    ['bool', 'int64'],
    ['int32', 'State'],
    ['sint32', 'sint64'],
    ['string', 'bytes'],
    ['fixed32', 'sfixed32'],
    ['fixed64', 'sfixed64'],
  ])('[B8] %s is read as %s', (before, after) => {
    const state = 'enum State { OPEN = 0; }';
    expect(failures(`${state} ${order(`${before} a = 1;`)}`, `${state} ${order(`${after} a = 1;`)}`)).toEqual([]);
  });

  it.each([
    ['int32', 'sint32'],
    ['int32', 'fixed32'],
    ['fixed32', 'fixed64'],
    ['float', 'double'],
    ['int64', 'string'],
  ])('[B8] %s is not read as %s', (before, after) => {
    expect(failures(order(`${before} a = 1;`), order(`${after} a = 1;`))).toEqual(['FIELD_SCALAR_KIND_CHANGED Order.a']);
  });

  it('[B8] a scalar, a message and a map are three things', () => {
    const kinds = ['string a = 1;', 'Order a = 1;', 'map<string, string> a = 1;'];
    for (const before of kinds) {
      for (const after of kinds.filter((each) => each !== before)) {
        expect(failures(order(before), order(after)), `${before} ${after}`).toEqual(['FIELD_KIND_CHANGED Order.a']);
      }
    }
  });

  it('[B8] keys and values of maps are compared like fields', () => {
    const map = (key: string, value: string) => order(`map<${key}, ${value}> a = 1;`);
    expect(failures(map('int32', 'string'), map('int64', 'bytes'))).toEqual([]);
    expect(failures(map('int32', 'string'), map('string', 'string'))).toEqual(['FIELD_SCALAR_KIND_CHANGED Order.a']);
    expect(failures(map('int32', 'string'), map('int32', 'Order'))).toEqual(['FIELD_KIND_CHANGED Order.a']);
  });

  it('[B8] shows the place in both texts, the values and the wire', () => {
    expect(changes('message Order {\n  int32 id = 1;\n}', 'message Order { string id = 1; }')).toEqual([
      {
        rule: 'FIELD_SCALAR_KIND_CHANGED',
        compatible: false,
        before: { pointer: 'Order.id', range: { line: 2, column: 3, endLine: 2, endColumn: 8 } },
        after: { pointer: 'Order.id', range: { line: 1, column: 36, endLine: 1, endColumn: 42 } },
        values: { before: 'int32', after: 'string' },
        message: 'Field “id” (1) went from int32 to string: what was written is read as something else.',
        detail: ['On the wire int32 is VARINT (0), string is LEN (2).'],
      },
    ]);
  });

  it('[B9] a field of another message is incompatible', () => {
    const two = (type: string) => `message A {} message B {} ${order(`${type} a = 1;`)}`;
    expect(failures(two('A'), two('B'))).toEqual(['FIELD_NAMED_TYPE_CHANGED Order.a']);
  });

  it('[B9] a type of an import is compared by its parts', () => {
    const text = 'import "line.proto"; message Order { Line line = 1; }';
    const line = (type: string) => ({ 'line.proto': `syntax = "proto3"; message Line { ${type} count = 1; Line next = 2; }` });
    const diff = protobuf.diff(schema(text, line('int32')), schema(text, line('double')));
    expect(diff.map((change) => `${change.rule} ${change.after?.pointer}`)).toEqual(['FIELD_SCALAR_KIND_CHANGED Line.count']);
  });
});

describe('labels', () => {
  const numbers = (label: string) => order(`${label} int32 a = 1;`);

  it('[B10] that are both written count for numbers', () => {
    expect(failures(numbers('optional'), numbers('repeated'))).toEqual(['FIELD_NUMERIC_LABEL_CHANGED Order.a']);
    expect(failures(order('optional string a = 1;'), order('repeated string a = 1;'))).toEqual([]);
  });

  it('[B10] a bare field has none: what that breaks is told, and passes', () => {
    expect(failures(numbers(''), numbers('repeated'))).toEqual([]);
    expect(notes(numbers(''), numbers('repeated'))).toEqual(['FIELD_LABEL_CHANGED Order.a']);
  });
});

describe('oneofs', () => {
  const pay = (members: string, name = 'pay') => order(`oneof ${name} { ${members} }`);

  it('[B11] may come, go, get another name and new members', () => {
    expect(failures(order('bool cash = 1;'), pay('bool cash = 1;'))).toEqual([]);
    expect(failures(pay('bool cash = 1; string card = 2;'), order('bool cash = 1; string card = 2;'))).toEqual([]);
    expect(failures(pay('bool cash = 1; string card = 2;'), pay('bool cash = 1; string card = 2;', 'means'))).toEqual([]);
    expect(notes(pay('bool cash = 1;'), pay('bool cash = 1; string card = 2;'))).toEqual(['ONEOF_FIELD_ADDED Order.card']);
  });

  it('[B11] a member may not go, unless the whole goes or it stays in the message', () => {
    expect(failures(pay('bool cash = 1; string card = 2;'), pay('bool cash = 1;'))).toEqual(['ONEOF_FIELD_REMOVED Order.pay']);
    expect(failures(pay('bool cash = 1; string card = 2;'), order(''))).toEqual([]);
    expect(failures(pay('bool cash = 1; string card = 2;'), order('string card = 2; oneof pay { bool cash = 1; }'))).toEqual([]);
  });

  it('[B11] two independent fields may not become members', () => {
    expect(failures(order('bool cash = 1; string card = 2;'), pay('bool cash = 1; string card = 2;'))).toEqual([
      'MULTIPLE_FIELDS_MOVED_TO_ONEOF Order.pay',
    ]);
  });

  it('[B11] a field may not move into one that was there', () => {
    expect(failures(order('string card = 2; oneof pay { bool cash = 1; }'), pay('bool cash = 1; string card = 2;'))).toEqual([
      'FIELD_MOVED_TO_EXISTING_ONEOF Order.card',
    ]);
  });
});

it('[B12] services, options, reservations and comments don’t count', () => {
  const before = 'option java_package = "a"; message M { reserved 5; } service S { rpc A(M) returns (M); }';
  expect(changes(before, '/* new */ message M { }')).toEqual([]);
});
