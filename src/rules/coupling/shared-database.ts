import type { Id } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { contextOf } from '../helpers/ctx.ts';
import { canPublish, feedEdits } from '../helpers/local-copy.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

/** An arrow between the store and a node of a context. */
interface Use {
  readonly edge: Id;
  readonly node: Id;
  readonly context: Id;
  readonly writes: boolean;
}

interface SharedDatabase extends Fact {
  readonly store: Id;
  readonly trouble: 'writers' | 'readers' | 'published';
  /** The context that the store belongs to, if it is drawn. */
  readonly home?: Id;
  /** Those of its own context, writers before readers. */
  readonly owners: readonly Id[];
  readonly foreign: readonly Use[];
  /** A service that others could ask instead. */
  readonly service?: Id;
}

function usesOf(read: Reads, store: ElementOf<'store'>): readonly Use[] {
  const use = (edge: Id, node: Id, writes: boolean): Use => ({ edge, node, context: contextOf(read, node), writes });
  const uses = [
    ...read.into(store.id, 'writes').map(({ id, from }) => use(id, from, true)),
    ...read.out(store.id, 'reads').map(({ id, to }) => use(id, to, false)),
  ];
  return uses.filter(({ node, writes, context }) => {
    const element = read.element(node);
    switch (element?.kind) {
      // A sink is part of the plumbing; whose it is, is said by the context that it is drawn in.
      case 'connector':
        return context !== node;
      // People and their apps look at data; they build nothing on its form.
      case 'external':
        return element.props.type !== 'person' && element.props.type !== 'client';
      default:
        // A relay that empties the outbox belongs to it.
        return writes || store.props.role !== 'outbox' || read.out(node, 'publishes').length === 0;
    }
  });
}

/** The body of a message lies there on purpose: the claim check names it. */
function holdsClaims(read: Reads, store: Id): boolean {
  return read.referrers(store).some((id) => read.of(id, 'contract')?.props.claimStore === store);
}

/** Offered to others to read from: a read model, an archive, a warehouse. */
function isOffered(read: Reads, { props: { role, type } }: ElementOf<'store'>, foreign: readonly Use[]): boolean {
  if (role === 'readModel' || role === 'archive' || type === 'warehouse') return true;
  // While an old system is being replaced it looks into the database of its successor.
  return foreign.every(({ node }) => read.of(node, 'external')?.props.type === 'legacy');
}

/**
 * Differences from the catalogue. Not counted besides: people and apps that look at data, sinks without a context, whoever
 * relays an outbox, and readers of the bodies of claim checks. Archives and warehouses are read by others on purpose, like
 * read models, and so is what an old system reads while it is being replaced.
 */
