import type { Id, MakeId } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { cap } from '../helpers/cap.ts';
import { meeting, readsOf } from '../helpers/carries.ts';
import { causedBy } from '../helpers/causes.ts';
import { contractId } from '../helpers/contracts.ts';
import { deadLettersOf } from '../helpers/dead-letters.ts';
import { callsBy, publishesBy, writesBy } from '../helpers/eff.ts';
import { aggregatesIdempotently, callsIdempotently, publishesIdempotently, writesIdempotently } from '../helpers/idem.ts';
import { durationOf, less, type Measure, retentionOf } from '../helpers/measures.ts';
import { triggers } from '../helpers/trig.ts';
import { shareMessages } from '../helpers/unit.ts';
import { all, any, type Claim, conclude, fails, holds, is, not } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

type Way = 'redrive' | 'loader' | 'archive';

/** A way on which old messages come into a channel once more. */
interface Again {
  readonly way: Way;
  /** The deadLetters edge, the arrow that publishes them, or the channel itself. */
  readonly by: Id;
  /** Where they were kept. */
  readonly kept: Id;
  /** How old they can be. */
  readonly age: Measure;
  readonly claim: Claim;
  /** Handlers that they are meant for. */
  readonly meant: readonly EdgeOf<'consumes'>[];
  reaches(handler: EdgeOf<'consumes'>): boolean;
}

interface HitsEveryone extends Fact {
  readonly channel: Id;
  readonly way: Way;
  readonly by: Id;
  readonly kept: Id;
  readonly meant: readonly Id[];
  readonly meantNodes: readonly Id[];
  readonly hit: readonly Id[];
  readonly hitNodes: readonly Id[];
}

const always: Measure = { value: Number.POSITIVE_INFINITY, assumes: [] };

/** Products in which each subscriber has a queue of its own, to which its dead letters can be sent back. */
const queuePerSubscriber: ReadonlySet<string> = new Set(['rabbitmq', 'sns-sqs', 'activemq']);

function overlap(read: Reads, a: EdgeOf<'consumes'>, b: EdgeOf<'consumes'>): boolean {
  const [first, second] = [readsOf(read, a).map(contractId), readsOf(read, b).map(contractId)];
  return first.length === 0 || second.length === 0 || first.some((each) => second.includes(each));
}

/** Somebody takes dead letters out and publishes them: then the drawing shows where they go. */
function hasRedriver(read: Reads, queue: Id): boolean {
  return read.out(queue, 'consumes').some(({ id, to }) => read.out(to, 'publishes').some((each) => triggers(read, each, id)));
}

function redrives(read: Reads, channel: ElementOf<'channel'>, handlers: readonly EdgeOf<'consumes'>[]): Again[] {
  if (queuePerSubscriber.has(read.of(channel.props.broker, 'broker')?.props.product ?? '')) return [];
  const edges = new Map(handlers.flatMap((each) => deadLettersOf(read, each)).map((edge) => [edge.id, edge]));
  return [...edges.values()]
    .filter((edge) => edge.from !== channel.id && !hasRedriver(read, edge.to))
    .map((edge) => {
      const meant = handlers.filter((each) => deadLettersOf(read, each).includes(edge));
      return {
        way: 'redrive',
        by: edge.id,
        kept: edge.to,
        age: retentionOf(read, edge.to),
        claim: is(edge, 'redrive', 'manual', 'automatic'),
        meant,
        reaches: (handler) => meant.some((each) => overlap(read, each, handler)),
      };
    });
}

function loaders(read: Reads, channel: ElementOf<'channel'>, handlers: readonly EdgeOf<'consumes'>[]): Again[] {
  return read.into(channel.id, 'publishes').flatMap((publishes): Again[] => {
    const reaches = (handler: EdgeOf<'consumes'>) => meeting(read, publishes, handler) !== undefined;
    const common = { way: 'loader' as const, by: publishes.id, claim: holds, reaches };
    const rebuilt = handlers.filter((each) => each.props.rebuild === 'yes');
    const fromStores = read.into(publishes.from, 'reads').flatMap(({ from }) => {
      const store = read.of(from, 'store');
      if (store?.props.role !== 'archive') return [];
      const age = store.props.retention === '?' ? always : durationOf(store, 'retention', store.props.retention);
      return [{ ...common, kept: from, age, meant: rebuilt }];
    });
    const fromChannels = read.into(publishes.from, 'consumes').flatMap(({ id, from }) => {
      const role = read.of(from, 'channel')?.props.role;
      if ((role !== 'dlq' && role !== 'archive') || !triggers(read, publishes, id)) return [];
      const dead = read.into(from, 'deadLetters').map((edge) => edge.from);
      const meant = role === 'dlq' ? handlers.filter((each) => dead.includes(each.to)) : rebuilt;
      return [{ ...common, kept: from, age: retentionOf(read, from), meant }];
    });
    return [...fromStores, ...fromChannels].slice(0, 1);
  });
}

