import type { Id } from '#base/ids.ts';
import { query, type Reads } from '../context.ts';
import { any, type Claim, fails, is } from '../maybe.ts';

/**
 * relied(ch): somebody counts on one key meaning one place in the channel: a handler that needs order per key, compaction,
 * or a processor behind it that joins or aggregates.
 */
export const relied = query((read: Reads, channel: Id): Claim => {
  const found = read.of(channel, 'channel');
  if (!found) return fails;
  return any(
    ...read.out(channel, 'consumes').map((consumes) => is(consumes, 'orderingNeed', 'perKey')),
    is(found, 'cleanup', 'compact', 'compact+delete'),
    ...read.out(channel, 'consumes').map((consumes) => {
      const processor = read.of(consumes.to, 'processor');
      return processor ? is(processor, 'op', 'aggregate', 'join') : fails;
    }),
  );
});
