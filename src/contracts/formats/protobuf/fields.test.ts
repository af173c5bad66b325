import { expect, it } from 'vitest';
import { protobufFields } from './fields.ts';
import { parseProtobuf } from './parse.ts';

function tableOf(text: string) {
  const read = parseProtobuf(text);
  if (!read.ok) throw new Error(read.faults[0]?.message);
  return protobufFields(read.value);
}

it('is a table of the first message, nested ones under dotted names', () => {
  const table = tableOf(`syntax = "proto3";
import "google/protobuf/timestamp.proto";
message Order {
  string id = 1;
  int64 count = 2;
  optional string coupon = 3;
  google.protobuf.Timestamp at = 4;
  Address address = 5;
  repeated string tags = 6;
  map<string, string> labels = 7;
  Status status = 8;
  oneof how { string card = 9; bytes token = 10; }
  message Address { string city = 1; }
}
enum Status { OPEN = 0; PAID = 1; }
message Other { string x = 1; }
`);
  expect(table.rows.map(({ name, type, required }) => `${name} ${type} ${required}`)).toEqual([
    'id string yes',
    'count long yes',
    'coupon string no',
    'at timestamp no',
    'address object no',
    'address.city string no',
    'tags array yes',
    'labels object yes',
    'status enum yes',
    'card string no',
    'token bytes no',
  ]);
  expect(table.beyond).toEqual([
    'The table shows “Order”, the first message of 2.',
    '“status” is one of OPEN or PAID.',
    'Only one of “card” and “token” is there at a time.',
  ]);
});

it('reads labels and defaults of proto2', () => {
  const table = tableOf('syntax = "proto2"; message A { required int32 a = 1; optional string b = 2 [default = "x"]; }');
  expect(table.rows).toEqual([
    { name: 'a', type: 'int', required: 'yes', default: '' },
    { name: 'b', type: 'string', required: 'no', default: 'x' },
  ]);
});

it('ends where a message holds itself', () => {
  const table = tableOf('syntax = "proto3"; message Node { Node next = 1; }');
  expect(table.rows.map(({ name }) => name)).toEqual(['next']);
  expect(table.beyond).toEqual(['“next” holds a message of the kind that it stands in.']);
});
