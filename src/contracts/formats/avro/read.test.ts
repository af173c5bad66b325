import { describe, expect, it } from 'vitest';
import { faults, field, record, schema } from './avro.testkit.ts';
import { avro } from './avro.ts';

describe('the text', () => {
  it('[V1] that is no JSON is told with line and column', () => {
    expect(faults('{\n  "type": "int",\n}')).toEqual(['3:1 The schema is not JSON: a name in double quotes is expected here.']);
  });

  it('[V1] that is empty or has a comment says so', () => {
    expect(faults(' ')).toEqual(['1:1 The schema is empty.']);
    expect(faults('"int" // an amount')).toEqual([
      '1:7 The schema is not JSON: JSON has no comments; move the remark into a description.',
    ]);
  });

  it('[V1] of five million characters is refused at once', () => {
    expect(faults(`{"type": "int", "doc": "${'a'.repeat(5_000_000)}"}`)).toEqual([
      expect.stringMatching(/^1:1 The schema has [\d,]+ characters, and at most 1,000,000 are read/),
    ]);
  });

  it('[V1] that nests 10,000 levels is refused where it gets too deep', () => {
    const text = `${'{"type":"array","items":'.repeat(10_000)}"int"${'}'.repeat(10_000)}`;
    expect(faults(text)).toEqual(['1:2401 The schema nests more than 100 levels deep here: move inner parts out.']);
    expect(faults('['.repeat(900_000))).toEqual(['1:101 The schema nests more than 100 levels deep here: move inner parts out.']);
  });

  it('[V1] shows all faults, up to 50', () => {
    expect(faults('["Order", "Payment"]')).toHaveLength(2);
    expect(faults(JSON.stringify(Array.from({ length: 60_000 }, (_, i) => `Type${i}`)))).toHaveLength(50);
  });
});

describe('names', () => {
  it('[V2] stand in the namespace around them', () => {
    const line = record('Line', [field('sku', 'string')]);
    const order = schema(record('Order', [field('first', line), field('second', 'shop.Line')], { namespace: 'shop' }));
    expect(order.root).toMatchObject({
      name: 'shop.Order',
      fields: [{ type: { name: 'shop.Line' } }, { type: { name: 'shop.Line' } }],
    });
  });

  it('[V2] may be full, which gives the namespace for what is inside', () => {
    const order = schema(record('shop.Order', [field('next', ['null', 'Order'])]));
    expect(order.root).toMatchObject({
      name: 'shop.Order',
      fields: [{ type: { branches: [{ kind: 'null' }, { name: 'shop.Order' }] } }],
    });
  });

  it('[V2] that are unknown are told with the nearest that is known', () => {
    expect(faults('{"type": "record", "name": "Order", "fields": [\n{"name": "id", "type": "sting"}]}')).toEqual([
      '2:24 No type “sting” is defined above this place. Is “string” meant?',
    ]);
  });

  it('[V2] are known from their definition on', () => {
    expect(faults('["Line", {"type": "fixed", "name": "Line", "size": 4}]')[0]).toMatch(/^1:2 No type “Line” is defined above/);
  });

  it('[V3] follow the grammar', () => {
    expect(faults('{"type": "fixed", "name": "order-id", "size": 4}')).toEqual([
      '1:27 “order-id” is not a name in Avro: letters, digits and underscores, no digit first.',
    ]);
  });

  it('[V3] are defined once', () => {
    const fixed = '{"type": "fixed", "name": "Id", "size": 4}';
    expect(faults(`{"type": "map", "values": [${fixed}, {"type": "array", "items": ${fixed}}]}`)).toEqual([
      '1:99 The name “Id” is defined twice: refer to it by name.',
    ]);
  });
});

describe('parts', () => {
  it.each([
    [
      'a record without fields',
      '{"type": "record", "name": "Order"}',
      'Record “Order” has no “fields”: give it a list, which may be empty.',
    ],
    [
      'a field twice',
      JSON.stringify(record('O', [field('a', 'int'), field('a', 'int')])),
      'Record “O” has two fields named “a”.',
    ],
    ['a symbol twice', '{"type": "enum", "name": "E", "symbols": ["A", "A"]}', 'Enum “E” has the symbol “A” twice.'],
    ['a size that is none', '{"type": "fixed", "name": "F", "size": "4"}', 'The size of a fixed is a whole number of bytes.'],
    ['a union in a union', '["null", ["int"]]', 'A union can’t stand directly in a union: list its branches here.'],
    ['a branch twice', '["int", "int"]', 'The union has two branches of type “int”: a reader could not tell them apart.'],
    ['an array of nothing', '{"type": "array"}', 'An array says in “items” what it holds.'],
    ['an object without a type', '{"name": "Order"}', 'The schema has no “type”.'],
    ['a number', '42', 'A schema is a name, an object or a list of branches, not number.'],
  ])('[V3] %s is a fault', (_, text, message) => {
    expect(faults(text).map((fault) => fault.replace(/^\d+:\d+ /, ''))).toEqual([message]);
  });

  it('[V4] a default that does not fit is told where it stands', () => {
    expect(
      faults('{"type": "record", "name": "Order", "fields": [\n {"name": "total", "type": "int", "default": "0"}]}'),
    ).toEqual([
      '2:46 The default of field “total” does not fit its type: A string stands where a whole number of 32 bits is expected.',
    ]);
  });

  it('[V4] the default of an enum is one of its symbols', () => {
    expect(faults('{"type": "enum", "name": "E", "symbols": ["A"], "default": "B"}')).toEqual([
      '1:60 The default “B” is none of the symbols of enum “E”.',
    ]);
  });

  it('[V4] the default of a union may be of any branch, but of one of them', () => {
    const orders = (value: unknown) => JSON.stringify(record('Order', [field('note', ['string', 'null'], { default: value })]));
    expect(faults(orders(null))).toEqual([]);
    expect(faults(orders(7))[0]).toMatch(/it is of no branch of the union of string, null\.$/);
  });

  it('[V4] a default that doubles with every level is not followed to its end', () => {
    const inner = Array.from({ length: 40 }).reduce<unknown>((value) => ({ f: value }), { f: 'x' });
    const b = record('B', [field('f', ['A', 'B', 'null'])]);
    const a = record('A', [field('f', [b, 'A', 'null'], { default: inner })]);
    expect(faults(JSON.stringify(a)).join()).toMatch(/does not fit its type/);
  });

  it('[V5] a decimal without a precision is plain bytes', () => {
    expect(schema({ type: 'bytes', logicalType: 'decimal' }).root).not.toHaveProperty('logical');
    expect(schema({ type: 'bytes', logicalType: 'decimal', precision: 4 }).root).toMatchObject({
      logical: { name: 'decimal', precision: 4, scale: 0 },
    });
  });

  it('[V5] a date on a string is a plain string', () => {
    expect(schema({ type: 'string', logicalType: 'date' }).root).not.toHaveProperty('logical');
    expect(avro.parse('{"type": "string", "logicalType": "moon-phase"}').ok).toBe(true);
  });
});
