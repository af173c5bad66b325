import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { cap } from '../helpers/cap.ts';
import { meeting } from '../helpers/carries.ts';
import { exactlyOnceBy } from '../helpers/claims.ts';
import { guarded, writesBy } from '../helpers/eff.ts';
import { effectsOf, keptTwice } from '../helpers/effects.ts';
import { inboxBeside } from '../helpers/inbox.ts';
import { all, any, type Claim, conclude, fails, is, not, said, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface ChainBroken extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly by: 'handler' | 'framework';
  readonly link: 'broker' | 'delivery' | 'producer' | 'isolation' | 'connector';
  readonly broker?: Id;
  /** Those through whom messages come twice, and their arrows. */
  readonly upstream: readonly Id[];
  readonly edges: readonly Id[];
  /** Where the first write goes, beside which an inbox could stand. */
  readonly store?: Id;
}

/** What arrives twice has its effect once all the same: something notices it, or it changes nothing. */
function bearsRepeats(read: Reads, consumes: EdgeOf<'consumes'>): boolean {
  if (guarded(read, consumes).holds) return true;
  const effects = effectsOf(read, consumes);
  return effects.length > 0 && effects.every(({ same }) => same.holds) && keptTwice(read, consumes).holds === false;
}

function resends(read: Reads, publishes: EdgeOf<'publishes'>): Claim {
  const { retries, transactional } = publishes.props;
  // A connector answers for its sends by its own guarantee.
  if (read.of(publishes.from, 'connector') || retries === 'no' || transactional === 'yes') return fails;
  return read.of(publishes.to, 'channel')?.props.dedup === 'on' ? fails : is(publishes, 'idempotent', 'no');
}

function repeatsRows(read: Reads, publishes: EdgeOf<'publishes'>): Claim {
  const connector = read.of(publishes.from, 'connector');
  return connector ? is(connector, 'guarantee', 'atLeastOnce') : fails;
}

/** Clients also read what was given up unless told otherwise; a framework that runs exactly-once tells them. */
function readsAborted(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  const uncommitted = is(consumes, 'isolation', 'readUncommitted');
  const framework = read.of(consumes.to, 'processor')?.props.guarantee === 'exactlyOnce';
  return framework && uncommitted.holds === undefined ? fails : supposing(uncommitted);
}

/**
 * Differences from the catalogue: a handler that bears repeats, by a guard or by what it does, makes its promise true
 * whatever happens before it; only messages that were given up still reach it. A stream framework over a log that can be
 * read again keeps its own state exactly-once without the broker's help, so that the broker is a warning there. Each kind
 * of broken link is a finding of its own, since each is mended by itself.
 */
