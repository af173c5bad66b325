import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { databaseOf, sharesDatabase } from '../helpers/database.ts';
import { type Effect, effectsOf, keptTwice } from '../helpers/effects.ts';
import { inboxBeside } from '../helpers/inbox.ts';
import { all, any, type Claim, conclude, holds, is, likely, not, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface NotAtomic extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  /** Where the ids are remembered, if it is drawn. */
  readonly inbox: Id | undefined;
  /** `elsewhere`: in a database that does not hold what is written; `separate`: in a step of its own. */
  readonly how: 'elsewhere' | 'separate';
  /** What is written: all of it, or what lies elsewhere. */
  readonly stores: readonly Id[];
  readonly writes: readonly Id[];
  readonly databases: number;
  /** Doing it again would do no harm, so that only work that is skipped does. */
  readonly repeatable: boolean;
}

/** What could be in one transaction with the id: calls to others never can, and the row of the id itself is no work. */
function workOf(read: Reads, consumes: EdgeOf<'consumes'>): readonly Effect[] {
  return effectsOf(read, consumes).filter(({ edge }) => {
    if (edge.kind === 'calls') return false;
    return edge.to !== consumes.props.dedupStore || read.of(edge.to, 'store')?.props.role !== 'inbox';
  });
}

/** One step less where all of it may be done again: then only an id that is recorded first does harm. */
function harm(work: readonly Effect[], kept: Claim): Claim {
  return any(...work.map(({ same }) => not(same)), kept).holds === false ? likely : holds;
}

/**
 * Differences from the catalogue: calls to others are left out, since no transaction can hold them
 * (external-call-not-idempotent speaks of those); a handler that does nothing else is silent. Where everything may be done
 * again, the severity goes one step down. Nobody is asked about a store of ids who has not chosen to have one.
 */
