import type { Id } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import { unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { readsOf } from '../helpers/carries.ts';
import { contractOf } from '../helpers/contracts.ts';
import { all, conclude, is, said } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface WithoutWindow extends Fact {
  readonly processor: Id;
  readonly channels: readonly Id[];
  /** An input that looks like a table: its messages carry the latest state of something. */
  readonly table?: { readonly input: Id; readonly channel: Id };
  readonly sized: boolean;
}

const within = '30min';

function tableAmong(read: Reads, processor: ElementOf<'processor'>): WithoutWindow['table'] {
  const inputs = read.into(processor.id, 'consumes');
  const tables = inputs.filter((input) => {
    const carried = readsOf(read, input).map((reference) => contractOf(read, reference)?.props.category);
    const states = carried.length > 0 && carried.every((category) => category === 'state' || category === 'cdc');
    return states || read.of(input.from, 'channel')?.props.cleanup === 'compact';
  });
  const [only] = tables;
  return only && tables.length < inputs.length ? { input: only.id, channel: only.from } : undefined;
}

export const joinWithoutWindow = defineRule<'processor', WithoutWindow>({
  id: 'join-without-window',
  category: 'stream',
  severity: 'error',
  title: 'Join of streams without a window',
  summary: 'A join of two streams that says nothing about how far apart two messages may be.',
  why:
    'Either message of a pair may come first, so the join has to keep every message until its partner comes. Without a ' +
    'window it can never let one go: what it keeps grows until the disk or the memory is full.',
  behavioural: { invariants: ['bounded'], faults: ['normal load'] },
  subject: ['processor'],
  *check(processor, read) {
    const { op, window, windowSize } = processor.props;
    const claim = all(said(op === 'join'), is(processor, 'joinType', 'streamStream'), said(window === 'none'));
    yield* conclude('error', claim, (conclusion) => {
      const table = tableAmong(read, processor);
      return {
        ...conclusion,
        about: [],
        processor: processor.id,
        channels: [...new Set(read.into(processor.id, 'consumes').map(({ from }) => from))],
        ...(table && { table }),
        sized: windowSize !== unknown,
      };
    });
  },
  explain({ processor, channels }, say) {
    const sides = channels.length > 1 ? `the streams ${say.names(channels)}` : 'two streams';
    return {
      at: [processor, ...channels],
      what: `${say.name(processor)} joins ${sides} without a window, so it has to keep every message for ever.`,
      next: 'Say how far apart two messages of a pair can be, and how long late ones are waited for. Or read one side as a table.',
    };
  },
  fixes: [
    {
      id: 'window',
      title: ({ processor, sized }, say) =>
        `Let ${say.name(processor)} pair messages ${sized ? 'within its window size' : 'that are at most 30 minutes apart'}`,
      kind: 'suggestion',
      edits: ({ processor, sized }) => [
        set(processor, 'window', 'sliding'),
        ...(sized ? [] : [set(processor, 'windowSize', within)]),
      ],
    },
    {
      id: 'table',
      fits: ({ table }) => table !== undefined,
      title: ({ processor, table }, say) =>
        `Let ${say.name(processor)} look up the latest value in ${say.name(table?.channel as Id)}`,
      kind: 'suggestion',
      edits: ({ processor, table }) =>
        table ? [set(processor, 'joinType', 'streamTable'), set(table.input, 'asTable', 'yes')] : [],
    },
  ],
  examples: {
    bad: [
      {
        name: 'clicks and orders, for ever',
        sketch: sketch`
          service web
          service shop
          topic clicks
          topic orders
          processor attribution join (joinType streamStream)
          web -> clicks (key sessionId) -> attribution
          shop -> orders (key sessionId) -> attribution
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“attribution” joins the streams “clicks” and “orders” without a window, so it has to keep every message for ' +
              'ever.',
          },
        ],
      },
      {
        name: 'a size, but no kind of window',
        sketch: sketch`
          service web
          service shop
          topic clicks
          topic orders
          processor attribution join (joinType streamStream, joinKind left, windowSize 30min)
          web -> clicks -> attribution
          shop -> orders -> attribution
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'customers as a stream, though each message is the whole customer',
        sketch: sketch`
          service shop
          service crm
          topic orders
          topic customers
          processor greet join (joinType streamStream)
          contract CustomerChanged 1.0.0 event (category state)
          shop -> orders -> greet
          crm -> customers (contracts CustomerChanged) -> greet
        `,
        expects: [{ severity: 'error' }],
      },
    ],
    good: [
      {
        name: 'an order within half an hour of the click',
        sketch: sketch`
          service web
          service shop
          topic clicks
          topic orders
          processor attribution join (joinType streamStream, window sliding, windowSize 30min, grace 5min)
          web -> clicks -> attribution
          shop -> orders -> attribution
        `,
      },
      {
        name: 'a table keeps one value per key',
        sketch: sketch`
          service shop
          service crm
          topic orders
          topic customers (cleanup compact)
          processor greet join (joinType streamTable)
          shop -> orders -> greet
          crm -> customers -> greet (asTable yes)
        `,
      },
      {
        name: 'two tables keep one value per key each',
        sketch: sketch`
          service shop
          service crm
          topic addresses (cleanup compact)
          topic customers (cleanup compact)
          processor profile join (joinType tableTable)
          shop -> addresses -> profile
          crm -> customers -> profile
        `,
      },
      {
        name: 'nobody has said what is joined with what',
        sketch: sketch`
          service web
          service shop
          topic clicks
          topic orders
          processor attribution join
          web -> clicks -> attribution
          shop -> orders -> attribution
        `,
      },
      {
        name: 'a sum per customer needs no window: it keeps one value per key',
        sketch: sketch`
          service shop
          topic orders
          processor totals aggregate (aggregateKind additive)
          shop -> orders -> totals
        `,
      },
    ],
  },
  mend: [
    'Give the join a window, and a grace period for late messages.',
    'Read one side as a table, if only its latest value per key is needed.',
  ],
  notWhen: ['A join with a table keeps one value per key, so it needs no window.'],
  sources: [sources['KSTREAMS-dsl'], sources['CESP-joiner']],
});
