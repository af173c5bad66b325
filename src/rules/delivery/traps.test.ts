import { describe, expect, it } from 'vitest';
import { check } from '../check.ts';
import { designOf } from '../designs.testkit.ts';
import type { Severity } from '../severity.ts';
import { sketch } from '../sketch.ts';

/** The catalogue's false-positive traps that concern delivery, by number: what a careless check says, and why it is wrong. */
interface Trap {
  readonly name: string;
  readonly rule: string;
  readonly sketch: string;
  /** What is found all the same, by severity. */
  readonly finds?: readonly Severity[];
}

const traps: readonly Trap[] = [
  {
    name: '17: a FIFO queue whose consumer stops keeps its order, and loses nothing that could be called dropped',
    rule: 'failure-drops-message',
    sketch: sketch`
      broker aws sns-sqs
      service web
      queue bookings on aws (variant fifo)
      service ledger
      contract Booked 1.0.0 event (lossTolerated no)
      web -> bookings (contracts Booked, key account) -> ledger (retry none, onExhausted stop)
    `,
  },
  {
    name: '20: a row under the event id needs no transaction with a record of it',
    rule: 'dedup-not-atomic',
    sketch: sketch`
      service web
      topic orders
      service billing
      store invoices relational
      web -> orders -> billing (idempotency natural, dedupAtomic no)
      billing -> invoices (mode insertUnique)
    `,
  },
  {
    name: '20: an insert under an id that is made anew stays two rows',
    rule: 'dedup-not-atomic',
    sketch: sketch`
      service web
      topic orders
      service billing
      store invoices relational
      web -> orders -> billing (idempotency dedupStore, dedupStore invoices, dedupAtomic no)
      billing -> invoices (mode insert)
    `,
    finds: ['error'],
  },
  {
    name: '21: FIFO is not exactly-once, since the consumer may crash before its acknowledgement',
    rule: 'dedup-window-too-short',
    sketch: sketch`
      broker aws sns-sqs
      service web
      queue orders on aws (variant fifo, dedup on)
      service loyalty
      store points relational
      web -> orders (key orderId) -> loyalty (idempotency brokerDedup)
      loyalty -> points (mode increment)
    `,
    finds: ['error'],
  },
  {
    name: '21: nor is it useless, since it drops what a producer sends twice',
    rule: 'exactly-once-chain-broken',
    sketch: sketch`
      broker main kafka
      service web
      topic orders on main (dedup on)
      processor totals aggregate (guarantee exactlyOnce, aggregateKind additive)
      web -> orders (idempotent no) -> totals
    `,
  },
  {
    name: '22: exactly-once is right from topic to state to topic on one Kafka cluster',
    rule: 'exactly-once-crosses-boundary',
    sketch: sketch`
      broker main kafka
      service web
      topic sales on main
      topic totals on main
      processor sums aggregate (aggregateKind additive, guarantee exactlyOnce, state durable)
      web -> sales (idempotent yes) -> sums (claims exactlyOnce, isolation readCommitted) -> totals
    `,
  },
  {
    name: '22: the same, for the stages of the chain',
    rule: 'exactly-once-chain-broken',
    sketch: sketch`
      broker main kafka
      service web
      topic sales on main
      topic totals on main
      processor sums aggregate (aggregateKind additive, guarantee exactlyOnce, state durable)
      web -> sales (transactional yes) -> sums (claims exactlyOnce, isolation readCommitted) -> totals
    `,
  },
  {
    name: '22: a sink that stores the offset with the data keeps the promise',
    rule: 'exactly-once-crosses-boundary',
    sketch: sketch`
      broker main kafka
      service web
      topic sales on main
      connector copy sink
      store warehouse warehouse
      web -> sales -> copy (claims exactlyOnce, ack withEffect)
      copy -> warehouse (mode insert)
    `,
  },
  {
    name: '22: so does one that upserts by a deterministic key, on any broker',
    rule: 'exactly-once-chain-broken',
    sketch: sketch`
      broker rabbit rabbitmq
      service web
      queue sales on rabbit
      service copy
      store warehouse warehouse
      web -> sales (idempotent no) -> copy (claims exactlyOnce)
      copy -> warehouse (mode upsert)
    `,
  },
  {
    name: '23: exactly-once delivery of Pub/Sub is no lie: a warning, not an error',
    rule: 'exactly-once-chain-broken',
    sketch: sketch`
      broker google pubsub
      service web
      pubsub sales on google
      service loyalty
      store points relational
      web -> sales -> loyalty (claims exactlyOnce, idempotency none)
      loyalty -> points (mode increment)
    `,
    finds: ['warning'],
  },
  {
    name: '24: presence may be acknowledged first, on purpose',
    rule: 'ack-before-effect',
    sketch: sketch`
      service chat
      topic presence
      service lamps
      store shown kv
      contract UserSeen 1.0.0 event (lossTolerated yes)
      chat -> presence (contracts UserSeen) -> lamps (ack auto, concurrency unordered)
      lamps -> shown (mode upsert)
    `,
  },
  {
    name: '24: telemetry need not be confirmed',
    rule: 'publish-not-durable',
    sketch: sketch`
      broker bus nats
      service sensors
      channel readings on bus (durable no)
      contract TemperatureRead 1.0.0 event (lossTolerated yes)
      sensors -> readings (contracts TemperatureRead, acks none)
    `,
  },
  {
    name: '24: a hint to a cache may be dropped',
    rule: 'failure-drops-message',
    sketch: sketch`
      service shop
      topic changes
      service pages
      contract PageOutdated 1.0.0 event (lossTolerated yes)
      shop -> changes (contracts PageOutdated) -> pages (retry none, onExhausted drop)
    `,
  },
  {
    name: '25: a key is enough for redelivery while nobody has said that it is ignored',
    rule: 'external-call-not-idempotent',
    sketch: sketch`
      service web
      topic orders-paid
      service mailer
      external SMS notification
      web -> orders-paid -> mailer (idempotency none)
      mailer -> SMS (purpose command, idempotencyKey yes)
    `,
  },
  {
    name: '25: a key that the provider ignores is none',
    rule: 'external-call-not-idempotent',
    sketch: sketch`
      service web
      topic orders-paid
      service mailer
      external SMS notification (idempotent no)
      web -> orders-paid -> mailer (idempotency none)
      mailer -> SMS (purpose command, idempotencyKey yes)
    `,
    finds: ['error'],
  },
  {
    name: '26: an inbox and a call are in no transaction, so a warning stays',
    rule: 'external-call-not-idempotent',
    sketch: sketch`
      service web
      topic orders-paid
      service mailer
      store inbox relational (role inbox)
      external SMS notification
      web -> orders-paid -> mailer (idempotency dedupStore, dedupStore inbox, dedupAtomic yes)
      mailer -> SMS (purpose command, idempotencyKey no)
    `,
    finds: ['warning'],
  },
  {
    name: '26: a record of the intent and a question about the status are accepted',
    rule: 'external-call-not-idempotent',
    sketch: sketch`
      service web
      topic orders-paid
      service mailer
      store intents relational
      external SMS notification (idempotent yes)
      web -> orders-paid -> mailer (idempotency dedupStore, dedupStore intents)
      mailer -> intents (mode upsert)
      mailer -> SMS (purpose query)
      mailer -> SMS as send (purpose command, idempotencyKey no)
    `,
  },
  {
    name: '26: nobody demands that a remote call is in the transaction of the inbox',
    rule: 'dedup-not-atomic',
    sketch: sketch`
      service web
      topic orders-paid
      service mailer
      store inbox relational (role inbox)
      external SMS notification
      web -> orders-paid -> mailer (idempotency dedupStore, dedupStore inbox)
      mailer -> inbox (mode insertUnique)
      mailer -> SMS (purpose command, idempotencyKey no)
    `,
  },
  {
    name: '27: a ledger without a dead-letter queue stops, and drops nothing',
    rule: 'failure-drops-message',
    sketch: sketch`
      broker art activemq
      service web
      queue bookings on art
      service ledger
      contract Booked 1.0.0 event (lossTolerated no)
      web -> bookings (contracts Booked) -> ledger (retry blocking, retryMax 3, onExhausted stop)
    `,
  },
  {
    name: '27: Service Bus brings a dead-letter queue along',
    rule: 'failure-drops-message',
    sketch: sketch`
      broker bus servicebus
      service web
      queue orders on bus
      service billing
      contract OrderPlaced 1.0.0 event (lossTolerated no)
      web -> orders (contracts OrderPlaced) -> billing (onExhausted dlq)
    `,
  },
  {
    name: '28: a client that renews its lock may take its time',
    rule: 'processing-outlives-lease',
    sketch: sketch`
      broker aws sns-sqs
      service web
      queue films on aws
      service encoder
      store bills relational
      web -> films -> encoder (processingTime 3h, ackDeadline forever, idempotency none)
      encoder -> bills (mode insert)
    `,
  },
  {
    name: '28: libraries of Pub/Sub renew by themselves, and nobody has said otherwise: a hint',
    rule: 'processing-outlives-lease',
    sketch: sketch`
      broker google pubsub
      service web
      pubsub films on google
      service encoder
      web -> films -> encoder (processingTime 2min)
    `,
    finds: ['hint'],
  },
  {
    name: '29: a dead letter on Kafka is a new record with an age of its own',
    rule: 'dlq-misconfigured',
    sketch: sketch`
      broker main kafka
      service web
      topic orders on main (retention 30d)
      topic orders-dlq on main (role dlq, retention 7d)
      service billing
      web -> orders -> billing
      billing -x orders-dlq
    `,
  },
  {
    name: '29: so is one from a FIFO queue of SQS',
    rule: 'dlq-misconfigured',
    sketch: sketch`
      broker aws sns-sqs
      service web
      queue orders on aws (variant fifo, retention 14d)
      queue orders-dlq on aws (role dlq, variant fifo, retention 7d)
      service billing
      web -> orders -> billing
      billing -x orders-dlq
    `,
  },
  {
    name: '30: a redriver that counts is no loop',
    rule: 'dlq-loop',
    sketch: sketch`
      service web
      topic orders
      topic orders-dlq (role dlq)
      service billing
      service redriver
      web -> orders -> billing
      billing -x orders-dlq (redrive automatic) -> redriver (retryMax 3) -> orders
    `,
  },
  {
    name: '30: nor is one that somebody starts',
    rule: 'dlq-loop',
    sketch: sketch`
      service web
      topic orders
      topic orders-dlq (role dlq)
      service billing
      service redriver
      web -> orders -> billing
      billing -x orders-dlq (redrive manual) -> redriver (retryMax unlimited) -> orders
    `,
  },
];

