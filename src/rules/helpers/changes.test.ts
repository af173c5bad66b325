import { describe, expect, it } from 'vitest';
import type { ElementOf } from '#model/design.ts';
import { designOf } from '../designs.testkit.ts';
import { changesBetween } from './changes.ts';

function changes(before: string, after: string, format = '?', openContent = '?') {
  const fields = (text: string) => `{\n${text}\n}`;
  const design = designOf(
    `contract C 1.0.0 event (format ${format}) ${fields(before)}\ncontract C 1.1.0 (format ${format}) ${fields(after)}`,
  );
  const contract = [...design.elements.values()].find((each) => each.kind === 'contract') as ElementOf<'contract'>;
  const [first, second] = contract.props.versions;
  if (!first || !second) throw new Error('two versions');
  const { any, newReadsOld, oldReadsNew } = changesBetween(first, second, openContent);
  return [any, newReadsOld.join(), oldReadsNew.join()];
}

describe('changes between two versions, by their fields', () => {
  it.each([
    ['nothing', 'a string', 'a string', [false, '', '']],
    ['a type that is named at last', 'a', 'a string', [false, '', '']],
    ['an optional field that is added', 'a string', 'a string\nb string optional', [true, '', '']],
    ['a required field that is added', 'a string', 'a string\nb string', [true, 'b', '']],
    ['one that is added with a default', 'a string', 'a string\nb string = "x"', [true, '', '']],
    ['a required field that is removed', 'a string\nb string', 'a string', [true, '', 'b']],
    ['an optional field that is removed', 'a string\nb string optional', 'a string', [true, '', '']],
    ['a field that gets another name', 'a string', 'b string', [true, 'b', 'a']],
    ['required that was optional', 'a string optional', 'a string', [true, 'a', '']],
    ['optional that was required', 'a string', 'a string optional', [true, '', 'a']],
    ['another default', 'a string = "x"', 'a string = "y"', [true, '', '']],
    ['another type altogether', 'a string', 'a bool', [true, 'a', 'a']],
    ['a whole number that gets a fraction', 'a int', 'a double', [true, '', 'a']],
    ['a fraction that is cut off', 'a double', 'a long', [true, 'a', '']],
    ['a longer number, in a format that may not care', 'a int', 'a long', [true, '', '']],
    ['a text that is a time', 'a string', 'a timestamp', [true, '', '']],
  ])('%s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  it('Avro tells long numbers from short ones', () => {
    expect(changes('a int', 'a long', 'avro')).toEqual([true, '', 'a']);
    expect(changes('a long', 'a int', 'avro')).toEqual([true, 'a', '']);
  });

  it('Protocol Buffers miss no field, and read one value as a list', () => {
    expect(changes('a string', 'b string', 'protobuf')).toEqual([true, '', '']);
    expect(changes('a string optional', 'a string', 'protobuf')).toEqual([true, '', '']);
    expect(changes('a string', 'a array', 'protobuf')).toEqual([true, '', '']);
    expect(changes('a string', 'a bool', 'protobuf')).toEqual([true, 'a', 'a']);
  });

  it('closed readers refuse what they do not know', () => {
    expect(changes('a string', 'a string\nb string optional', 'jsonschema', 'no')).toEqual([true, '', 'b']);
    expect(changes('a string\nb string optional', 'a string', 'jsonschema', 'no')).toEqual([true, 'b', '']);
  });
});
