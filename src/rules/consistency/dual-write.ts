import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { addEdge, set } from '../helpers/build.ts';
import { writesOf } from '../helpers/carries.ts';
import { contractOf } from '../helpers/contracts.ts';
import { writesIdempotently } from '../helpers/idem.ts';
import { captureEdits, outboxEdits } from '../helpers/outbox.ts';
import { type Trigger, triggerOf } from '../helpers/trig.ts';
import { conclude, is, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { rank, type Severity } from '../severity.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface DualWrite extends Fact {
  readonly publishes: Id;
  readonly node: Id;
  readonly channel: Id;
  readonly writes: readonly Id[];
  readonly stores: readonly Id[];
  readonly cause: 'own' | 'redelivered' | 'acknowledged' | 'recognised';
  readonly atomicity: string;
  /** The node can consume; a connector that captures cannot listen to itself. */
  readonly canListen: boolean;
}

interface Danger {
  readonly severity: Severity;
  readonly cause: DualWrite['cause'];
}

/** Redelivery repairs nothing: once the write is done, the message is recognised when it comes again, and left aside. */
function skipsRepeats({ props }: EdgeOf<'consumes'>): boolean {
  return props.idempotency === 'versionCheck' || (props.idempotency === 'dedupStore' && props.dedupAtomic === 'yes');
}

/** How bad it is that a write and a publish with common triggers can come apart; undefined where redelivery repairs it. */
function dangerOf(
  write: EdgeOf<'writes'>,
  publishes: EdgeOf<'publishes'>,
  written: Trigger,
  published: Trigger,
): Danger | undefined {
  if (written.own && published.own) return { severity: 'error', cause: 'own' };
  const common = written.inputs.filter((input) => published.inputs.some((other) => other.id === input.id));
  const dangers = common.flatMap((input): Danger[] => {
    // `?` counts as afterEffect: that is what clients do unless told otherwise.
    if (input.props.ack !== 'afterEffect' && input.props.ack !== '?') return [{ severity: 'error', cause: 'acknowledged' }];
    if (skipsRepeats(input)) return [{ severity: 'error', cause: 'recognised' }];
    const repeatable =
      writesIdempotently(write).holds === true &&
      (publishes.props.idSource === 'stable' || publishes.props.idSource === 'derived');
    return repeatable ? [] : [{ severity: 'warning', cause: 'redelivered' }];
  });
  return dangers.sort((a, b) => rank(a.severity) - rank(b.severity))[0];
}

/** Metrics and hints: nobody expects each of them to match a row. */
function lossTolerated(read: Reads, publishes: EdgeOf<'publishes'>): boolean {
  const contracts = writesOf(read, publishes);
  return contracts.length > 0 && contracts.every((each) => contractOf(read, each)?.props.lossTolerated === 'yes');
}

/**
 * Differences from the catalogue: a message that may get lost (`lossTolerated yes`: metrics, cache hints) need not
 * agree with any row. What goes to a retry channel or a dead-letter queue is sent instead of the write. A handler
 * that acknowledges otherwise than after its work gets no second chance, and counts like a request; so does one that
 * leaves repeats aside by an id or a version that it stores with the data, before it publishes.
 */
