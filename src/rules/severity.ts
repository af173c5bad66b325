/**
 * error: every implementation that follows the drawing has a counterexample; warning: some usual configuration has
 * one, or a strong public rule is broken; hint: style, missing information.
 */
export type Severity = 'error' | 'warning' | 'hint';

export const severities: readonly Severity[] = ['error', 'warning', 'hint'];

/** 0 for the most severe. */
export function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** So many steps down, never below a hint. */
export function lower(severity: Severity, steps: number): Severity {
  return severities[Math.min(rank(severity) + steps, severities.length - 1)] as Severity;
}
