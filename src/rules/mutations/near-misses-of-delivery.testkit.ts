import { sketch } from '../sketch.ts';
import type { NearMiss } from './near-misses.testkit.ts';

export const nearMissesOfDelivery: readonly NearMiss[] = [
  {
    rule: 'consumer-not-idempotent',
    changes: [
      'consumes.ack → afterEffect',
      'deadLetters.redrive → manual',
      'consumes.rebuild → yes',
      'publishes.atomicity → outbox',
    ],
    sketch: sketch`
      service loyalty
      store points relational
      shop -> orders (retries no) -> loyalty (ack beforeEffect, idempotency none)
      loyalty -> points (mode increment)
      loyalty -x orders-dlq (redrive none)
    `,
  },
  {
    rule: 'consumer-not-idempotent',
    changes: ['publishes.idempotent → no'],
    sketch: sketch`
      service loyalty
      topic orders (dedup off)
      store points relational
      shop -> orders (idempotent yes) -> loyalty (ack beforeEffect, idempotency none)
      loyalty -> points (mode increment)
    `,
  },
  {
    rule: 'consumer-not-idempotent',
    changes: ['channel.dedup → off'],
    sketch: sketch`
      service loyalty
      topic orders (dedup on)
      store points relational
      shop -> orders (idempotent no, retries yes) -> loyalty (ack beforeEffect, idempotency none)
      loyalty -> points (mode increment)
    `,
  },
  {
    rule: 'consumer-not-idempotent',
    changes: ['connector.guarantee → atLeastOnce'],
    sketch: sketch`
      store shop-db relational
      connector capture cdc (guarantee exactlyOnce)
      topic orders
      service loyalty
      store points relational
      shop-db -> capture -> orders (idempotent yes) -> loyalty (ack beforeEffect, idempotency none)
      loyalty -> points (mode increment)
    `,
  },
  {
    rule: 'external-call-not-idempotent',
    changes: ['publishes.idempotent → no', 'consumes.ack → afterEffect', 'consumes.ack → ?'],
    sketch: sketch`
      service mailer
      topic orders (dedup off)
      external SMS notification
      shop -> orders (idempotent yes) -> mailer (ack beforeEffect, idempotency none)
      mailer -> SMS (purpose command, idempotencyKey no)
    `,
  },
  {
    rule: 'exactly-once-chain-broken',
    changes: ['channel.dedup → off', 'channel.dedup → ?'],
    sketch: sketch`
      broker main kafka
      topic orders on main (dedup on)
      processor totals aggregate (guarantee exactlyOnce, aggregateKind additive)
      shop -> orders (idempotent no) -> totals
    `,
  },
  {
    rule: 'exactly-once-crosses-boundary',
    changes: ['calls.idempotencyKey → no', 'external.idempotent → no'],
    sketch: sketch`
      service payments
      external PayCo payment
      shop -> orders -> payments (claims exactlyOnce, idempotency none)
      payments -> PayCo (purpose command, idempotencyKey yes)
    `,
  },
  {
    rule: 'processing-outlives-lease',
    changes: ['consumes.backoff → exponential', 'consumes.processingTime → much', 'consumes.retryMax → many'],
    sketch: sketch`
      broker aws sns-sqs
      queue films on aws
      service encoder
      shop -> films -> encoder (processingTime 1s, retry blocking, retryMax 5, backoff fixed)
    `,
  },
  {
    rule: 'publish-not-durable',
    changes: ['channel.replication → 1', 'channel.minInSync → 1', 'publishes.acks → leader', 'channel.durable → no'],
    sketch: sketch`
      topic payments (replication 2, minInSync 2)
      contract PaymentTaken 1.0.0 event (lossTolerated no)
      shop -> payments (contracts PaymentTaken, acks all) -> billing
    `,
  },
  {
    rule: 'saga-without-isolation',
    changes: ['saga.isolation → none', 'saga.isolation → ?'],
    sketch: sketch`
      service orders
      store orders-db relational
      queue order-commands
      contract ShipOrder command
      contract CancelOrder command
      order-commands -> orders (contracts [ShipOrder, CancelOrder])
      orders -> orders-db (mode update)
      saga Shipping orchestration (isolation semanticLock) {
        step orders do ShipOrder
      }
      saga Cancelling orchestration (isolation semanticLock) {
        step orders do CancelOrder
      }
    `,
  },
  {
    rule: 'saga-without-isolation',
    changes: ['writes.target → emptied'],
    sketch: sketch`
      service orders
      service returns
      store orders-db relational
      queue order-commands
      queue return-commands
      contract ShipOrder command
      contract TakeBack command
      order-commands -> orders (contracts ShipOrder)
      return-commands -> returns (contracts TakeBack)
      orders -> orders-db (mode update)
      returns -> orders-db (mode update, target returns)
      saga Shipping orchestration {
        step orders do ShipOrder
      }
      saga Returning orchestration {
        step returns do TakeBack
      }
    `,
  },
  {
    rule: 'read-model-written-elsewhere',
    changes: ['writes.target → emptied'],
    sketch: sketch`
      service lists
      service ratings
      store order-view search (role readModel)
      shop -> orders -> lists (idempotency natural)
      crowd -> stars -> ratings (idempotency natural)
      lists -> order-view (mode upsert)
      ratings -> order-view (mode upsert, target ratings)
    `,
  },
  {
    rule: 'stale-read-as-fresh',
    changes: ['store.role → readModel', 'store.type → cache'],
    sketch: sketch`
      external desk client
      service lists
      store order-list relational
      shop -> orders -> lists
      lists -> order-list (mode upsert)
      order-list -> desk (freshness immediate)
    `,
  },
  {
    rule: 'event-store-no-concurrency-check',
    changes: ['writes.mode → append'],
    sketch: sketch`
      service seats (instances 3)
      store seats-log eventStore
      seats -> seats-log (mode insertUnique, expectedVersion no)
    `,
  },
  {
    rule: 'replay-hits-everyone',
    changes: ['deadLetters.redrive → manual'],
    sketch: sketch`
      service billing
      service loyalty
      store points relational
      shop -> orders -> billing
      orders -> loyalty (idempotency none)
      loyalty -> points (mode increment)
      billing -x orders-dlq (redrive none)
    `,
  },
  {
    rule: 'replay-hits-everyone',
    changes: ['writes.mode → increment'],
    sketch: sketch`
      service billing
      service loyalty
      store points relational
      shop -> orders -> billing
      orders -> loyalty (idempotency none)
      loyalty -> points (mode insertUnique)
      billing -x orders-dlq (redrive manual)
    `,
  },
  {
    rule: 'replay-repeats-effects',
    changes: ['consumes.replayGuard → no', 'consumes.replayGuard → ?'],
    sketch: sketch`
      topic orders
      service projection
      external PayCo payment
      shop -> orders -> projection (rebuild yes, replayGuard yes)
      projection -> PayCo (purpose command)
    `,
  },
  {
    rule: 'retention-shorter-than-outage',
    changes: [
      'contract.rate → much',
      'consumes.capacity → little',
      'service.instances → 1',
      'channel.retention → little',
      'consumes.maxOutage → much',
    ],
    sketch: sketch`
      broker main kafka
      topic orders on main (retention 3d, partitions 4)
      service billing (instances 4)
      contract OrderPlaced 1.0.0 event (rate 2/s)
      shop -> orders (contracts OrderPlaced) -> billing (maxOutage 60h, capacity 6/s)
    `,
  },
  {
    rule: 'consumer-cannot-keep-up',
    changes: ['contract.rate → much', 'consumes.capacity → little', 'service.instances → 1', 'channel.partitions → 1'],
    sketch: sketch`
      broker main kafka
      topic orders on main (partitions 6)
      service billing (instances 4)
      contract OrderPlaced 1.0.0 event (rate 200/s)
      shop -> orders (contracts OrderPlaced, key orderId) -> billing (capacity 90/s)
    `,
  },
  {
    rule: 'consumer-cannot-keep-up',
    changes: ['consumes.group → something else', 'consumes.group → emptied'],
    sketch: sketch`
      broker main kafka
      topic orders on main (partitions 6)
      service billing (instances 2)
      service billing-2 (instances 2)
      contract OrderPlaced 1.0.0 event (rate 200/s)
      shop -> orders (contracts OrderPlaced, key orderId)
      orders -> billing (group billing, capacity 90/s)
      orders -> billing-2 (group billing, capacity 90/s)
    `,
  },
];
