import type { Rule } from '../rule.ts';
import { ackBeforeEffect } from './ack-before-effect.ts';
import { consumerNotIdempotent } from './consumer-not-idempotent.ts';
import { dedupNotAtomic } from './dedup-not-atomic.ts';
import { dedupWindowTooShort } from './dedup-window-too-short.ts';
import { dlqLoop } from './dlq-loop.ts';
import { dlqMisconfigured } from './dlq-misconfigured.ts';
import { eventIdUnstable } from './event-id-unstable.ts';
import { exactlyOnceChainBroken } from './exactly-once-chain-broken.ts';
import { exactlyOnceCrossesBoundary } from './exactly-once-crosses-boundary.ts';
import { externalCallNotIdempotent } from './external-call-not-idempotent.ts';
import { failureDropsMessage } from './failure-drops-message.ts';
import { poisonBlocksChannel } from './poison-blocks-channel.ts';
import { processingOutlivesLease } from './processing-outlives-lease.ts';
import { publishNotDurable } from './publish-not-durable.ts';

export const deliveryRules: readonly Rule[] = [
  consumerNotIdempotent,
  externalCallNotIdempotent,
  dedupNotAtomic,
  dedupWindowTooShort,
  eventIdUnstable,
  ackBeforeEffect,
  publishNotDurable,
  exactlyOnceCrossesBoundary,
  exactlyOnceChainBroken,
  poisonBlocksChannel,
  failureDropsMessage,
  processingOutlivesLease,
  dlqMisconfigured,
  dlqLoop,
];
