import { sketch } from '../sketch.ts';
import type { NearMiss } from './near-misses.testkit.ts';

export const nearMissesOfOrder: readonly NearMiss[] = [
  {
    rule: 'key-does-not-cover-order',
    changes: ['connector.keyFrom → another', 'connector.keyFrom → a field that is not there'],
    sketch: sketch`
      broker main kafka
      store shop-db relational
      connector capture cdc (keyFrom orderId)
      topic orders on main (partitions 6)
      contract OrderChanged 1.0.0 event (entityKey orderId) {
        orderId string
        customerId string
      }
      shop-db -> capture -> orders (contracts OrderChanged) -> billing (orderingNeed perKey)
    `,
  },
  {
    rule: 'order-across-channels',
    changes: ['writes.target → emptied'],
    sketch: sketch`
      service projection
      store view relational
      contract OrderCreated 1.0.0 event (entity order)
      contract OrderCancelled 1.0.0 event (entity order)
      shop -> created (contracts OrderCreated) -> projection as p1 (orderingNeed perKey, idempotency natural)
      shop -> cancelled (contracts OrderCancelled) -> projection as p2 (orderingNeed perKey, idempotency natural)
      projection -> view as w1 (mode upsert, triggeredBy p1)
      projection -> view as w2 (mode upsert, target cancelled, triggeredBy p2)
    `,
  },
  {
    rule: 'order-across-channels',
    changes: ['contract.entity → that of another'],
    sketch: sketch`
      service projection
      store view relational
      contract OrderCreated 1.0.0 event (entity order)
      contract CustomerMoved 1.0.0 event (entity customer)
      shop -> created (contracts OrderCreated) -> projection (orderingNeed perKey, idempotency natural)
      crm -> moved (contracts CustomerMoved) -> projection (orderingNeed perKey, idempotency natural)
      projection -> view (mode upsert)
    `,
  },
  {
    rule: 'order-lost-by-concurrency',
    changes: ['service.instances → one more', 'consumes.concurrency → unordered'],
    sketch: sketch`
      broker rabbit rabbitmq
      service billing (instances 1)
      queue orders on rabbit
      shop -> orders -> billing (orderingNeed perKey, concurrency sequential)
    `,
  },
  {
    rule: 'order-producer-reorders',
    changes: ['publishes.maxInFlight → one more', 'publishes.maxInFlight → many', 'publishes.maxInFlight → ?'],
    sketch: sketch`
      broker main kafka
      topic orders on main
      shop -> orders (maxInFlight 1, idempotent no) -> billing (orderingNeed perKey)
    `,
  },
  {
    rule: 'order-by-timestamp',
    changes: ['publishes.singleWriter → no'],
    sketch: sketch`
      service shop (instances 3)
      shop -> customers (singleWriter yes) -> search (idempotency versionCheck, versionBy timestamp)
    `,
  },
  {
    rule: 'join-not-copartitioned',
    changes: [
      'processor.joinKey → another',
      'field.type → int',
      'publishes.partitioner → something else',
      'channel.partitions → one more',
    ],
    sketch: sketch`
      broker main kafka
      topic orders on main (partitions 6)
      topic payments on main (partitions 6)
      processor matched join (joinType streamStream, joinKey orderId, window tumbling)
      contract OrderPlaced 1.0.0 event {
        orderId string
        customerId string
      }
      contract PaymentTaken 1.0.0 event {
        orderId string
        customerId string
      }
      shop -> orders (contracts OrderPlaced, key orderId) -> matched
      payco -> payments (contracts PaymentTaken, key orderId) -> matched
    `,
  },
  {
    rule: 'window-drops-late',
    changes: ['external.type → device', 'processor.grace → ?'],
    sketch: sketch`
      external meters partner
      topic readings
      processor hourly aggregate (window tumbling, windowSize 1h, timeBasis event, grace 10min, aggregateKind latest)
      meters -> readings -> hourly
    `,
  },
  {
    rule: 'additive-state-at-least-once',
    changes: ['publishes.idempotent → no', 'consumes.ack → afterEffect'],
    sketch: sketch`
      topic sales (dedup off)
      processor sums aggregate (aggregateKind additive, guarantee atLeastOnce, state durable)
      shop -> sales (idempotent yes) -> sums (ack beforeEffect, idempotency none)
    `,
  },
  {
    rule: 'rekey-loses-order',
    changes: ['field.determines → emptied'],
    sketch: sketch`
      broker main kafka
      topic orders on main (partitions 6)
      topic by-customer on main (partitions 6)
      processor rekey rekey
      contract OrderPlaced 1.0.0 event (entityKey orderId) {
        orderId string
        customerId string determines [orderId]
      }
      shop -> orders (contracts OrderPlaced, key orderId) -> rekey
      rekey -> by-customer (contracts OrderPlaced, key customerId) -> billing (orderingNeed perKey, orderBy customerId)
    `,
  },
];
