import { expect, it } from 'vitest';
import { check } from '../check.ts';
import { designOf, idOf } from '../designs.testkit.ts';
import type { Severity } from '../severity.ts';
import { sketch } from '../sketch.ts';

/** Number of the trap, what a careless form of the rule would say, and why that is wrong. */
type Trap = readonly [name: string, rule: string, sketch: string, finds: readonly Severity[]];

const traps: readonly Trap[] = [
  [
    '18: “others get the message twice, which does harm”; but what is set or deleted twice is the same',
    'replay-hits-everyone',
    sketch`
      service shop
      topic orders
      service billing
      service search
      store index search
      store cache cache
      shop -> orders -> billing
      orders -> search (idempotency none)
      search -> index (mode upsert)
      search -> cache (mode delete)
      billing -x billing-dlq (redrive automatic)
    `,
    [],
  ],
  [
    '20: “each insert is repeated by a replay”; but the second one with the same event id is refused',
    'replay-repeats-effects',
    sketch`
      service shop
      topic orders
      service loyalty
      store points relational
      shop -> orders -> loyalty (startFrom earliest, replayGuard no)
      loyalty -> points (mode insertUnique)
    `,
    [],
  ],
  [
    '21: “the broker drops repeats”; but a dead letter that is sent back is a new message to it',
    'replay-hits-everyone',
    sketch`
      service shop
      topic orders (dedup on)
      topic billing-dlq (role dlq, retention 14d)
      service billing
      service loyalty
      store points relational
      shop -> orders -> billing
      orders -> loyalty (idempotency brokerDedup)
      loyalty -> points (mode increment)
      billing -x billing-dlq (redrive manual)
    `,
    ['warning'],
  ],
  [
    '25: “a payment with an idempotency key can be repeated”; but the provider forgets keys long before a replay after months',
    'replay-repeats-effects',
    sketch`
      service shop
      topic orders
      service billing
      external PayCo payment (idempotent yes)
      shop -> orders -> billing (rebuild yes, replayGuard no)
      billing -> PayCo (purpose command, idempotencyKey yes)
    `,
    ['warning'],
  ],
  [
    '33: “a processor that is replayed publishes everything again”; but what it publishes is made from its state, on purpose',
    'replay-repeats-effects',
    sketch`
      broker main kafka
      service shop
      topic sales on main
      topic totals on main
      processor sums aggregate (aggregateKind additive, guarantee exactlyOnce, state durable)
      shop -> sales -> sums (startFrom earliest) -> totals
    `,
    [],
  ],
  [
    '33: “the topic with the events forgets them”; but the event store that they come from does not',
    'sourced-log-expires',
    sketch`
      service accounts
      store accounts-log eventStore
      connector subscription relay
      topic account-events (retention 1d)
      contract MoneyDeposited 1.0.0 event (category sourced)
      accounts -> accounts-log (mode append, expectedVersion yes)
      accounts-log -> subscription -> account-events (contracts MoneyDeposited)
    `,
    [],
  ],
  [
    '57: “e-mails go out again at a replay”; but a queue, and a reader of new messages only, are never replayed',
    'replay-repeats-effects',
    sketch`
      service shop
      queue mails
      topic orders
      service mailer
      service texter
      external mail-company notification
      shop -> mails -> mailer (startFrom earliest)
      shop -> orders -> texter (startFrom latest, rebuild no)
      mailer -> mail-company (purpose command)
      texter -> mail-company (purpose command)
    `,
    [],
  ],
  [
    '57: “its result depends on the time”; but nobody will make it again',
    'replay-nondeterministic',
    sketch`
      service shop
      topic orders
      queue tasks
      service alerts
      store open-alerts relational (role readModel)
      shop -> orders -> alerts (rebuild no, startFrom latest, nondeterminism [clock, random])
      shop -> tasks -> alerts (nondeterminism clock)
      alerts -> open-alerts (mode upsert)
    `,
    [],
  ],
  [
    '57: “a replay of the bus hits everyone”; but nobody means to replay it',
    'replay-hits-everyone',
    sketch`
      broker bus eventbridge
      service shop
      pubsub orders on bus
      service mailer
      service loyalty
      store points relational
      shop -> orders -> mailer (rebuild no)
      orders -> loyalty (idempotency none, rebuild no)
      loyalty -> points (mode increment)
    `,
    [],
  ],
  [
    '58: “the topic keeps a week only”; but it is not the record of anything',
    'sourced-log-expires',
    sketch`
      broker main kafka
      service shop
      topic orders on main (retention 7d)
      contract OrderPlaced 1.0.0 event (category domain)
      contract OrderState 1.0.0 event (category state)
      shop -> orders (contracts [OrderPlaced, OrderState])
    `,
    [],
  ],
  [
    '58: “a reader from the oldest message finds only a week”; but the oldest that is still there is what it asks for',
    'replay-unavailable',
    sketch`
      broker main kafka
      service shop
      topic orders on main (retention 7d)
      service loyalty
      shop -> orders -> loyalty (startFrom earliest)
    `,
    [],
  ],
];

it.each(traps)('%s (%s)', (_, rule, text, finds) => {
  const { findings } = check(designOf(text), { rules: [rule] });
  const found = findings.map(({ severity, what }) => `${severity}: ${what}`);
  expect(
    findings.map(({ severity }) => severity),
    found.join('\n'),
  ).toEqual(finds);
});

it('1: “what is not said is not so”; but nobody has said, and so nothing about replays is an error', () => {
  const design = designOf(sketch`
    broker main
    service web
    service billing
    service mailer
    processor totals
    store invoices
    external PayCo
    topic orders on main
    channel invoice-events
    contract OrderPlaced event
    web -> orders (contracts OrderPlaced) -> billing
    orders -> mailer
    orders -> totals
    billing -> invoices
    billing -> PayCo
    billing -> invoice-events -> mailer
    billing -x dead-orders
  `);
  const { findings } = check(design);
  expect(findings.filter(({ category }) => category === 'replay').map(({ what }) => what)).toEqual([]);
});

it('3: “no event takes a payment back”; but somebody is still drawing', () => {
  const design = designOf('contract PaymentTaken 1.0.0 event (category domain, entity payment) { amount long }');
  const rules = ['no-correction-event'] as const;
  expect(check(design, { rules }).findings.map(({ severity }) => severity)).toEqual(['hint']);
  const recentlyTouched = new Set([idOf(design, 'PaymentTaken')]);
  expect(check(design, { rules, recentlyTouched }).findings).toEqual([]);
});
