import type { Rule } from '../rule.ts';
import { dualWrite } from './dual-write.ts';
import { outboxIncomplete } from './outbox-incomplete.ts';
import { sagaFailureUnheard } from './saga-failure-unheard.ts';
import { sagaStepWithoutUndo } from './saga-step-without-undo.ts';

export const consistencyRules: readonly Rule[] = [dualWrite, outboxIncomplete, sagaStepWithoutUndo, sagaFailureUnheard];
