import type { Id } from '#base/ids.ts';
import type { Reads } from '../context.ts';
import { appendFields, set } from '../helpers/build.ts';
import { writesOf } from '../helpers/carries.ts';
import { existing, fieldsOf, namedBy } from '../helpers/contracts.ts';
import { isAmong, isField, lacksPart, partsOf } from '../helpers/keys.ts';
import { all, any, conclude, holds, likely } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface KeyNotInContract extends Fact {
  readonly publishes: Id;
  readonly producer: Id;
  readonly channel: Id;
  /** The contracts as they are named. */
  readonly contracts: readonly string[];
  readonly key: string;
  /** The parts of the key that are not there. */
  readonly missing: readonly string[];
  /** All of those contracts list their fields by hand, so that one can be added. */
  readonly byHand: boolean;
  /** A field that would do as the key in all of them, if one is known. */
  readonly candidate?: string;
}

/** The entity key of the contracts, if each of them has it. */
function candidateFor(read: Reads, contracts: readonly string[]): string | undefined {
  const named = contracts.flatMap((each) => namedBy(read, each) ?? []);
  return named
    .map(({ contract }) => contract.props.entityKey)
    .find(
      (key) =>
        isField(key) &&
        named.every(({ contract, version }) =>
          partsOf(key).every((part) => lacksPart(contract, fieldsOf(version) ?? [], part).holds === false),
        ),
    );
}

/**
 * Differences from the catalogue: where the arrow names no contracts, those of its channel count, one step less severe.
 * The finding stands once on the arrow, for all contracts that lack the key. A key of several fields (`tenantId:orderId`)
 * is there if each of them is, and a path into an object whose content is not listed is taken to be there.
 */
