import { countsOf, type Reporter } from './report.ts';

/** For programs: everything that the text report says, and the keys of findings. */
export const jsonReport: Reporter = (report) => {
  const files = report.files.map((file) => ({
    path: file.path,
    findings: file.findings.map(({ finding, place, causedBy }) => ({
      key: finding.key,
      rule: finding.rule,
      category: finding.category,
      severity: finding.severity,
      what: finding.what,
      why: finding.why,
      next: finding.next,
      at: finding.at,
      assumes: finding.assumes,
      fixes: finding.fixes.map(({ id, title, kind }) => ({ id, title, kind })),
      ...(place && { line: place.line, column: place.column }),
      ...(causedBy !== undefined && { causedBy }),
    })),
    accepted: file.waived.map(({ finding, waiver: { is, ...waiver } }) => ({ key: finding.key, what: finding.what, ...waiver })),
    staleWaivers: file.stale.map(({ is, ...waiver }) => waiver),
    openQuestions: file.openQuestions,
    fixed: file.fixed,
  }));
  return `${JSON.stringify({ counts: countsOf(report), files, ...(report.base !== undefined && { base: report.base }) }, null, 2)}\n`;
};
