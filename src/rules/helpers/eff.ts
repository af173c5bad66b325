import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { all, any, type Claim, is, not, said } from '../maybe.ts';
import { triggers } from './trig.ts';

/** The writes that a handler does. */
export function writesBy(read: Reads, consumes: EdgeOf<'consumes'>): readonly EdgeOf<'writes'>[] {
  return read.out(consumes.to, 'writes').filter((write) => triggers(read, write, consumes.id));
}

/** The messages that a handler sends. */
export function publishesBy(read: Reads, consumes: EdgeOf<'consumes'>): readonly EdgeOf<'publishes'>[] {
  return read.out(consumes.to, 'publishes').filter((publish) => triggers(read, publish, consumes.id));
}

/** The calls that a handler makes, queries too. */
export function callsBy(read: Reads, consumes: EdgeOf<'consumes'>): readonly EdgeOf<'calls'>[] {
  return read.out(consumes.to, 'calls').filter((call) => triggers(read, call, consumes.id));
}

/** eff(e) is not empty: the handler changes something somewhere. */
export function acts(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  if (writesBy(read, consumes).length > 0 || publishesBy(read, consumes).length > 0) return said(true);
  return any(...callsBy(read, consumes).map((call) => is(call, 'purpose', 'command')));
}

/**
 * Some effect of the handler is outside the broker that its messages come from: a write, a call that changes
 * something, or a message to another broker. A broker transaction does not cover it.
 */
export function actsOutside(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  if (writesBy(read, consumes).length > 0) return said(true);
  const here = read.of(consumes.from, 'channel')?.props.broker;
  return any(
    ...callsBy(read, consumes).map((call) => is(call, 'purpose', 'command')),
    ...publishesBy(read, consumes).map((publish) => said(read.of(publish.to, 'channel')?.props.broker !== here)),
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