/** A replay from the product's archive goes to the same bus, and so to everybody; but somebody has to want one. */
function archived(read: Reads, channel: ElementOf<'channel'>, handlers: readonly EdgeOf<'consumes'>[]): Again[] {
  const wanted = any(...handlers.map((each) => is(each, 'rebuild', 'yes')));
  const claim = all(cap(read, channel.id, 'replay', 'archive'), cap(read, channel.id, 'fanout', 'group'), wanted);
  if (!claim.holds) return [];
  const meant = handlers.filter((each) => each.props.rebuild === 'yes');
  return [{ way: 'archive', by: channel.id, kept: channel.id, age: always, claim, meant, reaches: () => true }];
}

/** Handling the message a second time does something a second time. */
function harmedByRepeats(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  const natural = consumes.props.idempotency === 'natural';
  const harm = (same: Claim) => (natural && same.holds === undefined ? fails : not(same));
  const processor = read.of(consumes.to, 'processor');
  return any(
    ...writesBy(read, consumes).map((write) => harm(writesIdempotently(write))),
    ...callsBy(read, consumes).map((call) => all(is(call, 'purpose', 'command'), harm(callsIdempotently(read, call)))),
    ...publishesBy(read, consumes).map((publishes) => harm(publishesIdempotently(publishes))),
    ...(processor ? [harm(aggregatesIdempotently(processor))] : []),
  );
}

/** A message that is published again is a new one to the broker: only its own id or version tells that it is old. */
function recognises(consumes: EdgeOf<'consumes'>, age: Measure): Claim {
  const { dedupWindow } = consumes.props;
  const longEnough = dedupWindow === 'forever' ? holds : not(less(durationOf(consumes, 'dedupWindow', dedupWindow), age));
  return any(is(consumes, 'idempotency', 'versionCheck'), all(is(consumes, 'idempotency', 'dedupStore'), longEnough));
}

function isHit(read: Reads, again: Again, handler: EdgeOf<'consumes'>): Claim {
  if (again.meant.some((each) => each.to === handler.to) || !again.reaches(handler)) return fails;
  return all(
    not(any(...again.meant.map((each) => shareMessages(read, each, handler)))),
    harmedByRepeats(read, handler),
    not(recognises(handler, again.age)),
  );
}

/** A channel that only the handler reads that old messages are meant for, with what that handler does for it. */
function ownChannel(read: Reads, channel: Id, handler: EdgeOf<'consumes'>, id: Id, makeId: MakeId): Edit[] {
  const found = read.of(channel, 'channel');
  const node = read.element(handler.to);
  if (!found || !node) return [];
  const { broker, variant, type, context } = found.props;
  const second = makeId();
  return [
    addElement('channel', id, { name: `${node.props.name}-retry`, role: 'retry', broker, variant, type, context }),
    addEdge('consumes', second, id, handler.to, { ...handler.props, name: '' }),
    ...causedBy(read, handler, second),
  ];
}

/**
 * Differences from the catalogue. Others are hit if they get the messages as well, and cannot tell that they are old: how
 * old they can be follows from where they were kept. A known inbox has to remember for that long; a broker transaction and
 * a stored position do not help, because a message that is published again has a new position. The archive of a product
 * counts only if somebody means to rebuild data from it; that of SNS is replayed to one subscription, so it does not count.
 * Where each subscriber has a queue of its own (RabbitMQ, SQS, Artemis), dead letters go back to that.
 */
