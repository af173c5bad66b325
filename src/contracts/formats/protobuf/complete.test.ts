import { describe, expect, it } from 'vitest';
import * as suggestions from '../../suggestion.testkit.ts';
import { completeProtobuf } from './complete.ts';

const offered = (marked: string) => suggestions.offered(completeProtobuf, marked);
const taken = (marked: string, label: string) => suggestions.taken(completeProtobuf, marked, label);

const proto3 = (text: string) => `syntax = "proto3";\n${text}`;
const order = (fields: string) => proto3(`message Order {\n  ${fields}\n}\n`);

describe('words', () => {
  it('[B30] of a file are its declarations, each only as long as it is wanted', () => {
    expect(offered('|')).toEqual(['syntax', 'edition', 'package', 'import', 'message', 'enum', 'service', 'option', 'extend']);
    expect(offered(proto3('package shop;\n|'))).toEqual(['import', 'message', 'enum', 'service', 'option', 'extend']);
    expect(taken('|', 'syntax')).toBe('syntax = "proto3";|');
    expect(taken(proto3('|'), 'import')).toBe(proto3('import "|";'));
  });

  it('[B30] of a message are labels, types and what stands in messages, as the syntax has them', () => {
    expect(offered(order('re|'))).toEqual(['repeated', 'reserved']);
    expect(offered('syntax = "proto2";\nmessage Order { re|')).toEqual(['repeated', 'required', 'reserved']);
    expect(offered('edition = "2023";\nmessage Order { op|')).toEqual(['option']);
    expect(offered(order('on|'))).toEqual(['oneof']);
    expect(taken(order('ma|'), 'map')).toBe(order('map<|>'));
  });

  it('[B30] of oneofs, enums and services are theirs', () => {
    expect(offered(order('oneof by { re|'))).toEqual([]);
    expect(offered(order('oneof by { op|'))).toEqual(['option']);
    expect(offered(proto3('enum E { |'))).toEqual(['option', 'reserved']);
    expect(offered(proto3('service S { |'))).toEqual(['rpc', 'option']);
  });

  it('[B30] of methods are what goes in and out', () => {
    const service = (method: string) => proto3(`message Ask {}\nenum E { A = 0; }\nservice S { ${method}`);
    expect(offered(service('rpc Get (|')).slice(0, 2)).toEqual(['Ask', 'google.protobuf.Any']);
    expect(offered(service('rpc Get (s|'))).toEqual(['stream']);
    expect(offered(service('rpc Get (Ask) |'))).toEqual(['returns']);
    expect(offered(service('rpc Get (Ask) returns (stream A|'))).toEqual(['Ask']);
  });

  it('[B30] of options are those of the place, with their values', () => {
    expect(offered(proto3('option java_m|'))).toEqual(['java_multiple_files']);
    expect(taken(proto3('option go|'), 'go_package')).toBe(proto3('option go_package = "|";'));
    expect(offered(proto3('enum E { option |'))).toEqual(['allow_alias', 'deprecated']);
    expect(offered(proto3('option optimize_for = |'))).toEqual(['SPEED', 'CODE_SIZE', 'LITE_RUNTIME']);
    expect(taken(order('string id = 1 [dep|];'), 'deprecated')).toBe(order('string id = 1 [deprecated = true|];'));
    expect(offered(order('string id = 1 [deprecated = |];'))).toEqual(['true', 'false']);
    expect(offered(order('string id = 1 [deprecated = true, js|];'))).toEqual(['json_name', 'jstype']);
  });
});

describe('types', () => {
  it('[B31] of fields are scalars, and what the text declares, below as above', () => {
    expect(offered(order('s|'))).toEqual(['sint32', 'sint64', 'sfixed32', 'sfixed64', 'string']);
    expect(offered(proto3('message Order { repeated Li| }\nmessage Line {}\nenum Life { A = 0; }'))).toEqual(['Line', 'Life']);
    expect(offered(order('optional s|'))).toEqual(['sint32', 'sint64', 'sfixed32', 'sfixed64', 'string']);
  });

  it('[B31] have the shortest name that means them', () => {
    const text = (inOther: string) =>
      proto3(`package shop;\nmessage Order { message Line { } Li|\n}\nmessage Other { ${inOther} }`);
    expect(offered(text(''))).toEqual(['Line']);
    expect(offered(text('').replace('|', '').replace('Other { ', 'Other { Or|'))).toEqual(['Order', 'Order.Line']);
    // A type of the same name nearer by hides it.
    expect(offered(proto3('message Line {}\nmessage Order { enum Line { A = 0; } Li| }'))).toEqual(['Line']);
  });

  it('[B31] of maps are keys that can be keys, then values', () => {
    expect(offered(order('map<|'))).toEqual(expect.arrayContaining(['string', 'int32', 'bool']));
    expect(offered(order('map<|'))).not.toContain('double');
    expect(offered(order('map<string, d|'))).toEqual(['double']);
  });

  it('[B31] that come with every compiler bring their import', () => {
    const text = proto3('package shop;\nmessage Order { google.protobuf.T| }');
    const { options } = completeProtobuf(text.replace('|', ''), text.indexOf('|'));
    expect(options.find(({ label }) => label === 'google.protobuf.Timestamp')).toMatchObject({
      also: { at: text.indexOf(';\nmessage') + 1, insert: '\nimport "google/protobuf/timestamp.proto";' },
    });
    const imported = proto3('import "google/protobuf/timestamp.proto";\nmessage Order { google.protobuf.T| }');
    expect(
      completeProtobuf(imported.replace('|', ''), imported.indexOf('|')).options.find(({ label }) => label.endsWith('Timestamp')),
    ).not.toHaveProperty('also');
  });

  it('[B31] of files of the same text are known where they are imported', () => {
    const money = '// file: money.proto\nsyntax = "proto3";\nmessage Money {}\n';
    expect(offered(`${proto3('import "money.proto";\nmessage Order { Mo| }\n')}${money}`)).toEqual(['Money']);
    expect(offered(`${proto3('message Order { Mo| }\n')}${money}`)).toEqual([]);
    expect(offered(`${proto3('import "money.proto";\n')}${money.replace('{}', '{ Or| }')}message Ore {}`)).toEqual(['Ore']);
  });
});

