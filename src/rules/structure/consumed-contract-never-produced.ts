import type { Id } from '#base/ids.ts';
import { nearest } from '#base/text.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, set } from '../helpers/build.ts';
import { carriersOf, readsOf, writesOf } from '../helpers/carries.ts';
import { contractId, contractOf, existing } from '../helpers/contracts.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface NeverProduced extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  /** References to the contracts that it waits for in vain, and to those that it gets. */
  readonly missing: readonly string[];
  readonly rest: readonly string[];
  /** What is published there instead. */
  readonly published: readonly string[];
  readonly publishes: Id;
  /** Another channel on which all that is missing is published. */
  readonly elsewhere?: Id;
  /** A contract that is published there and has nearly the name of the only missing one. */
  readonly near?: string;
}

const wide: readonly string[] = ['company', 'partner', 'public'];

/**
 * What is published to a channel, by id, through bridges as well; undefined if somebody publishes something that has no
 * name, or brings failed messages there: it could be anything.
 */
function publishedTo(read: Reads, channel: Id, seen: ReadonlySet<Id> = new Set()): ReadonlySet<Id> | undefined {
  if (read.into(channel, 'deadLetters').length > 0) return undefined;
  const found = new Set<Id>();
  for (const publishes of read.into(channel, 'publishes')) {
    const written = writesOf(read, publishes);
    for (const each of written) found.add(contractId(each));
    if (written.length > 0) continue;
    const bridge = read.of(publishes.from, 'connector');
    if (bridge?.props.type !== 'bridge') return undefined;
    for (const input of read.into(bridge.id, 'consumes')) {
      if (seen.has(input.from)) continue;
      const there = publishedTo(read, input.from, new Set([...seen, channel]));
      if (!there) return undefined;
      const passed = input.props.contracts === 'all' ? undefined : new Set(readsOf(read, input).map(contractId));
      for (const each of there) if (!passed || passed.has(each)) found.add(each);
    }
  }
  return found;
}

/** A contract that is published and has nearly the name of the only one that is missing. */
function nearTo(read: Reads, missing: readonly string[], published: readonly Id[]): { readonly near?: string } {
  const [only, ...more] = missing;
  const name = only === undefined || more.length > 0 ? undefined : contractOf(read, only)?.props.name;
  if (name === undefined) return {};
  const known = new Map(published.map((id) => [contractOf(read, id)?.props.name ?? '', id]));
  const near = known.get(nearest(name, known.keys()) ?? '');
  return near === undefined ? {} : { near };
}

