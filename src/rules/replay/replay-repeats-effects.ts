import type { Id } from '#base/ids.ts';
import { list } from '#base/text.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { addEdge, set } from '../helpers/build.ts';
import { callsBy, publishesBy, writesBy } from '../helpers/eff.ts';
import { durationOf, less, retentionOf } from '../helpers/measures.ts';
import { rebuilds, rereads } from '../helpers/replays.ts';
import { triggerOf } from '../helpers/trig.ts';
import { groupOf } from '../helpers/unit.ts';
import { all, any, type Claim, conclude, fails, holds, is, likely, not, said, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import type { Say } from '../say.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

type Effect = EdgeOf<'calls'> | EdgeOf<'writes'> | EdgeOf<'publishes'>;

interface RepeatsEffects extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly because: 'rebuild' | 'earliest';
  readonly effects: readonly { readonly id: Id; readonly kind: Effect['kind']; readonly to: Id }[];
  /** Whoever gets the effect can tell a repeat, for a while. */
  readonly keyed: boolean;
  /** The handler remembers what it has handled, for a while. */
  readonly remembers: boolean;
  /** It does something else as well, which can be left to a handler of its own. */
  readonly splits: boolean;
}

const projections: ReadonlySet<string> = new Set(['readModel', 'state']);

function roleOf(read: Reads, write: EdgeOf<'writes'>): string {
  return read.of(write.to, 'store')?.props.role ?? 'record';
}

/** The write adds something to data that is not made anew by the replay. */
function addsElsewhere(read: Reads, write: EdgeOf<'writes'>, rebuilt: ReadonlySet<string>): Claim {
  if (write.props.expectedVersion === 'yes' || rebuilt.has(roleOf(read, write))) return fails;
  return is(write, 'mode', 'increment', 'append', 'insert');
}

/** What a handler does besides making its own data, and whether a repeat of it can be told. */
function sideEffects(read: Reads, consumes: EdgeOf<'consumes'>): { readonly effect: Effect; readonly claim: Claim }[] {
  const writes = writesBy(read, consumes);
  const makesView = writes.some((write) => projections.has(roleOf(read, write)));
  const rebuilt = new Set([...projections, 'inbox']);
  if (!makesView && consumes.props.rebuild === 'yes') rebuilt.add('record');
  const calls = callsBy(read, consumes).map((effect) => {
    const heeded = read.of(effect.to, 'external')?.props.idempotent !== 'no';
    const command = is(effect, 'purpose', 'command');
    return { effect, claim: effect.props.idempotencyKey === 'yes' && heeded ? all(command, likely) : command };
  });
  const own = read.of(consumes.to, 'service') ? publishesBy(read, consumes) : [];
  const publishes = own.map((effect) => {
    const main = said(read.of(effect.to, 'channel')?.props.role === 'main');
    const { idSource } = effect.props;
    return { effect, claim: idSource === 'stable' || idSource === 'derived' ? all(main, likely) : main };
  });
  return [...calls, ...writes.map((effect) => ({ effect, claim: addsElsewhere(read, effect, rebuilt) })), ...publishes];
}

/** The handler leaves aside what it has handled before, however long ago that was. */
function remembersAll(read: Reads, channel: Id, consumes: EdgeOf<'consumes'>): Claim {
  const { idempotency, dedupWindow, ack, rebuild } = consumes.props;
  // What is rebuilt has forgotten versions and positions, too.
  if (rebuild !== 'yes' && (idempotency === 'versionCheck' || ack === 'withEffect')) return holds;
  if (idempotency !== 'dedupStore') return fails;
  if (dedupWindow === 'forever') return holds;
  return not(less(durationOf(consumes, 'dedupWindow', dedupWindow), retentionOf(read, channel)));
}

function canSplit(read: Reads, consumes: EdgeOf<'consumes'>, moved: readonly Effect[]): boolean {
  const everything = [...writesBy(read, consumes), ...publishesBy(read, consumes), ...callsBy(read, consumes)];
  const stays = everything.some((effect) => effect.kind !== 'calls' && !moved.includes(effect));
  return stays && everything.every((effect) => !triggerOf(read, effect).own);
}

