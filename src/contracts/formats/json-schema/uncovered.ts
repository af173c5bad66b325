import { firstBreaks, type Outcome, type Report } from './comparison.ts';
import { isObject } from './keywords.ts';
import type { Location } from './schema.ts';
import type { Simple } from './tree.ts';
import { shortText } from './words.ts';

type Undeclared = 'ADDITIONAL_PROPERTIES' | 'UNEVALUATED_PROPERTIES' | 'ADDITIONAL_ITEMS' | 'UNEVALUATED_ITEMS';

/** Compares what two schemas say about what they do not declare: false, a schema, or nothing (which means true). */
export function covering(
  rule: Undeclared,
  [beforeNode, before]: readonly [Simple, Location],
  [afterNode, after]: readonly [Simple, Location],
  report: Report,
): void {
  const facts = { before, after, values: { before: shortText(before.value), after: shortText(after.value) } };
  const [wasSchema, isSchema] = [isObject(before.value), isObject(after.value)];
  if (before.value === false || after.value === false) {
    if (before.value !== after.value) report.add(before.value === false ? `${rule}_ADDED` : `${rule}_REMOVED`, facts);
  } else if (wasSchema && isSchema) report.inside(beforeNode.tree.node(before), afterNode.tree.node(after));
  else if (wasSchema) report.add(`${rule}_EXTENDED`, facts);
  else if (isSchema) report.add(`${rule}_NARROWED`, facts);
}

/** Why an attempt failed, in at most three sentences. */
export function whyNot(outcome: Outcome, { readerIs }: Report): string[] {
  return outcome.compatible ? [] : firstBreaks(outcome, 3, readerIs);
}