/** Differences from the catalogue: none, but that whoever publishes something without a name may publish anything. */
export const consumedContractNeverProduced = defineRule<'consumes', NeverProduced>({
  id: 'consumed-contract-never-produced',
  category: 'structure',
  severity: 'error',
  title: 'Message that never comes',
  summary: 'A handler that waits for a contract which nobody publishes to its channel, although others are published there.',
  why: 'The handler does nothing, and nothing fails: it waits for a message that this channel never carries. The event may have another name, or go elsewhere.',
  behavioural: { invariants: ['progress'], faults: ['normal load'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const wanted = existing(read, consumes.props.contracts);
    const [publishes] = read.into(consumes.from, 'publishes');
    if (wanted.length === 0 || !publishes) return;
    const published = publishedTo(read, consumes.from);
    if (!published) return;
    const missing = wanted.filter((each) => {
      const contract = contractOf(read, each);
      return contract !== undefined && !published.has(contract.id) && !wide.includes(contract.props.audience);
    });
    if (missing.length === 0) return;
    const ids = missing.map(contractId);
    const elsewhere = carriersOf(read, ids[0] as Id).find((channel) => {
      if (channel === consumes.from || read.into(channel, 'publishes').length === 0) return false;
      const there = publishedTo(read, channel);
      return there !== undefined && ids.every((id) => there.has(id));
    });
    yield {
      severity: 'error',
      assumes: [],
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      missing,
      rest: wanted.filter((each) => !missing.includes(each)),
      published: [...published],
      publishes: publishes.id,
      ...(elsewhere !== undefined && { elsewhere }),
      ...nearTo(
        read,
        missing,
        [...published].filter((id) => !wanted.some((each) => contractId(each) === id)),
      ),
    };
  },
  explain({ consumes, reader, channel, missing, published, elsewhere, near }, say) {
    const [who, where, what] = [say.name(reader), say.name(channel), say.names(missing)];
    const instead =
      published.length > 0 ? `, where only ${say.names(published)} ${say.agree(published, 'is', 'are')} published` : '';
    return {
      at: [consumes, reader, channel, ...missing.map(contractId)],
      what: `${who} waits for ${what} on ${where}${instead}.`,
      next: elsewhere
        ? `${what} ${say.agree(missing, 'is', 'are')} published to ${say.name(elsewhere)}: read it there.`
        : near
          ? `Perhaps ${say.name(near)} is meant. If not, draw who publishes ${what}.`
          : `Draw who publishes ${what} to ${where}, or take it out of what ${who} handles.`,
    };
  },
  fixes: [
    {
      id: 'read-there',
      fits: ({ elsewhere }) => elsewhere !== undefined,
      title: ({ reader, missing, elsewhere }, say) =>
        `Let ${say.name(reader)} read ${say.names(missing)} from ${say.name(elsewhere as Id)}`,
      kind: 'suggestion',
      edits({ consumes, reader, missing, rest, elsewhere }, read, makeId) {
        const edge = read.edge(consumes);
        if (edge?.kind !== 'consumes' || elsewhere === undefined) return [];
        if (rest.length === 0) return [{ op: 'reconnect', id: consumes, from: elsewhere, to: reader }];
        return [
          set(consumes, 'contracts', rest),
          addEdge('consumes', makeId(), elsewhere, reader, { ...edge.props, name: '', contracts: missing }),
        ];
      },
    },
    {
      id: 'nearest',
      fits: ({ near }) => near !== undefined,
      title: ({ near, missing }, say) => `Read ${say.name(near as string)} instead of ${say.names(missing)}`,
      kind: 'suggestion',
      edits: ({ consumes, rest, near }) => (near === undefined ? [] : [set(consumes, 'contracts', [...rest, near])]),
    },
    {
      id: 'publish',
      title: ({ missing, channel }, say) => `Publish ${say.names(missing)} to ${say.name(channel)} as well`,
      kind: 'suggestion',
      edits({ publishes, missing }, read) {
        const edge = read.edge(publishes);
        if (edge?.kind !== 'publishes') return [];
        return [set(publishes, 'contracts', [...new Set([...writesOf(read, edge), ...missing])])];
      },
    },
    {
      id: 'not-wanted',
      fits: ({ rest }) => rest.length > 0,
      title: ({ reader, missing }, say) => `Say that ${say.name(reader)} does not handle ${say.names(missing)}`,
      kind: 'suggestion',
      edits: ({ consumes, rest }): Edit[] => [set(consumes, 'contracts', rest)],
    },
  ],
  examples: {
    bad: [
      {
        name: 'the paid order is published elsewhere',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event
          contract OrderPaid 1.0.0 event
          shop -> orders (contracts OrderPlaced) -> billing (contracts OrderPaid)
          checkout -> payments (contracts OrderPaid)
        `,
        expects: [
          { severity: 'error', what: '“billing” waits for “OrderPaid” on “orders”, where only “OrderPlaced” is published.' },
        ],
      },
      {
        name: 'an event that got another name',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event
          contract OrderPlacd 1.0.0 event
          contract OrderCancelled 1.0.0 event
          shop -> orders (contracts [OrderPlaced, OrderCancelled]) -> billing (contracts [OrderPlacd, OrderCancelled])
        `,
      },
      {
        name: 'a bridge does not bring it along',
        sketch: sketch`
          topic orders-eu
          topic orders-us
          connector mirror bridge
          contract OrderPlaced 1.0.0 event
          contract OrderPaid 1.0.0 event
          shop -> orders-eu (contracts [OrderPlaced, OrderPaid]) -> mirror (contracts OrderPlaced) -> orders-us
          orders-us -> billing (contracts OrderPaid)
        `,
      },
    ],
    good: [
      {
        name: 'it reads where it is published',
        sketch: sketch`
          contract OrderPaid 1.0.0 event
          checkout -> payments (contracts OrderPaid) -> billing (contracts OrderPaid)
        `,
      },
      {
        name: 'a bridge brings what it reads',
        sketch: sketch`
          topic orders-eu
          topic orders-us
          connector mirror bridge
          contract OrderPlaced 1.0.0 event
          shop -> orders-eu (contracts OrderPlaced) -> mirror -> orders-us -> billing (contracts OrderPlaced)
        `,
      },
      {
        name: 'a producer that names nothing may publish anything that the channel carries',
        sketch: sketch`
          topic orders (contracts [OrderPlaced, OrderPaid])
          contract OrderPlaced 1.0.0 event
          contract OrderPaid 1.0.0 event
          shop -> orders -> billing (contracts OrderPaid)
        `,
      },
      {
        name: 'nobody has named what is published',
        sketch: sketch`
          contract OrderPaid 1.0.0 event
          shop -> orders -> billing (contracts OrderPaid)
        `,
      },
      {
        name: 'its producer stands on another board',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event
          contract OrderPaid 1.0.0 event (audience company)
          shop -> orders (contracts OrderPlaced) -> billing (contracts [OrderPlaced, OrderPaid])
        `,
      },
      {
        name: 'another version of the contract',
        sketch: sketch`
          contract OrderPlaced 1.0.0 event
          contract OrderPlaced 1.1.0
          shop -> orders (contracts OrderPlaced@1.1.0) -> billing (contracts OrderPlaced@1.0.0)
        `,
      },
    ],
  },
  mend: [
    'Read it from the channel on which it is published.',
    'Mend the name.',
    'Draw who publishes it, or take it out of what the handler handles.',
  ],
  notWhen: [
    'A channel without any producer is another rule’s matter.',
    'Whoever publishes something without a name may publish anything.',
    'What another board publishes is not seen; say so by the audience of the contract.',
  ],
  sources: [sources['AAPI-rules']],
});