export const dualWrite = defineRule<'publishes', DualWrite>({
  id: 'dual-write',
  category: 'consistency',
  severity: 'error',
  title: 'Dual write',
  summary: 'A node changes a system of record and publishes about it, in two separate steps.',
  why:
    'A database and a broker share no transaction. After a crash between the two steps the data is there and its event ' +
    'is not, or the event speaks of data that does not exist.',
  behavioural: { invariants: ['store-and-event-agree'], faults: ['crash between two writes', 'broker outage'] },
  subject: ['publishes'],
  *check(publishes, read) {
    const { atomicity } = publishes.props;
    if (atomicity !== 'none' && atomicity !== '?' && atomicity !== 'brokerTx') return;
    const role = read.of(publishes.to, 'channel')?.props.role;
    if (role === 'retry' || role === 'dlq') return;
    const writes = read.out(publishes.from, 'writes').filter((write) => read.of(write.to, 'store')?.props.role === 'record');
    if (writes.length === 0 || lossTolerated(read, publishes)) return;
    const published = triggerOf(read, publishes);
    const dangers = writes.flatMap((write) => {
      const danger = dangerOf(write, publishes, triggerOf(read, write), published);
      return danger ? [{ write, ...danger }] : [];
    });
    const worst = dangers.sort((a, b) => rank(a.severity) - rank(b.severity))[0];
    if (!worst) return;
    yield* conclude(worst.severity, supposing(is(publishes, 'atomicity', 'none', 'brokerTx')), (found) => ({
      ...found,
      about: [],
      publishes: publishes.id,
      node: publishes.from,
      channel: publishes.to,
      writes: dangers.map(({ write }) => write.id),
      stores: dangers.map(({ write }) => write.to),
      cause: worst.cause,
      atomicity,
      canListen: read.of(publishes.from, 'connector') === undefined,
    }));
  },
  explain({ publishes, node, channel, stores, cause, atomicity }, say) {
    const name = say.name(node);
    const pair = `${name} writes to ${say.names(stores)} and publishes to ${say.name(channel)}`;
    const tail = {
      own: 'a crash in between leaves one without the other, for good',
      redelivered:
        'a crash in between leaves one without the other, until the message that caused it is delivered again, and ' +
        'then one of them happens twice',
      acknowledged: 'a crash in between leaves one without the other, and the message that caused it does not come again',
      recognised:
        'a crash in between leaves the data without its message, and when the message that caused it comes again, it is ' +
        'recognised and left aside',
    }[cause];
    const how = {
      none: ' in two separate steps',
      brokerTx: ', and the broker’s transaction does not cover the database',
    }[atomicity];
    return {
      at: [publishes, node, channel, ...stores],
      what: how
        ? `${pair}${how}: ${tail}.`
        : `${pair}, and nobody has said how the two are kept together. If they are separate steps, ${tail}.`,
      next:
        'Write the message into an outbox in the same transaction as the data, and let a relay publish it; or let change ' +
        'data capture publish what was committed.',
    };
  },
  fixes: [
    {
      id: 'outbox',
      title: ({ node, stores }, say) =>
        `Give ${say.name(node)} an outbox in the database of ${say.name(stores[0] as Id)}, and a relay`,
      kind: 'suggestion',
      edits: ({ publishes, stores }, read, makeId) => outboxEdits(read, makeId, publishes, stores[0]),
    },
    {
      id: 'capture',
      title: ({ stores, channel }, say) =>
        `Let change data capture publish the changes of ${say.name(stores[0] as Id)} to ${say.name(channel)}`,
      kind: 'suggestion',
      edits: ({ publishes, stores }, read, makeId) => captureEdits(read, makeId, publishes, stores[0] as Id),
    },
    {
      id: 'listen-to-yourself',
      fits: ({ cause, canListen }) => cause === 'own' && canListen,
      title: ({ node, stores, channel }, say) =>
        `Let ${say.name(node)} publish first, and write to ${say.names(stores)} when it reads its own message from ` +
        `${say.name(channel)}`,
      kind: 'suggestion',
      edits({ publishes, node, channel, writes }, _, makeId) {
        const own = makeId();
        return [
          addEdge('consumes', own, channel, node, { ack: 'afterEffect' }),
          set(publishes, 'triggeredBy', 'own'),
          set(publishes, 'atomicity', 'listenToYourself'),
          ...writes.map((write) => set(write, 'triggeredBy', [own])),
        ];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'a request writes the order and then publishes it',
        sketch: sketch`
          service orders-api
          store orders-db relational
          topic orders
          orders-api -> orders-db (mode insert)
          orders-api -> orders (atomicity none)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“orders-api” writes to “orders-db” and publishes to “orders” in two separate steps: ' +
              'a crash in between leaves one without the other, for good.',
          },
        ],
      },
      {
        name: 'nobody has said how the two are kept together',
        sketch: sketch`
          service orders-api
          store orders-db relational
          topic orders
          orders-api -> orders-db
          orders-api -> orders
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a handler that is delivered its message again',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          store invoices relational
          topic invoice-events
          orders-api -> orders -> billing (ack afterEffect)
          billing -> invoices (mode insert)
          billing -> invoice-events (atomicity none)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'the same, and nobody has said how the two are kept together',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          store invoices relational
          topic invoice-events
          orders-api -> orders -> billing (ack afterEffect)
          billing -> invoices (mode insert)
          billing -> invoice-events
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a handler that acknowledges first gets no second chance',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          store invoices relational
          topic invoice-events
          orders-api -> orders -> billing (ack beforeEffect)
          billing -> invoices (mode upsert)
          billing -> invoice-events (atomicity none, idSource derived)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'an inbox that remembers the message before its result is published',
        sketch: sketch`
          service shop
          topic payments
          service acquirer
          store results-db relational
          store inbox relational (role inbox, sameDatabaseAs results-db)
          topic results
          shop -> payments -> acquirer (ack afterEffect, idempotency dedupStore, dedupStore inbox, dedupAtomic yes)
          acquirer -> results-db (mode upsert)
          acquirer -> results (atomicity none, idSource derived)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“acquirer” writes to “results-db” and publishes to “results” in two separate steps: a crash in between leaves ' +
              'the data without its message, and when the message that caused it comes again, it is recognised and left aside.',
          },
        ],
      },
      {
        name: 'requests are written and published by a service that also reads messages',
        sketch: sketch`
          external shop client
          service orders-api
          store orders-db relational
          topic orders
          topic payments
          shop -> orders-api (purpose command)
          orders-api -> orders-db (mode upsert)
          orders-api -> orders (atomicity none, idSource stable)
          payments -> orders-api (ack afterEffect)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a broker transaction does not cover a database',
        sketch: sketch`
          service orders-api
          store orders-db relational
          topic orders
          orders-api -> orders-db (mode insert)
          orders-api -> orders (atomicity brokerTx)
        `,
        expects: [{ severity: 'error' }],
      },
    ],
    good: [
      {
        name: 'an outbox and a relay',
        sketch: sketch`
          service orders-api
          store orders-db relational
          store orders-outbox relational (role outbox, sameDatabaseAs orders-db)
          connector relay relay
          topic orders
          orders-api -> orders-db (mode insert)
          orders-api -> orders-outbox (mode insert)
          orders-api -> orders (atomicity outbox)
          orders-outbox -> relay -> orders
        `,
      },
      {
        name: 'redelivery repairs it: the write can be repeated and the event keeps its id',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          store invoices relational
          topic invoice-events
          orders-api -> orders -> billing (ack afterEffect)
          billing -> invoices (mode upsert)
          billing -> invoice-events (atomicity none, idSource derived)
        `,
      },
      {
        name: 'a projection is no system of record',
        sketch: sketch`
          service orders-api
          topic orders
          service search
          store order-view search (role readModel)
          topic view-events
          orders-api -> orders -> search
          search -> order-view (mode upsert)
          search -> view-events (atomicity none)
        `,
      },
      {
        name: 'metrics that may get lost',
        sketch: sketch`
          service orders-api
          store orders-db relational
          topic metrics
          contract OrderCounted 1.0.0 event (lossTolerated yes)
          orders-api -> orders-db (mode insert)
          orders-api -> metrics (contracts OrderCounted, atomicity none)
        `,
      },
      {
        name: 'what fails goes to a retry channel instead of the database',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          store invoices relational
          topic orders-retry (role retry)
          orders-api -> orders -> billing
          billing -> invoices (mode insert)
          billing -> orders-retry (atomicity none)
        `,
      },
      {
        name: 'the write and the message have different causes',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          store invoices relational
          topic reminders
          orders-api -> orders -> billing
          billing -> invoices (mode upsert)
          billing -> reminders (atomicity none, triggeredBy own)
        `,
      },
      {
        name: 'it publishes first and writes when it reads its own message',
        sketch: sketch`
          service orders-api
          store orders-db relational
          topic orders
          orders-api -> orders (atomicity listenToYourself, triggeredBy own) -> orders-api
          orders-api -> orders-db (mode upsert)
        `,
      },
    ],
  },
  mend: [
    'Write the message into an outbox in the same transaction, and let a relay publish it.',
    'Let change data capture publish what was committed.',
    'Publish first, and write when you read your own message back.',
    'Store events as the record, and publish from there.',
  ],
  notWhen: [
    'Inside a handler that acknowledges after its work, redelivery repairs it, if the write can be repeated and the ' +
      'message keeps its id; not if an inbox or a version keeps the repeat out.',
    'Read models, inboxes and processing state are not systems of record.',
    'Messages that may get lost, such as metrics, need not agree with anything.',
    'What goes to a retry channel or a dead-letter queue is sent instead of the write, not beside it.',
  ],
  sources: [
    sources['MSIO-outbox'],
    sources['NSB-outbox'],
    sources['DBZ-outbox'],
    sources['CESP-write-aside'],
    sources['AZ-cqrs'],
    sources['DAPR-outbox'],
    sources.Z202,
  ],
});
