import { describe, expect, it } from 'vitest';
import { changes, failures, field, notes, record } from './avro.testkit.ts';

const colour = (symbols: string[], more: object = {}) => ({ type: 'enum', name: 'Colour', symbols, ...more });
const hash = (size: number) => ({ type: 'fixed', name: 'Hash', size });

describe('primitives', () => {
  it.each([
    ['int', 'long'],
    ['int', 'float'],
    ['int', 'double'],
    ['long', 'float'],
    ['long', 'double'],
    ['float', 'double'],
    ['string', 'bytes'],
    ['bytes', 'string'],
  ])('[V6] %s is read as %s', (writer, reader) => {
    expect(failures(writer, reader)).toEqual([]);
    expect(notes(writer, reader)).toEqual(['TYPE_PROMOTED /']);
  });

  it.each([
    ['long', 'int'],
    ['double', 'float'],
    ['int', 'string'],
    ['boolean', 'int'],
    ['null', 'string'],
  ])('[V6] %s is not read as %s', (writer, reader) => {
    expect(failures(writer, reader)).toEqual(['TYPE_MISMATCH /']);
  });
});

describe('lists and maps', () => {
  it('[V7] are compared by what they hold', () => {
    expect(failures({ type: 'array', items: 'long' }, { type: 'array', items: 'int' })).toEqual(['TYPE_MISMATCH /items']);
    expect(failures({ type: 'map', values: 'long' }, { type: 'map', values: 'int' })).toEqual(['TYPE_MISMATCH /values']);
    expect(failures({ type: 'map', values: 'int' }, { type: 'array', items: 'int' })).toEqual(['TYPE_MISMATCH /']);
  });
});

describe('enums and fixed', () => {
  it('[V8] a symbol that is gone is named', () => {
    const [change] = changes(colour(['RED', 'GREEN', 'BLUE']), colour(['RED', 'AMBER']));
    expect(change).toMatchObject({ rule: 'ENUM_SYMBOLS_ADDED', compatible: true });
    const failed = changes(colour(['RED', 'GREEN', 'BLUE']), colour(['RED'])).find((each) => !each.compatible);
    expect(failed).toMatchObject({
      rule: 'MISSING_ENUM_SYMBOLS',
      after: { pointer: '/symbols' },
      values: { before: '[RED, GREEN, BLUE]', after: '[RED]' },
      detail: ['Older data may hold GREEN, which has no reader.', 'Older data may hold BLUE, which has no reader.'],
    });
  });

  it('[V8] the enum’s default reads what is unknown, the field’s default does not', () => {
    const shirt = (type: object, more: object = {}) => record('Shirt', [field('colour', type, more)]);
    const before = shirt(colour(['RED', 'GREEN']));
    expect(failures(before, shirt(colour(['RED'], { default: 'RED' })))).toEqual([]);
    expect(failures(before, shirt(colour(['RED']), { default: 'RED' }))).toEqual(['MISSING_ENUM_SYMBOLS /fields/0/type/symbols']);
  });

  it('[V9] a fixed is read byte for byte', () => {
    expect(failures(hash(16), hash(16))).toEqual([]);
    expect(failures(hash(16), hash(20))).toEqual(['FIXED_SIZE_MISMATCH /size']);
  });
});

describe('records', () => {
  it('[V10] a new field needs a default', () => {
    const before = record('Order', [field('id', 'string')]);
    const order = (more: object) => record('Order', [field('id', 'string'), field('total', 'int', more)]);
    expect(failures(before, order({}))).toEqual(['READER_FIELD_MISSING_DEFAULT_VALUE /fields/1']);
    expect(failures(before, order({ default: 0 }))).toEqual([]);
  });

  it('[V10] a field is found by its alias, by its name first', () => {
    const before = record('Order', [field('id', 'string'), field('sum', 'int')]);
    expect(failures(before, record('Order', [field('total', 'int', { aliases: ['amount', 'sum'] })]))).toEqual([]);
    expect(failures(before, record('Order', [field('id', 'string', { aliases: ['sum'] })]))).toEqual([]);
  });

  it('[V10] what the writer has besides is skipped', () => {
    expect(
      notes(record('Order', [field('id', 'string'), field('note', 'string')]), record('Order', [field('id', 'string')])),
    ).toEqual(['FIELD_REMOVED /fields/1']);
  });

  it('[V12] another name is told, and the fields all the same', () => {
    const before = record('Order', [field('id', 'long')]);
    expect(failures(before, record('Purchase', [field('id', 'int')]))).toEqual([
      'NAME_MISMATCH /name',
      'TYPE_MISMATCH /fields/0/type',
    ]);
    expect(failures(before, record('Purchase', [field('id', 'long')], { aliases: ['Order'] }))).toEqual([]);
  });

  it('[V12] the namespace does not count', () => {
    const order = (namespace: string) => record('Order', [], { namespace });
    expect(failures(order('shop'), order('store'))).toEqual([]);
    expect(notes(order('shop'), order('store'))).toEqual(['NAMESPACE_CHANGED /name']);
  });
});

