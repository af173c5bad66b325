import type { Id } from '#base/ids.ts';
import { set } from '../helpers/build.ts';
import { isIndifferentToOrder } from '../helpers/order-free.ts';
import { all, conclude, holds, is, not, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface LostByRetry extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly need: 'perKey' | 'global';
  readonly when: 'retry' | 'exhausted';
  readonly how: string;
}

/**
 * Differences from the catalogue: where nobody has said whether a failed key is parked, the finding goes one step
 * down and names what it assumes; a parked key keeps no order between keys, so it does not help where one order over
 * everything is needed; a retry and an exhausted retry are two findings, since each is mended by itself.
 */
export const orderLostByRetry = defineRule<'consumes', LostByRetry>({
  id: 'order-lost-by-retry',
  category: 'ordering',
  severity: 'error',
  title: 'Order lost by retry',
  summary: 'A consumer needs order, but a message that fails steps aside, and later ones overtake it.',
  why:
    'While a failed message waits to be tried again, the next one about the same thing is handled first. When the failed ' +
    'one comes back, it is too late.',
  behavioural: { invariants: ['key-order'], faults: ['transient failure'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const { retry, onExhausted, orderingNeed } = consumes.props;
    if (orderingNeed === 'none') return;
    if (isIndifferentToOrder(read, consumes)) return;
    const ordered = is(consumes, 'orderingNeed', 'perKey', 'global');
    const notParked = orderingNeed === 'global' ? holds : supposing(not(is(consumes, 'parkKey', 'yes')));
    const fact = (when: LostByRetry['when'], how: string) => ({
      about: [when],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      need: orderingNeed === 'global' ? ('global' as const) : ('perKey' as const),
      when,
      how,
    });
    yield* conclude('error', all(ordered, is(consumes, 'retry', 'requeue', 'retryChannel'), notParked), (found) => ({
      ...found,
      ...fact('retry', retry),
    }));
    yield* conclude('warning', all(ordered, is(consumes, 'onExhausted', 'dlq', 'drop'), notParked), (found) => ({
      ...found,
      ...fact('exhausted', onExhausted),
    }));
  },
  explain({ consumes, reader, channel, need, when, how, assumes }, say) {
    const name = say.name(reader);
    const wanted = need === 'perKey' ? 'the messages of each key' : 'all messages';
    const needs = `${name} needs ${wanted} from ${say.name(channel)} in order`;
    const steps = {
      requeue: 'a message that fails goes back to the queue, and others overtake it',
      retryChannel: 'a message that fails waits in a retry channel, and later ones overtake it',
      dlq: 'a message that keeps failing goes to a dead-letter queue, and later ones are handled without it',
      drop: 'a message that keeps failing is dropped, and later ones are handled without it',
    }[how];
    return {
      at: [consumes, reader, channel],
      what: `${needs}, but ${steps}${assumes.length > 0 ? ', unless those of the same key wait; nobody has said' : ''}.`,
      ...(when === 'exhausted' && {
        why: 'The order then has a hole. If somebody sends the message back later, it arrives after newer ones.',
      }),
      next:
        `${when === 'retry' ? 'Try again on the spot' : 'Stop until somebody decides'}, ` +
        `${need === 'perKey' ? 'let later messages of the same key wait (park the key), ' : ''}` +
        'or make the handler independent of order.',
    };
  },
  fixes: [
    {
      id: 'park-key',
      fits: ({ need }) => need === 'perKey',
      title: ({ reader }, say) => `Let later messages of a failed key wait at ${say.name(reader)}`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'parkKey', 'yes')],
    },
    {
      id: 'block',
      fits: ({ when }) => when === 'retry',
      title: ({ reader }, say) => `Let ${say.name(reader)} try again on the spot, while later messages wait`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'retry', 'blocking')],
    },
    {
      id: 'stop',
      fits: ({ when }) => when === 'exhausted',
      title: ({ reader }, say) => `Let ${say.name(reader)} stop until somebody decides`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'onExhausted', 'stop')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a retry topic, and order needed per key',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          orders-api -> orders (key orderId) -> billing (orderingNeed perKey, retry retryChannel, parkKey no)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“billing” needs the messages of each key from “orders” in order, but a message that fails waits in a ' +
              'retry channel, ' +
              'and later ones overtake it.',
          },
        ],
      },
      {
        name: 'back to the queue, and nobody has said whether the key is parked',
        sketch: sketch`
          service orders-api
          queue orders
          service billing
          orders-api -> orders -> billing (orderingNeed perKey, retry requeue)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a dead-letter queue makes a hole, even on a FIFO queue',
        sketch: sketch`
          broker aws sns-sqs
          service orders-api
          queue orders on aws (variant fifo)
          service billing
          orders-api -> orders (key orderId) -> billing (orderingNeed perKey, retry blocking, onExhausted dlq, parkKey no)
          billing -x orders-dlq
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'one order over everything, and what fails is dropped',
        sketch: sketch`
          service orders-api
          queue orders
          service audit
          orders-api -> orders -> audit (orderingNeed global, retry blocking, onExhausted drop)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'one order over everything: a parked key lets all other keys pass',
        sketch: sketch`
          service orders-api
          queue orders
          service audit
          orders-api -> orders -> audit (orderingNeed global, retry requeue, parkKey yes, onExhausted stop)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'what keeps failing makes a hole, unless its key is parked; nobody has said',
        sketch: sketch`
          service orders-api
          queue orders
          service billing
          orders-api -> orders -> billing (orderingNeed perKey, retry blocking, onExhausted drop)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'later messages of a failed key wait',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          orders-api -> orders (key orderId) -> billing (orderingNeed perKey, retry retryChannel, parkKey yes)
        `,
      },
      {
        name: 'the whole state in each message, and older ones are skipped',
        sketch: sketch`
          broker main kafka
          service crm
          topic customers on main (partitions 6)
          service shop
          contract CustomerChanged 1.0.0 event (category state)
          crm -> customers (contracts CustomerChanged, key customerId)
          customers -> shop (orderingNeed perKey, retry retryChannel, idempotency versionCheck, versionBy sequence)
        `,
      },
      {
        name: 'a consumer that does not need order',
        sketch: sketch`
          service orders-api
          queue orders
          service mailer
          orders-api -> orders -> mailer (orderingNeed none, retry retryChannel)
        `,
      },
      {
        name: 'tried again on the spot, then it stops',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          orders-api -> orders -> billing (orderingNeed perKey, retry blocking, onExhausted stop)
        `,
      },
    ],
  },
  mend: [
    'Try again on the spot as long as the failure may pass.',
    'Park the key: later messages of a failed key wait behind it.',
    'Stop the partition when a message cannot be handled at all.',
    'Make the handler independent of order: send the whole state with a sequence, and skip what is older.',
  ],
  notWhen: [
    'A consumer that does not need order may use retry channels freely.',
    'State messages that are applied only if they are newer may overtake each other.',
  ],
  sources: [
    sources['CONF-errors'],
    sources['AWS-sqs-dlq'],
    sources['RMQ-queues'],
    sources['NSB-recoverability'],
    sources['PULSAR-10762'],
    sources['ARTEMIS-redelivery'],
  ],
});
