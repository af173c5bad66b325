import type { Rule } from '../rule.ts';
import { dualWrite } from './dual-write.ts';

export const consistencyRules: readonly Rule[] = [dualWrite];
