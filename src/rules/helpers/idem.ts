import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { all, any, type Claim, fails, holds, is, said, unsaid } from '../maybe.ts';

/** idem(w,e): writing twice gives the same result as writing once. */
export function writesIdempotently(write: EdgeOf<'writes'>): Claim {
  const { mode, expectedVersion } = write.props;
  if (expectedVersion === 'yes') return holds;
  switch (mode) {
    case 'upsert':
    case 'insertUnique':
    case 'delete':
      return holds;
    case 'increment':
    case 'append':
    case 'insert':
      return fails;
    default:
      // An update may set a value or change it by one: only its author knows.
      return unsaid({ id: write.id, property: 'mode' });
  }
}

/** The same for what a processor keeps; a processor that keeps nothing has nothing to repeat. */
export function aggregatesIdempotently(processor: ElementOf<'processor'>): Claim {
  if (processor.props.op !== 'aggregate') return holds;
  switch (processor.props.aggregateKind) {
    case 'latest':
    case 'maxmin':
    case 'set':
      return holds;
    case 'additive':
    case 'list':
      return fails;
    default:
      return unsaid({ id: processor.id, property: 'aggregateKind' });
  }
}

/**
 * idem(k): a query changes nothing; anything else is repeated without harm if a stable key goes along and is heeded. Beyond
 * the catalogue: also if the other side is said to do nothing more on the same request, with or without a key, as when a
 * value is set, or its status is asked first.
 */
export function callsIdempotently(read: Reads, call: EdgeOf<'calls'>): Claim {
  // Who has not said that keys are ignored is believed to heed them.
  const repeatable = read.of(call.to, 'external')?.props.idempotent ?? '?';
  if (repeatable === 'yes') return holds;
  return any(is(call, 'purpose', 'query'), all(is(call, 'idempotencyKey', 'yes'), said(repeatable !== 'no')));
}

/** idem(p): the second copy carries the same id as the first, so that readers can tell. */
export function publishesIdempotently(publishes: EdgeOf<'publishes'>): Claim {
  return is(publishes, 'idSource', 'stable', 'derived');
}
