import { failure, type Result, success } from '#base/result.ts';
import { edgeKindNames, elementKindNames } from './design.ts';
import type { EdgeKind, ElementKind } from './kind.ts';
import { rowKinds } from './kinds/index.ts';

/** Every kind of record that a file holds: elements, edges and rows. */
export type RecordKind = ElementKind | EdgeKind | keyof typeof rowKinds;

export const recordKinds: readonly RecordKind[] = [
  ...elementKindNames,
  ...edgeKindNames,
  ...(Object.keys(rowKinds) as (keyof typeof rowKinds)[]),
];

/** A record as it stands in a file: `props` of elements and edges, or a row. Not yet validated. */
export type RawRecord = Readonly<Record<string, unknown>>;

/**
 * How files of the version before become files of `version`. Steps are never changed once released: a file may have
 * been lying somewhere for years. [F8]
 */
export interface Migration {
  readonly version: number;
  /** One sentence for the change log: what is different. */
  readonly what: string;
  /** For each kind of record that changed (by its name before this step): its properties as they are from now on. */
  readonly records?: Readonly<Record<string, (props: RawRecord) => RawRecord>>;
  /** What can't be said record by record: kinds that were renamed, split or left out. Runs after `records`. */
  readonly file?: (file: RawRecord) => RawRecord;
}

/** All steps, oldest first. There is none yet: version 1 is the first. */
export const migrations: readonly Migration[] = [];

/** The version of files that are written. */
export const fileVersion = versionOf(migrations);

export function versionOf(steps: readonly Migration[]): number {
  return 1 + steps.length;
}

/** A file's content brought up to the present version. */
export function migrateFile(file: RawRecord, from: number, steps: readonly Migration[] = migrations): Result<RawRecord> {
  const current = versionOf(steps);
  if (from > current) {
    const message = `The file was made by a newer Millrace (file version ${from}; this one reads up to ${current}): update Millrace to open it.`;
    return failure({ message, path: '/millrace' });
  }
  let now = file;
  for (const step of steps.slice(from - 1)) {
    now = { ...now, millrace: step.version, elements: migrateList(now.elements, step), edges: migrateList(now.edges, step) };
    now = step.file?.(now) ?? now;
  }
  return success(now);
}

function migrateList(list: unknown, step: Migration): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((record: unknown) => {
    if (!isRecord(record) || !isRecord(record.props)) return record;
    return { ...record, props: migrateRecord(record.kind, record.props, step) };
  });
}

/** The properties of one record, and of its rows, after one step. */
export function migrateRecord(kind: unknown, props: RawRecord, step: Migration): RawRecord {
  const change = typeof kind === 'string' && step.records && Object.hasOwn(step.records, kind) ? step.records[kind] : undefined;
  const own = change?.(props) ?? props;
  return Object.fromEntries(
    Object.entries(own).map(([name, value]) => {
      const row = Object.hasOwn(rowLists, name) ? rowLists[name] : undefined;
      if (row === undefined || !Array.isArray(value)) return [name, value];
      return [name, value.map((each: unknown) => (isRecord(each) ? migrateRecord(row, each, step) : each))];
    }),
  );
}

/** Which kind of row a list holds, by the name of its property; a test proves it against the declarations. */
export const rowLists: Readonly<Record<string, keyof typeof rowKinds>> = Object.fromEntries(
  (Object.keys(rowKinds) as (keyof typeof rowKinds)[]).map((kind) => [rowKinds[kind].plural.toLowerCase(), kind]),
);

function isRecord(value: unknown): value is RawRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
