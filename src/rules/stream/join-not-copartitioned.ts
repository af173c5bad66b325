import type { Id } from '#base/ids.ts';
import { list } from '#base/text.ts';
import type { ElementOf } from '#model/design.ts';
import { unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { cap } from '../helpers/cap.ts';
import { joinedBy, type Keyed, keyedOtherwise, type Side, sidesOf, typedIn } from '../helpers/join.ts';
import { rekeyThrough } from '../helpers/rekey.ts';
import { all, any, type Claim, conclude, fails, holds, is, likely, not, type OpenQuestion, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface Joined extends Fact {
  readonly processor: Id;
  /** The inputs that do not meet; the first is the one that is out of step. */
  readonly channels: readonly [Id, ...Id[]];
  readonly by: string;
  /** A table could be kept whole in every instance. */
  readonly lookup: boolean;
}

/** One input has another key. */
interface OtherKey extends Joined {
  readonly how: 'key';
  readonly key: string;
  readonly input: Id;
  readonly producers: readonly Id[];
  readonly publishes: readonly Id[];
  readonly table: boolean;
  /** Nobody has said whether the framework re-keys it. */
  readonly open: boolean;
  /** As many as the other input has, if that is known. */
  readonly partitions: number | undefined;
}

interface OtherCount extends Joined {
  readonly how: 'partitions';
  readonly counts: readonly number[];
}

interface OtherType extends Joined {
  readonly how: 'type';
  readonly types: readonly [string, string];
  readonly contract: Id;
  readonly path: readonly string[];
}

interface OtherPartitioner extends Joined {
  readonly how: 'partitioner';
  readonly partitioners: readonly [string, string];
  readonly publishes: Id;
}

type NotCopartitioned = OtherKey | OtherCount | OtherType | OtherPartitioner;

type Found = Generator<NotCopartitioned | OpenQuestion>;

const joinTypes = ['streamStream', 'streamTable', 'tableTable'] as const;

interface Join {
  readonly read: Reads;
  readonly processor: ElementOf<'processor'>;
  readonly by: string;
  readonly matches: Claim;
  readonly sides: readonly Side[];
  readonly common: { readonly assumes: []; readonly processor: Id; readonly by: string; readonly lookup: boolean };
}

function mismatch({ read, by }: Join, keyed: Keyed): Claim {
  const otherwise = keyedOtherwise(read, keyed, by);
  if (otherwise !== undefined) return otherwise ? holds : fails;
  return keyed.key === unknown ? unsaid({ id: keyed.publishes.id, property: 'key' }) : unsaid();
}

/** The framework can re-key a stream by itself, but not a table. */
function rekeyed(join: Join, { table, keyed }: Side): Claim {
  if (table) return fails;
  return all(any(...keyed.map((each) => mismatch(join, each))), is(join.processor, 'autoRepartition', 'yes'));
}

function* otherKeys(join: Join): Found {
  for (const side of join.sides) {
    const byItself = side.table ? fails : is(join.processor, 'autoRepartition', 'yes');
    const claim = any(...side.keyed.map((each) => mismatch(join, each)));
    const wrong = side.keyed.filter((each) => mismatch(join, each).holds);
    const others = join.sides.filter((other) => other !== side).map(({ channel }) => channel);
    const known = others.find(({ props }) => props.partitions !== unknown)?.props.partitions;
    yield* conclude('error', all(join.matches, claim, supposing(not(byItself))), (conclusion) => ({
      ...join.common,
      ...conclusion,
      about: ['key', side.channel.id],
      how: 'key',
      channels: [side.channel.id, ...others.map(({ id }) => id)],
      key: wrong[0]?.key ?? 'none',
      input: side.input.id,
      producers: wrong.map(({ publishes }) => publishes.from),
      publishes: wrong.map(({ publishes }) => publishes.id),
      table: side.table,
      open: byItself.holds === undefined,
      partitions: typeof known === 'number' ? known : undefined,
    }));
  }
}

/** Where nobody has said what a side is keyed by, or whether the framework re-keys it, it may be re-keyed. */
function asItComes(join: Join, sides: readonly Side[]): Claim {
  return supposing(not(any(...sides.map((side) => rekeyed(join, side)))));
}

/** What the framework re-keys goes through a channel of its own, with as many partitions as the other side has. */
function* otherCounts(join: Join): Found {
  const sides = join.sides.filter((side) => rekeyed(join, side).holds !== true);
  const known = sides.filter(({ channel }) => typeof channel.props.partitions === 'number');
  const counts = known.map(({ channel }) => channel.props.partitions as number);
  const open = sides.find(({ channel }) => channel.props.partitions === unknown);
  const claim =
    new Set(counts).size > 1
      ? holds
      : open && sides.length > 1
        ? all(cap(join.read, open.channel.id, 'scope', 'partition'), unsaid({ id: open.channel.id, property: 'partitions' }))
        : fails;
  const [first, ...rest] = known.map(({ channel }) => channel.id);
  yield* conclude('error', all(join.matches, claim, asItComes(join, sides)), (conclusion) => ({
    ...join.common,
    ...conclusion,
    about: ['partitions'],
    how: 'partitions',
    channels: [first as Id, ...rest],
    counts,
  }));
}

/** Text is text, whether its values are listed or not. */
const written = (type: string) => (type === 'enum' ? 'string' : type);

function* otherTypes(join: Join): Found {
  const [first, ...rest] = join.sides.flatMap((side) => typedIn(join.read, side, join.by) ?? []);
  if (!first) return;
  for (const { channel, named, field } of rest) {
    const version = named.version;
    if (written(field.type) === written(first.field.type) || !version) continue;
    yield* conclude('error', join.matches, (conclusion) => ({
      ...join.common,
      ...conclusion,
      about: ['type', channel],
      how: 'type',
      channels: [channel, first.channel],
      types: [field.type, first.field.type],
      contract: named.contract.id,
      path: ['versions', version.id, 'fields', field.id, 'type'],
    }));
  }
}

function* otherPartitioners(join: Join): Found {
  const sides = join.sides.filter((side) => rekeyed(join, side).holds !== true);
  const first = sides[0]?.keyed[0];
  if (!first) return;
  for (const { channel, keyed } of sides.slice(1)) {
    const other = keyed.find(({ publishes }) => publishes.props.partitioner !== first.publishes.props.partitioner);
    if (!other) continue;
    yield* conclude('error', all(join.matches, likely, asItComes(join, sides)), (conclusion) => ({
      ...join.common,
      ...conclusion,
      about: ['partitioner', channel.id],
      how: 'partitioner',
      channels: [channel.id, first.publishes.to],
      partitioners: [other.publishes.props.partitioner, first.publishes.props.partitioner],
      publishes: other.publishes.id,
    }));
  }
}

function* copartition(processor: ElementOf<'processor'>, read: Reads): Found {
  if (processor.props.op !== 'join') return;
  const matches = is(processor, 'joinType', ...joinTypes);
  const sides = sidesOf(read, processor);
  if (matches.holds === false || sides.length < 2) return;
  const by = joinedBy(processor, sides);
  const lookup = processor.props.joinType === 'streamTable';
  const join: Join = {
    read,
    processor,
    by: by ?? '',
    matches,
    sides,
    common: { assumes: [], processor: processor.id, by: by ?? '', lookup },
  };
  if (by === undefined) {
    if (sides.some(({ keyed }) => keyed.some(({ key }) => key !== unknown)))
      yield* conclude('error', all(matches, unsaid({ id: processor.id, property: 'joinKey' })), () => undefined as never);
  } else {
    yield* otherKeys(join);
    yield* otherTypes(join);
  }
  yield* otherCounts(join);
  yield* otherPartitioners(join);
}

/**
 * Differences from the catalogue: what is not in step is one finding each (a key, the counts, a type, a partitioner). If
 * nobody has said whether the framework re-keys a stream, another key is a warning. A stream that it re-keys has
 * no count and no partitioner of its own. A field that the contract knows only under another name is not called another
 * key.
 */
export const joinNotCopartitioned = defineRule<'processor', NotCopartitioned>({
  id: 'join-not-copartitioned',
  category: 'stream',
  severity: 'error',
  title: 'Inputs of a join are not partitioned alike',
  summary: 'A join whose inputs differ in key, type of key, number of partitions or partitioner.',
  why:
    'Each instance of a join reads partition 1 of one input with partition 1 of the other, and so on. Two messages that ' +
    'belong together meet only if both lie in the partition of the same number; otherwise the pair is never found. Some ' +
    'frameworks refuse to start if the numbers of partitions differ, but none can tell that keys or partitioners do.',
  behavioural: { invariants: ['join-complete'], faults: ['normal load'] },
  subject: ['processor'],
  check: copartition,
  explain(fact, say) {
    const { processor, channels, by } = fact;
    const name = say.name(processor);
    const [first, second] = channels;
    const at = [processor, ...channels] as const;
    switch (fact.how) {
      case 'key': {
        const keyed =
          { none: 'has no key', const: 'has one key for all messages' }[fact.key] ?? `is keyed by ${say.word(fact.key)}`;
        const open = `Nobody has said whether ${name} re-keys it by itself.`;
        return {
          at,
          what: `${name} joins ${say.names(channels)} by ${say.word(by)}, but ${say.name(first)} ${keyed}.${fact.open ? ` ${open}` : ''}`,
          next:
            `Key ${say.name(first)} by ${say.word(by)} where it is published, or re-key it on its way to ${name}.` +
            `${fact.lookup && fact.table ? ' A small table can be kept whole in every instance instead.' : ''}`,
        };
      }
      case 'partitions':
        return {
          at,
          what:
            `${name} joins ${list(channels.map((id, i) => `${say.name(id)} (${fact.counts[i]})`))}, which differ in their ` +
            'number of partitions.',
          next: 'Give the inputs of the join the same number of partitions, or copy one of them through a channel that has it.',
        };
      case 'type':
        return {
          at: [...at, fact.contract],
          what:
            `${name} joins by ${say.word(by)}, which is ${say.word(fact.types[0])} in ${say.name(first)} and ` +
            `${say.word(fact.types[1])} in ${say.name(second as Id)}: the same value is written in two ways.`,
          next: `Write ${say.word(by)} in the same type on both sides.`,
        };
      case 'partitioner':
        return {
          at,
          what:
            `${name} joins ${say.names(channels)}, but their producers turn keys into partitions in two ways ` +
            `(${say.word(fact.partitioners[0])} and ${say.word(fact.partitioners[1])}).`,
          next: 'Use the same partitioner in all producers of both inputs. No framework checks that.',
        };
    }
  },
  fixes: [
    {
      id: 'rekey',
      fits: ({ how }) => how === 'key',
      title: ({ processor, channels: [channel], by }, say) =>
        `Re-key ${say.name(channel)} by ${say.word(by)} on its way to ${say.name(processor)}`,
      kind: 'suggestion',
      edits: (fact, read, makeId) => (fact.how === 'key' ? rekeyThrough(read, fact.input, fact, makeId) : []),
    },
    {
      id: 'set-key',
      fits: ({ how }) => how === 'key',
      title: ({ channels: [channel], by }, say) => `Key ${say.name(channel)} by ${say.word(by)} where it is published`,
      kind: 'suggestion',
      edits: (fact) => (fact.how === 'key' ? fact.publishes.map((id) => set(id, 'key', fact.by)) : []),
    },
    {
      id: 'auto-repartition',
      fits: (fact) => fact.how === 'key' && !fact.table,
      title: ({ processor, channels: [channel] }, say) =>
        `Let the framework of ${say.name(processor)} re-key ${say.name(channel)} by itself`,
      kind: 'suggestion',
      edits: ({ processor }) => [set(processor, 'autoRepartition', 'yes')],
    },
    {
      id: 'same-count',
      fits: ({ how }) => how === 'partitions',
      title: (fact, say) =>
        `Give ${say.names(fact.channels)} ${fact.how === 'partitions' ? Math.max(...fact.counts) : ''} partitions each`,
      kind: 'suggestion',
      edits: (fact) =>
        fact.how === 'partitions' ? fact.channels.map((id) => set(id, 'partitions', Math.max(...fact.counts))) : [],
    },
    {
      id: 'same-type',
      fits: ({ how }) => how === 'type',
      title: (fact, say) =>
        fact.how === 'type' ? `Write ${say.word(fact.by)} as ${say.word(fact.types[1])} in ${say.name(fact.contract)}` : '',
      kind: 'suggestion',
      edits: (fact) => (fact.how === 'type' ? [set(fact.contract, fact.path, fact.types[1])] : []),
    },
    {
      id: 'same-partitioner',
      fits: ({ how }) => how === 'partitioner',
      title: (fact, say) =>
        fact.how === 'partitioner'
          ? `Use the partitioner ${say.word(fact.partitioners[1])} for ${say.name(fact.channels[0])} too`
          : '',
      kind: 'suggestion',
      edits: (fact) => (fact.how === 'partitioner' ? [set(fact.publishes, 'partitioner', fact.partitioners[1])] : []),
    },
    {
      id: 'global-table',
      fits: ({ lookup }) => lookup,
      title: ({ processor }, say) => `Keep the whole table in every instance of ${say.name(processor)} (global table)`,
      kind: 'suggestion',
      edits: ({ processor }) => [set(processor, 'joinType', 'globalTable')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'orders by order in six partitions, payments by payment in four',
        sketch: sketch`
          broker main kafka
          service shop
          service cash
          topic orders on main (partitions 6)
          topic payments on main (partitions 4)
          processor match join (joinType streamStream, joinKey orderId, autoRepartition no, window sliding)
          shop -> orders (key orderId) -> match
          cash -> payments (key paymentId) -> match
        `,
        expects: [
          {
            severity: 'error',
            what: '“match” joins “orders” and “payments” by “orderId”, but “payments” is keyed by “paymentId”.',
          },
          {
            severity: 'error',
            what: '“match” joins “orders” (6) and “payments” (4), which differ in their number of partitions.',
          },
        ],
      },
      {
        name: 'nobody has said whether the framework re-keys',
        sketch: sketch`
          broker main kafka
          service shop
          service cash
          topic orders on main (partitions 6)
          topic payments on main (partitions 6)
          processor match join (joinType streamStream, window sliding)
          shop -> orders (key orderId) -> match
          cash -> payments (key none) -> match
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'no framework re-keys a table by itself',
        sketch: sketch`
          broker main kafka
          service shop
          service crm
          topic orders on main (partitions 6)
          topic customers on main (partitions 6, cleanup compact)
          processor greet join (joinType streamTable, joinKey customerId, autoRepartition yes, joinKind left)
          shop -> orders (key customerId) -> greet
          crm -> customers (key email) -> greet
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a number on one side, a text on the other',
        sketch: sketch`
          service shop
          service cash
          topic orders (partitions 6)
          topic payments (partitions 6)
          processor match join (joinType streamStream, window sliding)
          contract OrderPlaced 1.0.0 event { orderId string }
          contract PaymentTaken 1.0.0 event { orderId long }
          shop -> orders (contracts OrderPlaced, key orderId) -> match
          cash -> payments (contracts PaymentTaken, key orderId) -> match
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'two ways from a key to a partition',
        sketch: sketch`
          service shop
          service cash
          topic orders (partitions 6)
          topic payments (partitions 6)
          processor match join (joinType streamStream, window sliding)
          shop -> orders (key orderId) -> match
          cash -> payments (key orderId, partitioner crc32) -> match
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'payments re-keyed by order into six partitions',
        sketch: sketch`
          broker main kafka
          service shop
          service cash
          topic orders on main (partitions 6)
          topic payments on main (partitions 4)
          topic payments-by-order on main (partitions 6)
          processor rekey-payments rekey
          processor match join (joinType streamStream, joinKey orderId, window sliding)
          shop -> orders (key orderId) -> match
          cash -> payments (key paymentId) -> rekey-payments -> payments-by-order (key orderId) -> match
        `,
      },
      {
        name: 'a global table is whole in every instance',
        sketch: sketch`
          service shop
          service crm
          topic orders (partitions 6)
          topic countries (partitions 1, cleanup compact)
          processor greet join (joinType globalTable, joinKey country, joinKind left)
          shop -> orders (key orderId) -> greet
          crm -> countries (key code) -> greet
        `,
      },
      {
        name: 'the framework sends what it is asked for to the table that has it (foreign key)',
        sketch: sketch`
          service shop
          service crm
          topic orders (partitions 6, cleanup compact)
          topic customers (partitions 4, cleanup compact)
          processor greet join (joinType foreignKey, joinKey customerId)
          shop -> orders (key orderId) -> greet
          crm -> customers (key customerId) -> greet
        `,
      },
      {
        name: 'the framework re-keys a stream, into as many partitions as the other side has',
        sketch: sketch`
          service shop
          service crm
          topic orders (partitions 6)
          topic customers (partitions 4, cleanup compact)
          processor greet join (joinType streamTable, joinKey customerId, joinKind left, autoRepartition yes)
          shop -> orders (key orderId, partitioner crc32) -> greet
          crm -> customers (key customerId) -> greet
        `,
      },
      {
        name: 'one field under two names',
        sketch: sketch`
          service shop
          service crm
          topic orders (partitions 6)
          topic customers (partitions 6, cleanup compact)
          processor greet join (joinType streamTable, joinKey customerId, joinKind left)
          contract OrderPlaced 1.0.0 event { customerId string }
          contract Customer 1.0.0 event (category state) { id string }
          shop -> orders (contracts OrderPlaced, key customerId) -> greet
          crm -> customers (contracts Customer, key id) -> greet
        `,
      },
      {
        name: 'nobody has said how the inputs are keyed and partitioned',
        sketch: sketch`
          service shop
          service cash
          topic orders
          topic payments
          processor match join (joinType streamStream, window sliding)
          shop -> orders -> match
          cash -> payments -> match
        `,
      },
    ],
  },
  mend: [
    'Use the same key, the same number of partitions and the same partitioner for all inputs of a join.',
    'Re-key one input through a channel in between.',
    'Keep small reference data whole in every instance (a global table): then partitions do not matter.',
  ],
  notWhen: [
    'Joins with a global table, and joins of tables by a foreign key, find their partner in any partition.',
    'Many frameworks re-key a stream by themselves, and choose a fitting number of partitions for it. They do not do so with a table.',
    'How keys are written into bytes is seen only by the type of the field.',
  ],
  sources: [sources['KSTREAMS-copartition'], sources['KSQL-partition'], sources['CESP-partitioned']],
});
