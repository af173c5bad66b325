import type { Rule } from '../rule.ts';
import { consumerNotIdempotent } from './consumer-not-idempotent.ts';
import { poisonBlocksChannel } from './poison-blocks-channel.ts';

export const deliveryRules: readonly Rule[] = [consumerNotIdempotent, poisonBlocksChannel];
