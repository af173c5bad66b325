import { countingIds, type Id, type MakeId } from '#base/ids.ts';
import type { Design } from '#model/design.ts';
import { applyEdits, type Edit } from '#model/edit.ts';
import type { Checker } from './check.ts';
import type { Finding } from './finding.ts';
import { rank } from './severity.ts';

/**
 * Key of a finding → keys of those that mending it mends too. A finding stands in one list at most, and none that has a
 * list stands in one.
 */
export type Fold = ReadonlyMap<string, readonly string[]>;

/**
 * Finds which findings have one cause: it applies the first fix of each to a copy of the design, and sees what else is
 * gone. Yields after each trial, so that the caller can stop for a breath or for good; the checker is then back at the
 * design. One trial costs two re-checks of what the fix touches. Removing something mends whatever stood on it, which
 * says nothing about its cause: such fixes are not tried.
 */
export function* foldFindings(design: Design, findings: readonly Finding[], checker: Checker): Generator<void, Fold> {
  const mends = new Map<string, readonly Finding[]>();
  checker.check(design);
  for (const finding of findings) {
    const gone = mendedBy(design, finding, findings, checker, countingIds('fold'));
    if (gone.length > 0) mends.set(finding.key, gone);
    yield;
  }
  return folded(findings, mends);
}

/** The whole fold at once, for commands and tests. */
export function foldAll(design: Design, findings: readonly Finding[], checker: Checker): Fold {
  const steps = foldFindings(design, findings, checker);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Key of a finding → key of its cause, the other way round. */
export function causesOf(fold: Fold): ReadonlyMap<string, string> {
  return new Map([...fold].flatMap(([cause, keys]) => keys.map((key) => [key, cause] as const)));
}

function mendedBy(design: Design, finding: Finding, findings: readonly Finding[], checker: Checker, makeId: MakeId): Finding[] {
  const fix = finding.fixes[0];
  if (!fix) return [];
  const edits = checker.edits(finding, fix.id, makeId);
  if (edits.length === 0 || onlyRemoves(edits)) return [];
  const left = new Set(checker.check(applyEdits(design, edits)).findings.map(({ key }) => key));
  checker.check(design);
  if (left.has(finding.key)) return [];
  // A mild finding is never shown as the cause of a severe one: the severe one would be hidden under it.
  return findings.filter((other) => other !== finding && !left.has(other.key) && rank(other.severity) >= rank(finding.severity));
}

function onlyRemoves(edits: readonly Edit[]): boolean {
  const gone = new Set<Id>();
  for (const edit of edits) {
    if (edit.op !== 'removeElement' && edit.op !== 'removeEdge') return false;
    gone.add(edit.id);
  }
  return gone.size > 0;
}

/** Whoever mends most comes first; each other finding goes under the first that mends it. */
function folded(findings: readonly Finding[], mends: ReadonlyMap<string, readonly Finding[]>): Fold {
  const place = new Map(findings.map((finding, i) => [finding.key, i]));
  const causes = [...mends].sort(([a, x], [b, y]) => y.length - x.length || (place.get(a) as number) - (place.get(b) as number));
  const under = new Set<string>();
  const fold = new Map<string, readonly string[]>();
  for (const [cause, gone] of causes) {
    if (under.has(cause)) continue;
    const keys = gone.map(({ key }) => key).filter((key) => !under.has(key) && !fold.has(key));
    if (keys.length === 0) continue;
    fold.set(cause, keys);
    for (const key of keys) under.add(key);
  }
  return fold;
}