export const sharedDatabase = defineRule<'store', SharedDatabase>({
  id: 'shared-database',
  category: 'coupling',
  severity: 'warning',
  title: 'Database shared between contexts',
  summary: 'A store that services of two or more contexts write to or read from. Without drawn contexts each service is its own.',
  why:
    'The tables become a contract that nobody has agreed on and nobody sees. The owner can change nothing without breaking others, ' +
    'and others can change data behind its back.',
  behavioural: { not: 'What breaks is a change of the tables, and no message shows it.' },
  subject: ['store'],
  *check(store, read) {
    if (store.props.type === 'schemaRegistry') return;
    const uses = usesOf(read, store);
    const writers = uses.filter(({ writes }) => writes);
    const drawn = contextOf(read, store.id);
    const home = drawn === store.id ? (writers[0] ?? uses[0])?.context : drawn;
    const foreign = uses.filter(({ context }) => context !== home);
    if (foreign.length === 0 || home === undefined) return;
    const several = new Set(writers.map(({ context }) => context)).size > 1;
    const readsOnly = foreign.every(({ writes }) => !writes);
    if (readsOnly && holdsClaims(read, store.id)) return;
    const trouble = several ? 'writers' : readsOnly && isOffered(read, store, foreign) ? 'published' : 'readers';
    const owners = [...new Set(uses.filter(({ context }) => context === home).map(({ node }) => node))];
    const service = owners.find((id) => read.of(id, 'service'));
    yield {
      severity: trouble === 'writers' ? 'error' : trouble === 'published' ? 'hint' : 'warning',
      assumes: [],
      about: [],
      store: store.id,
      trouble,
      ...(drawn !== store.id && { home: drawn }),
      owners,
      foreign,
      ...(service !== undefined && { service }),
    };
  },
  explain({ store, trouble, home, owners, foreign }, say) {
    const name = say.name(store);
    const others = foreign.map(({ node }) => node);
    const whose = owners.length > 0 ? say.names(owners) : home ? say.name(home) : 'others';
    const at = [store, ...others] as const;
    if (trouble === 'writers') {
      const writers = [...owners, ...foreign.filter(({ writes }) => writes).map(({ node }) => node)];
      return {
        at,
        what: `${say.names(writers)} use one database, ${name}, and more than one of their contexts writes to it.`,
        next: `Decide who owns ${name}. The others get data of their own, and ask the owner or hear of changes by events.`,
      };
    }
    const verb = foreign.every(({ writes }) => !writes) ? say.agree(others, 'reads', 'read') : say.agree(others, 'uses', 'use');
    if (trouble === 'published') {
      return {
        at,
        what: `${say.names(others)} ${verb} ${name} of ${whose} directly, so its form is a contract, although none is drawn.`,
        next: `Agree on what of ${name} others may rely on, or offer it by events or a service.`,
      };
    }
    return {
      at,
      what: `${say.names(others)} ${verb} ${name}, the database of ${whose}.`,
      next: `Publish events from which ${say.names(others)} can keep ${say.agree(others, 'a copy of its own', 'copies of their own')}, or let the owner answer requests.`,
    };
  },
  fixes: [
    {
      id: 'own-copy',
      title: ({ store, foreign }, say) => {
        const nodes = foreign.map(({ node }) => node);
        const writes = foreign.some((use) => use.writes);
        return writes
          ? `Give ${say.names(nodes)} ${say.agree(nodes, 'a store of its own', 'stores of their own')}`
          : `Give ${say.names(nodes)} ${say.agree(nodes, 'a copy', 'copies')} of ${say.name(store)}, kept up to date by events`;
      },
      kind: 'suggestion',
      edits({ store, foreign, owners }, read, makeId) {
        const shared = read.of(store, 'store');
        if (!shared) return [];
        const publisher = owners.find((id) => canPublish(read, id));
        return [...new Set(foreign.map(({ node }) => node))].flatMap((node): Edit[] => {
          const element = read.element(node);
          const uses = foreign.filter((use) => use.node === node && read.edge(use.edge));
          if (!element || uses.length === 0) return [];
          const own = makeId();
          const writes = uses.some((use) => use.writes);
          const feeds = !writes && publisher !== undefined && canPublish(read, node);
          return [
            addElement('store', own, {
              name: `${element.props.name}-${writes ? 'db' : shared.props.name}`,
              type: shared.props.type,
              role: writes ? shared.props.role : 'readModel',
              context: element.props.context,
            }),
            ...uses.map((use): Edit => {
              const [from, to] = use.writes ? [node, own] : [own, node];
              return { op: 'reconnect', id: use.edge, from, to };
            }),
            ...(feeds ? feedEdits(read, { owner: publisher, reader: node, copy: own }, makeId) : []),
          ];
        });
      },
    },
    {
      id: 'ask-owner',
      fits: ({ service }) => service !== undefined,
      title: ({ service, foreign }, say) =>
        `Let ${say.names(foreign.map(({ node }) => node))} ask ${say.name(service as Id)} instead`,
      kind: 'suggestion',
      edits: ({ service, foreign }, read, makeId) =>
        foreign.flatMap(({ edge, node, writes }): Edit[] => {
          const found = read.edge(edge);
          if (!found) return [];
          const asks = ['service', 'processor', 'external'].includes(read.element(node)?.kind ?? '');
          const triggeredBy = found.kind === 'writes' ? { triggeredBy: found.props.triggeredBy } : {};
          return [
            { op: 'removeEdge', id: edge },
            ...(asks
              ? [addEdge('calls', makeId(), node, service as Id, { purpose: writes ? 'command' : 'query', ...triggeredBy })]
              : []),
          ];
        }),
    },
    {
      id: 'one-context',
      fits: ({ home }) => home !== undefined,
      title: ({ home, foreign }, say) =>
        `Say that ${say.names(foreign.map(({ node }) => node))} belong to ${say.name(home as Id)}`,
      kind: 'suggestion',
      edits: ({ home, foreign }, read) =>
        [...new Set(foreign.map(({ node }) => node))].flatMap((node) =>
          read.element(node) ? [set(node, 'context', home as Id)] : [],
        ),
    },
  ],
  examples: {
    bad: [
      {
        name: 'another service reads the tables',
        sketch: sketch`
          service orders-api
          service billing
          store orders-db relational
          orders-api -> orders-db
          orders-db -> billing
        `,
        expects: [{ severity: 'warning', what: '“billing” reads “orders-db”, the database of “orders-api”.' }],
      },
      {
        name: 'two contexts write to one database',
        sketch: sketch`
          context Sales { orders-api orders-db }
          context Finance { billing }
          service orders-api
          service billing
          store orders-db relational
          orders-api -> orders-db
          billing -> orders-db
        `,
        expects: [
          {
            severity: 'error',
            what: '“billing” and “orders-api” use one database, “orders-db”, and more than one of their contexts writes to it.',
          },
        ],
      },
      {
        name: 'a read model that others read as they find it',
        sketch: sketch`
          context Sales { projector order-list }
          context Support { desk }
          service projector
          service desk
          store order-list search (role readModel)
          projector -> order-list (mode upsert)
          order-list -> desk
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a store that stands in one context, and only another writes to it',
        sketch: sketch`
          context Sales { orders-db }
          context Finance { billing }
          service billing
          store orders-db relational
          billing -> orders-db
        `,
      },
    ],
    good: [
      {
        name: 'a table of its own, filled by events',
        sketch: sketch`
          service orders-api
          service billing
          store orders-db relational
          store billing-db relational
          orders-api -> orders-db
          orders-api -> orders -> billing
          billing -> billing-db
        `,
      },
      {
        name: 'two services of one context',
        sketch: sketch`
          context Sales { orders-api reports orders-db }
          service orders-api
          service reports
          store orders-db relational
          orders-api -> orders-db
          orders-db -> reports
        `,
      },
      {
        name: 'change data capture reads the log, and a registry is there for all',
        sketch: sketch`
          context Sales { orders-api orders-db }
          context Finance { billing }
          service orders-api
          service billing
          store orders-db relational
          store schemas schemaRegistry
          connector capture cdc
          orders-api -> orders-db -> capture -> orders -> billing
          orders-api -> schemas
          billing -> schemas
        `,
      },
      {
        name: 'the relay of an outbox, and people who look at a screen',
        sketch: sketch`
          service orders-api
          service relay
          store outbox relational (role outbox)
          store orders-db relational
          external clerk person
          orders-api -> outbox
          outbox -> relay -> orders
          orders-api -> orders-db
          orders-db -> clerk
        `,
      },
      {
        name: 'the body of a claim check is there to be fetched',
        sketch: sketch`
          service scanner
          service archive
          store scans object
          contract ScanTaken 1.0.0 event (payload claimCheck, claimStore scans)
          scanner -> scans
          scanner -> scan-events (contracts ScanTaken) -> archive
          scans -> archive
        `,
      },
    ],
  },
  mend: [
    'Let the owner publish what happens, and keep a copy of what is needed.',
    'Let the owner answer requests.',
    'Publish designed events from an outbox, or translate what change data capture finds.',
    'If it is one thing after all, draw one context around it.',
  ],
  notWhen: [
    'Services of one context may share a database: the same people change both.',
    'Reading from the log by change data capture is looked at by another rule.',
    'People and apps that only look at data build nothing on its tables.',
    'Old systems that are being replaced often look into the new database for a while; that is worth a hint.',
  ],
  sources: [sources['AZ-saga']],
});
