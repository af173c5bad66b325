import type { Rule } from '../rule.ts';
import { orderAcrossChannels } from './order-across-channels.ts';
import { orderBrokerCannot } from './order-broker-cannot.ts';
import { orderByTimestamp } from './order-by-timestamp.ts';
import { orderLostByConcurrency } from './order-lost-by-concurrency.ts';
import { orderLostByRetry } from './order-lost-by-retry.ts';
import { orderMultiWriter } from './order-multi-writer.ts';
import { orderProducerReorders } from './order-producer-reorders.ts';

export const orderingRules: readonly Rule[] = [
  orderBrokerCannot,
  orderLostByConcurrency,
  orderLostByRetry,
  orderAcrossChannels,
  orderProducerReorders,
  orderMultiWriter,
  orderByTimestamp,
];
