import type { Rule } from '../rule.ts';
import { eventAsCommand } from './event-as-command.ts';
import { sharedDatabase } from './shared-database.ts';

export const couplingRules: readonly Rule[] = [sharedDatabase, eventAsCommand];
