import { describe, expect, it } from 'vitest';
import type { ReaderIs } from '../../change.ts';
import type { Broken } from '../../ways.ts';
import type { ProtoDocument } from './model.ts';
import { schema } from './protobuf.testkit.ts';
import { type ProtobufProfile, protobuf } from './protobuf.ts';
import { protobufWays } from './ways.ts';

function brokenBetween(old: string, fresh: string, profile: ProtobufProfile, readerIs: ReaderIs): Broken<ProtoDocument>[] {
  const [earlier, newest] = [schema(old), schema(fresh)];
  const [writer, reader] = readerIs === 'newer' ? [earlier, newest] : [newest, earlier];
  return protobuf
    .diff(writer, reader, profile, readerIs)
    .filter(({ compatible }) => !compatible)
    .map((change) => ({ change, earlier, readerIs }));
}

const proto3 = (text: string) => `syntax = "proto3";\n${text}`;
const proto2 = (text: string) => `syntax = "proto2";\n${text}`;

/** What is offered and can be read, each with how many points it leaves. */
function offered(old: string, fresh: string, profile: ProtobufProfile = 'confluent', readerIs: ReaderIs = 'newer'): string[] {
  return protobufWays(fresh, brokenBetween(old, fresh, profile, readerIs)).flatMap(({ title, text }) =>
    protobuf.parse(text).ok ? [`${title}: ${brokenBetween(old, text, profile, readerIs).length}`] : [],
  );
}

/** The text that a way makes. */
function textOf(title: RegExp, old: string, fresh: string, profile: ProtobufProfile = 'confluent'): string | undefined {
  return protobufWays(fresh, brokenBetween(old, fresh, profile, 'newer')).find((way) => title.test(way.title))?.text;
}

const order = (...lines: string[]) => proto3(`message Order {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`);

describe('a field that is gone', () => {
  const [old, fresh] = [order('string id = 1;', 'double sum = 2 [json_name = "total"];'), order('string id = 1;')];

  it('[B24] is reserved by number and name, or stays and is deprecated', () => {
    expect(offered(old, fresh, 'strict')).toEqual([
      'Reserve the number 2 and the name “sum” in “Order”: 0',
      'Keep “sum” (2) and mark it deprecated: 0',
    ]);
    expect(textOf(/^Reserve/, old, fresh, 'strict')).toBe(order('string id = 1;', 'reserved 2;', 'reserved "sum";'));
    expect(textOf(/^Keep/, old, fresh, 'strict')).toBe(
      order('string id = 1;', 'double sum = 2 [deprecated = true, json_name = "total"];'),
    );
  });

  it('[B24] is reserved as far as it is not yet', () => {
    expect(textOf(/^Reserve/, old, order('string id = 1;', 'reserved 2;'), 'strict')).toBe(
      order('string id = 1;', 'reserved 2;', 'reserved "sum";'),
    );
  });

  it('[B24] is reserved in a message of one line, and in one without fields', () => {
    const line = (fields: string) => proto3(`message Order {${fields}}`);
    expect(textOf(/^Reserve/, line(' string a = 1; string b = 2; '), line(' string a = 1; '), 'strict')).toBe(
      line(' string a = 1; reserved 2; reserved "b"; '),
    );
    expect(textOf(/^Reserve/, line(' string b = 2; '), line(''), 'strict')).toBe(line(' reserved 2; reserved "b"; '));
  });

  it('[B24] stays in its oneof', () => {
    const by = (...members: string[]) => order('oneof by {', ...members.map((member) => `  ${member}`), '}');
    const [before, after] = [by('string card = 1;', 'string cash = 2;'), by('string card = 1;')];
    expect(offered(before, after)).toContain('Keep “cash” (2) and mark it deprecated: 0');
    expect(textOf(/^Keep/, before, after)).toBe(by('string card = 1;', 'string cash = 2 [deprecated = true];'));
  });
});

