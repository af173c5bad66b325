import type { Id } from '#base/ids.ts';
import { normalName } from '#base/text.ts';
import { type Design, elementOf, splitReference } from '#model/design.ts';
import type { Field, Step } from '#model/kinds/index.ts';
import type { PartRow, Row } from './alignment.ts';
import { assign } from './assign.ts';
import { nameLikeness } from './names.ts';
import { latestFields } from './parts.ts';

/** Fields of aligned contracts (latest versions) and steps of aligned sagas [A9]. */
export function alignParts(
  designs: readonly Design[],
  rows: readonly Row[],
  rowOf: readonly ReadonlyMap<Id, string>[],
  order: readonly number[],
): PartRow[] {
  const parts: PartRow[] = [];
  for (const row of rows) {
    if (row.kind === 'contract') {
      const lists = row.cells.map((id, d) => fieldsAt(designs[d] as Design, id));
      for (const cells of alignLists(lists, order, fieldLikeness, 0.6)) {
        const shown = cells[order.find((d) => cells[d] !== undefined) as number] as Field;
        parts.push(partRow(row.id, 'field', shown.name, cells, order));
      }
    } else if (row.kind === 'saga') {
      const lists = row.cells.map((id, d) => stepsAt(designs[d] as Design, id));
      const likeness = (a: Step, d: number, b: Step, e: number) => stepLikeness(a, rowOf[d], b, rowOf[e]);
      for (const cells of alignLists(lists, order, likeness, 0.35)) {
        const d = order.find((i) => cells[i] !== undefined) as number;
        const step = cells[d] as Step;
        parts.push(partRow(row.id, 'step', designs[d]?.elements.get(step.participant)?.props.name ?? '', cells, order));
      }
    }
  }
  return parts;
}

export function fieldsAt(design: Design, id: Id | undefined): readonly Field[] {
  const contract = id === undefined ? undefined : elementOf(design, id, 'contract');
  return contract ? latestFields(contract as never) : [];
}

export function stepsAt(design: Design, id: Id | undefined): readonly Step[] {
  return (id === undefined ? undefined : elementOf(design, id, 'saga'))?.props.steps ?? [];
}

function partRow(
  of: string,
  part: PartRow['part'],
  label: string,
  cells: readonly ({ readonly id: Id } | undefined)[],
  order: readonly number[],
): PartRow {
  const ids = cells.map((cell) => cell?.id);
  return { id: `${of}#${part}:${order.map((d) => ids[d] ?? '').join('|')}`, of, part, label, cells: ids };
}

/** Lists of rows side by side: each design's rows are joined to what is there, in canonical order [A7]. */
function alignLists<T>(
  lists: readonly (readonly T[])[],
  order: readonly number[],
  likeness: (a: T, d: number, b: T, e: number) => number,
  least: number,
): (T | undefined)[][] {
  const strands: (T | undefined)[][] = [];
  for (const d of order) {
    const items = lists[d] ?? [];
    const joined = new Set<number>();
    const scores = strands.map((strand) =>
      items.map((item) => Math.max(0, ...strand.flatMap((each, e) => (each === undefined ? [] : [likeness(each, e, item, d)])))),
    );
    for (const { row, column } of assign(scores, least)) {
      (strands[row] as (T | undefined)[])[d] = items[column];
      joined.add(column);
    }
    for (const [i, item] of items.entries()) {
      if (joined.has(i)) continue;
      const strand: (T | undefined)[] = lists.map(() => undefined);
      strand[d] = item;
      strands.push(strand);
    }
  }
  return strands;
}

/** Field names are terms, not prose: only spelling may differ. A field that was renamed is another field to its readers. */
function fieldLikeness(a: Field, _d: number, b: Field, _e: number): number {
  if (normalName(a.name) === normalName(b.name)) return a.id === b.id ? 1 : 0.95;
  const alike = nameLikeness(a.name, b.name) ?? 0;
  return alike >= 0.85 ? 0.7 : 0;
}

function stepLikeness(
  a: Step,
  rowsA: ReadonlyMap<Id, string> | undefined,
  b: Step,
  rowsB: ReadonlyMap<Id, string> | undefined,
): number {
  const same = (x: string, y: string) => {
    const left = rowsA?.get(splitReference(x)[0]);
    // What is in neither design (a broken reference) can still be the same words.
    return left === undefined ? x !== 'none' && x === y : left === rowsB?.get(splitReference(y)[0]);
  };
  const blank = [a, b].every((step) => step.participant === 'none' && step.do === 'none');
  return (
    (blank ? 0.3 : 0) + (same(a.participant, b.participant) ? 0.4 : 0) + (same(a.do, b.do) ? 0.5 : 0) + (a.id === b.id ? 0.1 : 0)
  );
}