describe('unions', () => {
  it('[V11] a branch that is gone is told by its number in the writer', () => {
    expect(failures(['null', 'int', 'string'], ['string'])).toEqual(['MISSING_UNION_BRANCH /0', 'MISSING_UNION_BRANCH /1']);
  });

  it('[V11] a reader that is no union tells the reason of the branch', () => {
    const note = (type: unknown) => record('Note', [field('text', type)]);
    expect(failures(note(['null', 'string']), note('string'))).toEqual(['TYPE_MISMATCH /fields/0/type/0']);
  });

  it('[V11] a writer that is no union needs one branch', () => {
    expect(failures('int', ['null', 'long'])).toEqual([]);
    expect(failures('string', ['null', 'long'])).toEqual(['MISSING_UNION_BRANCH /']);
  });

  it('[V11] the branch of the same kind is taken before one that is promoted to', () => {
    expect(notes(['int'], ['long', 'int'])).toEqual(['UNION_BRANCH_ADDED /0']);
  });

  it('[V11] of two records of one name the one of the same namespace is taken', () => {
    const union = [record('a.Point', [field('x', 'int')]), record('b.Point', [field('y', 'int')])];
    expect(changes(union, union)).toEqual([]);
  });

  it('[V11] a record in a union must be readable as a whole', () => {
    const point = (...fields: object[]) => record('Point', fields);
    expect(failures(['null', point(field('x', 'long'))], ['null', point(field('x', 'int'))])).toEqual([
      'MISSING_UNION_BRANCH /1',
    ]);
  });
});

describe('recursive types', () => {
  const list = (value: string) => record('List', [field('value', value), field('next', ['null', 'List'])]);

  it('[V13] are compatible until something fails', () => {
    expect(failures(list('int'), list('long'))).toEqual([]);
    expect(failures(list('long'), list('int'))).toEqual([
      'TYPE_MISMATCH /fields/0/type',
      'MISSING_UNION_BRANCH /fields/1/type/1',
    ]);
  });

  it('[V13] fail through two types that hold each other', () => {
    const a = (leaf: string) =>
      record('A', [field('b', ['null', record('B', [field('a', ['null', 'A']), field('leaf', leaf)])])]);
    expect(failures(a('string'), a('int'))).toEqual(['MISSING_UNION_BRANCH /fields/0/type/1']);
  });

  it('[V13] may hang together in chains of any length', () => {
    const chain = (leaf: string) =>
      Array.from({ length: 8_000 }, (_, i) => record(`R${i}`, [field('f', i === 0 ? leaf : `R${i - 1}`)]));
    expect(failures(chain('int'), chain('int'))).toEqual([]);
    expect(failures(chain('long'), chain('int'))).toHaveLength(1_000);
    const last = (leaf: string) => record('Last', [field('all', { type: 'array', items: chain(leaf) }), field('f', 'R7999')]);
    expect(failures(last('int'), last('long'))).toEqual([]);
  });

  it('[V13] with more pairs than can be compared are told to be too large', () => {
    const many = (namespace: string) =>
      Array.from({ length: 1_000 }, (_, i) => record('Same', [], { namespace: `${namespace}${i}` }));
    expect(failures(many('a'), many('b'))).toEqual(['TOO_LARGE /']);
  });
});

