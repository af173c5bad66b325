import type { Id } from '#base/ids.ts';
import { set } from '../helpers/build.ts';
import { readsOf } from '../helpers/carries.ts';
import { acts, writesBy } from '../helpers/eff.ts';
import { missedAmong, missedBy, tolerateLoss } from '../helpers/loss.ts';
import { all, conclude, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface AckFirst extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly ack: 'beforeEffect' | 'auto';
  readonly unordered: boolean;
  /** Where it writes, if it does. */
  readonly stores: readonly Id[];
  /** The contracts whose messages must not get lost, as far as anybody has said. */
  readonly contracts: readonly Id[];
}

/**
 * Differences from the catalogue: a handler that promises at-most-once is silent, since somebody has decided so for this
 * one handler; the contract says it for all. Where no contract is drawn, it counts as one of which nobody has said.
 */
export const ackBeforeEffect = defineRule<'consumes', AckFirst>({
  id: 'ack-before-effect',
  category: 'delivery',
  severity: 'error',
  title: 'Acknowledged before the work',
  summary: 'A handler tells the broker that a message is done before its work is, so that a crash in between loses it.',
  why:
    'Once a message is acknowledged, or its offset committed, the broker does not deliver it again. Work that was not done ' +
    'by then is never done.',
  behavioural: { invariants: ['nothing-lost'], faults: ['crash after ack before effect'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const { ack, concurrency } = consumes.props;
    if (ack !== 'beforeEffect' && ack !== 'auto') return;
    const unordered = concurrency === 'unordered';
    const severity = ack === 'beforeEffect' || unordered ? 'error' : 'warning';
    yield* conclude(severity, all(acts(read, consumes), supposing(missedBy(read, consumes))), (conclusion) => ({
      ...conclusion,
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      ack,
      unordered,
      stores: [...new Set(writesBy(read, consumes).map((write) => write.to))],
      contracts: missedAmong(read, readsOf(read, consumes)),
    }));
  },
  explain({ consumes, reader, channel, ack, unordered, contracts, assumes, severity }, say) {
    const name = say.name(reader);
    const message = `a message from ${say.name(channel)}`;
    const unsure = assumes.some(({ property }) => property === 'lossTolerated') || contracts.length === 0;
    const tail = unsure && severity !== 'error' ? ' Nobody has said whether that may happen.' : '';
    const what =
      ack === 'beforeEffect'
        ? `${name} says that ${message} is done before it does the work. If it crashes in between, the message is lost.`
        : unordered
          ? `${name} works on several messages at once, and its client says by itself that ${message} is done, whether the ` +
            'work is or not. A crash then loses those that are under way.'
          : `The client of ${name} says by itself that ${message} is done. If ${name} crashes before the work is, the message ` +
            'is lost.';
    return {
      at: [consumes, reader, channel],
      what: what + tail,
      next: 'Acknowledge after the work, or save the position together with the data. A message may then come twice.',
    };
  },
  fixes: [
    {
      id: 'after',
      title: ({ reader, channel }, say) =>
        `Let ${say.name(reader)} acknowledge messages from ${say.name(channel)} after its work`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'ack', 'afterEffect')],
    },
    {
      id: 'together',
      fits: ({ stores }) => stores.length === 1,
      title: ({ reader, stores }, say) =>
        `Let ${say.name(reader)} save its position in ${say.name(stores[0] as Id)}, in one transaction with the data`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'ack', 'withEffect')],
    },
    {
      id: 'tolerate',
      fits: ({ contracts }) => contracts.length > 0,
      title: ({ contracts }, say) => `Say that ${say.names(contracts)} may get lost now and then`,
      kind: 'suggestion',
      edits: ({ contracts }) => tolerateLoss(contracts),
    },
  ],
  examples: {
    bad: [
      {
        name: 'a request for payment that is received and deleted in one step',
        sketch: sketch`
          broker bus servicebus
          service shop
          queue payment-requests on bus
          service payments
          store ledger relational
          contract PaymentRequested 1.0.0 command (lossTolerated no)
          shop -> payment-requests (contracts PaymentRequested) -> payments (ack beforeEffect)
          payments -> ledger (mode insertUnique)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“payments” says that a message from “payment-requests” is done before it does the work. If it crashes in ' +
              'between, the message is lost.',
          },
        ],
      },
      {
        name: 'nobody has said whether the message may get lost',
        sketch: sketch`
          service shop
          topic orders
          service payments
          external PayCo payment
          contract OrderPlaced 1.0.0 event
          shop -> orders (contracts OrderPlaced) -> payments (ack beforeEffect)
          payments -> PayCo (purpose command)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a message that has no name yet',
        sketch: sketch`
          service shop
          topic orders
          service payments
          topic paid
          shop -> orders -> payments (ack beforeEffect)
          payments -> paid
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'the client commits on a timer',
        sketch: sketch`
          service shop
          topic orders
          service billing
          store invoices relational
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          shop -> orders (contracts OrderPlaced) -> billing (ack auto)
          billing -> invoices (mode upsert)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'the client commits on a timer, and several messages are under way at once',
        sketch: sketch`
          service shop
          topic orders
          service billing
          store invoices relational
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          shop -> orders (contracts OrderPlaced) -> billing (ack auto, concurrency unordered)
          billing -> invoices (mode upsert)
        `,
      },
      {
        name: 'one of two types must not get lost',
        sketch: sketch`
          service shop
          topic all
          service archive
          store files object
          contract PageViewed 1.0.0 event (lossTolerated yes)
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          shop -> all (contracts [PageViewed, OrderPlaced]) -> archive (ack beforeEffect)
          archive -> files (mode upsert)
        `,
      },
    ],
    good: [
      {
        name: 'locked, handled, then completed',
        sketch: sketch`
          broker bus servicebus
          service shop
          queue payment-requests on bus
          service payments
          store ledger relational
          contract PaymentRequested 1.0.0 command (lossTolerated no)
          shop -> payment-requests (contracts PaymentRequested) -> payments (ack afterEffect)
          payments -> ledger (mode insertUnique)
        `,
      },
      {
        name: 'the position is saved with the data',
        sketch: sketch`
          service shop
          topic orders
          service billing
          store invoices relational
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          shop -> orders (contracts OrderPlaced) -> billing (ack withEffect)
          billing -> invoices (mode insert)
        `,
      },
      {
        name: 'readings of which the next one comes soon',
        sketch: sketch`
          service sensors
          topic readings
          service dashboard
          store latest kv
          contract TemperatureRead 1.0.0 event (lossTolerated yes)
          sensors -> readings (contracts TemperatureRead) -> dashboard (ack beforeEffect)
          dashboard -> latest (mode upsert)
        `,
      },
      {
        name: 'a hint to a cache: this one handler promises no more than at-most-once',
        sketch: sketch`
          service shop
          topic orders
          service pages
          store cache cache
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          shop -> orders (contracts OrderPlaced) -> pages (ack beforeEffect, claims atMostOnce)
          pages -> cache (mode delete)
        `,
      },
      {
        name: 'a handler that changes nothing',
        sketch: sketch`
          service shop
          topic orders
          service monitor
          external prices
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          shop -> orders (contracts OrderPlaced) -> monitor (ack beforeEffect)
          monitor -> prices (purpose query)
        `,
      },
      {
        name: 'nobody has said when it acknowledges',
        sketch: sketch`
          service shop
          topic orders
          service billing
          store invoices relational
          shop -> orders -> billing
          billing -> invoices (mode upsert)
        `,
      },
    ],
  },
  mend: [
    'Acknowledge, or commit the offset, after the work.',
    'Save the position in the same transaction as the data.',
    'Where loss does no harm, say so: at the contract for all its readers, or at the handler, which then promises at-most-once.',
  ],
  notWhen: [
    'Telemetry, presence and hints to caches may get lost.',
    'A client that commits by itself loses nothing as long as each message is handled to its end before the next is fetched.',
  ],
  sources: [sources['KAFKA-delivery'], sources['RMQ-confirms'], sources['ASB-modes'], sources['CONF-errors']],
});
