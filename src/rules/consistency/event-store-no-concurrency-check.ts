import type { Id, MakeId } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { carriersOf, writesOf } from '../helpers/carries.ts';
import { contractId } from '../helpers/contracts.ts';
import { handlersOf } from '../helpers/hearing.ts';
import { isField, keyOf } from '../helpers/keys.ts';
import { causesOf, triggerOf } from '../helpers/trig.ts';
import { assigned } from '../helpers/workers.ts';
import { all, any, type Claim, conclude, fails, holds, is, not, said, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface NoCheck extends Fact {
  readonly how: 'nodes' | 'instances' | 'channel-only';
  readonly write: Id;
  readonly node: Id;
  readonly store: Id;
  /** Other nodes that append there. */
  readonly others: readonly Id[];
  readonly instances: number;
  /** A contract whose only home is a channel, and the arrow by which it gets there. */
  readonly contract: Id;
  readonly channel: Id;
  readonly publishes: Id | undefined;
}

type Write = EdgeOf<'writes'>;

const nothing = { write: '', node: '', store: '', others: [], instances: 1, contract: '', channel: '', publishes: undefined };

function instancesOf(read: Reads, node: Id): number {
  const found = read.of(node, 'service') ?? read.of(node, 'processor') ?? read.of(node, 'connector');
  return found?.props.instances ?? 1;
}

/** All messages about one thing come to one instance, one after the other: it is the only writer of that stream. */
function oneWriterEach(read: Reads, write: Write): Claim {
  const { own, inputs } = triggerOf(read, write);
  if (own || inputs.length === 0) return fails;
  return all(
    ...inputs.map((input) => {
      if (input.props.concurrency === 'unordered') return fails;
      const keyed = read.into(input.from, 'publishes').every((publishes) => isField(keyOf(read, publishes)));
      const byKey = all(said(keyed), assigned(read, input, 'exclusivePartition', 'byKey'));
      return any(assigned(read, input, 'singleActive'), byKey);
    }),
  );
}

function isAppendedTo(read: Reads, write: Write): boolean {
  return read.of(write.to, 'store')?.props.type === 'eventStore';
}

function* unchecked(write: Write, read: Reads): ReturnType<typeof conclude<NoCheck>> {
  if (!isAppendedTo(read, write)) return;
  const { target } = write.props;
  const apart = (other: Write) => target !== '' && other.props.target !== '' && other.props.target !== target;
  const others = new Set(
    read
      .into(write.to, 'writes')
      .filter(
        (other) => other.from !== write.from && (other.props.mode === 'append' || other.props.mode === '?') && !apart(other),
      )
      .map(({ from }) => from),
  );
  const instances = instancesOf(read, write.from);
  const several = all(said(instances > 1), supposing(not(oneWriterEach(read, write))));
  const claim = all(
    is(write, 'mode', 'append'),
    supposing(is(write, 'expectedVersion', 'no')),
    others.size > 0 ? holds : several,
  );
  yield* conclude('error', claim, (conclusion) => ({
    ...conclusion,
    ...nothing,
    about: [],
    how: others.size > 0 ? 'nodes' : 'instances',
    write: write.id,
    node: write.from,
    store: write.to,
    others: [...others],
    instances,
  }));
}

/** Somebody who publishes the contract, or reads it, appends to an event store, or publishes from one. */
function hasHome(read: Reads, contract: Id, producers: readonly EdgeOf<'publishes'>[]): boolean {
  if (producers.some(({ from }) => read.of(from, 'external'))) return true;
  const nodes = [...producers.map(({ from }) => from), ...handlersOf(read, contract).map(({ to }) => to)];
  return nodes.some(
    (node) =>
      read.out(node, 'writes').some((write) => isAppendedTo(read, write)) ||
      read.into(node, 'captures').some((capture) => read.of(capture.from, 'store')?.props.type === 'eventStore'),
  );
}

function* homeless(contract: ElementOf<'contract'>, read: Reads): ReturnType<typeof conclude<NoCheck>> {
  if (contract.props.category !== 'sourced') return;
  const producers = carriersOf(read, contract.id).flatMap((channel) =>
    read
      .into(channel, 'publishes')
      .filter((publishes) => writesOf(read, publishes).some((each) => contractId(each) === contract.id)),
  );
  const first = producers[0];
  if (!first || hasHome(read, contract.id, producers)) return;
  yield* conclude('warning', holds, (conclusion) => ({
    ...conclusion,
    ...nothing,
    about: [],
    how: 'channel-only',
    node: first.from,
    contract: contract.id,
    channel: first.to,
    publishes: first.id,
  }));
}

/** Append first, and publish from what was appended. */
function keepEvents({ publishes, node, contract, channel }: NoCheck, read: Reads, makeId: MakeId): Edit[] {
  const edge = publishes === undefined ? undefined : read.edge(publishes);
  const producer = read.element(node);
  if (edge?.kind !== 'publishes' || !producer) return [];
  const { name, context } = producer.props;
  const [store, relay] = [makeId(), makeId()];
  const writer = read.of(node, 'service') ?? read.of(node, 'processor') ?? read.of(node, 'connector');
  if (!writer) return [];
  const { key } = edge.props;
  const triggeredBy = causesOf(read, edge as EdgeOf<'publishes'>);
  return [
    addElement('store', store, { name: `${name}-log`, type: 'eventStore', context }),
    addEdge('writes', makeId(), node, store, { mode: 'append', expectedVersion: 'yes', triggeredBy }),
    addElement('connector', relay, { name: `${name}-log-relay`, type: 'relay', orderBy: 'commitOrder', context }),
    addEdge('captures', makeId(), store, relay),
    addEdge('publishes', makeId(), relay, channel, { contracts: [contract], key, idSource: 'stable' }),
    set(edge.id, 'atomicity', 'cdc'),
  ];
}

/**
 * Differences from the catalogue: instances that get their messages by key, or of which one is active, are the only writer of
 * each stream. Nodes that name different streams do not meet. What an external system publishes may be stored where we don't see.
 */
export const eventStoreNoConcurrencyCheck = defineRule<'writes' | 'contract', NoCheck>({
  id: 'event-store-no-concurrency-check',
  category: 'consistency',
  severity: 'error',
  title: 'No concurrency check on an event store',
  summary:
    'Several writers append to an event store without checking that nothing was appended since they read; or event-sourced ' +
    'events are kept in a channel only, which cannot check that.',
  why: 'Two handlers decide on the same old state, and both append: the last seat is sold twice.',
  behavioural: { invariants: ['isolation'], faults: ['normal load'] },
  subject: ['writes', 'contract'],
  *check(subject, read) {
    if (subject.kind === 'writes') yield* unchecked(subject, read);
    else yield* homeless(subject, read);
  },
  explain({ how, write, node, store, others, instances, contract, channel, assumes }, say) {
    if (how === 'channel-only')
      return {
        at: [contract, channel, node],
        what:
          `${say.name(contract)} is the record itself, and stands only in ${say.name(channel)}: a channel cannot give the events ` +
          'of one thing alone, nor refuse one that was decided on an old state.',
        why: 'A broker is no event store: two commands that are handled at once can both be accepted, although only one was possible.',
        next: 'Append such events to an event store, with a check of the version, and publish from there.',
      };
    const who = say.name(node);
    const unsure = assumes.some(({ property }) => property === 'expectedVersion');
    const crowd =
      how === 'nodes'
        ? `${say.names([node, ...others])} ${others.length === 1 ? 'both' : 'all'} append to ${say.name(store)}`
        : `${who} appends to ${say.name(store)} from ${instances} instances`;
    const checks = 'that nothing was appended since it read';
    const lack = unsure
      ? `and nobody has said whether ${how === 'nodes' ? who : 'it'} checks ${checks}`
      : how === 'nodes'
        ? `and ${who} does not check ${checks}`
        : `without checking ${checks}`;
    return {
      at: [write, node, store, ...others],
      what: `${crowd}, ${lack}: two can decide on the same old state.`,
      next: 'Append with the version that was read as the one expected, and decide again if it is refused.',
    };
  },
  fixes: [
    {
      id: 'expect-version',
      fits: ({ how }) => how !== 'channel-only',
      title: ({ node, store }, say) =>
        `Let ${say.name(node)} append to ${say.name(store)} only if the version is the one that it read`,
      kind: 'suggestion',
      edits: ({ write }) => [set(write, 'expectedVersion', 'yes')],
    },
    {
      id: 'one-instance',
      fits: ({ how }) => how === 'instances',
      title: ({ node }, say) => `Run ${say.name(node)} as one instance`,
      kind: 'suggestion',
      edits: ({ node }) => [set(node, 'instances', 1)],
    },
    {
      id: 'event-store',
      fits: ({ how }) => how === 'channel-only',
      title: ({ node, contract, channel }, say) =>
        `Let ${say.name(node)} append ${say.name(contract)} to an event store, and publish to ${say.name(channel)} from there`,
      kind: 'suggestion',
      edits: keepEvents,
    },
    {
      id: 'domain-event',
      fits: ({ how }) => how === 'channel-only',
      title: ({ contract }, say) => `Say that ${say.name(contract)} is a domain event, and the record stands elsewhere`,
      kind: 'suggestion',
      edits: ({ contract }) => [set(contract, 'category', 'domain')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'three instances sell seats',
        sketch: sketch`
          external web client
          service seats (instances 3)
          store seats-log eventStore
          web -> seats (purpose command)
          seats -> seats-log (mode append, expectedVersion no)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“seats” appends to “seats-log” from 3 instances, without checking that nothing was appended since it read: two ' +
              'can decide on the same old state.',
          },
        ],
      },
      {
        name: 'nobody has said whether it checks',
        sketch: sketch`
          external web client
          service seats (instances 3)
          store seats-log eventStore
          web -> seats (purpose command)
          seats -> seats-log (mode append)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'two services append, and one of them does not check',
        sketch: sketch`
          service seats
          service vouchers
          store seats-log eventStore
          seats -> seats-log (mode append, expectedVersion yes)
          vouchers -> seats-log (mode append, expectedVersion no)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“seats” and “vouchers” both append to “seats-log”, and “vouchers” does not check that nothing was appended ' +
              'since it read: two can decide on the same old state.',
          },
        ],
      },
      {
        name: 'commands of a queue go to any instance',
        sketch: sketch`
          broker rabbit rabbitmq
          service web
          service seats (instances 3)
          queue commands on rabbit
          store seats-log eventStore
          web -> commands (key seatId) -> seats
          seats -> seats-log (mode append, expectedVersion no)
        `,
      },
      {
        name: 'nobody has said how messages are spread',
        sketch: sketch`
          service web
          service seats (instances 3)
          topic commands
          store seats-log eventStore
          web -> commands (key seatId) -> seats
          seats -> seats-log (mode append, expectedVersion no)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'the broker as event store',
        sketch: sketch`
          service seats
          topic seat-events
          contract SeatSold 1.0.0 event (category sourced)
          seats -> seat-events (contracts SeatSold)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“SeatSold” is the record itself, and stands only in “seat-events”: a channel cannot give the events of one thing ' +
              'alone, nor refuse one that was decided on an old state.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'append with the version that is expected',
        sketch: sketch`
          service seats (instances 3)
          store seats-log eventStore
          seats -> seats-log (mode append, expectedVersion yes)
        `,
      },
      {
        name: 'one instance alone',
        sketch: sketch`
          service seats
          store seats-log eventStore
          seats -> seats-log (mode append, expectedVersion no)
        `,
      },
      {
        name: 'all commands about a seat come to one instance',
        sketch: sketch`
          broker main kafka
          service web
          service seats (instances 3)
          topic commands on main
          store seats-log eventStore
          web -> commands (key seatId) -> seats
          seats -> seats-log (mode append, expectedVersion no)
        `,
      },
      {
        name: 'two services with streams of their own',
        sketch: sketch`
          service seats
          service vouchers
          store log eventStore
          seats -> log (mode append, expectedVersion no, target seats)
          vouchers -> log (mode append, expectedVersion no, target vouchers)
        `,
      },
      {
        name: 'the events are appended first, and published from there',
        sketch: sketch`
          service seats
          store seats-log eventStore
          connector subscription relay
          topic seat-events
          contract SeatSold 1.0.0 event (category sourced)
          seats -> seats-log (mode append, expectedVersion yes)
          seats-log -> subscription -> seat-events (contracts SeatSold)
        `,
      },
      {
        name: 'the topic is appended to an event store by whoever reads it',
        sketch: sketch`
          service seats
          topic seat-events
          connector keeper sink
          store seats-log eventStore
          contract SeatSold 1.0.0 event (category sourced)
          seats -> seat-events (contracts SeatSold) -> keeper
          keeper -> seats-log (mode append)
        `,
      },
    ],
  },
  mend: [
    'Append with the version that is expected, and decide again if it is refused.',
    'Let one instance write each stream.',
    'Keep event-sourced events in an event store, and publish from there.',
  ],
  notWhen: [
    'A single writer of each stream needs no check: one instance, or messages that come by key to one instance each.',
    'Events that only tell of what is stored elsewhere are not the record, and may stand in a channel alone.',
  ],
  sources: [sources['ESDB-expected-version'], sources['AZ-es']],
});