export const keyNotInContract = defineRule<'publishes', KeyNotInContract>({
  id: 'key-not-in-contract',
  category: 'keys',
  severity: 'error',
  title: 'Key is not in the contract',
  summary: 'Messages are keyed by a field that their contract does not have, neither among its fields nor in its metadata.',
  why:
    'A key is taken from the message. Where the contract lacks that field, either the contract or the key is not what the ' +
    'program does, and readers cannot tell by what the messages are grouped.',
  behavioural: { not: 'The drawing contradicts itself; there is nothing to play until one of the two is changed.' },
  subject: ['publishes'],
  *check(publishes, read) {
    const { key } = publishes.props;
    if (!isField(key)) return;
    const own = existing(read, publishes.props.contracts).length > 0;
    const cases = writesOf(read, publishes).flatMap((reference) => {
      const named = namedBy(read, reference);
      const fields = fieldsOf(named?.version) ?? [];
      if (!named || fields.length === 0) return [];
      const parts = partsOf(key).map((part) => ({ part, claim: lacksPart(named.contract, fields, part) }));
      const claim = all(any(...parts.map((each) => each.claim)), own ? holds : likely);
      const missing = parts.filter((each) => each.claim.holds).map((each) => each.part);
      return [{ reference, version: named.version, missing, claim }];
    });
    const found = cases.filter(({ claim }) => claim.holds);
    yield* conclude('error', any(...cases.map(({ claim }) => claim)), (conclusion) => {
      const candidate = candidateFor(
        read,
        cases.map(({ reference }) => reference),
      );
      return {
        ...conclusion,
        about: [],
        publishes: publishes.id,
        producer: publishes.from,
        channel: publishes.to,
        contracts: found.map(({ reference }) => reference),
        key,
        missing: [...new Set(found.flatMap((each) => each.missing))],
        byHand: found.every(({ version }) => version?.text === ''),
        ...(candidate !== undefined && { candidate }),
      };
    });
  },
  explain({ publishes, producer, channel, contracts, key, missing, candidate }, say) {
    const which = say.names(contracts);
    const whole = missing.length === 1 && missing[0] === key;
    const lacks = whole ? 'no such field' : `no field ${missing.map(say.word).join(' and no field ')}`;
    return {
      at: [publishes, producer, channel],
      what:
        `${say.name(producer)} publishes to ${say.name(channel)} by the key ${say.word(key)}, but ${which} ` +
        `${say.agree(contracts, 'has', 'have')} ${lacks}.`,
      next:
        `Add ${missing.map(say.word).join(' and ')} to ${which}, or key by a field that ` +
        `${say.agree(contracts, 'it has', 'they have')}${candidate === undefined ? '' : `, for example ${say.word(candidate)}`}.`,
    };
  },
  fixes: [
    {
      id: 'add-field',
      fits: ({ byHand }) => byHand,
      title: ({ contracts, missing }, say) => `Add ${missing.map(say.word).join(' and ')} to ${say.names(contracts)}`,
      kind: 'suggestion',
      edits({ contracts, missing }, read, makeId) {
        return contracts.flatMap((reference) => {
          const named = namedBy(read, reference);
          if (!named?.version) return [];
          const fields = named.version.fields;
          return appendFields(
            named,
            missing.filter((name) => !isAmong(fields, name)),
            makeId,
          );
        });
      },
    },
    {
      id: 'set-key',
      fits: ({ candidate }) => candidate !== undefined,
      title: ({ producer, channel, candidate }, say) =>
        `Key what ${say.name(producer)} publishes to ${say.name(channel)} by ${say.word(candidate as string)}`,
      kind: 'suggestion',
      edits: ({ publishes, candidate }) => (candidate === undefined ? [] : [set(publishes, 'key', candidate)]),
    },
    {
      id: 'reopen',
      fits: ({ byHand, candidate }) => !byHand && candidate === undefined,
      title: ({ producer, channel }, say) => `Leave open by which key ${say.name(producer)} publishes to ${say.name(channel)}`,
      kind: 'suggestion',
      edits: ({ publishes }) => [set(publishes, 'key', '?')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a shipment keyed by an order that it does not mention',
        sketch: sketch`
          service shipping
          topic shipments
          contract OrderShipped 1.0.0 event (entity shipment, entityKey shipmentId) {
            shipmentId string
          }
          shipping -> shipments (contracts OrderShipped, key orderId)
        `,
        expects: [
          {
            severity: 'error',
            what: '“shipping” publishes to “shipments” by the key “orderId”, but “OrderShipped” has no such field.',
          },
        ],
      },
      {
        name: 'one half of a key of two fields is missing',
        sketch: sketch`
          service shop
          topic orders
          contract OrderPlaced 1.0.0 event {
            orderId string
          }
          contract OrderCancelled 1.0.0 event {
            orderId string
            region string
          }
          shop -> orders (contracts [OrderPlaced, OrderCancelled], key "region:orderId")
        `,
        expects: [
          {
            severity: 'error',
            what: '“shop” publishes to “orders” by the key “region:orderId”, but “OrderPlaced” has no field “region”.',
          },
        ],
      },
      {
        name: 'a key from an envelope that does not carry it',
        sketch: sketch`
          service shop
          topic orders
          contract OrderPlaced 1.0.0 event (meta [id, type, source, time]) {
            orderId string
          }
          shop -> orders (contracts OrderPlaced, key tenantId)
        `,
      },
      {
        name: 'the arrow names no contract, and those of the channel lack the key',
        sketch: sketch`
          service shop
          topic orders (contracts OrderPlaced)
          contract OrderPlaced 1.0.0 event {
            orderId string
          }
          shop -> orders (key customerId)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a schema that lacks the key',
        sketch: sketch`
          service shop
          topic orders
          contract OrderPlaced 1.0.0 event (format avro) {
            orderId string
            """
            {"type": "record", "name": "OrderPlaced", "fields": [{"name": "orderId", "type": "string"}]}
            """
          }
          shop -> orders (contracts OrderPlaced, key customerId)
        `,
      },
    ],
    good: [
      {
        name: 'the key is a field',
        sketch: sketch`
          service shipping
          topic shipments
          contract OrderShipped 1.0.0 event {
            shipmentId string
            orderId string
          }
          shipping -> shipments (contracts OrderShipped, key orderId)
        `,
      },
      {
        name: 'the envelope carries the key',
        sketch: sketch`
          service shop
          topic orders
          contract OrderPlaced 1.0.0 event (meta [id, type, source, time, partitionKey, tenantId]) {
            orderId string
          }
          shop -> orders (contracts OrderPlaced, key partitionkey)
          shop -> orders (contracts OrderPlaced, key "tenantId:orderId")
        `,
      },
      {
        name: 'nobody has said yet what the envelope carries',
        sketch: sketch`
          service shop
          topic orders
          contract OrderPlaced 1.0.0 event {
            orderId string
          }
          shop -> orders (contracts OrderPlaced, key tenantId)
        `,
      },
      {
        name: 'a contract that is only a name so far',
        sketch: sketch`
          service shop
          topic orders
          contract OrderPlaced 1.0.0 event
          shop -> orders (contracts OrderPlaced, key orderId)
        `,
      },
      {
        name: 'a field inside an object',
        sketch: sketch`
          service shop
          topic orders
          contract OrderPlaced 1.0.0 event {
            customer object
            address.city string
          }
          shop -> orders (contracts OrderPlaced, key customer.id)
          shop -> orders (contracts OrderPlaced, key address.city)
        `,
      },
      {
        name: 'no key, and one key for all',
        sketch: sketch`
          service shop
          topic orders
          contract OrderPlaced 1.0.0 event {
            orderId string
          }
          shop -> orders (contracts OrderPlaced, key none)
          shop -> orders (contracts OrderPlaced, key const)
        `,
      },
    ],
  },
  mend: [
    'Add the field to the contract.',
    'Choose a key that the message has.',
    'If the key travels in the envelope, tick it in the metadata of the contract.',
  ],
  notWhen: [
    'A contract without fields says nothing about its key.',
    'Where a field is an object whose content is not listed, a path into it is taken to be right.',
    'A header of your own that the list of metadata does not know cannot be seen: use the partition key of the metadata instead.',
  ],
  sources: [sources.Z203, sources['DBZ-outbox'], sources['AAPI-kafka']],
});
