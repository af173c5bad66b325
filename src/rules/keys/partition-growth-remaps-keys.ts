import type { Id } from '#base/ids.ts';
import { set } from '../helpers/build.ts';
import { cap } from '../helpers/cap.ts';
import { relied } from '../helpers/relied.ts';
import { all, conclude, said, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface GrowthRemapsKeys extends Fact {
  readonly channel: Id;
  readonly now: number;
  readonly planned: number;
  readonly live: boolean;
  readonly compacted: boolean;
  /** Handlers that need order, or join and aggregate. */
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
}

/**
 * Beyond the catalogue: messages without a key, and those that a partitioner of one's own spreads, are not moved by the
 * product's way of counting. A channel that nobody plans to grow is not asked how many partitions it has.
 */
export const partitionGrowthRemapsKeys = defineRule<'channel', GrowthRemapsKeys>({
  id: 'partition-growth-remaps-keys',
  category: 'keys',
  severity: 'warning',
  title: 'More partitions move keys',
  summary: 'A channel is to get more partitions later, on a product that then puts most keys into another partition.',
  why:
    'The partition of a key is a remainder of a division by their number. With another number, new messages of a key go to ' +
    'another partition while older ones still wait in the old one. What is stored already is not moved, and joins no longer ' +
    'find their partners.',
  behavioural: { invariants: ['key-order', 'join-complete'], faults: ['partition growth'] },
  subject: ['channel'],
  *check(channel, read) {
    const { partitions, partitionsPlanned, cleanup, status } = channel.props;
    if (typeof partitionsPlanned !== 'number') return;
    const publishes = read.into(channel.id, 'publishes');
    const moved = publishes.filter(({ props }) => props.key !== 'none' && (props.partitioner || 'default') === 'default');
    if (publishes.length > 0 && moved.length === 0) return;
    const grows =
      typeof partitions === 'number' ? said(partitionsPlanned > partitions) : unsaid({ id: channel.id, property: 'partitions' });
    const claim = all(cap(read, channel.id, 'keyMapping', 'modulo'), relied(read, channel.id), grows);
    const handlers = read.out(channel.id, 'consumes').filter((handler) => {
      const op = read.of(handler.to, 'processor')?.props.op;
      return handler.props.orderingNeed === 'perKey' || op === 'aggregate' || op === 'join';
    });
    yield* conclude('warning', claim, (found) => ({
      ...found,
      about: [],
      channel: channel.id,
      now: typeof partitions === 'number' ? partitions : 0,
      planned: partitionsPlanned,
      live: status === 'live',
      compacted: cleanup === 'compact' || cleanup === 'compact+delete',
      handlers: handlers.map(({ id }) => id),
      readers: handlers.map(({ to }) => to),
    }));
  },
  explain({ channel, now, planned, live, compacted, handlers, readers }, say) {
    const name = say.name(channel);
    const rely =
      readers.length > 0
        ? `${say.names(readers)} ${say.agree(readers, 'relies', 'rely')} on each key staying in one partition`
        : `${name} keeps the latest message of each key`;
    return {
      at: [channel, ...handlers],
      what: `${name} is to grow from ${now} to ${planned} partitions, which moves most keys to another partition, but ${rely}.`,
      ...(compacted && readers.length === 0
        ? {
            why: 'The last message of a key then stays in the old partition, beside a newer one in the new: who reads both takes whichever comes last.',
          }
        : {}),
      next: live
        ? `Make a new channel with ${planned} partitions and move over, or let all messages be read before it grows.`
        : `Begin with ${planned} partitions. They cost little, and no key ever moves.`,
    };
  },
  fixes: [
    {
      id: 'begin-with-all',
      fits: ({ live }) => !live,
      title: ({ channel, planned }, say) => `Begin ${say.name(channel)} with ${planned} partitions`,
      kind: 'suggestion',
      edits: ({ channel, planned }) => [set(channel, 'partitions', planned)],
    },
    {
      id: 'stay',
      title: ({ channel, now }, say) =>
        `Let ${say.name(channel)} stay at ${now === 1 ? '1 partition' : `${now} partitions`}, and move to a new channel if more are needed`,
      kind: 'suggestion',
      edits: ({ channel, now }) => [set(channel, 'partitionsPlanned', now)],
    },
  ],
  examples: {
    bad: [
      {
        name: 'from 6 partitions to 12, with a consumer that needs order per key',
        sketch: sketch`
          broker main kafka
          topic orders on main (partitions 6, partitionsPlanned 12)
          shop -> orders (key orderId) -> billing (orderingNeed perKey)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“orders” is to grow from 6 to 12 partitions, which moves most keys to another partition, but “billing” relies ' +
              'on each key staying in one partition.',
          },
        ],
      },
      {
        name: 'a compacted topic that is in use',
        sketch: sketch`
          broker main kafka
          topic prices on main (partitions 1, partitionsPlanned 4, cleanup compact, status live)
          shop -> prices (key productId) -> search
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a count per key',
        sketch: sketch`
          broker main kafka
          topic sales on main (partitions 6, partitionsPlanned 12)
          processor totals aggregate
          shop -> sales (key productId) -> totals
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'enough partitions from the beginning',
        sketch: sketch`
          broker main kafka
          topic orders on main (partitions 24, partitionsPlanned 24)
          shop -> orders (key orderId) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'a Kinesis shard that is split keeps its keys in order',
        sketch: sketch`
          broker aws kinesis
          topic orders on aws (partitions 6, partitionsPlanned 12)
          shop -> orders (key orderId) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'nobody relies on keys, or there are none',
        sketch: sketch`
          broker main kafka
          topic orders on main (partitions 6, partitionsPlanned 12, cleanup delete)
          topic metrics on main (partitions 6, partitionsPlanned 12)
          shop -> orders (key orderId) -> billing (orderingNeed none)
          shop -> metrics (key none) -> monitor (orderingNeed perKey)
        `,
      },
      {
        name: 'a partitioner of one’s own',
        sketch: sketch`
          broker main kafka
          topic orders on main (partitions 6, partitionsPlanned 12)
          shop -> orders (key orderId, partitioner consistent-hash) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'nobody has said how many partitions there are, or will be',
        sketch: sketch`
          broker main kafka
          topic orders on main (partitionsPlanned 12)
          topic returns on main (partitions 6)
          shop -> orders (key orderId) -> billing (orderingNeed perKey)
          shop -> returns (key orderId) -> billing (orderingNeed perKey)
        `,
      },
    ],
  },
  mend: [
    'Begin with as many partitions as you will ever need.',
    'Make a new channel and move over, or let all messages be read before it grows.',
    'Use a product that keeps order per key without partitions of a fixed number: message groups, sessions, ordering keys.',
  ],
  notWhen: [
    'Kinesis splits the range of one shard, and keeps order if its readers finish the old shard first.',
    'Message groups, sessions and ordering keys do not depend on a number of partitions.',
    'A partitioner of your own may keep keys where they are; name it at the arrow.',
  ],
  sources: [sources['KAFKA-ops'], sources['KAFKA-20030'], sources['KSTREAMS-copartition'], sources['EH-features']],
});
