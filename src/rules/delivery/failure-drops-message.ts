import type { Id } from '#base/ids.ts';
import { set } from '../helpers/build.ts';
import { cap } from '../helpers/cap.ts';
import { readsOf } from '../helpers/carries.ts';
import { addDeadLetterQueue, tries } from '../helpers/dead-letter-queue.ts';
import { deadLettersOf } from '../helpers/dead-letters.ts';
import { callsBy } from '../helpers/eff.ts';
import { missedAmong, missedBy, tolerateLoss } from '../helpers/loss.ts';
import { all, any, type Claim, conclude, not, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface Dropped extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly how: 'drop' | 'noQueue' | 'default' | 'noRetry';
  /** Whom it calls, if the first failure is final. */
  readonly callees: readonly Id[];
  readonly contracts: readonly Id[];
}

/**
 * Differences from the catalogue: where nobody has said whether the messages may get lost, the finding goes one step down,
 * as in the other rules about loss. A handler that promises at-most-once is silent. A query that fails fails its handler
 * too, so that any call counts; it counts only while nobody has said what happens in the end. A dead-letter queue that the
 * product brings along need not be drawn.
 */
export const failureDropsMessage = defineRule<'consumes', Dropped>({
  id: 'failure-drops-message',
  category: 'delivery',
  severity: 'warning',
  title: 'Failure drops the message',
  summary: 'A message that cannot be handled in the end is dropped, although it must not get lost.',
  why:
    'A database that is down for an hour outlasts most retries. What is dropped then leaves no trace: nobody can look at it, ' +
    'and nobody can send it again.',
  behavioural: { invariants: ['nothing-lost'], faults: ['dependency down', 'poison message'] },
  subject: ['consumes'],
  *check(consumes, read) {
    if (deadLettersOf(read, consumes).length > 0) return;
    const { onExhausted, retry } = consumes.props;
    if (onExhausted === 'stop' || onExhausted === 'block') return;
    const missing = missedBy(read, consumes);
    if (missing.holds === false) return;
    const callees = retry === 'none' ? [...new Set(callsBy(read, consumes).map((call) => call.to))] : [];
    const own = cap(read, consumes.from, 'defaultOnFail', 'dlq');
    const unsure = said(onExhausted === '?');
    const asUsual = supposing(unsaid({ id: consumes.id, property: 'onExhausted' }));
    const cases: readonly (readonly [Dropped['how'], Claim])[] = [
      ['drop', said(onExhausted === 'drop')],
      ['noQueue', all(said(onExhausted === 'dlq'), supposing(not(own)))],
      ['noRetry', all(unsure, said(callees.length > 0 && own.holds !== true))],
      ['default', all(unsure, cap(read, consumes.from, 'defaultOnFail', 'drop'), asUsual)],
    ];
    const found = cases.find(([, each]) => each.holds);
    const claim = found ? found[1] : any(...cases.map(([, each]) => each));
    const how = found?.[0] ?? 'drop';
    yield* conclude('warning', all(claim, supposing(missing)), (conclusion) => ({
      ...conclusion,
      about: [how],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      how,
      callees,
      contracts: missedAmong(read, readsOf(read, consumes)),
    }));
  },
  explain({ consumes, reader, channel, how, callees, contracts, assumes }, say) {
    const name = say.name(reader);
    const from = say.name(channel);
    const others = say.names(callees);
    const brought = assumes.some(({ property }) => property !== 'lossTolerated');
    const what = {
      drop: `If ${name} cannot handle a message from ${from}, the message is dropped, and nobody hears of it.`,
      noQueue:
        `Messages from ${from} that ${name} cannot handle are to go to a dead-letter queue, but none is drawn. ` +
        `${brought ? 'Unless the product brings one along, they are lost' : 'Without one they are lost'}.`,
      default:
        `Nobody has said what ${name} does with a message from ${from} that keeps failing. As the product comes, it is ` +
        'dropped after a while.',
      noRetry:
        `${name} calls ${others} for each message from ${from}, and does not try again. If ${others} ` +
        `${say.agree(callees, 'is', 'are')} down for a moment, the message is lost.`,
    }[how];
    const unsure = contracts.length === 0 || assumes.some(({ property }) => property === 'lossTolerated');
    return {
      at: [consumes, reader, channel],
      what: what + (unsure ? ' Nobody has said whether one may get lost.' : ''),
      next:
        how === 'noRetry'
          ? 'Try again a few times with growing pauses, and put what still fails into a dead-letter queue.'
          : 'Put what cannot be handled into a dead-letter queue that somebody looks after, or stop until somebody decides.',
    };
  },
  fixes: [
    {
      id: 'dead-letters',
      title: ({ reader, channel }, say) =>
        `Put messages from ${say.name(channel)} that ${say.name(reader)} cannot handle into a dead-letter queue with an alarm`,
      kind: 'suggestion',
      edits: ({ consumes }, read, makeId) => addDeadLetterQueue(read, consumes, makeId),
    },
    {
      id: 'retry',
      fits: ({ how }) => how === 'noRetry',
      title: ({ reader }, say) => `Let ${say.name(reader)} try again ${tries} times, with growing pauses`,
      kind: 'suggestion',
      edits: ({ consumes }) => [
        set(consumes, 'retry', 'blocking'),
        set(consumes, 'retryMax', tries),
        set(consumes, 'backoff', 'exponential'),
      ],
    },
    {
      id: 'stop',
      title: ({ reader }, say) => `Let ${say.name(reader)} stop at a message that it cannot handle, until somebody decides`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'onExhausted', 'stop')],
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
        name: 'an EventBridge rule without a dead-letter queue',
        sketch: sketch`
          broker aws eventbridge
          service orders-api
          pubsub orders on aws
          service mailer
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          orders-api -> orders (contracts OrderPlaced) -> mailer
        `,
        expects: [
          {
            severity: 'hint',
            what:
              'Nobody has said what “mailer” does with a message from “orders” that keeps failing. As the product comes, it ' +
              'is dropped after a while.',
          },
        ],
      },
      {
        name: 'dropped after the last try',
        sketch: sketch`
          service orders-api
          topic orders
          service mailer
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          orders-api -> orders (contracts OrderPlaced) -> mailer (retry blocking, retryMax 3, onExhausted drop)
        `,
        expects: [
          {
            severity: 'warning',
            what: 'If “mailer” cannot handle a message from “orders”, the message is dropped, and nobody hears of it.',
          },
        ],
      },
      {
        name: 'dropped, and nobody has said whether that matters',
        sketch: sketch`
          service orders-api
          topic orders
          service mailer
          contract OrderPlaced 1.0.0 event
          orders-api -> orders (contracts OrderPlaced) -> mailer (onExhausted drop)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a dead-letter queue that is only meant',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main
          service mailer
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          orders-api -> orders (contracts OrderPlaced) -> mailer (retryMax 5, onExhausted dlq)
        `,
      },
      {
        name: 'the same, and nobody has chosen a product that may bring one',
        sketch: sketch`
          service orders-api
          topic orders
          service mailer
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          orders-api -> orders (contracts OrderPlaced) -> mailer (retryMax 5, onExhausted dlq)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'one try, and a call that may fail',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          external rates
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          orders-api -> orders (contracts OrderPlaced) -> billing (retry none)
          billing -> rates (purpose query)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“billing” calls “rates” for each message from “orders”, and does not try again. If “rates” is down for a ' +
              'moment, the message is lost.',
          },
        ],
      },
      {
        name: 'one try, and a product that drops in the end anyway',
        sketch: sketch`
          broker rabbit rabbitmq
          service orders-api
          queue orders on rabbit (variant quorum)
          service billing
          external rates
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          orders-api -> orders (contracts OrderPlaced) -> billing (retry none)
          billing -> rates (purpose query)
        `,
      },
    ],
    good: [
      {
        name: 'a dead-letter queue at the target',
        sketch: sketch`
          broker aws eventbridge
          broker queues sns-sqs
          service orders-api
          pubsub orders on aws
          queue mails-dlq on queues (role dlq)
          service mailer
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          orders-api -> orders (contracts OrderPlaced) -> mailer
          mailer -x mails-dlq
        `,
      },
      {
        name: 'the product brings a dead-letter queue along',
        sketch: sketch`
          broker bus servicebus
          service orders-api
          queue orders on bus
          service billing
          external rates
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          orders-api -> orders (contracts OrderPlaced) -> billing (retry none, onExhausted dlq)
          billing -> rates (purpose query)
        `,
      },
      {
        name: 'a ledger stops rather than skip anything',
        sketch: sketch`
          broker rabbit rabbitmq
          service orders-api
          queue orders on rabbit (variant quorum)
          service ledger
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          orders-api -> orders (contracts OrderPlaced) -> ledger (retry none, onExhausted stop)
        `,
      },
      {
        name: 'readings of which the next one comes soon',
        sketch: sketch`
          broker aws eventbridge
          service sensors
          pubsub readings on aws
          service dashboard
          contract TemperatureRead 1.0.0 event (lossTolerated yes)
          sensors -> readings (contracts TemperatureRead) -> dashboard (onExhausted drop)
        `,
      },
      {
        name: 'a handler that promises no more than at-most-once',
        sketch: sketch`
          service orders-api
          topic orders
          service pages
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          orders-api -> orders (contracts OrderPlaced) -> pages (claims atMostOnce, onExhausted drop)
        `,
      },
      {
        name: 'the channel itself has a dead-letter queue',
        sketch: sketch`
          broker rabbit rabbitmq
          service orders-api
          queue orders on rabbit (variant quorum)
          service billing
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          orders-api -> orders (contracts OrderPlaced) -> billing
          orders -x orders-dlq
        `,
      },
      {
        name: 'what becomes of a failure is decided by the client, and nobody has said how',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main
          service billing
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          orders-api -> orders (contracts OrderPlaced) -> billing
        `,
      },
    ],
  },
  mend: [
    'Attach a dead-letter queue, and see to it that somebody looks after it.',
    'Try for longer, with growing pauses.',
    'Stop instead of dropping, where nothing may be skipped.',
  ],
  notWhen: [
    'Messages that may get lost, or a handler that promises at-most-once, need none.',
    'A consumer that must not skip anything stops instead.',
    'Some products bring a dead-letter queue along.',
  ],
  sources: [
    sources['AWS-eb-dlq'],
    sources['RMQ-qq'],
    sources['ARTEMIS-redelivery'],
    sources['AWS-sns-dlq'],
    sources['EIP-dead-letter'],
  ],
});
