import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { meeting, readsOf, writesOf } from '../helpers/carries.ts';
import { contractId, fieldsOf, namedBy } from '../helpers/contracts.ts';
import { covers, isField, keyOf, orderedBy } from '../helpers/keys.ts';
import { partitioned } from '../helpers/partitioned.ts';
import { inputsOf } from '../helpers/tables.ts';
import { triggerOf } from '../helpers/trig.ts';
import {
  all,
  any,
  type Claim,
  conclude,
  fails,
  holds,
  is,
  likely,
  type OpenQuestion,
  said,
  supposing,
  unsaid,
} from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface LosesOrder extends Fact {
  readonly publishes: Id;
  readonly by: Id;
  readonly channel: Id;
  readonly how: 'rekey' | 'bridge';
  readonly key: string;
  /** The key before, and the channel that has it. */
  readonly before: string;
  readonly source: Id;
  /** Who keys the source. */
  readonly keyers: readonly Id[];
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
}

interface Reader {
  readonly handler: EdgeOf<'consumes'>;
  /** Contracts that the handler gets from this producer; one that has no name stands for all if none is drawn. */
  readonly contracts: readonly string[];
}

function readersOf(read: Reads, publishes: EdgeOf<'publishes'>): readonly Reader[] {
  return read.out(publishes.to, 'consumes').flatMap((handler) => {
    const common = meeting(read, publishes, handler);
    if (!common || handler.props.orderingNeed === 'none' || reorders(read, handler)) return [];
    return [{ handler, contracts: common.unnamed ? [''] : common.contracts }];
  });
}

/** The reader brings messages back into order itself: by their version, or by their time in a window. */
function reorders(read: Reads, handler: EdgeOf<'consumes'>): boolean {
  const processor = read.of(handler.to, 'processor')?.props;
  return (
    handler.props.idempotency === 'versionCheck' ||
    (processor?.window !== undefined && processor.window !== 'none' && processor.timeBasis === 'event')
  );
}

/** One key in this place may come from several places before: nothing ties the old key to the field that the reader orders by. */
function mixes(read: Reads, { handler, contracts }: Reader, key: string, before: string): Claim {
  return any(
    ...contracts.map((reference) => {
      const named = reference === '' ? undefined : namedBy(read, reference);
      const wanted = named ? orderedBy(handler, named) : handler.props.orderBy;
      const fields = fieldsOf(named?.version);
      if (!isField(wanted)) {
        const same = said(covers(before, key, fields) !== true);
        return all(same, supposing(unsaid({ id: handler.id, property: 'orderBy' })));
      }
      // Where the new key does not follow from the order either, key-does-not-cover-order says so.
      return said(covers(key, wanted, fields) === true && covers(before, wanted, fields) !== true);
    }),
  );
}

interface Case {
  readonly before: string;
  readonly source: Id;
  readonly keyer: Id;
  readonly reader: Reader;
  readonly claim: Claim;
}

/**
 * The inputs whose order goes into what is published. What a processor looks up in a table has no part in that. A service
 * that publishes another type of message than it got says something new, whose order begins there.
 */
function passedOn(read: Reads, publishes: EdgeOf<'publishes'>): readonly EdgeOf<'consumes'>[] {
  const { inputs } = triggerOf(read, publishes);
  const processor = read.of(publishes.from, 'processor');
  if (processor) {
    const { streams } = inputsOf(read, processor);
    return inputs.filter(({ id }) => streams.some((stream) => stream.id === id));
  }
  const written = writesOf(read, publishes).map(contractId);
  return inputs.filter((input) => {
    const got = readsOf(read, input).map(contractId);
    return written.length === 0 || got.length === 0 || written.some((id) => got.includes(id));
  });
}

