import type { Rule } from '../rule.ts';
import { replayNondeterministic } from './replay-nondeterministic.ts';
import { replayRepeatsEffects } from './replay-repeats-effects.ts';
import { replayUnavailable } from './replay-unavailable.ts';

export const replayRules: readonly Rule[] = [replayRepeatsEffects, replayNondeterministic, replayUnavailable];
