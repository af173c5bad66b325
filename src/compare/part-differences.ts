import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { list, quoted } from '#base/text.ts';
import { type Design, elementOf } from '#model/design.ts';
import { rowKinds } from '#model/kinds/index.ts';
import type { Property } from '#model/property.ts';
import { fieldsAt, stepsAt } from './align-parts.ts';
import { isUnsure, type PartRow, type Row } from './alignment.ts';
import { type Compared, type Draft, one } from './difference.ts';
import { subject } from './element-differences.ts';
import { latestVersion } from './parts.ts';
import { phraseFor } from './phrases.ts';
import { categoryOf, importanceOf, propertyDifference } from './property-differences.ts';
import { haveOrNot } from './wording.ts';

/** Fields of contracts, steps of sagas, and the latest version of each contract. */
export function* partDifferences({ designs, alignment }: Compared): Generator<Draft> {
  const rows = new Map(alignment.rows.map((row) => [row.id, row]));
  for (const row of alignment.rows) if (row.kind === 'contract') yield* versionDifferences(designs, alignment, row);
  const parts = alignment.parts.map((part) => shared(designs, part, rows.get(part.of) as Row));
  yield* missingParts(parts);
  for (const part of parts) if (part.have.length > 1) yield* propertiesOfPart(designs, alignment, part);
}

/** A part row with its records, and which designs have it or could. */
interface Shared {
  readonly part: PartRow;
  readonly row: Row;
  readonly records: readonly (Record<string, unknown> | undefined)[];
  readonly have: readonly number[];
  readonly lack: readonly number[];
  readonly base: Pick<Draft, 'row' | 'ids' | 'unsure'>;
}

function shared(designs: Compared['designs'], part: PartRow, row: Row): Shared {
  const list = (d: number): readonly Record<string, unknown>[] =>
    (part.part === 'field' ? fieldsAt(designs[d] as Design, row.cells[d]) : stepsAt(designs[d] as Design, row.cells[d])) as never;
  const records = part.cells.map((id, d) => (id === undefined ? undefined : list(d).find((each) => each.id === id)));
  // Fields that nobody has listed yet are not missing: a contract without fields says nothing about them.
  const able = [...designs.keys()].filter((d) => row.cells[d] !== undefined && list(d).length > 0);
  return {
    part,
    row,
    records,
    have: able.filter((d) => records[d] !== undefined),
    lack: able.filter((d) => records[d] === undefined),
    base: { row: row.id, ids: row.cells.map(one), unsure: isUnsure(row) },
  };
}

/** Fields that the same designs have, and the same lack, are told together; of the steps of a saga each by itself. */
function* missingParts(parts: readonly Shared[]): Generator<Draft> {
  const groups = new Map<string, Shared[]>();
  for (const each of parts) {
    const { part, row, have, lack } = each;
    if (have.length === 0 || lack.length === 0) continue;
    const key = part.part === 'field' ? `${row.id} ${have}|${lack}` : part.id;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  for (const group of groups.values()) {
    const [{ part, row, have, lack, base }] = group as [Shared];
    const field = part.part === 'field';
    const names = group.map((each) => quoted(each.part.label, 'one without a name'));
    const what = field
      ? `the ${names.length === 1 ? 'field' : 'fields'} ${list(names)} in ${subject(row)}`
      : `a step of ${quoted(part.label, 'nobody')} in ${subject(row)}`;
    yield {
      ...base,
      id: `missing ${group.map((each) => each.part.id).sort(compare)[0]}`,
      category: field ? 'contracts' : 'workflow',
      importance: 2,
      conflict: true,
      sentence: haveOrNot(have, lack, ['has', 'have'], what),
    };
  }
}

function* propertiesOfPart(
  designs: Compared['designs'],
  alignment: Compared['alignment'],
  { part, row, records, base }: Shared,
): Generator<Draft> {
  const noun =
    part.part === 'field'
      ? `${quoted(part.label)} of ${subject(row)}`
      : `the step of ${quoted(part.label, 'nobody')} in ${subject(row)}`;
  const properties = rowKinds[part.part].properties as unknown as Readonly<Record<string, Property>>;
  for (const name in properties) {
    if (name === 'name' || name === 'participant') continue;
    // That a step is not undone is an answer; the other references of a step are simply not filled in yet.
    const property = name === 'undo' ? { ...(properties[name] as Property), default: '?' } : (properties[name] as Property);
    const draft = propertyDifference({
      designs,
      alignment,
      property,
      values: records.map((each) => each?.[name]),
      phrase: phraseFor(part.part, name),
      words: { name: noun, from: '', to: '' },
      noun,
    });
    if (!draft) continue;
    const category =
      part.part === 'field' && property.group !== 'Access and privacy' ? 'contracts' : categoryOf(part.part, name, property);
    yield {
      ...base,
      ...draft,
      id: `${name} ${part.id}`,
      category,
      importance: importanceOf(part.part, name, property, category),
    };
  }
}

const versionMatters = ['version', 'status', 'format', 'text'] as const;

/** What the latest version of a contract says besides its fields. */
function* versionDifferences(designs: Compared['designs'], alignment: Compared['alignment'], row: Row): Generator<Draft> {
  const latest = row.cells.map((id, d) => {
    const contract = id === undefined ? undefined : elementOf(designs[d] as Design, id, 'contract');
    return contract ? (latestVersion(contract as never) as Record<string, unknown> | undefined) : undefined;
  });
  if (latest.filter(Boolean).length < 2) return;
  const properties = rowKinds.version.properties as unknown as Readonly<Record<string, Property>>;
  for (const name of versionMatters) {
    const property = properties[name] as Property | undefined;
    if (!property) continue;
    const noun = `the latest version of ${subject(row)}`;
    const draft = propertyDifference({
      designs,
      alignment,
      property,
      values: latest.map((each): unknown => each?.[name]),
      phrase: undefined,
      words: { name: noun, from: '', to: '' },
      noun,
    });
    if (!draft) continue;
    yield {
      ...draft,
      id: `${name} ${row.id}`,
      row: row.id,
      ids: row.cells.map(one) as readonly (readonly Id[])[],
      unsure: isUnsure(row),
      category: 'contracts',
      importance: name === 'format' ? 2 : 3,
    };
  }
}
