import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { carriersOf, readsOf, writesOf } from '../helpers/carries.ts';
import { contractId } from '../helpers/contracts.ts';
import { crossingsOf } from '../helpers/crosses.ts';
import { contextOf } from '../helpers/ctx.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface OwnershipUnclear extends Fact {
  readonly contract: Id;
  /** One for each context, or the only one. */
  readonly producers: readonly Id[];
  readonly publishes: readonly Id[];
  readonly readers: readonly Id[];
  /** The contract names an owner, all the same. */
  readonly owner?: Id;
  /** Who could be named: the context of the producer, or the producer. */
  readonly candidate?: Id;
  /** The others can send a request to the first. */
  readonly askable: boolean;
}

/** The producer hands on what others have published: a bridge, a filter, something that sends failed messages again. */
function handsOn(read: Reads, publishes: EdgeOf<'publishes'>, contract: Id): boolean {
  if (read.of(publishes.from, 'connector')?.props.type === 'bridge') return true;
  return read.into(publishes.from, 'consumes').some((consumes) => {
    if (consumes.from === publishes.to) return false;
    const role = read.of(consumes.from, 'channel')?.props.role;
    if (role !== undefined && role !== 'main' && role !== 'reply') return true;
    return readsOf(read, consumes).some((each) => contractId(each) === contract);
  });
}

function publishersOf(read: Reads, contract: Id, channels: readonly Id[]): readonly EdgeOf<'publishes'>[] {
  return channels
    .flatMap((channel) => read.into(channel, 'publishes'))
    .filter((edge) => writesOf(read, edge).some((each) => contractId(each) === contract) && !handsOn(read, edge, contract));
}

/** The first in the list, or the one that the contract names as its owner. */
function ownerAmong(read: Reads, edges: readonly EdgeOf<'publishes'>[], owner: Id): EdgeOf<'publishes'> | undefined {
  return edges.find((edge) => edge.from === owner || contextOf(read, edge.from) === owner) ?? edges[0];
}

function canCall(read: Reads, id: Id): boolean {
  const kind = read.element(id)?.kind;
  return kind === 'service' || kind === 'processor' || kind === 'external';
}

/** Edits that put a producer into a context; a connector stands where the store stands that it captures. */
function intoContext(read: Reads, node: Id, context: Id): Edit {
  const captured = read.of(node, 'connector') && read.into(node, 'captures')[0];
  return set(captured?.from ?? node, 'context', context);
}

/**
 * Differences from the catalogue. Who reads a contract and publishes it again on another channel (a filter, a merge, a
 * retry) is no second producer, just as a bridge is none. Several producers of a contract that names its owner are a
 * hint: the source says that the owner may be one of several. And the hint about a missing owner is given only where
 * both contexts are drawn: without them every service is its own, and every message would be marked.
 */
