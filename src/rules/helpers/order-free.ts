import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { readsOf } from './carries.ts';
import { contractOf } from './contracts.ts';

/** The handler gets the whole state in each message and skips older ones: order does not matter any more. */
export function isIndifferentToOrder(read: Reads, consumes: EdgeOf<'consumes'>): boolean {
  if (consumes.props.idempotency !== 'versionCheck') return false;
  const contracts = readsOf(read, consumes);
  return contracts.length > 0 && contracts.every((each) => contractOf(read, each)?.props.category === 'state');
}
