import { assert } from '#base/assert.ts';
import type { Id } from '#base/ids.ts';
import { compare, compareForPeople } from '#base/order.ts';
import { list, normalName, quoted } from '#base/text.ts';
import { type Design, type Element, elementKindNames } from '#model/design.ts';
import { propertiesOf, stated } from '#model/values.ts';
import { alignEdges } from './align-edges.ts';
import { alignParts } from './align-parts.ts';
import type { Alignment, Row } from './alignment.ts';
import { assign } from './assign.ts';
import { type Evidence, type Group, type Likeness, leastScore, likenessOf, type Subject, subjectOf } from './likeness.ts';

/** Element indexes of one row, by design (in canonical order). */
interface Building {
  readonly group: Group;
  readonly members: (number | undefined)[];
  sure: number;
  why: string;
}

/** Aligns two to four designs by meaning; see SPEC.md. One design alone gives rows of one cell. */
export function align(designs: readonly Design[]): Alignment {
  assert(designs.length >= 1 && designs.length <= 12, 'one to twelve designs are compared');
  const given = designs.map(subjectOf);
  const keys = given.map(contentKey);
  const order = keys.map((_, i) => i).sort((a, b) => compare(keys[a] as string, keys[b] as string));
  const subjects = order.map((i) => given[i] as Subject);
  const built = merge(subjects);
  const rows = built.map((row) => finished(row, subjects, order)).sort(byReading);
  const rowOf = designs.map(() => new Map<Id, string>());
  for (const row of rows) for (const [d, id] of row.cells.entries()) if (id !== undefined) rowOf[d]?.set(id, row.id);
  const edges = alignEdges(designs, rows, rowOf, order);
  for (const edge of edges) for (const [d, id] of edge.cells.entries()) if (id !== undefined) rowOf[d]?.set(id, edge.id);
  return { rows, edges, parts: alignParts(designs, rows, rowOf, order), rowOf };
}

/** The same for designs with the same content: makes the result independent of the order of the designs [A7]. */
function contentKey(subject: Subject): string {
  const record = (each: { id: Id; kind: Element['kind'] | string; props: unknown }) => [
    each.id,
    each.kind,
    stated(propertiesOf(each.kind as Element['kind']), each.props as Readonly<Record<string, unknown>>),
  ];
  const edges = [...subject.design.edges.values()].sort((a, b) => compare(a.id, b.id));
  return JSON.stringify([subject.elements.map(record), edges.map((edge) => [...record(edge), edge.from, edge.to])]);
}

function merge(subjects: readonly Subject[]): Building[] {
  const likeness = subjects.map((a, i) => subjects.map((b, j) => (i < j ? likenessOf(a, b) : undefined)));
  const pair = (d: number, e: number): Likeness => {
    const found = likeness[d]?.[e];
    assert(found, 'every two designs have been compared');
    return found;
  };
  const between = (d: number, i: number, e: number, j: number): Evidence =>
    d < e ? pair(d, e).evidence(i, j) : pair(e, d).evidence(j, i);
  const score = (d: number, i: number, e: number, j: number) => (d < e ? pair(d, e).score(i, j) : pair(e, d).score(j, i));

  const [first, ...others] = byLikeness(subjects, score);
  const rows: Building[] = [];
  const alone = (d: number, i: number) => {
    const members: (number | undefined)[] = subjects.map(() => undefined);
    members[d] = i;
    rows.push({ group: (subjects[d] as Subject).groups[i] as Group, members, sure: 1, why: '' });
  };
  if (first === undefined) return rows;
  for (const i of (subjects[first] as Subject).elements.keys()) alone(first, i);

  for (const d of others) {
    const subject = subjects[d] as Subject;
    const joined = new Set<number>();
    for (const group of new Set(subject.groups)) {
      const candidates = rows.filter((row) => row.group === group);
      const elements = [...subject.elements.keys()].filter((i) => subject.groups[i] === group);
      const mean = candidates.map((row) =>
        elements.map((j) => {
          let sum = 0;
          let count = 0;
          for (const [e, i] of row.members.entries()) {
            if (i === undefined) continue;
            sum += score(e, i, d, j);
            count++;
          }
          return sum / count;
        }),
      );
      for (const { row: r, column: c, regret, rival } of assign(mean, leastScore[group])) {
        const row = candidates[r] as Building;
        const j = elements[c] as number;
        const pieces = row.members.flatMap((i, e) => (i === undefined ? [] : [between(e, i, d, j)]));
        const value = (mean[r] as number[])[c] as number;
        const rivalName =
          rival === undefined
            ? undefined
            : 'column' in rival
              ? nameAt(subject, elements[rival.column] as number)
              : nameOfRow(subjects, candidates[rival.row] as Building);
        const doubt = doubtOf(value, regret, leastScore[group], pieces);
        if (doubt <= row.sure) row.sure = doubt;
        // The weakest joint speaks for the row.
        if (row.why === '' || doubt <= row.sure) row.why = reasonOf(pieces, doubt < 0.7 ? rivalName : undefined);
        row.members[d] = j;
        joined.add(j);
      }
    }
    for (const j of subject.elements.keys()) if (!joined.has(j)) alone(d, j);
  }
  return rows;
}