describe('traps', () => {
  it.each(traps.map((trap) => [`${trap.name} (${trap.rule})`, trap] as const))('%s', (_, trap) => {
    const { findings } = check(designOf(trap.sketch), { rules: [trap.rule] });
    expect(
      findings.map(({ severity }) => severity),
      findings.map(({ severity, what }) => `${severity}: ${what}`).join('\n'),
    ).toEqual(trap.finds ?? []);
  });

  it('3: a dead-letter topic without a subscription, while somebody is still drawing it', () => {
    const design = designOf(sketch`
      broker google pubsub
      service web
      pubsub orders on google
      pubsub orders-dead on google (role dlq)
      service billing
      web -> orders -> billing
      billing -x orders-dead
    `);
    const rules = ['dlq-misconfigured'];
    const fresh = new Set([...design.elements.keys(), ...design.edges.keys()]);
    expect(check(design, { rules, recentlyTouched: fresh }).findings).toEqual([]);
    expect(check(design, { rules }).findings.map(({ severity }) => severity)).toEqual(['error']);
  });

  it('1: nobody has said anything about delivery, and so nothing is an error', () => {
    const design = designOf(sketch`
      broker aws sns-sqs
      service web
      queue orders on aws
      queue orders-dlq on aws (role dlq)
      service billing
      store invoices
      store inbox (role inbox)
      external PayCo payment
      topic invoice-events
      contract OrderPlaced event
      web -> orders (contracts OrderPlaced) -> billing
      billing -> invoices
      billing -> PayCo
      billing -> invoice-events
      billing -x orders-dlq
    `);
    const found = check(design).findings.filter(({ category, severity }) => category === 'delivery' && severity === 'error');
    expect(found.map(({ what }) => what)).toEqual([]);
  });
});
