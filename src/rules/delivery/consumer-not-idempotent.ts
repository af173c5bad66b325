import type { Id } from '#base/ids.ts';
import { set } from '../helpers/build.ts';
import { harmsOf } from '../helpers/harms.ts';
import { writesIdempotently } from '../helpers/idem.ts';
import { inboxBeside } from '../helpers/inbox.ts';
import { any, conclude } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import type { Say } from '../say.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface NotIdempotent extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly idempotency: string;
  /** The writes that are done twice, or may be. */
  readonly writes: readonly { readonly id: Id; readonly store: Id; readonly mode: string }[];
  /** What the processor itself adds up, if it does. */
  readonly aggregate?: string;
}

const doing: Readonly<Record<string, string>> = {
  increment: 'adds to',
  append: 'appends to',
  insert: 'inserts a new row into',
  update: 'updates',
};

function effects({ reader, channel, writes, aggregate }: NotIdempotent, say: Say): string {
  const first = writes[0];
  const rest = writes.length > 1 ? ` (and writes to ${say.names(writes.slice(1).map((write) => write.store))})` : '';
  const each = `for each message from ${say.name(channel)}`;
  if (first) return `${say.name(reader)} ${doing[first.mode] ?? 'writes to'} ${say.name(first.store)}${rest} ${each}`;
  const result = { additive: 'adds to a sum or a count', list: 'adds to a list' }[aggregate as string] ?? 'updates its result';
  return `${say.name(reader)} ${result} ${each}`;
}

/**
 * Differences from the catalogue: where both the idempotency and the way of writing are unknown, it is a hint (two
 * unknowns, two steps). What a processor keeps is also guarded by its exactly-once guarantee.
 */