/** The design most like all others first, then by likeness to it [A7]. */
function byLikeness(subjects: readonly Subject[], score: (d: number, i: number, e: number, j: number) => number): number[] {
  const total = subjects.map(() => subjects.map(() => 0));
  for (const [d, a] of subjects.entries()) {
    for (let e = d + 1; e < subjects.length; e++) {
      const b = subjects[e] as Subject;
      let sum = 0;
      for (const i of a.elements.keys()) {
        let best = 0;
        for (const j of b.elements.keys()) best = Math.max(best, score(d, i, e, j));
        sum += best;
      }
      (total[d] as number[])[e] = sum;
      (total[e] as number[])[d] = sum;
    }
  }
  const sums = total.map((row) => row.reduce((a, b) => a + b, 0));
  const first = sums.indexOf(Math.max(...sums));
  const rest = subjects.map((_, d) => d).filter((d) => d !== first);
  const toFirst = (d: number) => total[first]?.[d] ?? 0;
  return [first, ...rest.sort((d, e) => toFirst(e) - toFirst(d) || d - e)];
}

/** How sure a joint is, 0 to 1 [A8]. */
function doubtOf(value: number, regret: number, least: number, pieces: readonly Evidence[]): number {
  const strength = clamp((value - least) / (0.8 - least));
  const clear = clamp(regret / 0.2);
  // Random ids that agree and names that do not contradict them leave no doubt.
  const known = pieces.every((piece) => piece.origin && (piece.name ?? 1) >= 0.5);
  return known ? 1 : Math.round((0.3 + 0.4 * strength + 0.3 * clear) * 100) / 100;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function reasonOf(pieces: readonly Evidence[], rival: string | undefined): string {
  const least = (read: (piece: Evidence) => number) => Math.min(...pieces.map(read));
  const reasons: string[] = [];
  if (pieces.every((piece) => piece.origin)) reasons.push('the same origin');
  const name = least((piece) => piece.name ?? -1);
  if (name === 1) reasons.push('the same name');
  else if (name >= 0.6) reasons.push('similar names');
  const near = least((piece) => piece.neighbours);
  if (near >= 0.7) reasons.push('the same neighbours');
  else if (near >= 0.35) reasons.push('similar neighbours');
  const differs = name >= 0 && name < 0.35 ? 'Different names' : '';
  const found = list(reasons);
  const because =
    found === ''
      ? 'Alike in several small ways'
      : differs === ''
        ? `${found[0]?.toUpperCase()}${found.slice(1)}`
        : `${differs}, but ${found}`;
  return rival === undefined ? `${because}.` : `${because}. It could also be ${rival}.`;
}

function nameAt(subject: Subject, i: number): string {
  return quoted((subject.elements[i] as Element).props.name, 'an unnamed one');
}

function nameOfRow(subjects: readonly Subject[], row: Building): string {
  const d = row.members.findIndex((i) => i !== undefined);
  return nameAt(subjects[d] as Subject, row.members[d] as number);
}

function finished(row: Building, subjects: readonly Subject[], order: readonly number[]): Row {
  const present = row.members.flatMap((i, d) => (i === undefined ? [] : [(subjects[d] as Subject).elements[i] as Element]));
  const cells: (Id | undefined)[] = row.members.map(() => undefined);
  for (const [d, i] of row.members.entries())
    if (i !== undefined) cells[order[d] as number] = (subjects[d] as Subject).elements[i]?.id;
  return {
    id: row.members.map((i, d) => (i === undefined ? '' : (subjects[d] as Subject).elements[i]?.id)).join('|'),
    kind: mostCommon(present.map((element) => element.kind)) as Row['kind'],
    label: labelOf(present.map((element) => element.props.name)),
    cells,
    sure: row.sure,
    why: row.why,
  };
}

/** The name that most give, in the most common spelling; among equals the shortest. */
function labelOf(names: readonly string[]): string {
  const named = names.filter((name) => name !== '').sort((a, b) => a.length - b.length || compare(a, b));
  const plain = mostCommon(named.map(normalName));
  return mostCommon(named.filter((name) => normalName(name) === plain)) ?? '';
}

/** The first of those that occur most often. */
function mostCommon(items: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  let best: string | undefined;
  for (const [item, count] of counts) if (best === undefined || count > (counts.get(best) as number)) best = item;
  return best;
}

function byReading(a: Row, b: Row): number {
  return (
    elementKindNames.indexOf(a.kind) - elementKindNames.indexOf(b.kind) ||
    compareForPeople(a.label, b.label) ||
    compare(a.id, b.id)
  );
}
