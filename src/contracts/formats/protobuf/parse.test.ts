import { afterEach, describe, expect, it, vi } from 'vitest';
import { protobufFields } from './fields.ts';
import { changes, faults, schema } from './protobuf.testkit.ts';
import { protobuf } from './protobuf.ts';
import { sampleProtobuf } from './sample.ts';
import { validateProtobuf } from './validate.ts';

describe('reading', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it.each([
    'syntax = "proto2"; message Order { required string id = 1; optional group Line = 2 { optional int32 count = 1; } extensions 100 to max; }',
    'syntax = "proto3"; package shop; message Order { optional string id = 1; map<string, int64> counts = 2; oneof pay { bool cash = 3; string card = 4; } }',
    'edition = "2023"; message Order { int32 id = 1 [features.field_presence = IMPLICIT]; reserved note; }',
  ])('[B1] %s', (text) => {
    expect(schema(text).root.messages[0]).toMatchObject({ name: 'Order', fullName: expect.stringMatching(/Order$/) });
  });

  it('[B1] finds fields with labels, maps and oneofs', () => {
    const [message] = schema('message M { repeated int32 a = 0x10; map<string, M> b = 2; oneof c { string d = 3; } }').root
      .messages;
    expect(message?.fields).toMatchObject([
      { name: 'a', number: 16, label: 'repeated', type: 'int32' },
      { name: 'b', number: 2, key: 'string', type: 'M' },
      { name: 'd', number: 3, oneof: 'c' },
    ]);
  });

  it('[B1] compiles nothing, whatever is done', () => {
    vi.stubGlobal('Function', () => {
      throw new Error('The page’s policy forbids compiled code.');
    });
    const order = 'message Order { int32 id = 1; repeated Line lines = 2; message Line { string sku = 1; } }';
    expect(changes(order, order)).toEqual([]);
    const sample = sampleProtobuf(schema(order), 1);
    expect(sample.ok && validateProtobuf(schema(order), sample.value).ok).toBe(true);
  });
});

describe('faults', () => {
  it('[B2] say what can’t stand where it stands', () => {
    expect(faults('syntax = "proto3";\nmessage Order {\n  int32 id 1;\n}')).toEqual([
      '3:12 “1” can’t stand here: “=” is expected.',
    ]);
    expect(faults('syntax = "proto3";\nmassage Order {}')).toEqual(['2:1 “massage” can’t stand here: it is no declaration.']);
  });

  it('[B2] tell all numbers and names that are used twice', () => {
    expect(faults('syntax = "proto3"; message Order {\n string id = 1;\n string note = 1;\n int32 id = 3;\n}')).toEqual([
      '3:16 The number 1 is taken by field “id” in message “Order”.',
      '4:8 There are two fields named “id” in message “Order”.',
    ]);
  });

  it('[B2] tell what is reserved', () => {
    expect(faults('syntax = "proto3"; message Order {\n reserved 2 to 4;\n reserved "old";\n string old = 3;\n}')).toEqual([
      '4:9 The name “old” is reserved in “Order”.',
      '4:15 The number 3 is reserved in “Order”.',
    ]);
  });

  it('[B2] of the library are told at the word that they name', () => {
    expect(faults('syntax = "proto3"; message Order {\n int32 a = 1;\n oneof a { int32 b = 2; }\n}')).toEqual([
      "3:8 The schema can’t be read: duplicate name 'a' in Type Order.",
    ]);
  });

  it('[B2] tell types that are not known, with the nearest that is', () => {
    expect(faults('syntax = "proto3"; message Order { strin id = 1; }')).toEqual([
      '1:36 No type “strin” is known here. Is “string” meant?',
    ]);
  });

  it('[B2] tell enums of proto3 that do not begin at 0', () => {
    expect(faults('syntax = "proto3"; enum State { OPEN = 1; }')[0]).toMatch(
      /^1:40 The first value of enum “State” is 0 in proto3/,
    );
  });
});

