import { describe, expect, it } from 'vitest';
import type { ReaderIs } from '../../change.ts';
import type { Broken } from '../../ways.ts';
import { field, record, schema } from './avro.testkit.ts';
import { avro } from './avro.ts';
import type { AvroDocument } from './schema.ts';
import { avroWays } from './ways.ts';

function brokenBetween(old: string, fresh: string, readerIs: ReaderIs): Broken<AvroDocument>[] {
  const [earlier, newest] = [schema(old), schema(fresh)];
  const [writer, reader] = readerIs === 'newer' ? [earlier, newest] : [newest, earlier];
  return avro
    .diff(writer, reader, 'java', readerIs)
    .filter(({ compatible }) => !compatible)
    .map((change) => ({ change, earlier, readerIs }));
}

/** What is offered and can be read, each with how many points it leaves. */
function offered(old: object, fresh: object, readerIs: ReaderIs = 'newer'): string[] {
  const [before, after] = [JSON.stringify(old, null, 2), JSON.stringify(fresh, null, 2)];
  return avroWays(after, brokenBetween(before, after, readerIs)).flatMap(({ title, text }) =>
    avro.parse(text).ok ? [`${title}: ${brokenBetween(before, text, readerIs).length}`] : [],
  );
}

const order = (...fields: object[]) => record('Order', fields);
const state = (...symbols: string[]) => order(field('state', { type: 'enum', name: 'State', symbols }));
const id = (type: unknown) => order(field('id', type));

describe('ways out where the newer version reads', () => {
  it('[V21] a new field gets a default, or may be null', () => {
    expect(offered(id('string'), order(field('id', 'string'), field('sum', 'double')))).toEqual([
      'Give “sum” a default: 0',
      'Let “sum” be null, which is then its default: 0',
    ]);
  });

  it('[V21] a renamed field reads the old one by an alias', () => {
    const fresh = order(field('id', 'string'), field('total', 'double', { aliases: ['amount'] }));
    expect(offered(order(field('id', 'string'), field('sum', 'double')), fresh)).toEqual([
      'Let “total” read older data’s “sum” by an alias: 0',
      'Give “total” a default: 0',
      'Let “total” be null, which is then its default: 0',
    ]);
    const [way] = avroWays(
      JSON.stringify(fresh),
      brokenBetween(JSON.stringify(order(field('id', 'string'), field('sum', 'double'))), JSON.stringify(fresh), 'newer'),
    );
    expect(JSON.parse(way?.text ?? '')).toMatchObject({ fields: [{}, { name: 'total', aliases: ['amount', 'sum'] }] });
  });

  it('[V21] a field of a record that is referred to by name is mended where it is defined', () => {
    const line = (...fields: object[]) =>
      order(field('first', record('Line', [field('sku', 'string'), ...fields])), field('second', 'Line'));
    expect(offered(line(), line(field('count', 'int')))).toEqual([
      'Give “count” a default: 0',
      'Let “count” be null, which is then its default: 0',
    ]);
  });

  it('[V21] a renamed record reads the old name by an alias, with its namespace where that is another one', () => {
    expect(offered(record('Paid', []), record('Payment', []))).toEqual([
      'Let “Payment” read older data’s “Paid” by an alias: 0',
      'Keep the name “Paid”: 0',
    ]);
    const [old, fresh] = [record('Paid', [], { namespace: 'shop' }), record('pay.Payment', [])];
    expect(offered(old, fresh)[0]).toBe('Let “pay.Payment” read older data’s “Paid” by an alias: 0');
    const [way] = avroWays(JSON.stringify(fresh), brokenBetween(JSON.stringify(old), JSON.stringify(fresh), 'newer'));
    expect(JSON.parse(way?.text ?? '')).toMatchObject({ aliases: ['shop.Paid'] });
  });

  it('[V21] symbols are kept, or read as a default', () => {
    expect(offered(state('OPEN', 'PAID'), state('OPEN', 'UNKNOWN'))).toEqual([
      'Keep PAID in “State”: 0',
      'Read what “State” does not know as UNKNOWN, its default: 0',
    ]);
  });

  it('[V21] both types are allowed, or the old one is put back', () => {
    expect(offered(id('string'), id('int'))).toEqual(['Allow both in “id”: string or int: 0', 'Put “id” back to string: 0']);
  });

  it('[V21] a branch stays in the union, at its end', () => {
    expect(offered(id(['null', 'string', 'int']), id(['null', 'string']))).toEqual(['Keep int in the union of “id”: 0']);
  });

  it('[V21] a size is kept', () => {
    const key = (size: number) => id({ type: 'fixed', name: 'Key', size });
    expect(offered(key(16), key(20))).toEqual(['Keep the size of “Key”, 16: 0']);
  });
});

describe('ways out where the older version reads', () => {
  it('[V21] a field without a default is kept', () => {
    expect(offered(order(field('id', 'string'), field('sum', 'double')), id('string'), 'older')).toEqual([
      'Keep the field “sum”: 0',
    ]);
  });

  it('[V21] a type is put back, and a name kept', () => {
    expect(offered(id('string'), id('int'), 'older')).toEqual(['Put “id” back to string: 0']);
    expect(offered(record('Paid', []), record('Payment', []), 'older')).toEqual(['Keep the name “Paid”: 0']);
  });

  it('[V21] there is none for a new symbol: only people can decide', () => {
    expect(offered(state('OPEN'), state('OPEN', 'PAID'), 'older')).toEqual([]);
  });
});
