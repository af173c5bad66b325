import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { addArchive, archivesOf, eventStoresBehind } from '../helpers/archives.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { carriersOf, carries, writesOf } from '../helpers/carries.ts';
import { contractId, contractOf } from '../helpers/contracts.ts';
import { canKeepForever, type Forgetting, forgetting, isCompacted, logVariant, madeLog } from '../helpers/kept.ts';
import { all, any, type Claim, conclude, fails, holds, is, not, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface SourcedExpires extends Fact {
  /** The channel or the store. */
  readonly home: Id;
  readonly how: Forgetting | 'compacted' | 'store';
  readonly retention: string;
  readonly contracts: readonly Id[];
  /** The product's variant that is a log; empty if no product is known. */
  readonly log?: string;
  readonly canKeep: boolean;
  readonly canArchive: boolean;
  /** Services that publish nothing else there, so that an event store can be put in between. */
  readonly producers: readonly Id[];
}

/** The channel keeps all of its messages, so that it is the record if others are not. */
function keepsAll(read: Reads, id: Id): Claim {
  const channel = read.of(id, 'channel');
  if (!channel || isCompacted(channel)) return fails;
  const [, forgets] = forgetting(read, channel);
  return forgets.lowered > 0 ? unsaid(...forgets.assumes) : not(forgets);
}

function keptElsewhere(read: Reads, channel: Id, contract: Id): Claim {
  const others = carriersOf(read, contract).filter((each) => each !== channel);
  return any(fails, ...others.map((each) => keepsAll(read, each)));
}

/** The events are kept somewhere else: in an event store, in an archive, or in a log that forgets nothing. */
function isCopy(read: Reads, channel: Id, contract: Id): boolean {
  if (eventStoresBehind(read, channel).length > 0 || archivesOf(read, channel).length > 0) return true;
  return keptElsewhere(read, channel, contract).holds === true;
}

function dedicatedProducers(read: Reads, channel: Id, contracts: readonly Id[]): readonly Id[] {
  const publishes = read.into(channel, 'publishes');
  const dedicated = publishes.every(
    (each) =>
      read.of(each.from, 'service') !== undefined && writesOf(read, each).every((one) => contracts.includes(contractId(one))),
  );
  return dedicated ? [...new Set(publishes.map(({ from }) => from))] : [];
}

function sourcedOn(read: Reads, channel: ElementOf<'channel'>): readonly ElementOf<'contract'>[] {
  const ids = [...new Set(carries(read, channel.id).map(contractId))];
  return ids.flatMap((id) => {
    const contract = contractOf(read, id);
    if (!contract || isCopy(read, channel.id, id)) return [];
    const { category } = contract.props;
    // Who has said nothing about either is not asked.
    const asks = category === '?' && channel.props.retention !== '?';
    return category === 'sourced' || asks ? [contract] : [];
  });
}

/**
 * Differences from the catalogue. The home of events is the event store of their producer, if one is drawn, or a log that
 * keeps everything; other channels are copies that may expire. A queue forgets as well. An archive keeps the record, too.
 * An event store is a record whatever is drawn of its events.
 */
export const sourcedLogExpires = defineRule<'channel' | 'store', SourcedExpires>({
  id: 'sourced-log-expires',
  category: 'replay',
  severity: 'error',
  title: 'The record expires',
  summary: 'Events that are the only record of what happened are kept for a limited time, or thinned out by compaction.',
  why: 'When the events are the truth, the current state is computed from all of them: an event that has expired is lost state.',
  behavioural: { invariants: ['replay-safe'], faults: ['expiry', 'replay'] },
  subject: ['channel', 'store'],
  *check(subject, read) {
    const common = { home: subject.id, retention: subject.props.retention };
    if (subject.kind === 'store') {
      const { type, role, retention } = subject.props;
      if (type !== 'eventStore' || role !== 'record' || retention === '?' || retention === 'forever') return;
      const nothing = { contracts: [], canKeep: false, canArchive: false, producers: [] };
      yield { ...common, ...nothing, severity: 'error', assumes: [], about: [], how: 'store' };
      return;
    }
    if (subject.props.role !== 'main') return;
    const [way, forgets] = forgetting(read, subject);
    const thins = way === 'expires' && isCompacted(subject);
    if (forgets.holds === false && !thins) return;
    const contracts = sourcedOn(read, subject);
    const sourced = any(...contracts.map((contract) => is(contract, 'category', 'sourced')), fails);
    // Another channel of which nobody has said how long it keeps them could be the record.
    const certain = thins || forgets.lowered === 0;
    const copied = any(fails, ...(certain ? contracts.map(({ id }) => keptElsewhere(read, subject.id, id)) : []));
    yield* conclude('error', all(sourced, thins ? holds : forgets, supposing(not(copied))), (conclusion) => {
      const found = contracts.filter(({ props }) => props.category === 'sourced').map(({ id }) => id);
      const log = way === 'none' ? logVariant(read, subject) : undefined;
      return {
        ...conclusion,
        ...common,
        about: [],
        how: thins ? 'compacted' : way,
        contracts: found,
        ...(log !== undefined && { log }),
        canKeep: way === 'expires' && canKeepForever(read, subject),
        canArchive: subject.props.type !== 'queue',
        producers: dedicatedProducers(read, subject.id, found),
      };
    });
  },
  explain({ home, how, retention, contracts }, say) {
    const name = say.name(home);
    if (how === 'store') {
      return {
        at: [home],
        what: `${name} is an event store, but what stands in it is removed after ${retention}.`,
        next: `Keep what is in ${name} for ever, or take snapshots that are complete before older events go.`,
      };
    }
    const it = say.agree(contracts, 'it', 'them');
    const but = {
      none: `but a message in ${name} is gone once it has been handled`,
      archive: `but ${name} hands ${it} out and keeps none`,
      compacted: `but ${name} keeps only the latest message of each key`,
      expires:
        retention === '?' ? `and nobody has said how long ${name} keeps ${it}` : `but ${name} keeps ${it} for ${retention} only`,
    }[how];
    return {
      at: [home, ...contracts],
      what: `${say.names(contracts)} ${say.agree(contracts, 'is', 'are')} the record of what happened, ${but}.`,
      next: 'Keep these events for ever, or let an event store be their home.',
    };
  },
  fixes: [
    {
      id: 'keep',
      fits: ({ canKeep, how }) => canKeep || how === 'store',
      title: ({ home, how }, say) => `Keep ${how === 'compacted' ? 'every message' : 'what is'} in ${say.name(home)} for ever`,
      kind: 'suggestion',
      edits: ({ home, how }) => [
        set(home, 'retention', 'forever'),
        ...(how === 'compacted' ? [set(home, 'cleanup', 'delete')] : []),
      ],
    },
    {
      id: 'log',
      fits: ({ log }) => log !== undefined,
      title: ({ home, log }, say) =>
        `Make ${say.name(home)} a log${log ? ` (variant ${say.word(log)})` : ''} that keeps its messages for ever`,
      kind: 'suggestion',
      edits: ({ home, log }) => madeLog(home, log ?? ''),
    },
    {
      id: 'event-store',
      fits: ({ producers }) => producers.length === 1,
      title: ({ home, producers }, say) =>
        `Let ${say.names(producers)} keep its events in an event store, and let ${say.name(home)} follow from that`,
      kind: 'suggestion',
      edits({ home, producers }, read, makeId) {
        const service = read.of(producers[0] as Id, 'service');
        if (!service) return [];
        const { name, context } = service.props;
        const store = makeId();
        const relay = makeId();
        const publishes = read.out(service.id, 'publishes').filter(({ to }) => to === home);
        return [
          addElement('store', store, { name: `${name}-events`, type: 'eventStore', retention: 'forever', context }),
          addElement('connector', relay, { name: `${name}-events-relay`, type: 'relay', context }),
          ...publishes.map(({ props: { triggeredBy } }: EdgeOf<'publishes'>) =>
            addEdge('writes', makeId(), service.id, store, { mode: 'append', expectedVersion: 'yes', triggeredBy }),
          ),
          addEdge('captures', makeId(), store, relay),
          ...publishes.flatMap(({ id }) => [
            { op: 'reconnect' as const, id, from: relay, to: home },
            set(id, 'triggeredBy', 'all'),
            set(id, 'atomicity', 'cdc'),
          ]),
        ];
      },
    },
    {
      id: 'archive',
      fits: ({ canArchive }) => canArchive,
      title: ({ home }, say) => `Keep every message of ${say.name(home)} in an archive`,
      kind: 'suggestion',
      edits: ({ home }, read, makeId) => addArchive(read, home, makeId(), makeId),
    },
    {
      id: 'not-the-record',
      fits: ({ contracts }) => contracts.length > 0,
      title: ({ contracts }, say) =>
        `Say that ${say.names(contracts)} ${say.agree(contracts, 'tells', 'tell')} of changes that are recorded elsewhere`,
      kind: 'suggestion',
      edits: ({ contracts }) => contracts.map((contract) => set(contract, 'category', 'domain')),
    },
  ],
  examples: {
    bad: [
      {
        name: 'bookings of an account that are kept for a month',
        sketch: sketch`
          service accounts
          topic account-events (retention 30d)
          contract MoneyDeposited 1.0.0 event (category sourced)
          accounts -> account-events (contracts MoneyDeposited)
        `,
        expects: [
          {
            severity: 'error',
            what: '“MoneyDeposited” is the record of what happened, but “account-events” keeps it for 30d only.',
          },
        ],
      },
      {
        name: 'nobody has said how long they are kept',
        sketch: sketch`
          broker main kafka
          service accounts
          topic account-events on main
          contract MoneyDeposited 1.0.0 event (category sourced)
          contract MoneyWithdrawn 1.0.0 event (category sourced)
          accounts -> account-events (contracts [MoneyDeposited, MoneyWithdrawn])
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“MoneyDeposited” and “MoneyWithdrawn” are the record of what happened, and nobody has said how long ' +
              '“account-events” keeps them.',
          },
        ],
      },
      {
        name: 'compaction that keeps the latest booking only',
        sketch: sketch`
          broker main kafka
          service accounts
          topic account-events on main (retention forever, cleanup compact)
          contract MoneyDeposited 1.0.0 event (category sourced)
          accounts -> account-events (contracts MoneyDeposited)
        `,
      },
      {
        name: 'a queue as the home of the record',
        sketch: sketch`
          broker rabbit rabbitmq
          service accounts
          queue account-events on rabbit
          service statements
          contract MoneyDeposited 1.0.0 event (category sourced)
          accounts -> account-events (contracts MoneyDeposited) -> statements
        `,
      },
      {
        name: 'a bus that keeps nothing itself',
        sketch: sketch`
          broker bus eventbridge
          service accounts
          pubsub account-events on bus
          contract MoneyDeposited 1.0.0 event (category sourced)
          accounts -> account-events (contracts MoneyDeposited)
        `,
      },
      {
        name: 'an event store that forgets',
        sketch: sketch`
          service accounts
          store accounts-log eventStore (retention 365d)
          accounts -> accounts-log (mode append)
        `,
        expects: [{ severity: 'error', what: '“accounts-log” is an event store, but what stands in it is removed after 365d.' }],
      },
    ],
    good: [
      {
        name: 'a log that is kept for ever',
        sketch: sketch`
          service accounts
          topic account-events (retention forever)
          contract MoneyDeposited 1.0.0 event (category sourced)
          accounts -> account-events (contracts MoneyDeposited)
        `,
      },
      {
        name: 'the event store is the record, and the topic tells others',
        sketch: sketch`
          service accounts
          store accounts-log eventStore (retention forever)
          connector subscription relay
          topic account-events (retention 7d)
          contract MoneyDeposited 1.0.0 event (category sourced)
          accounts -> accounts-log -> subscription -> account-events (contracts MoneyDeposited)
        `,
      },
      {
        name: 'a topic that is not the record may expire',
        sketch: sketch`
          service shop
          topic orders (retention 7d)
          contract OrderPlaced 1.0.0 event (category domain)
          shop -> orders (contracts OrderPlaced)
        `,
      },
      {
        name: 'a second topic for part of the readers',
        sketch: sketch`
          service accounts
          topic account-events (retention forever)
          topic account-news (retention 1d)
          contract MoneyDeposited 1.0.0 event (category sourced)
          accounts -> account-events (contracts MoneyDeposited)
          accounts -> account-news (contracts MoneyDeposited)
        `,
      },
      {
        name: 'what expires stands in an archive',
        sketch: sketch`
          service accounts
          topic account-events (retention 30d)
          connector to-archive sink
          store account-archive object (role archive)
          contract MoneyDeposited 1.0.0 event (category sourced)
          accounts -> account-events (contracts MoneyDeposited) -> to-archive -> account-archive
        `,
      },
    ],
  },
  mend: [
    'Keep the events for ever; tiered storage makes that cheap.',
    'Let an event store be the home of the events, and topics follow from it.',
    'Take a snapshot as a new beginning, and keep everything from there.',
  ],
  notWhen: [
    'That a topic expires is normal where the record is in a database, in an event store or in another log.',
    'Snapshots that replace older events cannot be seen in a drawing; an archive can.',
  ],
  sources: [sources['AZ-es'], sources['CESP-infinite-retention'], sources['ESDB-streams']],
});
