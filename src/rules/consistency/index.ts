import type { Rule } from '../rule.ts';
import { dualWrite } from './dual-write.ts';
import { outboxIncomplete } from './outbox-incomplete.ts';

export const consistencyRules: readonly Rule[] = [dualWrite, outboxIncomplete];
