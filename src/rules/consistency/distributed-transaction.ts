import type { Id } from '#base/ids.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { cap, capabilitiesOf } from '../helpers/cap.ts';
import { outboxEdits } from '../helpers/outbox.ts';
import { conclude, holds } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface DistributedTransaction extends Fact {
  readonly publishes: Id;
  readonly node: Id;
  readonly channel: Id;
  /** The database that takes part; undefined if none is drawn. */
  readonly store: Id | undefined;
  /** The broker cannot take part: as somebody has said, or as its product is. */
  readonly refused: 'said' | 'product' | undefined;
  readonly broker: Id | undefined;
}

function refusal(read: Reads, channel: Id): DistributedTransaction['refused'] {
  const broker = read.of(read.of(channel, 'channel')?.props.broker ?? '', 'broker');
  if (!broker) return undefined;
  if (broker.props.xa !== '?') return broker.props.xa === 'no' ? 'said' : undefined;
  return capabilitiesOf(read, channel).row && cap(read, channel, 'xa', 'no').holds ? 'product' : undefined;
}

/** Follows the catalogue. What is said of the broker goes before what is known of its product. */
export const distributedTransaction = defineRule<'publishes', DistributedTransaction>({
  id: 'distributed-transaction',
  category: 'consistency',
  severity: 'warning',
  title: 'Distributed transaction',
  summary: 'A message and a change of data are kept together by a transaction over database and broker (XA, two-phase commit).',
  why:
    'In a two-phase commit everybody holds their locks until all have answered. While one participant or the coordinator ' +
    'is down, all wait. Most brokers cannot take part at all.',
  behavioural: { invariants: ['progress'], faults: ['broker outage', 'crash of a worker'] },
  subject: ['publishes'],
  *check(publishes, read) {
    if (publishes.props.atomicity !== 'xa') return;
    const refused = refusal(read, publishes.to);
    const stores = read.out(publishes.from, 'writes').map(({ to }) => to);
    const broker = read.of(read.of(publishes.to, 'channel')?.props.broker ?? '', 'broker')?.id;
    yield* conclude(refused ? 'error' : 'warning', holds, (conclusion) => ({
      ...conclusion,
      about: [],
      publishes: publishes.id,
      node: publishes.from,
      channel: publishes.to,
      store: stores.find((store) => read.of(store, 'store')?.props.role === 'record') ?? stores[0],
      refused,
      broker,
    }));
  },
  explain({ publishes, node, channel, store, refused, broker }, say) {
    const data = store === undefined ? 'its own data' : say.name(store);
    const both = `one distributed transaction over ${data} and ${say.name(channel)}`;
    const what = refused
      ? `${say.name(node)} relies on ${both}, but ${broker === undefined ? 'the broker' : say.name(broker)} cannot take part in one: the two can come apart.`
      : `${say.name(node)} needs ${both}: while one of the two is down, nothing goes on, and what it has locked stays locked.`;
    const others = [store, broker].filter((id): id is Id => id !== undefined);
    return {
      at: [publishes, node, channel, ...others],
      what,
      next: 'Write the message into an outbox together with the data, and let a relay publish it. Use a saga where several services take part.',
    };
  },
  fixes: [
    {
      id: 'outbox',
      fits: ({ store }) => store !== undefined,
      title: ({ node, store }, say) =>
        `Give ${say.name(node)} an outbox in the database of ${say.name(store as Id)}, and a relay`,
      kind: 'suggestion',
      edits: ({ publishes, store }, read, makeId) => outboxEdits(read, makeId, publishes, store),
    },
    {
      id: 'on-its-own',
      fits: ({ store }) => store === undefined,
      title: ({ node, channel }, say) =>
        `Say that ${say.name(node)} publishes to ${say.name(channel)} by itself, with nothing to keep together`,
      kind: 'suggestion',
      edits: ({ publishes }) => [set(publishes, 'atomicity', 'none')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a transaction over a database and Kafka',
        sketch: sketch`
          broker main kafka
          service orders-api
          store orders-db relational
          topic orders on main
          orders-api -> orders-db (mode insert)
          orders-api -> orders (atomicity xa)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“orders-api” relies on one distributed transaction over “orders-db” and “orders”, but “main” cannot take part ' +
              'in one: the two can come apart.',
          },
        ],
      },
      {
        name: 'a broker that can take part',
        sketch: sketch`
          broker main activemq
          service orders-api
          store orders-db relational
          queue orders on main
          orders-api -> orders-db (mode insert)
          orders-api -> orders (atomicity xa)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'somebody has said that the broker does not take part',
        sketch: sketch`
          broker main other (xa no)
          service orders-api
          store orders-db relational
          queue orders on main
          orders-api -> orders-db (mode insert)
          orders-api -> orders (atomicity xa)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'no broker is known, and no database',
        sketch: sketch`
          service orders-api
          queue orders
          orders-api -> orders (atomicity xa)
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'an outbox instead',
        sketch: sketch`
          broker main kafka
          service orders-api
          store orders-db relational
          store orders-outbox relational (role outbox, sameDatabaseAs orders-db)
          connector relay relay
          topic orders on main
          orders-api -> orders-db (mode insert)
          orders-api -> orders-outbox (mode insert)
          orders-api -> orders (atomicity outbox)
          orders-outbox -> relay -> orders
        `,
      },
      {
        name: 'a transaction of the broker alone is none over two systems',
        sketch: sketch`
          broker main kafka
          topic orders on main
          topic parcels on main
          service splitter
          orders -> splitter -> parcels (atomicity brokerTx)
        `,
      },
    ],
  },
  mend: [
    'Write the message into an outbox, and let a relay publish it.',
    'Where several services take part, use a saga with compensations.',
  ],
  notWhen: [
    'A transaction within one database, or within one broker, is none of this kind.',
    'Old systems in which both sides support XA may run well with it, as long as a standstill is acceptable.',
  ],
  sources: [sources['AZ-saga'], sources['KAFKA-delivery']],
});
