import type { Id, MakeId } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { sharesDatabase } from '../helpers/database.ts';
import { captureEdits, outboxEdits } from '../helpers/outbox.ts';
import { triggerOf } from '../helpers/trig.ts';
import { conclude, holds } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

type Gap =
  /** The producer writes nowhere that could be published from. */
  | 'nothing-written'
  /** Nobody publishes from where it writes. */
  | 'no-relay'
  /** A connector reads it, and publishes to other channels only. */
  | 'elsewhere'
  /** A connector reads it by asking again and again. */
  | 'polled'
  /** The outbox shares no transaction with the data. */
  | 'other-database'
  /** A connector is said to publish from a store, and reads none. */
  | 'nothing-captured';

interface OutboxIncomplete extends Fact {
  readonly publishes: Id;
  readonly node: Id;
  readonly channel: Id;
  readonly by: 'outbox' | 'cdc';
  readonly gap: Gap;
  /** The outbox, or for change data capture the database; what there is of it. */
  readonly store: Id | undefined;
  readonly record: Id | undefined;
  readonly connector: Id | undefined;
}

type Found = Pick<OutboxIncomplete, 'gap' | 'store' | 'record' | 'connector'>;

const followsCommits = (read: Reads, connector: Id): boolean => {
  const type = read.of(connector, 'connector')?.props.type;
  return type === 'relay' || type === 'cdc';
};

function writesTo(read: Reads, node: Id, role: 'record' | 'outbox'): readonly EdgeOf<'writes'>[] {
  return read.out(node, 'writes').filter((write) => read.of(write.to, 'store')?.props.role === role);
}

/** The data that is meant to agree with the outbox: what the same cause changes, and nothing shares its database with. */
function separated(read: Reads, outbox: EdgeOf<'writes'>): Id | undefined {
  const cause = triggerOf(read, outbox);
  const together = writesTo(read, outbox.from, 'record').filter((write) => {
    const other = triggerOf(read, write);
    return (cause.own && other.own) || other.inputs.some((input) => cause.inputs.some(({ id }) => id === input.id));
  });
  return together.some((write) => sharesDatabase(read, write.to, outbox.to)) ? undefined : together[0]?.to;
}

/** What is missing on the way from a producer's stores to the channel. */
function gapOf(read: Reads, publishes: EdgeOf<'publishes'>, by: 'outbox' | 'cdc'): Found | undefined {
  const records = writesTo(read, publishes.from, 'record');
  const outboxes = writesTo(read, publishes.from, 'outbox');
  const record = records[0]?.to;
  const reaches = (connector: Id) => read.out(connector, 'publishes').some((other) => other.to === publishes.to);
  const connectorsOf = (write: EdgeOf<'writes'>) => read.out(write.to, 'captures').map((capture) => capture.to);
  const relayed = [...outboxes, ...records].filter((write) =>
    connectorsOf(write).some((connector) => followsCommits(read, connector) && reaches(connector)),
  );
  if (relayed.some((write) => records.includes(write))) return undefined;
  const meant = relayed.length > 0 ? relayed : outboxes;
  const apart = meant.map((write) => [write.to, separated(read, write)] as const);
  const first = apart[0];
  if (first && apart.every(([, data]) => data !== undefined))
    return { gap: 'other-database', store: first[0], record: first[1], connector: undefined };
  if (relayed.length > 0) return undefined;
  const from = by === 'cdc' && records.length > 0 ? records : outboxes;
  const store = from[0]?.to;
  if (store === undefined) return { gap: 'nothing-written', store, record, connector: undefined };
  const connectors = from.flatMap(connectorsOf);
  const misled = connectors.find((connector) => followsCommits(read, connector));
  if (misled !== undefined) return { gap: 'elsewhere', store, record, connector: misled };
  const polling = connectors.find(reaches);
  return { gap: polling === undefined ? 'no-relay' : 'polled', store, record, connector: polling };
}

/**
 * An outbox that a relay reads and that no data shares a database with. A service that says itself that it publishes from
 * there is asked at its own arrow.
 */
function apartFrom(read: Reads, publishes: EdgeOf<'publishes'>): (Found & { readonly node: Id }) | undefined {
  const outboxes = read
    .into(publishes.from, 'captures')
    .flatMap((capture) => read.of(capture.from, 'store') ?? [])
    .filter((store) => store.props.role === 'outbox');
  for (const { id } of outboxes) {
    for (const write of read.into(id, 'writes')) {
      const asked = read
        .out(write.from, 'publishes')
        .some(({ to, props }) => to === publishes.to && (props.atomicity === 'outbox' || props.atomicity === 'cdc'));
      const record = asked ? undefined : separated(read, write);
      if (record !== undefined) return { gap: 'other-database', store: id, record, connector: publishes.from, node: write.from };
    }
  }
  return undefined;
}