describe('a field that is another one', () => {
  const [old, fresh] = [order('string id = 1;', 'int32 sum = 2;'), order('string id = 1;', 'string sum = 2;')];

  it('[B24] gets a number of its own, stands beside the old one, or is put back', () => {
    expect(offered(old, fresh)).toEqual([
      'Give the new “sum” a number of its own, 3, and reserve 2: 0',
      'Keep “sum” (2) as it was, deprecated, and call the new field “sum_v2” (3): 0',
      'Put “sum” (2) back to int32: 0',
    ]);
    expect(textOf(/^Give/, old, fresh)).toBe(order('string id = 1;', 'string sum = 3;', 'reserved 2;'));
    expect(textOf(/^Keep/, old, fresh)).toBe(order('string id = 1;', 'string sum_v2 = 3;', 'int32 sum = 2 [deprecated = true];'));
    expect(textOf(/^Put/, old, fresh)).toBe(old);
  });

  it('[B24] never gets a number that is reserved, or was another field’s', () => {
    const before = order('int32 sum = 2;', 'string gone = 5;');
    const after = order('string sum = 2;', 'reserved 5, 6 to 9;');
    expect(textOf(/^Give/, before, after)).toBe(order('string sum = 10;', 'reserved 5, 6 to 9;', 'reserved 2;'));
  });

  it('[B24] gets its name back', () => {
    expect(offered(order('string id = 1;'), order('string key = 1;'), 'strict')).toEqual(['Put the name “id” back: 0']);
  });

  it('[B24] is made optional where it is newly required', () => {
    const message = (fields: string) => proto2(`message Order { ${fields} }`);
    expect(offered(message('optional string id = 1;'), message('optional string id = 1; required int32 n = 2;'))).toEqual([
      'Make “n” optional: 0',
    ]);
  });

  it('[B24] leaves the oneof that it moved into', () => {
    const before = order('string id = 1;', 'oneof by {', '  string card = 2;', '}');
    const after = order('oneof by {', '  string card = 2;', '  string id = 1;', '}');
    expect(offered(before, after)).toEqual(['Take “id” out of the oneof “by” again: 0']);
    expect(textOf(/^Take/, before, after)).toBe(order('oneof by {', '  string card = 2;', '}', 'string id = 1;'));
  });

  it('[B24] and others leave a oneof that is new', () => {
    const before = order('string a = 1;', 'string b = 2;');
    const after = order('oneof by {', '  string a = 1;', '  string b = 2;', '}');
    expect(offered(before, after)).toEqual(['Let the members of “by” stand by themselves again: 0']);
    expect(textOf(/^Let/, before, after)).toBe(before);
  });
});

describe('types', () => {
  it('[B24] that are gone are kept, in the message around them', () => {
    const line = 'message Line {\n  string sku = 1;\n}';
    expect(textOf(/^Keep/, proto3(`message Order {}\n${line}\n`), proto3('message Order {}\n'))).toBe(
      proto3('message Order {}\n\nmessage Line {\n  option deprecated = true;\n  string sku = 1;\n}\n'),
    );
    const inner = proto3('message Order {\n  message Line {\n  }\n  string id = 1;\n}\n');
    expect(offered(inner, order('string id = 1;'))).toEqual(['Keep the message “Order.Line” and mark it deprecated: 0']);
  });

  it('[B24] keep their package', () => {
    const [old, fresh] = ['package shop;\nmessage Order {}\n', 'package store;\nmessage Order {}\n'].map(proto3) as [
      string,
      string,
    ];
    expect(textOf(/^Keep/, old, fresh)).toBe(old);
    expect(offered(old, proto3('message Order {}\n'))).toEqual(['Keep the package “shop”: 0']);
    expect(textOf(/^Take/, proto3('message Order {}\n'), fresh)).toBe(proto3('message Order {}\n'));
  });

  it('[B24] reserve values that are gone, or keep them; names are put back', () => {
    const state = (...values: string[]) => proto3(`enum State {\n${values.map((value) => `  ${value};\n`).join('')}}\n`);
    expect(offered(state('OPEN = 0', 'PAID = 1'), state('OPEN = 0'), 'strict')).toEqual([
      'Reserve the number 1 and the name “PAID” in “State”: 0',
      'Keep “PAID” (1) and mark it deprecated: 0',
    ]);
    expect(offered(state('OPEN = 0'), state('NEW = 0'), 'strict')).toEqual(['Put the name “OPEN” back: 0']);
  });

  it('[B24] reserve again what was reserved', () => {
    expect(offered(order('reserved 3 to 5, 7;', 'reserved "a";'), order('reserved 3;'), 'strict')).toEqual([
      'Reserve 3 to 5, 7 and "a" in “Order” again: 0',
    ]);
  });
});

it('[B24] files of the same text are mended where they stand', () => {
  const both = (type: string) =>
    proto3(
      `import "line.proto";\nmessage Order { Line line = 1; }\n// file: line.proto\nsyntax = "proto3";\nmessage Line {\n  ${type} count = 1;\n}\n`,
    );
  expect(textOf(/^Put/, both('int32'), both('string'))).toBe(both('int32'));
});

it('[B24] where the older version reads, what it requires is kept', () => {
  const message = (fields: string) => proto2(`message Order {\n  optional string id = 1;\n${fields}}\n`);
  expect(offered(message('  required int32 n = 2;\n'), message(''), 'confluent', 'older')).toEqual([
    // It is tried, and not offered: older readers would still refuse messages without it.
    'Reserve the number 2 and the name “n” in “Order”: 1',
    'Keep “n” (2) and mark it deprecated: 0',
  ]);
  expect(offered(message(''), message('  required int32 n = 2;\n'), 'confluent', 'older')).toEqual(['Make “n” optional: 0']);
});
