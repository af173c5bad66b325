import type { Id } from '#base/ids.ts';
import { set } from '../helpers/build.ts';
import { cap } from '../helpers/cap.ts';
import { addDeadLetterQueue, tries } from '../helpers/dead-letter-queue.ts';
import { deadLettersOf } from '../helpers/dead-letters.ts';
import { assigned } from '../helpers/workers.ts';
import { all, any, type Claim, conclude, is, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface PoisonBlocks extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly how: 'block' | 'unlimited' | 'default' | 'neverStops';
  readonly retry: string;
  /** Others of the group go on while one of them is busy with the message. */
  readonly competing: boolean;
  readonly hotloop: boolean;
}

/**
 * Differences from the catalogue: a consumer that stops on purpose (`onExhausted stop`) is silent, since it has been
 * decided; only if it also retries without limit, and so never gets to stop, is there a hint. What an external system does
 * with what it can't handle is not taken from the product, and not asked: somebody else decides it.
 */
export const poisonBlocksChannel = defineRule<'consumes', PoisonBlocks>({
  id: 'poison-blocks-channel',
  category: 'delivery',
  severity: 'error',
  title: 'Poison message blocks the channel',
  summary: 'A message that fails every time is tried for ever, and what stands behind it waits.',
  why:
    'Sooner or later a message arrives that can never be handled: a missing field, a bug, a customer who is gone. If it ' +
    'is tried for ever, everything behind it stands still.',
  behavioural: { invariants: ['progress'], faults: ['poison message'] },
  subject: ['consumes'],
  *check(consumes, read) {
    if (deadLettersOf(read, consumes).length > 0) return;
    const { onExhausted, retryMax } = consumes.props;
    if (onExhausted === '?' && retryMax === '?' && read.of(consumes.to, 'external')) return;
    const unlimited = all(
      is(consumes, 'retry', 'blocking', 'requeue'),
      retryMax === '?' ? unsaid({ id: consumes.id, property: 'retryMax' }) : said((retryMax as unknown) === 'unlimited'),
    );
    const competing = assigned(read, consumes, 'competing').holds === true;
    const hotloop = cap(read, consumes.from, 'defaultOnFail', 'hotloop');
    const fact = (how: PoisonBlocks['how']) => ({
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      how,
      retry: consumes.props.retry,
      competing,
      hotloop: hotloop.holds === true,
    });
    if (onExhausted === 'stop') {
      yield* conclude('hint', unlimited, (found) => ({ ...found, ...fact('neverStops') }));
      return;
    }
    const asUsual = supposing(unsaid({ id: consumes.id, property: 'onExhausted' }));
    const cases: readonly (readonly [PoisonBlocks['how'], Claim])[] = [
      ['block', onExhausted === '?' ? unsaid({ id: consumes.id, property: 'onExhausted' }) : said(onExhausted === 'block')],
      ['unlimited', unlimited],
      ['default', all(said(onExhausted === '?'), cap(read, consumes.from, 'defaultOnFail', 'block', 'hotloop'), asUsual)],
    ];
    const found = cases.filter(([, claim]) => claim.holds).sort(([, a], [, b]) => a.lowered - b.lowered)[0];
    const claim = found ? found[1] : any(...cases.map(([, each]) => each));
    yield* conclude(competing ? 'warning' : 'error', claim, (conclusion) => ({ ...conclusion, ...fact(found?.[0] ?? 'block') }));
  },
  explain({ consumes, reader, channel, how, retry, competing, hotloop }, say) {
    const name = say.name(reader);
    const from = say.name(channel);
    const behind =
      retry === 'requeue'
        ? 'and keeps coming back among the others'
        : competing
          ? 'and one of its workers is busy with it for ever'
          : 'and everything behind it waits';
    const what = {
      block: `If ${name} cannot handle a message from ${from}, everything behind that message waits for it, without end.`,
      unlimited: `If ${name} cannot handle a message from ${from}, it is tried again without end, ${behind}.`,
      default: `Nobody has said what ${name} does with a message from ${from} that it cannot handle. As the product comes, ${
        hotloop ? 'it is delivered again at once, without end' : 'it is tried again without end, and everything behind it waits'
      }.`,
      neverStops:
        `${name} is meant to stop at a message that it cannot handle, but it tries again without limit and never gets ` +
        'there.',
    }[how];
    return {
      at: [consumes, reader, channel],
      what,
      next:
        how === 'neverStops'
          ? 'Say after how many tries it stops.'
          : 'Limit the tries, and put what still fails into a dead-letter queue. If order is worth more than progress, ' +
            'let it stop instead, and make sure that somebody notices.',
    };
  },
  fixes: [
    {
      id: 'dead-letters',
      fits: ({ how }) => how !== 'neverStops',
      title: ({ reader, channel }, say) =>
        `Put messages from ${say.name(channel)} that ${say.name(reader)} cannot handle into a dead-letter queue with ` +
        `an alarm, after ${tries} tries`,
      kind: 'suggestion',
      edits: ({ consumes }, read, makeId) => addDeadLetterQueue(read, consumes, makeId),
    },
    {
      id: 'stop',
      title: ({ reader }, say) => `Let ${say.name(reader)} stop after ${tries} tries, until somebody decides`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'retryMax', tries), set(consumes, 'onExhausted', 'stop')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a message that is tried for ever',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          orders-api -> orders -> billing (retry blocking, retryMax unlimited)
        `,
        expects: [
          {
            severity: 'error',
            what:
              'If “billing” cannot handle a message from “orders”, it is tried again without end, and everything behind ' +
              'it waits.',
          },
        ],
      },
      {
        name: 'everything waits for it',
        sketch: sketch`
          service orders-api
          topic orders
          service billing
          orders-api -> orders -> billing (retryMax 3, onExhausted block)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'Kinesis with Lambda as it comes: retried until the record expires',
        sketch: sketch`
          broker aws kinesis
          service orders-api
          topic orders on aws
          service billing
          orders-api -> orders -> billing
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a queue with competing consumers: one of them is busy for ever',
        sketch: sketch`
          broker rabbit rabbitmq
          service orders-api
          queue orders on rabbit
          service billing (instances 4)
          orders-api -> orders -> billing (retry requeue, retryMax unlimited)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a RabbitMQ classic queue as it comes',
        sketch: sketch`
          broker rabbit rabbitmq
          service orders-api
          queue orders on rabbit
          service billing
          orders-api -> orders -> billing
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'it is to stop, but never gets there',
        sketch: sketch`
          service orders-api
          topic orders
          service ledger
          orders-api -> orders -> ledger (retry blocking, retryMax unlimited, onExhausted stop)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'five tries, then the dead-letter queue',
        sketch: sketch`
          broker aws kinesis
          service orders-api
          topic orders on aws
          service billing
          orders-api -> orders -> billing (retry blocking, retryMax 5, onExhausted dlq)
          billing -x orders-dlq (redrive manual)
        `,
      },
      {
        name: 'a ledger that must not skip anything stops on purpose',
        sketch: sketch`
          broker aws kinesis
          service orders-api
          topic orders on aws
          service ledger
          orders-api -> orders -> ledger (retry blocking, retryMax 5, onExhausted stop)
        `,
      },
      {
        name: 'Service Bus brings a dead-letter queue with it',
        sketch: sketch`
          broker bus servicebus
          service orders-api
          queue orders on bus
          service billing
          orders-api -> orders -> billing
        `,
      },
      {
        name: 'what fails is dropped, because loss is tolerated',
        sketch: sketch`
          broker rabbit rabbitmq
          service sensors
          queue readings on rabbit
          service dashboard
          sensors -> readings -> dashboard (retryMax 2, onExhausted drop)
        `,
      },
      {
        name: 'the channel itself has a dead-letter queue',
        sketch: sketch`
          broker aws sns-sqs
          service orders-api
          queue orders on aws (variant fifo)
          service billing
          orders-api -> orders -> billing
          orders -x orders-dlq
        `,
      },
      {
        name: 'a partner who reads, and decides for itself what it does with a message that it can’t handle',
        sketch: sketch`
          broker main pulsar
          service orders-api
          topic parcels on main (variant exclusive-failover)
          external Carrier partner
          orders-api -> parcels -> Carrier
        `,
      },
      {
        name: 'nobody has chosen a product yet',
        sketch: sketch`
          service orders-api
          channel orders
          service billing
          orders-api -> orders -> billing
        `,
      },
    ],
  },
  mend: [
    'Limit the tries, then put the message into a dead-letter queue that somebody watches.',
    'Skip it with an alert, where loss is tolerated.',
    'Check messages at the producer, so that broken ones never get in.',
    'Stop on purpose, where order is worth more than progress.',
  ],
  notWhen: [
    'A consumer that must not skip anything, such as a ledger, may stop on purpose.',
    'Some products bring a dead-letter queue with them.',
    'What an external system does with messages that it can’t handle is its own affair, as long as nobody says it.',
  ],
  sources: [
    sources['CONF-errors'],
    sources['AWS-lambda-kinesis'],
    sources['RMQ-qq'],
    sources['CESP-dead-letter'],
    sources['DAPR-dlt'],
    sources['EIP-dead-letter'],
  ],
});