export const eventOwnershipUnclear = defineRule<'contract', OwnershipUnclear>({
  id: 'event-ownership-unclear',
  category: 'contracts',
  severity: 'warning',
  title: 'Ownership of an event unclear',
  summary: 'An event that reaches other contexts and has no owner, or is published from several contexts.',
  why:
    'Somebody has to decide how an event changes. Where two contexts publish “the same” event, they sooner or later mean ' +
    'different things by it, and its readers cannot tell which of the two they got.',
  behavioural: { not: 'The messages of both are delivered alike; what they come to mean is settled between people.' },
  subject: ['contract'],
  *check(contract, read) {
    if (contract.props.kind !== 'event') return;
    const channels = carriersOf(read, contract.id);
    if (channels.length === 0) return;
    const crossings = crossingsOf(read, contract.id, channels);
    if (crossings.length === 0) return;
    const edges = publishersOf(read, contract.id, channels);
    const byContext = new Map<Id, EdgeOf<'publishes'>>();
    for (const edge of edges) {
      const context = contextOf(read, edge.from);
      if (!byContext.has(context)) byContext.set(context, edge);
    }
    const { owner } = contract.props;
    const named = read.element(owner) !== undefined;
    const first = ownerAmong(read, edges, owner);
    if (!first) return;
    const fact = (about: string, found: readonly EdgeOf<'publishes'>[]) => ({
      assumes: [],
      about: [about],
      contract: contract.id,
      producers: found.map((edge) => edge.from),
      publishes: edges.map((edge) => edge.id),
      readers: crossings.map((crossing) => crossing.reader),
      ...(named && { owner }),
    });
    if (byContext.size > 1) {
      const others = edges.filter((edge) => contextOf(read, edge.from) !== contextOf(read, first.from));
      const target = read.element(first.from)?.kind;
      yield {
        ...fact('producers', [first, ...others]),
        severity: named ? 'hint' : 'warning',
        askable: (target === 'service' || target === 'external') && others.every((edge) => canCall(read, edge.from)),
      };
      return;
    }
    if (owner !== 'none' || !crossings.some((crossing) => crossing.drawn)) return;
    const context = contextOf(read, first.from);
    const candidate = read.of(context, 'context') ?? read.of(first.from, 'service');
    yield { ...fact('owner', [first]), severity: 'hint', askable: false, ...(candidate && { candidate: candidate.id }) };
  },
  explain({ about, contract, producers, publishes, readers, owner }, say) {
    const name = say.name(contract);
    if (about[0] === 'owner') {
      return {
        at: [contract, ...producers, ...readers],
        what: `${name} is read in another context, but nobody is named as its owner.`,
        why: 'Readers in other contexts have to know whom to ask before the event changes.',
        next: `Name the owner of ${name}: the service or context that decides how it changes.`,
      };
    }
    return {
      at: [contract, ...publishes, ...producers],
      what:
        `${say.names(producers)} publish ${name}, although they stand in different contexts` +
        `${owner === undefined ? '' : `, and ${say.name(owner)} is named as its owner`}.`,
      next:
        `Let one of them own ${name} and publish it; the others send it a request, or publish an event of their own. ` +
        'If one team runs them all, put them into one context.',
    };
  },
  fixes: [
    {
      id: 'ask-owner',
      fits: ({ askable }) => askable,
      title: ({ contract, producers }, say) =>
        `Let ${say.names(producers.slice(1))} send a request to ${say.name(producers[0] as Id)}, which alone publishes ` +
        `${say.name(contract)}`,
      kind: 'suggestion',
      edits({ contract, producers, publishes }, read, makeId) {
        const [owner] = producers;
        if (owner === undefined || !read.element(owner)) return [];
        const context = contextOf(read, owner);
        const edits: Edit[] = [];
        const asked = new Set<Id>();
        for (const id of publishes) {
          const edge = read.edge(id);
          if (edge?.kind !== 'publishes' || contextOf(read, edge.from) === context) continue;
          const rest = writesOf(read, edge).filter((each) => contractId(each) !== contract);
          edits.push(rest.length === 0 ? { op: 'removeEdge', id } : set(id, 'contracts', rest));
          // Whoever reads there goes on hearing of it, from the owner.
          const told = new Set(edits.flatMap((each) => (each.op === 'addEdge' ? [each.edge.to] : [])));
          const tells = read
            .out(owner, 'publishes')
            .some((own) => own.to === edge.to && writesOf(read, own).some((one) => contractId(one) === contract));
          if (!tells && !told.has(edge.to))
            edits.push(addEdge('publishes', makeId(), owner, edge.to, { contracts: [contract], key: edge.props.key }));
          const calls = read.out(edge.from, 'calls').some((call) => call.to === owner && call.props.purpose === 'command');
          if (!calls && !asked.has(edge.from) && canCall(read, edge.from))
            edits.push(addEdge('calls', makeId(), edge.from, owner, { purpose: 'command', triggeredBy: edge.props.triggeredBy }));
          asked.add(edge.from);
        }
        return edits;
      },
    },
    {
      id: 'one-context',
      fits: ({ about }) => about[0] === 'producers',
      title: ({ producers }, say) => `Put ${say.names(producers)} into one context, if one team runs them`,
      kind: 'suggestion',
      edits({ producers, publishes }, read, makeId) {
        const [first] = producers;
        const node = first === undefined ? undefined : read.element(first);
        if (!node) return [];
        const known = read.of(contextOf(read, node.id), 'context');
        const context = known?.id ?? makeId();
        const edits: Edit[] = known
          ? []
          : [
              addElement('context', context, { name: `${node.props.name} context`, context: node.props.context }),
              intoContext(read, node.id, context),
            ];
        const others = new Set(publishes.flatMap((id) => read.edge(id)?.from ?? []).filter((id) => id !== node.id));
        for (const other of others)
          if (read.element(other) && contextOf(read, other) !== context) edits.push(intoContext(read, other, context));
        return edits;
      },
    },
    {
      id: 'name-owner',
      fits: ({ about, candidate }) => about[0] === 'owner' && candidate !== undefined,
      title: ({ contract, candidate }, say) => `Name ${say.name(candidate as Id)} as the owner of ${say.name(contract)}`,
      kind: 'suggestion',
      edits: ({ contract, candidate }) => (candidate === undefined ? [] : [set(contract, 'owner', candidate)]),
    },
  ],
  examples: {
    bad: [
      {
        name: 'two services publish the same event',
        sketch: sketch`
          service shop
          service call-centre
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event
          shop -> orders (contracts OrderPlaced) -> billing
          call-centre -> orders (contracts OrderPlaced)
        `,
        expects: [
          {
            severity: 'warning',
            what: '“call-centre” and “shop” publish “OrderPlaced”, although they stand in different contexts.',
          },
        ],
      },
      {
        name: 'two contexts publish it on two topics, one of them among other events',
        sketch: sketch`
          context Sales { shop }
          context Care { call-centre }
          service shop
          service call-centre
          topic orders (contracts OrderPlaced)
          topic care (contracts [OrderPlaced, CallEnded])
          service billing
          contract OrderPlaced 1.0.0 event
          contract CallEnded 1.0.0 event
          shop -> orders -> billing
          call-centre -> care -> billing
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a connector and a service publish it',
        sketch: sketch`
          service shop
          store crm-db
          connector capture cdc
          topic customers
          service billing
          contract CustomerChanged 1.0.0 event
          crm-db -> capture -> customers (contracts CustomerChanged) -> billing
          shop -> customers (contracts CustomerChanged)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'two publish it, and its owner is named',
        sketch: sketch`
          service shop
          service call-centre
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (owner shop)
          shop -> orders (contracts OrderPlaced) -> billing
          call-centre -> orders (contracts OrderPlaced)
        `,
        expects: [
          {
            severity: 'hint',
            what:
              '“call-centre” and “shop” publish “OrderPlaced”, although they stand in different contexts, and “shop” is ' +
              'named as its owner.',
          },
        ],
      },
      {
        name: 'an event that leaves its context, and nobody owns it',
        sketch: sketch`
          context Sales { shop }
          context Finance { billing }
          service shop
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event
          shop -> orders (contracts OrderPlaced) -> billing
        `,
        expects: [{ severity: 'hint', what: '“OrderPlaced” is read in another context, but nobody is named as its owner.' }],
      },
    ],
    good: [
      {
        name: 'both send a command, and one service publishes the event',
        sketch: sketch`
          service shop
          service call-centre
          service orders-service
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event
          shop -> orders-service (purpose command)
          call-centre -> orders-service (purpose command)
          orders-service -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'two services of one team',
        sketch: sketch`
          context Sales { shop app }
          context Finance { billing }
          service shop
          service app
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event (owner Sales)
          shop -> orders (contracts OrderPlaced) -> billing
          app -> orders (contracts OrderPlaced)
        `,
      },
      {
        name: 'a bridge and a filter hand it on',
        sketch: sketch`
          service shop
          topic orders
          topic big-orders
          topic far-orders
          processor filter filter
          connector mirror bridge
          service billing
          contract OrderPlaced 1.0.0 event (owner shop)
          shop -> orders (contracts OrderPlaced) -> filter -> big-orders (contracts OrderPlaced) -> billing
          orders -> mirror -> far-orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'failed messages that are sent again',
        sketch: sketch`
          service shop
          topic orders
          service billing
          service redriver
          contract OrderPlaced 1.0.0 event
          shop -> orders (contracts OrderPlaced) -> billing
          billing -x orders-dlq
          orders-dlq -> redriver -> orders (contracts OrderPlaced)
        `,
      },
      {
        name: 'no contexts are drawn yet',
        sketch: sketch`
          service shop
          topic orders
          service billing
          contract OrderPlaced 1.0.0 event
          shop -> orders (contracts OrderPlaced) -> billing
        `,
      },
      {
        name: 'a command may come from anybody',
        sketch: sketch`
          service shop
          service call-centre
          queue place-order
          service orders-service
          contract PlaceOrder 1.0.0 command
          shop -> place-order (contracts PlaceOrder) -> orders-service
          call-centre -> place-order (contracts PlaceOrder)
        `,
      },
    ],
  },
  mend: [
    'Name the owner: the service or context that decides how the event changes.',
    'Let the others send a command to the owner, which publishes the event.',
    'Split it into two events, if the two mean different things.',
    'Put services of one team into one context.',
  ],
  notWhen: [
    'Several instances of one service, or several services of one context, are one owner.',
    'Bridges, filters and whatever sends failed messages again hand on what others have published.',
    'Commands and queries may come from anybody; they are owned by who receives them.',
  ],
  sources: [sources.Z207, sources['NSB-messages'], sources['ECAT-lint']],
});