export const consumerNotIdempotent = defineRule<'consumes', NotIdempotent>({
  id: 'consumer-not-idempotent',
  category: 'delivery',
  severity: 'error',
  title: 'Consumer not idempotent',
  summary: 'A handler changes something in a way that gives another result when it is done twice, and nothing notices a repeat.',
  why:
    'Every broker may deliver a message again: if a consumer crashes after its work and before it says “done”, the ' +
    'message comes back. ' +
    'What adds up is then counted twice.',
  behavioural: { invariants: ['effect-once'], faults: ['duplicate delivery', 'crash after effect before ack'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const { idempotency } = consumes.props;
    const { writes, kept } = harmsOf(read, consumes);
    const processor = read.of(consumes.to, 'processor');
    const found = writes.filter(({ claim }) => claim.holds).map(({ edge }) => edge);
    // What is known to add up is named first.
    const worst = [...found].sort(
      (a, b) => Number(writesIdempotently(a).holds === undefined) - Number(writesIdempotently(b).holds === undefined),
    );
    yield* conclude('error', any(...writes.map(({ claim }) => claim), kept), (conclusion) => ({
      ...conclusion,
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      idempotency,
      writes: worst.map((write) => ({ id: write.id, store: write.to, mode: write.props.mode })),
      ...(kept.holds && processor && { aggregate: processor.props.aggregateKind }),
    }));
  },
  explain(fact, say) {
    const { consumes, reader, channel, idempotency, writes, aggregate, assumes } = fact;
    const done = effects(fact, say);
    const unsaidMode = assumes.some(({ property }) => property === 'mode' || property === 'aggregateKind');
    const unsaidGuard = assumes.some(({ property }) => property === 'idempotency' || property === 'guarantee');
    const what = unsaidMode
      ? `${done}, and nobody has said whether doing that twice does harm.`
      : unsaidGuard
        ? `${done}, and nobody has said what happens if a message arrives twice.`
        : idempotency === 'brokerDedup'
          ? `${done}. The broker drops repeated sends, but a message that is delivered again is handled again.`
          : idempotency === 'natural'
            ? `${done}, which is not the same when it is done twice, although it is said to be so by nature.`
            : idempotency === 'brokerTx'
              ? `${done}. A broker transaction does not cover that, so a repeat does it twice.`
              : `${done}, and nothing stops it from doing so twice.`;
    return {
      at: [consumes, reader, channel, ...writes.map((write) => write.store)],
      what,
      next:
        writes.length > 0
          ? 'Remember the ids of handled messages in the same database (an inbox), or write so that twice is the same as once.'
          : `Let ${say.name(reader)} run with an exactly-once ` +
            `guarantee${aggregate === 'additive' ? ', or keep a result that a repeat does not change' : ''}.`,
    };
  },
  fixes: [
    {
      id: 'inbox',
      fits: ({ writes }) => writes.length > 0,
      title: ({ reader, writes }, say) =>
        `Let ${say.name(reader)} remember the ids of handled messages, in the database of ${say.name(writes[0]?.store as Id)}`,
      kind: 'suggestion',
      edits: ({ consumes, writes }, read, makeId) => inboxBeside(read, consumes, writes[0]?.store as Id, makeId),
    },
    {
      id: 'insert-unique',
      fits: ({ writes }) =>
        writes.length > 0 && writes.every(({ mode }) => mode === 'insert' || mode === 'append' || mode === 'increment'),
      title: ({ writes }, say) =>
        `Insert one row for each message into ${say.names(writes.map((write) => write.store))}, with the event id as ` +
        'its unique key',
      kind: 'suggestion',
      edits: ({ writes }) => writes.map((write) => set(write.id, 'mode', 'insertUnique')),
    },
    {
      id: 'upsert',
      fits: ({ writes }) => writes.length > 0 && writes.every(({ mode }) => mode === 'update' || mode === '?'),
      title: ({ writes }, say) => `Set whole values under their key in ${say.names(writes.map((write) => write.store))} (upsert)`,
      kind: 'suggestion',
      edits: ({ writes }) => writes.map((write) => set(write.id, 'mode', 'upsert')),
    },
    {
      id: 'exactly-once',
      fits: ({ aggregate, writes }) => aggregate !== undefined && writes.length === 0,
      title: ({ reader }, say) => `Run ${say.name(reader)} with an exactly-once guarantee`,
      kind: 'suggestion',
      edits: ({ reader }) => [set(reader, 'guarantee', 'exactlyOnce')],
    },
    {
      id: 'version-check',
      fits: ({ writes }) => writes.length > 0,
      title: ({ reader }, say) => `Let ${say.name(reader)} skip messages that are not newer than what it knows`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'idempotency', 'versionCheck'), set(consumes, 'versionBy', 'sequence')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'points that are added for each message',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency none)
          loyalty -> points (mode increment)
        `,
        expects: [
          {
            severity: 'error',
            what: '“loyalty” adds to “points” for each message from “points-earned”, and nothing stops it from doing so twice.',
          },
        ],
      },
      {
        name: 'the broker drops repeated sends, which does not help after a crash',
        sketch: sketch`
          broker aws sns-sqs
          service shop
          queue points-earned on aws (variant fifo)
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency brokerDedup)
          loyalty -> points (mode insert)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'adding is not idempotent by nature',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency natural)
          loyalty -> points (mode increment)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'nobody has said what happens if a message arrives twice',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty
          loyalty -> points (mode increment)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'nobody has said how it writes',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency none)
          loyalty -> points
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'neither is said',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty
          loyalty -> points
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'acknowledged before the work, but an outbox before it repeats messages',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned (atomicity outbox) -> loyalty (idempotency none, ack beforeEffect)
          loyalty -> points (mode increment)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a broker transaction around a database',
        sketch: sketch`
          broker main kafka
          service shop
          topic points-earned on main
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency brokerTx)
          loyalty -> points (mode increment)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a broker transaction around a count, and a call that it does not cover',
        sketch: sketch`
          broker main kafka
          service shop
          topic sales on main
          processor totals aggregate (aggregateKind additive, guarantee atLeastOnce)
          external PayCo payment
          shop -> sales -> totals (idempotency brokerTx)
          totals -> PayCo (purpose command)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a processor that counts',
        sketch: sketch`
          service shop
          topic sales
          processor totals aggregate (aggregateKind additive, guarantee atLeastOnce)
          shop -> sales -> totals (idempotency none)
        `,
        expects: [{ severity: 'error' }],
      },
    ],
    good: [
      {
        name: 'one row for each event, under its id; the points are their sum',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency none)
          loyalty -> points (mode insertUnique)
        `,
      },
      {
        name: 'an inbox in the same database',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          store inbox relational (role inbox, sameDatabaseAs points)
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore inbox)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'a value that is set, or deleted, twice is the same as once',
        sketch: sketch`
          service crm
          topic customers
          service shop
          store addresses relational
          store cache cache
          crm -> customers -> shop
          shop -> addresses (mode upsert)
          shop -> cache (mode delete)
        `,
      },
      {
        name: 'reading and logging change nothing that counts',
        sketch: sketch`
          service shop
          topic points-earned
          service monitor
          store rules relational
          shop -> points-earned -> monitor
          rules -> monitor
        `,
      },
      {
        name: 'the offset is stored together with the data',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (ack withEffect)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'exactly-once inside the stream framework',
        sketch: sketch`
          broker main kafka
          service shop
          topic sales on main
          processor totals aggregate (aggregateKind additive, guarantee exactlyOnce)
          shop -> sales -> totals
        `,
      },
      {
        name: 'a count whose output and position are one broker transaction',
        sketch: sketch`
          broker main kafka
          service shop
          topic sales on main
          topic sums on main
          processor totals aggregate (aggregateKind additive, guarantee atLeastOnce)
          shop -> sales -> totals (idempotency brokerTx) -> sums
        `,
      },
      {
        name: 'an update that its author says is harmless',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency natural)
          loyalty -> points (mode update)
        `,
      },
      {
        name: 'at most once on purpose',
        sketch: sketch`
          service sensors
          topic readings
          service counter
          store totals kv
          sensors -> readings (retries no) -> counter (idempotency none, ack beforeEffect, rebuild no)
          counter -> totals (mode increment)
        `,
      },
    ],
  },
  mend: [
    'Write so that twice is the same as once: set values under a key, or insert with the event id as the unique key.',
    'Keep an inbox of handled ids in the same database, and record the id in the same transaction as the effect.',
    'Skip messages that are not newer than what is known.',
    'Use a broker transaction, if everything that the handler does is on the broker.',
  ],
  notWhen: [
    'Reading, logging, setting a value, deleting, and taking a maximum are idempotent without any help.',
    'Setting a value whose new content depends on the old one is an increment, whatever the database calls it; say so.',
    'A value that is set twice is safe, but an old one can still overwrite a newer one: that is a question of order.',
    'What a call to another system does twice is looked at by a rule of its own.',
  ],
  sources: [
    sources.Z214,
    sources['OTTO-idempotent'],
    sources['KAFKA-delivery'],
    sources['AWS-sqs-standard'],
    sources['AWS-kinesis-dup'],
    sources['MSIO-idempotent-consumer'],
    sources['EIP-idempotent-receiver'],
    sources['AZ-es'],
    sources['DAPR-pubsub'],
  ],
});
