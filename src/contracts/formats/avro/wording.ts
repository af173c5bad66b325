import { list, quoted } from '#base/text.ts';
import type { ReaderIs } from '../../change.ts';
import type { Pair, Problem } from './pairs.ts';
import { type AvroSchema, called, unqualified } from './schema.ts';

/** One difference in words. `detail` is the proof: what was written and finds no reader. */
export interface Words {
  readonly message: string;
  readonly values?: { readonly before?: string; readonly after?: string };
  readonly detail?: readonly string[];
}

/** Where the older version reads, what is new is what was written; `readerIs` says from whose side it is told. */
export function problemWords(problem: Problem, { reader, writer }: Pair, readerIs: ReaderIs): Words {
  const older = readerIs === 'older';
  const name = problem.names[0] ?? '';
  const data = older ? 'New data' : 'Older data';
  const nobody = older ? 'which older readers do not know' : 'which the reader does not know';
  switch (problem.rule) {
    case 'TYPE_MISMATCH':
      return {
        message: older
          ? `${capital(called(writer))} is written now, and older readers expect ${called(reader)}: Avro does not turn one into the other.`
          : `${capital(called(writer))} was written, ${called(reader)} is expected: Avro does not turn one into the other.`,
        values: { before: called(writer), after: called(reader) },
        detail: [`Any value of ${called(writer)} in ${data.toLowerCase()} has no reader.`],
      };
    case 'NAME_MISMATCH':
      return {
        message: older
          ? `${capital(called(writer))} was named ${quoted(nameOf(reader))}, and older readers know no other name: keep it.`
          : `${capital(called(writer))} is now named ${quoted(nameOf(reader))}: keep the old name, or list it in “aliases”.`,
        values: { before: nameOf(writer), after: nameOf(reader) },
        detail: [`${data} carries ${quoted(name)}, ${nobody}.`],
      };
    case 'MISSING_ENUM_SYMBOLS': {
      const missing = list(problem.names.slice(0, 20));
      return {
        message: older
          ? `Older readers of ${called(reader)} do not know ${missing}, and have no default for what they do not know.`
          : `${capital(called(reader))} no longer knows ${missing}, and has no default for what it does not know.`,
        values: { before: symbolsOf(writer), after: symbolsOf(reader) },
        detail: problem.names.map((symbol) => `${data} may hold ${symbol}, which has no reader.`),
      };
    }
    case 'FIXED_SIZE_MISMATCH':
      return {
        message: `${capital(called(reader))} has another size: a fixed is read byte for byte.`,
        values: { before: sizeOf(writer), after: sizeOf(reader) },
        detail: [`${data} holds ${sizeOf(writer)} bytes where ${sizeOf(reader)} are read.`],
      };
    case 'READER_FIELD_MISSING_DEFAULT_VALUE':
      return {
        message: older
          ? `Field ${quoted(name)} is gone from new data, and older readers have no default for it: keep it.`
          : `Field ${quoted(name)} is not in older data and has no default: give it one.`,
        detail: [`${capital(called(writer))} ${older ? 'is' : 'was'} written without ${quoted(name)}.`],
      };
    case 'MISSING_UNION_BRANCH':
      return branchWords(reader, writer, readerIs);
  }
}

/** The writer's branch, or the whole writer where it is no union, that no branch of the reader reads. */
export function branchWords(reader: AvroSchema, writer: AvroSchema, readerIs: ReaderIs): Words {
  const written = capital(called(writer));
  return {
    message:
      readerIs === 'older'
        ? `${written} may be in new data, but no branch of older readers’ ${called(reader)} reads it.`
        : `${written} may be in older data, but no branch of the ${called(reader)} reads it: keep such a branch.`,
    values: { before: called(writer), after: called(reader) },
    detail: [`Branch without a reader: ${called(writer)}.`],
  };
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function symbolsOf(schema: AvroSchema): string {
  return schema.kind === 'enum' ? `[${schema.symbols.slice(0, 20).join(', ')}${schema.symbols.length > 20 ? ', …' : ''}]` : '';
}

function sizeOf(schema: AvroSchema): string {
  return schema.kind === 'fixed' ? String(schema.size) : '';
}

function nameOf(schema: AvroSchema): string {
  return 'name' in schema ? unqualified(schema.name) : schema.kind;
}
