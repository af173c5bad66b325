import type { Id } from '#base/ids.ts';
import { normalName } from '#base/text.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { meeting, writesOf } from '../helpers/carries.ts';
import { compacts } from '../helpers/compaction.ts';
import { namedBy } from '../helpers/contracts.ts';
import { isField, keyCandidate, keyOf, sameKey } from '../helpers/keys.ts';
import { partitioned } from '../helpers/partitioned.ts';
import { all, any, type Claim, conclude, fails, is, said, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface Side {
  readonly publishes: Id;
  readonly producer: Id;
  /** As it is named, and the key that it gets. */
  readonly contract: string;
  readonly key: string;
  readonly partitioner: string;
}

interface KeyDisagrees extends Fact {
  readonly channel: Id;
  readonly flaw: 'key' | 'partitioner';
  readonly one: Side;
  readonly other: Side;
  readonly compacted: boolean;
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
  /** What each arrow that takes part is to be keyed by, to agree. */
  readonly agreed: readonly { readonly publishes: Id; readonly key: string }[];
  readonly all: readonly Id[];
}

/** One contract that one producer publishes about an entity. */
interface Voice extends Side {
  readonly edge: EdgeOf<'publishes'>;
  /** The key is the entity key of the contract itself. */
  readonly own: boolean;
}

function voicesIn(read: Reads, channel: Id): ReadonlyMap<string, readonly Voice[]> {
  const byEntity = new Map<string, Voice[]>();
  for (const edge of read.into(channel, 'publishes')) {
    for (const reference of writesOf(read, edge)) {
      const contract = namedBy(read, reference)?.contract;
      if (!contract) continue;
      const entity = normalName(contract.props.entity) || contract.id;
      const voice = voiceOf(read, edge, contract, reference);
      const voices = byEntity.get(entity);
      if (voices) voices.push(voice);
      else byEntity.set(entity, [voice]);
    }
  }
  return byEntity;
}

function voiceOf(read: Reads, edge: EdgeOf<'publishes'>, contract: ElementOf<'contract'>, reference: string): Voice {
  const fromRow = edge.props.key === '?' && read.of(edge.from, 'connector')?.props.keyFrom === 'primaryKey';
  const { entityKey } = contract.props;
  const key = fromRow && isField(entityKey) ? entityKey : keyOf(read, edge);
  return {
    edge,
    publishes: edge.id,
    producer: edge.from,
    contract: reference,
    key,
    own: isField(key) && isField(entityKey) && sameKey(key, entityKey),
    partitioner: edge.props.partitioner || 'default',
  };
}

/** relied(ch), for two arrows: somebody counts on finding what both say about one thing in one place. */
function relying(read: Reads, channel: ElementOf<'channel'>, one: Voice, other: Voice): readonly (readonly [Id, Claim])[] {
  const parts = partitioned(read, channel.id);
  return read
    .out(channel.id, 'consumes')
    .filter((handler) => meeting(read, one.edge, handler) && meeting(read, other.edge, handler))
    .map((handler) => {
      const processor = read.of(handler.to, 'processor');
      const gathers = processor ? is(processor, 'op', 'aggregate', 'join') : fails;
      return [handler.id, any(gathers, all(is(handler, 'orderingNeed', 'perKey'), parts))] as const;
    });
}

/** The two keys are known, and are not the same; a missing key is told by another rule. */
function keysDiffer(read: Reads, one: Voice, other: Voice): Claim {
  if (one.key === 'none' || other.key === 'none') return fails;
  if (one.key !== '?' && other.key !== '?') return said(!sameKey(one.key, other.key) && !(one.own && other.own));
  // One answer is asked for where the other side is known; two unknowns are no disagreement yet.
  const open = one.key === '?' ? one : other;
  if (one.key === other.key) return fails;
  const connector = read.of(open.producer, 'connector');
  return connector?.props.keyFrom === '?'
    ? unsaid({ id: connector.id, property: 'keyFrom' })
    : unsaid({ id: open.publishes, property: 'key' });
}

/**
 * Differences from the catalogue. Its predicate lets two keys pass if one of them is the other's entity key, which lets its
 * own example pass: what is meant is that each is the entity key of its own contract, under whatever name. The same
 * contract counts as the same entity where no entity is named. A need for order counts only where the channel is in
 * parts, and only of handlers that read what both publish. The finding stands once on the channel.
 */
export const keyDisagreesBetweenProducers = defineRule<'channel', KeyDisagrees>({
  id: 'key-disagrees-between-producers',
  category: 'keys',
  severity: 'error',
  title: 'Producers disagree about the key',
  summary: 'Messages about one entity come to a channel under different keys, or by different partitioners.',
  why:
    'The same thing then stands in different partitions, depending on who wrote about it. Order, compaction and joins break ' +
    'without any error message.',
  behavioural: { invariants: ['key-order', 'join-complete'], faults: ['slow partition', 'normal load'] },
  subject: ['channel'],
  *check(channel, read) {
    if (read.into(channel.id, 'publishes').length < 2) return;
    const compacted = compacts(channel);
    for (const flaw of ['key', 'partitioner'] as const) {
      const cases: { one: Voice; other: Voice; handlers: (readonly [Id, Claim])[]; claim: Claim; voices: readonly Voice[] }[] =
        [];
      for (const voices of voicesIn(read, channel.id).values()) {
        const one = voices.find(({ key }) => key !== '?' && key !== 'none') ?? voices[0];
        for (const other of voices) {
          if (!one || other.publishes === one.publishes) continue;
          const differs = flaw === 'key' ? keysDiffer(read, one, other) : said(one.partitioner !== other.partitioner);
          if (differs.holds === false) continue;
          const handlers = [...relying(read, channel, one, other)];
          const claim = all(any(compacted, ...handlers.map((each) => each[1])), differs);
          cases.push({ one, other, handlers, claim, voices });
        }
      }
      const found = cases.filter(({ claim }) => claim.holds).sort((a, b) => a.claim.lowered - b.claim.lowered);
      yield* conclude('error', any(...cases.map(({ claim }) => claim)), (conclusion) => {
        const { one, other, handlers } = found[0] as (typeof cases)[number];
        const relied = handlers.filter(([, claim]) => claim.holds).map(([id]) => id);
        const involved = new Map(found.flatMap(({ voices }) => voices).map((voice) => [voice.publishes, voice]));
        const common = keyCandidate(
          read,
          [...involved.values()].map(({ contract }) => contract),
        );
        return {
          ...conclusion,
          about: [flaw],
          channel: channel.id,
          flaw,
          one: sideOf(one),
          other: sideOf(other),
          compacted: compacted.holds === true,
          handlers: relied,
          readers: relied.map((id) => read.edge(id)?.to as Id),
          agreed: agreement(read, [...involved.values()], common ?? one.key),
          all: [...involved.keys()],
        };
      });
    }
  },
  explain({ channel, flaw, one, other, compacted, handlers, readers }, say) {
    const rely = compacted
      ? `${say.name(channel)} keeps the latest message of each key`
      : `${say.names(readers)} ${say.agree(readers, 'needs', 'need')} all messages about one thing in one place`;
    const key = (text: string) => (text === 'const' ? 'one key for all' : say.word(text));
    const how =
      flaw === 'key'
        ? `${say.name(one.producer)} keys ${say.name(one.contract)} by ${key(one.key)} and ${say.name(other.producer)} keys ` +
          `${say.name(other.contract)} by ${key(other.key)}`
        : `${say.name(one.producer)} spreads ${say.name(one.contract)} by the partitioner ${say.word(one.partitioner)} and ` +
          `${say.name(other.producer)} spreads ${say.name(other.contract)} by ${say.word(other.partitioner)}`;
    return {
      at: [channel, one.publishes, other.publishes, ...handlers],
      what: `In ${say.name(channel)}, ${how}, but ${rely}.`,
      next:
        flaw === 'key'
          ? `Agree on one key for ${say.name(channel)}, or give the messages of one producer that key on the way, in a processor.`
          : `Let all who publish to ${say.name(channel)} use the same partitioner.`,
    };
  },
  fixes: [
    {
      id: 'same-key',
      fits: ({ flaw }) => flaw === 'key',
      title: ({ channel, agreed }, say) =>
        `Key everything in ${say.name(channel)} by ${[...new Set(agreed.map(({ key }) => say.word(key)))].join(' or ')}`,
      kind: 'suggestion',
      edits: ({ agreed }) => agreed.map(({ publishes, key }) => set(publishes, 'key', key)),
    },
    {
      id: 'same-partitioner',
      fits: ({ flaw }) => flaw === 'partitioner',
      title: ({ channel }, say) => `Let all who publish to ${say.name(channel)} use the usual partitioner`,
      kind: 'suggestion',
      edits: ({ all: arrows }) => arrows.map((id) => set(id, 'partitioner', 'default')),
    },
  ],
  examples: {
    bad: [
      {
        name: 'one keys by order, the other by customer',
        sketch: sketch`
          broker main kafka
          topic orders on main (partitions 6)
          contract OrderPlaced 1.0.0 event (entity order, entityKey orderId)
          contract OrderCorrected 1.0.0 event (entity order, entityKey orderId)
          shop -> orders (contracts OrderPlaced, key orderId) -> billing (orderingNeed perKey)
          backoffice -> orders (contracts OrderCorrected, key customerId)
        `,
        expects: [
          {
            severity: 'error',
            what:
              'In “orders”, “backoffice” keys “OrderCorrected” by “customerId” and “shop” keys “OrderPlaced” by “orderId”, ' +
              'but “billing” needs all messages about one thing in one place.',
          },
        ],
      },
      {
        name: 'a compacted topic would keep two latest messages of one customer',
        sketch: sketch`
          topic customers (cleanup compact)
          contract CustomerChanged 1.0.0 event
          crm -> customers (contracts CustomerChanged, key customerId)
          shop -> customers (contracts CustomerChanged, key email)
        `,
      },
      {
        name: 'another partitioner',
        sketch: sketch`
          topic orders
          processor totals aggregate
          contract OrderPlaced 1.0.0 event (entity order)
          shop -> orders (contracts OrderPlaced, key orderId) -> totals
          backoffice -> orders (contracts OrderPlaced, key orderId, partitioner murmur3)
        `,
        expects: [
          {
            severity: 'error',
            what:
              'In “orders”, “backoffice” spreads “OrderPlaced” by the partitioner “murmur3” and “shop” spreads “OrderPlaced” ' +
              'by “default”, but “totals” needs all messages about one thing in one place.',
          },
        ],
      },
      {
        name: 'nobody has said how many partitions there are',
        sketch: sketch`
          broker main kafka
          topic orders on main
          contract OrderPlaced 1.0.0 event (entity order, entityKey orderId)
          shop -> orders (contracts OrderPlaced, key orderId) -> billing (orderingNeed perKey)
          backoffice -> orders (contracts OrderPlaced, key const)
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'both key by order',
        sketch: sketch`
          broker main kafka
          topic orders on main (partitions 6)
          contract OrderPlaced 1.0.0 event (entity order, entityKey orderId)
          contract OrderCorrected 1.0.0 event (entity order, entityKey orderId)
          shop -> orders (contracts OrderPlaced, key orderId) -> billing (orderingNeed perKey)
          backoffice -> orders (contracts OrderCorrected, key orderId)
        `,
      },
      {
        name: 'the same id under two names',
        sketch: sketch`
          broker main kafka
          topic orders on main (partitions 6)
          contract OrderPlaced 1.0.0 event (entity order, entityKey orderId)
          contract OrderCorrected 1.0.0 event (entity Order, entityKey id)
          shop -> orders (contracts OrderPlaced, key orderId) -> billing (orderingNeed perKey)
          backoffice -> orders (contracts OrderCorrected, key id)
        `,
      },
      {
        name: 'two entities on one topic, each with its own key',
        sketch: sketch`
          topic events (cleanup compact)
          contract OrderChanged 1.0.0 event (entity order, entityKey orderId)
          contract CustomerChanged 1.0.0 event (entity customer, entityKey customerId)
          shop -> events (contracts OrderChanged, key orderId)
          crm -> events (contracts CustomerChanged, key customerId)
        `,
      },
      {
        name: 'one partition, and a consumer that reads only one of the two',
        sketch: sketch`
          broker main kafka
          topic orders on main (partitions 1)
          topic returns on main (partitions 6)
          contract OrderPlaced 1.0.0 event (entity order)
          contract OrderReturned 1.0.0 event (entity order)
          shop -> orders (contracts OrderPlaced, key orderId) -> billing (orderingNeed perKey)
          backoffice -> orders (contracts OrderReturned, key customerId)
          shop -> returns (contracts OrderPlaced, key orderId) -> billing (orderingNeed perKey, contracts OrderPlaced)
          backoffice -> returns (contracts OrderReturned, key customerId)
        `,
      },
      {
        name: 'nobody relies on the key, or one of the keys is not known',
        sketch: sketch`
          topic orders (cleanup delete)
          topic customers (cleanup compact)
          contract OrderPlaced 1.0.0 event (entity order)
          contract CustomerChanged 1.0.0 event (entity customer)
          shop -> orders (contracts OrderPlaced, key orderId) -> billing (orderingNeed none)
          backoffice -> orders (contracts OrderPlaced, key customerId)
          shop -> customers (contracts CustomerChanged, key customerId)
          backoffice -> customers (contracts CustomerChanged)
        `,
      },
    ],
  },
  mend: [
    'Agree on one key and one partitioner for the channel.',
    'Give the messages of one producer the agreed key in a processor, before they reach the shared channel.',
  ],
  notWhen: [
    'The same id may be called differently in two contracts: then each is the entity key of its own contract.',
    'Two entities on one channel may well have two keys.',
    'Clients in different languages may use different partitioners without saying so; name the partitioner at the arrow.',
  ],
  sources: [sources['KSTREAMS-copartition'], sources['KSQL-partition'], sources['CONF-keys']],
});

function sideOf({ publishes, producer, contract, key, partitioner }: Voice): Side {
  return { publishes, producer, contract, key, partitioner };
}

/** Each by the entity key of its own contract, if all have one and no arrow carries two; else all by the same. */
function agreement(read: Reads, voices: readonly Voice[], otherwise: string): KeyDisagrees['agreed'] {
  const keys = voices.map(({ contract }) => namedBy(read, contract)?.contract.props.entityKey ?? '');
  const own = keys.every(isField);
  return voices.map(({ publishes }, i) => ({ publishes, key: own ? (keys[i] as string) : otherwise }));
}