describe('imports', () => {
  it('[B32] are files of the same text, and those that need none, as far as they are missing', () => {
    expect(offered(proto3('import "google/protobuf/t|";'))).toEqual([
      'google/protobuf/timestamp.proto',
      'google/protobuf/type.proto',
    ]);
    expect(offered(proto3('import "google/protobuf/any.proto";\nimport "google/protobuf/a|";'))).toEqual([
      'google/protobuf/api.proto',
    ]);
    expect(offered(proto3('import "|";\n// file: money.proto\nmessage Money {}'))[0]).toBe('money.proto');
    expect(taken(proto3('import "google/protobuf/du|";'), 'google/protobuf/duration.proto')).toBe(
      proto3('import "google/protobuf/duration.proto"|;'),
    );
    expect(taken(proto3('import |'), 'google/protobuf/any.proto')).toBe(proto3('import "google/protobuf/any.proto"|'));
  });

  it('[B32] and the syntax are words in quotes', () => {
    expect(offered('syntax = "|";')).toEqual(['proto3', 'proto2']);
    expect(offered('edition = "|";')).toEqual(['2023', '2024']);
  });
});

describe('numbers', () => {
  const next = (marked: string) => offered(marked)[0];

  it('[B33] of fields are the next free one, of oneofs that of the message', () => {
    expect(next(order('string id = |'))).toBe('1');
    expect(next(order('string id = 1;\n  string a = 7;\n  string b = |'))).toBe('8');
    expect(next(order('string id = |;\n  string later = 4;'))).toBe('5');
    expect(next(order('string id = 1;\n  oneof by { string card = 2; string cash = | }'))).toBe('3');
    expect(next(order('oneof by { string card = 2; }\n  string id = |'))).toBe('3');
  });

  it('[B33] of fields are never reserved ones, nor those of extensions', () => {
    expect(next(order('reserved 2, 4 to 6;\n  string id = 1;\n  string b = 3;\n  string c = |'))).toBe('7');
    expect(next('syntax = "proto2";\nmessage Order { extensions 2 to 9; optional string id = 1; optional string b = |')).toBe(
      '10',
    );
  });

  it('[B33] of an unfinished line do not hide those of the next one', () => {
    expect(next(order('string a = 1;\n  string b = |\n  string c = 2;'))).toBe('3');
    expect(next(order('string a = 1;\n  string b = |\n  reserved 2, 3;'))).toBe('4');
  });

  it('[B33] of values begin at 0', () => {
    expect(next(proto3('enum E { A = |'))).toBe('0');
    expect(next(proto3('enum E { A = 0; reserved 1; B = |'))).toBe('2');
  });

  it('[B33] of inner messages are their own', () => {
    expect(next(order('string id = 9;\n  message Line { string sku = | }'))).toBe('1');
  });

  it('[B33] end the line, if nothing does', () => {
    expect(taken(order('string id = |'), '1')).toBe(order('string id = 1;|'));
    expect(taken(order('string id = |;'), '1')).toBe(order('string id = 1|;'));
    expect(taken(order('string id = | [deprecated = true];'), '1')).toBe(order('string id = 1| [deprecated = true];'));
  });
});

describe('nothing is offered', () => {
  it.each([
    ['in a comment', proto3('// mess|')],
    ['in a long comment', proto3('/* message Order { str| */')],
    ['for a name', order('string na|')],
    ['in a text', proto3('option go_package = "a|";')],
    ['for the number of an extension', proto3('extend Order { string a = |')],
    ['for reserved numbers', order('reserved |')],
  ])('[B34] %s', (_, marked) => {
    expect(offered(marked)).toEqual([]);
  });

  it('[B34] in texts that were made to keep somebody busy, in time', () => {
    expect(offered(`${' '.repeat(1_000_001)}|`)).toEqual([]);
    expect(offered(`${proto3('message A {'.repeat(20_000))} str|`)).toEqual([]);
    expect(offered(`${proto3('message A { string a = 1; }\n'.repeat(5_000))}message B { str|`)).toEqual(['string']);
  });
});
