import { activemq } from './activemq.ts';
import type { Product, Variant } from './capabilities.ts';
import { eventbridge } from './eventbridge.ts';
import { eventhubs } from './eventhubs.ts';
import { kafka } from './kafka.ts';
import { kinesis } from './kinesis.ts';
import { nats } from './nats.ts';
import { pubsub } from './pubsub.ts';
import { pulsar } from './pulsar.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redisStreams } from './redis-streams.ts';
import { servicebus } from './servicebus.ts';
import { snsSqs } from './sns-sqs.ts';

/** The registry of products, in the order of the documentation. `other` has no row: nothing is known about it here. */
export const products: readonly Product[] = [
  kafka,
  rabbitmq,
  pulsar,
  nats,
  kinesis,
  snsSqs,
  eventbridge,
  eventhubs,
  servicebus,
  pubsub,
  activemq,
  redisStreams,
];

const byName = new Map(products.map((product) => [product.product, product]));

/** The product of that name, or undefined for `other`, `?` and anything else. */
export function productOf(name: string): Product | undefined {
  return byName.get(name);
}

/** The row for a product and a channel's variant; an empty variant means the product's first row. */
export function variantOf(product: string, variant: string): Variant | undefined {
  const found = byName.get(product);
  if (!found || variant === '') return found?.variants[0];
  return found.variants.find((row) => row.variant === variant);
}
