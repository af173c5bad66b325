import { check, type FailingPair, type Mode, type Version } from '#contracts/policy.ts';
import { type Fields, type FieldsChange, tableDifferences } from '#contracts/table-differences.ts';
import type { ElementOf } from '#model/design.ts';
import type { Version as VersionRow } from '#model/kinds/index.ts';
import { fieldsOf } from './contracts.ts';

/**
 * Versions of a contract as the comparison of tables takes them. Rules never read schema texts: those come from strangers and
 * can be made to keep a page busy, so that a worker reads them, and the view of the contract shows its verdict. The rows
 * beside a text are kept in step with it; what breaks by the rows breaks by the text too (src/contracts/SPEC.md, C15).
 */
export function tableOf(version: VersionRow, openContent: string): Version<Fields> {
  const { id, status, text, fields } = version;
  const format = version.format === 'jsonschema' ? 'jsonSchema' : version.format;
  return {
    id,
    status: status === '?' ? 'draft' : status,
    format: format === 'jsonSchema' || format === 'avro' || format === 'protobuf' ? format : undefined,
    schema: {
      rows: fields,
      content: openContent === 'no' ? 'closed' : openContent === 'yes' ? 'open' : undefined,
      // A search for a word, not a reading of the text.
      aliases: text.includes('"aliases"'),
    },
  };
}

/** The last version and those before it, as far as their fields are known; undefined where there is nothing to compare. */
export interface History {
  readonly contract: ElementOf<'contract'>;
  readonly last: Version<Fields>;
  /** Oldest first. While nothing is published, drafts count as if they were, as in the view of the contract. */
  readonly earlier: readonly Version<Fields>[];
}

export function historyOf(contract: ElementOf<'contract'>): History | undefined {
  const { versions, openContent } = contract.props;
  const last = versions.at(-1);
  if (!last || versions.length < 2 || !fieldsOf(last)?.length) return undefined;
  const all = versions
    .slice(0, -1)
    .filter((version) => fieldsOf(version)?.length)
    .map((version) => tableOf(version, openContent));
  const binding = all.filter(({ status }) => status !== 'draft');
  const earlier = binding.length > 0 ? binding : all.map((version) => ({ ...version, status: 'published' as const }));
  return earlier.length > 0 ? { contract, last: tableOf(last, openContent), earlier } : undefined;
}

/** A pair of versions of which one cannot read the other's messages, and why. */
export type Failure = FailingPair<FieldsChange>;

/** The pairs that fail under a mode, newest version first. */
export function failuresOf({ last, earlier }: Pick<History, 'last' | 'earlier'>, mode: Mode): readonly Failure[] {
  return check(mode, earlier, last, tableDifferences);
}

/** Refused by strict registries only: no message that a producer sends by its version is unreadable. */
export function isDisputed({ rule }: FieldsChange): boolean {
  return rule === 'FIELD_ADDED_TO_OPEN_CONTENT';
}

/** The failures without what only strict registries mind. */
export function plainly(failures: readonly Failure[]): readonly Failure[] {
  return failures.flatMap((failure) => {
    const changes = failure.changes.filter((each) => !isDisputed(each));
    return changes.length > 0 || failure.changes.length === 0 ? [{ ...failure, changes }] : [];
  });
}

/** What differs between two versions that follow each other. */
export interface Changes {
  readonly any: boolean;
  /** Fields because of which new readers cannot read old messages. */
  readonly newReadsOld: readonly string[];
  /** Fields because of which old readers cannot read new messages. */
  readonly oldReadsNew: readonly string[];
}

export function changesBetween(before: VersionRow, after: VersionRow, openContent: string): Changes {
  const [old, now] = [tableOf(before, openContent), tableOf(after, openContent)];
  const forNew = tableDifferences(old, now);
  const forOld = tableDifferences(now, old);
  return { any: forNew.length > 0, newReadsOld: breaking(forNew), oldReadsNew: breaking(forOld) };
}

function breaking(changes: readonly FieldsChange[]): readonly string[] {
  return changes.filter((each) => !each.compatible && !isDisputed(each)).map(({ field }) => field);
}
