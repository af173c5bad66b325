import type { Id } from '#base/ids.ts';
import { sameValue } from '#model/values.ts';
import type { Finding } from '#rules/finding.ts';
import type { ShownFinding } from './checking.ts';

/** Findings as they are shown; those that say the same as before stay the same objects. */
export function shownFindings(
  found: readonly Finding[],
  causes: ReadonlyMap<string, string>,
  before: readonly ShownFinding[],
): readonly ShownFinding[] {
  const known = new Map(before.map((each) => [each.key, each]));
  const shown = found.map((finding): ShownFinding => {
    const causedBy = causes.get(finding.key);
    const next: ShownFinding = {
      key: finding.key,
      rule: finding.rule,
      severity: finding.severity,
      subject: finding.subject,
      at: finding.at,
      what: finding.what,
      why: finding.why,
      next: finding.next,
      fixes: finding.fixes.map(({ title, kind }) => ({ title, kind })),
      ...(causedBy === undefined ? {} : { causedBy }),
    };
    const old = known.get(finding.key);
    return old && sameValue(old, next) ? old : next;
  });
  return shown.length === before.length && shown.every((each, i) => each === before[i]) ? before : shown;
}

/** Findings by the record that their mark stands on. */
export function recordsOf(findings: readonly ShownFinding[]): ReadonlyMap<Id, readonly ShownFinding[]> {
  const byRecord = new Map<Id, ShownFinding[]>();
  for (const finding of findings) {
    const id = finding.at[0];
    if (id === undefined) continue;
    const list = byRecord.get(id);
    if (list) list.push(finding);
    else byRecord.set(id, [finding]);
  }
  return byRecord;
}

export function sameQuestions(a: ReadonlyMap<Id, readonly string[]>, b: ReadonlyMap<Id, readonly string[]>): boolean {
  return a.size === b.size && [...a].every(([id, list]) => sameValue(list, b.get(id)));
}

export interface FindingFilter {
  readonly severities: ReadonlySet<ShownFinding['severity']>;
  readonly text: string;
  /** Only what concerns these records; undefined for all. */
  readonly only: ReadonlySet<Id> | undefined;
}

/** A finding with what mending it also mends. */
export interface FoldedFinding {
  readonly finding: ShownFinding;
  readonly consequences: readonly ShownFinding[];
}

export interface FindingGroup {
  readonly severity: ShownFinding['severity'];
  readonly items: readonly FoldedFinding[];
}

const order: readonly ShownFinding['severity'][] = ['error', 'warning', 'hint'];

/** The list of the panel: filtered, by severity, consequences under their cause. */
export function groupedFindings(
  findings: readonly ShownFinding[],
  { severities, text, only }: FindingFilter,
): readonly FindingGroup[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  const fits = (finding: ShownFinding) => {
    if (!severities.has(finding.severity)) return false;
    if (only && !finding.at.some((id) => only.has(id))) return false;
    const said = `${finding.what} ${finding.why} ${finding.next} ${finding.rule}`.toLowerCase();
    return words.every((word) => said.includes(word));
  };
  const matching = findings.filter(fits);
  const keys = new Set(matching.map((finding) => finding.key));
  const consequences = new Map<string, ShownFinding[]>();
  const roots: ShownFinding[] = [];
  for (const finding of matching) {
    // Where the cause itself is filtered away, the consequence stands for itself.
    if (finding.causedBy !== undefined && keys.has(finding.causedBy)) {
      const list = consequences.get(finding.causedBy);
      if (list) list.push(finding);
      else consequences.set(finding.causedBy, [finding]);
    } else roots.push(finding);
  }
  return order.flatMap((severity) => {
    const items = roots
      .filter((finding) => finding.severity === severity)
      .map((finding) => ({ finding, consequences: consequences.get(finding.key) ?? [] }));
    return items.length === 0 ? [] : [{ severity, items }];
  });
}
