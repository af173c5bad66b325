import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { any, type Claim, fails, is, not, unsaid } from '../maybe.ts';
import { set } from './build.ts';
import { readsOf } from './carries.ts';
import { contractId, contractOf } from './contracts.ts';

/** Somebody would miss one of these messages if it got lost. Where no contract is drawn, nobody has said, and nobody is asked. */
export function missed(read: Reads, references: readonly string[]): Claim {
  const contracts = references.flatMap((each) => contractOf(read, each) ?? []);
  return contracts.length === 0 ? unsaid() : any(...contracts.map((contract) => not(is(contract, 'lossTolerated', 'yes'))));
}

/** The same for what a handler reads. One that promises at-most-once has been designed to miss some. */
export function missedBy(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  return consumes.props.claims === 'atMostOnce' ? fails : missed(read, readsOf(read, consumes));
}

/** The contracts of whose messages nobody has said that they may get lost. */
export function missedAmong(read: Reads, references: readonly string[]): readonly Id[] {
  const ids = new Set(references.map(contractId));
  return [...ids].filter((id) => read.of(id, 'contract') && read.of(id, 'contract')?.props.lossTolerated !== 'yes');
}

export function tolerateLoss(contracts: readonly Id[]): Edit[] {
  return contracts.map((contract) => set(contract, 'lossTolerated', 'yes'));
}

/** The contracts that a handler reads and of which none may be lost: all of which nobody has said that it does no harm. */
export function dearTo(read: Reads, consumes: EdgeOf<'consumes'>): readonly string[] {
  return readsOf(read, consumes).filter((reference) => contractOf(read, reference)?.props.lossTolerated !== 'yes');
}

/** Whatever a handler reads may get lost now and then. Messages without a contract are taken to be needed. */
export function toleratesLoss(read: Reads, consumes: EdgeOf<'consumes'>): boolean {
  return readsOf(read, consumes).length > 0 && dearTo(read, consumes).length === 0;
}