describe('what is told', () => {
  it('[V14] all points of failure, in the order of the reader', () => {
    const before = record('Order', [field('id', 'long'), field('hash', hash(16)), field('note', ['null', 'string'])]);
    const after = record('Order', [
      field('id', 'int'),
      field('total', 'int'),
      field('hash', hash(20)),
      field('note', ['string']),
    ]);
    expect(failures(before, after)).toEqual([
      'TYPE_MISMATCH /fields/0/type',
      'READER_FIELD_MISSING_DEFAULT_VALUE /fields/1',
      'FIXED_SIZE_MISMATCH /fields/2/type/size',
      'MISSING_UNION_BRANCH /fields/3/type/0',
    ]);
  });

  it('[V14] the place in both texts, and the branch without a reader', () => {
    const before = '{"type": "record", "name": "Note", "fields": [\n  {"name": "text", "type": ["null", "string"]}\n]}';
    const after = '{"type": "record", "name": "Note", "fields": [{"name": "text",\n "type": ["string"]}]}';
    expect(changes(before, after)).toEqual([
      {
        rule: 'MISSING_UNION_BRANCH',
        compatible: false,
        before: { pointer: '/fields/0/type/0', range: { line: 2, column: 29, endLine: 2, endColumn: 35 } },
        after: { pointer: '/fields/0/type/0', range: { line: 2, column: 10, endLine: 2, endColumn: 20 } },
        values: { before: 'null', after: 'union of string' },
        message: 'Null may be in older data, but no branch of the union of string reads it: keep such a branch.',
        detail: ['Branch without a reader: null.'],
      },
    ]);
  });

  it('[V14] a pair of types that is met again once', () => {
    const two = (leaf: string) => record('Two', [field('a', record('Leaf', [field('v', leaf)])), field('b', 'Leaf')]);
    expect(failures(two('long'), two('int'))).toEqual(['TYPE_MISMATCH /fields/0/type/fields/0/type']);
  });

  it('[V15] what stops nobody', () => {
    const before = record('Order', [
      field('id', 'int'),
      field('sum', 'int'),
      field('state', colour(['A', 'B'])),
      field('old', 'int'),
    ]);
    const after = record('Order', [
      field('id', 'long', { default: 0 }),
      field('total', 'int', { aliases: ['sum'] }),
      field('state', colour(['A', 'C'], { default: 'A' })),
      field('note', 'string', { default: '' }),
    ]);
    expect(notes(before, after)).toEqual([
      'DEFAULT_ADDED /fields/0',
      'TYPE_PROMOTED /fields/0/type',
      'FIELD_ALIASED /fields/1',
      'ENUM_SYMBOLS_ADDED /fields/2/type/symbols',
      'ENUM_SYMBOLS_DEFAULTED /fields/2/type/symbols',
      'FIELD_ADDED_WITH_DEFAULT /fields/3',
      'FIELD_REMOVED /fields/3',
    ]);
  });

  it('[V15] a default that was removed, and a logical type that changed', () => {
    const before = record('Order', [field('at', { type: 'long', logicalType: 'timestamp-millis' }, { default: 0 })]);
    expect(notes(before, record('Order', [field('at', 'long')]))).toEqual([
      'DEFAULT_REMOVED /fields/0',
      'LOGICAL_TYPE_CHANGED /fields/0/type',
    ]);
  });

  it('[V15] nothing where nothing differs', () => {
    const order = record('Order', [field('id', 'string'), field('lines', { type: 'array', items: ['null', 'int'] })]);
    expect(changes(order, order)).toEqual([]);
  });
});

describe('profiles', () => {
  it('[V16] rust has its own names for reasons', () => {
    expect(failures('long', 'int', 'rust')).toEqual(['WrongType /']);
    expect(failures(record('A', []), { type: 'fixed', name: 'B', size: 2 }, 'rust')).toEqual(['NameMismatch /name']);
    expect(failures(record('A', []), { type: 'fixed', name: 'B', size: 2 }, 'java')).toEqual(['TYPE_MISMATCH /']);
  });

  it('[V16] python leaves branches out of places where the reader is no union', () => {
    expect(failures(['int', 'string'], 'int', 'python')).toEqual(['TYPE_MISMATCH /']);
    expect(failures(['int', 'string'], ['int'], 'python')).toEqual(['MISSING_UNION_BRANCH /1']);
  });

  it('[V17] ruby wants full names in unions', () => {
    const point = (namespace: string) => record('Point', [], { namespace });
    expect(failures(point('a'), ['null', point('b')], 'ruby')).toEqual(['MISSING_UNION_BRANCH /']);
    expect(failures(point('a'), ['null', point('b')], 'java')).toEqual([]);
    expect(failures(point('a'), point('b'), 'ruby')).toEqual([]);
  });

  it('[V17] ruby reads equal decimals of bytes and fixed into each other', () => {
    const decimal = (precision: number) => ({ logicalType: 'decimal', precision, scale: 2 });
    const bytes = { type: 'bytes', ...decimal(6) };
    expect(failures(bytes, { ...hash(4), ...decimal(6) }, 'ruby')).toEqual([]);
    expect(failures(bytes, { ...hash(4), ...decimal(7) }, 'ruby')).toEqual(['TYPE_MISMATCH /']);
    expect(failures(bytes, { ...hash(4), ...decimal(6) }, 'java')).toEqual(['TYPE_MISMATCH /']);
  });
});
