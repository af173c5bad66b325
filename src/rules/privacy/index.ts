import type { Rule } from '../rule.ts';
import { piiBeyondNeed } from './pii-beyond-need.ts';
import { piiInKey } from './pii-in-key.ts';
import { piiInLongLog } from './pii-in-long-log.ts';

export const privacyRules: readonly Rule[] = [piiInLongLog, piiInKey, piiBeyondNeed];
