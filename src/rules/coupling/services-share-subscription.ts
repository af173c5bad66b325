import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { cap } from '../helpers/cap.ts';
import { readsOf, writesOf } from '../helpers/carries.ts';
import { contractId } from '../helpers/contracts.ts';
import { callsBy, publishesBy, writesBy } from '../helpers/eff.ts';
import { shareMessages } from '../helpers/unit.ts';
import { any, type Claim, conclude, fails } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface ShareSubscription extends Fact {
  readonly channel: Id;
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
  /** All do the same: they may be copies of one service. */
  readonly same: boolean;
  /** What can be made one: services with nothing else to them, and nothing that refers to them. */
  readonly mergeable: boolean;
  /** They share because it is a queue, whatever their groups are called. */
  readonly queue: boolean;
}

/** What a handler does, by the ends of its effects. */
function effectsOf(read: Reads, consumes: EdgeOf<'consumes'>): string {
  return [
    ...writesBy(read, consumes).map(({ to }) => to),
    ...callsBy(read, consumes).map(({ to }) => to),
    ...publishesBy(read, consumes).flatMap((publish) => [publish.to, ...writesOf(read, publish).map(contractId)]),
  ]
    .sort()
    .join();
}

/** Both handle something of what the channel brings; a channel without named messages brings the same to all. */
function meet(read: Reads, a: EdgeOf<'consumes'>, b: EdgeOf<'consumes'>): boolean {
  if (a.props.contracts === 'all' && b.props.contracts === 'all') return true;
  const wanted = new Set(readsOf(read, a).map(contractId));
  return readsOf(read, b).some((each) => wanted.has(contractId(each)));
}

function isMergeable(read: Reads, ids: readonly Id[]): boolean {
  const own = new Set(ids.flatMap((id) => [...read.edgesAt(id)]));
  return ids.every((id) => read.of(id, 'service') !== undefined && read.referrers(id).every((each) => own.has(each)));
}

/** What an edge does at this node: its kind and its other end. */
function endsOf(read: Reads, id: Id, node: Id): string {
  const edge = read.edge(id);
  return edge ? `${edge.kind} ${edge.from === node ? `> ${edge.to}` : `< ${edge.from}`}` : '';
}

/**
 * Handlers without anything drawn behind them count as doing the same. Groups of handlers are told apart by those who share
 * with the first of them.
 */
