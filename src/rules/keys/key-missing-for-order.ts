import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { capabilitiesOf } from '../helpers/cap.ts';
import { meeting } from '../helpers/carries.ts';
import { contractOf, fieldsOf, namedBy } from '../helpers/contracts.ts';
import { isField, type MissingKey, missingKey, optionalParts } from '../helpers/keys.ts';
import { partitioned } from '../helpers/partitioned.ts';
import { all, any, conclude, is } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface KeyMissing extends Fact {
  readonly publishes: Id;
  readonly producer: Id;
  readonly channel: Id;
  /** Handlers that need order, and the nodes that they belong to. */
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
  readonly entity: string;
  readonly missing: MissingKey;
  /** The key that may be missing, where there is one. */
  readonly key: string;
  /** A field that would do as the key, if one is known. */
  readonly candidate?: string;
  /** One partition would put all messages into one order. */
  readonly partitions: boolean;
  readonly connector: boolean;
}

/** The field that says what a message is about: the handler's own wish, the entity key, or a field that is marked so. */
function candidateFor(read: Reads, handlers: readonly EdgeOf<'consumes'>[], contracts: readonly string[]): string | undefined {
  const wished = handlers.map((handler) => handler.props.orderBy);
  const named = contracts.flatMap((each) => namedBy(read, each) ?? []);
  const entityKeys = named.map(({ contract }) => contract.props.entityKey);
  const marked = named.flatMap(({ version }) =>
    (fieldsOf(version) ?? []).filter((field) => field.unique === 'perEntity').map((field) => field.name),
  );
  return [...wished, ...entityKeys, ...marked].find(isField);
}

/**
 * Differences from the catalogue: the finding stands on the arrow that publishes, once for all handlers behind it; and
 * a channel for which no contract is drawn yet counts as carrying one that has no name, or the rule could not be
 * seen before contracts are drawn.
 */
