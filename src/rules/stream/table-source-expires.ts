import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import { unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { capabilitiesOf } from '../helpers/cap.ts';
import { writesBy } from '../helpers/eff.ts';
import { capMeasure, retentionOf } from '../helpers/measures.ts';
import { spoken } from '../helpers/spoken.ts';
import { inputsOf } from '../helpers/tables.ts';
import { all, type Claim, conclude, fails, holds, is, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface SourceExpires extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  /** As drawn, or as the product has it. */
  readonly retention: string;
  readonly byDefault: boolean;
  readonly compaction: 'no' | 'unsaid';
  /** The product does not keep messages for ever. */
  readonly limited: boolean;
  /** What the reader keeps could serve instead: a processor’s own state, or a store. */
  readonly keeps: 'state' | 'store' | 'nothing';
}

function isTable(read: Reads, consumes: EdgeOf<'consumes'>): boolean {
  if (consumes.props.asTable === 'yes') return true;
  const processor = read.of(consumes.to, 'processor');
  return processor?.props.op === 'join' && inputsOf(read, processor).tables.some(({ id }) => id === consumes.id);
}

/** Messages are removed some time: as is drawn, or, one step down, as the product does it. */
function expires(read: Reads, channel: ElementOf<'channel'>): Claim {
  const { value } = retentionOf(read, channel.id);
  const asked = unsaid({ id: channel.id, property: 'retention' });
  if (value === undefined) return channel.props.retention === unknown ? asked : fails;
  if (value === Number.POSITIVE_INFINITY) return fails;
  return channel.props.retention === unknown ? supposing(asked) : holds;
}

function keeping(read: Reads, consumes: EdgeOf<'consumes'>): SourceExpires['keeps'] {
  if (read.of(consumes.to, 'processor')) return 'state';
  return writesBy(read, consumes).length > 0 ? 'store' : 'nothing';
}

/**
 * Differences from the catalogue: where nobody has drawn a retention, that of the product counts, one step down. A reader
 * that keeps its rows durably and is said never to read the channel again does not need them there: it is left alone.
 */
export const tableSourceExpires = defineRule<'consumes', SourceExpires>({
  id: 'table-source-expires',
  category: 'stream',
  severity: 'error',
  title: 'Table made from a channel that forgets',
  summary: 'A channel is read as a table of the latest value per key, but its messages are removed after a while.',
  why:
    'A row of the table is the last message with its key. If nothing has changed for longer than messages are kept, that ' +
    'message is gone: whoever builds the table again, or reads it for the first time, gets a table with holes.',
  behavioural: { invariants: ['converge', 'join-complete'], faults: ['expiry', 'replay'] },
  subject: ['consumes'],
  *check(consumes, read) {
    if (!isTable(read, consumes)) return;
    const channel = read.of(consumes.from, 'channel');
    if (!channel || channel.props.type === 'queue') return;
    const keeps = keeping(read, consumes);
    const durable = keeps === 'store' || read.of(consumes.to, 'processor')?.props.state === 'durable';
    if (consumes.props.rebuild === 'no' && durable) return;
    const deletes =
      channel.props.cleanup === unknown ? supposing(is(channel, 'cleanup', 'delete')) : is(channel, 'cleanup', 'delete');
    const byDefault = channel.props.retention === unknown;
    yield* conclude('error', all(deletes, expires(read, channel)), (conclusion) => ({
      ...conclusion,
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: channel.id,
      retention: byDefault ? (capabilitiesOf(read, channel.id).row?.retentionDefault.value ?? unknown) : channel.props.retention,
      byDefault,
      compaction: channel.props.cleanup === unknown ? 'unsaid' : 'no',
      limited: Number.isFinite(capMeasure(read, channel.id, 'retentionMax').value),
      keeps,
    }));
  },
  explain({ consumes, reader, channel, retention, byDefault, compaction }, say) {
    const when = byDefault ? `after ${spoken(retention)}, unless somebody changes that` : `after ${spoken(retention)}`;
    const removed =
      compaction === 'unsaid'
        ? `Messages are removed ${when}, and nobody has said that the latest of each key stays.`
        : `Messages are removed ${when}, the latest of a key too.`;
    return {
      at: [consumes, reader, channel],
      what: `${say.name(reader)} reads ${say.name(channel)} as a table. ${removed}`,
      next:
        'Keep the latest message of each key (log compaction), or keep all messages. If the product can do neither, start ' +
        'from a snapshot.',
    };
  },
  fixes: [
    {
      id: 'compact',
      title: ({ channel }, say) => `Keep the latest message of each key in ${say.name(channel)} (log compaction)`,
      kind: 'suggestion',
      edits: ({ channel }) => [set(channel, 'cleanup', 'compact')],
    },
    {
      id: 'forever',
      fits: ({ limited }) => !limited,
      title: ({ channel }, say) => `Keep all messages in ${say.name(channel)} for ever`,
      kind: 'suggestion',
      edits: ({ channel }) => [set(channel, 'retention', 'forever')],
    },
    {
      id: 'never-again',
      fits: ({ keeps }) => keeps !== 'nothing',
      title: ({ reader, channel }, say) =>
        `Say that ${say.name(reader)} keeps its rows durably and never builds them again from ${say.name(channel)}`,
      kind: 'suggestion',
      edits: ({ consumes, reader, keeps }) => [
        set(consumes, 'rebuild', 'no'),
        ...(keeps === 'state' ? [set(reader, 'state', 'durable')] : []),
      ],
    },
  ],
  examples: {
    bad: [
      {
        name: 'products as a table, from a topic that keeps seven days',
        sketch: sketch`
          broker main kafka
          service catalogue
          topic products on main (cleanup delete, retention 7d)
          service shop
          catalogue -> products -> shop (asTable yes)
        `,
        expects: [
          {
            severity: 'error',
            what: '“shop” reads “products” as a table. Messages are removed after 7 days, the latest of a key too.',
          },
        ],
      },
      {
        name: 'two tables are joined',
        sketch: sketch`
          service catalogue
          service pricing
          topic products (cleanup delete, retention 30d)
          topic prices (cleanup compact)
          processor offers join (joinType tableTable)
          catalogue -> products -> offers
          pricing -> prices -> offers
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'nobody has said what is removed',
        sketch: sketch`
          service catalogue
          topic products (retention 7d)
          service shop
          store shop-db relational
          catalogue -> products -> shop (asTable yes)
          shop -> shop-db (mode upsert)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a day, as the product comes',
        sketch: sketch`
          broker aws kinesis
          service catalogue
          topic products on aws (cleanup delete)
          service shop
          catalogue -> products -> shop (asTable yes)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“shop” reads “products” as a table. Messages are removed after 24 hours, unless somebody changes that, the ' +
              'latest of a key too.',
          },
        ],
      },
      {
        name: 'nothing is said about the topic',
        sketch: sketch`
          broker main kafka
          service catalogue
          topic products on main
          processor offers enrich
          catalogue -> products -> offers (asTable yes)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'compacted: the latest product of each key stays',
        sketch: sketch`
          broker main kafka
          service catalogue
          topic products on main (cleanup compact)
          service shop
          catalogue -> products -> shop (asTable yes)
        `,
      },
      {
        name: 'kept for ever',
        sketch: sketch`
          service catalogue
          topic products (cleanup delete, retention forever)
          service shop
          catalogue -> products -> shop (asTable yes)
        `,
      },
      {
        name: 'compacted, and what nobody has touched for two years goes as well',
        sketch: sketch`
          service catalogue
          topic products (cleanup compact+delete, retention 730d)
          service shop
          catalogue -> products -> shop (asTable yes)
        `,
      },
      {
        name: 'the stream side of a join may expire',
        sketch: sketch`
          service web
          service catalogue
          topic orders (cleanup delete, retention 7d)
          topic products (cleanup compact)
          processor offers join (joinType streamTable, joinKind left)
          web -> orders -> offers
          catalogue -> products -> offers
        `,
      },
      {
        name: 'the rows are kept in a database and never built again from the topic',
        sketch: sketch`
          service catalogue
          topic products (cleanup delete, retention 7d)
          service shop
          store shop-db relational
          catalogue -> products -> shop (asTable yes, rebuild no)
          shop -> shop-db (mode upsert)
        `,
      },
      {
        name: 'a stream that keeps everything by itself',
        sketch: sketch`
          broker rabbit rabbitmq
          service catalogue
          topic products on rabbit (variant stream)
          service shop
          catalogue -> products -> shop (asTable yes)
        `,
      },
    ],
  },
  mend: [
    'Use a compacted channel: the latest message of each key stays.',
    'Keep messages for ever.',
    'Start from a snapshot, and read only what has changed since.',
  ],
  notWhen: [
    'A channel that is both compacted and cut off is fine if every row changes more often than messages are removed.',
    'A reader that keeps its rows durably and never reads the channel again does not need old messages.',
  ],
  sources: [sources['KAFKA-compaction'], sources['CESP-state-table'], sources['CESP-compacted']],
});
