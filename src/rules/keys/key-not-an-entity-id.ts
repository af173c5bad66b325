import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { meeting, writesOf } from '../helpers/carries.ts';
import { fieldsOf, type Named, namedBy } from '../helpers/contracts.ts';
import { isField, keyOf, partsOf } from '../helpers/keys.ts';
import { partitioned } from '../helpers/partitioned.ts';
import { all, any, type Claim, conclude, fails, holds, is, said, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

type Flaw = 'perEvent' | 'envelope' | 'changes';

interface KeyNotAnEntityId extends Fact {
  readonly publishes: Id;
  readonly producer: Id;
  readonly channel: Id;
  /** The contract as it is named. */
  readonly contract: string;
  /** The part of the key that identifies no entity. */
  readonly part: string;
  readonly flaw: Flaw;
  readonly compacted: boolean;
  /** Handlers that need order, and processors that aggregate or join. */
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
  /** A field that would do as the key, if one is known. */
  readonly candidate?: string;
}

/**
 * A part of the key differs in every message, or changes while the entity lives. Of what nobody has said, one thing is
 * asked at a time; an identifier that may change is asked for only if somebody says so.
 */
function flawOf({ contract, version }: Named, part: string): readonly [Flaw, Claim] {
  const fields = fieldsOf(version);
  if (!fields || !version) return ['perEvent', fails];
  const field = fields.find(({ name }) => name === part);
  const { entityKey, meta } = contract.props;
  if (!field) {
    if ((part !== 'id' && part !== 'time') || fields.length === 0) return ['envelope', fails];
    return ['envelope', typeof meta === 'string' ? unsaid({ id: contract.id, property: 'meta' }) : said(meta.includes(part))];
  }
  if (field.unique === 'perEvent') return ['perEvent', holds];
  if (field.mutable === 'yes') return ['changes', holds];
  if (field.unique === 'perEntity' || partsOf(entityKey).includes(part)) return ['changes', fails];
  const open = field.unique === '?' ? 'unique' : field.mutable === '?' ? 'mutable' : undefined;
  if (open === undefined) return ['changes', fails];
  const path = ['versions', version.id, 'fields', field.id, open];
  return [open === 'unique' ? 'perEvent' : 'changes', unsaid({ id: contract.id, property: open, path })];
}

/** A field that identifies the entity in every contract that is published: the entity key, or one that is marked so. */
function candidateFor(named: readonly Named[]): string | undefined {
  const keys = named.map(({ contract }) => contract.props.entityKey);
  const marked = named.flatMap(({ version }) =>
    (fieldsOf(version) ?? []).filter((field) => field.unique === 'perEntity').map((field) => field.name),
  );
  const names = named.map(({ version }) => new Set((fieldsOf(version) ?? []).map((field) => field.name)));
  return [...keys, ...marked].find(
    (key) =>
      isField(key) &&
      named.every((each, i) => partsOf(key).every((part) => names[i]?.has(part) && flawOf(each, part)[1].holds === false)),
  );
}

const stateful: ReadonlySet<string> = new Set(['aggregate', 'join']);

/** A processor brings messages together by their key; one that joins by this very field relies on nothing else. */
function gathers(read: Reads, consumes: EdgeOf<'consumes'>, part: string): boolean {
  const processor = read.of(consumes.to, 'processor')?.props;
  return stateful.has(processor?.op ?? '') && !(processor?.op === 'join' && processor.joinKey === part);
}

/** relied(ch), for one contract: what goes wrong if one entity has several keys. */
function relying(read: Reads, channel: ElementOf<'channel'>, handlers: readonly EdgeOf<'consumes'>[], part: string): Claim {
  const parts = partitioned(read, channel.id);
  const log = channel.props.type !== 'queue' && channel.props.type !== 'pubsub';
  return any(
    log ? is(channel, 'cleanup', 'compact', 'compact+delete') : fails,
    ...handlers.map((handler) =>
      gathers(read, handler, part)
        ? holds
        : all(said(handler.props.orderBy !== part), is(handler, 'orderingNeed', 'perKey'), parts),
    ),
  );
}

/**
 * Differences from the catalogue: the finding stands on the arrow that publishes, once for all its contracts. A need for
 * order counts only where the channel is in parts, and not where the handler wants order by that very field. Processors
 * count that read the channel themselves, and join by another field: what stands between may have given the messages
 * another key. A field called `id` or `time` is the contract's own, if it has one; otherwise the envelope's.
 */
export const keyNotAnEntityId = defineRule<'publishes', KeyNotAnEntityId>({
  id: 'key-not-an-entity-id',
  category: 'keys',
  severity: 'warning',
  title: 'Key does not identify an entity',
  summary:
    'Messages are keyed by a value that differs in every message, or that can change during the life of the thing they are ' +
    'about, although somebody relies on one key per thing.',
  why:
    'A key that differs in every message spreads one thing over all partitions, and compaction removes nothing. A key that ' +
    'changes moves the thing to another partition, where it can be overtaken, and leaves its old record behind for ever.',
  behavioural: { invariants: ['key-order', 'converge'], faults: ['slow partition', 'replay'] },
  subject: ['publishes'],
  *check(publishes, read) {
    const key = keyOf(read, publishes);
    const channel = read.of(publishes.to, 'channel');
    if (!isField(key) || !channel) return;
    const consumers = read.out(channel.id, 'consumes');
    const named = writesOf(read, publishes).flatMap((reference) => {
      const each = namedBy(read, reference);
      return each ? [{ ...each, reference }] : [];
    });
    const cases = named.flatMap((each) => {
      const handlers = consumers.filter((handler) => meeting(read, publishes, handler)?.contracts.includes(each.reference));
      return partsOf(key).map((part) => {
        const [flaw, flawed] = flawOf(each, part);
        const claim = flawed.holds === false ? fails : all(relying(read, channel, handlers, part), flawed);
        return { reference: each.reference, handlers, part, flaw, claim };
      });
    });
    yield* conclude('warning', any(...cases.map(({ claim }) => claim)), (conclusion) => {
      const found = cases
        .filter(({ claim }) => claim.holds)
        .sort((a, b) => a.claim.lowered - b.claim.lowered)[0] as (typeof cases)[number];
      const relied = found.handlers.filter(
        (handler) =>
          gathers(read, handler, found.part) || (handler.props.orderingNeed === 'perKey' && handler.props.orderBy !== found.part),
      );
      const candidate = candidateFor(named);
      return {
        ...conclusion,
        about: [],
        publishes: publishes.id,
        producer: publishes.from,
        channel: channel.id,
        contract: found.reference,
        part: found.part,
        flaw: found.flaw,
        compacted: channel.props.cleanup === 'compact' || channel.props.cleanup === 'compact+delete',
        handlers: relied.map(({ id }) => id),
        readers: relied.map(({ to }) => to),
        ...(candidate !== undefined && { candidate }),
      };
    });
  },
  explain({ publishes, producer, channel, contract, part, flaw, compacted, handlers, readers, candidate }, say) {
    const key = say.word(part);
    const is = {
      perEvent: 'is different in every message',
      envelope: 'in the envelope is different in every message',
      changes: 'can change while the thing it belongs to lives on',
    }[flaw];
    const rely = compacted
      ? `${say.name(channel)} keeps the latest message of each key`
      : `${say.names(readers)} ${say.agree(readers, 'relies', 'rely')} on one key for one thing`;
    return {
      at: [publishes, producer, channel, ...handlers],
      what: `${say.name(producer)} keys ${say.name(contract)} by ${key}, which ${is}, but ${rely}.`,
      next:
        candidate === undefined
          ? `Key by an id that stays the same for all messages about one thing, and keep ${key} as a field.`
          : `Key by ${say.word(candidate)}, and keep ${key} as a field.`,
    };
  },
  fixes: [
    {
      id: 'set-key',
      fits: ({ candidate }) => candidate !== undefined,
      title: ({ producer, channel, candidate }, say) =>
        `Key what ${say.name(producer)} publishes to ${say.name(channel)} by ${say.word(candidate as string)}`,
      kind: 'suggestion',
      edits: ({ publishes, candidate }) => (candidate === undefined ? [] : [set(publishes, 'key', candidate)]),
    },
    {
      id: 'never-changes',
      fits: ({ flaw }) => flaw === 'changes',
      title: ({ part }, say) => `Say that ${say.word(part)} never changes during the life of one thing`,
      kind: 'suggestion',
      edits: ({ publishes, part }, read) =>
        fieldsCalled(read, publishes, part).map(([contract, path]) => set(contract, [...path, 'mutable'], 'no')),
    },
    {
      id: 'per-entity',
      fits: ({ flaw }) => flaw === 'perEvent',
      title: ({ part }, say) => `Say that ${say.word(part)} is the same in all messages about one thing`,
      kind: 'suggestion',
      edits: ({ publishes, part }, read) =>
        fieldsCalled(read, publishes, part).map(([contract, path]) => set(contract, [...path, 'unique'], 'perEntity')),
    },
    {
      id: 'reopen',
      fits: ({ flaw, candidate }) => flaw === 'envelope' && candidate === undefined,
      title: ({ producer, channel }, say) => `Leave open by which key ${say.name(producer)} publishes to ${say.name(channel)}`,
      kind: 'suggestion',
      edits({ publishes, producer }, read) {
        const keyFrom = read.of(producer, 'connector')?.props.keyFrom ?? '?';
        return [set(publishes, 'key', '?'), ...(isField(keyFrom) ? [set(producer, 'keyFrom', '?')] : [])];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'a compacted topic keyed by the id of the event',
        sketch: sketch`
          service crm
          topic customers (cleanup compact)
          service shop
          contract CustomerChanged 1.0.0 event (category state, entity customer, entityKey customerId) {
            eventId string unique perEvent
            customerId string
          }
          crm -> customers (contracts CustomerChanged, key eventId) -> shop
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“crm” keys “CustomerChanged” by “eventId”, which is different in every message, but “customers” keeps the ' +
              'latest message of each key.',
          },
        ],
      },
      {
        name: 'order per customer, keyed by an e-mail address that can change',
        sketch: sketch`
          broker main kafka
          service crm
          topic customers on main (partitions 6)
          service shop
          contract CustomerChanged 1.0.0 event (entity customer) {
            email string mutable yes
          }
          crm -> customers (contracts CustomerChanged, key email) -> shop (orderingNeed perKey)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“crm” keys “CustomerChanged” by “email”, which can change while the thing it belongs to lives on, but “shop” ' +
              'relies on one key for one thing.',
          },
        ],
      },
      {
        name: 'the same, with an unknown number of partitions',
        sketch: sketch`
          broker main kafka
          service crm
          topic customers on main
          service shop
          contract CustomerChanged 1.0.0 event (entity customer, entityKey customerId) {
            customerId string
            email string mutable yes
          }
          crm -> customers (contracts CustomerChanged, key email) -> shop (orderingNeed perKey)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'an aggregate of what is keyed by the id in the envelope',
        sketch: sketch`
          service shop
          topic sales
          processor totals aggregate
          contract OrderPlaced 1.0.0 event (entity order, meta [id, type, source, time]) {
            orderId string
          }
          shop -> sales (contracts OrderPlaced, key id) -> totals
        `,
      },
      {
        name: 'a connector that takes the key from the time of the change',
        sketch: sketch`
          store crm-db relational
          connector capture cdc (keyFrom time)
          topic customers (cleanup compact+delete)
          service shop
          contract CustomerChanged 1.0.0 event (category cdc, meta [id, time, op]) {
            customerId string
          }
          crm-db -> capture -> customers (contracts CustomerChanged) -> shop
        `,
      },
    ],
    good: [
      {
        name: 'keyed by the customer',
        sketch: sketch`
          service crm
          topic customers (cleanup compact)
          service shop
          contract CustomerChanged 1.0.0 event (category state, entity customer, entityKey customerId) {
            eventId string unique perEvent
            customerId string
          }
          crm -> customers (contracts CustomerChanged, key customerId) -> shop
        `,
      },
      {
        name: 'keyed by the event where nobody needs more',
        sketch: sketch`
          service sensors
          topic readings (partitions 12, cleanup delete)
          service dashboard
          contract TemperatureRead 1.0.0 event {
            readingId string unique perEvent
          }
          sensors -> readings (contracts TemperatureRead, key readingId) -> dashboard (orderingNeed none)
        `,
      },
      {
        name: 'one partition keeps everything in order',
        sketch: sketch`
          broker main kafka
          service crm
          topic customers on main (partitions 1, cleanup delete)
          service shop
          contract CustomerChanged 1.0.0 event {
            email string mutable yes
          }
          crm -> customers (contracts CustomerChanged, key email) -> shop (orderingNeed perKey)
        `,
      },
      {
        name: 'a region can change, but order is wanted per region',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 6, cleanup delete)
          service planning
          contract OrderMoved 1.0.0 event {
            orderId string
            region string mutable yes
          }
          shop -> orders (contracts OrderMoved, key region) -> planning (orderingNeed perKey, orderBy region)
        `,
      },
      {
        name: 'each impression has an id of its own, and clicks are joined with impressions by it',
        sketch: sketch`
          service ads
          topic impressions (cleanup delete)
          processor click-match join (joinType streamStream, joinKey impressionId)
          contract AdShown 1.0.0 event {
            impressionId string unique perEvent
          }
          ads -> impressions (contracts AdShown, key impressionId) -> click-match
        `,
      },
      {
        name: 'a field of the message that is called id',
        sketch: sketch`
          service crm
          topic customers (cleanup compact)
          service shop
          contract CustomerChanged 1.0.0 event (entityKey id, meta [id, type, source, time]) {
            id string
          }
          crm -> customers (contracts CustomerChanged, key id) -> shop
        `,
      },
      {
        name: 'a queue compacts nothing, and nobody needs order',
        sketch: sketch`
          service crm
          queue customers
          service shop
          contract CustomerChanged 1.0.0 event {
            eventId string unique perEvent
          }
          crm -> customers (contracts CustomerChanged, key eventId) -> shop (orderingNeed none)
        `,
      },
      {
        name: 'nobody has said what the field tells apart',
        sketch: sketch`
          service crm
          topic customers (cleanup compact)
          service shop
          contract CustomerChanged 1.0.0 event {
            number string
          }
          crm -> customers (contracts CustomerChanged, key number) -> shop
        `,
      },
    ],
  },
  mend: [
    'Key by the id of the thing that the messages are about: one that it keeps for life.',
    'Keep the id of the event, or the value that changes, as a field.',
    'If a key has to change, publish a tombstone for the old one.',
  ],
  notWhen: [
    'Where nobody needs order, compaction, an aggregate or a join, any key is as good as another.',
    'The id of something larger, such as the customer of an order, is a good key if it stays the same.',
    'An aggregate or a join further on may work with another key: only those that read the channel itself are looked at.',
  ],
  sources: [sources.Z204, sources['CONF-keys'], sources['DBZ-outbox'], sources['DBZ-pg']],
});

/** Where a field of that name stands in what an arrow publishes: contract and path of the field. */
function fieldsCalled(read: Reads, publishes: Id, name: string): readonly (readonly [Id, readonly string[]])[] {
  const edge = read.edge(publishes);
  if (edge?.kind !== 'publishes') return [];
  return writesOf(read, edge).flatMap((reference) => {
    const named = namedBy(read, reference);
    const field = (fieldsOf(named?.version) ?? []).find((each) => each.name === name);
    return named?.version && field ? [[named.contract.id, ['versions', named.version.id, 'fields', field.id]] as const] : [];
  });
}
