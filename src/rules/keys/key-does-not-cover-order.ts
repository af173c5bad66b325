import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import { set } from '../helpers/build.ts';
import { meeting } from '../helpers/carries.ts';
import { contractId, fieldsOf, namedBy } from '../helpers/contracts.ts';
import { covers, isField, keyOf, orderedBy, partsOf } from '../helpers/keys.ts';
import { partitioned } from '../helpers/partitioned.ts';
import { all, any, type Claim, conclude, fails, holds, is, likely, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface KeyDoesNotCover extends Fact {
  readonly publishes: Id;
  readonly producer: Id;
  readonly channel: Id;
  /** The contract as it is named, if one is drawn. */
  readonly contract?: string;
  readonly key: string;
  readonly order: string;
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
  /** Nobody has said whether the key follows from the field. */
  readonly open: boolean;
}

/**
 * Differences from the catalogue: the finding stands on the arrow that publishes, once a contract for all handlers
 * behind it. A key of several fields (`tenantId:orderId`) covers an order if each of them does.
 */
export const keyDoesNotCoverOrder = defineRule<'publishes', KeyDoesNotCover>({
  id: 'key-does-not-cover-order',
  category: 'keys',
  severity: 'error',
  title: 'Key does not cover the order needed',
  summary: 'A consumer needs order per one field, but messages are keyed by another one that does not follow from it.',
  why:
    'The channel keeps messages with the same key in order. Two messages about the same thing that have different keys ' +
    'can stand in two partitions, and are then handled in either order.',
  behavioural: { invariants: ['key-order'], faults: ['slow partition'] },
  subject: ['publishes'],
  *check(publishes, read) {
    const key = keyOf(read, publishes);
    if (!isField(key)) return;
    const parts = partitioned(read, publishes.to);
    if (parts.holds === false) return;
    interface Case {
      readonly handler: EdgeOf<'consumes'>;
      readonly order: string;
      readonly covered: boolean | undefined;
      readonly claim: Claim;
    }
    const cases = new Map<string, Case[]>();
    for (const handler of read.out(publishes.to, 'consumes')) {
      const common = meeting(read, publishes, handler);
      if (!common) continue;
      for (const reference of common.unnamed ? [''] : common.contracts) {
        const named = reference === '' ? undefined : namedBy(read, reference);
        const order = named ? orderedBy(handler, named) : handler.props.orderBy;
        const covered = isField(order) ? covers(key, order, fieldsOf(named?.version)) : undefined;
        const asked = named
          ? unsaid({ id: named.contract.id, property: 'entityKey' })
          : unsaid({ id: handler.id, property: 'orderBy' });
        const uncovered = !isField(order) ? asked : covered === true ? fails : covered === false ? holds : likely;
        const claim = all(is(handler, 'orderingNeed', 'perKey'), parts, uncovered);
        const list = cases.get(reference);
        if (list) list.push({ handler, order, covered, claim });
        else cases.set(reference, [{ handler, order, covered, claim }]);
      }
    }
    for (const [reference, all] of cases) {
      // The worst first: a field that the key is known not to follow from.
      const found = all.filter(({ claim }) => claim.holds).sort((a, b) => a.claim.lowered - b.claim.lowered);
      const order = found[0]?.order ?? '';
      const same = found.filter((each) => each.order === order);
      yield* conclude('error', any(...all.map(({ claim }) => claim)), (conclusion) => ({
        ...conclusion,
        about: [reference === '' ? 'unnamed' : contractId(reference)],
        publishes: publishes.id,
        producer: publishes.from,
        channel: publishes.to,
        ...(reference !== '' && { contract: reference }),
        key,
        order,
        handlers: same.map(({ handler }) => handler.id),
        readers: same.map(({ handler }) => handler.to),
        open: found[0]?.covered === undefined,
      }));
    }
  },
  explain({ publishes, producer, channel, contract, key, order, handlers, readers, open }, say) {
    const needs = `${say.names(readers)} ${say.agree(readers, 'needs', 'need')} order per ${say.word(order)}`;
    const messages = contract === undefined ? `what ${say.name(producer)} publishes to ${say.name(channel)}` : say.name(contract);
    const keyed = `${messages} is keyed by ${say.word(key)}`;
    return {
      at: [publishes, producer, channel, ...handlers],
      what: open
        ? `${needs}, but ${keyed}, and nobody has said that one ${say.word(order)} always has the same ${say.word(key)}.`
        : `${needs}, but ${keyed}, which can differ between messages with the same ${say.word(order)}.`,
      next: open
        ? `Key by ${say.word(order)}. If every ${say.word(order)} has exactly one ${say.word(key)}, say so: the field ` +
          `${say.word(order)} determines ${say.word(key)}.`
        : `Key by ${say.word(order)}, or re-key the messages before they reach ${say.names(readers)}.`,
    };
  },
  fixes: [
    {
      id: 'set-key',
      title: ({ producer, channel, order }, say) =>
        `Key what ${say.name(producer)} publishes to ${say.name(channel)} by ${say.word(order)}`,
      kind: 'suggestion',
      edits: ({ publishes, order }) => [set(publishes, 'key', order)],
    },
    {
      id: 'declare-dependency',
      fits: ({ contract, open }) => open && contract !== undefined,
      title: ({ key, order }, say) => `Say that every ${say.word(order)} has exactly one ${say.word(key)}`,
      kind: 'suggestion',
      edits({ contract, key, order }, read) {
        const named = contract === undefined ? undefined : namedBy(read, contract);
        const wanted = partsOf(order);
        const field = (fieldsOf(named?.version) ?? []).find((each) => wanted.includes(each.name));
        if (!named?.version || !field) return [];
        const determines = [
          ...field.determines,
          ...partsOf(key).filter((part) => !wanted.includes(part) && !field.determines.includes(part)),
        ];
        return [set(named.contract.id, ['versions', named.version.id, 'fields', field.id, 'determines'], determines)];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'order per order, keyed by a warehouse region that can change per line',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic order-lines on main (partitions 6)
          service billing
          contract LineAdded 1.0.0 event (entity order, entityKey orderId) {
            orderId string determines [customerId]
            region string
            customerId string
          }
          orders-api -> order-lines (contracts LineAdded, key region) -> billing (orderingNeed perKey)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“billing” needs order per “orderId”, but “LineAdded” is keyed by “region”, which can differ between ' +
              'messages with the same “orderId”.',
          },
        ],
      },
      {
        name: 'nobody has said whether the customer follows from the order',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          contract OrderPlaced 1.0.0 event (entity order, entityKey orderId) {
            orderId string
            customerId string
          }
          orders-api -> orders (contracts OrderPlaced, key customerId) -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'the same, with an unknown number of partitions',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main
          service billing
          contract OrderPlaced 1.0.0 event (entity order, entityKey orderId) {
            orderId string
            customerId string
          }
          orders-api -> orders (contracts OrderPlaced, key customerId) -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a handler with an order of its own, before any contract is drawn',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          orders-api -> orders (key region) -> billing (orderingNeed perKey, orderBy orderId)
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'keyed by what order is needed per',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          contract OrderPlaced 1.0.0 event (entity order, entityKey orderId) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced, key orderId) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'keyed by the customer, which every order has exactly one of',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          contract OrderPlaced 1.0.0 event (entity order, entityKey orderId) {
            orderId string determines [customerId]
            customerId string
          }
          orders-api -> orders (contracts OrderPlaced, key customerId) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'the key begins with the tenant, which follows from the order',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          contract OrderPlaced 1.0.0 event (entity order, entityKey orderId) {
            orderId string determines [tenantId]
            tenantId string
          }
          orders-api -> orders (contracts OrderPlaced, key "tenantId:orderId") -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'a single partition keeps everything in order',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 1)
          service billing
          contract OrderPlaced 1.0.0 event (entity order, entityKey orderId) {
            orderId string
            region string
          }
          orders-api -> orders (contracts OrderPlaced, key region) -> billing (orderingNeed perKey)
        `,
      },
    ],
  },
  mend: [
    'Key by the field within which order is needed.',
    'If the key follows from that field, declare it: orderId determines customerId.',
    'Re-key through a processor, and mind that this can lose order itself.',
  ],
  notWhen: [
    'Keying orders by customer is right where an order belongs to one customer: it keeps order per customer and per order.',
    'A key of several fields, such as tenant and order, is fine if each of them follows from the order.',
    'With a single partition, or one constant key, everything is in order.',
  ],
  sources: [sources.Z204, sources['KAFKA-design'], sources['CONF-keys']],
});
