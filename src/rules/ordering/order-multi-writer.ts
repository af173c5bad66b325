import type { Id } from '#base/ids.ts';
import { normalName } from '#base/text.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { meeting, writesOf } from '../helpers/carries.ts';
import { contractOf } from '../helpers/contracts.ts';
import { keyOf, sameKey } from '../helpers/keys.ts';
import { triggerOf } from '../helpers/trig.ts';
import { assigned } from '../helpers/workers.ts';
import {
  all,
  any,
  type Claim,
  conclude,
  fails,
  holds,
  is,
  likely,
  not,
  type OpenQuestion,
  said,
  supposing,
  unsaid,
} from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface MultiWriter extends Fact {
  readonly how: 'relays' | 'poll' | 'instances' | 'nodes';
  readonly channel: Id;
  readonly publishes: readonly Id[];
  readonly producers: readonly Id[];
  readonly instances: number;
  readonly entity: string;
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
}

type Publishes = EdgeOf<'publishes'>;

/** The connectors that publish what a node has written into a store. */
function relaysOf(read: Reads, node: Id): readonly ElementOf<'connector'>[] {
  return read
    .out(node, 'writes')
    .flatMap((write) => read.out(write.to, 'captures'))
    .flatMap((captures) => read.of(captures.to, 'connector') ?? []);
}

/** A log is read in the order of the commits; a poll sees a row when its transaction is done, whichever began first. */
function polls({ id, props }: ElementOf<'connector'>): Claim {
  if (props.orderBy !== '?') return said(props.orderBy === 'poll');
  return props.type === 'cdc' ? fails : unsaid({ id, property: 'orderBy' });
}

/** Every message that makes a node publish comes to the same instance for the same key, or to the one that is active. */
function isRouted(read: Reads, publishes: Publishes): Claim {
  const { own, inputs } = triggerOf(read, publishes);
  if (own || inputs.length === 0) return fails;
  const processor = read.of(publishes.from, 'processor');
  const passes = publishes.props.key === '?' && processor !== undefined && processor.props.op !== 'rekey';
  return all(
    ...inputs.flatMap((input) => {
      if (input.props.assignment === 'singleActive') return [];
      const keyed = read
        .into(input.from, 'publishes')
        .filter((edge) => meeting(read, edge, input))
        .map((edge) => {
          const [before, after] = [keyOf(read, edge), keyOf(read, publishes)];
          if (passes) return holds;
          return before === '?' || after === '?' ? unsaid() : said(sameKey(before, after));
        });
      return [assigned(read, input, 'exclusivePartition', 'byKey'), ...keyed];
    }),
  );
}

/** The arrows into a channel by what their messages are about: an entity, or a contract that names none. */
function groupsOf(read: Reads, channel: Id): ReadonlyMap<string, { readonly contract: Id; readonly edges: Set<Publishes> }> {
  const groups = new Map<string, { contract: Id; edges: Set<Publishes> }>();
  for (const edge of read.into(channel, 'publishes')) {
    for (const reference of writesOf(read, edge)) {
      const contract = contractOf(read, reference);
      if (!contract) continue;
      const about = normalName(contract.props.entity) || contract.id;
      const group = groups.get(about) ?? { contract: contract.id, edges: new Set() };
      groups.set(about, group);
      group.edges.add(edge);
      if (contract.id < group.contract) group.contract = contract.id;
    }
  }
  return groups;
}

/**
 * Who publishes in a time of its own: bridges hand on, relays speak for the service, and who reacts comes after the cause.
 * That one of two has a single writer for each key says nothing of the other.
 */
function rivalsAmong(read: Reads, edges: readonly Publishes[]): readonly Publishes[] {
  if (new Set(edges.map((edge) => edge.from)).size < 2) return [];
  const relays = new Set(edges.flatMap((edge) => relaysOf(read, edge.from).map(({ id }) => id)));
  const own = edges.filter(
    (edge) =>
      !relays.has(edge.from) &&
      read.of(edge.from, 'connector')?.props.type !== 'bridge' &&
      !triggerOf(read, edge).inputs.some(
        (input) => input.from === edge.to && edges.some((cause) => cause.from !== edge.from && meeting(read, cause, input)),
      ),
  );
  const promised = own.every((edge) => edge.props.singleWriter === 'yes');
  return promised || new Set(own.map((edge) => edge.from)).size < 2 ? [] : own;
}

