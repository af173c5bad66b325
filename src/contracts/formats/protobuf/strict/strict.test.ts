import { describe, expect, it } from 'vitest';
import { parseProtobufFiles } from '../parse.ts';
import { changes, failures, schema } from '../protobuf.testkit.ts';
import { strictDifferences } from './differences.ts';
import { categories, strictRules } from './index.ts';

const order = (fields: string) => `message Order { ${fields} }`;
const only = (rule: string, before: string, after: string) =>
  strictDifferences(schema(before), schema(after), new Set([rule]))
    .filter((change) => !change.compatible)
    .map((change) => change.after?.pointer);

describe('profiles', () => {
  it('[B13] ids are unique, and every category names rules that exist', () => {
    const ids = strictRules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [name, rules] of Object.entries(categories)) {
      expect(
        [...rules].filter((id) => !ids.includes(id)),
        name,
      ).toEqual([]);
    }
  });

  it('[B13] strict is stricter than the wire, and code than strict', () => {
    expect(failures(order('string id = 1;'), order('string key = 1;'), 'strict')).toEqual([
      'FIELD_SAME_NAME Order.key',
      'FIELD_SAME_JSON_NAME Order.key',
    ]);
    expect(failures(order('int32 id = 1;'), order('uint32 id = 1;'), 'strict')).toEqual([]);
    expect(failures(order('int32 id = 1;'), order('uint32 id = 1;'), 'code')).toEqual(['FIELD_SAME_TYPE Order.id']);
  });

  it('[B13] what was added is told as compatible', () => {
    expect(changes(order(''), order('string id = 1;'), 'strict')).toMatchObject([{ rule: 'FIELD_ADDED', compatible: true }]);
  });

  it('[B13] apicurio looks at names and signatures', () => {
    expect(failures(order('string id = 1;'), order('string id = 2;'), 'apicurio')).toEqual([
      'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED Order',
      'FIELD_NO_DELETE_UNLESS_NAME_RESERVED Order',
    ]);
  });
});

describe('deletions', () => {
  it('[B14] of fields are reserved by number and name', () => {
    const before = order('string id = 1; string note = 2;');
    expect(failures(before, order('string id = 1;'), 'strict')).toEqual([
      'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED Order',
      'FIELD_NO_DELETE_UNLESS_NAME_RESERVED Order',
    ]);
    expect(failures(before, order('string id = 1; reserved 2; reserved "note";'), 'strict')).toEqual([]);
  });

  it('[B14] of values are reserved too', () => {
    const before = 'enum E { A = 0; B = 1; }';
    expect(failures(before, 'enum E { A = 0; reserved 1; }', 'strict')).toEqual(['ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED E']);
    expect(failures(before, 'enum E { A = 0; reserved 1; reserved "B"; }', 'strict')).toEqual([]);
  });

  it('[B14] what was reserved stays so, in ranges of any shape', () => {
    expect(only('RESERVED_MESSAGE_NO_DELETE', order('reserved 2 to 9;'), order('reserved 5 to 20, 1 to 4;'))).toEqual([]);
    expect(only('RESERVED_MESSAGE_NO_DELETE', order('reserved 2 to 9;'), order('reserved 2 to 5, 7 to 9;'))).toEqual(['Order']);
    expect(only('RESERVED_MESSAGE_NO_DELETE', order('reserved "a", "b";'), order('reserved "a";'))).toEqual(['Order']);
  });

  it('[B14] of types, files and packages are told once each', () => {
    const files = (texts: Record<string, string>) => {
      const read = parseProtobufFiles(texts);
      if (!read.ok) throw new Error(read.faults[0]?.message);
      return read.value;
    };
    const file = (text: string) => `syntax = "proto3"; ${text}`;
    const before = files({ 'a.proto': file('package a; message A {} message B {}'), 'b.proto': file('package b; message C {}') });
    const after = files({ 'a.proto': file('package a; message A {}') });
    const told = (rules: ReadonlySet<string>) =>
      strictDifferences(before, after, rules).map((change) => `${change.rule} ${change.before?.pointer}`);
    expect(told(categories.FILE)).toEqual(['FILE_NO_DELETE ', 'MESSAGE_NO_DELETE B']);
    expect(told(categories.PACKAGE)).toEqual(['PACKAGE_NO_DELETE ', 'PACKAGE_MESSAGE_NO_DELETE B']);
  });
});

