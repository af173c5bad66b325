import { describe, expect, it } from 'vitest';
import { check, createChecker } from './check.ts';
import { designOf, idOf } from './designs.testkit.ts';
import { foldAll } from './fold.ts';
import type { Severity } from './severity.ts';
import { sketch } from './sketch.ts';

/**
 * Designs at which a careless form of a rule would cry out. Each says what that form would say and why it is wrong; ours
 * says nothing, or says it more softly.
 */
interface Trap {
  /** Its place in the catalogue of traps (traps.testkit.ts). */
  readonly number: number;
  readonly careless: string;
  readonly but: string;
  readonly rule: string;
  readonly sketch: string;
  /** What is found all the same, by severity. */
  readonly finds?: readonly Severity[];
}

const traps: Readonly<Record<string, readonly Trap[]>> = {
  'keys and order': [
    {
      number: 5,
      careless: 'a Kafka topic without a key is wrong',
      but: 'nobody needs logs and metrics in order',
      rule: 'key-missing-for-order',
      sketch: sketch`
        broker main kafka
        service web
        service monitor
        topic metrics on main (partitions 12)
        web -> metrics (key none) -> monitor
      `,
    },
    {
      number: 6,
      careless: 'a key is missing',
      but: 'with one partition all messages are in order',
      rule: 'key-missing-for-order',
      sketch: sketch`
        broker main kafka
        service web
        service ledger
        topic bookings on main (partitions 1)
        web -> bookings (key none) -> ledger (orderingNeed perKey)
      `,
    },
    {
      number: 6,
      careless: 'a constant key is no key',
      but: 'one message group is a slow and legal way to one order',
      rule: 'key-missing-for-order',
      sketch: sketch`
        broker aws sns-sqs
        service web
        service ledger
        queue bookings on aws (variant fifo)
        web -> bookings (key const) -> ledger (orderingNeed perKey)
      `,
    },
    {
      number: 6,
      careless: 'one constant key does not cover the order per booking',
      but: 'what stands in one line is in order per anything',
      rule: 'key-does-not-cover-order',
      sketch: sketch`
        broker main kafka
        service web
        service ledger
        topic bookings on main (partitions 6)
        contract Booked 1.0.0 event (entityKey bookingId) { bookingId string }
        web -> bookings (contracts Booked, key const) -> ledger (orderingNeed perKey)
      `,
    },
    {
      number: 7,
      careless: 'the key has to be the id of the entity',
      but: 'an order belongs to one customer, so that order per customer keeps order per order',
      rule: 'key-does-not-cover-order',
      sketch: sketch`
        broker main kafka
        service web
        service billing
        topic orders on main (partitions 6)
        contract OrderPlaced 1.0.0 event (entityKey orderId) {
          orderId string determines [customerId]
          customerId string
        }
        web -> orders (contracts OrderPlaced, key customerId) -> billing (orderingNeed perKey)
      `,
    },
    {
      number: 7,
      careless: 'orders that are keyed by their customer are not keyed by their entity',
      but: 'a customer stays the same, and with it all of its orders stay in one partition',
      rule: 'key-not-an-entity-id',
      sketch: sketch`
        broker main kafka
        service web
        service billing
        topic orders on main (partitions 6, cleanup delete)
        contract OrderPlaced 1.0.0 event (entity order, entityKey orderId) {
          orderId string determines [customerId]
          customerId string unique no mutable no
        }
        web -> orders (contracts OrderPlaced, key customerId) -> billing (orderingNeed perKey)
      `,
    },
    {
      number: 6,
      careless: 'a key that differs in every message loses the order',
      but: 'one partition keeps all messages in order, whatever their keys are',
      rule: 'key-not-an-entity-id',
      sketch: sketch`
        broker main kafka
        service web
        service billing
        topic orders on main (partitions 1, cleanup delete)
        contract OrderPlaced 1.0.0 event (entity order, entityKey orderId) {
          orderId string
          eventId string unique perEvent
        }
        web -> orders (contracts OrderPlaced, key eventId) -> billing (orderingNeed perKey)
      `,
    },
    {
      number: 7,
      careless: 'a customer is not an order: an error',
      but: 'nobody has said whether one follows from the other',
      rule: 'key-does-not-cover-order',
      sketch: sketch`
        broker main kafka
        service web
        service billing
        topic orders on main (partitions 6)
        contract OrderPlaced 1.0.0 event (entityKey orderId) {
          orderId string
          customerId string
        }
        web -> orders (contracts OrderPlaced, key customerId) -> billing (orderingNeed perKey)
      `,
      finds: ['warning'],
    },
    {
      number: 8,
      careless: 'a key of tenant and order is another field than the order',
      but: 'it holds the whole order id, and the tenant follows from it',
      rule: 'key-does-not-cover-order',
      sketch: sketch`
        broker main kafka
        service web
        service billing
        topic orders on main (partitions 6)
        contract OrderPlaced 1.0.0 event (entityKey orderId) {
          orderId string determines [tenantId]
          tenantId string
        }
        web -> orders (contracts OrderPlaced, key "tenantId:orderId") -> billing (orderingNeed perKey)
      `,
    },
    {
      number: 8,
      careless: 'a key that holds the order id covers the order',
      but: 'the line number differs within one order, and so do the partitions',
      rule: 'key-does-not-cover-order',
      sketch: sketch`
        broker main kafka
        service web
        service billing
        topic orders on main (partitions 6)
        contract LineAdded 1.0.0 event (entityKey orderId) {
          orderId string determines [tenantId]
          line int
          tenantId string
        }
        web -> orders (contracts LineAdded, key "orderId:line") -> billing (orderingNeed perKey)
      `,
      finds: ['error'],
    },
    {
      number: 9,
      careless: 'several instances overtake each other',
      but: 'each partition belongs to one of the group',
      rule: 'order-lost-by-concurrency',
      sketch: sketch`
        broker main kafka
        service web
        service billing (instances 6)
        topic orders on main (partitions 6)
        web -> orders (key orderId) -> billing (orderingNeed perKey, concurrency sequential)
      `,
    },
    {
      number: 10,
      careless: 'several instances overtake each other',
      but: 'a function that works on several batches of a shard keeps order per partition key',
      rule: 'order-lost-by-concurrency',
      sketch: sketch`
        broker aws kinesis
        service web
        service billing (instances 10)
        topic orders on aws (partitions 2)
        web -> orders (key orderId) -> billing (orderingNeed perKey, concurrency perKey)
      `,
    },
    {
      number: 12,
      careless: 'a retry channel breaks order',
      but: 'this handler needs none',
      rule: 'order-lost-by-retry',
      sketch: sketch`
        service web
        service mailer
        topic orders
        web -> orders -> mailer (orderingNeed none, retry retryChannel, onExhausted dlq)
      `,
    },
    {
      number: 12,
      careless: 'a retry channel breaks order',
      but: 'later messages of the same key wait behind the failed one',
      rule: 'order-lost-by-retry',
      sketch: sketch`
        service web
        service billing
        topic orders
        web -> orders -> billing (orderingNeed perKey, retry retryChannel, onExhausted dlq, parkKey yes)
      `,
    },
    {
      number: 12,
      careless: 'a retry channel breaks order',
      but: 'each message brings the whole state, and older ones are skipped',
      rule: 'order-lost-by-retry',
      sketch: sketch`
        service crm
        service shop
        topic customers
        contract CustomerChanged 1.0.0 event (category state)
        crm -> customers (contracts CustomerChanged)
        customers -> shop (orderingNeed perKey, idempotency versionCheck, versionBy sequence, retry retryChannel, parkKey no)
      `,
    },
    {
      number: 16,
      careless: 'one order over everything is impossible',
      but: 'where little is sent, a single partition is a good answer',
      rule: 'order-broker-cannot',
      sketch: sketch`
        broker main kafka
        service web
        service audit
        topic decisions on main (partitions 1)
        web -> decisions -> audit (orderingNeed global)
      `,
    },
    {
      number: 17,
      careless: 'a FIFO queue keeps order whatever happens',
      but: 'what goes to the dead-letter queue leaves a hole',
      rule: 'order-lost-by-retry',
      sketch: sketch`
        broker aws sns-sqs
        service web
        service billing
        queue orders on aws (variant fifo)
        web -> orders (key orderId) -> billing (orderingNeed perKey, retry blocking, retryMax 3, onExhausted dlq, parkKey no)
        billing -x orders-dlq
      `,
      finds: ['warning'],
    },
    {
      number: 19,
      careless: 'an upsert makes the consumer safe',
      but: 'against repeats, yes; but an old state can still overwrite a newer one',
      rule: 'order-lost-by-concurrency',
      sketch: sketch`
        broker rabbit rabbitmq
        service crm
        service shop (instances 3)
        queue customers on rabbit
        store addresses relational
        crm -> customers -> shop (orderingNeed perKey)
        shop -> addresses (mode upsert)
      `,
      finds: ['error'],
    },
  ],
  'delivery and idempotency': [
    {
      number: 18,
      careless: 'a consumer without an inbox is not idempotent',
      but: 'what is set, deleted, or inserted under the id of its event is the same after the second time',
      rule: 'consumer-not-idempotent',
      sketch: sketch`
        service crm
        service shop
        topic customers
        store addresses relational
        store cache cache
        store visits relational
        crm -> customers -> shop (idempotency none, ack afterEffect)
        shop -> addresses (mode upsert)
        shop -> cache (mode delete)
        shop -> visits (mode insertUnique)
      `,
    },
    {
      number: 18,
      careless: 'a consumer without an inbox is not idempotent',
      but: 'a maximum, a set and the latest value do not change by a repeat',
      rule: 'consumer-not-idempotent',
      sketch: sketch`
        service sensors
        topic readings
        processor highest aggregate (aggregateKind maxmin, guarantee atLeastOnce)
        processor seen aggregate (aggregateKind set, guarantee atLeastOnce)
        processor last aggregate (aggregateKind latest, guarantee atLeastOnce)
        sensors -> readings -> highest (idempotency none)
        readings -> seen (idempotency none)
        readings -> last (idempotency none)
      `,
    },
    {
      number: 20,
      careless: 'an insert is idempotent if it has a key',
      but: 'the key here is made anew for each delivery',
      rule: 'consumer-not-idempotent',
      sketch: sketch`
        service web
        service billing
        topic orders
        store invoices relational
        web -> orders -> billing (idempotency none)
        billing -> invoices (mode insert)
      `,
      finds: ['error'],
    },
    {
      number: 21,
      careless: 'FIFO means exactly once',
      but: 'the broker drops what is sent again, not what is delivered again after a crash',
      rule: 'consumer-not-idempotent',
      sketch: sketch`
        broker aws sns-sqs
        service web
        service loyalty
        queue orders on aws (variant fifo, dedup on)
        store points relational
        web -> orders (key orderId) -> loyalty (idempotency brokerDedup)
        loyalty -> points (mode increment)
      `,
      finds: ['error'],
    },
    {
      number: 22,
      careless: 'exactly once does not exist',
      but: 'from topic to topic, inside one framework, it does',
      rule: 'consumer-not-idempotent',
      sketch: sketch`
        broker main kafka
        service web
        topic sales on main
        topic totals on main
        processor sums aggregate (aggregateKind additive, guarantee exactlyOnce, state durable)
        web -> sales -> sums (claims exactlyOnce, isolation readCommitted) -> totals
      `,
    },
    {
      number: 22,
      careless: 'adding up needs an inbox',
      but: 'the position in the log is stored in the same transaction',
      rule: 'consumer-not-idempotent',
      sketch: sketch`
        broker main kafka
        service web
        service loyalty
        topic orders on main
        store points relational
        web -> orders -> loyalty (ack withEffect)
        loyalty -> points (mode increment)
      `,
    },
    {
      number: 27,
      careless: 'a consumer without a dead-letter queue is blocked by the first broken message',
      but: 'a ledger stops on purpose',
      rule: 'poison-blocks-channel',
      sketch: sketch`
        broker aws kinesis
        service web
        service ledger
        topic bookings on aws
        web -> bookings -> ledger (orderingNeed perKey, retry blocking, retryMax 3, onExhausted stop)
      `,
    },
    {
      number: 27,
      careless: 'a consumer without a dead-letter queue is blocked by the first broken message',
      but: 'the product brings one along',
      rule: 'poison-blocks-channel',
      sketch: sketch`
        broker bus servicebus
        service web
        service billing
        queue orders on bus
        web -> orders -> billing
      `,
    },
  ],
  consistency: [
    {
      number: 31,
      careless: 'a handler that writes and publishes writes twice',
      but: 'the message comes again after a crash, the write can be repeated, and the event keeps its id',
      rule: 'dual-write',
      sketch: sketch`
        service web
        service billing
        topic orders
        topic invoice-events
        store invoices relational
        web -> orders -> billing (ack afterEffect)
        billing -> invoices (mode upsert)
        billing -> invoice-events (atomicity none, idSource derived)
      `,
    },
    {
      number: 31,
      careless: 'then the same arrows are harmless anywhere',
      but: 'nobody presses the button again',
      rule: 'dual-write',
      sketch: sketch`
        external shop client
        service billing
        topic invoice-events
        store invoices relational
        shop -> billing (purpose command)
        billing -> invoices (mode upsert)
        billing -> invoice-events (atomicity none, idSource derived)
      `,
      finds: ['error'],
    },
    {
      number: 32,
      careless: 'two publishes, or two tables, are two writes',
      but: 'one transaction of the broker, or of the database, holds both',
      rule: 'dual-write',
      sketch: sketch`
        broker main kafka
        service web
        service splitter
        service accounts
        topic orders on main
        topic parcels on main
        topic letters on main
        store debits relational
        store credits relational (sameDatabaseAs debits)
        web -> orders -> splitter (idempotency brokerTx)
        splitter -> parcels (atomicity brokerTx)
        splitter -> letters (atomicity brokerTx)
        orders -> accounts
        accounts -> debits (mode insertUnique)
        accounts -> credits (mode insertUnique)
      `,
    },
    {
      number: 32,
      careless: 'metrics have to agree with the database',
      but: 'nobody misses a lost count',
      rule: 'dual-write',
      sketch: sketch`
        service web
        store orders-db relational
        topic metrics
        contract PageViewed 1.0.0 event (lossTolerated yes)
        web -> orders-db (mode insert)
        web -> metrics (contracts PageViewed, atomicity none)
      `,
    },
    {
      number: 33,
      careless: 'a stream processor that keeps state and publishes writes twice',
      but: 'its state is no record: it is made from what it reads',
      rule: 'dual-write',
      sketch: sketch`
        service web
        topic orders
        topic totals
        processor sums aggregate (aggregateKind additive, guarantee exactlyOnce, state durable)
        store sums-state kv (role state)
        web -> orders -> sums -> totals (atomicity none)
        sums -> sums-state (mode upsert)
      `,
    },
    {
      number: 33,
      careless: 'an event-sourced service writes and publishes',
      but: 'appending is the only write; what is published follows from the log',
      rule: 'dual-write',
      sketch: sketch`
        service orders-api
        store orders-log eventStore
        connector subscription relay
        topic orders
        orders-api -> orders-log (mode append, expectedVersion yes)
        orders-log -> subscription -> orders
      `,
    },
    {
      number: 34,
      careless: 'change data capture on the business table is a second write',
      but: 'it follows the commit; what it leaks is another matter',
      rule: 'dual-write',
      sketch: sketch`
        service orders-api
        store orders-db relational
        connector capture cdc
        topic orders
        orders-api -> orders-db (mode update)
        orders-db -> capture -> orders
      `,
    },
  ],
  'names and contracts': [
    {
      number: 41,
      careless: 'an event with one consumer is a command',
      but: 'it is only today’s one reader',
      rule: 'event-as-command',
      sketch: sketch`
        service web
        service billing
        topic orders
        contract OrderPlaced 1.0.0 event
        web -> orders (contracts OrderPlaced) -> billing
      `,
    },
    {
      number: 42,
      careless: 'events that are called “requested” are commands',
      but: 'whole systems are built of such pairs, knowingly',
      rule: 'event-as-command',
      sketch: sketch`
        service portal
        service health
        topic requests
        topic reports
        contract HealthReportRequested 1.0.0 event
        contract HealthReportResponse 1.0.0 event
        portal -> requests (contracts HealthReportRequested) -> health
        health -> reports (contracts HealthReportResponse) -> portal
      `,
      finds: ['hint'],
    },
    {
      number: 43,
      careless: 'what is not in the past tense asks for something',
      but: 'readings, documents and states are nouns, and other languages have other words',
      rule: 'event-as-command',
      sketch: sketch`
        service web
        service billing
        topic all
        contract TemperatureReading 1.0.0 event (lossTolerated yes)
        contract PaymentRequest 1.0.0 document
        contract Customer 1.0.0 event (category state)
        contract handlaggning.done 1.0.0 event
        contract OrderCreatedEvent 1.0.0 event
        contract roundCreatedPayloadV1 1.0.0 event
        contract order-created.v1 1.0.0 event
        web -> all (contracts [TemperatureReading, PaymentRequest, Customer, handlaggning.done, OrderCreatedEvent, roundCreatedPayloadV1, order-created.v1])
        all -> billing
      `,
    },
    {
      number: 46,
      careless: 'each topic carries one type',
      but: 'several events about one thing belong together, for the sake of their order',
      rule: 'key-does-not-cover-order',
      sketch: sketch`
        broker main kafka
        service web
        service billing
        topic orders on main (partitions 6)
        contract OrderPlaced 1.0.0 event (entityKey orderId) { orderId string }
        contract OrderCancelled 1.0.0 event (entityKey orderId) { orderId string }
        web -> orders (contracts [OrderPlaced, OrderCancelled], key orderId) -> billing (orderingNeed perKey)
      `,
    },
    {
      number: 52,
      careless: 'every contract belongs into a registry',
      but: 'inside one context the same people change both sides',
      rule: 'contract-missing',
      sketch: sketch`
        context Sales { web billing }
        service web
        service billing
        topic orders
        contract OrderPlaced 1.0.0 event (registry none, compat NONE) { orderId string }
        web -> orders (contracts OrderPlaced) -> billing
      `,
    },
    {
      number: 52,
      careless: 'a contract without a mode of compatibility is an accident in waiting',
      but: 'the topic is private, and both ends of it change in one step',
      rule: 'compat-unset-shared',
      sketch: sketch`
        context Sales { web billing }
        service web
        service billing
        topic orders
        topic work
        contract OrderPlaced 1.0.0 event (compat NONE) { orderId string }
        contract StepDone 1.0.0 event (compat NONE) { step int }
        web -> orders (contracts OrderPlaced) -> billing
        billing -> work (contracts StepDone) -> billing
      `,
    },
    {
      number: 52,
      careless: 'a contract without a mode of compatibility is an accident in waiting',
      but: 'each version is another type with its own name, and none of them ever changes',
      rule: 'compat-unset-shared',
      sketch: sketch`
        context Sales { web }
        context Finance { billing }
        service web
        service billing
        topic orders
        contract order-placed.v1 1.0.0 event (compat NONE) { orderId string }
        contract order-placed.v2 1.0.0 event (compat NONE) { orderNumber long }
        web -> orders (contracts [order-placed.v1, order-placed.v2]) -> billing
      `,
    },
    {
      number: 50,
      careless: 'producers that move first break their readers, as the mode is backward: an error',
      but: 'a field that may be missing is read both ways; only nobody has promised it',
      rule: 'rollout-order-wrong',
      sketch: sketch`
        service web
        service billing
        topic orders
        contract OrderPlaced 1.0.0 event (compat BACKWARD, rollout producersFirst) { orderId string }
        contract OrderPlaced 1.1.0 {
          orderId string
          note string optional
        }
        web -> orders (contracts OrderPlaced) -> billing
      `,
      finds: ['warning'],
    },
    {
      number: 50,
      careless: 'an optional field is harmless',
      but: 'readers of closed JSON refuse what they do not know',
      rule: 'rollout-order-wrong',
      sketch: sketch`
        service web
        service billing
        topic orders
        contract OrderPlaced 1.0.0 event (format jsonschema, openContent no, compat BACKWARD, rollout producersFirst) { orderId string }
        contract OrderPlaced 1.1.0 (format jsonschema) {
          orderId string
          note string optional
        }
        web -> orders (contracts OrderPlaced) -> billing
      `,
      finds: ['error'],
    },
    {
      number: 57,
      careless: 'a reader under forward compatibility cannot read old versions',
      but: 'a queue, and a reader of new messages only, bring none',
      rule: 'compat-not-transitive-for-replay',
      sketch: sketch`
        service web
        service mailer
        service dashboard
        queue mails
        topic orders (retention 7d)
        contract OrderPlaced 1.4.0 event (compat FORWARD) { orderId string }
        web -> mails (contracts OrderPlaced) -> mailer (startFrom earliest)
        web -> orders (contracts OrderPlaced) -> dashboard (startFrom latest, rebuild no)
      `,
    },
    {
      number: 4,
      careless: 'nobody reads this topic',
      but: 'its readers stand on other boards',
      rule: 'element-half-connected',
      sketch: sketch`
        service web
        topic orders
        topic prices
        service shop
        contract OrderPlaced 1.0.0 event (audience partner)
        contract PriceSet 1.0.0 event (audience company)
        web -> orders (contracts OrderPlaced)
        prices -> shop (contracts PriceSet)
      `,
    },
  ],
};

