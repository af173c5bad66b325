import { compareArrays } from './compare-arrays.ts';
import { compareCombined, compareWithCombined } from './compare-combined.ts';
import { compareObjects } from './compare-objects.ts';
import { compareConst, compareEnums, compareNot, compareNumbers, compareStrings } from './compare-values.ts';
import type { Report } from './comparison.ts';
import { at, keywordsAt } from './schema.ts';
import { canonicalText, type Node, type Simple, type SimpleKind } from './tree.ts';
import { kindWords, shortText, subjectOf } from './words.ts';

/** Compares two nodes: what the writer's allows with what the reader's allows. */
export function compareNodes(before: Node, after: Node, report: Report): void {
  if (before.kind === 'combined' && after.kind === 'combined') {
    compareAnnotations(before, after, report);
    compareCombined(before, after, report);
  } else if (before.kind === 'combined' || after.kind === 'combined') {
    if (!compareWithCombined(before, after, report)) kindChanged(before, after, report);
  } else if (before.kind === after.kind) {
    compareAnnotations(before, after, report);
    sameKind(before, after, report);
  } else {
    kindChanged(before, after, report);
  }
}

function sameKind(before: Simple, after: Simple, report: Report): void {
  byKind[before.kind]?.(before, after, report);
}

/** Kinds that are not here have nothing else to differ in: anything, nothing, true or false, null. Conditions are never compared. */
const byKind: Readonly<Partial<Record<SimpleKind, (before: Simple, after: Simple, report: Report) => void>>> = {
  string: compareStrings,
  number: compareNumbers,
  array: compareArrays,
  object: compareObjects,
  enum: compareEnums,
  const: compareConst,
  not: compareNot,
};

/** Data under a schema that allows none does not exist, and a schema that allows anything reads it all. */
function kindChanged(before: Node, after: Node, report: Report): void {
  if (before.kind === 'false' || after.kind === 'empty' || (isBytes(before) && isBytes(after))) return;
  report.add('TYPE_CHANGED', {
    before: before.location,
    after: after.location,
    shownBefore: before.shown,
    shownAfter: after.shown,
    values: { before: kindWords(before), after: kindWords(after) },
    name: subjectOf(after.location),
  });
}

/** Connectors write bytes as text or as numbers, and mark them so. */
function isBytes(node: Node): boolean {
  return keywordsAt(node.location)['connect.type'] === 'bytes';
}

const annotations = [
  ['ID_CHANGED', '$id'],
  ['TITLE_CHANGED', 'title'],
  ['DESCRIPTION_CHANGED', 'description'],
  ['DEFAULT_CHANGED', 'default'],
] as const;

function compareAnnotations(before: Node, after: Node, report: Report): void {
  if (!before.annotated || !after.annotated) return;
  for (const [rule, keyword] of annotations) {
    const [old, young] = [annotation(before, keyword), annotation(after, keyword)];
    if (old.value === young.value) continue;
    if (canonicalText(old.value ?? null) === canonicalText(young.value ?? null)) continue;
    const values = { before: shortText(old.value), after: shortText(young.value) };
    report.add(rule, { before: old, after: young, values });
  }
}

function annotation(node: Node, keyword: string) {
  return at(node.location, keyword === '$id' && node.location.document.draft === '4' ? 'id' : keyword);
}
