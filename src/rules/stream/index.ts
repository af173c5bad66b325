import type { Rule } from '../rule.ts';

export const streamRules: readonly Rule[] = [];