export const keyMissingForOrder = defineRule<'publishes', KeyMissing>({
  id: 'key-missing-for-order',
  category: 'keys',
  severity: 'error',
  title: 'Key missing for order',
  summary: 'Messages are published without a key to a channel in parts, although a consumer needs them in order per key.',
  why:
    'Order holds only inside one partition or group. Messages without a key are spread over all of them, ' +
    'so two messages about the same thing can be handled in either order.',
  behavioural: { invariants: ['key-order'], faults: ['slow partition'] },
  subject: ['publishes'],
  *check(publishes, read) {
    const channel = publishes.to;
    const met = read.out(channel, 'consumes').flatMap((handler) => {
      const common = meeting(read, publishes, handler);
      return common ? [{ handler, contracts: common.contracts }] : [];
    });
    if (met.length === 0) return;
    const parts = partitioned(read, channel);
    const cases = met.map(({ handler, contracts }) => {
      const [missing, claim] = missingKey(read, publishes, contracts);
      return { handler, contracts, missing, claim: all(is(handler, 'orderingNeed', 'perKey'), parts, claim) };
    });
    const found = cases.filter(({ claim }) => claim.holds);
    const contracts = [...new Set(found.flatMap((each) => each.contracts))];
    yield* conclude('error', any(...cases.map(({ claim }) => claim)), (conclusion) => {
      const candidate = candidateFor(
        read,
        found.map(({ handler }) => handler),
        contracts,
      );
      return {
        ...conclusion,
        about: [],
        publishes: publishes.id,
        producer: publishes.from,
        channel,
        handlers: found.map(({ handler }) => handler.id),
        readers: found.map(({ handler }) => handler.to),
        entity: contracts.map((each) => contractOf(read, each)?.props.entity ?? '').find((entity) => entity !== '') ?? '',
        missing: found[0]?.missing ?? 'key',
        key: publishes.props.key,
        ...(candidate !== undefined && { candidate }),
        partitions: capabilitiesOf(read, channel).row?.scope.value === 'partition',
        connector: read.of(publishes.from, 'connector') !== undefined,
      };
    });
  },
  explain({ publishes, producer, channel, handlers, readers, entity, missing, key, candidate }, say) {
    const from = say.name(producer);
    const to = say.name(channel);
    const need =
      `${say.names(readers)} ${say.agree(readers, 'needs', 'need')} the messages about one ` + `${entity || 'thing'} in order`;
    const what = {
      key: `${from} publishes to ${to} without a key, but ${need}.`,
      said: `Nobody has said by which key ${from} publishes to ${to}, and ${need}.`,
      value: `${from} publishes to ${to} by the key ${say.word(key)}, which some messages do not have, but ${need}.`,
    }[missing];
    const example = candidate === undefined ? '' : `, for example ${say.word(candidate)}`;
    const next =
      missing === 'value'
        ? `Make ${say.word(key)} a required field, or choose a key that every message has.`
        : `Give every message a key that says what it is about${example}. If order does not matter, say so at the consumer.`;
    return { at: [publishes, producer, channel, ...handlers], what, next };
  },
  fixes: [
    {
      id: 'set-key',
      fits: ({ candidate, key, connector }) => candidate !== undefined && candidate !== key && !connector,
      title: ({ producer, channel, candidate }, say) =>
        `Key what ${say.name(producer)} publishes to ${say.name(channel)} by ${say.word(candidate as string)}`,
      kind: 'suggestion',
      edits: ({ publishes, candidate }) => (candidate === undefined ? [] : [set(publishes, 'key', candidate)]),
    },
    {
      id: 'key-from-row',
      fits: ({ connector }) => connector,
      title: ({ producer }, say) => `Let ${say.name(producer)} use the primary key of the row as the key`,
      kind: 'suggestion',
      edits: ({ producer, publishes }) => [set(producer, 'keyFrom', 'primaryKey'), set(publishes, 'key', '?')],
    },
    {
      id: 'require-field',
      fits: ({ missing }) => missing === 'value',
      title: ({ key }, say) => `Make ${say.word(key)} a required field`,
      kind: 'suggestion',
      edits({ publishes, handlers, key }, read) {
        const edge = read.edge(publishes);
        if (edge?.kind !== 'publishes') return [];
        const readers = handlers.flatMap((id) => read.edge(id) ?? []).filter((each) => each.kind === 'consumes');
        const references = new Set(readers.flatMap((handler) => meeting(read, edge, handler)?.contracts ?? []));
        return optionalParts(read, [...references], key).map(([id, path]) => set(id, path, 'yes'));
      },
    },
    {
      id: 'one-partition',
      fits: ({ partitions }) => partitions,
      title: ({ channel }, say) => `Use a single partition for ${say.name(channel)}, if it can carry the load`,
      kind: 'suggestion',
      edits: ({ channel }) => [set(channel, 'partitions', 1)],
    },
    {
      id: 'no-order',
      title: ({ readers }, say) => `Say that ${say.names(readers)} ${say.agree(readers, 'does', 'do')} not need order`,
      kind: 'suggestion',
      edits: ({ handlers }) => handlers.map((id) => set(id, 'orderingNeed', 'none')),
    },
  ],
  examples: {
    bad: [
      {
        name: 'no key on a topic with six partitions',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          contract OrderPlaced 1.0.0 event (entity order, entityKey orderId) {
            orderId string
          }
          orders-api -> orders (contracts OrderPlaced, key none) -> billing (orderingNeed perKey)
        `,
        expects: [
          {
            severity: 'error',
            what: '“orders-api” publishes to “orders” without a key, but “billing” needs the messages about one order in order.',
          },
        ],
      },
      {
        name: 'nobody has said by which key',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          orders-api -> orders -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'no key, and an unknown number of partitions',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main
          service billing
          orders-api -> orders (key none) -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a key that some messages do not have',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          contract OrderPlaced 1.0.0 event {
            orderId string
            basketId string optional
          }
          orders-api -> orders (contracts OrderPlaced, key basketId) -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a connector that sets no key',
        sketch: sketch`
          broker main kafka
          store orders-db relational
          connector capture cdc (keyFrom none)
          topic orders on main (partitions 6)
          service billing
          orders-db -> capture -> orders -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a FIFO queue without a message group',
        sketch: sketch`
          broker aws sns-sqs
          service orders-api
          queue orders on aws (variant fifo)
          service billing
          orders-api -> orders (key none) -> billing (orderingNeed perKey)
        `,
        expects: [{ severity: 'error' }],
      },
    ],
    good: [
      {
        name: 'a key',
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
        name: 'messages without a key that nobody needs in order, such as logs and metrics',
        sketch: sketch`
          broker main kafka
          service sensors
          topic readings on main (partitions 12)
          service dashboard
          sensors -> readings (key none) -> dashboard (orderingNeed none)
        `,
      },
      {
        name: 'a single partition',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 1)
          service billing
          orders-api -> orders (key none) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'one constant key: slow, but in order',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service billing
          orders-api -> orders (key const) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'a channel that is not decided yet',
        sketch: sketch`
          service orders-api
          channel orders
          service billing
          orders-api -> orders (key none) -> billing (orderingNeed perKey)
        `,
      },
    ],
  },
  mend: [
    'Set the key to the id of the thing that the messages are about.',
    'Make the field that serves as the key required.',
    'Use one partition, if it can carry the load.',
    'Make the consumer independent of order: carry a sequence, send the whole state, and skip what is older.',
  ],
  notWhen: [
    'Messages that are about no single thing need no key: nothing is said unless a consumer states that it needs order per key.',
    'With a single partition, or one constant key, all messages are in one order.',
  ],
  sources: [
    sources['KAFKA-design'],
    sources['KAFKA-conf'],
    sources['CONF-keys'],
    sources.Z204,
    sources['CE-partitioning'],
    sources['KSQL-partition'],
    sources['AWS-sqs-fifo'],
    sources['GCP-ordering'],
  ],
});
