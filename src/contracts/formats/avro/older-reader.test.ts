import { describe, expect, it } from 'vitest';
import { field, record, schema } from './avro.testkit.ts';
import { avro } from './avro.ts';

/** What is said of a new version's data where the older version reads it. */
const said = (fresh: unknown, old: unknown) =>
  avro.diff(schema(fresh), schema(old), 'java', 'older').map(({ rule, message }) => `${rule}: ${message}`);

const order = (...fields: object[]) => record('Order', fields);
const state = (symbols: string[], more: object = {}) => ({ type: 'enum', name: 'State', symbols, ...more });

describe('[V20] the older version reads', () => {
  it.each<[string, unknown, unknown, string[]]>([
    [
      'a field is gone',
      order(),
      order(field('sum', 'double')),
      [
        'READER_FIELD_MISSING_DEFAULT_VALUE: Field “sum” is gone from new data, and older readers have no default for it: keep it.',
      ],
    ],
    [
      'a field with a default is gone',
      order(),
      order(field('sum', 'double', { default: 0 })),
      ['FIELD_ADDED_WITH_DEFAULT: Field “sum” is gone; for older readers its default stands in.'],
    ],
    ['a field is new', order(field('sum', 'double')), order(), ['FIELD_REMOVED: Field “sum” is new; older readers skip it.']],
    [
      'a type is another one',
      order(field('id', 'string')),
      order(field('id', 'int')),
      ['TYPE_MISMATCH: String is written now, and older readers expect int: Avro does not turn one into the other.'],
    ],
    [
      'a number is smaller',
      order(field('id', 'int')),
      order(field('id', 'long')),
      ['TYPE_PROMOTED: Int is read as long by older readers.'],
    ],
    [
      'a symbol is new',
      order(field('state', state(['OPEN', 'PAID']))),
      order(field('state', state(['OPEN']))),
      ['MISSING_ENUM_SYMBOLS: Older readers of enum State do not know PAID, and have no default for what they do not know.'],
    ],
    [
      'a symbol is new, and older readers have a default',
      order(field('state', state(['OPEN', 'PAID']))),
      order(field('state', state(['OPEN'], { default: 'OPEN' }))),
      ['ENUM_SYMBOLS_DEFAULTED: PAID of new data is read as OPEN, older readers’ default of enum State.'],
    ],
    [
      'a record has another name',
      record('Payment', []),
      record('Paid', []),
      ['NAME_MISMATCH: Record Payment was named “Paid”, and older readers know no other name: keep it.'],
    ],
    [
      'a union has a new branch',
      order(field('id', ['null', 'string', 'int'])),
      order(field('id', ['null', 'string'])),
      ['MISSING_UNION_BRANCH: Int may be in new data, but no branch of older readers’ union of null, string reads it.'],
    ],
    [
      'a default is new',
      order(field('sum', 'int', { default: 0 })),
      order(field('sum', 'int')),
      ['DEFAULT_REMOVED: Field “sum” has another default.'],
    ],
  ])('%s', (_, fresh, old, expected) => {
    expect(said(fresh, old)).toEqual(expected);
  });
});
