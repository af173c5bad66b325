import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { type Claim, fails, not } from '../maybe.ts';
import { callsBy, publishesBy, writesBy } from './eff.ts';
import { aggregatesIdempotently, callsIdempotently, publishesIdempotently, writesIdempotently } from './idem.ts';

/** Something that a handler does, with the claim that doing it twice is the same as doing it once. */
export interface Effect {
  readonly edge: EdgeOf<'writes'> | EdgeOf<'publishes'> | EdgeOf<'calls'>;
  readonly same: Claim;
}

/**
 * Writes, messages, and calls that are not known to be queries. What goes to a retry channel or a dead-letter queue is
 * sent instead of the work.
 */
export function effectsOf(read: Reads, consumes: EdgeOf<'consumes'>): readonly Effect[] {
  return [
    ...writesBy(read, consumes).map((edge) => ({ edge, same: writesIdempotently(edge) })),
    ...callsBy(read, consumes)
      .filter((edge) => edge.props.purpose !== 'query')
      .map((edge) => ({ edge, same: callsIdempotently(read, edge) })),
    ...publishesBy(read, consumes)
      .filter((edge) => !setsAside(read, edge))
      .map((edge) => ({ edge, same: publishesIdempotently(edge) })),
  ];
}

function setsAside(read: Reads, publishes: EdgeOf<'publishes'>): boolean {
  const role = read.of(publishes.to, 'channel')?.props.role;
  return role === 'retry' || role === 'dlq';
}

/** What a processor keeps changes when a message is handled twice; one that keeps nothing has nothing to change. */
export function keptTwice(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  const processor = read.of(consumes.to, 'processor');
  return processor ? not(aggregatesIdempotently(processor)) : fails;
}
