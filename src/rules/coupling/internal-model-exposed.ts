import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { carriersOf, meeting } from '../helpers/carries.ts';
import { contractId } from '../helpers/contracts.ts';
import { contextOf } from '../helpers/ctx.ts';
import { isFarther, type Relation, relationOf, relations } from '../helpers/relation.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface ModelExposed extends Fact {
  readonly exposed: 'table' | 'sourced' | 'audience';
  /** The connector, or the contract. */
  readonly subject: Id;
  readonly channels: readonly Id[];
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
  readonly store?: Id;
  /** What the contract is meant for, and how far it goes. */
  readonly audience?: string;
  readonly reach?: Relation;
}

interface Reading {
  readonly publishes: EdgeOf<'publishes'>;
  readonly consumes: EdgeOf<'consumes'>;
}

const farther: Readonly<Record<Relation, string>> = {
  context: 'its own context',
  business: 'its business area',
  company: 'other teams of the company',
  partner: 'partners',
  public: 'systems outside',
};

/** Contexts of those who may know the tables: the store's own, and those of the services that write to it. */
function insiders(read: Reads, store: Id): ReadonlySet<Id> {
  return new Set([contextOf(read, store), ...read.into(store, 'writes').map(({ from }) => contextOf(read, from))]);
}

/** A sink without a context is plumbing: what it writes to says whose it is. */
function isPlumbing(read: Reads, { to }: EdgeOf<'consumes'>): boolean {
  return read.of(to, 'connector') !== undefined && contextOf(read, to) === to;
}

/** Who of another context reads what this connector takes from the tables. */
function readersOfTables(read: Reads, connector: Id, store: Id): readonly Reading[] {
  const inside = insiders(read, store);
  return read.out(connector, 'publishes').flatMap((publishes) =>
    read
      .out(publishes.to, 'consumes')
      .filter((consumes) => meeting(read, publishes, consumes) !== undefined && !isPlumbing(read, consumes))
      .filter((consumes) => !inside.has(contextOf(read, consumes.to)))
      .map((consumes) => ({ publishes, consumes })),
  );
}

/** Every way of a contract from a producer to a reader. */
function readings(read: Reads, contract: Id): readonly Reading[] {
  return carriersOf(read, contract).flatMap((channel) =>
    read.into(channel, 'publishes').flatMap((publishes) =>
      read
        .out(channel, 'consumes')
        .filter((consumes) => meeting(read, publishes, consumes)?.contracts.some((each) => contractId(each) === contract))
        .map((consumes) => ({ publishes, consumes })),
    ),
  );
}

function* ofContract(contract: ElementOf<'contract'>, read: Reads): Generator<ModelExposed> {
  const { category, audience, owner } = contract.props;
  const isKnown = (relations as readonly string[]).includes(audience);
  if (category !== 'sourced' && !isKnown) return;
  const all = readings(read, contract.id);
  if (category === 'sourced') {
    const foreign = all.filter(
      ({ publishes, consumes }) =>
        !isPlumbing(read, consumes) && contextOf(read, publishes.from) !== contextOf(read, consumes.to),
    );
    if (foreign.length > 0) yield { ...fact('sourced', contract.id, foreign) };
  }
  if (!isKnown) return;
  const reached = all.map(({ publishes, consumes }) => relationOf(read, read.element(owner) ? owner : publishes.from, consumes));
  const outside = all.filter((_, i) => isFarther(reached[i] as Relation, audience as Relation));
  if (outside.length === 0) return;
  const reach = reached.reduce((far, each) => (isFarther(each, far) ? each : far));
  yield { ...fact('audience', contract.id, outside), audience, reach };
}

function fact(exposed: ModelExposed['exposed'], subject: Id, found: readonly Reading[]): ModelExposed {
  const handlers = [...new Map(found.map(({ consumes }) => [consumes.id, consumes])).values()];
  return {
    severity: 'warning',
    assumes: [],
    about: [exposed],
    exposed,
    subject,
    channels: [...new Set(handlers.map(({ from }) => from))],
    handlers: handlers.map(({ id }) => id),
    readers: handlers.map(({ to }) => to),
  };
}

/**
 * Differences from the catalogue. Of a captured table, those who write to it are at home as well, so that without drawn contexts
 * a service may read the changes of its own database. Tables that are polled are shown just as well as those whose log is read.
 * An event store has no tables: whether its events are for others is said by their contracts. A sink without a context is left
 * out: it copies data as it is, on purpose.
 */
