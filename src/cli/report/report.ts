import type { Waiver } from '#model/checking.ts';
import type { Finding } from '#rules/finding.ts';
import type { Rule } from '#rules/rule.ts';
import type { Severity } from '#rules/severity.ts';
import type { Place } from '../designs.ts';

/** One finding of one file, as reports show it. */
export interface Reported {
  readonly finding: Finding;
  readonly place: Place | undefined;
  /** Key of the finding that mends this one along with itself. */
  readonly causedBy: string | undefined;
}

export interface FileReport {
  readonly path: string;
  readonly findings: readonly Reported[];
  readonly waived: readonly { readonly finding: Finding; readonly place: Place | undefined; readonly waiver: Waiver }[];
  readonly stale: readonly Waiver[];
  /** Properties that nobody has stated and that would decide something. */
  readonly openQuestions: number;
  /** Safe fixes that were applied. */
  readonly fixed: number;
}

export interface CheckReport {
  readonly files: readonly FileReport[];
  /** Rules in use in any of the files. */
  readonly rules: readonly Rule[];
  /** Only what is new against this was reported. */
  readonly base: string | undefined;
}

/** A report as text, from the same data for all formats. */
export type Reporter = (report: CheckReport, options: { readonly colours: boolean }) => string;

export function countsOf(report: CheckReport): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, hint: 0 };
  for (const { findings } of report.files) for (const { finding } of findings) counts[finding.severity]++;
  return counts;
}
