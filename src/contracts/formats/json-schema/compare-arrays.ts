import { compareBounds } from './compare-values.ts';
import type { Report } from './comparison.ts';
import { additionalItems, everyItem, tupleKeyword, undeclaredItem } from './content-model.ts';
import { at, keywordsAt, type Location } from './schema.ts';
import type { Simple } from './tree.ts';
import { covering, whyNot } from './uncovered.ts';

/** Compares two lists: how many entries, the schema of all entries, and those of single ones. */
export function compareArrays(before: Simple, after: Simple, report: Report): void {
  compareBounds(
    [
      ['MAX_ITEMS', 'maxItems'],
      ['MIN_ITEMS', 'minItems'],
      ['MAX_CONTAINS', 'maxContains'],
      ['MIN_CONTAINS', 'minContains'],
    ],
    before,
    after,
    report,
  );
  compareUnique(at(before.location, 'uniqueItems'), at(after.location, 'uniqueItems'), report);
  compareEvery(before, after, report);
  compareTuples(before, after, report);
  covering('ADDITIONAL_ITEMS', [before, additionalItems(before)], [after, additionalItems(after)], report);
  const unevaluated = [at(before.location, 'unevaluatedItems'), at(after.location, 'unevaluatedItems')] as const;
  covering('UNEVALUATED_ITEMS', [before, unevaluated[0]], [after, unevaluated[1]], report);
}

function compareUnique(before: Location, after: Location, report: Report): void {
  const [was, is] = [before.value === true, after.value === true];
  if (was !== is) report.add(is ? 'UNIQUE_ITEMS_ADDED' : 'UNIQUE_ITEMS_REMOVED', { before, after });
}

function compareEvery(before: Simple, after: Simple, report: Report): void {
  const [old, young] = [everyItem(before), everyItem(after)];
  if (old !== undefined && young !== undefined) report.inside(before.tree.node(old), after.tree.node(young));
  else if (young !== undefined) report.add('SCHEMA_ADDED', { after: young });
  else if (old !== undefined) report.add('SCHEMA_REMOVED', { before: old });
}

function compareTuples(before: Simple, after: Simple, report: Report): void {
  const [old, young] = [entriesOf(before), entriesOf(after)];
  for (let index = 0; index < Math.max(old.length, young.length); index++) {
    const [was, is] = [old[index], young[index]];
    if (was !== undefined && is !== undefined) report.inside(before.tree.node(was), after.tree.node(is));
    else if (was !== undefined) itemRemoved(was, index, before, after, report);
    else if (is !== undefined) itemAdded(is, index, before, after, report);
  }
}

function entriesOf(list: Simple): Location[] {
  const keyword = tupleKeyword(list);
  const entries = keyword === undefined ? undefined : keywordsAt(list.location)[keyword];
  if (keyword === undefined || !Array.isArray(entries)) return [];
  return entries.map((_, index) => at(list.location, keyword, index));
}

function itemRemoved(location: Location, index: number, before: Simple, after: Simple, report: Report): void {
  const old = before.tree.node(location);
  const undeclared = undeclaredItem(after);
  const facts = { before: location, name: String(index + 1), contentModel: undeclared.model };
  if (undeclared.model === 'open') report.add('ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL', facts);
  else if (undeclared.covering !== undefined) {
    const outcome = report.attempt(old, undeclared.covering);
    const rule = outcome.compatible
      ? 'ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL'
      : 'ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL';
    report.add(rule, { ...facts, detail: whyNot(outcome, report) });
  } else if (old.kind === 'false') report.add('ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL', facts);
  else report.add('ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL', facts);
}

function itemAdded(location: Location, index: number, before: Simple, after: Simple, report: Report): void {
  const young = after.tree.node(location);
  const undeclared = undeclaredItem(before);
  const facts = { after: location, name: String(index + 1), contentModel: undeclared.model };
  if (undeclared.model === 'open') {
    const anything = young.kind === 'empty';
    report.add(anything ? 'ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL' : 'ITEM_ADDED_TO_OPEN_CONTENT_MODEL', facts);
  } else if (undeclared.covering !== undefined) {
    const outcome = report.attempt(undeclared.covering, young);
    const rule = outcome.compatible
      ? 'ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL'
      : 'ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL';
    report.add(rule, { ...facts, before: undeclared.covering.location, detail: whyNot(outcome, report) });
  } else report.add('ITEM_ADDED_TO_CLOSED_CONTENT_MODEL', facts);
}
