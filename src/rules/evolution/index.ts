import type { Rule } from '../rule.ts';
import { compatNotTransitiveForReplay } from './compat-not-transitive-for-replay.ts';
import { compatUnsetShared } from './compat-unset-shared.ts';
import { rolloutOrderWrong } from './rollout-order-wrong.ts';

export const evolutionRules: readonly Rule[] = [rolloutOrderWrong, compatUnsetShared, compatNotTransitiveForReplay];