export const internalModelExposed = defineRule<'connector' | 'contract', ModelExposed>({
  id: 'internal-model-exposed',
  category: 'coupling',
  severity: 'warning',
  title: 'Inner model shown to others',
  summary:
    'Tables under change data capture, or events that are a service’s own record, that another context reads; and contracts that ' +
    'travel farther than they are meant to.',
  why:
    'What was private becomes a promise that nobody has made. The owner can’t tidy up any more without breaking readers that it ' +
    'may not even know.',
  behavioural: { invariants: ['contract-readable'], faults: ['upgrade of one side'] },
  subject: ['connector', 'contract'],
  *check(subject, read) {
    if (subject.kind === 'contract') {
      yield* ofContract(subject, read);
      return;
    }
    if (subject.props.type !== 'cdc' && subject.props.type !== 'query') return;
    for (const { from } of read.into(subject.id, 'captures')) {
      const store = read.of(from, 'store')?.props;
      if (store?.role !== 'record' || store.type === 'eventStore') continue;
      const found = readersOfTables(read, subject.id, from);
      if (found.length > 0) yield { ...fact('table', subject.id, found), about: ['table', from], store: from };
    }
  },
  explain({ exposed, subject, channels, handlers, readers, store, audience, reach }, say) {
    const [name, who] = [say.name(subject), say.names(readers)];
    const at = [subject, ...handlers, ...readers] as const;
    switch (exposed) {
      case 'table':
        return {
          at: [...at, ...(store ? [store] : [])],
          what:
            `${name} publishes each change of the tables of ${say.name(store as Id)} to ${say.names(channels)} as it is, and ` +
            `${who} in another context ${say.agree(readers, 'reads', 'read')} it.`,
          next: `Publish designed events from an outbox, or translate the changes before others read them.`,
        };
      case 'sourced':
        return {
          at,
          what: `${name} is part of a service’s own record, and ${who} in another context ${say.agree(readers, 'reads', 'read')} it.`,
          next: `Publish an event for others, made from ${name}, and keep ${name} inside.`,
        };
      case 'audience':
        return {
          at,
          what: `${name} is meant for ${farther[audience as Relation]}, but ${who} ${say.agree(readers, 'reads', 'read')} it: it reaches ${farther[reach as Relation]}.`,
          next: `Publish another contract for them, or say on purpose that ${name} is for ${farther[reach as Relation]}.`,
        };
    }
  },
  fixes: [
    {
      id: 'outbox',
      fits: ({ exposed }) => exposed === 'table',
      title: ({ store, subject }, say) =>
        `Let ${say.name(subject)} publish from an outbox in the database of ${say.name(store as Id)}`,
      kind: 'suggestion',
      edits({ subject, store }, read, makeId) {
        const table = read.of(store as Id, 'store');
        const captures = read.into(subject, 'captures').find(({ from }) => from === store);
        if (!table || !captures) return [];
        const outbox = makeId();
        const { name, type, context } = table.props;
        return [
          addElement('store', outbox, { name: `${name}-outbox`, type, role: 'outbox', sameDatabaseAs: table.id, context }),
          ...read.into(table.id, 'writes').map((write) => {
            const { triggeredBy } = write.props;
            return addEdge('writes', makeId(), write.from, outbox, { mode: 'insert', triggeredBy });
          }),
          { op: 'reconnect', id: captures.id, from: outbox, to: subject },
          set(subject, 'type', 'relay'),
        ];
      },
    },
    {
      id: 'translate',
      title: ({ channels, readers }, say) =>
        `Put a translator behind ${say.names(channels)}, and let ${say.names(readers)} read what it publishes`,
      kind: 'suggestion',
      edits: ({ channels, handlers }, read, makeId) =>
        channels.flatMap((id): Edit[] => {
          const channel = read.of(id, 'channel');
          if (!channel) return [];
          const { name, context } = channel.props;
          const [translator, outside] = [makeId(), makeId()];
          const home = read.into(id, 'publishes').map(({ from }) => read.of(contextOf(read, from), 'context')?.id)[0] ?? context;
          return [
            addElement('processor', translator, { name: `${name}-translator`, op: 'map', context: home }),
            addElement('channel', outside, { ...channel.props, name: `${name}-public`, contracts: [] }),
            addEdge('consumes', makeId(), id, translator),
            addEdge('publishes', makeId(), translator, outside),
            ...handlers.flatMap((handler): Edit[] => {
              const edge = read.edge(handler);
              if (edge?.kind !== 'consumes' || edge.from !== id) return [];
              return [{ op: 'reconnect', id: handler, from: outside, to: edge.to }, set(handler, 'contracts', 'all')];
            }),
          ];
        }),
    },
    {
      id: 'widen',
      fits: ({ exposed }) => exposed === 'audience',
      title: ({ subject, reach }, say) => `Say that ${say.name(subject)} is for ${farther[reach as Relation]}`,
      kind: 'suggestion',
      edits: ({ subject, reach }) => [set(subject, 'audience', reach as Relation)],
    },
  ],
  examples: {
    bad: [
      {
        name: 'another team reads the changes of a table',
        sketch: sketch`
          context Sales { orders-api orders-db capture }
          context Finance { billing }
          service orders-api
          service billing
          store orders-db relational
          connector capture cdc
          orders-api -> orders-db -> capture -> order-rows -> billing
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“capture” publishes each change of the tables of “orders-db” to “order-rows” as it is, and “billing” in another ' +
              'context reads it.',
          },
        ],
      },
      {
        name: 'tables that are polled, for another team',
        sketch: sketch`
          context Crm { crm crm-db poller }
          context Hub { merger }
          service crm
          service merger
          store crm-db relational
          connector poller query
          crm -> crm-db -> poller -> contact-rows -> merger
        `,
      },
      {
        name: 'another context reads the events that are the record',
        sketch: sketch`
          context Sales { orders-api }
          context Finance { billing }
          contract OrderLineAdded 1.0.0 event (category sourced) { orderId string }
          orders-api -> order-log (contracts OrderLineAdded) -> billing
        `,
      },
      {
        name: 'an internal event that a partner reads',
        sketch: sketch`
          topic parcels
          external Carrier partner
          contract ParcelPacked 1.0.0 event (audience company) { orderId string }
          warehouse -> parcels (contracts ParcelPacked) -> Carrier
        `,
        expects: [
          {
            severity: 'warning',
            what: '“ParcelPacked” is meant for other teams of the company, but “Carrier” reads it: it reaches partners.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'an outbox with designed events',
        sketch: sketch`
          context Sales { orders-api outbox relay }
          context Finance { billing }
          service orders-api
          service billing
          store outbox relational (role outbox)
          connector relay relay
          contract OrderPlaced 1.0.0 event (category domain, audience company) { orderId string }
          orders-api -> outbox -> relay -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'events of an event store that are made for others',
        sketch: sketch`
          context Seating { seating seats feed }
          context Entry { gates }
          service seating
          service gates
          store seats eventStore
          connector feed cdc
          contract SeatSold 1.0.0 event (category domain, audience company) { seatId string }
          seating -> seats -> feed -> seat-events (contracts SeatSold) -> gates
        `,
      },
      {
        name: 'changes that are translated before others read them',
        sketch: sketch`
          context Sales { orders-api orders-db capture translator }
          context Finance { billing }
          service orders-api
          service billing
          store orders-db relational
          connector capture cdc
          processor translator map
          orders-api -> orders-db -> capture -> order-rows -> translator -> orders -> billing
        `,
      },
      {
        name: 'a service that hears of the changes of its own database',
        sketch: sketch`
          service orders-api
          store orders-db relational
          connector capture cdc
          store search search
          orders-api -> orders-db -> capture -> order-rows -> orders-api -> search
        `,
      },
      {
        name: 'tables that are copied into a warehouse',
        sketch: sketch`
          service orders-api
          store orders-db relational
          connector capture cdc
          connector load sink
          store warehouse warehouse
          orders-api -> orders-db -> capture -> order-rows -> load -> warehouse
        `,
      },
      {
        name: 'meant for partners, and read by one',
        sketch: sketch`
          topic parcels
          external Carrier partner
          contract ParcelPacked 1.0.0 event (audience partner) { orderId string }
          warehouse -> parcels (contracts ParcelPacked) -> Carrier
        `,
      },
    ],
  },
  mend: [
    'Publish designed events from an outbox.',
    'Translate the inner events or changes into a contract for others, in the owner’s context.',
    'Widen the audience on purpose, with all that this promises.',
  ],
  notWhen: [
    'Inside one context the same people change both sides.',
    'A warehouse or a search index that a sink fills is a copy of the tables on purpose.',
    'Without drawn contexts each service counts as its own.',
  ],
  sources: [sources['DBZ-outbox'], sources.Z197, sources.Z205, sources['OTTO-own-data'], sources['AZ-es']],
});
