import { describe, expect, it } from 'vitest';
import { check, createChecker } from '../check.ts';
import { designOf, idOf } from '../designs.testkit.ts';
import { foldAll } from '../fold.ts';
import type { Severity } from '../severity.ts';
import { sketch } from '../sketch.ts';

/** Designs at which a careless form of a rule would cry out, by the number of the trap in the catalogue. */
interface Trap {
  readonly number: number;
  readonly careless: string;
  readonly but: string;
  readonly rule: string;
  readonly sketch: string;
  /** What is found all the same, by severity. */
  readonly finds?: readonly Severity[];
}

const traps: readonly Trap[] = [
  {
    number: 14,
    careless: 'three instances append without a check',
    but: 'all commands about one seat come to one of them, one after the other',
    rule: 'event-store-no-concurrency-check',
    sketch: sketch`
      broker main kafka
      service web
      service seats (instances 3)
      topic commands on main (partitions 6)
      store seats-log eventStore
      web -> commands (key seatId) -> seats (concurrency sequential)
      seats -> seats-log (mode append, expectedVersion no)
    `,
  },
  {
    number: 14,
    careless: 'then a key is enough',
    but: 'the threads inside one instance overtake each other',
    rule: 'event-store-no-concurrency-check',
    sketch: sketch`
      broker main kafka
      service web
      service seats (instances 3)
      topic commands on main (partitions 6)
      store seats-log eventStore
      web -> commands (key seatId) -> seats (concurrency unordered)
      seats -> seats-log (mode append, expectedVersion no)
    `,
    finds: ['error'],
  },
  {
    number: 20,
    careless: 'a compensation that inserts a row does so twice',
    but: 'the row has the id of the message as its key',
    rule: 'saga-undo-not-retryable',
    sketch: sketch`
      service booking
      service payments
      queue payment-commands
      store refunds relational
      contract Refund command
      booking -> payment-commands (contracts Refund) -> payments (idempotency none, retry requeue, onExhausted dlq)
      payments -> refunds (mode insertUnique)
      saga Booking orchestration (orchestrator booking) {
        step payments undo Refund
      }
    `,
  },
  {
    number: 26,
    careless: 'ids that are remembered do not cover a call, so a compensation that makes one is wrong',
    but: 'no transaction holds both; a gap remains, and is a warning',
    rule: 'saga-undo-not-retryable',
    sketch: sketch`
      service booking
      service payments
      external PayCo payment
      queue payment-commands
      contract Refund command
      booking -> payment-commands (contracts Refund) -> payments (idempotency dedupStore, retry requeue, onExhausted dlq)
      payments -> PayCo (purpose command, idempotencyKey no)
      saga Booking orchestration (orchestrator booking) {
        step payments undo Refund
      }
    `,
    finds: ['warning'],
  },
  {
    number: 33,
    careless: 'an event-sourced service without an outbox is incomplete',
    but: 'appending is its only write, and it says so of none other',
    rule: 'outbox-incomplete',
    sketch: sketch`
      service seats
      store seats-log eventStore
      connector subscription relay
      topic seat-events
      seats -> seats-log (mode append, expectedVersion yes)
      seats-log -> subscription -> seat-events (atomicity outbox)
    `,
  },
  {
    number: 33,
    careless: 'a service that reads its own record sees its own writes',
    but: 'one that listens to itself writes only when its message has come back',
    rule: 'stale-read-as-fresh',
    sketch: sketch`
      service orders
      topic order-events
      store orders-db relational
      orders -> order-events (atomicity listenToYourself, triggeredBy own) -> orders
      orders -> orders-db (mode upsert)
      orders-db -> orders (freshness immediate)
    `,
    finds: ['warning'],
  },
  {
    number: 34,
    careless: 'publishing by change data capture needs an outbox',
    but: 'on the business table it follows the commit just as well; what it leaks is another matter',
    rule: 'outbox-incomplete',
    sketch: sketch`
      service orders-api
      store orders-db relational
      connector capture cdc
      topic orders
      orders-api -> orders-db (mode update)
      orders-api -> orders (atomicity outbox)
      orders-db -> capture -> orders
    `,
  },
  {
    number: 35,
    careless: 'each step of a saga needs an undo',
    but: 'the pivot and what comes after it go on to the end, and a step that reads changes nothing',
    rule: 'saga-step-without-undo',
    sketch: sketch`
      service credit
      service payments
      service shipping
      store scores relational
      store accounts relational
      store parcels relational
      contract CheckCredit command
      contract Charge command
      contract Declined event
      contract Ship command
      scores -> credit
      payments -> accounts (mode insert)
      shipping -> parcels (mode insert)
      saga Booking orchestration {
        step credit do CheckCredit nature compensable
        step payments do Charge fail Declined nature pivot
        step shipping do Ship nature retryable
      }
    `,
  },
  {
    number: 35,
    careless: 'a reservation without an undo stays for ever',
    but: 'it lapses by itself',
    rule: 'saga-step-without-undo',
    sketch: sketch`
      service stock
      service payments
      store shelves relational
      contract ReserveStock command
      contract Charge command
      contract Declined event
      stock -> shelves (mode update)
      saga Booking orchestration {
        step stock do ReserveStock undo timeout nature compensable
        step payments do Charge fail Declined nature pivot
      }
    `,
  },
  {
    number: 35,
    careless: 'a step without undo needs a pivot before it',
    but: 'it only reads',
    rule: 'saga-pivot-misplaced',
    sketch: sketch`
      service credit
      service payments
      store scores relational
      contract CheckCredit command
      contract Charge command
      scores -> credit
      saga Booking orchestration {
        step credit do CheckCredit nature compensable
        step payments do Charge undo timeout nature compensable
      }
    `,
  },
  {
    number: 36,
    careless: 'a step without a message of failure fails unheard',
    but: 'it is repeated until it succeeds',
    rule: 'saga-failure-unheard',
    sketch: sketch`
      service booking
      service shipping
      queue shipping-commands
      contract Ship command
      booking -> shipping-commands (contracts Ship) -> shipping
      saga Booking orchestration (orchestrator booking) {
        step shipping do Ship nature retryable
      }
    `,
  },
  {
    number: 36,
    careless: 'a step without a timeout is waited for for ever',
    but: 'nobody waits for the last one, and the leader asks for the other',
    rule: 'saga-without-timeout',
    sketch: sketch`
      service booking
      service payments
      service mails
      contract Charge command
      contract Charged event
      contract SendMail command
      booking -> payments (purpose query)
      saga Booking orchestration (orchestrator booking) {
        step payments do Charge ok Charged
        step mails do SendMail timeout none
      }
    `,
  },
  {
    number: 37,
    careless: 'orders react to payments, which react to orders: a circle',
    but: 'a question and its answer are different messages, and it ends',
    rule: 'choreography-too-wide',
    sketch: sketch`
      service orders
      service payments
      topic order-events
      topic payment-events
      contract OrderPlaced event
      contract PaymentTaken event
      orders -> order-events (contracts OrderPlaced) -> payments
      payments -> payment-events (contracts PaymentTaken) -> orders
      saga Ordering choreography {
        step orders ok OrderPlaced
        step payments do OrderPlaced ok PaymentTaken
        step orders do PaymentTaken
      }
    `,
  },
  {
    number: 37,
    careless: 'three services joined by topics stand in a circle',
    but: 'what leads back is no message of the workflow',
    rule: 'choreography-too-wide',
    sketch: sketch`
      service orders
      service stock
      service payments
      topic order-events
      topic stock-events
      topic audit
      contract OrderPlaced event
      contract StockReserved event
      contract PaymentLogged event
      orders -> order-events (contracts OrderPlaced) -> stock
      stock -> stock-events (contracts StockReserved) -> payments
      payments -> audit (contracts PaymentLogged) -> orders
      saga Ordering choreography {
        step orders ok OrderPlaced
        step stock do OrderPlaced ok StockReserved
        step payments do StockReserved
      }
    `,
  },
  {
    number: 40,
    careless: 'a read model is read, and it is late',
    but: 'a dashboard does not look for its own writes, and of the other nobody has said so',
    rule: 'stale-read-as-fresh',
    sketch: sketch`
      external board client
      external desk client
      service orders
      service lists
      topic order-events
      store order-list search (role readModel)
      orders -> order-events -> lists
      lists -> order-list (mode upsert)
      order-list -> board (freshness eventual)
      order-list -> desk
    `,
  },
];

