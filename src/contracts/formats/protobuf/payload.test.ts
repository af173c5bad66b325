import { describe, expect, it } from 'vitest';
import { schema } from './protobuf.testkit.ts';
import { sampleProtobuf } from './sample.ts';
import { validateProtobuf } from './validate.ts';

const order = schema(
  `import "google/protobuf/timestamp.proto"; import "google/protobuf/wrappers.proto";
   message Order {
     string order_id = 1; int64 total = 2; State state = 3; repeated Line lines = 4; map<int32, Line> by_number = 5;
     google.protobuf.Timestamp at = 6; google.protobuf.StringValue note = 7; bytes seal = 8; double rate = 9; bool paid = 10;
     oneof means { string card = 11; bool cash = 12; }
     message Line { string sku = 1; uint32 count = 2; Order origin = 3; }
   }
   enum State { OPEN = 0; PAID = 1; }`,
);

const misfits = (document: typeof order, payload: string) => {
  const result = validateProtobuf(document, payload);
  return result.ok ? [] : result.faults.map((fault) => `${fault.line}:${fault.column} ${fault.path ?? ''} ${fault.message}`);
};

describe('samples', () => {
  it('[B18] fit their schema, whatever the seed, and end although types hold themselves', () => {
    for (let seed = 0; seed < 30; seed++) {
      const made = sampleProtobuf(order, seed);
      expect(made.ok && validateProtobuf(order, made.value), `seed ${seed}`).toEqual({ ok: true, value: undefined });
    }
  });

  it('[B18] are the same for the same seed', () => {
    expect(sampleProtobuf(order, 7)).toEqual(sampleProtobuf(order, 7));
    expect(sampleProtobuf(order, 7)).not.toEqual(sampleProtobuf(order, 8));
  });

  it('[B18] do not exist where required fields hold each other', () => {
    expect(sampleProtobuf(schema('syntax = "proto2"; message A { required A a = 1; }'), 1)).toMatchObject({ ok: false });
    expect(sampleProtobuf(schema('enum E { A = 0; }'), 1)).toMatchObject({ ok: false });
  });
});

describe('payloads', () => {
  it('[B19] may use names of JSON and of the schema, and leave fields out', () => {
    expect(
      misfits(order, '{"orderId": "a", "total": "9223372036854775807", "state": "PAID", "at": "2026-01-31T12:00:00Z"}'),
    ).toEqual([]);
    expect(misfits(order, '{"order_id": "a", "total": 5, "state": 1, "note": null, "byNumber": {"1": {}}}')).toEqual([]);
  });

  it('[B19] show each misfit where it stands', () => {
    expect(
      misfits(order, '{\n "orderId": 7,\n "total": "9223372036854775808",\n "state": "LOST",\n "lines": {},\n "colour": 1\n}'),
    ).toEqual([
      '2:13 /orderId A string is expected.',
      '3:11 /total A whole number of 64 bits, as a string is expected.',
      '4:11 /state A value of enum “State” is expected: OPEN, PAID.',
      '5:11 /lines A list is expected.',
      '6:2 /colour Message “Order” has no field “colour”.',
    ]);
  });

  it('[B19] with well-known types, bytes, keys and numbers that do not fit', () => {
    expect(misfits(order, '{"at": "yesterday"}')).toEqual(['1:8 /at A time such as "2026-01-31T12:00:00Z" is expected.']);
    expect(misfits(order, '{"seal": "a b"}')).toEqual(['1:10 /seal Bytes in base64 is expected.']);
    expect(misfits(order, '{"byNumber": {"x": {}}}')).toEqual(['1:15 /byNumber/x The key “x” is not a whole number of 32 bits.']);
    expect(misfits(order, '{"lines": [{"count": -1}]}')).toEqual([
      '1:22 /lines/0/count A whole number of 32 bits that is not negative is expected.',
    ]);
  });

  it('[B19] set one member of a oneof', () => {
    expect(misfits(order, '{"card": "a", "cash": true}')).toEqual([
      '1:15 /cash Of oneof “means” only one member can be set: “card” is here already.',
    ]);
  });

  it('[B19] have what is required', () => {
    expect(misfits(schema('syntax = "proto2"; message M { required string id = 1; }'), '{}')).toEqual([
      '1:1  Required field “id” is missing.',
    ]);
  });
});
