import type { EdgeKind } from '#model/kind.ts';

export interface LegendLine {
  readonly kind: EdgeKind;
  readonly says: string;
  readonly dash?: string;
  readonly start?: 'ring' | 'dot';
  readonly end: 'filled' | 'open' | 'barred' | 'cross' | 'none';
}

/** What each arrow means, drawn as on the canvas. */
export const legend: readonly LegendLine[] = [
  { kind: 'publishes', says: 'publishes a message', end: 'filled' },
  { kind: 'consumes', says: 'consumes messages', start: 'ring', end: 'open' },
  { kind: 'calls', says: 'calls, and waits for the answer', start: 'dot', end: 'filled' },
  { kind: 'writes', says: 'writes data', end: 'filled' },
  { kind: 'reads', says: 'reads data', end: 'open' },
  { kind: 'captures', says: 'captures changes of data', dash: '8 3 2 3', end: 'barred' },
  { kind: 'deadLetters', says: 'puts aside what failed', dash: '2 3', end: 'cross' },
];
