import type { Rule } from '../rule.ts';
import { eventAsCommand } from './event-as-command.ts';

export const couplingRules: readonly Rule[] = [eventAsCommand];