export const replayHitsEveryone = defineRule<'channel', HitsEveryone>({
  id: 'replay-hits-everyone',
  category: 'replay',
  severity: 'warning',
  title: 'Replay hits everyone',
  summary:
    'Old messages are published once more for one consumer, into a channel whose other consumers cannot tell that they are old.',
  why: 'A replay that is meant for one consumer is a storm of repeats for all the others.',
  behavioural: { invariants: ['effect-once', 'replay-safe'], faults: ['redrive', 'replay'] },
  subject: ['channel'],
  *check(channel, read) {
    if (channel.props.role !== 'main') return;
    const handlers = read.out(channel.id, 'consumes');
    if (handlers.length < 2) return;
    const ways = [
      ...redrives(read, channel, handlers),
      ...loaders(read, channel, handlers),
      ...archived(read, channel, handlers),
    ];
    for (const again of ways) {
      const hits = handlers.map((handler) => ({ handler, claim: isHit(read, again, handler) }));
      yield* conclude('warning', all(again.claim, any(...hits.map(({ claim }) => claim))), (conclusion) => {
        const hit = hits.filter(({ claim }) => claim.holds).map(({ handler }) => handler);
        const { way, by, kept, meant } = again;
        return {
          ...conclusion,
          about: [way, by],
          channel: channel.id,
          way,
          by,
          kept,
          meant: meant.map(({ id }) => id),
          meantNodes: [...new Set(meant.map(({ to }) => to))],
          hit: hit.map(({ id }) => id),
          hitNodes: hit.map(({ to }) => to),
        };
      });
    }
  },
  explain({ channel, way, by, kept, meantNodes, hit, hitNodes }, say) {
    const others = say.names(hitNodes);
    const too = `${others} ${say.agree(hitNodes, 'gets', 'get')} them too, and ${say.agree(hitNodes, 'does its', 'do their')} work a second time.`;
    const when = {
      redrive: `When dead letters of ${say.names(meantNodes)} are sent back to ${say.name(channel)}`,
      loader: `When messages that are kept in ${say.name(kept)} are published to ${say.name(channel)} again`,
      archive: `When old messages are sent to ${say.name(channel)} again to rebuild the data of ${say.names(meantNodes)}`,
    }[way];
    const only = meantNodes.length === 0 ? 'whoever needs them' : say.names(meantNodes);
    return {
      at: [channel, ...(by === channel ? [] : [by]), ...hit],
      what: `${when}, ${too}`,
      next: `Send old messages to a channel that only ${only} ${meantNodes.length > 1 ? 'read' : 'reads'}, or let ${others} recognise what ${say.agree(hitNodes, 'it has', 'they have')} handled.`,
    };
  },
  fixes: [
    {
      id: 'own-channel',
      fits: ({ way, meant }) => way !== 'archive' && meant.length === 1,
      title: ({ kept, meantNodes }, say) =>
        `Send messages from ${say.name(kept)} to a channel that only ${say.names(meantNodes)} reads`,
      kind: 'suggestion',
      edits({ channel, way, by, kept, meant }, read, makeId) {
        const handler = read.edge(meant[0] as Id);
        if (handler?.kind !== 'consumes') return [];
        const own = makeId();
        const made = ownChannel(read, channel, handler, own, makeId);
        if (way === 'loader') {
          const publishes = read.edge(by);
          return publishes ? [...made, { op: 'reconnect', id: by, from: publishes.from, to: own }] : [];
        }
        const redriver = makeId();
        const name = `${read.of(kept, 'channel')?.props.name ?? ''}-redrive`;
        const context = read.element(handler.to)?.props.context ?? 'none';
        return [
          ...made,
          addElement('connector', redriver, { name, type: 'bridge', context }),
          addEdge('consumes', makeId(), kept, redriver),
          addEdge('publishes', makeId(), redriver, own),
        ];
      },
    },
    {
      id: 'recognise',
      title: ({ hitNodes }, say) =>
        `Let ${say.names(hitNodes)} remember for ever, together with ${say.agree(hitNodes, 'its', 'their')} data, which messages ` +
        `${say.agree(hitNodes, 'it has', 'they have')} handled`,
      kind: 'suggestion',
      edits: ({ hit }) =>
        hit.flatMap((id) => [
          set(id, 'idempotency', 'dedupStore'),
          set(id, 'dedupAtomic', 'yes'),
          set(id, 'dedupWindow', 'forever'),
        ]),
    },
    {
      id: 'leave',
      fits: ({ way }) => way === 'redrive',
      title: ({ meantNodes }, say) => `Leave dead letters of ${say.names(meantNodes)} where they are`,
      kind: 'suggestion',
      edits: ({ by }) => [set(by, 'redrive', 'none')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'dead letters of one consumer go back to a topic that another one reads',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          service billing
          service loyalty
          store points relational
          shop -> orders -> billing
          orders -> loyalty (idempotency none)
          loyalty -> points (mode increment)
          billing -x billing-dlq (redrive manual)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'When dead letters of “billing” are sent back to “orders”, “loyalty” gets them too, and does its work a second ' +
              'time.',
          },
        ],
      },
      {
        name: 'a program that takes dead letters out and publishes them',
        sketch: sketch`
          service shop
          topic orders
          topic billing-dlq (role dlq, retention 14d)
          service billing
          service redriver
          service loyalty
          store points relational
          store inbox relational (role inbox)
          shop -> orders -> billing
          billing -x billing-dlq
          billing-dlq -> redriver -> orders -> loyalty (idempotency dedupStore, dedupStore inbox, dedupWindow 7d)
          loyalty -> points (mode increment)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'When messages that are kept in “billing-dlq” are published to “orders” again, “loyalty” gets them too, and does ' +
              'its work a second time.',
          },
        ],
      },
      {
        name: 'an archive that is published into the channel it came from',
        sketch: sketch`
          service shop
          topic orders
          service order-history
          service loader
          service mailer
          external mail-company notification
          store orders-archive object (role archive)
          shop -> orders -> order-history (rebuild yes)
          orders-archive -> loader -> orders -> mailer (idempotency none)
          mailer -> mail-company (purpose command, idempotencyKey no)
        `,
      },
      {
        name: 'a bus whose archive is replayed to all',
        sketch: sketch`
          broker bus eventbridge
          service shop
          pubsub orders on bus
          service order-history
          service loyalty
          store points relational
          shop -> orders -> order-history (rebuild yes)
          orders -> loyalty (idempotency none)
          loyalty -> points (mode increment)
        `,
      },
    ],
    good: [
      {
        name: 'dead letters go to a retry channel that only their consumer reads',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          topic billing-retry on main (role retry)
          service billing
          service redriver
          service loyalty
          store points relational
          topic billing-dlq on main (role dlq)
          shop -> orders -> billing
          orders -> loyalty (idempotency none)
          loyalty -> points (mode increment)
          billing -x billing-dlq (redrive manual)
          billing-dlq -> redriver -> billing-retry -> billing
        `,
      },
      {
        name: 'the other consumer remembers what it has handled for longer than dead letters are kept',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          topic billing-dlq on main (role dlq, retention 14d)
          service billing
          service loyalty
          store points relational
          store inbox relational (role inbox, sameDatabaseAs points)
          shop -> orders -> billing
          orders -> loyalty (idempotency dedupStore, dedupStore inbox, dedupWindow 30d)
          loyalty -> points (mode increment)
          billing -x billing-dlq (redrive manual)
        `,
      },
      {
        name: 'the other consumer sets values, which does no harm',
        sketch: sketch`
          service shop
          topic orders
          service billing
          service search
          store index search
          shop -> orders -> billing
          orders -> search
          search -> index (mode upsert)
          billing -x billing-dlq (redrive manual)
        `,
      },
      {
        name: 'the other consumer handles other messages',
        sketch: sketch`
          service shop
          topic orders (contracts [OrderPlaced, OrderCancelled])
          contract OrderPlaced 1.0.0 event
          contract OrderCancelled 1.0.0 event
          service billing
          service loyalty
          store points relational
          shop -> orders -> billing (contracts OrderPlaced)
          orders -> loyalty (contracts OrderCancelled, idempotency none)
          loyalty -> points (mode increment)
          billing -x billing-dlq (redrive manual)
        `,
      },
      {
        name: 'each subscriber has a queue of its own, and gets its dead letters back there',
        sketch: sketch`
          broker aws sns-sqs
          service shop
          pubsub orders on aws
          service billing
          service loyalty
          store points relational
          shop -> orders -> billing
          orders -> loyalty (idempotency none)
          loyalty -> points (mode increment)
          billing -x billing-dlq (redrive manual)
        `,
      },
      {
        name: 'two workers of one queue, of which one gets the message',
        sketch: sketch`
          service shop
          queue orders
          service billing
          service billing-at-night
          store invoices relational
          shop -> orders -> billing
          orders -> billing-at-night (idempotency none)
          billing-at-night -> invoices (mode insert)
          billing -x billing-dlq (redrive manual)
        `,
      },
      {
        name: 'an archive that nobody wants to replay',
        sketch: sketch`
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
      },
    ],
  },
  mend: [
    'Send dead letters back to a retry channel that only the consumer reads that could not handle them.',
    'Replay into a channel of its own, or name the rules and groups that a replay is for.',
    'Let every consumer recognise messages that it has handled, for as long as old ones can come back.',
  ],
  notWhen: [
    'A consumer group that sets its own position back reads alone: nobody else notices.',
    'Where the drawing shows nobody who sends dead letters back, they are taken to go to the channel that they came from.',
    'Consumers whose effects can be repeated without harm may be hit.',
  ],
  sources: [sources['AWS-eb-replay'], sources['CONF-errors'], sources['KAFKA-design']],
});