for (const [group, list] of Object.entries(traps)) {
  describe(`traps: ${group}`, () => {
    it.each(list.map((trap) => [`${trap.number}: “${trap.careless}”; but ${trap.but} (${trap.rule})`, trap] as const))(
      '%s',
      (_, trap) => {
        const { findings } = check(designOf(trap.sketch), { rules: [trap.rule] });
        const found = findings.map(({ severity, what }) => `${severity}: ${what}`);
        expect(
          findings.map(({ severity }) => severity),
          found.join('\n'),
        ).toEqual(trap.finds ?? []);
      },
    );
  });
}

/** As an importer leaves it: who sends what to whom is known, and hardly anything else. */
const imported = sketch`
  broker main
  service web
  service billing
  service mailer
  processor totals
  store invoices
  store ledger
  external PayCo
  topic orders on main
  channel invoice-events
  contract OrderPlaced event
  web -> orders (contracts OrderPlaced) -> billing
  orders -> mailer
  orders -> totals
  billing -> invoices
  billing -> ledger
  billing -> PayCo
  billing -> invoice-events -> mailer
`;

describe('traps: in general', () => {
  it('1: “what is not said is not so”; but nobody has said, and so there is no error, and few findings an element', () => {
    const design = designOf(imported);
    const { findings, questions } = check(design);
    expect(findings.filter(({ severity }) => severity === 'error').map(({ what }) => what)).toEqual([]);
    expect(findings.length).toBeLessThanOrEqual(design.elements.size);
    const asked = questions.map(({ id }) => id);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('2: “two marks, two faults”; but one of them goes away with the other, and stands under it', () => {
    const design = designOf(sketch`
      broker aws sns-sqs
      service web
      service billing (instances 4)
      queue orders on aws (variant standard, contracts OrderPlaced)
      contract OrderPlaced 1.0.0 event (entityKey orderId) { orderId string }
      web -> orders (key orderId) -> billing (orderingNeed perKey, onExhausted stop)
    `);
    const checker = createChecker();
    const { findings } = checker.check(design);
    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'order-broker-cannot error',
      'order-lost-by-concurrency error',
    ]);
    const [cause, consequence] = findings.map(({ key }) => key);
    expect(foldAll(design, findings, checker)).toEqual(new Map([[cause, [consequence]]]));
  });

  it('3: “this topic has no reader”; but somebody is still drawing it', () => {
    const design = designOf('service web\ntopic orders\nweb -> orders');
    const rules = ['element-half-connected'] as const;
    expect(check(design, { rules, recentlyTouched: new Set([idOf(design, 'orders')]) }).findings).toEqual([]);
    expect(check(design, { rules }).findings.map(({ severity }) => severity)).toEqual(['hint']);
  });
});
