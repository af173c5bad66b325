import type { Gesture, Sample } from './gesture.ts';

/** How long after its end a gesture may still come about: longer, and nobody expects it any more. */
const patienceMs = 3_000;

/**
 * A gesture whose module may still be on its way. What the pointer does meanwhile is told to it once it is there: where it came to, and
 * how it ended.
 */
export function late(fetched: Promise<Gesture | undefined>): Gesture {
  let gesture: Gesture | undefined;
  let moved: Sample | undefined;
  let end: { readonly at: number; readonly sample: Sample | undefined } | undefined;
  const begun = (made: Gesture | undefined) => {
    gesture = made;
    if (!made) return;
    if (moved) made.move(moved);
    if (!end) return;
    if (end.sample && performance.now() - end.at < patienceMs) made.end(end.sample);
    else made.cancel();
  };
  // What could not be fetched was never begun: there is nothing to take back.
  fetched.then(begun, () => {});
  return {
    get follows() {
      return gesture?.follows;
    },
    // What has not begun can only be begun by letting go.
    get needsDrop() {
      return gesture ? gesture.needsDrop : true;
    },
    move(sample) {
      moved = sample;
      gesture?.move(sample);
    },
    end(sample) {
      end = { at: performance.now(), sample };
      gesture?.end(sample);
    },
    cancel() {
      end = { at: 0, sample: undefined };
      gesture?.cancel();
    },
  };
}
