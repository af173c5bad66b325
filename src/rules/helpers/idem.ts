import type { EdgeOf, ElementOf } from '#model/design.ts';
import { type Claim, fails, holds, unsaid } from '../maybe.ts';

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
