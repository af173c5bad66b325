import type { Rule } from '../rule.ts';
import { channelUnprotected } from './channel-unprotected.ts';
import { erasureDoesNotReach } from './erasure-does-not-reach.ts';
import { piiBeyondNeed } from './pii-beyond-need.ts';
import { piiInKey } from './pii-in-key.ts';
import { piiInLongLog } from './pii-in-long-log.ts';
import { tenantMixed } from './tenant-mixed.ts';

export const privacyRules: readonly Rule[] = [
  piiInLongLog,
  piiInKey,
  piiBeyondNeed,
  erasureDoesNotReach,
  channelUnprotected,
  tenantMixed,
];
