import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { cap, capabilitiesOf, productIn } from '../helpers/cap.ts';
import { meeting } from '../helpers/carries.ts';
import { isIndifferentToOrder } from '../helpers/order-free.ts';
import { all, any, type Claim, conclude, fails, is, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface ProducerReorders extends Fact {
  readonly publishes: Id;
  readonly producer: Id;
  readonly channel: Id;
  readonly inFlight: number | '?';
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
  /** The broker can recognise a send that is tried again. */
  readonly recognises: boolean;
}

/** Kafka's producers are idempotent unless somebody turns it off; elsewhere nobody knows. */
function isNotIdempotent(read: Reads, publishes: EdgeOf<'publishes'>): Claim {
  if (publishes.props.idempotent === '?' && productIn(read, publishes.to) === 'kafka') return fails;
  return is(publishes, 'idempotent', 'no');
}

/**
 * Beyond the catalogue: a handler that gets the whole state in each message and skips what is older does not care, as with
 * retries of the consumer.
 */
export const orderProducerReorders = defineRule<'publishes', ProducerReorders>({
  id: 'order-producer-reorders',
  category: 'ordering',
  severity: 'warning',
  title: 'Producer’s retries change the order',
  summary: 'A producer has several sends under way and tries failed ones again, although a consumer needs its messages in order.',
  why: 'The first send fails, the second arrives, and then the first is tried again: they are stored the other way round.',
  behavioural: { invariants: ['key-order'], faults: ['lost answer', 'broker outage'] },
  subject: ['publishes'],
  *check(publishes, read) {
    const { retries, maxInFlight } = publishes.props;
    if (retries !== 'yes' || maxInFlight === 1) return;
    const handlers = read
      .out(publishes.to, 'consumes')
      .filter((handler) => handler.props.orderingNeed !== 'none')
      .filter((handler) => meeting(read, publishes, handler) && !isIndifferentToOrder(read, handler));
    if (handlers.length === 0) return;
    const needs = handlers.map((handler) => is(handler, 'orderingNeed', 'perKey', 'global'));
    const needing = handlers.filter((_, i) => needs[i]?.holds);
    const several = typeof maxInFlight === 'number' ? said(true) : unsaid({ id: publishes.id, property: 'maxInFlight' });
    const claim = all(
      isNotIdempotent(read, publishes),
      any(...needs),
      cap(read, publishes.to, 'retryReorders', 'yes'),
      supposing(several),
    );
    yield* conclude('warning', claim, (found) => ({
      ...found,
      about: [],
      publishes: publishes.id,
      producer: publishes.from,
      channel: publishes.to,
      inFlight: maxInFlight,
      handlers: needing.map(({ id }) => id),
      readers: needing.map(({ to }) => to),
      recognises: !capabilitiesOf(read, publishes.to).row?.producerDedup.value.startsWith('none'),
    }));
  },
  explain({ publishes, producer, channel, inFlight, handlers, readers, recognises }, say) {
    const from = say.name(producer);
    const many = inFlight === '?' ? 'perhaps several messages' : `up to ${inFlight} messages`;
    return {
      at: [publishes, producer, channel, ...handlers],
      what:
        `${from} has ${many} on the way to ${say.name(channel)} at once and tries failed ones again, so a later one can be ` +
        `stored first, but ${say.names(readers)} ${say.agree(readers, 'needs', 'need')} them in order.`,
      next: recognises
        ? `Make ${from} an idempotent producer, or let it send one message at a time.`
        : `Let ${from} send one message at a time, and wait until each is confirmed.`,
    };
  },
  fixes: [
    {
      id: 'idempotent-producer',
      fits: ({ recognises }) => recognises,
      title: ({ producer, channel }, say) =>
        `Let the broker of ${say.name(channel)} recognise what ${say.name(producer)} sends again`,
      kind: 'suggestion',
      edits: ({ publishes }) => [set(publishes, 'idempotent', 'yes')],
    },
    {
      id: 'one-at-a-time',
      title: ({ producer, channel }, say) => `Let ${say.name(producer)} send one message at a time to ${say.name(channel)}`,
      kind: 'suggestion',
      edits: ({ publishes }) => [set(publishes, 'maxInFlight', 1)],
    },
  ],
  examples: {
    bad: [
      {
        name: 'idempotence turned off, five sends at once',
        sketch: sketch`
          broker main kafka
          topic orders on main
          shop -> orders (idempotent no, maxInFlight 5) -> billing (orderingNeed perKey)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“shop” has up to 5 messages on the way to “orders” at once and tries failed ones again, so a later one can be ' +
              'stored first, but “billing” needs them in order.',
          },
        ],
      },
      {
        name: 'nobody has said how many sends at once',
        sketch: sketch`
          broker main kafka
          topic orders on main
          shop -> orders (idempotent no) -> billing (orderingNeed global)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a broker that cannot recognise what is sent again',
        sketch: sketch`
          broker aws kinesis
          topic orders on aws
          shop -> orders (idempotent no, maxInFlight 2) -> billing (orderingNeed perKey)
        `,
      },
    ],
    good: [
      {
        name: 'an idempotent producer',
        sketch: sketch`
          broker main kafka
          topic orders on main
          shop -> orders (idempotent yes, maxInFlight 5) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'nobody has said anything, and Kafka’s producers are idempotent unless told otherwise',
        sketch: sketch`
          broker main kafka
          topic orders on main
          shop -> orders (maxInFlight 5) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'one send at a time, or no second try',
        sketch: sketch`
          broker main kafka
          topic orders on main
          shop -> orders (idempotent no, maxInFlight 1) -> billing (orderingNeed perKey)
          web -> orders (idempotent no, maxInFlight 5, retries no)
        `,
      },
      {
        name: 'a broker that lets a later message wait for a failed one of the same key',
        sketch: sketch`
          broker aws sns-sqs
          queue orders on aws (variant fifo)
          shop -> orders (idempotent no, maxInFlight 5) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'consumers that do not need order, or skip what is older',
        sketch: sketch`
          broker main kafka
          topic prices on main
          contract PriceSet 1.0.0 event (category state)
          shop -> prices (contracts PriceSet, idempotent no, maxInFlight 5) -> mailer (orderingNeed none)
          prices -> search (orderingNeed perKey, idempotency versionCheck)
        `,
      },
    ],
  },
  mend: [
    'Use an idempotent producer: the broker then also keeps the order of its sends.',
    'Have one send under way at a time.',
    'On Kinesis, pass the sequence number of the message before (SequenceNumberForOrdering).',
  ],
  notWhen: [
    'Since Kafka 3.0 producers are idempotent unless somebody turns it off.',
    'A consumer that gets the whole state in each message and skips what is older does not need the order.',
  ],
  sources: [
    sources['KAFKA-conf'],
    sources['CESP-idempotent-writer'],
    sources['AWS-kinesis-producer'],
    sources['OTTO-domain-events-order'],
  ],
});
