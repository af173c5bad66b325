import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import { unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { acts } from '../helpers/eff.ts';
import { rebuilds } from '../helpers/replays.ts';
import { all, conclude, holds, not, type OpenQuestion, said, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface NotDurable extends Fact {
  /** The processor, or the service with a table in its memory. */
  readonly reader: Id;
  readonly how: 'memory' | 'none' | 'unsaid' | 'table';
  /** What it keeps. */
  readonly kept: 'aggregate' | 'join' | 'window' | 'table';
  readonly inputs: readonly Id[];
  readonly channels: readonly Id[];
  /** The inputs can be read again from the start. */
  readonly readable: boolean;
}

const things = {
  aggregate: 'its result so far',
  join: 'the messages that wait for their partner',
  window: 'its open windows',
  table: 'its table',
} as const;

function* ofProcessor(processor: ElementOf<'processor'>, read: Reads): Generator<NotDurable | OpenQuestion> {
  const { op, window, state } = processor.props;
  const kept = op === 'aggregate' || op === 'join' ? op : window !== 'none' ? 'window' : undefined;
  if (kept === undefined || state === 'durable') return;
  const inputs = read.into(processor.id, 'consumes');
  const channels = inputs.flatMap((input) => read.of(input.from, 'channel') ?? []);
  // Whoever reads everything again at its start needs nothing else.
  if (inputs.length > 0 && inputs.every((input, i) => channels[i] && rebuilds(channels[i], input).holds)) return;
  const unsaidState = state === unknown;
  yield* conclude(unsaidState ? 'hint' : 'warning', holds, (conclusion) => ({
    ...conclusion,
    ...(unsaidState && { assumes: [{ id: processor.id, property: 'state' }] }),
    about: [],
    reader: processor.id,
    how: unsaidState ? 'unsaid' : state,
    kept,
    inputs: inputs.map(({ id }) => id),
    channels: [...new Set(channels.map(({ id }) => id))],
    readable: channels.length > 0 && channels.every(({ props }) => props.type !== 'queue'),
  }));
}

function* ofService(consumes: EdgeOf<'consumes'>, read: Reads): Generator<NotDurable | OpenQuestion> {
  const { asTable, startFrom } = consumes.props;
  if (asTable !== 'yes' || startFrom === 'earliest' || !read.of(consumes.to, 'service')) return;
  const latest = startFrom === unknown ? unsaid({ id: consumes.id, property: 'startFrom' }) : said(startFrom === 'latest');
  yield* conclude('warning', all(not(acts(read, consumes)), latest), (conclusion) => ({
    ...conclusion,
    about: [],
    reader: consumes.to,
    how: 'table',
    kept: 'table',
    inputs: [consumes.id],
    channels: [consumes.from],
    readable: true,
  }));
}

/**
 * Differences from the catalogue: a processor that reads all of its inputs again at its start (`rebuild`) may forget what it
 * kept.
 */
export const stateNotDurable = defineRule<'processor' | 'consumes', NotDurable>({
  id: 'state-not-durable',
  category: 'stream',
  severity: 'warning',
  title: 'State is lost at a restart',
  summary: 'A processor or service keeps something between messages, only in memory, and goes on reading where it was.',
  why:
    'A restart empties the memory, but the position in the channel is kept: what was read before is not read again. The ' +
    'count begins at nought, pairs are never found, the table has holes; and every deployment is a restart.',
  behavioural: { invariants: ['converge'], faults: ['crash of a worker'] },
  subject: ['processor', 'consumes'],
  *check(subject, read) {
    yield* subject.kind === 'processor' ? ofProcessor(subject, read) : ofService(subject, read);
  },
  explain({ reader, how, kept, inputs, channels, readable }, say) {
    const name = say.name(reader);
    const from = say.names(channels);
    const what = {
      memory: `${name} keeps ${things[kept]} in memory only. After a restart that is gone, and it goes on with the next message.`,
      none: `${name} is said to keep nothing, but it needs ${things[kept]} from one message to the next.`,
      unsaid: `Nobody has said whether ${name} still has ${things[kept]} after a restart.`,
      table: `${name} reads ${from} as a table and keeps it in memory, but after a restart it reads new messages only.`,
    }[how];
    return {
      at: how === 'table' ? [...(inputs as [Id]), reader, ...channels] : [reader, ...channels],
      what,
      next:
        how === 'table'
          ? `Let ${name} read ${from} from the oldest message at each start, or keep the table in a store.`
          : `Keep it in a changelog, a checkpoint or a store${readable ? `, or read ${from} again from the start` : ''}.`,
    };
  },
  fixes: [
    {
      id: 'durable',
      fits: ({ how }) => how !== 'table',
      title: ({ reader, kept }, say) => `Let ${say.name(reader)} keep ${things[kept]} durably (changelog or checkpoint)`,
      kind: 'suggestion',
      edits: ({ reader }) => [set(reader, 'state', 'durable')],
    },
    {
      id: 'from-start',
      fits: ({ readable }) => readable,
      title: ({ reader, channels }, say) =>
        `Let ${say.name(reader)} read ${say.names(channels)} from the oldest message at each start`,
      kind: 'suggestion',
      edits: ({ inputs }) => inputs.flatMap((id) => [set(id, 'startFrom', 'earliest'), set(id, 'rebuild', 'yes')]),
    },
    {
      id: 'store',
      fits: ({ how }) => how === 'table',
      title: ({ reader }, say) => `Let ${say.name(reader)} keep the table in a store`,
      kind: 'suggestion',
      edits({ reader, inputs }, read, makeId) {
        const service = read.of(reader, 'service');
        if (!service) return [];
        const store = makeId();
        const { name, context } = service.props;
        return [
          addElement('store', store, { name: `${name}-table`, type: 'kv', role: 'readModel', context }),
          addEdge('writes', makeId(), reader, store, { mode: 'upsert', triggeredBy: inputs }),
        ];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'a counter in a hash map',
        sketch: sketch`
          service shop
          topic sales
          processor totals aggregate (aggregateKind additive, state memory)
          shop -> sales -> totals
        `,
        expects: [
          {
            severity: 'warning',
            what: '“totals” keeps its result so far in memory only. After a restart that is gone, and it goes on with the next message.',
          },
        ],
      },
      {
        name: 'a join that is said to keep nothing',
        sketch: sketch`
          service shop
          service cash
          queue orders
          queue payments
          processor match join (joinType streamStream, window sliding, state none)
          shop -> orders -> match
          cash -> payments -> match
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a table of prices in memory, and new messages only',
        sketch: sketch`
          service pricing
          topic prices (cleanup compact)
          service shop
          pricing -> prices -> shop (asTable yes, startFrom latest)
        `,
        expects: [
          {
            severity: 'warning',
            what: '“shop” reads “prices” as a table and keeps it in memory, but after a restart it reads new messages only.',
          },
        ],
      },
      {
        name: 'nobody has said whether open windows survive',
        sketch: sketch`
          service shop
          topic sales
          processor filter-peaks filter (window tumbling)
          shop -> sales -> filter-peaks
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'a state store with a changelog',
        sketch: sketch`
          service shop
          topic sales
          processor totals aggregate (aggregateKind additive, state durable)
          shop -> sales -> totals
        `,
      },
      {
        name: 'a map keeps nothing',
        sketch: sketch`
          service shop
          topic sales
          processor mask map (state memory)
          shop -> sales -> mask
        `,
      },
      {
        name: 'counted anew from the first message at each start',
        sketch: sketch`
          service shop
          topic sales
          processor totals aggregate (aggregateKind additive, state memory)
          shop -> sales -> totals (rebuild yes)
        `,
      },
      {
        name: 'a table in memory that is read from the oldest message',
        sketch: sketch`
          service pricing
          topic prices (cleanup compact)
          service shop
          pricing -> prices -> shop (asTable yes, startFrom earliest)
        `,
      },
      {
        name: 'a table in a database',
        sketch: sketch`
          service pricing
          topic prices (cleanup compact)
          service shop
          store shop-db relational
          pricing -> prices -> shop (asTable yes, startFrom latest)
          shop -> shop-db (mode upsert)
        `,
      },
      {
        name: 'nobody has said where it starts',
        sketch: sketch`
          service pricing
          topic prices (cleanup compact)
          service shop
          pricing -> prices -> shop (asTable yes)
        `,
      },
    ],
  },
  mend: [
    'Keep state in a changelog, a checkpoint or a store.',
    'Read the inputs again from the oldest message at each start, if they are kept.',
  ],
  notWhen: [
    'A processor that handles each message on its own keeps nothing.',
    'What is rebuilt from the channel at each start may be in memory only; the start then takes longer as the channel grows.',
  ],
  sources: [sources['KSTREAMS-concepts'], sources['KAFKA-compaction']],
});
