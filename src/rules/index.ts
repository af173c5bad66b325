import { dualWrite } from './consistency/dual-write.ts';
import { contractMissing } from './contracts/contract-missing.ts';
import { eventMetadataMissing } from './contracts/event-metadata-missing.ts';
import { eventAsCommand } from './coupling/event-as-command.ts';
import { consumerNotIdempotent } from './delivery/consumer-not-idempotent.ts';
import { poisonBlocksChannel } from './delivery/poison-blocks-channel.ts';
import { compatNotTransitiveForReplay } from './evolution/compat-not-transitive-for-replay.ts';
import { compatUnsetShared } from './evolution/compat-unset-shared.ts';
import { rolloutOrderWrong } from './evolution/rollout-order-wrong.ts';
import { keyDoesNotCoverOrder } from './keys/key-does-not-cover-order.ts';
import { keyMissingForOrder } from './keys/key-missing-for-order.ts';
import { keyNotAnEntityId } from './keys/key-not-an-entity-id.ts';
import { keyNotInContract } from './keys/key-not-in-contract.ts';
import { orderBrokerCannot } from './ordering/order-broker-cannot.ts';
import { orderLostByConcurrency } from './ordering/order-lost-by-concurrency.ts';
import { orderLostByRetry } from './ordering/order-lost-by-retry.ts';
import type { Rule } from './rule.ts';
import { edgeNotAllowed } from './structure/edge-not-allowed.ts';
import { elementHalfConnected } from './structure/element-half-connected.ts';
import { referenceBroken } from './structure/reference-broken.ts';

/** The registry of rules. Among findings of one severity this is also their order: what others rest on comes first. */
export const rules: readonly Rule[] = [
  edgeNotAllowed,
  referenceBroken,
  elementHalfConnected,
  contractMissing,
  eventMetadataMissing,
  keyMissingForOrder,
  keyNotAnEntityId,
  keyNotInContract,
  keyDoesNotCoverOrder,
  orderBrokerCannot,
  orderLostByConcurrency,
  orderLostByRetry,
  consumerNotIdempotent,
  poisonBlocksChannel,
  dualWrite,
  eventAsCommand,
  rolloutOrderWrong,
  compatUnsetShared,
  compatNotTransitiveForReplay,
];

/** The rule with this id, if there is one. */
export function ruleOf(id: string): Rule | undefined {
  return rules.find((rule) => rule.id === id);
}