describe('traps of consistency and sagas', () => {
  it.each(traps.map((trap) => [`${trap.number}: “${trap.careless}”; but ${trap.but} (${trap.rule})`, trap] as const))(
    '%s',
    (_, trap) => {
      const { findings } = check(designOf(trap.sketch), { rules: [trap.rule] });
      expect(
        findings.map(({ severity }) => severity),
        findings.map(({ severity, what }) => `${severity}: ${what}`).join('\n'),
      ).toEqual(trap.finds ?? []);
    },
  );

  it('1: “what is not said of a saga is not so”; but nobody has said, and so there is no error', () => {
    const design = designOf(sketch`
      service booking
      service stock
      service payments
      store shelves
      store accounts
      external PayCo payment
      channel commands
      channel answers
      contract ReserveStock
      contract StockReserved
      contract Charge
      contract Charged
      contract Refund
      booking -> commands (contracts [ReserveStock, Charge, Refund])
      commands -> stock
      commands -> payments
      stock -> shelves
      payments -> accounts
      payments -> PayCo
      stock -> answers (contracts StockReserved)
      payments -> answers (contracts Charged)
      answers -> booking
      saga Booking {
        step stock do ReserveStock ok StockReserved
        step payments do Charge ok Charged undo Refund
      }
    `);
    const errors = check(design).findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule, what }) => `${rule}: ${what}`)).toEqual([]);
  });

  it('2: “two rules, two faults”; but an e-mail before the pivot is one, and the second finding stands under the first', () => {
    const design = designOf(sketch`
      service mails
      service payments
      external smtp notification
      contract SendMail command
      contract Charge command
      mails -> smtp (purpose command)
      saga Booking orchestration {
        step mails do SendMail nature retryable
        step payments do Charge nature pivot
      }
    `);
    const checker = createChecker();
    const { findings } = checker.check(design);
    const about = findings.filter(({ rule }) => rule === 'saga-step-without-undo' || rule === 'saga-pivot-misplaced');
    expect(about.map(({ rule }) => rule)).toEqual(['saga-step-without-undo', 'saga-pivot-misplaced']);
    const [cause, consequence] = about.map(({ key }) => key);
    expect(foldAll(design, findings, checker).get(cause as string)).toContain(consequence);
  });

  it('3: “the outbox has no relay”; but somebody is still drawing it', () => {
    const design = designOf(sketch`
      service orders-api
      store orders-db relational
      topic orders
      orders-api -> orders-db
      orders-api -> orders (atomicity outbox)
    `);
    const rules = ['outbox-incomplete'];
    const publishes = [...design.edges.values()].find(({ to }) => to === idOf(design, 'orders'))?.id as string;
    expect(check(design, { rules, recentlyTouched: new Set([publishes]) }).findings).toEqual([]);
    expect(check(design, { rules }).findings.map(({ severity }) => severity)).toEqual(['error']);
  });
});
