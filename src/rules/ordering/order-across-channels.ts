import type { Id } from '#base/ids.ts';
import { normalName } from '#base/text.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { carriersOf, readsOf } from '../helpers/carries.ts';
import { contractId, contractOf, existing } from '../helpers/contracts.ts';
import { writesBy } from '../helpers/eff.ts';
import { isReadOnlyBy, type Move, moveContracts } from '../helpers/move-contracts.ts';
import { all, any, type Claim, conclude, is, not, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface AcrossChannels extends Fact {
  readonly node: Id;
  readonly channels: readonly Id[];
  readonly handlers: readonly Id[];
  /** What has to be in order with the messages of the first channel. */
  readonly contracts: readonly Id[];
  /** For two handlers that write about one entity. */
  readonly store?: Id;
  readonly entity: string;
  /** Contracts that can come through the channel of a handler: nobody else reads them where they are. */
  readonly moves: readonly Move[];
}

type Consumes = EdgeOf<'consumes'>;
type Subject = 'consumes' | 'service' | 'processor' | 'connector';

/** Failed messages come back through a retry channel; that order is another rule's. */
function isMain(read: Reads, channel: Id): boolean {
  const role = read.of(channel, 'channel')?.props.role;
  return role === 'main' || role === 'reply';
}

/** The entities that a handler reads about, each with its contracts. */
function entitiesOf(read: Reads, handler: Consumes): ReadonlyMap<string, readonly Id[]> {
  const found = new Map<string, Id[]>();
  for (const reference of readsOf(read, handler)) {
    const contract = contractOf(read, reference);
    const entity = normalName(contract?.props.entity ?? '');
    if (contract && entity !== '') found.set(entity, [...(found.get(entity) ?? []), contract.id]);
  }
  return found;
}

interface Writer {
  readonly handler: Consumes;
  readonly contracts: readonly Id[];
}

/** Who writes about one entity into one place of a store: by store, then by entity and target. */
function writersOf(read: Reads, node: Id): ReadonlyMap<Id, ReadonlyMap<string, Writer[]>> {
  const stores = new Map<Id, Map<string, Writer[]>>();
  for (const handler of read.into(node, 'consumes')) {
    if (handler.props.orderingNeed === 'none' || !isMain(read, handler.from)) continue;
    const entities = entitiesOf(read, handler);
    if (entities.size === 0) continue;
    const places = new Set(writesBy(read, handler).map((write) => `${write.to} ${write.props.target}`));
    for (const place of places) {
      const [store, target] = [place.slice(0, place.indexOf(' ')), place.slice(place.indexOf(' ') + 1)];
      const groups = stores.get(store) ?? new Map<string, Writer[]>();
      stores.set(store, groups);
      for (const [entity, contracts] of entities) {
        const group = `${entity} ${target}`;
        groups.set(group, [...(groups.get(group) ?? []), { handler, contracts }]);
      }
    }
  }
  return stores;
}

/** Two handlers that need order read from two channels, and nothing tells an old message from a new one. */
function unordered(one: Consumes, other: Consumes): Claim {
  const versions = all(is(one, 'idempotency', 'versionCheck'), is(other, 'idempotency', 'versionCheck'));
  return all(
    is(one, 'orderingNeed', 'perKey', 'global'),
    is(other, 'orderingNeed', 'perKey', 'global'),
    supposing(not(versions)),
  );
}

function* acrossFor(read: Reads, consumes: Consumes): Generator<AcrossChannels> {
  const elsewhere = [...new Set(existing(read, consumes.props.orderWith).map(contractId))]
    .map((contract) => ({ contract, carriers: carriersOf(read, contract) }))
    .filter(({ carriers }) => carriers.length > 0 && !carriers.includes(consumes.from));
  if (elsewhere.length === 0) return;
  const channels = [...new Set(elsewhere.flatMap(({ carriers }) => carriers))];
  const moves = channels.map((channel) => ({
    contracts: elsewhere.filter(({ carriers }) => carriers.includes(channel)).map(({ contract }) => contract),
    from: channel,
    to: consumes.from,
    handler: consumes.id,
  }));
  yield {
    severity: 'error',
    assumes: [],
    about: ['wish'],
    node: consumes.to,
    channels: [consumes.from, ...channels],
    handlers: [consumes.id],
    contracts: elsewhere.map(({ contract }) => contract),
    entity: '',
    moves: moves.every((each) => isReadOnlyBy(read, each.contracts, each.from, consumes.to)) ? moves : [],
  };
}

/** What the other handlers read about the entity, brought to the channel of the first, if nobody else reads it. */
function movesTo(read: Reads, [first, ...others]: readonly Writer[]): readonly Move[] {
  if (!first) return [];
  const { handler, contracts: here } = first;
  const moves = new Map<Id, Move>();
  for (const { handler: other, contracts } of others) {
    if (other.from === handler.from) continue;
    if (contracts.some((each) => here.includes(each))) return [];
    const known = moves.get(other.from)?.contracts ?? [];
    const all = [...new Set([...known, ...contracts])];
    moves.set(other.from, { contracts: all, from: other.from, to: handler.from, handler: handler.id });
  }
  const found = [...moves.values()];
  return found.every((each) => isReadOnlyBy(read, each.contracts, each.from, handler.to)) ? found : [];
}

/**
 * Differences from the catalogue: the second case stands on the node, once for each store; a join is exempt, since
 * bringing two channels together is its work, and so are retry and dead-letter channels, which bring back what other rules
 * look at. Where nobody has said whether a handler checks versions, the finding goes one step down.
 */
export const orderAcrossChannels = defineRule<Subject, AcrossChannels>({
  id: 'order-across-channels',
  category: 'ordering',
  severity: 'error',
  title: 'Order needed across channels',
  summary: 'A consumer needs messages of two channels in order, and no broker keeps order between two channels.',
  why: 'Each channel is read at its own speed. When one of them lags, what was published later is handled first.',
  behavioural: { invariants: ['key-order'], faults: ['slow partition'] },
  subject: ['consumes', 'service', 'processor', 'connector'],
  *check(subject, read) {
    if (subject.kind === 'consumes') {
      yield* acrossFor(read, subject);
      return;
    }
    if (subject.kind === 'processor' && subject.props.op === 'join') return;
    if (read.into(subject.id, 'consumes').length < 2) return;
    for (const [store, groups] of writersOf(read, subject.id)) {
      const pairs: { readonly one: Writer; readonly other: Writer; readonly entity: string; readonly claim: Claim }[] = [];
      for (const [group, writers] of groups) {
        writers.forEach((one, i) => {
          for (const other of writers.slice(i + 1))
            if (one.handler.from !== other.handler.from)
              pairs.push({
                one,
                other,
                entity: group.slice(0, group.indexOf(' ')),
                claim: unordered(one.handler, other.handler),
              });
        });
      }
      const found = pairs.filter(({ claim }) => claim.holds);
      yield* conclude('error', any(...pairs.map(({ claim }) => claim)), (conclusion) => {
        const writers = [...new Set(found.flatMap(({ one, other }) => [one, other]))];
        return {
          ...conclusion,
          about: ['store', store],
          node: subject.id,
          channels: [...new Set(writers.map(({ handler }) => handler.from))],
          handlers: [...new Set(writers.map(({ handler }) => handler.id))],
          contracts: [...new Set(writers.flatMap(({ contracts }) => contracts))],
          store,
          entity: found[0]?.entity ?? '',
          moves: movesTo(read, writers),
        };
      });
    }
  },
  explain({ node, channels, handlers, contracts, store, entity, assumes }, say) {
    const name = say.name(node);
    const apart = 'no broker keeps order between two channels';
    if (store === undefined) {
      const [own, ...others] = channels;
      return {
        at: [handlers[0] as Id, node, ...channels],
        what:
          `${name} needs ${say.names(contracts)} in order with what it reads from ${say.name(own as Id)}, but ` +
          `${say.agree(contracts, 'it comes', 'they come')} through ${say.names(others)}, and ${apart}.`,
        next: `Publish ${say.names(contracts)} to ${say.name(own as Id)} under the same key, or let ${name} accept either order.`,
      };
    }
    return {
      at: [node, store, ...handlers, ...channels],
      what:
        `${name} needs the messages about one ${entity} in order, and writes what they say to ${say.name(store)}, but they come through ` +
        `${say.names(channels)}, and ${apart}` +
        `${assumes.length > 0 ? '; nobody has said whether it skips what is older than what it knows' : ''}.`,
      next:
        `Publish all messages about one ${entity} to one channel under one key, or let each carry a sequence, so that ${name} ` +
        'can skip or wait.',
    };
  },
  fixes: [
    {
      id: 'one-channel',
      fits: ({ moves }) => moves.length > 0,
      title: ({ moves }, say) =>
        `Publish ${say.names(moves.flatMap(({ contracts }) => contracts))} to ${say.name(moves[0]?.to as Id)}, so that all of ` +
        'it comes through one channel',
      kind: 'suggestion',
      edits: ({ moves }, read, makeId) => moves.flatMap((move) => moveContracts(read, move, makeId)),
    },
    {
      id: 'version-check',
      fits: ({ store }) => store !== undefined,
      title: ({ node }, say) => `Let ${say.name(node)} skip messages that are not newer than what it knows, by their sequence`,
      kind: 'suggestion',
      edits: ({ handlers }) =>
        handlers.flatMap((id) => [set(id, 'idempotency', 'versionCheck'), set(id, 'versionBy', 'sequence')]),
    },
    {
      id: 'either-order',
      title: ({ node, channels }, say) =>
        `Say that ${say.name(node)} accepts the messages of ${say.names(channels)} in either order`,
      kind: 'suggestion',
      edits({ handlers, contracts, store }, read) {
        if (store !== undefined) return handlers.map((id) => set(id, 'orderingNeed', 'none'));
        return handlers.flatMap((id) => {
          const edge = read.edge(id);
          if (edge?.kind !== 'consumes' || typeof edge.props.orderWith === 'string') return [];
          return [
            set(
              id,
              'orderWith',
              edge.props.orderWith.filter((each) => !contracts.includes(contractId(each))),
            ),
          ];
        });
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'orders that are created on one topic and cancelled on another, and one projection',
        sketch: sketch`
          topic order-created
          topic order-cancelled
          service projection
          store orders-view relational (role readModel)
          contract OrderCreated 1.0.0 event (entity order)
          contract OrderCancelled 1.0.0 event (entity order)
          shop -> order-created (contracts OrderCreated) -> projection (orderingNeed perKey, idempotency natural)
          shop -> order-cancelled (contracts OrderCancelled) -> projection (orderingNeed perKey, idempotency natural)
          projection -> orders-view (mode upsert)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“projection” needs the messages about one order in order, and writes what they say to “orders-view”, but they come through ' +
              '“order-cancelled” and “order-created”, and no broker keeps order between two channels.',
          },
        ],
      },
      {
        name: 'a handler that wants another type in order with its own',
        sketch: sketch`
          topic orders
          topic payments
          service projection
          contract OrderPlaced 1.0.0 event
          contract PaymentTaken 1.0.0 event
          shop -> orders (contracts OrderPlaced) -> projection (orderWith PaymentTaken)
          till -> payments (contracts PaymentTaken) -> projection
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“projection” needs “PaymentTaken” in order with what it reads from “orders”, but it comes through “payments”, ' +
              'and no broker keeps order between two channels.',
          },
        ],
      },
      {
        name: 'others read it too, so it cannot simply move',
        sketch: sketch`
          topic orders
          topic payments
          service projection
          contract OrderPlaced 1.0.0 event
          contract PaymentTaken 1.0.0 event
          shop -> orders (contracts OrderPlaced) -> projection (contracts OrderPlaced, orderWith PaymentTaken)
          till -> payments (contracts PaymentTaken) -> ledger
        `,
      },
      {
        name: 'one of several types moves, and other readers keep what they have',
        sketch: sketch`
          topic orders
          topic payments
          service projection
          contract OrderPlaced 1.0.0 event
          contract PaymentTaken 1.0.0 event
          contract CardAdded 1.0.0 event
          shop -> orders (contracts OrderPlaced) -> projection (contracts OrderPlaced, orderWith PaymentTaken)
          orders -> billing
          till -> payments (contracts [PaymentTaken, CardAdded]) -> ledger (contracts CardAdded)
        `,
      },
      {
        name: 'nobody has said whether versions are checked',
        sketch: sketch`
          service projection
          store orders-view relational
          contract OrderCreated 1.0.0 event (entity order)
          contract OrderCancelled 1.0.0 event (entity order)
          shop -> order-created (contracts OrderCreated) -> projection (orderingNeed perKey)
          shop -> order-cancelled (contracts OrderCancelled) -> projection (orderingNeed perKey)
          projection -> orders-view (mode update, target orders)
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'one topic for all events of an order',
        sketch: sketch`
          service projection
          store orders-view relational
          contract OrderCreated 1.0.0 event (entity order)
          contract OrderCancelled 1.0.0 event (entity order)
          shop -> orders (contracts [OrderCreated, OrderCancelled]) -> projection (orderingNeed perKey, orderWith OrderCancelled)
          projection -> orders-view (mode upsert)
        `,
      },
      {
        name: 'both handlers skip what is older than what they know',
        sketch: sketch`
          service projection
          store orders-view relational
          contract OrderCreated 1.0.0 event (entity order)
          contract OrderCancelled 1.0.0 event (entity order)
          shop -> order-created (contracts OrderCreated) -> projection (orderingNeed perKey, idempotency versionCheck)
          shop -> order-cancelled (contracts OrderCancelled) -> projection (orderingNeed perKey, idempotency versionCheck)
          projection -> orders-view (mode upsert)
        `,
      },
      {
        name: 'two consumers that read one topic each',
        sketch: sketch`
          service billing
          service refunds
          store ledger relational
          contract OrderCreated 1.0.0 event (entity order)
          contract OrderCancelled 1.0.0 event (entity order)
          shop -> order-created (contracts OrderCreated) -> billing (orderingNeed perKey, idempotency natural)
          shop -> order-cancelled (contracts OrderCancelled) -> refunds (orderingNeed perKey, idempotency natural)
          billing -> ledger (mode upsert)
          refunds -> ledger (mode upsert)
        `,
      },
      {
        name: 'two entities, or two tables',
        sketch: sketch`
          service projection
          store view relational
          store tables relational
          contract OrderCreated 1.0.0 event (entity order)
          contract CustomerAdded 1.0.0 event (entity customer)
          contract OrderCancelled 1.0.0 event (entity order)
          shop -> orders (contracts OrderCreated) -> projection (orderingNeed perKey, idempotency natural)
          shop -> customers (contracts CustomerAdded) -> projection (orderingNeed perKey, idempotency natural)
          shop -> cancelled (contracts OrderCancelled) -> projection (orderingNeed perKey, idempotency natural)
          projection -> view (mode upsert, triggeredBy [orders, customers])
          projection -> tables (mode upsert, target orders, triggeredBy orders)
          projection -> tables (mode upsert, target cancelled, triggeredBy cancelled)
        `,
      },
      {
        name: 'order does not matter to one of them, and a retry topic brings the same messages back',
        sketch: sketch`
          service projection
          store view relational
          topic orders-retry (role retry)
          contract OrderCreated 1.0.0 event (entity order)
          contract OrderCancelled 1.0.0 event (entity order)
          shop -> orders (contracts OrderCreated) -> projection (orderingNeed perKey, idempotency natural)
          shop -> cancelled (contracts OrderCancelled) -> projection (orderingNeed none, idempotency natural)
          shop -> orders-retry (contracts OrderCreated) -> projection (orderingNeed perKey, idempotency natural)
          projection -> view (mode upsert)
        `,
      },
      {
        name: 'a type that is wanted in order, but is not published anywhere yet',
        sketch: sketch`
          contract OrderCreated 1.0.0 event
          contract OrderCancelled 1.0.0 event
          shop -> orders (contracts OrderCreated) -> projection (orderWith OrderCancelled)
        `,
      },
    ],
  },
  mend: [
    'Publish all types of one entity to one channel under one key; consumers filter by type.',
    'Let each message carry a sequence, and wait for what is missing or skip what is stale.',
    'Join the two channels in a processor that keeps what came too early.',
    'Let the handler accept either order.',
  ],
  notWhen: [
    'Two consumers that read one channel each, and write to places of their own, are independent.',
    'Setting a whole value twice does no harm, but an old value still replaces a newer one.',
    'The entity of a contract has to be named for this to be seen.',
  ],
  sources: [
    sources['PULSAR-messaging'],
    sources['OTTO-domain-events-order'],
    sources['OTTO-domain-events-topic'],
    sources.Z203,
    sources['NSB-sagas'],
  ],
});
