import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { exactlyOnceBy } from '../helpers/claims.ts';
import { databaseOf } from '../helpers/database.ts';
import { guarded } from '../helpers/eff.ts';
import { type Effect, effectsOf } from '../helpers/effects.ts';
import { all, any, type Claim, conclude, holds, is, not, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface Outside {
  readonly id: Id;
  readonly kind: 'writes' | 'calls' | 'publishes';
  readonly to: Id;
  /** How it can be made repeatable: the property and its value; left out where the other side would not heed it. */
  readonly mend?: readonly [property: string, value: string];
}

interface CrossesBoundary extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly by: 'handler' | 'framework';
  readonly outside: readonly Outside[];
  readonly databases: number;
}

function isOutside(read: Reads, consumes: EdgeOf<'consumes'>, { edge }: Effect): boolean {
  if (edge.kind === 'calls') return true;
  // What a processor remembers is part of its framework's transaction.
  if (edge.kind === 'writes')
    return read.of(consumes.to, 'processor') === undefined || read.of(edge.to, 'store')?.props.role !== 'state';
  const brokerOf = (channel: Id) => read.of(read.of(channel, 'channel')?.props.broker ?? 'none', 'broker')?.id;
  const [here, there] = [brokerOf(consumes.from), brokerOf(edge.to)];
  return here !== undefined && there !== undefined && here !== there;
}

function mendOf(read: Reads, { edge }: Effect): Outside['mend'] {
  if (edge.kind === 'publishes') return ['idSource', 'derived'];
  if (edge.kind === 'writes') {
    const { mode } = edge.props;
    return ['mode', mode === 'update' || mode === '?' ? 'upsert' : 'insertUnique'];
  }
  return read.of(edge.to, 'external')?.props.idempotent === 'no' ? undefined : ['idempotencyKey', 'yes'];
}

function doneTwice({ edge, same }: Effect): Claim {
  return all(edge.kind === 'calls' ? is(edge, 'purpose', 'command') : holds, supposing(not(same)));
}

/**
 * Differences from the catalogue: where nobody has said how something is written or how repeats are noticed, the severity
 * goes down a step for each. A store of role state belongs to the framework of its processor. A handler that promises
 * less than its framework (`claims atLeastOnce`) has seen the boundary, and is silent.
 */