export const exactlyOnceChainBroken = defineRule<'consumes', ChainBroken>({
  id: 'exactly-once-chain-broken',
  category: 'delivery',
  severity: 'error',
  title: 'Exactly-once chain broken',
  summary: 'Exactly-once is promised, but a producer, a connector, the broker or the reader’s own setting does not take part.',
  why:
    'Exactly-once holds only if every stage takes part. A plain producer stores a message twice when it sends again, and a ' +
    'reader sees messages of transactions that were given up unless it is told not to.',
  behavioural: { invariants: ['effect-once'], faults: ['lost answer', 'aborted transaction', 'crash after effect before ack'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const by = exactlyOnceBy(read, consumes);
    const channel = read.of(consumes.from, 'channel');
    if (by === undefined || !channel) return;
    const published = read.into(channel.id, 'publishes').filter((edge) => meeting(read, edge, consumes) !== undefined);
    const store = writesBy(read, consumes).find((write) => read.of(write.to, 'store')?.props.role !== 'inbox')?.to;
    const fact = (link: ChainBroken['link'], edges: readonly EdgeOf<'publishes'>[] = []) => ({
      about: [link === 'delivery' ? 'broker' : link],
      consumes: consumes.id,
      reader: consumes.to,
      channel: channel.id,
      by,
      link,
      upstream: [...new Set(edges.map(({ from }) => from))],
      edges: edges.map(({ id }) => id),
      ...(read.of(channel.props.broker, 'broker') && { broker: channel.props.broker }),
      ...(store !== undefined && { store }),
    });
    const transactional = published.filter(({ props }) => props.transactional === 'yes');
    const aborted = all(said(transactional.length > 0), readsAborted(read, consumes));
    yield* conclude('error', aborted, (found) => ({ ...found, ...fact('isolation', transactional) }));
    if (bearsRepeats(read, consumes)) return;
    const none = cap(read, channel.id, 'eos', 'no');
    const replayed = read.of(consumes.to, 'processor') !== undefined && cap(read, channel.id, 'replay', 'log').holds;
    const least = any(none, cap(read, channel.id, 'eos', 'delivery'));
    yield* conclude(none.holds && !replayed ? 'error' : 'warning', least, (found) => ({
      ...found,
      ...fact(none.holds ? 'broker' : 'delivery'),
    }));
    const sends = published.map((edge) => ({ edge, claim: resends(read, edge) }));
    yield* conclude('error', any(...sends.map(({ claim }) => claim)), (found) => ({
      ...found,
      ...fact(
        'producer',
        sends.flatMap(({ edge, claim }) => (claim.holds ? [edge] : [])),
      ),
    }));
    const copies = published.map((edge) => ({ edge, claim: repeatsRows(read, edge) }));
    const open = supposing(not(guarded(read, consumes)));
    yield* conclude('error', all(any(...copies.map(({ claim }) => claim)), open), (found) => ({
      ...found,
      ...fact(
        'connector',
        copies.flatMap(({ edge, claim }) => (claim.holds ? [edge] : [])),
      ),
    }));
  },
  explain({ consumes, reader, channel, by, link, broker, upstream, assumes }, say) {
    const name = say.name(reader);
    const from = say.name(channel);
    const promise =
      by === 'handler'
        ? `${name} promises that each message from ${from} takes effect exactly once`
        : `${name} runs with an exactly-once guarantee`;
    const host = broker === undefined ? 'the broker' : say.name(broker);
    const names = say.names(upstream);
    const but = {
      broker: `, but ${host} has no transaction that holds reading and publishing together. After a crash a message is handled again`,
      delivery: `, but ${host} only drops what is sent or acknowledged twice. After a crash in the middle of the work it is done again`,
      producer: `, but ${names} ${say.agree(upstream, 'publishes', 'publish')} to ${from} without an idempotent producer. What is sent again is stored twice`,
      isolation:
        assumes.length > 0
          ? `, and nobody has said whether it leaves out messages of transactions that ${names} gave up. Most clients read them unless told otherwise`
          : `, but it also reads messages of transactions that ${names} gave up. What never counted then counts`,
      connector: `, but ${names} ${say.agree(upstream, 'repeats', 'repeat')} messages after a crash, and nothing notices${assumes.length > 0 ? ', as far as anybody has said' : ''}`,
    }[link];
    return {
      at: [consumes, reader, channel, ...upstream],
      what: `${promise}${but}.`,
      next: {
        broker: 'Notice repeats in the handler, by the ids of messages, or promise at-least-once.',
        delivery: 'Notice repeats in the handler, by the ids of messages, or promise at-least-once.',
        producer: 'Turn the idempotent producer on, or notice repeats by the ids of messages.',
        isolation: 'Read committed messages only.',
        connector: 'Let the connector commit messages and position together, or notice repeats by the ids of messages.',
      }[link],
    };
  },
  fixes: [
    {
      id: 'idempotent-producer',
      fits: ({ link }) => link === 'producer',
      title: ({ upstream, channel }, say) =>
        `Let ${say.names(upstream)} publish to ${say.name(channel)} with an idempotent producer`,
      kind: 'suggestion',
      edits: ({ edges }) => edges.map((edge) => set(edge, 'idempotent', 'yes')),
    },
    {
      id: 'read-committed',
      fits: ({ link }) => link === 'isolation',
      title: ({ reader }, say) => `Let ${say.name(reader)} read committed messages only`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'isolation', 'readCommitted')],
    },
    {
      id: 'exactly-once-connector',
      fits: ({ link }) => link === 'connector',
      title: ({ upstream }, say) => `Let ${say.names(upstream)} commit messages and position together`,
      kind: 'suggestion',
      edits: ({ upstream }) => upstream.map((connector) => set(connector, 'guarantee', 'exactlyOnce')),
    },
    {
      id: 'inbox',
      fits: ({ link, store }) => link !== 'isolation' && store !== undefined,
      title: ({ reader, store }, say) =>
        `Let ${say.name(reader)} remember the ids of handled messages, in the database of ${say.name(store as Id)}`,
      kind: 'suggestion',
      edits: ({ consumes, store }, read, makeId) => inboxBeside(read, consumes, store as Id, makeId),
    },
    {
      id: 'promise-less',
      title: ({ reader }, say) => `Promise at-least-once for ${say.name(reader)}`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'claims', 'atLeastOnce')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'an exactly-once job that is fed by a plain producer',
        sketch: sketch`
          broker main kafka
          service shop
          topic sales on main
          processor totals aggregate (guarantee exactlyOnce, aggregateKind additive)
          topic sums on main
          shop -> sales (idempotent no) -> totals -> sums (idSource derived)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“totals” runs with an exactly-once guarantee, but “shop” publishes to “sales” without an idempotent producer. ' +
              'What is sent again is stored twice.',
          },
        ],
      },
      {
        name: 'messages of transactions that were given up',
        sketch: sketch`
          broker main kafka
          service shop
          topic sales on main
          service billing
          topic invoices on main
          shop -> sales (transactional yes) -> billing (claims exactlyOnce, idempotency brokerTx, isolation readUncommitted)
          billing -> invoices (idSource derived)
        `,
      },
      {
        name: 'nobody has said which messages it reads',
        sketch: sketch`
          broker main kafka
          service shop
          topic sales on main
          service billing
          topic invoices on main
          shop -> sales (transactional yes) -> billing (claims exactlyOnce, idempotency brokerTx)
          billing -> invoices (idSource derived)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a queue without transactions over reading and publishing',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          queue sales on rabbit
          service loyalty
          store points relational
          shop -> sales -> loyalty (claims exactlyOnce, idempotency none)
          loyalty -> points (mode increment)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“loyalty” promises that each message from “sales” takes effect exactly once, but “rabbit” has no transaction ' +
              'that holds reading and publishing together. After a crash a message is handled again.',
          },
        ],
      },
      {
        name: 'a broker that drops repeated sends and deliveries, and no more',
        sketch: sketch`
          broker google pubsub
          service shop
          pubsub sales on google
          service loyalty
          store points relational
          shop -> sales -> loyalty (claims exactlyOnce, idempotency none)
          loyalty -> points (mode increment)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a framework that keeps its state by reading the log again',
        sketch: sketch`
          broker aws kinesis
          service shop
          topic sales on aws
          processor totals aggregate (guarantee exactlyOnce, aggregateKind additive)
          shop -> sales -> totals
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a connector that repeats rows after a crash',
        sketch: sketch`
          broker main kafka
          service shop
          store orders-db relational
          connector capture cdc (guarantee atLeastOnce)
          topic orders on main
          processor totals aggregate (guarantee exactlyOnce, aggregateKind additive)
          shop -> orders-db
          orders-db -> capture -> orders -> totals (idempotency none)
        `,
      },
      {
        name: 'the same, and nobody has said whether repeats are noticed',
        sketch: sketch`
          broker main kafka
          service shop
          store orders-db relational
          connector capture cdc (guarantee atLeastOnce)
          topic orders on main
          processor totals aggregate (guarantee exactlyOnce, aggregateKind additive)
          shop -> orders-db
          orders-db -> capture -> orders -> totals
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'idempotent producer, transactions, committed messages',
        sketch: sketch`
          broker main kafka
          service shop
          topic sales on main
          processor totals aggregate (guarantee exactlyOnce, aggregateKind additive)
          topic sums on main
          shop -> sales (idempotent yes) -> totals (isolation readCommitted) -> sums
        `,
      },
      {
        name: 'the framework sets its readers to committed messages by itself',
        sketch: sketch`
          broker main kafka
          service shop
          topic sales on main
          processor totals aggregate (guarantee exactlyOnce, aggregateKind additive)
          shop -> sales (transactional yes) -> totals
        `,
      },
      {
        name: 'nobody has said whether the producer is idempotent, as it is by default',
        sketch: sketch`
          broker main kafka
          service shop
          topic sales on main
          processor totals aggregate (guarantee exactlyOnce, aggregateKind additive)
          shop -> sales -> totals
        `,
      },
      {
        name: 'ids of handled messages in the same database, on any broker',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          queue sales on rabbit
          service loyalty
          store points relational
          shop -> sales (idempotent no) -> loyalty (claims exactlyOnce, idempotency dedupStore, dedupStore points, dedupAtomic yes)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'a sink that upserts under a key that every repeat has as well',
        sketch: sketch`
          broker main kafka
          service shop
          store orders-db relational
          connector capture cdc (guarantee atLeastOnce)
          topic orders on main
          connector copy sink
          store order-view search (role readModel)
          shop -> orders-db
          orders-db -> capture -> orders -> copy (claims exactlyOnce)
          copy -> order-view (mode upsert)
        `,
      },
      {
        name: 'a connector that commits messages and position together',
        sketch: sketch`
          broker main kafka
          store orders-db relational
          connector capture cdc (guarantee exactlyOnce)
          topic orders on main
          processor totals aggregate (guarantee exactlyOnce, aggregateKind additive)
          orders-db -> capture -> orders -> totals
        `,
      },
      {
        name: 'nobody claims it',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          queue sales on rabbit
          service loyalty
          store points relational
          shop -> sales (idempotent no) -> loyalty (claims atLeastOnce)
          loyalty -> points (mode increment)
        `,
      },
    ],
  },
  mend: [
    'Turn on idempotent or transactional producers, and read committed messages only.',
    'Notice repeats by the ids of messages at the first stage.',
    'Promise at-least-once, and make the work idempotent.',
  ],
  notWhen: [
    'A handler that notices repeats, or to which a repeat changes nothing, makes its promise true on any broker.',
    'Exactly-once delivery of a cloud product is about redelivery after an acknowledgement; it is worth having, and not enough.',
  ],
  sources: [sources['CESP-idempotent-reader'], sources['KAFKA-isolation'], sources['GCP-eo'], sources['DBZ-eos']],
});