function relayToChannel({ publishes, connector, channel }: OutboxIncomplete, read: Reads, makeId: MakeId): Edit[] {
  const edge = read.edge(publishes);
  if (edge?.kind !== 'publishes' || connector === undefined) return [];
  const { contracts, key } = edge.props;
  return [addEdge('publishes', makeId(), connector, channel, { contracts, key, idSource: 'stable' })];
}

/**
 * Differences from the catalogue: an outbox is a table, and may be drawn as the database that holds it; so a relay or capture
 * on the producer's own database is as good. A relay's own arrow may say `outbox` too; it is asked for the store that it
 * reads, and whether those who write there have their data in the same database. The outbox belongs to what the same cause
 * changes, not to everything that its node writes.
 */
export const outboxIncomplete = defineRule<'publishes', OutboxIncomplete>({
  id: 'outbox-incomplete',
  category: 'consistency',
  severity: 'error',
  title: 'Outbox incomplete',
  summary:
    'Messages are said to be published from an outbox, or from the database’s log, and a part of the way there is missing: ' +
    'the outbox, the relay, or the common transaction.',
  why:
    'An outbox that nobody empties never publishes anything. An outbox in another database is only another dual write: a ' +
    'crash leaves the data without its message.',
  behavioural: { invariants: ['nothing-lost', 'store-and-event-agree'], faults: ['crash between two writes', 'broker outage'] },
  subject: ['publishes'],
  waits: true,
  *check(publishes, read) {
    const by = publishes.props.atomicity;
    if ((by !== 'outbox' && by !== 'cdc') || read.of(publishes.from, 'external')) return;
    let found: (Found & { readonly node?: Id }) | undefined;
    if (!read.of(publishes.from, 'connector')) found = gapOf(read, publishes, by);
    else if (read.into(publishes.from, 'captures').length > 0) found = apartFrom(read, publishes);
    else found = { gap: 'nothing-captured', store: undefined, record: undefined, connector: publishes.from };
    if (!found) return;
    const gap = { node: publishes.from, ...found };
    yield* conclude('error', holds, (conclusion) => ({
      ...conclusion,
      ...gap,
      about: [gap.gap],
      publishes: publishes.id,
      channel: publishes.to,
      by,
    }));
  },
  explain({ publishes, node, channel, by, gap, store, record, connector }, say) {
    const name = say.name(node);
    const to = say.name(channel);
    const kept = store === undefined ? '' : say.name(store);
    const relay = connector === undefined ? '' : say.name(connector);
    const from = by === 'outbox' ? 'from an outbox' : 'by change data capture';
    const what = {
      'nothing-written':
        by === 'outbox'
          ? `${name} is said to publish to ${to} from an outbox, but writes to none.`
          : `What ${name} publishes to ${to} is said to come from its database’s log, but ${name} writes to no database.`,
      'no-relay': `${name} is said to publish to ${to} ${from}, but nothing takes the messages from ${kept} to ${to}.`,
      elsewhere: `${name} is said to publish to ${to} ${from}, but ${relay} takes what is in ${kept} to other channels only.`,
      polled: `${relay} asks ${kept} again and again for what is new, and can miss rows whose transaction commits late. Those never reach ${to}.`,
      'other-database': `${name} writes its outbox ${kept} in another database than ${record === undefined ? 'its data' : say.name(record)}: a crash in between leaves one without the other.`,
      'nothing-captured': `${name} is said to publish to ${to} ${from}, but reads no store.`,
    }[gap];
    const next = {
      'nothing-written':
        by === 'outbox'
          ? 'Write the message into an outbox in the same transaction as the data, and let a relay publish it.'
          : 'Draw the database that it writes to, and the connector that reads its log; or say that it publishes on its own.',
      'no-relay': `Draw the ${by === 'outbox' ? 'relay' : 'connector'} that reads ${kept} and publishes to ${to}.`,
      elsewhere: `Let ${relay} publish to ${to} as well.`,
      polled: 'Let it follow the log of commits, as a relay or change data capture does.',
      'other-database': 'Put the outbox table into the database of the data, so that one transaction holds both.',
      'nothing-captured': 'Draw the store that it reads.',
    }[gap];
    const others = [store, record, connector].filter((id): id is Id => id !== undefined && id !== node);
    return { at: [publishes, node, channel, ...others], what, next };
  },
  fixes: [
    {
      id: 'same-database',
      fits: ({ gap }) => gap === 'other-database',
      title: ({ store, record }, say) => `Put ${say.name(store as Id)} into the database of ${say.name(record as Id)}`,
      kind: 'suggestion',
      edits: ({ store, record }) => [set(store as Id, 'sameDatabaseAs', record as Id)],
    },
    {
      id: 'publish-there',
      fits: ({ gap }) => gap === 'elsewhere',
      title: ({ connector, channel }, say) => `Let ${say.name(connector as Id)} publish to ${say.name(channel)} as well`,
      kind: 'suggestion',
      edits: relayToChannel,
    },
    {
      id: 'follow-commits',
      fits: ({ gap }) => gap === 'polled',
      title: ({ connector, store }, say) => `Let ${say.name(connector as Id)} follow the commits of ${say.name(store as Id)}`,
      kind: 'suggestion',
      edits: ({ connector, by }) => [
        set(connector as Id, 'type', by === 'outbox' ? 'relay' : 'cdc'),
        set(connector as Id, 'orderBy', 'commitOrder'),
      ],
    },
    {
      id: 'outbox',
      fits: ({ gap, by }) => by === 'outbox' && (gap === 'nothing-written' || gap === 'no-relay'),
      title: ({ gap, node, store, channel }, say) =>
        gap === 'no-relay'
          ? `Draw a relay from ${say.name(store as Id)} to ${say.name(channel)}`
          : `Give ${say.name(node)} an outbox, and a relay to ${say.name(channel)}`,
      kind: 'suggestion',
      edits: ({ publishes, record }, read, makeId) => outboxEdits(read, makeId, publishes, record),
    },
    {
      id: 'capture',
      fits: ({ gap, by }) => by === 'cdc' && gap === 'no-relay',
      title: ({ store, channel }, say) => `Draw change data capture from ${say.name(store as Id)} to ${say.name(channel)}`,
      kind: 'suggestion',
      edits: ({ publishes, store }, read, makeId) => captureEdits(read, makeId, publishes, store as Id),
    },
    {
      id: 'draw-store',
      fits: ({ gap }) => gap === 'nothing-captured',
      title: ({ node, by }, say) => `Draw the ${by === 'outbox' ? 'outbox' : 'database'} that ${say.name(node)} reads`,
      kind: 'suggestion',
      edits({ node, by }, read, makeId) {
        const connector = read.of(node, 'connector');
        if (!connector) return [];
        const { name, context } = connector.props;
        const id = makeId();
        const drawn = by === 'outbox' ? ({ name: `${name}-outbox`, role: 'outbox' } as const) : { name: `${name}-db` };
        return [addElement('store', id, { ...drawn, context }), addEdge('captures', makeId(), id, node)];
      },
    },
    {
      id: 'on-its-own',
      fits: ({ gap, record }) => gap === 'nothing-written' && record === undefined,
      title: ({ node, channel }, say) =>
        `Say that ${say.name(node)} publishes to ${say.name(channel)} itself, with nothing to keep together`,
      kind: 'suggestion',
      edits: ({ publishes }) => [set(publishes, 'atomicity', 'none')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'an outbox that nothing reads',
        sketch: sketch`
          service orders-api
          store orders-db relational
          store orders-outbox relational (role outbox, sameDatabaseAs orders-db)
          topic orders
          orders-api -> orders-db (mode insert)
          orders-api -> orders-outbox (mode insert)
          orders-api -> orders (atomicity outbox)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“orders-api” is said to publish to “orders” from an outbox, but nothing takes the messages from ' +
              '“orders-outbox” to “orders”.',
          },
        ],
      },
      {
        name: 'no outbox is written',
        sketch: sketch`
          service orders-api
          store orders-db relational
          topic orders
          orders-api -> orders-db (mode insert)
          orders-api -> orders (atomicity outbox)
        `,
      },
      {
        name: 'the outbox stands in another database',
        sketch: sketch`
          service orders-api
          store orders-db relational
          store orders-outbox document (role outbox)
          connector relay relay
          topic orders
          orders-api -> orders-db (mode insert)
          orders-api -> orders-outbox (mode insert)
          orders-api -> orders (atomicity outbox)
          orders-outbox -> relay -> orders
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“orders-api” writes its outbox “orders-outbox” in another database than “orders-db”: a crash in between leaves ' +
              'one without the other.',
          },
        ],
      },
      {
        name: 'the same, where the relay’s own arrow says it',
        sketch: sketch`
          service orders-api
          store orders-db relational
          store orders-outbox document (role outbox)
          connector relay relay
          topic orders
          orders-api -> orders-db (mode insert)
          orders-api -> orders-outbox (mode insert)
          orders-outbox -> relay -> orders (atomicity outbox)
        `,
      },
      {
        name: 'the relay publishes to another channel',
        sketch: sketch`
          service orders-api
          store orders-db relational
          store orders-outbox relational (role outbox, sameDatabaseAs orders-db)
          connector relay relay
          topic orders
          topic parcels
          orders-api -> orders-db (mode insert)
          orders-api -> orders-outbox (mode insert)
          orders-api -> orders (atomicity outbox)
          orders-outbox -> relay -> parcels
        `,
      },
      {
        name: 'the outbox is polled',
        sketch: sketch`
          service orders-api
          store orders-db relational
          store orders-outbox relational (role outbox, sameDatabaseAs orders-db)
          connector poller query
          topic orders
          orders-api -> orders-db (mode insert)
          orders-api -> orders-outbox (mode insert)
          orders-api -> orders (atomicity outbox)
          orders-outbox -> poller -> orders
        `,
      },
      {
        name: 'change data capture that nobody has drawn',
        sketch: sketch`
          service orders-api
          store orders-db relational
          topic orders
          orders-api -> orders-db (mode insert)
          orders-api -> orders (atomicity cdc)
        `,
      },
      {
        name: 'change data capture of nothing',
        sketch: sketch`
          service pricing
          topic prices
          pricing -> prices (atomicity cdc)
        `,
      },
      {
        name: 'a relay that reads no store',
        sketch: sketch`
          connector relay relay
          topic orders
          relay -> orders (atomicity outbox)
        `,
      },
    ],
    good: [
      {
        name: 'outbox, common transaction and relay',
        sketch: sketch`
          service orders-api
          store orders-db relational
          store orders-outbox relational (role outbox, sameDatabaseAs orders-db)
          connector debezium cdc
          topic orders
          orders-api -> orders-db (mode insert)
          orders-api -> orders-outbox (mode insert)
          orders-api -> orders (atomicity outbox)
          orders-outbox -> debezium -> orders
        `,
      },
      {
        name: 'the relay’s own arrow says it',
        sketch: sketch`
          service orders-api
          store orders-db relational
          store orders-outbox relational (role outbox, sameDatabaseAs orders-db)
          connector relay relay
          topic orders
          orders-api -> orders-db (mode insert)
          orders-api -> orders-outbox (mode insert)
          orders-outbox -> relay -> orders (atomicity outbox)
        `,
      },
      {
        name: 'the outbox is a table of the database that is drawn',
        sketch: sketch`
          service orders-api
          store orders-db relational
          connector relay relay
          topic orders
          orders-api -> orders-db (mode insert)
          orders-api -> orders (atomicity outbox)
          orders-db -> relay -> orders
        `,
      },
      {
        name: 'change data capture on the business table',
        sketch: sketch`
          service orders-api
          store orders-db relational
          connector capture cdc
          topic orders
          orders-api -> orders-db (mode update)
          orders-api -> orders (atomicity cdc)
          orders-db -> capture -> orders
        `,
      },
      {
        name: 'what else the service writes for other reasons is another matter',
        sketch: sketch`
          service orders-api
          topic payments
          store orders-db relational
          store ledger document
          store orders-outbox relational (role outbox, sameDatabaseAs orders-db)
          connector relay relay
          topic orders
          orders-api -> orders-db (mode insert, triggeredBy own)
          orders-api -> orders-outbox (mode insert, triggeredBy own)
          orders-api -> orders (atomicity outbox, triggeredBy own)
          orders-outbox -> relay -> orders
          payments -> orders-api
          orders-api -> ledger (mode upsert, triggeredBy payments)
        `,
      },
    ],
  },
  mend: [
    'Add the relay, or change data capture, that reads the outbox and publishes to the channel.',
    'Put the outbox table into the business database, and write both in one transaction.',
  ],
  notWhen: [
    'It looks only at arrows that are said to be published from an outbox or by change data capture.',
    'An outbox table may be drawn as the database that holds it.',
    'What an external system does behind its arrow is its own affair.',
  ],
  sources: [sources['MSIO-outbox'], sources['DBZ-outbox'], sources['NSB-outbox']],
});
