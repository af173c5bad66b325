import type { Change, Place, ReaderIs } from './change.ts';

/** A change of the newest version's text that may mend what breaks. Whoever offers it compares again first. */
export interface Way {
  /** An instruction, without a full stop. */
  readonly title: string;
  readonly text: string;
}

/** A point at which the newest version, whose text may still change, and an earlier one can't read each other. */
export interface Broken<S> {
  readonly change: Change;
  readonly earlier: S;
  /** Whether the newest version reads the earlier one’s data, or the earlier one its data. */
  readonly readerIs: ReaderIs;
}

/** Where a point stands in the newest version, and where in the earlier one. */
export function placesOf({ change, readerIs }: Pick<Broken<unknown>, 'change' | 'readerIs'>): {
  readonly newest: Place | undefined;
  readonly earlier: Place | undefined;
} {
  const { before, after } = change;
  return readerIs === 'newer' ? { newest: after, earlier: before } : { newest: before, earlier: after };
}

/** More ways than this are a new schema, not a mend. */
const mostWays = 12;

/** The ways of all points, each once: by one title goes one way. */
export function collectWays<S>(points: readonly Broken<S>[], waysOf: (point: Broken<S>) => readonly Way[]): readonly Way[] {
  const ways = new Map<string, Way>();
  for (const point of points) {
    if (ways.size >= mostWays) break;
    for (const way of waysOf(point)) if (!ways.has(way.title)) ways.set(way.title, way);
  }
  return [...ways.values()].slice(0, mostWays);
}
