import { sketch } from '../sketch.ts';
import type { NearMiss } from './near-misses.testkit.ts';

export const nearMissesOfContracts: readonly NearMiss[] = [
  {
    rule: 'event-metadata-missing',
    changes: ['contract.meta → without sequence', 'contract.meta → without id'],
    sketch: sketch`
      contract PriceSet 1.0.0 event (meta [id, type, source, time, schemaVersion, sequence])
      shop -> prices (contracts PriceSet) -> search (idempotency versionCheck, versionBy sequence)
    `,
  },
  {
    rule: 'contract-missing',
    changes: ['contract.comment → emptied'],
    sketch: sketch`
      topic clicks
      # A blob of the browser's own, on purpose.
      contract Clicked 1.0.0 event (format none)
      shop -> clicks (contracts Clicked) -> search
    `,
  },
  {
    rule: 'command-many-handlers',
    changes: ['consumes.group → something else', 'consumes.group → emptied'],
    sketch: sketch`
      broker main kafka
      topic payment-commands on main
      service payments
      service payments-2
      store accounts relational
      contract ChargeCard 1.0.0 command
      shop -> payment-commands (contracts ChargeCard)
      payment-commands -> payments (group payments)
      payment-commands -> payments-2 (group payments)
      payments -> accounts (mode insertUnique)
      payments-2 -> accounts (mode insertUnique)
    `,
  },
  {
    rule: 'services-share-subscription',
    changes: ['consumes.group → that of another', 'service.name → that of another'],
    sketch: sketch`
      broker main kafka
      topic orders on main
      service billing
      service mailer
      store invoices relational
      store sent relational
      shop -> orders -> billing
      orders -> mailer
      billing -> invoices (mode insert)
      mailer -> sent (mode insert)
    `,
  },
  {
    rule: 'internal-model-exposed',
    changes: ['store.role → record'],
    sketch: sketch`
      context Sales { shop outbox capture }
      context Finance { billing }
      service shop
      store outbox relational (role outbox)
      connector capture cdc
      topic orders
      service billing
      shop -> outbox -> capture -> orders -> billing
    `,
  },
  {
    rule: 'event-cycle',
    changes: ['connector.loopGuard → no', 'connector.loopGuard → ?'],
    sketch: sketch`
      broker west kafka
      broker east kafka
      topic orders-west on west
      topic orders-east on east
      connector there bridge (loopGuard yes)
      connector back bridge (loopGuard no)
      contract OrderPlaced 1.0.0 event
      shop -> orders-west (contracts OrderPlaced)
      orders-west -> there -> orders-east (contracts OrderPlaced)
      orders-east -> back -> orders-west (contracts OrderPlaced)
    `,
  },
  {
    rule: 'event-cycle',
    changes: ['publishes.when → emptied'],
    sketch: sketch`
      contract OrderChanged 1.0.0 event
      contract StockChanged 1.0.0 event
      orders -> order-changes (contracts OrderChanged, triggeredBy stock-changes, when "something was reserved")
      order-changes -> stock -> stock-changes (contracts StockChanged, triggeredBy order-changes)
      stock-changes -> orders
    `,
  },
  {
    rule: 'tombstone-handling',
    changes: ['connector.tombstones → no'],
    sketch: sketch`
      store crm-db relational
      connector capture cdc (tombstones yes)
      topic customers (cleanup compact)
      contract CustomerRow 1.0.0 event (category cdc, deleteAs tombstone)
      crm-db -> capture -> customers (contracts CustomerRow, key customerId) -> shop
    `,
  },
  {
    rule: 'name-form',
    changes: ['service.name → that of a channel'],
    sketch: sketch`
      topic orders
      service billing
      contract PaymentTaken 1.0.0 event (entity payment)
      shop -> orders (contracts PaymentTaken) -> billing
    `,
  },
  {
    rule: 'strict-reader',
    changes: ['contract.openContent → no'],
    sketch: sketch`
      context Sales { shop }
      context Finance { billing }
      service shop
      service billing
      topic orders
      contract OrderPlaced 1.0.0 event (format jsonschema, openContent yes, compat FULL_TRANSITIVE) { orderId string }
      shop -> orders (contracts OrderPlaced) -> billing (onUnknown ignore)
    `,
  },
  {
    rule: 'rollout-order-wrong',
    changes: ['consumes.rebuild → yes', 'consumes.startFrom → earliest'],
    sketch: sketch`
      topic orders
      contract OrderPlaced 1.0.0 event (compat NONE, rollout together) { orderId string }
      contract OrderPlaced 1.1.0 {
        orderId string
        note string optional
      }
      shop -> orders (contracts OrderPlaced) -> billing (rebuild no, startFrom latest)
    `,
  },
  {
    rule: 'stored-events-without-upcaster',
    changes: ['store.upcaster → no', 'store.upcaster → ?'],
    sketch: sketch`
      service orders
      store orders-log eventStore (upcaster yes)
      topic order-events (retention forever)
      contract OrderPlaced 1.0.0 event (category sourced) { orderId string }
      contract OrderPlaced 2.0.0 {
        orderId string
        total long
      }
      orders -> orders-log (mode append, expectedVersion yes)
      orders -> order-events (contracts OrderPlaced)
    `,
  },
  {
    rule: 'channel-unprotected',
    changes: ['external.trusted → no', 'channel.access → open'],
    sketch: sketch`
      external partner api (trusted yes)
      topic orders (access perClient, tls no)
      shop -> orders -> partner
    `,
  },
  {
    rule: 'tenant-mixed',
    changes: ['context.kind → tenant', 'channel.tenantField → a field that is not there'],
    sketch: sketch`
      context Acme team { billing }
      service billing
      topic usage (tenancy shared, tenantField customer)
      contract UsageCounted 1.0.0 event (meta [id]) { customer string }
      shop -> usage (contracts UsageCounted) -> billing
    `,
  },
  {
    rule: 'erasure-does-not-reach',
    changes: ['contract.owner → another'],
    sketch: sketch`
      context Sales { crm search }
      context Finance { billing }
      service crm
      service search
      service billing
      store index search
      topic customers
      contract CustomerRegistered 1.0.0 event (owner Sales, piiProtection none) {
        customerId string
        name string pii personal
      }
      crm -> customers (contracts CustomerRegistered) -> search
      search -> index (mode upsert)
    `,
  },
  {
    rule: 'pii-beyond-need',
    changes: ['consumes.needs → one fewer', 'consumes.needs → emptied', 'field.pii → personal'],
    sketch: sketch`
      context Sales { crm }
      context Finance { billing }
      service crm
      service billing
      contract CustomerMoved 1.0.0 event {
        customerId string
        name string pii personal
        address string pii personal
      }
      crm -> customers (contracts CustomerMoved) -> billing (needs [name, address])
    `,
  },
  {
    rule: 'pii-in-key',
    changes: ['channel.name → customers.{email}', 'publishes.key → another'],
    sketch: sketch`
      topic customers
      contract CustomerRegistered 1.0.0 event {
        customerId string
        email string pii personal
      }
      crm -> customers (contracts CustomerRegistered, key customerId) -> shop
    `,
  },
  {
    rule: 'pii-in-long-log',
    changes: ['channel.retention → much', 'channel.retention → forever', 'channel.cleanup → compact'],
    sketch: sketch`
      topic customers (retention 5d)
      contract CustomerRegistered 1.0.0 event (piiProtection none) {
        customerId string
        email string pii personal
      }
      crm -> customers (contracts CustomerRegistered, key customerId) -> shop
    `,
  },
];
