import type { Id, MakeId } from '#base/ids.ts';
import { capital, list } from '#base/text.ts';
import type { Mode } from '#contracts/policy.ts';
import type { Fields } from '#contracts/table-differences.ts';
import type { ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { rowKinds } from '#model/kinds/index.ts';
import { isPublished } from '#model/published.ts';
import { rowWith } from '#model/values.ts';
import type { Reads } from '../context.ts';
import type { Say } from '../say.ts';
import { set } from './build.ts';
import { type Failure, failuresOf, type History, historyOf, plainly } from './changes.ts';

/** One change of the last version's fields that makes a change of it readable again. */
export type Mend =
  | { readonly act: 'optional' | 'needed'; readonly field: string }
  | { readonly act: 'type'; readonly field: string; readonly type: string }
  /** Takes the field over from an earlier version, by its row id. */
  | { readonly act: 'keep'; readonly field: string; readonly from: Id }
  /** Lets messages hold fields that the version does not name. */
  | { readonly act: 'open' };

/** What would mend each break; the newest version that fails has the first say. Undefined means that nothing would. */
export function mendsOf(failures: readonly Failure[]): readonly Mend[] {
  const mends = new Map<string, Mend>();
  for (const { direction, reader, writer, changes } of failures) {
    if (changes.length === 0) return [];
    const backward = direction === 'backward';
    const older = backward ? writer : reader;
    for (const { rule, field, values } of changes) {
      const mend = ((): Mend | undefined => {
        switch (rule) {
          case 'FIELD_MISSING':
            return backward ? { act: 'optional', field } : { act: 'keep', field, from: older };
          case 'FIELD_MAY_BE_MISSING':
            return { act: backward ? 'optional' : 'needed', field };
          case 'FIELD_TYPE_CHANGED':
          case 'FIELD_TYPE_NARROWED':
            return { act: 'type', field, type: (backward ? values?.before : values?.after) ?? '?' };
          case 'FIELD_NOT_ALLOWED':
            return backward ? { act: 'keep', field, from: older } : { act: 'open' };
          default:
            return undefined;
        }
      })();
      if (!mend) continue;
      const key = mend.act === 'open' ? 'open' : `${mend.act === 'needed' ? 'optional' : mend.act} ${mend.field}`;
      if (!mends.has(key)) mends.set(key, mend);
    }
  }
  return [...mends.values()];
}

/** What would make the last version keep a mode; nothing where it does, where it may not change any more, or where that fails. */
export function mendsFor(contract: ElementOf<'contract'>, mode: Mode): readonly Mend[] {
  const history = historyOf(contract);
  const last = contract.props.versions.at(-1);
  if (!history || !last || last.text !== '' || isPublished(last)) return [];
  const failures = plainly(failuresOf(history, mode));
  const mends = failures.length === 0 ? [] : mendsOf(failures);
  return plainly(failuresOf(mended(history, mends), mode)).length === 0 ? mends : [];
}

/** The versions as they would be then. */
export function mended({ contract, last, earlier }: History, mends: readonly Mend[]): Pick<History, 'last' | 'earlier'> {
  const opens = mends.some(({ act }) => act === 'open');
  const open = (fields: Fields): Fields => (opens ? { ...fields, content: 'open' } : fields);
  let rows = [...last.schema.rows];
  for (const mend of mends) {
    if (mend.act === 'open') continue;
    if (mend.act === 'keep') {
      const kept = contract.props.versions.find(({ id }) => id === mend.from)?.fields.find(({ name }) => name === mend.field);
      if (kept) rows = [...rows, kept];
    } else {
      const { act } = mend;
      const change = act === 'type' ? { type: mend.type } : { required: act === 'needed' ? 'yes' : 'no' };
      rows = rows.map((row) => (row.name === mend.field ? { ...row, ...change } : row));
    }
  }
  return {
    last: { ...last, schema: open({ ...last.schema, rows }) },
    earlier: earlier.map((each) => ({ ...each, schema: open(each.schema) })),
  };
}

export function mendEdits(read: Reads, contract: Id, mends: readonly Mend[], makeId: MakeId): Edit[] {
  const versions = read.of(contract, 'contract')?.props.versions ?? [];
  const last = versions.at(-1);
  if (!last) return [];
  return mends.flatMap((mend): Edit[] => {
    if (mend.act === 'open') return [set(contract, 'openContent', 'yes')];
    const path = ['versions', last.id, 'fields'];
    const now = last.fields.find(({ name }) => name === mend.field);
    if (mend.act === 'keep') {
      const kept = versions.find(({ id }) => id === mend.from)?.fields.find(({ name }) => name === mend.field);
      if (!kept || now) return [];
      return [{ op: 'addRow', id: contract, path, row: rowWith(rowKinds.field, makeId(), kept.order, kept) }];
    }
    if (!now) return [];
    return mend.act === 'type'
      ? [set(contract, [...path, now.id, 'type'], mend.type)]
      : [set(contract, [...path, now.id, 'required'], mend.act === 'needed' ? 'yes' : 'no')];
  });
}

/** “Make “total” optional and keep “note””, as an instruction. */
export function mendTitle(mends: readonly Mend[], say: Say): string {
  return capital(mendWords(mends, say));
}

/** What else a promise takes, at the end of an instruction that gives it. */
export function alsoMend(mends: readonly Mend[], say: Say): string {
  return mends.length === 0 ? '' : `: ${mendWords(mends, say)}`;
}

function mendWords(mends: readonly Mend[], say: Say): string {
  const fields = (act: Mend['act']) =>
    mends.flatMap((mend) => (mend.act === act && 'field' in mend ? [say.word(mend.field)] : []));
  const [optional, needed, typed, kept] = (['optional', 'needed', 'type', 'keep'] as const).map((act) => list(fields(act)));
  const all = [
    ...(optional ? [`make ${optional} optional`] : []),
    ...(needed ? [`keep ${needed} required`] : []),
    ...(typed ? [`leave the type of ${typed} as it was`] : []),
    ...(kept ? [`keep ${kept}`] : []),
    ...(mends.some(({ act }) => act === 'open') ? ['allow fields that are not named'] : []),
  ];
  return list(all);
}