const verbs: Readonly<Record<Effect['kind'], readonly [does: string, doing: string]>> = {
  calls: ['calls', 'calling'],
  writes: ['adds to', 'adding to'],
  publishes: ['publishes to', 'publishing to'],
};

/** “calls “PayCo” and adds to “points””, or with `doing`: “calling “PayCo” and adding to “points””. */
function deeds(effects: RepeatsEffects['effects'], say: Say, doing = false): string {
  const kinds = [...new Set(effects.map(({ kind }) => kind))];
  return list(
    kinds.map((kind) => {
      const whom = effects.filter((each) => each.kind === kind).map(({ to }) => to);
      return `${verbs[kind][doing ? 1 : 0]} ${say.names(whom)}`;
    }),
  );
}

/**
 * Differences from the catalogue. Ids need to be remembered only as long as the channel keeps its messages: nothing older
 * can come again; how long is the one thing about a known inbox that is supposed. A handler that only starts from the
 * oldest message, and is not rebuilt, keeps the versions that it checks and the position that it stores with its data, and
 * so leaves aside what comes again. Where a rebuilt handler writes to no read model, what it writes to is what is rebuilt.
 * What stream processors and connectors publish is their result, made again on purpose. An id that is stable lowers a
 * publish as an idempotency key lowers a call.
 */
