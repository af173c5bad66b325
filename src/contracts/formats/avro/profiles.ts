import { type AvroSchema, isNamed, type NamedSchema, unqualified } from './schema.ts';

/** Why a reader can't read a writer, in the words of Avro's Java library, which registries use. */
export type AvroRule =
  | 'TYPE_MISMATCH'
  | 'NAME_MISMATCH'
  | 'MISSING_ENUM_SYMBOLS'
  | 'FIXED_SIZE_MISMATCH'
  | 'READER_FIELD_MISSING_DEFAULT_VALUE'
  | 'MISSING_UNION_BRANCH';

export type AvroProfileName = 'java' | 'python' | 'rust' | 'ruby';

/**
 * How one implementation of Avro departs from the others. Verdicts of java, python and rust agree; rust has its own
 * names for the reasons, and python leaves branches out of places. Ruby compares full names in unions, and reads decimals of bytes and fixed into each other.
 */
export interface AvroProfile {
  readonly name: AvroProfileName;
  /** Own words for reasons. */
  readonly reasons: Readonly<Partial<Record<AvroRule, string>>>;
  /** Two named types of different names and kinds: is the name told, or the kind? */
  readonly namesBeforeKinds: boolean;
  readonly fullNamesInUnions: boolean;
  /** A reader that is no union against a branch of the writer's: is the branch's number part of the place? */
  readonly branchesInPlaces: boolean;
  readonly decimalsAcrossTypes: boolean;
}

const plain = {
  reasons: {},
  namesBeforeKinds: false,
  fullNamesInUnions: false,
  branchesInPlaces: true,
  decimalsAcrossTypes: false,
};

export const avroProfiles: Readonly<Record<AvroProfileName, AvroProfile>> = {
  java: { name: 'java', ...plain },
  python: { name: 'python', ...plain, branchesInPlaces: false },
  rust: {
    name: 'rust',
    ...plain,
    namesBeforeKinds: true,
    reasons: {
      TYPE_MISMATCH: 'WrongType',
      NAME_MISMATCH: 'NameMismatch',
      MISSING_ENUM_SYMBOLS: 'MissingSymbols',
      FIXED_SIZE_MISMATCH: 'FixedMismatch',
      READER_FIELD_MISSING_DEFAULT_VALUE: 'MissingDefaultValue',
      MISSING_UNION_BRANCH: 'MissingUnionElements',
    },
  },
  ruby: { name: 'ruby', ...plain, fullNamesInUnions: true, decimalsAcrossTypes: true },
};

/** Namespaces don't count, except where a profile wants full names in unions; an alias of the reader is a full name. */
export function sameName(reader: NamedSchema, writer: NamedSchema, full: boolean): boolean {
  if (reader.aliases.includes(writer.name)) return true;
  return full ? reader.name === writer.name : unqualified(reader.name) === unqualified(writer.name);
}

/** What a reader of each kind takes besides its own kind. */
const promotions: Readonly<Record<string, readonly string[]>> = {
  long: ['int'],
  float: ['int', 'long'],
  double: ['int', 'long', 'float'],
  string: ['bytes'],
  bytes: ['string'],
};

export function promotes(writer: AvroSchema, reader: AvroSchema): boolean {
  return promotions[reader.kind]?.includes(writer.kind) ?? false;
}

/** Decimals of equal precision and scale, whatever holds their bytes. */
export function sameDecimal(reader: AvroSchema, writer: AvroSchema): boolean {
  return (
    reader.logical?.name === 'decimal' &&
    writer.logical?.name === 'decimal' &&
    reader.logical.precision === writer.logical.precision &&
    reader.logical.scale === writer.logical.scale
  );
}

/** May this branch of a reader's union be the one that reads the writer? Its parts may still fail. */
export function mayRead(branch: AvroSchema, writer: AvroSchema, profile: AvroProfile): boolean {
  if (profile.decimalsAcrossTypes && sameDecimal(branch, writer)) return true;
  if (isNamed(branch) && isNamed(writer)) {
    return branch.kind === writer.kind && sameName(branch, writer, profile.fullNamesInUnions);
  }
  return branch.kind === writer.kind || promotes(writer, branch);
}
