import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { triggerOf } from './trig.ts';

/** A write that only messages cause: nothing is written until they arrive. */
export function isFed(read: Reads, write: EdgeOf<'writes'>): boolean {
  const { own, inputs } = triggerOf(read, write);
  return !own && inputs.length > 0;
}

/**
 * The service whose messages a store is made from: it publishes to a channel whose messages cause a write there, or its
 * database is captured for that channel.
 */
export function sourceOf(read: Reads, store: Id): Id | undefined {
  for (const write of read.into(store, 'writes')) {
    if (!isFed(read, write)) continue;
    for (const { from: channel } of triggerOf(read, write).inputs) {
      for (const { from } of read.into(channel, 'publishes')) {
        if (read.of(from, 'service')) return from;
        const captured = read.into(from, 'captures').flatMap((capture) => read.into(capture.from, 'writes'));
        const behind = captured.find((other) => read.of(other.from, 'service'))?.from;
        if (behind !== undefined) return behind;
      }
    }
  }
  return undefined;
}
