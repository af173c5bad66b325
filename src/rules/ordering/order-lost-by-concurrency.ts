import type { Id } from '#base/ids.ts';
import { set } from '../helpers/build.ts';
import { assigned, workersOf } from '../helpers/workers.ts';
import { all, any, conclude, is, not, said, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface LostByConcurrency extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly need: 'perKey' | 'global';
  readonly how: 'competing' | 'unordered' | 'several' | 'unsaid';
  readonly workers: number;
}

/**
 * Differences from the catalogue, for global order: several instances do no harm where the broker gives all messages
 * to one of them anyway: on a single partition that one instance owns, or with one constant key of which only one
 * message is under way at a time. Where nobody has said how many partitions there are, it could be one: a warning.
 */
export const orderLostByConcurrency = defineRule<'consumes', LostByConcurrency>({
  id: 'order-lost-by-concurrency',
  category: 'ordering',
  severity: 'error',
  title: 'Order lost by concurrency',
  summary: 'A consumer needs order, but several workers take messages at the same time.',
  why: 'The broker hands messages out in order, but two workers that hold one each can finish in the other order.',
  behavioural: { invariants: ['key-order'], faults: ['slow instance'] },
  subject: ['consumes'],
  *check(consumes, read) {
    if (consumes.props.orderingNeed === 'none') return;
    const workers = workersOf(read, consumes);
    const channel = read.of(consumes.from, 'channel');
    const publishes = read.into(consumes.from, 'publishes');
    const ordered = is(consumes, 'orderingNeed', 'perKey', 'global');
    const global = is(consumes, 'orderingNeed', 'global');
    const oneLine = any(
      all(channel ? is(channel, 'partitions', 1) : said(false), assigned(read, consumes, 'exclusivePartition')),
      all(
        said(publishes.length > 0 && publishes.every((edge) => edge.props.key === 'const')),
        assigned(read, consumes, 'exclusivePartition', 'byKey'),
      ),
    );
    const cases = [
      ['unordered', all(ordered, is(consumes, 'concurrency', 'unordered'))],
      ['competing', all(said(workers > 1), ordered, assigned(read, consumes, 'competing'))],
      ['several', all(said(workers > 1), global, not(assigned(read, consumes, 'singleActive')), supposing(not(oneLine)))],
    ] as const;
    const fact = (how: LostByConcurrency['how']) => ({
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      need: global.holds ? ('global' as const) : ('perKey' as const),
      how,
      workers,
    });
    const found = cases.find(([, claim]) => claim.holds);
    if (found) {
      yield* conclude('error', found[1], (conclusion) => ({ ...conclusion, ...fact(found[0]) }));
      return;
    }
    const unsaid = all(
      is(consumes, 'orderingNeed', 'perKey'),
      said(workers === 1),
      assigned(read, consumes, 'exclusivePartition'),
    );
    if (unsaid.holds && consumes.props.concurrency === '?') {
      yield { severity: 'hint', assumes: [{ id: consumes.id, property: 'concurrency' }], ...fact('unsaid') };
      return;
    }
    yield* conclude('error', any(...cases.map(([, claim]) => claim)), (conclusion) => ({ ...conclusion, ...fact('unsaid') }));
  },
  explain({ consumes, reader, channel, need, how, workers }, say) {
    const name = say.name(reader);
    const from = say.name(channel);
    const needs =
      need === 'perKey'
        ? `${name} needs the messages of each key from ${from} in order`
        : `${name} needs all messages from ${from} in order`;
    const at = [consumes, reader, channel] as const;
    switch (how) {
      case 'competing':
        return {
          at,
          what: `${needs}, but its ${workers} instances compete: whoever is free takes the next message.`,
          next:
            'Let one instance be active at a time, or choose a channel that gives all messages of one key to one ' +
            'instance. A single instance keeps order too.',
        };
      case 'unordered':
        return {
          at,
          what: `${needs}, but each instance handles several messages at once, in any order.`,
          next:
            need === 'perKey'
              ? 'Handle the messages of one key one at a time; different keys may go in parallel.'
              : 'Handle one message at a time.',
        };
      case 'several':
        return {
          at,
          what: `${needs}, but ${workers} instances share the work.`,
          next: 'Let one instance be active at a time, or ask for order per key only.',
        };
      case 'unsaid':
        return {
          at,
          what: `${needs}. Nobody has said whether it handles several messages at once.`,
          why: 'One reader for each partition keeps order only if that reader finishes one message of a key before the next.',
          next: `Say whether ${name} handles one message at a time, or in parallel by key.`,
        };
    }
  },
  fixes: [
    {
      id: 'per-key',
      fits: ({ how, need }) => (how === 'unordered' || how === 'unsaid') && need === 'perKey',
      title: ({ reader }, say) => `Let ${say.name(reader)} work in parallel by key only`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'concurrency', 'perKey')],
    },
    {
      id: 'sequential',
      fits: ({ how }) => how === 'unordered' || how === 'unsaid',
      title: ({ reader }, say) => `Let ${say.name(reader)} handle one message at a time`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'concurrency', 'sequential')],
    },
    {
      id: 'single-active',
      fits: ({ how }) => how === 'competing' || how === 'several',
      title: ({ reader }, say) => `Let one instance of ${say.name(reader)} be active at a time`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'assignment', 'singleActive')],
    },
    {
      id: 'one-instance',
      fits: ({ how }) => how === 'competing' || how === 'several',
      title: ({ reader }, say) => `Run a single instance of ${say.name(reader)}`,
      kind: 'suggestion',
      edits: ({ reader }) => [set(reader, 'instances', 1)],
    },
  ],
  examples: {
    bad: [
      {
        name: 'four competing consumers on a RabbitMQ queue',
        sketch: sketch`
          broker rabbit rabbitmq
          service orders-api
          queue orders on rabbit (variant quorum)
          service billing (instances 4)
          orders-api -> orders -> billing (orderingNeed perKey)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“billing” needs the messages of each key from “orders” in order, but its 4 instances compete: whoever is ' +
              'free takes the next message.',
          },
        ],
      },
      {
        name: 'threads without order inside one instance',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          orders-api -> orders (key orderId) -> billing (orderingNeed perKey, concurrency unordered)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'one order for everything, and two instances',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service audit (instances 2)
          orders-api -> orders (key orderId) -> audit (orderingNeed global, concurrency sequential)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'nobody has said what happens inside the instance',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          orders-api -> orders (key orderId) -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'several instances, each with partitions of its own',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing (instances 3)
          orders-api -> orders (key orderId) -> billing (orderingNeed perKey, concurrency sequential)
        `,
      },
      {
        name: 'a single active consumer',
        sketch: sketch`
          broker rabbit rabbitmq
          service orders-api
          queue orders on rabbit
          service billing (instances 4)
          orders-api -> orders -> billing (orderingNeed perKey, assignment singleActive)
        `,
      },
      {
        name: 'sessions give all messages of one key to one instance at a time',
        sketch: sketch`
          broker bus servicebus
          service orders-api
          queue orders on bus (variant sessions)
          service billing (instances 4)
          orders-api -> orders (key orderId) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'one order for everything, on one partition: the second instance stands by',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 1)
          service audit (instances 2)
          orders-api -> orders -> audit (orderingNeed global, concurrency sequential)
        `,
      },
      {
        name: 'competing consumers that do not need order',
        sketch: sketch`
          broker rabbit rabbitmq
          service orders-api
          queue orders on rabbit
          service billing (instances 4)
          orders-api -> orders -> billing (orderingNeed none)
        `,
      },
    ],
  },
  mend: [
    'Let one consumer be active at a time, with one queue for each group of keys if one is too slow.',
    'Use consumer groups, sessions or message groups, so that all messages of a key go to one instance.',
    'Inside an instance, work in parallel by key only.',
  ],
  notWhen: [
    'Several instances in one consumer group are fine where each partition belongs to one of them.',
    'Consumers that do not need order may compete as they like.',
  ],
  sources: [
    sources['RMQ-queues'],
    sources['RMQ-sac'],
    sources['KAFKA-design'],
    sources['ESDB-persistent-subscriptions'],
    sources['AZ-eda'],
    sources['REDIS-streams'],
  ],
});
