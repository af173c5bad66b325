import type { Change, FormatId, ReaderIs } from './change.ts';

/**
 * Which versions have to read each other's data. One table for every format: modes know nothing of schemas, and formats
 * nothing of modes.
 */
export const modes = {
  BACKWARD: { backward: true, forward: false, transitive: false, first: 'consumers' },
  BACKWARD_TRANSITIVE: { backward: true, forward: false, transitive: true, first: 'consumers' },
  FORWARD: { backward: false, forward: true, transitive: false, first: 'producers' },
  FORWARD_TRANSITIVE: { backward: false, forward: true, transitive: true, first: 'producers' },
  FULL: { backward: true, forward: true, transitive: false, first: 'any' },
  FULL_TRANSITIVE: { backward: true, forward: true, transitive: true, first: 'any' },
  NONE: { backward: false, forward: false, transitive: false, first: 'any' },
} as const satisfies Record<string, ModeRule>;

interface ModeRule {
  /** New consumers have to read old data. */
  readonly backward: boolean;
  /** Old consumers have to read new data. */
  readonly forward: boolean;
  /** Against every version instead of the last one. */
  readonly transitive: boolean;
  /** Who may be upgraded first. */
  readonly first: 'consumers' | 'producers' | 'any';
}

export type Mode = keyof typeof modes;

export type Status = 'published' | 'deprecated' | 'draft' | 'deleted';

/** A version of a contract. `S` is whatever the comparison that is handed to `check` takes. */
export interface Version<S> {
  /** How people call it: `1.2.0`. */
  readonly id: string;
  /** Undefined: nobody has said. It is then compared with any other as far as that goes. */
  readonly format: FormatId | undefined;
  readonly schema: S;
  /** Drafts and deleted versions bind nobody. Absent: published. */
  readonly status?: Status;
}

export type Direction = 'backward' | 'forward';

/** Two versions of which one cannot read the other's data. */
export interface FailingPair<C extends Change = Change> {
  readonly direction: Direction;
  /** The version whose consumers are hit. */
  readonly reader: string;
  /** The version whose data they cannot read. */
  readonly writer: string;
  readonly message: string;
  /** The changes that break, or none if the format itself changed. */
  readonly changes: readonly C[];
}

/** All differences between two versions of one format; `before` is the writer. Sentences are worded from the reader's side. */
export type Compare<S, C extends Change = Change> = (before: Version<S>, after: Version<S>, readerIs: ReaderIs) => readonly C[];

/**
 * Every pair that fails, newest version first. `earlier` is in order, oldest first. A first version never
 * fails: there is nothing to compare it with.
 */
export function check<S, C extends Change>(
  mode: Mode,
  earlier: readonly Version<S>[],
  candidate: Version<S>,
  compare: Compare<S, C>,
): FailingPair<C>[] {
  const rule = modes[mode];
  const failing: FailingPair<C>[] = [];
  for (const version of boundVersions(mode, earlier, candidate)) {
    if (rule.backward) failing.push(...failure('backward', version, candidate, compare));
    if (rule.forward) failing.push(...failure('forward', candidate, version, compare));
  }
  return failing;
}

/** The versions that a candidate is measured against, newest first. */
export function boundVersions<S>(mode: Mode, earlier: readonly Version<S>[], candidate: Version<S>): Version<S>[] {
  if (mode === 'NONE') return [];
  const binding = earlier.filter(({ id, status }) => id !== candidate.id && status !== 'draft' && status !== 'deleted');
  return (modes[mode].transitive ? binding : binding.slice(-1)).reverse();
}

function failure<S, C extends Change>(
  direction: Direction,
  writer: Version<S>,
  reader: Version<S>,
  compare: Compare<S, C>,
): FailingPair<C>[] {
  const pair = { direction, reader: reader.id, writer: writer.id };
  const cannot = `${reader.id} cannot read data of ${writer.id}`;
  if (writer.format !== undefined && reader.format !== undefined && writer.format !== reader.format) {
    const message = `${cannot}: one is ${formatNames[writer.format]}, the other ${formatNames[reader.format]}.`;
    return [{ ...pair, message, changes: [] }];
  }
  const changes = compare(writer, reader, direction === 'backward' ? 'newer' : 'older').filter((change) => !change.compatible);
  return changes.length === 0 ? [] : [{ ...pair, message: `${cannot}.`, changes }];
}

/** The formats as people write them. */
export const formatNames: Readonly<Record<FormatId, string>> = {
  jsonSchema: 'JSON Schema',
  avro: 'Avro',
  protobuf: 'Protobuf',
};
