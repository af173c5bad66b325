import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { all, any, type Claim, fails, is, not, supposing } from '../maybe.ts';
import { repeats } from './dup.ts';
import { guarded, writesBy } from './eff.ts';
import { aggregatesIdempotently, writesIdempotently } from './idem.ts';

/** The claims that an unguarded repeat does harm: for each write, and for what a processor keeps. */
export interface Harms {
  readonly writes: readonly { readonly write: EdgeOf<'writes'>; readonly harm: Claim }[];
  readonly kept: Claim;
}

/** The predicate of consumer-not-idempotent: a message may come twice, nothing notices, and then something adds up. */
export function harmsOf(read: Reads, consumes: EdgeOf<'consumes'>): Harms {
  const writes = writesBy(read, consumes);
  const processor = read.of(consumes.to, 'processor');
  const aggregates = processor?.props.op === 'aggregate';
  if (writes.length === 0 && !aggregates) return { writes: [], kept: fails };
  const twice = repeats(read, consumes);
  const open = not(guarded(read, consumes));
  // Idempotent by nature is believed of everything that may be so.
  const natural = consumes.props.idempotency === 'natural';
  const changes = (same: Claim) => (natural && same.holds === undefined ? fails : supposing(not(same)));
  return {
    writes: writes.map((write) => ({ write, harm: all(twice, supposing(open), changes(writesIdempotently(write))) })),
    kept:
      processor && aggregates
        ? all(
            twice,
            supposing(all(not(is(processor, 'guarantee', 'exactlyOnce')), open)),
            changes(aggregatesIdempotently(processor)),
          )
        : fails,
  };
}

/** Some repeat is known to do harm, without anything taken for granted. */
export function surelyHarmed(read: Reads, consumes: EdgeOf<'consumes'>): boolean {
  const { writes, kept } = harmsOf(read, consumes);
  const harm = any(...writes.map((each) => each.harm), kept);
  return harm.holds === true && harm.lowered === 0;
}
