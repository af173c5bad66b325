import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { meeting } from '../helpers/carries.ts';
import { repeats } from '../helpers/dup.ts';
import { actsOutside } from '../helpers/eff.ts';
import { triggerOf } from '../helpers/trig.ts';
import { all, any, type Claim, conclude, is, not, said } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface UnstableId extends Fact {
  readonly publishes: Id;
  readonly node: Id;
  readonly channel: Id;
  /** The id is new at each attempt to send, or at each handling of a message. */
  readonly when: 'attempt' | 'handling';
  /** The channels whose messages may be handled again. */
  readonly inputs: readonly Id[];
  /** Those who skip repeats by their id: readers, or the channel itself. */
  readonly skippers: readonly Id[];
  /** Some message causes it, so that an id can be derived from that one's. */
  readonly caused: boolean;
}

/** The input is handled again after a crash, and nothing undoes or prevents what was published the first time. */
function handledAgain(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  const { ack } = consumes.props;
  const processor = read.of(consumes.to, 'processor');
  const once = any(
    all(is(consumes, 'idempotency', 'dedupStore'), is(consumes, 'dedupAtomic', 'yes')),
    all(is(consumes, 'idempotency', 'brokerTx'), not(actsOutside(read, consumes))),
    said(ack === 'withEffect' || ack === 'brokerTx' || processor?.props.guarantee === 'exactlyOnce'),
  );
  return all(repeats(read, consumes), not(once));
}

/** The readers that skip repeats by their id, each with the claim that it does. */
function readersOf(read: Reads, publishes: EdgeOf<'publishes'>) {
  return read
    .out(publishes.to, 'consumes')
    .filter((consumes) => meeting(read, publishes, consumes) !== undefined)
    .map((consumes) => ({ reader: consumes.to, skips: is(consumes, 'idempotency', 'dedupStore', 'brokerDedup') }));
}

/**
 * Differences from the catalogue: a broker transaction, and the exactly-once guarantee of a stream framework, take back
 * what was published before the crash, whatever is said of an inbox. A producer that never sends again has no second
 * attempt.
 */
