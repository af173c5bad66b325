import type { Rule } from '../rule.ts';
import { keyDisagreesBetweenProducers } from './key-disagrees-between-producers.ts';
import { keyDoesNotCoverOrder } from './key-does-not-cover-order.ts';
import { keyMissingForOrder } from './key-missing-for-order.ts';
import { keyMissingOnCompacted } from './key-missing-on-compacted.ts';
import { keyNotAnEntityId } from './key-not-an-entity-id.ts';
import { keyNotInContract } from './key-not-in-contract.ts';
import { partitionGrowthRemapsKeys } from './partition-growth-remaps-keys.ts';

export const keysRules: readonly Rule[] = [
  keyMissingForOrder,
  keyMissingOnCompacted,
  keyNotAnEntityId,
  keyDisagreesBetweenProducers,
  keyNotInContract,
  keyDoesNotCoverOrder,
  partitionGrowthRemapsKeys,
];