/** Every pair of a key before and a reader after, for a service or processor. */
function casesOf(read: Reads, publishes: EdgeOf<'publishes'>, readers: readonly Reader[]): readonly Case[] {
  const processor = read.of(publishes.from, 'processor');
  const { key } = publishes.props;
  // What an aggregate publishes is made in one place for each key, in the order in which it was made.
  if (processor?.props.op === 'aggregate' || !isField(key)) return [];
  // Whether a service passes messages on is known only if they have a name.
  const same = processor || writesOf(read, publishes).length > 0 ? holds : likely;
  return passedOn(read, publishes).flatMap((input) => {
    const parts = partitioned(read, input.from);
    return read.into(input.from, 'publishes').flatMap((source) => {
      if (!meeting(read, source, input)) return [];
      const before = keyOf(read, source);
      const known = before === '?' ? unsaid({ id: source.id, property: 'key' }) : said(before !== 'const');
      return readers.map((reader) => ({
        before,
        source: input.from,
        keyer: source.id,
        reader,
        claim: all(
          parts,
          same,
          before === '?' ? holds : mixes(read, reader, key, before),
          is(reader.handler, 'orderingNeed', 'perKey'),
          known,
        ),
      }));
    });
  });
}

function* afterRekey(
  publishes: EdgeOf<'publishes'>,
  read: Reads,
  readers: readonly Reader[],
): Generator<LosesOrder | OpenQuestion> {
  const cases = casesOf(read, publishes, readers);
  const found = cases.filter(({ claim }) => claim.holds).sort((a, b) => a.claim.lowered - b.claim.lowered);
  const first = found[0];
  const alike = found.filter(({ source, before }) => source === first?.source && before === first.before);
  yield* conclude('warning', any(...cases.map(({ claim }) => claim)), (conclusion) => ({
    ...conclusion,
    about: [],
    publishes: publishes.id,
    by: publishes.from,
    channel: publishes.to,
    how: 'rekey',
    key: publishes.props.key,
    before: first?.before ?? '',
    source: first?.source ?? publishes.to,
    keyers: [...new Set(found.map(({ keyer }) => keyer))],
    handlers: [...new Set(alike.map(({ reader }) => reader.handler.id))],
    readers: [...new Set(alike.map(({ reader }) => reader.handler.to))],
  }));
}

function* behindBridge(
  publishes: EdgeOf<'publishes'>,
  read: Reads,
  readers: readonly Reader[],
): Generator<LosesOrder | OpenQuestion> {
  const bridge = read.of(publishes.from, 'connector');
  if (bridge?.props.type !== 'bridge') return;
  const [input] = read.into(bridge.id, 'consumes');
  const needy = readers.map((reader) => ({ reader, need: is(reader.handler, 'orderingNeed', 'perKey') }));
  const found = needy.filter(({ need }) => need.holds).map(({ reader }) => reader.handler);
  const claim = all(
    input ? holds : fails,
    any(...needy.map(({ need }) => need)),
    partitioned(read, publishes.to),
    supposing(is(bridge, 'preservesKey', 'no')),
  );
  yield* conclude('warning', claim, (conclusion) => ({
    ...conclusion,
    about: [],
    publishes: publishes.id,
    by: bridge.id,
    channel: publishes.to,
    how: 'bridge',
    key: '',
    before: '',
    source: input?.from ?? publishes.to,
    keyers: [],
    handlers: found.map(({ id }) => id),
    readers: [...new Set(found.map(({ to }) => to))],
  }));
}

/**
 * Differences from the catalogue. A reader that brings messages back into order, by their version or by their time in a
 * window, is left alone: that is the way to mend it. So is one for which the old key follows from the field that it orders
 * by, a source in one partition, what an aggregate publishes, and a service that makes other messages from what it gets: they
 * are new facts, and nothing of their order can have been lost before. If nobody has said what a reader orders by, the
 * new key is assumed, one step down.
 */