export const exactlyOnceCrossesBoundary = defineRule<'consumes', CrossesBoundary>({
  id: 'exactly-once-crosses-boundary',
  category: 'delivery',
  severity: 'error',
  title: 'Exactly-once ends at the broker',
  summary:
    'Exactly-once is promised for a handler that also writes to a database, calls a system, or publishes to another broker.',
  why:
    'A broker transaction covers read positions, state and output on one cluster. A database or a call beside it is not in ' +
    'that transaction: after a crash the transaction is given up, and what happened outside stays and happens again.',
  behavioural: { invariants: ['effect-once'], faults: ['crash after effect before ack', 'aborted transaction'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const by = exactlyOnceBy(read, consumes);
    if (by === undefined) return;
    const outside = effectsOf(read, consumes)
      .filter((effect) => isOutside(read, consumes, effect))
      .map((effect) => ({ effect, claim: doneTwice(effect) }));
    const found = outside.filter(({ claim }) => claim.holds).map(({ effect }) => effect);
    const open = supposing(not(guarded(read, consumes)));
    const written = found.filter(({ edge }) => edge.kind === 'writes');
    yield* conclude('error', all(any(...outside.map(({ claim }) => claim)), open), (conclusion) => ({
      ...conclusion,
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      by,
      outside: found.map((effect) => {
        const mend = mendOf(read, effect);
        return { id: effect.edge.id, kind: effect.edge.kind, to: effect.edge.to, ...(mend && { mend }) };
      }),
      databases: written.length < found.length ? 0 : new Set(written.map(({ edge }) => databaseOf(read, edge.to))).size,
    }));
  },
  explain({ consumes, reader, channel, by, outside, assumes }, say) {
    const name = say.name(reader);
    const to = (kind: Outside['kind']) => outside.filter((each) => each.kind === kind).map((each) => each.to);
    const parts = [
      ...(to('writes').length > 0 ? [`what it writes to ${say.names(to('writes'))}`] : []),
      ...(to('calls').length > 0 ? [`its calls to ${say.names(to('calls'))}`] : []),
      ...(to('publishes').length > 0 ? [`what it publishes to ${say.names(to('publishes'))} on another broker`] : []),
    ];
    const promise =
      by === 'handler'
        ? `${name} promises that each message from ${say.name(channel)} takes effect exactly once`
        : `${name} runs with an exactly-once guarantee`;
    const unsure = assumes.length > 0 ? ', unless something that nobody has drawn prevents it' : '';
    return {
      at: [consumes, reader, ...outside.map((each) => each.to)],
      what: `${promise}, but that does not cover ${parts.join(' and ')}. After a crash that part is done again${unsure}.`,
      next:
        'Save the read position in the same transaction as the data, or do outside only what may be done again. Otherwise ' +
        'promise at-least-once.',
    };
  },
  fixes: [
    {
      id: 'together',
      fits: ({ databases }) => databases === 1,
      title: ({ reader, outside }, say) =>
        `Let ${say.name(reader)} save its read position in ${say.name(outside[0]?.to as Id)}, in one transaction with the data`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'ack', 'withEffect')],
    },
    {
      id: 'repeatable',
      fits: ({ outside }) => outside.every(({ mend }) => mend !== undefined),
      title: ({ reader, outside }, say) =>
        `Let ${say.name(reader)} use the id of the message as a key at ${say.names(outside.map(({ to }) => to))}, so that a ` +
        'repeat changes nothing',
      kind: 'suggestion',
      edits: ({ outside }) => outside.flatMap(({ id, mend }) => (mend ? [set(id, ...mend)] : [])),
    },
    {
      id: 'promise-less',
      title: ({ reader }, say) => `Promise at-least-once for what ${say.name(reader)} does outside the broker`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'claims', 'atLeastOnce')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a job that runs exactly-once and calls a payment provider',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          processor charges map (guarantee exactlyOnce)
          external PayCo payment
          shop -> orders -> charges (idempotency none)
          charges -> PayCo (purpose command, idempotencyKey no)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“charges” runs with an exactly-once guarantee, but that does not cover its calls to “PayCo”. After a crash ' +
              'that part is done again.',
          },
        ],
      },
      {
        name: 'a broker transaction around a database',
        sketch: sketch`
          broker main kafka
          service shop
          topic points-earned on main
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (claims exactlyOnce, ack brokerTx, idempotency brokerTx)
          loyalty -> points (mode increment)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“loyalty” promises that each message from “points-earned” takes effect exactly once, but that does not cover ' +
              'what it writes to “points”. After a crash that part is done again.',
          },
        ],
      },
      {
        name: 'the same, and nobody has said how repeats are noticed',
        sketch: sketch`
          broker main kafka
          service shop
          topic points-earned on main
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (claims exactlyOnce)
          loyalty -> points (mode increment)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'neither is said how it writes',
        sketch: sketch`
          broker main kafka
          service shop
          topic points-earned on main
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (claims exactlyOnce)
          loyalty -> points
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a message to another cluster',
        sketch: sketch`
          broker main kafka
          broker other kafka
          service shop
          topic orders on main
          topic copies on other
          processor mirror map (guarantee exactlyOnce)
          shop -> orders -> mirror (idempotency none)
          mirror -> copies (idSource fresh)
        `,
      },
      {
        name: 'a provider that ignores keys',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          service payments
          external PayCo payment (idempotent no)
          shop -> orders -> payments (claims exactlyOnce, idempotency none)
          payments -> PayCo (purpose command, idempotencyKey yes)
        `,
      },
    ],
    good: [
      {
        name: 'the job publishes what is to be charged, and another handler charges it with a key',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          processor charges map (guarantee exactlyOnce)
          topic charges-requested on main
          service payments
          external PayCo payment (idempotent yes)
          shop -> orders -> charges -> charges-requested -> payments (claims atLeastOnce)
          payments -> PayCo (purpose command, idempotencyKey yes)
        `,
      },
      {
        name: 'from topic to state to topic, on one cluster',
        sketch: sketch`
          broker main kafka
          service shop
          topic sales on main
          processor totals aggregate (guarantee exactlyOnce, aggregateKind additive, state durable)
          store totals-state kv (role state)
          topic sums on main
          shop -> sales -> totals (claims exactlyOnce, isolation readCommitted) -> sums
          totals -> totals-state (mode update)
        `,
      },
      {
        name: 'the position is saved with the data',
        sketch: sketch`
          broker main kafka
          service shop
          topic points-earned on main
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (claims exactlyOnce, ack withEffect)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'an upsert under a key that every repeat has as well',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          connector copy sink
          store order-view search (role readModel)
          shop -> orders -> copy (claims exactlyOnce)
          copy -> order-view (mode upsert)
        `,
      },
      {
        name: 'an inbox makes the claim true',
        sketch: sketch`
          broker main kafka
          service shop
          topic points-earned on main
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (claims exactlyOnce, idempotency dedupStore, dedupStore points, dedupAtomic yes)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'the framework runs exactly-once, and the handler promises less for what is outside',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          processor totals aggregate (guarantee exactlyOnce, aggregateKind additive)
          external screen api
          shop -> orders -> totals (claims atLeastOnce, idempotency none)
          totals -> screen (purpose command, idempotencyKey no)
        `,
      },
      {
        name: 'nobody claims it',
        sketch: sketch`
          broker main kafka
          service shop
          topic points-earned on main
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency none)
          loyalty -> points (mode increment)
        `,
      },
    ],
  },
  mend: [
    'Save the read position in the same database transaction as the data.',
    'Write and call so that a repeat changes nothing: upsert, a unique key, an idempotency key.',
    'Publish the result, and let a handler that can be repeated do what is outside.',
    'Promise at-least-once, and make the work idempotent.',
  ],
  notWhen: [
    'From topic to state to topic, on one cluster, exactly-once is what the framework really gives.',
    'A sink that upserts under a key that every repeat has as well makes the promise true.',
  ],
  sources: [sources['KAFKA-external'], sources['KSTREAMS-concepts'], sources['KSQL-eos'], sources['CESP-idempotent-reader']],
});
