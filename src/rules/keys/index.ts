import type { Rule } from '../rule.ts';
import { keyDoesNotCoverOrder } from './key-does-not-cover-order.ts';
import { keyMissingForOrder } from './key-missing-for-order.ts';
import { keyNotAnEntityId } from './key-not-an-entity-id.ts';
import { keyNotInContract } from './key-not-in-contract.ts';

export const keysRules: readonly Rule[] = [keyMissingForOrder, keyNotAnEntityId, keyNotInContract, keyDoesNotCoverOrder];