export const dedupNotAtomic = defineRule<'consumes', NotAtomic>({
  id: 'dedup-not-atomic',
  category: 'delivery',
  severity: 'error',
  title: 'Id and effect recorded apart',
  summary: 'A handler remembers the ids of what it has handled, but not in the same transaction as its work.',
  why:
    'If the id is recorded first, a crash loses the work for ever, since the message is skipped when it comes again. If the ' +
    'work is done first, a crash repeats it.',
  behavioural: { invariants: ['nothing-lost', 'effect-once'], faults: ['crash between two writes'] },
  subject: ['consumes'],
  *check(consumes, read) {
    if (consumes.props.idempotency !== 'dedupStore') return;
    const work = workOf(read, consumes);
    const kept = keptTwice(read, consumes);
    if (work.length === 0 && kept.holds === false) return;
    const inbox = read.of(consumes.props.dedupStore, 'store')?.id;
    const written = work.filter(({ edge }) => edge.kind === 'writes');
    const elsewhere = inbox === undefined ? [] : written.filter(({ edge }) => !sharesDatabase(read, edge.to, inbox));
    const apart = elsewhere.length > 0;
    const concerned = apart ? elsewhere : written;
    const weight = apart ? harm(elsewhere, not(holds)) : harm(work, kept);
    const claim = apart ? weight : all(supposing(not(is(consumes, 'dedupAtomic', 'yes'))), weight);
    yield* conclude('error', claim, (conclusion) => ({
      ...conclusion,
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      inbox,
      how: apart ? ('elsewhere' as const) : ('separate' as const),
      stores: [...new Set(concerned.map(({ edge }) => edge.to))],
      writes: written.map(({ edge }) => edge.id),
      databases: new Set(written.map(({ edge }) => databaseOf(read, edge.to))).size,
      repeatable: weight === likely,
    }));
  },
  explain({ consumes, reader, channel, inbox, how, stores, repeatable, assumes }, say) {
    const name = say.name(reader);
    const where = inbox === undefined ? '' : ` in ${say.name(inbox)}`;
    const ids = `${name} remembers the ids of messages from ${say.name(channel)}${where}`;
    const work = stores.length > 0 ? `what it writes to ${say.names(stores)}` : 'its work';
    const crash = repeatable
      ? 'If the id is recorded first, a crash in between loses the work.'
      : 'A crash in between loses the work, or repeats it.';
    const apart =
      how === 'elsewhere'
        ? `, which shares no transaction with ${say.names(stores)}`
        : assumes.length > 0
          ? `, and nobody has said whether that is in one transaction with ${work}`
          : `, but not in one transaction with ${work}`;
    return {
      at: [consumes, reader, ...(inbox === undefined ? [] : [inbox]), ...stores],
      what: `${ids}${apart}. ${crash}`,
      next: 'Record the id in the same transaction as the work, or make the id a unique key of what is written.',
    };
  },
  fixes: [
    {
      id: 'one-transaction',
      fits: ({ how }) => how === 'separate',
      title: ({ reader }, say) => `Let ${say.name(reader)} record the id of a message in the same transaction as its work`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'dedupAtomic', 'yes')],
    },
    {
      id: 'move-inbox',
      fits: ({ how, databases }) => how === 'elsewhere' && databases === 1,
      title: ({ reader, stores }, say) =>
        `Let ${say.name(reader)} remember the ids in the database of ${say.name(stores[0] as Id)}, in one transaction with ` +
        'its work',
      kind: 'suggestion',
      edits: ({ consumes, stores }, read, makeId) => inboxBeside(read, consumes, stores[0] as Id, makeId),
    },
    {
      id: 'unique-rows',
      fits: ({ writes }) => writes.length > 0,
      title: ({ reader }, say) =>
        `Let ${say.name(reader)} write under the id of the message as a unique key, and need no other record of it`,
      kind: 'suggestion',
      edits({ consumes, writes }, read) {
        const modes = writes.flatMap((id) => {
          const write = read.edge(id);
          const repeatable = write?.kind === 'writes' && ['upsert', 'insertUnique', 'delete'].includes(write.props.mode);
          return repeatable ? [] : [set(id, 'mode', 'insertUnique')];
        });
        return [...modes, set(consumes, 'idempotency', 'natural')];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'the id goes to Redis, the points to a database',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store seen-ids kv (role inbox)
          store points relational
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore seen-ids)
          loyalty -> points (mode increment)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“loyalty” remembers the ids of messages from “points-earned” in “seen-ids”, which shares no transaction with ' +
              '“points”. A crash in between loses the work, or repeats it.',
          },
        ],
      },
      {
        name: 'one database, two transactions',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          store inbox relational (role inbox, sameDatabaseAs points)
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore inbox, dedupAtomic no)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'nobody has said whether it is one transaction',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          store inbox relational (role inbox, sameDatabaseAs points)
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore inbox)
          loyalty -> points (mode increment)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a value that is set can be set again, but not if the message is skipped',
        sketch: sketch`
          service crm
          topic customers
          service shop
          store addresses relational
          store inbox relational (role inbox, sameDatabaseAs addresses)
          crm -> customers -> shop (idempotency dedupStore, dedupStore inbox, dedupAtomic no)
          shop -> addresses (mode upsert)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a message that is published apart from the record of its cause',
        sketch: sketch`
          service shop
          topic orders
          service billing
          topic invoices
          shop -> orders -> billing (idempotency dedupStore, dedupAtomic no)
          billing -> invoices (idSource fresh)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“billing” remembers the ids of messages from “orders”, but not in one transaction with its work. A crash in ' +
              'between loses the work, or repeats it.',
          },
        ],
      },
      {
        name: 'two databases cannot both be in the transaction',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          store levels document
          store inbox relational (role inbox, sameDatabaseAs points)
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore inbox, dedupAtomic yes)
          loyalty -> points (mode increment)
          loyalty -> levels (mode update)
        `,
      },
      {
        name: 'a count that is kept apart from the ids',
        sketch: sketch`
          service shop
          topic sales
          processor totals aggregate (aggregateKind additive)
          shop -> sales -> totals (idempotency dedupStore, dedupAtomic no)
        `,
      },
    ],
    good: [
      {
        name: 'an inbox in the same database, in one transaction',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          store inbox relational (role inbox, sameDatabaseAs points)
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore inbox, dedupAtomic yes)
          loyalty -> points (mode increment)
          loyalty -> inbox (mode insertUnique)
        `,
      },
      {
        name: 'both name the database that they share',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store core relational
          store points relational (sameDatabaseAs core)
          store inbox relational (role inbox, sameDatabaseAs core)
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore inbox, dedupAtomic yes)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'ids and points in one store',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore points, dedupAtomic yes)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'a call to another system can be in no transaction',
        sketch: sketch`
          service shop
          topic orders-paid
          service mailer
          store sent-mails relational (role inbox)
          external gateway notification (idempotent yes)
          shop -> orders-paid -> mailer (idempotency dedupStore, dedupStore sent-mails, dedupAtomic no)
          mailer -> sent-mails (mode insertUnique)
          mailer -> gateway (purpose command, idempotencyKey yes)
        `,
      },
      {
        name: 'the event id is a key of the row, and there are no other records',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency natural, dedupAtomic no)
          loyalty -> points (mode insertUnique)
        `,
      },
      {
        name: 'what fails is set aside, and that is no work',
        sketch: sketch`
          service shop
          topic orders
          service monitor
          topic orders-retry (role retry)
          shop -> orders -> monitor (idempotency dedupStore, dedupAtomic no)
          monitor -> orders-retry
        `,
      },
    ],
  },
  mend: [
    'Keep the ids in the same database as the data, and record them in the same transaction.',
    'Make the id of the event a unique key of the row that is written.',
    'Where that is impossible, record in two steps (begun, done), and take up again what has begun and was never done.',
  ],
  notWhen: [
    'A call to another system can be in no transaction; it needs a key of its own, and the id is recorded after it.',
    'What may be done again does no harm twice, but it is still lost if the id is recorded first.',
  ],
  sources: [sources['NSB-outbox'], sources['MSIO-idempotent-consumer'], sources['CESP-idempotent-reader']],
});
