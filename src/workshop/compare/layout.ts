/** Width and height. */
export type Extent = readonly [width: number, height: number];

/** Side by side is what people expect: another arrangement has to show the drawings this much larger. */
const clearly = 1.2;
const head = 44;

/**
 * In how many columns the panes show their drawings largest. Drawings are as a rule wider than high, so that two on a
 * laptop are often better one above the other.
 */
export function columnsFor(drawings: readonly Extent[], [width, height]: Extent): number {
  const count = drawings.length;
  let best = count === 4 ? 2 : Math.max(1, count);
  let bestScale = scaleWith(best);
  for (let columns = count; columns >= 1; columns--) {
    const scale = scaleWith(columns);
    if (scale > bestScale * clearly) {
      best = columns;
      bestScale = scale;
    }
  }
  return best;

  /** The scale of the drawing that has to be made smallest. */
  function scaleWith(columns: number): number {
    const rows = Math.ceil(count / columns);
    const room: Extent = [width / columns - 40, height / rows - head - 40];
    return Math.min(
      1,
      ...drawings.map(([w, h]) => Math.min(Math.max(room[0], 1) / Math.max(w, 1), Math.max(room[1], 1) / Math.max(h, 1))),
    );
  }
}
