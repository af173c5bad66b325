import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { all, any, type Claim, is, not, said } from '../maybe.ts';
import { triggers } from './trig.ts';

/** The writes that a handler does. */
export function writesBy(read: Reads, consumes: EdgeOf<'consumes'>): readonly EdgeOf<'writes'>[] {
  return read.out(consumes.to, 'writes').filter((write) => triggers(read, write, consumes.id));
}

/**
 * Some effect of the handler is outside the broker that its messages come from: a write, a call that changes
 * something, or a message to another broker. A broker transaction does not cover it.
 */
export function actsOutside(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  if (writesBy(read, consumes).length > 0) return said(true);
  const here = read.of(consumes.from, 'channel')?.props.broker;
  const calls = read.out(consumes.to, 'calls').filter((call) => triggers(read, call, consumes.id));
  const publishes = read.out(consumes.to, 'publishes').filter((publish) => triggers(read, publish, consumes.id));
  return any(
    ...calls.map((call) => is(call, 'purpose', 'command')),
    ...publishes.map((publish) => said(read.of(publish.to, 'channel')?.props.broker !== here)),
  );
}

/** guarded(e): something in the handler makes a repeated message harmless, whatever its effects are. */
export function guarded(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  const { ack } = consumes.props;
  return any(
    is(consumes, 'idempotency', 'dedupStore', 'versionCheck'),
    // `?` counts as afterEffect: that is what clients do unless told otherwise.
    said(ack === 'withEffect'),
    all(is(consumes, 'idempotency', 'brokerTx'), not(actsOutside(read, consumes))),
  );
}
