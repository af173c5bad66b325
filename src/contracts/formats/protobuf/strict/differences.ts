import type { Change } from '../../../change.ts';
import { confluentDifferences } from '../confluent.ts';
import type { ProtoDocument } from '../model.ts';
import { Context } from './context.ts';
import { strictRules } from './index.ts';

/** All that breaks one of the rules, rule by rule; and what was added, which breaks none. */
export function strictDifferences(before: ProtoDocument, after: ProtoDocument, rules: ReadonlySet<string>): Change[] {
  const context = new Context(before, after);
  for (const rule of strictRules) {
    if (!rules.has(rule.id)) continue;
    for (const { before: old, after: now, ...words } of rule.check(context)) {
      context.report.add({ rule: rule.id, compatible: false, ...words }, old, now);
    }
  }
  const added = confluentDifferences(before, after).filter((change) => change.compatible && change.rule.endsWith('_ADDED'));
  return [...context.report.changes, ...added];
}