describe('fields', () => {
  it('[B15] presence counts for code, and repetition for all', () => {
    expect(failures(order('int32 a = 1;'), order('optional int32 a = 1;'), 'code')).toEqual(['FIELD_SAME_CARDINALITY Order.a']);
    expect(failures(order('int32 a = 1;'), order('optional int32 a = 1;'), 'strict')).toEqual([]);
    expect(failures(order('int32 a = 1;'), order('repeated int32 a = 1;'), 'strict')).toEqual([
      'FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY Order.a',
    ]);
  });

  it('[B15] features of the file hold for its fields, unless they say otherwise', () => {
    const before =
      'edition = "2023"; option features.field_presence = IMPLICIT; message M { int32 a = 1; int32 b = 2 [features.field_presence = EXPLICIT]; }';
    const after = 'edition = "2023"; message M { int32 a = 1; int32 b = 2; }';
    expect(only('FIELD_SAME_CARDINALITY', before, after)).toEqual(['M.a']);
  });

  it('[B15] another enum of the same short name will do if it has all values', () => {
    const with3 = (values: string) => `message M { enum E { ${values} } E e = 1; }`;
    const outside = (values: string) => `enum E { ${values} } message M { E e = 1; }`;
    expect(only('FIELD_WIRE_COMPATIBLE_TYPE', with3('A = 0; B = 1;'), outside('A = 0; B = 1; C = 2;'))).toEqual([]);
    expect(only('FIELD_WIRE_COMPATIBLE_TYPE', with3('A = 0; B = 1;'), outside('A = 0;'))).toEqual(['M.e']);
  });

  it('[B15] moves between oneofs are told', () => {
    expect(only('FIELD_SAME_ONEOF', order('int32 a = 1;'), order('oneof o { int32 a = 1; }'))).toEqual(['Order.a']);
  });

  it('[B15] defaults are compared by their values', () => {
    const proto2 = (value: string) => `syntax = "proto2"; message M { optional int64 a = 1 [default = ${value}]; }`;
    expect(only('FIELD_SAME_DEFAULT', proto2('16'), proto2('0x10'))).toEqual([]);
    expect(only('FIELD_SAME_DEFAULT', proto2('16'), proto2('-16'))).toEqual(['M.a']);
  });

  it('[B15] a name in JSON that is no string counts as none', () => {
    expect(only('FIELD_SAME_JSON_NAME', order('string id = 1;'), order('string id = 1 [json_name = ID];'))).toEqual([]);
  });

  it('[B15] the name in JSON may be kept by an option', () => {
    const before = order('string order_id = 1;');
    expect(only('FIELD_SAME_JSON_NAME', before, order('string order_key = 1 [json_name = "orderId"];'))).toEqual([]);
    expect(only('FIELD_SAME_JSON_NAME', before, order('string order_key = 1;'))).toEqual(['Order.order_key']);
  });
});

describe('methods', () => {
  const service = (rpc: string) => `message A {} message B {} service S { ${rpc} }`;

  it('[B16] keep their types and streams', () => {
    expect(failures(service('rpc Do(A) returns (A);'), service('rpc Do(B) returns (stream A);'), 'strict')).toEqual([
      'RPC_SAME_REQUEST_TYPE S.Do',
      'RPC_SAME_SERVER_STREAMING S.Do',
    ]);
  });

  it('[B16] may not go where code counts', () => {
    expect(failures(service('rpc Do(A) returns (A);'), service(''), 'code')).toEqual(['RPC_NO_DELETE S']);
  });
});

describe('places', () => {
  const rangesOf = (before: string, after: string, rule: string) =>
    strictDifferences(schema(before), schema(after), new Set([rule]))
      .filter((change) => !change.compatible)
      .map(({ after: place }) => place?.range && [place.range.line, place.range.column]);

  it('[B17] are the type of a field, the number of a value, an option', () => {
    expect(rangesOf(order('int32 a = 1;'), 'message Order {\n  repeated string a = 1;\n}', 'FIELD_SAME_TYPE')).toEqual([[2, 12]]);
    expect(rangesOf('enum E { A = 0; B = 1; }', 'enum E { A = 0;\n  C = 1;\n}', 'ENUM_VALUE_SAME_NAME')).toEqual([[2, 7]]);
    expect(
      rangesOf(order('int64 a = 1;'), 'message Order {\n int64 a = 1 [jstype = JS_STRING];\n}', 'FIELD_SAME_JSTYPE'),
    ).toEqual([[2, 15]]);
  });

  it('[B17] of what is gone are the innermost message that is left', () => {
    const before = 'message Outer { message Inner { enum E { A = 0; } } }';
    expect(rangesOf(before, 'message Outer {\n  message Inner {}\n}', 'ENUM_NO_DELETE')).toEqual([[2, 3]]);
    expect(rangesOf(before, 'message Outer {}', 'ENUM_NO_DELETE')).toEqual([[1, 20]]);
    expect(rangesOf(before, 'message Other {}', 'ENUM_NO_DELETE')).toEqual([[1, 1]]);
  });
});
