import { describe, expect, it } from 'vitest';
import { field, record, schema } from './avro.testkit.ts';
import { sampleAvro } from './sample.ts';
import { validateAvro } from './validate.ts';

const order = schema(
  record(
    'Order',
    [
      field('id', { type: 'string', logicalType: 'uuid' }),
      field('state', { type: 'enum', name: 'State', symbols: ['OPEN', 'PAID'] }),
      field('hash', { type: 'fixed', name: 'Hash', size: 4 }),
      field('note', ['null', 'string'], { default: null }),
      field('lines', { type: 'array', items: record('Line', [field('sku', 'string'), field('count', 'int')]) }),
      field('labels', { type: 'map', values: ['long', 'Line'] }),
      field('paid', 'boolean'),
      field('at', { type: 'long', logicalType: 'timestamp-millis' }),
    ],
    { namespace: 'shop' },
  ),
);

const misfits = (document: typeof order, payload: string) => {
  const result = validateAvro(document, payload);
  return result.ok ? [] : result.faults.map((fault) => `${fault.line}:${fault.column} ${fault.path} ${fault.message}`);
};

describe('samples', () => {
  it('[V18] fit their schema, whatever the seed', () => {
    for (let seed = 0; seed < 50; seed++) {
      const made = sampleAvro(order, seed);
      expect(made.ok && validateAvro(order, made.value), `seed ${seed}`).toEqual({ ok: true, value: undefined });
    }
  });

  it('[V18] are the same for the same seed', () => {
    expect(sampleAvro(order, 7)).toEqual(sampleAvro(order, 7));
    expect(sampleAvro(order, 7)).not.toEqual(sampleAvro(order, 8));
  });

  it('[V18] of recursive types end', () => {
    const tree = schema(record('Tree', [field('left', ['Tree', 'null']), field('children', { type: 'array', items: 'Tree' })]));
    for (let seed = 0; seed < 20; seed++) {
      const made = sampleAvro(tree, seed);
      if (made.ok) expect(misfits(tree, made.value)).toEqual([]);
      else expect(made.faults[0]?.message).toBe('Even the smallest payload is too large to be shown.');
    }
  });

  it('[V18] do not exist for a type that holds itself without an end', () => {
    expect(sampleAvro(schema(record('Loop', [field('again', 'Loop')])), 1)).toMatchObject({ ok: false });
  });

  it('[V18] are refused where each record holds the one before twice', () => {
    const doubling = Array.from({ length: 39 }, (_, i) =>
      record(`R${i}`, i === 0 ? [] : [field('a', `R${i - 1}`), field('b', `R${i - 1}`)]),
    );
    const made = sampleAvro(schema(record('Top', [field('all', { type: 'array', items: doubling }), field('last', 'R38')])), 1);
    expect(made).toMatchObject({ ok: false, faults: [{ message: 'Even the smallest payload is too large to be shown.' }] });
  });
});

describe('payloads', () => {
  const line = schema(record('Line', [field('sku', 'string'), field('count', 'int'), field('note', ['null', 'string'])]));

  it('[V19] that fit have no faults', () => {
    expect(misfits(line, '{"sku": "a", "count": 2, "note": {"string": "b"}}')).toEqual([]);
    expect(misfits(line, '{"sku": "a", "count": 2, "note": null}')).toEqual([]);
  });

  it('[V19] show each misfit where it stands', () => {
    expect(misfits(line, '{\n  "sku": 7,\n  "count": 2.5,\n  "colour": "red",\n  "note": "b"\n}')).toEqual([
      '2:10 /sku 7 stands where a string is expected.',
      '3:12 /count 2.5 stands where a whole number of 32 bits is expected.',
      '5:11 /note The value of a union is wrapped in the name of its branch, such as {"string": …}.',
      '4:3 /colour record Line has no field “colour”.',
    ]);
  });

  it('[V19] that lack a field say which, even if it has a default', () => {
    const note = schema(record('Note', [field('text', 'string', { default: '' })]));
    expect(misfits(note, '{}')).toEqual(['1:1  Field “text” is missing.']);
  });

  it('[V19] with an unknown branch are told the known ones', () => {
    expect(misfits(schema(['null', 'int', record('shop.Line', [])]), '{"Line": {}}')).toEqual([
      '1:2 /Line The union has no branch “Line”: it holds int or shop.Line.',
    ]);
  });

  it('[V19] with a symbol, a size or a byte that does not fit', () => {
    expect(misfits(schema({ type: 'enum', name: 'E', symbols: ['A', 'B'] }), '"C"')).toEqual([
      '1:1  “C” is none of the symbols of enum E: A, B.',
    ]);
    expect(misfits(schema({ type: 'fixed', name: 'F', size: 2 }), '"abc"')).toEqual(['1:1  fixed F holds 2 bytes, not 3.']);
    expect(misfits(schema('bytes'), '"€"')).toEqual([
      '1:1  A string stands where a string of characters from U+0000 to U+00FF is expected.',
    ]);
  });

  it('[V19] that are no JSON say so', () => {
    expect(misfits(line, '{"sku": }')).toEqual(['1:9 undefined The payload is not JSON: a value is expected here.']);
  });
});