function* rivalries(read: Reads, channel: Id): Generator<MultiWriter | OpenQuestion> {
  const handlers = read.out(channel, 'consumes').filter((handler) => handler.props.orderingNeed !== 'none');
  if (handlers.length === 0 || read.into(channel, 'publishes').length < 2) return;
  for (const { contract, edges } of groupsOf(read, channel).values()) {
    const rivals = rivalsAmong(read, [...edges]);
    if (rivals.length === 0) continue;
    // Only who reads what two of them publish can see the messages in the wrong order.
    const both = handlers.filter(
      (handler) => new Set(rivals.filter((edge) => meeting(read, edge, handler)).map((edge) => edge.from)).size > 1,
    );
    const needs = any(...both.map((handler) => is(handler, 'orderingNeed', 'perKey')));
    const free = rivals.filter((edge) => edge.props.singleWriter !== 'yes');
    const asked = free.find((edge) => edge.props.singleWriter === 'no') ?? (free[0] as Publishes);
    yield* conclude('warning', all(needs, supposing(not(is(asked, 'singleWriter', 'yes')))), (found) => ({
      ...found,
      about: ['nodes', contract],
      how: 'nodes',
      channel,
      publishes: rivals.map(({ id }) => id),
      producers: [...new Set(rivals.map(({ from }) => from))],
      instances: 1,
      entity: read.of(contract, 'contract')?.props.entity ?? '',
      ...wanting(both),
    }));
  }
}

function wanting(handlers: readonly EdgeOf<'consumes'>[]): Pick<MultiWriter, 'handlers' | 'readers'> {
  const needing = handlers.filter((handler) => handler.props.orderingNeed === 'perKey');
  return { handlers: needing.map(({ id }) => id), readers: needing.map(({ to }) => to) };
}

/** A relay in the order of the commits: undefined where the publishing is not left to one, unsaid where none is drawn. */
function isRelayed(read: Reads, publishes: Publishes): Claim {
  const { atomicity } = publishes.props;
  if (atomicity !== 'outbox' && atomicity !== 'cdc') return fails;
  const relays = relaysOf(read, publishes.from);
  // What a relay publishes to the channel itself is looked at there.
  if (relays.some(({ id }) => read.out(id, 'publishes').some((edge) => edge.to === publishes.to))) return holds;
  if (relays.length === 0) return unsaid();
  return any(...relays.map((relay) => all(not(polls(relay)), said(relay.props.instances === 1))));
}

/**
 * Differences from the catalogue. Where nobody has said that each key has one writer, it is a hint. Two nodes of which one
 * reacts to the messages of the other publish in order, as cause and effect. Keyed input fixes the instance, but not which
 * of two nodes is first. A service whose outbox is relayed by a connector on the board is one writer with it; the finding
 * then stands on the connector.
 */
