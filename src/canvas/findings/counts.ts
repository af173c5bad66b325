import type { ShownFinding } from './checking.ts';

export type Counts = Readonly<Record<ShownFinding['severity'], number>>;

/** How many there are of each severity. */
export function countsOf(findings: readonly ShownFinding[]): Counts {
  const counts = { error: 0, warning: 0, hint: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}
