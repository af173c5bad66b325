import { nearMissesOfContracts } from './near-misses-of-contracts.testkit.ts';
import { nearMissesOfDelivery } from './near-misses-of-delivery.testkit.ts';
import { nearMissesOfOrder } from './near-misses-of-order.testkit.ts';

/**
 * Designs that one property alone keeps clean of one rule: as soon as it is changed, the rule speaks. Examples of the rules
 * are there to be read, and stand on several legs; these are bases for mutations, and each says which it is for.
 */
export interface NearMiss {
  readonly rule: string;
  /** Classes of mutations, each of which makes the rule speak. */
  readonly changes: readonly string[];
  readonly sketch: string;
}

export const nearMisses: readonly NearMiss[] = [...nearMissesOfOrder, ...nearMissesOfDelivery, ...nearMissesOfContracts];