export const orderMultiWriter = defineRule<'publishes' | 'channel', MultiWriter>({
  id: 'order-multi-writer',
  category: 'ordering',
  severity: 'warning',
  title: 'Several writers of one key',
  summary: 'Several instances, nodes or relays publish messages about the same thing, and a consumer needs them in order.',
  why:
    'What is published first need not be what was saved first: two instances that change the same thing one after the other ' +
    'can publish the other way round.',
  behavioural: { invariants: ['key-order', 'isolation'], faults: ['slow instance', 'normal load'] },
  subject: ['publishes', 'channel'],
  *check(subject, read) {
    if (subject.kind === 'channel') {
      yield* rivalries(read, subject.id);
      return;
    }
    const publishes = subject;
    if (publishes.props.singleWriter === 'yes') return;
    const handlers = read
      .out(publishes.to, 'consumes')
      .filter((handler) => handler.props.orderingNeed !== 'none' && meeting(read, publishes, handler));
    if (handlers.length === 0) return;
    const needs = any(...handlers.map((handler) => is(handler, 'orderingNeed', 'perKey')));
    const many = supposing(not(is(publishes, 'singleWriter', 'yes')));
    const fact = (how: MultiWriter['how'], instances: number) => ({
      about: ['instances'],
      how,
      channel: publishes.to,
      publishes: [publishes.id],
      producers: [publishes.from],
      instances,
      entity:
        writesOf(read, publishes)
          .map((each) => contractOf(read, each)?.props.entity ?? '')
          .find((entity) => entity !== '') ?? '',
      ...wanting(handlers),
    });

    const connector = read.of(publishes.from, 'connector');
    if (connector) {
      const { type, instances } = connector.props;
      if (type !== 'relay' && type !== 'cdc' && type !== 'query') return;
      const how = instances > 1 ? 'relays' : 'poll';
      // A relay that several instances share, or that polls, is stated to be so: nothing is supposed.
      yield* conclude('warning', all(any(said(instances > 1), polls(connector)), needs), (found) => ({
        ...found,
        ...fact(how, instances),
      }));
      return;
    }

    const relayed = isRelayed(read, publishes);
    if (relayed.holds) return;
    const unordered = relayed.holds === undefined ? likely : holds;
    const node = read.of(publishes.from, 'service') ?? read.of(publishes.from, 'processor');
    const instances = node?.props.instances ?? 1;
    if (instances > 1) {
      const routed = isRouted(read, publishes);
      if (!routed.holds) {
        const claim = all(needs, many, unordered, supposing(not(routed)));
        yield* conclude('warning', claim, (found) => ({ ...found, ...fact('instances', instances) }));
      }
    }
  },
  explain({ how, channel, publishes, producers, instances, entity, handlers, readers, assumes }, say) {
    const from = say.names(producers);
    const to = say.name(channel);
    const thing = entity || 'thing';
    const but = `but ${say.names(readers)} ${say.agree(readers, 'needs', 'need')} the messages of each key in order`;
    const unsure = assumes.length > 0 ? ' Nobody has said whether each key has one writer.' : '';
    const what = {
      relays: `${from} publishes to ${to} from ${instances} instances at once, so a later change of one ${thing} can go out first, ${but}.`,
      poll: `${from} finds by polling what it publishes to ${to}, and can miss a change until after a later one, ${but}.`,
      instances:
        `${from} publishes to ${to} from ${instances} instances at once, so two changes of one ${thing} can go out the other way ` +
        `round, ${but}.${unsure}`,
      nodes: `${from} publish messages about one ${thing} to ${to}, each in its own time, ${but}.${unsure}`,
    }[how];
    return {
      at:
        how === 'nodes'
          ? [channel, ...publishes, ...producers, ...handlers]
          : [publishes[0] as Id, ...producers, channel, ...handlers],
      what,
      ...(how === 'poll' && {
        why: 'A poll sees a row when its transaction is done. The one that began first, and has the lower number, can be done last.',
      }),
      next:
        how === 'relays' || how === 'poll'
          ? `Let one instance of ${from} read the log of the database, in the order of the commits.`
          : how === 'instances'
            ? `Send all requests about one ${thing} to the same instance, or publish through an outbox and a single relay in the ` +
              'order of the commits.'
            : `Let one of them own the ${thing} and publish all its messages, or carry a sequence by which ` +
              `${say.names(readers)} can put them in order.`,
    };
  },
  fixes: [
    {
      id: 'commit-order',
      fits: ({ how }) => how === 'relays' || how === 'poll',
      title: ({ producers }, say) => `Let a single instance of ${say.names(producers)} publish in the order of the commits`,
      kind: 'suggestion',
      edits: ({ producers }) => producers.flatMap((id) => [set(id, 'orderBy', 'commitOrder'), set(id, 'instances', 1)]),
    },
    {
      id: 'one-instance',
      fits: ({ how }) => how === 'instances',
      title: ({ producers }, say) => `Run a single instance of ${say.names(producers)}, if it can carry the load`,
      kind: 'suggestion',
      edits: ({ producers }) => producers.map((id) => set(id, 'instances', 1)),
    },
    {
      id: 'no-order',
      title: ({ readers }, say) => `Make ${say.names(readers)} independent of order`,
      kind: 'suggestion',
      edits: ({ handlers }) => handlers.map((id) => set(id, 'orderingNeed', 'none')),
    },
    {
      id: 'single-writer',
      title: ({ producers, instances }, say) =>
        instances > 1
          ? `Say that for each key only one instance of ${say.names(producers)} publishes at a time`
          : `Say that for each key only one of ${say.names(producers)} publishes at a time`,
      fits: ({ how }) => how !== 'poll',
      kind: 'suggestion',
      edits: ({ publishes }) => publishes.map((id) => set(id, 'singleWriter', 'yes')),
    },
  ],
  examples: {
    bad: [
      {
        name: 'three pollers of one outbox',
        sketch: sketch`
          service shop
          store outbox relational (role outbox)
          connector outbox-relay relay (orderBy poll, instances 3)
          topic orders
          contract OrderChanged 1.0.0 event (entity order)
          shop -> outbox -> outbox-relay -> orders (contracts OrderChanged) -> billing (orderingNeed perKey)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“outbox-relay” publishes to “orders” from 3 instances at once, so a later change of one order can go out first, but ' +
              '“billing” needs the messages of each key in order.',
          },
        ],
      },
      {
        name: 'one poller',
        sketch: sketch`
          store outbox relational (role outbox)
          connector outbox-relay relay (orderBy poll)
          topic orders
          outbox -> outbox-relay -> orders -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'two instances that may handle two requests about one order',
        sketch: sketch`
          service shop (instances 2)
          topic orders
          shop -> orders (singleWriter no) -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'nobody has said whether each key has one writer',
        sketch: sketch`
          service shop (instances 2)
          topic orders
          shop -> orders -> billing (orderingNeed perKey)
        `,
        expects: [
          {
            severity: 'hint',
            what:
              '“shop” publishes to “orders” from 2 instances at once, so two changes of one thing can go out the other way round, ' +
              'but “billing” needs the messages of each key in order. Nobody has said whether each key has one writer.',
          },
        ],
      },
      {
        name: 'two services publish about one order',
        sketch: sketch`
          topic orders
          contract OrderPlaced 1.0.0 event (entity order)
          contract OrderCorrected 1.0.0 event (entity order)
          shop -> orders (contracts OrderPlaced, singleWriter no) -> billing (orderingNeed perKey)
          backoffice -> orders (contracts OrderCorrected, singleWriter no)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“backoffice” and “shop” publish messages about one order to “orders”, each in its own time, but “billing” needs ' +
              'the messages of each key in order.',
          },
        ],
      },
      {
        name: 'one of the two has one writer for each key, and the other publishes in between',
        sketch: sketch`
          topic flights
          contract FlightDelayed 1.0.0 event (entity flight)
          operations -> flights (contracts FlightDelayed, singleWriter yes) -> board (orderingNeed perKey)
          airport -> flights (contracts FlightDelayed, singleWriter no)
        `,
      },
      {
        name: 'keyed input, but by another key',
        sketch: sketch`
          broker main kafka
          service pricing (instances 3)
          topic orders on main
          topic prices on main
          shop -> orders (key orderId) -> pricing
          pricing -> prices (key productId, singleWriter no) -> search (orderingNeed perKey)
        `,
      },
      {
        name: 'an outbox whose relay is not drawn',
        sketch: sketch`
          service shop (instances 2)
          topic orders
          shop -> orders (atomicity outbox, singleWriter no) -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'a relay that reads the log, one instance',
        sketch: sketch`
          service shop (instances 3)
          store outbox relational (role outbox)
          connector outbox-relay relay (orderBy commitOrder)
          topic orders
          shop -> outbox -> outbox-relay -> orders -> billing (orderingNeed perKey)
          shop -> orders (atomicity outbox)
        `,
      },
      {
        name: 'change data capture reads the log',
        sketch: sketch`
          store orders-db
          connector capture cdc
          topic orders
          orders-db -> capture -> orders -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'one instance, or one writer for each key',
        sketch: sketch`
          service shop
          service app (instances 3)
          topic orders
          topic baskets
          shop -> orders -> billing (orderingNeed perKey)
          app -> baskets (singleWriter yes) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'keyed input brings all messages of one order to the same instance',
        sketch: sketch`
          broker main kafka
          service billing (instances 3)
          topic orders on main
          topic invoices on main
          shop -> orders (key orderId) -> billing
          billing -> invoices (key orderId, singleWriter no) -> mailer (orderingNeed perKey)
        `,
      },
      {
        name: 'one instance is active, whatever the key, and the other stands by',
        sketch: sketch`
          broker core pulsar
          service engine (instances 2)
          topic orders on core (partitions 1)
          topic trades on core
          gateway -> orders (key none) -> engine (assignment singleActive)
          engine -> trades (key symbol) -> clearing (orderingNeed perKey)
        `,
      },
      {
        name: 'one service reacts to the other',
        sketch: sketch`
          service shipping
          topic orders
          contract OrderPlaced 1.0.0 event (entity order)
          contract OrderShipped 1.0.0 event (entity order)
          shop -> orders (contracts OrderPlaced, singleWriter no) -> billing (orderingNeed perKey)
          orders -> shipping (contracts OrderPlaced)
          shipping -> orders (contracts OrderShipped, singleWriter no)
        `,
      },
      {
        name: 'nobody needs order, and two services publish about two entities',
        sketch: sketch`
          service shop (instances 3)
          topic orders
          topic events
          contract OrderPlaced 1.0.0 event (entity order)
          contract CustomerAdded 1.0.0 event (entity customer)
          shop -> orders (singleWriter no) -> billing (orderingNeed none)
          web -> events (contracts OrderPlaced, singleWriter no) -> billing (orderingNeed perKey)
          crm -> events (contracts CustomerAdded, singleWriter no)
        `,
      },
    ],
  },
  mend: [
    'Publish through an outbox and one relay that reads the log of the database in the order of the commits.',
    'Send all requests about one thing to the same instance.',
    'Lock optimistically, and put the version into the event, so that consumers can skip what is stale.',
    'Run one relay for each range of keys.',
  ],
  notWhen: [
    'Keyed input, sticky routing, or a lock on the row together with a relay in commit order fix who is first: say that each key has one writer.',
    'Where two changes of one thing are hours apart, this hardly ever happens; it stays a warning.',
    'Nodes of which one reacts to the other publish in order.',
  ],
  sources: [sources['DBZ-outbox'], sources.Z203, sources['MSIO-outbox'], sources['AWS-sqs-fifo']],
});
