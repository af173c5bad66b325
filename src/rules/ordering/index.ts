import type { Rule } from '../rule.ts';
import { orderBrokerCannot } from './order-broker-cannot.ts';
import { orderLostByConcurrency } from './order-lost-by-concurrency.ts';
import { orderLostByRetry } from './order-lost-by-retry.ts';

export const orderingRules: readonly Rule[] = [orderBrokerCannot, orderLostByConcurrency, orderLostByRetry];
