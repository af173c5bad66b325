import { describe, expect, it } from 'vitest';
import type { Change } from './change.ts';
import { check, type Mode, modes, type Version } from './policy.ts';

/** A toy format: a schema is the set of letters that data may hold, and a reader can read what it has all letters of. */
const version = (id: string, schema: string, more: Partial<Version<string>> = {}): Version<string> => ({
  id,
  format: 'avro',
  schema,
  ...more,
});

const compare = (before: Version<string>, after: Version<string>): Change[] =>
  [...before.schema]
    .filter((letter) => !after.schema.includes(letter))
    .map((letter) => ({ rule: 'LETTER_GONE', compatible: false, message: `${letter} is gone.` }));

const failing = (mode: Mode, earlier: readonly Version<string>[], candidate: Version<string>) =>
  check(mode, earlier, candidate, compare).map(({ direction, message }) => `${direction}: ${message}`);

const v1 = version('v1', 'abc');
const v2 = version('v2', 'ab');

describe('modes', () => {
  it.each<[Mode, string, string[]]>([
    // The new version reads “a” only: it fails as a reader of both, and fits as a writer for both.
    ['BACKWARD', 'a', ['backward: v3 cannot read data of v2.']],
    ['BACKWARD_TRANSITIVE', 'a', ['backward: v3 cannot read data of v2.', 'backward: v3 cannot read data of v1.']],
    ['FORWARD', 'a', []],
    ['FORWARD_TRANSITIVE', 'a', []],
    ['FULL', 'a', ['backward: v3 cannot read data of v2.']],
    ['FULL_TRANSITIVE', 'a', ['backward: v3 cannot read data of v2.', 'backward: v3 cannot read data of v1.']],
    ['NONE', 'a', []],
    // The new version writes “d”, which nobody reads, and reads all that was ever written.
    ['BACKWARD', 'abcd', []],
    ['BACKWARD_TRANSITIVE', 'abcd', []],
    ['FORWARD', 'abcd', ['forward: v2 cannot read data of v3.']],
    ['FORWARD_TRANSITIVE', 'abcd', ['forward: v2 cannot read data of v3.', 'forward: v1 cannot read data of v3.']],
    ['FULL', 'abcd', ['forward: v2 cannot read data of v3.']],
    ['FULL_TRANSITIVE', 'abcd', ['forward: v2 cannot read data of v3.', 'forward: v1 cannot read data of v3.']],
    ['NONE', 'abcd', []],
    // What the last version allows and the first did not: the difference that only the transitive modes see.
    ['BACKWARD', 'ab', []],
    ['BACKWARD_TRANSITIVE', 'ab', ['backward: v3 cannot read data of v1.']],
    ['FORWARD', 'ab', []],
    ['FULL', 'ab', []],
    ['FULL_TRANSITIVE', 'ab', ['backward: v3 cannot read data of v1.']],
  ])('[C1] %s, a new version that holds “%s”', (mode, schema, expected) => {
    expect(failing(mode, [v1, v2], version('v3', schema))).toEqual(expected);
  });

  it('[C1] both directions of one pair are two failures', () => {
    expect(failing('FULL', [v1], version('v2', 'abd'))).toEqual([
      'backward: v2 cannot read data of v1.',
      'forward: v1 cannot read data of v2.',
    ]);
  });

  it('[C2] says who may be upgraded first', () => {
    expect(Object.entries(modes).map(([mode, { first }]) => `${mode} ${first}`)).toEqual([
      'BACKWARD consumers',
      'BACKWARD_TRANSITIVE consumers',
      'FORWARD producers',
      'FORWARD_TRANSITIVE producers',
      'FULL any',
      'FULL_TRANSITIVE any',
      'NONE any',
    ]);
  });
});

describe('versions', () => {
  it('[C3] a first version never fails, in any mode', () => {
    for (const mode of Object.keys(modes) as Mode[]) expect(failing(mode, [], v1)).toEqual([]);
  });

  it('[C4] drafts and deleted versions bind nobody; the last version is the last that binds', () => {
    const earlier = [v1, version('v2', 'abc', { status: 'draft' }), version('v3', 'xyz', { status: 'deleted' })];
    expect(failing('BACKWARD', earlier, version('v4', 'abc'))).toEqual([]);
    expect(failing('BACKWARD_TRANSITIVE', earlier, version('v4', 'ab'))).toEqual(['backward: v4 cannot read data of v1.']);
  });

  it('[C4] a deprecated version still binds', () => {
    expect(failing('BACKWARD', [version('v1', 'abc', { status: 'deprecated' })], v2)).toHaveLength(1);
  });

  it('[C4] a version is not measured against itself', () => {
    expect(failing('FULL_TRANSITIVE', [v1, v2], version('v2', 'abc'))).toEqual([]);
  });

  it('[C5] another format is incompatible in each direction that the mode asks for, and passes only where nothing is asked', () => {
    const other = version('v2', 'abc', { format: 'jsonSchema' });
    expect(failing('BACKWARD', [v1], other)).toEqual([
      'backward: v2 cannot read data of v1: one is Avro, the other JSON Schema.',
    ]);
    expect(failing('FULL', [v1], other)).toHaveLength(2);
    expect(failing('NONE', [v1], other)).toEqual([]);
  });

  it('[C7] the comparison is told which of the two versions reads', () => {
    const asked: string[] = [];
    check('FULL', [v1], v2, (writer, reader, readerIs) => {
      asked.push(`${reader.id} reads ${writer.id}, the ${readerIs} one`);
      return [];
    });
    expect(asked).toEqual(['v2 reads v1, the newer one', 'v1 reads v2, the older one']);
  });

  it('[C6] a failing pair names reader and writer and carries only the changes that break', () => {
    const withNoise = () => [
      { rule: 'TITLE', compatible: true, message: 'The title changed.' },
      { rule: 'TYPE', compatible: false, message: 'The type changed.' },
    ];
    expect(check('FORWARD', [v1], v2, withNoise)).toEqual([
      {
        direction: 'forward',
        reader: 'v1',
        writer: 'v2',
        message: 'v1 cannot read data of v2.',
        changes: [{ rule: 'TYPE', compatible: false, message: 'The type changed.' }],
      },
    ]);
  });
});
