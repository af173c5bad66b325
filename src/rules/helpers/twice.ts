import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { all, type Claim, fails, is, likely, not, said, supposing } from '../maybe.ts';
import { repeats } from './dup.ts';
import { callsBy, guarded, writesBy } from './eff.ts';
import { callsIdempotently, writesIdempotently } from './idem.ts';

/** Something that a handler does, and whether a repeated message does harm by it. */
export interface Twice<E> {
  readonly edge: E;
  readonly claim: Claim;
}

/** Something is not the same when it is done twice. Idempotent by nature is believed of everything that may be so. */
export function harmTwice(consumes: EdgeOf<'consumes'>, same: Claim): Claim {
  return consumes.props.idempotency === 'natural' && same.holds === undefined ? fails : supposing(not(same));
}

export function writesTwice(read: Reads, consumes: EdgeOf<'consumes'>): readonly Twice<EdgeOf<'writes'>>[] {
  const writes = writesBy(read, consumes);
  if (writes.length === 0) return [];
  const twice = repeats(read, consumes);
  const open = supposing(not(guarded(read, consumes)));
  return writes.map((edge) => ({ edge, claim: all(twice, open, harmTwice(consumes, writesIdempotently(edge))) }));
}

/** Calls that change something elsewhere. Remembered ids leave only the gap between the call and the record of it. */
export function callsTwice(read: Reads, consumes: EdgeOf<'consumes'>): readonly Twice<EdgeOf<'calls'>>[] {
  const calls = callsBy(read, consumes);
  if (calls.length === 0) return [];
  const twice = repeats(read, consumes);
  const gap = consumes.props.idempotency === 'dedupStore' ? likely : said(true);
  return calls.map((edge) => ({
    edge,
    claim: all(twice, gap, is(edge, 'purpose', 'command'), not(callsIdempotently(read, edge))),
  }));
}