describe('imports', () => {
  const order = 'syntax = "proto3";\nimport "line.proto";\nmessage Order { Line line = 1; }';

  it('[B3] that are missing are told where they stand', () => {
    expect(faults(order)).toEqual([
      '2:1 “line.proto” is imported, but its text is not here. Paste it below the rest, under a line “// file: line.proto”.',
    ]);
  });

  it('[B3] are read, and imports of imports', () => {
    const imports = {
      'line.proto': 'syntax = "proto3"; import public "sku.proto"; message Line { Sku sku = 1; }',
      'sku.proto': 'syntax = "proto3"; message Sku {}',
    };
    expect(faults(order, imports)).toEqual([]);
    expect(faults(order, { 'line.proto': imports['line.proto'] })).toEqual([
      '1:1 “sku.proto” is imported by “line.proto”, but its text is not here. Paste it below the rest, under a line “// file: sku.proto”.',
    ]);
  });

  const line = (fields: string) => `\n// file: line.proto\nsyntax = "proto3";\nmessage Line {\n  ${fields}\n}\n`;

  it('[B22] may stand in the same text, each below a line with its name', () => {
    expect(faults(order + line('int32 count = 1;'))).toEqual([]);
    // The schema itself may be named too; whatever stands before its name is comments.
    expect(faults(`// Ordering.\n// file: order.proto\n${order}${line('int32 count = 1;')}`)).toEqual([]);
    expect(faults(`${order.replace(/\n/g, '\r\n')}\r\n// file: line.proto\r\nsyntax = "proto3";\r\nmessage Line {}`)).toEqual([]);
  });

  it('[B22] have their faults where they stand in the whole text', () => {
    expect(faults(order + line('int count = 1;'))).toEqual(['7:3 No type “int” is known here. Declare it, or import its file.']);
    expect(faults(order + line('int32 count 1;'))).toEqual(['7:15 “1” can’t stand here: “=” is expected.']);
    expect(faults(order + line('int32 count = 1;').repeat(2))).toEqual(['10:1 The file “line.proto” stands in this text twice.']);
    expect(faults(order.replace('line.proto', 'lines.proto') + line(''))).toEqual([
      '2:1 “lines.proto” is imported, but its text is not here. Is “line.proto” meant, which stands below?',
    ]);
    expect(faults(order + line('int32 a = 1;').replace('syntax = "proto3";', 'syntax = "proto3"; import "sku.proto";'))).toEqual([
      '5:20 “sku.proto” is imported, but its text is not here. Paste it below the rest, under a line “// file: sku.proto”.',
    ]);
  });

  it('[B22] have their differences where they stand in the whole text', () => {
    const before = schema(order + line('int32 count = 1;'));
    const after = schema(order + line('\n  double count = 1;'));
    expect(protobuf.diff(before, after)).toMatchObject([
      {
        rule: 'FIELD_SCALAR_KIND_CHANGED',
        before: { pointer: 'Line.count', range: { line: 7, column: 3 } },
        after: { pointer: 'Line.count', range: { line: 8, column: 3 } },
      },
    ]);
  });

  it('[B22] are named when nothing imports them', () => {
    const read = schema(`${order}${line('')}\n// file: sku.proto\nmessage Sku {}`);
    expect(read.unused).toEqual(['sku.proto']);
    expect(protobufFields(read).beyond).toContain('“sku.proto” stands in the text, and nothing imports it.');
  });

  it('[B22] are at most fifty', () => {
    const many = Array.from({ length: 60 }, (_, i) => `\n// file: a${i}.proto\nmessage A${i} {}`).join('');
    expect(faults(order + many)).toEqual([expect.stringMatching(/^104:1 The text holds more than 50 files/)]);
  });

  it('[B23] that were handed over have their own places, and are named', () => {
    const imports = (type: string) => ({ 'line.proto': `syntax = "proto3";\nmessage Line { ${type} count = 1; }` });
    const [change] = protobuf.diff(schema(order, imports('int32')), schema(order, imports('double')));
    expect(change?.after).toEqual({
      pointer: 'Line.count',
      range: { line: 2, column: 16, endLine: 2, endColumn: 22 },
      source: 'line.proto',
    });
  });

  it('[B3] that come with every compiler need no text', () => {
    expect(
      faults('syntax = "proto3"; import "google/protobuf/timestamp.proto"; message M { google.protobuf.Timestamp at = 1; }'),
    ).toEqual([]);
  });

  it('[B3] in a circle end', () => {
    const imports = {
      'line.proto': 'syntax = "proto3"; import "line.proto"; import "b.proto"; message Line {}',
      'b.proto': 'syntax = "proto3"; import "line.proto";',
    };
    expect(faults(order, imports)).toEqual([]);
  });

  it('[B3] with mistakes tell file and line', () => {
    expect(faults(order, { 'line.proto': 'syntax = "proto3";\nmessage Line { int32 = 1; }' })).toEqual([
      '2:1 In “line.proto”, line 2: “=” can’t stand here: it is no name.',
    ]);
  });
});

describe('texts that nobody wrote', () => {
  it('[B4] are refused for their length', () => {
    expect(faults(`syntax = "proto3"; // ${'a'.repeat(5_000_000)}`)[0]).toMatch(
      /^1:1 The schema is longer than 1,000,000 characters/,
    );
  });

  it('[B4] are refused where they nest too deep', () => {
    expect(faults(`syntax = "proto3"; ${'message M {'.repeat(10_000)}${'}'.repeat(10_000)}`)[0]).toMatch(
      /nests more than 60 levels deep/,
    );
    expect(faults(`syntax = "proto3"; ${'message M {'.repeat(40)}${'}'.repeat(40)}`)[0]).toMatch(/at most 32 messages/);
  });

  it('[B4] are refused for strings and comments without an end', () => {
    expect(faults(`syntax = "proto3"; option a = "${'\\"'.repeat(400_000)}`)).toEqual([
      '1:31 The string is not closed on its line.',
    ]);
    expect(faults('syntax = "proto3";\n/* to the end')).toEqual(['2:1 The comment is not closed: end it with */.']);
    expect(faults('syntax = "proto3"; message M {')).toEqual(['1:30 The brace is not closed: a } is missing.']);
    expect(faults('syntax = "proto3"; }')).toEqual(['1:20 This } closes nothing.']);
  });

  it('[B4] are refused for more declarations in a block than can be compared', () => {
    const fields = Array.from({ length: 20_000 }, (_, i) => `int32 f${i} = ${i + 1};`).join('\n');
    expect(faults(`syntax = "proto3"; message M {${fields}}`)).toEqual([
      '1:30 There are too many declarations in this block: split it.',
    ]);
  });

  it('[B4] may name cyclic types', () => {
    expect(changes('message A { B b = 1; } message B { A a = 1; }', 'message A { B b = 1; } message B { A a = 1; }')).toEqual([]);
  });
});

describe('names of types', () => {
  it('[B5] are looked up from the inside out', () => {
    const text =
      'package shop; message Line { int32 a = 1; } message Order { message Line {} Line inner = 1; .shop.Line outer = 2; }';
    expect(changes(text, text.replace('Line inner', '.shop.Order.Line inner'))).toEqual([]);
    expect(changes(text, text.replace('.shop.Line outer', 'Line outer')).map((change) => change.rule)).toEqual([
      'FIELD_NAMED_TYPE_CHANGED',
    ]);
  });
});
