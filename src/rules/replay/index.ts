import type { Rule } from '../rule.ts';

export const replayRules: readonly Rule[] = [];