export const replayRepeatsEffects = defineRule<'consumes', RepeatsEffects>({
  id: 'replay-repeats-effects',
  category: 'replay',
  severity: 'error',
  title: 'Replay repeats effects',
  summary: 'A handler that may read old messages again does things that must not happen a second time.',
  why: 'A replay that builds a view again must not charge cards, send e-mails or publish the same events once more.',
  behavioural: { invariants: ['effect-once', 'replay-safe'], faults: ['replay'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const channel = read.of(consumes.from, 'channel');
    if (!channel || consumes.props.replayGuard === 'yes') return;
    const effects = sideEffects(read, consumes).filter(({ claim }) => claim.holds !== false);
    if (effects.length === 0) return;
    const claim = all(
      rereads(channel, consumes),
      any(...effects.map((each) => each.claim)),
      supposing(is(consumes, 'replayGuard', 'no')),
      supposing(not(remembersAll(read, channel.id, consumes))),
    );
    yield* conclude('error', claim, (conclusion) => {
      const found = effects.filter((each) => each.claim.holds);
      const moved = found.map(({ effect }) => effect);
      return {
        ...conclusion,
        about: [],
        consumes: consumes.id,
        reader: consumes.to,
        channel: consumes.from,
        because: rebuilds(channel, consumes).holds ? 'rebuild' : 'earliest',
        effects: moved.map(({ id, kind, to }) => ({ id, kind, to })),
        keyed: found.every((each) => each.claim.lowered > 0),
        remembers: consumes.props.idempotency === 'dedupStore',
        splits: canSplit(read, consumes, moved),
      };
    });
  },
  explain({ consumes, reader, channel, because, effects, keyed, remembers, assumes }, say) {
    const unsaid = assumes.some(({ property }) => property === 'replayGuard');
    const done = `${say.name(reader)} ${deeds(effects, say)} for each message from ${say.name(channel)}`;
    const again =
      because === 'rebuild'
        ? unsaid
          ? 'and nobody has said whether it does so again when its data is built again.'
          : 'and does so again for all of them when its data is built again.'
        : unsaid
          ? 'and nobody has said whether it does so again if it has to start over with the oldest.'
          : 'and does so again for all of them if it has to start over with the oldest.';
    const long = assumes.some(({ property }) => property === 'dedupWindow' || property === 'retention');
    const told = effects.some(({ kind }) => kind === 'calls') ? 'key' : 'id';
    const but = remembers
      ? ` It remembers what it has handled, but ${long ? 'nobody has said whether for as long as' : 'not for as long as'} the messages are kept.`
      : keyed
        ? ` A repeat can be told by its ${told}, but only while the other side remembers that.`
        : '';
    return {
      at: [consumes, reader, channel, ...effects.map(({ to }) => to)],
      what: `${done}, ${again}${but}`,
      next:
        'Let one handler build the data and another one, which reads new messages only, do what must not be repeated; or ' +
        'leave such things out during a replay.',
    };
  },
  fixes: [
    {
      id: 'split',
      fits: ({ splits }) => splits,
      title: ({ reader, channel, effects }, say) =>
        `Leave ${deeds(effects, say, true)} to a second handler of ${say.name(reader)} that reads only new messages from ` +
        say.name(channel),
      kind: 'suggestion',
      edits({ consumes, effects }, read, makeId) {
        const handler = read.edge(consumes);
        if (handler?.kind !== 'consumes') return [];
        const second = makeId();
        const moved = new Set(effects.map(({ id }) => id));
        const group = `${groupOf(read, handler)}-actions`;
        const { to } = handler;
        const everything = [...read.out(to, 'writes'), ...read.out(to, 'publishes'), ...read.out(to, 'calls')];
        return [
          addEdge('consumes', second, handler.from, to, { ...handler.props, group, startFrom: 'latest', rebuild: 'no' }),
          ...everything.flatMap((effect) => {
            const causes = triggerOf(read, effect).inputs.map(({ id }) => id);
            if (!causes.includes(consumes)) return [];
            const now = moved.has(effect.id) ? causes.map((id) => (id === consumes ? second : id)) : causes;
            return [set(effect.id, 'triggeredBy', now)];
          }),
        ];
      },
    },
    {
      id: 'remember',
      fits: ({ remembers }) => remembers,
      title: ({ reader }, say) => `Let ${say.name(reader)} remember for ever which messages it has handled`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'dedupWindow', 'forever')],
    },
    {
      id: 'guard',
      title: ({ reader, effects }, say) => `Keep ${say.name(reader)} from ${deeds(effects, say, true)} during a replay`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'replayGuard', 'yes')],
    },
    {
      id: 'new-only',
      fits: ({ because }) => because === 'earliest',
      title: ({ reader }, say) => `Let ${say.name(reader)} start with new messages only`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'startFrom', 'latest')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'one handler that fills a view and sends e-mails',
        sketch: sketch`
          service shop
          topic orders
          service order-history
          store history relational (role readModel)
          external mail-company notification
          shop -> orders -> order-history (rebuild yes, replayGuard no)
          order-history -> history (mode upsert)
          order-history -> mail-company (purpose command)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“order-history” calls “mail-company” for each message from “orders”, and does so again for all of them when ' +
              'its data is built again.',
          },
        ],
      },
      {
        name: 'nobody has said what is left out during a replay',
        sketch: sketch`
          service shop
          topic orders
          service order-history
          store history relational (role readModel)
          external mail-company notification
          shop -> orders -> order-history (rebuild yes)
          order-history -> history (mode upsert)
          order-history -> mail-company (purpose command)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a mailer that starts with the oldest message of a log',
        sketch: sketch`
          service shop
          topic orders
          service mailer
          external mail-company notification
          shop -> orders -> mailer (startFrom earliest, replayGuard no, rebuild no)
          mailer -> mail-company (purpose command)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“mailer” calls “mail-company” for each message from “orders”, and does so again for all of them if it has to ' +
              'start over with the oldest.',
          },
        ],
      },
      {
        name: 'an idempotency key, which is forgotten after a while',
        sketch: sketch`
          service shop
          topic orders
          service billing
          store invoices relational (role readModel)
          external PayCo payment
          shop -> orders -> billing (rebuild yes, replayGuard no)
          billing -> invoices (mode upsert)
          billing -> PayCo (purpose command, idempotencyKey yes)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'the other side ignores the key',
        sketch: sketch`
          service shop
          topic orders
          service billing
          external PayCo payment (idempotent no)
          shop -> orders -> billing (rebuild yes, replayGuard no)
          billing -> PayCo (purpose command, idempotencyKey yes)
        `,
      },
      {
        name: 'a view, and points that are added elsewhere',
        sketch: sketch`
          service shop
          topic orders
          service loyalty
          store ranking relational (role readModel)
          store points relational
          shop -> orders -> loyalty (rebuild yes, replayGuard no)
          loyalty -> ranking (mode upsert)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'events that follow from events, told apart by their ids',
        sketch: sketch`
          service shop
          topic orders
          service billing
          topic invoices-made
          shop -> orders -> billing (rebuild yes, replayGuard no)
          billing -> invoices-made (idSource derived)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'an inbox that forgets before the log does',
        sketch: sketch`
          service shop
          topic orders (retention forever)
          service loyalty
          store points relational
          store inbox relational (role inbox, sameDatabaseAs points)
          shop -> orders -> loyalty (startFrom earliest, replayGuard no, idempotency dedupStore, dedupStore inbox, dedupWindow 30d)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'an inbox, and nobody has said how long it remembers',
        sketch: sketch`
          service shop
          topic orders (retention 30d)
          service loyalty
          store points relational
          store inbox relational (role inbox, sameDatabaseAs points)
          shop -> orders -> loyalty (startFrom earliest, replayGuard no, idempotency dedupStore, dedupStore inbox)
          loyalty -> points (mode increment)
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'one handler for the view, and another one for the e-mails',
        sketch: sketch`
          service shop
          topic orders
          service order-history
          service mailer
          store history relational (role readModel)
          external mail-company notification
          shop -> orders -> order-history (rebuild yes)
          orders -> mailer (startFrom latest, rebuild no)
          order-history -> history (mode upsert)
          mailer -> mail-company (purpose command)
        `,
      },
      {
        name: 'e-mails are left out during a replay',
        sketch: sketch`
          service shop
          topic orders
          service order-history
          external mail-company notification
          shop -> orders -> order-history (rebuild yes, replayGuard yes)
          order-history -> mail-company (purpose command)
        `,
      },
      {
        name: 'ids are remembered for longer than messages are kept',
        sketch: sketch`
          service shop
          topic orders (retention 7d)
          service loyalty
          store points relational
          store inbox relational (role inbox, sameDatabaseAs points)
          shop -> orders -> loyalty (startFrom earliest, idempotency dedupStore, dedupStore inbox, dedupWindow 30d)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'ids are remembered for ever',
        sketch: sketch`
          service shop
          topic orders (retention forever)
          service billing
          external PayCo payment
          store inbox relational (role inbox)
          shop -> orders -> billing (rebuild yes, idempotency dedupStore, dedupStore inbox, dedupWindow forever)
          billing -> PayCo (purpose command)
        `,
      },
      {
        name: 'the position is stored with the data, and can’t get lost without it',
        sketch: sketch`
          service shop
          topic orders
          service loyalty
          store points relational
          shop -> orders -> loyalty (startFrom earliest, rebuild no, ack withEffect)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'a consumer of a queue, whose messages are gone once they are handled',
        sketch: sketch`
          service shop
          queue mails
          service mailer
          external mail-company notification
          shop -> mails -> mailer (startFrom earliest, rebuild yes)
          mailer -> mail-company (purpose command)
        `,
      },
      {
        name: 'a rebuild that fills its own data only',
        sketch: sketch`
          service shop
          topic orders
          service order-history
          store history relational
          external catalogue api
          shop -> orders -> order-history (rebuild yes)
          order-history -> history (mode append)
          order-history -> catalogue (purpose query)
        `,
      },
      {
        name: 'what a stream processor publishes is made again on purpose',
        sketch: sketch`
          service shop
          topic orders
          processor totals aggregate (aggregateKind additive)
          topic order-totals
          shop -> orders -> totals (startFrom earliest, rebuild yes) -> order-totals
        `,
      },
    ],
  },
  mend: [
    'Separate what builds data from what acts: two handlers in two consumer groups, of which only the first is replayed.',
    'Suppress effects on the outside while old messages are read again.',
    'Remember what was handled at least as long as messages are kept.',
  ],
  notWhen: [
    'A consumer that is never replayed (a queue, new messages only, no rebuild) is not looked at.',
    'Writing the rebuilt data itself is what the replay is for; so is the output of a stream processor.',
    'Idempotency keys help against redelivery within hours; other systems forget them long before a replay after months.',
  ],
  sources: [sources['FOWLER-es'], sources['AZ-es'], sources['AWS-eb-replay']],
});
