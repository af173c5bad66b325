import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { all, any, type Claim, fails, is, not, supposing } from '../maybe.ts';
import { repeats } from './dup.ts';
import { guarded } from './eff.ts';
import { aggregatesIdempotently } from './idem.ts';
import { harmTwice, type Twice, writesTwice } from './twice.ts';

/** The claims that an unguarded repeat does harm: for each write, and for what a processor keeps. */
export interface Harms {
  readonly writes: readonly Twice<EdgeOf<'writes'>>[];
  readonly kept: Claim;
}

/** The predicate of consumer-not-idempotent: a message may come twice, nothing notices, and then something adds up. */
export function harmsOf(read: Reads, consumes: EdgeOf<'consumes'>): Harms {
  const processor = read.of(consumes.to, 'processor');
  const kept =
    processor?.props.op === 'aggregate'
      ? all(
          repeats(read, consumes),
          supposing(all(not(is(processor, 'guarantee', 'exactlyOnce')), not(guarded(read, consumes)))),
          harmTwice(consumes, aggregatesIdempotently(processor)),
        )
      : fails;
  return { writes: writesTwice(read, consumes), kept };
}

/** Some repeat is known to do harm, without anything taken for granted. */
export function surelyHarmed(read: Reads, consumes: EdgeOf<'consumes'>): boolean {
  const { writes, kept } = harmsOf(read, consumes);
  const harm = any(...writes.map(({ claim }) => claim), kept);
  return harm.holds === true && harm.lowered === 0;
}