export const servicesShareSubscription = defineRule<'channel', ShareSubscription>({
  id: 'services-share-subscription',
  category: 'coupling',
  severity: 'error',
  title: 'Services that take each other’s messages',
  summary:
    'Two services that read one queue, or one channel with the same consumer group, so that each message reaches only one of them.',
  why: 'Handlers of one queue or group compete: each service sees only a part of the messages, and the rest is never handled by it.',
  behavioural: { invariants: ['nothing-lost'], faults: ['normal load'] },
  subject: ['channel'],
  *check(channel, read) {
    const handlers = read.out(channel.id, 'consumes');
    const byGroup = cap(read, channel.id, 'fanout', 'group').holds === true;
    const queue = !byGroup && (channel.props.type === 'queue' || cap(read, channel.id, 'fanout', 'queue').holds === true);
    const taken = new Set<Id>();
    for (const [i, first] of handlers.entries()) {
      if (taken.has(first.id)) continue;
      const others = handlers.slice(i + 1).filter((each) => each.to !== first.to && meet(read, first, each));
      const claims: readonly Claim[] = others.map((each) => shareMessages(read, first, each));
      const group = [first, ...others.filter((_, j) => claims[j]?.holds)];
      for (const each of group) taken.add(each.id);
      const same = new Set(group.map((each) => effectsOf(read, each))).size === 1;
      const readers = group.map(({ to }) => to);
      yield* conclude(same ? 'warning' : 'error', claims.length > 0 ? any(...claims) : fails, (found) => ({
        ...found,
        about: [first.id],
        channel: channel.id,
        handlers: group.map(({ id }) => id),
        readers,
        same,
        mergeable: same && isMergeable(read, readers),
        queue,
      }));
    }
  },
  explain({ channel, handlers, readers, same, queue }, say) {
    const [who, name] = [say.names(readers), say.name(channel)];
    const share = queue ? `share the queue ${name}` : `read ${name} in one consumer group`;
    return {
      at: [channel, ...handlers, ...readers],
      what: same
        ? `${who} ${share} and do the same, as far as it is drawn: each message reaches only one of them.`
        : `${who} ${share}, but do different things: each message reaches only one of them, and the others miss it.`,
      next: same
        ? `If they are copies of one service, draw one with several instances. If not, give each its own ${queue ? 'queue' : 'group'}.`
        : `Give each its own ${queue ? 'queue' : 'consumer group'}, so that all get every message.`,
    };
  },
  fixes: [
    {
      id: 'own-group',
      fits: ({ queue }) => !queue,
      title: ({ readers }, say) => `Let ${say.names(readers)} read in groups of their own`,
      kind: 'suggestion',
      edits: ({ handlers }, read) => {
        const used = new Set<string>();
        return handlers.flatMap((id): Edit[] => {
          const edge = read.edge(id);
          if (edge?.kind !== 'consumes') return [];
          const name = read.element(edge.to)?.props.name || edge.to;
          let own = name;
          for (let n = 2; used.has(own); n++) own = `${name}-${n}`;
          used.add(own);
          return edge.props.group === own ? [] : [set(id, 'group', own)];
        });
      },
    },
    {
      id: 'own-queue',
      fits: ({ queue }) => queue,
      title: ({ readers, channel }, say) =>
        `Give each of ${say.names(readers)} a queue of its own, filled like ${say.name(channel)}`,
      kind: 'suggestion',
      edits({ channel, handlers }, read, makeId) {
        const from = read.of(channel, 'channel');
        if (!from) return [];
        return handlers.slice(1).flatMap((id): Edit[] => {
          const edge = read.edge(id);
          if (edge?.kind !== 'consumes') return [];
          const own = makeId();
          const reader = read.element(edge.to)?.props.name ?? '';
          return [
            addElement('channel', own, { ...from.props, name: `${from.props.name}-${reader}` }),
            ...read
              .into(channel, 'publishes')
              .map((publish) => addEdge('publishes', makeId(), publish.from, own, { ...publish.props, name: '' })),
            { op: 'reconnect', id, from: own, to: edge.to },
          ];
        });
      },
    },
    {
      id: 'merge',
      fits: ({ mergeable }) => mergeable,
      title: ({ readers }, say) => `Draw ${say.names(readers)} as one service with ${readers.length} instances`,
      kind: 'suggestion',
      edits({ readers }, read) {
        const [kept, ...others] = readers as readonly [Id, ...Id[]];
        const service = read.of(kept, 'service');
        const all = [kept, ...others].map((id) => read.of(id, 'service')?.props.instances ?? 0);
        if (!service || others.some((id) => !read.of(id, 'service'))) return [];
        const have = new Set(read.edgesAt(kept).map((id) => endsOf(read, id, kept)));
        const edits: Edit[] = [
          set(
            kept,
            'instances',
            all.reduce((sum, each) => sum + each, 0),
          ),
        ];
        for (const other of others) {
          for (const id of read.edgesAt(other)) {
            const edge = read.edge(id);
            const ends = endsOf(read, id, other);
            if (!edge) continue;
            if (have.has(ends)) edits.push({ op: 'removeEdge', id });
            else {
              have.add(ends);
              const [from, to] = [edge.from, edge.to].map((end) => (end === other ? kept : end)) as [Id, Id];
              edits.push({ op: 'reconnect', id, from, to });
              // The handlers that it named may be gone.
              if ('triggeredBy' in edge.props && typeof edge.props.triggeredBy !== 'string')
                edits.push(set(id, 'triggeredBy', 'all'));
            }
          }
          edits.push({ op: 'removeElement', id: other });
        }
        return edits;
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'two services in one consumer group',
        sketch: sketch`
          broker main kafka
          topic orders on main
          service billing
          service mailer
          store invoices relational
          external SMTP notification
          orders-api -> orders -> billing (group orders) -> invoices
          orders -> mailer (group orders) -> SMTP (purpose command)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“billing” and “mailer” read “orders” in one consumer group, but do different things: each message reaches only one of ' +
              'them, and the others miss it.',
          },
        ],
      },
      {
        name: 'two services on one queue',
        sketch: sketch`
          broker rabbit rabbitmq
          queue orders on rabbit
          service billing
          service mailer
          store invoices relational
          orders-api -> orders -> billing -> invoices
          orders -> mailer
        `,
      },
      {
        name: 'two boxes that do the same',
        sketch: sketch`
          queue orders
          service billing-1
          service billing-2
          store invoices relational
          orders-api -> orders -> billing-1 -> invoices
          orders -> billing-2 -> invoices
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“billing-1” and “billing-2” share the queue “orders” and do the same, as far as it is drawn: each message reaches only ' +
              'one of them.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'two groups',
        sketch: sketch`
          broker main kafka
          topic orders on main
          orders-api -> orders -> billing (group billing)
          orders -> mailer (group mailer)
        `,
      },
      {
        name: 'without a name, a group is called after its service',
        sketch: sketch`
          broker main kafka
          topic orders on main
          orders-api -> orders -> billing
          orders -> mailer
        `,
      },
      {
        name: 'one service with several instances',
        sketch: sketch`
          queue orders
          service billing (instances 3)
          orders-api -> orders -> billing
        `,
      },
      {
        name: 'a queue for each subscriber of a topic',
        sketch: sketch`
          broker rabbit rabbitmq
          pubsub orders on rabbit
          orders-api -> orders -> billing
          orders -> mailer
        `,
      },
      {
        name: 'two services that pick their own types from one queue',
        sketch: sketch`
          queue tasks
          contract SendMail 1.0.0 command
          contract PrintLabel 1.0.0 command
          shop -> tasks (contracts [SendMail, PrintLabel])
          tasks -> mailer (contracts SendMail)
          tasks -> printer (contracts PrintLabel)
        `,
      },
    ],
  },
  mend: [
    'Give each service its own group, subscription or queue.',
    'Draw copies of one service as one box with several instances.',
  ],
  notWhen: [
    'Instances of one service are meant to share the work.',
    'Services that handle different types of message from one queue don’t take each other’s messages, if the broker filters.',
    'Nothing is said while it is open whether the channel is a queue.',
  ],
  sources: [
    sources['KAFKA-design'],
    sources['RMQ-queues'],
    sources['DAPR-pubsub'],
    sources['AZ-eda'],
    sources['AWS-sqs-standard'],
  ],
});
