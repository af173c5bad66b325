import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { leadsTo, originsOf } from '../helpers/origins.ts';
import { inputsOf } from '../helpers/tables.ts';
import { conclude, holds } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface TableLate extends Fact {
  readonly processor: Id;
  readonly stream: Id;
  readonly table: Id;
  readonly how: 'sameProducer' | 'follows' | 'slow';
  /** Who publishes both, or makes the row from the message. */
  readonly maker?: Id;
}

type Birth = Pick<TableLate, 'how' | 'maker'>;

/** How message and row come into the world: at one moment, the row from the message, or each by itself. */
function birth(read: Reads, stream: EdgeOf<'consumes'>, table: EdgeOf<'consumes'>): Birth {
  const rows = read.into(table.from, 'publishes');
  const makers = new Set(rows.flatMap((publishes) => originsOf(read, publishes)));
  const both = read
    .into(stream.from, 'publishes')
    .flatMap((publishes) => originsOf(read, publishes))
    .find((origin) => makers.has(origin));
  if (both !== undefined) return { how: 'sameProducer', maker: both };
  if (!leadsTo(read, stream.from, table.from)) return { how: 'slow' };
  return { how: 'follows', ...(rows[0] && { maker: rows[0].from }) };
}

const order = ['sameProducer', 'follows', 'slow'] as const;

/**
 * Differences from the catalogue: a producer behind a connector (change data capture, outbox) counts as the producer. In a
 * join of two tables the row that comes late still makes a result, so those are left out.
 */
export const joinTableLate = defineRule<'processor', TableLate>({
  id: 'join-table-late',
  category: 'stream',
  severity: 'warning',
  title: 'Join drops what comes before its row',
  summary: 'An inner join of a stream with a table, whose row may arrive after the message that needs it.',
  why:
    'A message is looked up once, when it comes. The table is filled from another channel, which may be behind; then there is ' +
    'no row yet, an inner join gives no result, and the row that comes a moment later makes up for nothing.',
  behavioural: { invariants: ['join-complete'], faults: ['slow partition'] },
  subject: ['processor'],
  *check(processor, read) {
    const { op, joinType, joinKind } = processor.props;
    if ((op !== 'join' && op !== 'enrich') || joinKind !== 'inner') return;
    if (op === 'join' && (joinType === 'tableTable' || joinType === 'foreignKey')) return;
    const { streams, tables } = inputsOf(read, processor);
    // One channel may be read by two arrows.
    for (const table of new Map(tables.map((each) => [each.from, each])).values()) {
      const found = streams
        .filter((stream) => stream.from !== table.from)
        .map((stream) => ({ stream: stream.from, ...birth(read, stream, table) }))
        .sort((a, b) => order.indexOf(a.how) - order.indexOf(b.how))[0];
      if (!found) continue;
      yield* conclude(found.how === 'slow' ? 'hint' : 'warning', holds, (conclusion) => ({
        ...conclusion,
        about: [table.from],
        processor: processor.id,
        table: table.from,
        ...found,
      }));
    }
  },
  explain({ processor, stream, table, how, maker }, say) {
    const name = say.name(processor);
    const lookup = `${name} looks up each message of ${say.name(stream)} in ${say.name(table)} and drops it if there is no row`;
    const by = maker === undefined ? '' : say.name(maker);
    const what = {
      sameProducer: `${lookup}. Both come from ${by} at the same moment, and either may arrive first.`,
      follows: `${lookup}, but the row is made from that very message${by === '' ? '' : ` by ${by}`}, so it comes later.`,
      slow: `${lookup}, for example because the row is new and still on its way.`,
    }[how];
    return {
      at: [processor, stream, table, ...(maker === undefined ? [] : [maker])],
      what,
      next:
        how === 'slow'
          ? 'If no message may be lost so, let unmatched ones through (a left join), and try them again once the row is there.'
          : 'Let unmatched messages through (a left join) and try them again once the row is there, or put the needed data ' +
            `into the messages of ${say.name(stream)}.`,
    };
  },
  fixes: [
    {
      id: 'left-join',
      title: ({ processor }, say) => `Let ${say.name(processor)} pass on messages without a row too (left join)`,
      kind: 'suggestion',
      edits: ({ processor }) => [set(processor, 'joinKind', 'left')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'the first order of a new customer, published together with the customer',
        sketch: sketch`
          service shop
          topic orders
          topic customers (cleanup compact)
          processor greet join (joinType streamTable)
          shop -> orders -> greet
          shop -> customers -> greet (asTable yes)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“greet” looks up each message of “orders” in “customers” and drops it if there is no row. Both come from ' +
              '“shop” at the same moment, and either may arrive first.',
          },
        ],
      },
      {
        name: 'one table that is read by two arrows',
        sketch: sketch`
          service shop
          topic orders
          topic customers (cleanup compact)
          processor greet enrich
          contract CustomerMoved 1.0.0 event
          contract CustomerNamed 1.0.0 event
          shop -> orders -> greet
          shop -> customers (contracts [CustomerMoved, CustomerNamed])
          customers -> greet as moves (contracts CustomerMoved, asTable yes)
          customers -> greet as names (contracts CustomerNamed, asTable yes)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'the row is made from the message, two services further on',
        sketch: sketch`
          service shop
          service scoring
          service ratings
          topic orders
          topic scores
          topic risks (cleanup compact)
          processor check enrich
          shop -> orders -> check
          orders -> scoring -> scores -> ratings -> risks -> check (asTable yes)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'customers come from the database of the service that publishes orders',
        sketch: sketch`
          service shop
          store shop-db relational
          connector capture cdc
          topic orders
          topic customers (cleanup compact)
          processor greet join (joinType streamTable)
          shop -> orders -> greet
          shop -> shop-db -> capture -> customers -> greet
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'reference data of another team',
        sketch: sketch`
          service shop
          service crm
          topic orders
          topic customers (cleanup compact)
          processor greet join (joinType streamTable)
          shop -> orders -> greet
          crm -> customers -> greet (asTable yes)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'a left join lets the order through, and it waits until the customer is known',
        sketch: sketch`
          service shop
          topic orders
          topic customers (cleanup compact)
          processor greet join (joinType streamTable, joinKind left)
          shop -> orders -> greet
          shop -> customers -> greet (asTable yes)
        `,
      },
      {
        name: 'two tables: whichever row comes later makes the result',
        sketch: sketch`
          service shop
          topic orders (cleanup compact)
          topic customers (cleanup compact)
          processor greet join (joinType tableTable)
          shop -> orders -> greet (asTable yes)
          shop -> customers -> greet (asTable yes)
        `,
      },
      {
        name: 'two streams wait for each other within a window',
        sketch: sketch`
          service shop
          topic clicks
          topic orders
          processor attribution join (joinType streamStream, window sliding)
          shop -> clicks -> attribution
          shop -> orders -> attribution
        `,
      },
      {
        name: 'nobody has said which side is a table',
        sketch: sketch`
          service shop
          topic orders
          topic customers
          processor greet join (joinType streamTable)
          shop -> orders -> greet
          shop -> customers -> greet
        `,
      },
    ],
  },
  mend: [
    'Let unmatched messages through (a left join), and try them again once the row is there.',
    'Hold messages back for a while, so that the table is ahead.',
    'Put the needed data into the message, so that nothing has to be looked up.',
    'Use a table that knows earlier versions, if the framework has one.',
  ],
  notWhen: [
    'A join of two tables gives its result when the later of the two rows comes.',
    'If a message without a row is to be left out for good, the inner join is right.',
  ],
  sources: [sources['KSTREAMS-concepts'], sources['CESP-joiner']],
});
