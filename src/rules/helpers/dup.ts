import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { all, any, type Claim, fails, holds, is, not } from '../maybe.ts';
import { deadLettersOf } from './dead-letters.ts';

/**
 * dup(e): the same message can reach the handler twice. Every product delivers at least once, so it always can, unless
 * the handler acknowledges before its work; and even then if something before it repeats messages.
 */
export function repeats(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  if (consumes.props.ack !== 'beforeEffect') return holds;
  const channel = read.of(consumes.from, 'channel');
  if (!channel) return fails;
  return any(
    is(consumes, 'rebuild', 'yes'),
    ...deadLettersOf(read, consumes).map((edge) => is(edge, 'redrive', 'manual', 'automatic')),
    ...read.into(channel.id, 'publishes').map((publishes) => {
      const connector = read.of(publishes.from, 'connector');
      return any(
        is(publishes, 'atomicity', 'outbox', 'cdc'),
        all(is(publishes, 'retries', 'yes'), is(publishes, 'idempotent', 'no'), not(is(channel, 'dedup', 'on'))),
        connector ? is(connector, 'guarantee', 'atLeastOnce') : fails,
      );
    }),
  );
}