export const rekeyLosesOrder = defineRule<'publishes', LosesOrder>({
  id: 'rekey-loses-order',
  category: 'stream',
  severity: 'warning',
  title: 'Order is lost where the key changes',
  summary: 'Messages get another key on their way, and somebody behind that needs them in order by the new key.',
  why:
    'Order is kept within a partition. Messages that share the new key come from several partitions of the old one, each of ' +
    'which is read at its own speed, so they are mixed in any order on the way into the new partition.',
  behavioural: { invariants: ['key-order'], faults: ['slow partition'] },
  subject: ['publishes'],
  *check(publishes, read) {
    const readers = readersOf(read, publishes);
    if (readers.length === 0) return;
    yield* read.of(publishes.from, 'connector') ? behindBridge(publishes, read, readers) : afterRekey(publishes, read, readers);
  },
  explain({ publishes, by, channel, how, key, before, source, handlers, readers, assumes }, say) {
    const needs = `${say.names(readers)} ${say.agree(readers, 'needs', 'need')}`;
    const at = [publishes, by, channel, source, ...handlers] as const;
    if (how === 'bridge') {
      const open = assumes.some(({ property }) => property === 'preservesKey');
      return {
        at,
        what: open
          ? `${needs} the messages of each key in order, and nobody has said whether ${say.name(by)} keeps them together on their way from ${say.name(source)} to ${say.name(channel)}.`
          : `${needs} the messages of each key in order, but ${say.name(by)} puts them into other partitions on their way from ${say.name(source)} to ${say.name(channel)}.`,
        next: `Let ${say.name(by)} keep the key and its partition, or let readers order messages by a sequence number.`,
      };
    }
    const old = before === 'none' ? 'have no key' : `are keyed by ${say.word(before)}`;
    return {
      at,
      what:
        `${needs} the messages in ${say.name(channel)} in order by ${say.word(key)}, but in ${say.name(source)} they ${old}: ` +
        `those of one ${say.word(key)} come from several partitions, in any order.`,
      next: `Key ${say.name(source)} by ${say.word(key)} already, or give messages a sequence number by which readers tell old from new.`,
    };
  },
  fixes: [
    {
      id: 'key-source',
      fits: ({ how }) => how === 'rekey',
      title: ({ source, key }, say) => `Key ${say.name(source)} by ${say.word(key)} already`,
      kind: 'suggestion',
      edits: ({ keyers, key }) => keyers.map((id) => set(id, 'key', key)),
    },
    {
      id: 'preserve-key',
      fits: ({ how }) => how === 'bridge',
      title: ({ by }, say) => `Let ${say.name(by)} keep keys and partitions`,
      kind: 'suggestion',
      edits: ({ by }) => [set(by, 'preservesKey', 'yes')],
    },
    {
      id: 'sequence',
      title: ({ readers }, say) =>
        `Let ${say.names(readers)} skip what is older than what ${say.agree(readers, 'it knows', 'they know')}, by a sequence number`,
      kind: 'suggestion',
      edits: ({ handlers }) =>
        handlers.flatMap((id) => [set(id, 'idempotency', 'versionCheck'), set(id, 'versionBy', 'sequence')]),
    },
  ],
  examples: {
    bad: [
      {
        name: 'orders by order, re-keyed by customer for a reader that needs the order of each customer',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 6)
          processor by-customer rekey
          topic customer-orders on main (partitions 6)
          service loyalty
          shop -> orders (key orderId) -> by-customer -> customer-orders (key customerId) -> loyalty (orderingNeed perKey, orderBy customerId)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“loyalty” needs the messages in “customer-orders” in order by “customerId”, but in “orders” they are keyed ' +
              'by “orderId”: those of one “customerId” come from several partitions, in any order.',
          },
        ],
      },
      {
        name: 'a service that passes messages on under another key, from an unknown number of partitions',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          service router
          topic customer-orders on main (partitions 6)
          service loyalty
          contract OrderPlaced 1.0.0 event (entityKey customerId) { customerId string }
          shop -> orders (contracts OrderPlaced, key none) -> router
          router -> customer-orders (contracts OrderPlaced, key customerId) -> loyalty (orderingNeed perKey)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'nobody has said by what the reader needs order',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 6)
          processor by-customer rekey
          topic customer-orders on main (partitions 6)
          service loyalty
          shop -> orders (key orderId) -> by-customer -> customer-orders (key customerId) -> loyalty (orderingNeed perKey)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a bridge that spreads messages anew',
        sketch: sketch`
          broker eu kafka
          broker us kafka
          service shop
          topic orders on eu (partitions 6)
          connector mirror bridge (preservesKey no)
          topic orders-us on us (partitions 12)
          service billing
          shop -> orders (key orderId) -> mirror -> orders-us -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'nobody has said what the bridge does with keys',
        sketch: sketch`
          broker eu kafka
          broker us kafka
          service shop
          topic orders on eu (partitions 6)
          connector mirror bridge
          topic orders-us on us (partitions 6)
          service billing
          shop -> orders (key orderId) -> mirror -> orders-us -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'a sequence per customer tells old from new',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 6)
          processor by-customer rekey
          topic customer-orders on main (partitions 6)
          service loyalty
          shop -> orders (key orderId) -> by-customer -> customer-orders (key customerId)
          customer-orders -> loyalty (orderingNeed perKey, orderBy customerId, idempotency versionCheck, versionBy sequence)
        `,
      },
      {
        name: 'a window by event time sorts them again',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 6)
          processor by-customer rekey
          topic customer-orders on main (partitions 6)
          processor sessions aggregate (window session, timeBasis event)
          shop -> orders (key orderId) -> by-customer -> customer-orders (key customerId) -> sessions (orderingNeed perKey)
        `,
      },
      {
        name: 'keyed by customer from the beginning',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 6)
          processor mask map
          topic masked on main (partitions 6)
          service loyalty
          shop -> orders (key customerId) -> mask -> masked (key customerId) -> loyalty (orderingNeed perKey)
        `,
      },
      {
        name: 'the reader needs order per order, and each order has one customer',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 6)
          processor by-customer rekey
          topic customer-orders on main (partitions 6)
          service billing
          contract OrderPlaced 1.0.0 event (entityKey orderId) {
            orderId string determines [customerId]
            customerId string
          }
          shop -> orders (contracts OrderPlaced, key orderId) -> by-customer
          by-customer -> customer-orders (contracts OrderPlaced, key customerId) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'one partition is one line',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 1)
          processor by-customer rekey
          topic customer-orders on main (partitions 6)
          service loyalty
          shop -> orders (key orderId) -> by-customer -> customer-orders (key customerId) -> loyalty (orderingNeed perKey)
        `,
      },
      {
        name: 'a bridge that keeps keys and partitions',
        sketch: sketch`
          broker eu kafka
          broker us kafka
          service shop
          topic orders on eu (partitions 6)
          connector mirror bridge (preservesKey yes)
          topic orders-us on us (partitions 6)
          service billing
          shop -> orders (key orderId) -> mirror -> orders-us -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'products are only looked up, in a table that is whole in every instance',
        sketch: sketch`
          broker main kafka
          service shop
          service catalogue
          topic orders on main (partitions 6)
          topic products on main (partitions 6, cleanup compact)
          processor price join (joinType globalTable, joinKind left)
          topic priced on main (partitions 6)
          service billing
          shop -> orders (key orderId) -> price
          catalogue -> products (key productId) -> price
          price -> priced (key orderId) -> billing (orderingNeed perKey, orderBy orderId)
        `,
      },
      {
        name: 'points of a customer are new facts, made from orders',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 6)
          service loyalty
          topic points on main (partitions 6)
          service mailer
          contract OrderPlaced 1.0.0 event (entityKey orderId)
          contract PointsChanged 1.0.0 event (entityKey customerId)
          shop -> orders (contracts OrderPlaced, key orderId) -> loyalty
          loyalty -> points (contracts PointsChanged, key customerId) -> mailer (orderingNeed perKey)
        `,
      },
      {
        name: 'nobody behind the new key needs order',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 6)
          processor by-customer rekey
          topic customer-orders on main (partitions 6)
          service search
          shop -> orders (key orderId) -> by-customer -> customer-orders (key customerId) -> search (orderingNeed none)
        `,
      },
    ],
  },
  mend: [
    'Key the source by the field that readers need order by.',
    'Give messages a sequence number for each entity, and let readers sort by it or skip old ones.',
    'Collect messages for a moment, and sort them by event time.',
  ],
  notWhen: [
    'Order is kept where all messages of the new key had one key before: each order has one customer.',
    'A bridge that keeps keys and partitions keeps order.',
  ],
  sources: [sources['KSQL-partition'], sources['CESP-partitioned']],
});
