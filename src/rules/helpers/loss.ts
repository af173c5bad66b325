import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { readsOf } from './carries.ts';
import { contractOf } from './contracts.ts';

/** The contracts that a handler reads and of which none may be lost: all of which nobody has said that it does no harm. */
export function dearTo(read: Reads, consumes: EdgeOf<'consumes'>): readonly string[] {
  return readsOf(read, consumes).filter((reference) => contractOf(read, reference)?.props.lossTolerated !== 'yes');
}

/** Whatever a handler reads may get lost now and then. Messages without a contract are taken to be needed. */
export function toleratesLoss(read: Reads, consumes: EdgeOf<'consumes'>): boolean {
  return readsOf(read, consumes).length > 0 && dearTo(read, consumes).length === 0;
}
