import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Gesture, Sample } from './gesture.ts';
import { late } from './late.ts';

const sample = (x: number): Sample => ({ at: [x, 0], screen: [x, 0], client: [x, 0], alt: false, shift: false, ctrl: false });

/** A gesture that says what it was told, and the moment when it is fetched. */
function fetched() {
  const said: string[] = [];
  const gesture: Gesture = {
    follows: true,
    move: ({ at }) => void said.push(`move ${at[0]}`),
    end: ({ at }) => void said.push(`end ${at[0]}`),
    cancel: () => void said.push('cancel'),
  };
  let arrive = () => {};
  let fail = () => {};
  const promise = new Promise<Gesture | undefined>((resolve, reject) => {
    arrive = () => resolve(gesture);
    fail = () => reject(new Error('away'));
  });
  return { said, promise, arrive, fail };
}

describe('a gesture whose module is still on its way', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('hears where the pointer came to, and goes on from there', async () => {
    const { said, promise, arrive } = fetched();
    const gesture = late(promise);
    expect([gesture.follows, gesture.needsDrop]).toEqual([undefined, true]);
    gesture.move(sample(1));
    gesture.move(sample(2));
    arrive();
    await promise;
    expect([gesture.follows, gesture.needsDrop]).toEqual([true, undefined]);
    gesture.move(sample(3));
    gesture.end(sample(4));
    expect(said).toEqual(['move 2', 'move 3', 'end 4']);
  });

  it('is ended, or taken back, as the pointer did meanwhile', async () => {
    const [dropped, escaped] = [fetched(), fetched()];
    const drop = late(dropped.promise);
    drop.move(sample(1));
    drop.end(sample(2));
    const given = late(escaped.promise);
    given.move(sample(1));
    given.cancel();
    for (const each of [dropped, escaped]) {
      each.arrive();
      await each.promise;
    }
    expect([dropped.said, escaped.said]).toEqual([
      ['move 1', 'end 2'],
      ['move 1', 'cancel'],
    ]);
  });

  it('does nothing any more when it comes long after its end, or not at all', async () => {
    const [slow, gone] = [fetched(), fetched()];
    late(slow.promise).end(sample(1));
    vi.advanceTimersByTime(3_100);
    slow.arrive();
    await slow.promise;
    expect(slow.said).toEqual(['cancel']);
    const gesture = late(gone.promise);
    gone.fail();
    await gone.promise.catch(() => {});
    gesture.end(sample(1));
    expect(gone.said).toEqual([]);
  });
});