export const eventIdUnstable = defineRule<'publishes', UnstableId>({
  id: 'event-id-unstable',
  category: 'delivery',
  severity: 'error',
  title: 'Event id changes at a repeat',
  summary: 'The same message can be published twice under two ids, because the id is made anew for each send or each handling.',
  why:
    'Whoever reads the message recognises a repeat by its id. If the second copy has another id, it is a new message to ' +
    'everybody, and no inbox helps.',
  behavioural: { invariants: ['effect-once'], faults: ['lost answer', 'crash after effect before ack'] },
  subject: ['publishes'],
  *check(publishes, read) {
    const { idSource, retries } = publishes.props;
    if (idSource !== 'fresh' && idSource !== 'perAttempt') return;
    const readers = readersOf(read, publishes);
    const channel = read.of(publishes.to, 'channel');
    const drops = said(channel?.props.dedup === 'on');
    const skipped = any(drops, ...readers.map(({ skips }) => skips));
    const { inputs } = triggerOf(read, publishes);
    const again = inputs.map((consumes) => ({ consumes, claim: handledAgain(read, consumes) }));
    const found = again.filter(({ claim }) => claim.holds);
    const attempts = said(idSource === 'perAttempt' && retries === 'yes');
    const claim = any(all(attempts, skipped), ...again.map((each) => each.claim));
    yield* conclude(skipped.holds ? 'error' : 'warning', claim, (conclusion) => ({
      ...conclusion,
      about: [],
      publishes: publishes.id,
      node: publishes.from,
      channel: publishes.to,
      when: attempts.holds ? ('attempt' as const) : ('handling' as const),
      inputs: [...new Set(found.map(({ consumes }) => consumes.from))],
      skippers: [
        ...new Set(readers.filter(({ skips }) => skips.holds).map(({ reader }) => reader)),
        ...(drops.holds ? [publishes.to] : []),
      ],
      caused: inputs.length > 0,
    }));
  },
  explain({ publishes, node, channel, when, inputs, skippers }, say) {
    const name = say.name(node);
    const made =
      when === 'attempt'
        ? `${name} makes a new id each time that it sends a message to ${say.name(channel)}, so one that is sent again`
        : `${name} makes new ids for ${say.name(channel)} each time that it handles a message from ${say.names(inputs)}, so ` +
          'what it publishes when that message comes again';
    const others = skippers.filter((id) => id !== channel);
    const drops = skippers.includes(channel);
    const seen =
      skippers.length === 0
        ? 'no reader could recognise it'
        : `${[
            ...(others.length > 0 ? [`${say.names(others)} ${say.agree(others, 'handles', 'handle')} it again`] : []),
            ...(drops ? [`${say.name(channel)} keeps both`] : []),
          ].join(', and ')}`;
    return {
      at: [publishes, node, channel, ...others],
      what: `${made} looks like a new one: ${seen}.`,
      next:
        when === 'attempt'
          ? 'Make the id once, together with the fact, and store it, for example in the row of the outbox.'
          : 'Derive the id from that of the message that caused it, or make it once and store it with the data.',
    };
  },
  fixes: [
    {
      id: 'stable',
      title: ({ node, channel }, say) =>
        `Let ${say.name(node)} make the id of what it publishes to ${say.name(channel)} once, and store it`,
      kind: 'suggestion',
      edits: ({ publishes }) => [set(publishes, 'idSource', 'stable')],
    },
    {
      id: 'derived',
      fits: ({ caused }) => caused,
      title: ({ node, channel }, say) =>
        `Let ${say.name(node)} derive the id of what it publishes to ${say.name(channel)} from the message that caused it`,
      kind: 'suggestion',
      edits: ({ publishes }) => [set(publishes, 'idSource', 'derived')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a new id inside the loop that sends',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          store inbox relational (role inbox)
          orders-api -> orders (idSource perAttempt) -> billing (idempotency dedupStore, dedupStore inbox)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“orders-api” makes a new id each time that it sends a message to “orders”, so one that is sent again looks ' +
              'like a new one: “billing” handles it again.',
          },
        ],
      },
      {
        name: 'the broker is to drop what is sent twice, but cannot tell',
        sketch: sketch`
          broker aws sns-sqs
          service orders-api
          queue orders on aws (variant fifo, dedup on)
          service billing
          orders-api -> orders (idSource perAttempt) -> billing
        `,
      },
      {
        name: 'new ids at each handling, and a reader that goes by them',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          topic invoices
          service mailer
          orders-api -> orders -> billing (idempotency none)
          billing -> invoices (idSource fresh) -> mailer (idempotency dedupStore)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“billing” makes new ids for “invoices” each time that it handles a message from “orders”, so what it ' +
              'publishes when that message comes again looks like a new one: “mailer” handles it again.',
          },
        ],
      },
      {
        name: 'new ids at each handling, and no reader that goes by them yet',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          topic invoices
          service mailer
          orders-api -> orders -> billing (idempotency natural)
          billing -> invoices (idSource fresh) -> mailer (idempotency natural)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'an inbox that is not in one transaction with what is published',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          topic invoices
          orders-api -> orders -> billing (idempotency dedupStore, dedupAtomic no)
          billing -> invoices (idSource fresh)
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'the id stands in the row of the outbox',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          orders-api -> orders (idSource stable, atomicity outbox) -> billing (idempotency dedupStore)
        `,
      },
      {
        name: 'an id that is derived from the input',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          topic invoices
          service mailer
          orders-api -> orders -> billing (idempotency none)
          billing -> invoices (idSource derived) -> mailer (idempotency dedupStore)
        `,
      },
      {
        name: 'a handler that does its work once: an inbox in the same transaction',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          topic invoices
          service mailer
          orders-api -> orders -> billing (idempotency dedupStore, dedupAtomic yes)
          billing -> invoices (idSource fresh, atomicity outbox) -> mailer (idempotency dedupStore)
        `,
      },
      {
        name: 'a broker transaction takes the first copy back',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main
          service billing
          topic invoices on main
          service mailer
          orders-api -> orders -> billing (idempotency brokerTx)
          billing -> invoices (idSource fresh, atomicity brokerTx) -> mailer (idempotency dedupStore)
        `,
      },
      {
        name: 'so does the guarantee of a stream framework',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main
          processor totals aggregate (guarantee exactlyOnce)
          topic sums on main
          service mailer
          orders-api -> orders -> totals (idempotency none)
          totals -> sums (idSource fresh) -> mailer (idempotency dedupStore)
        `,
      },
      {
        name: 'a new request is a new fact',
        sketch: sketch`
          external shop client
          service orders-api
          topic orders
          service billing
          shop -> orders-api (purpose command)
          orders-api -> orders (idSource fresh) -> billing (idempotency dedupStore)
        `,
      },
      {
        name: 'a producer that sends once has no second attempt',
        sketch: sketch`
          service sensors
          topic readings
          service dashboard
          sensors -> readings (idSource perAttempt, retries no) -> dashboard (idempotency dedupStore)
        `,
      },
      {
        name: 'the reader goes by versions, not by ids',
        sketch: sketch`
          service crm
          topic customers
          service shop
          crm -> customers (idSource perAttempt) -> shop (idempotency versionCheck)
        `,
      },
    ],
  },
  mend: [
    'Make the id once, together with the fact, and store it with it (in the row of the outbox).',
    'Derive it: a hash of the id of the input, the type, and a count within one handling.',
    'Let the handler do its work once, with an inbox in the same transaction.',
  ],
  notWhen: [
    'A broker transaction, or a stream framework that runs exactly-once, takes the first copy back.',
    'A new request of a client is a new fact; whether the client repeats itself is not seen here.',
    'Readers that go by a version do not need the id.',
  ],
  sources: [sources.Z211, sources['NSB-outbox'], sources['OTTO-ids'], sources['ASB-dedup']],
});
