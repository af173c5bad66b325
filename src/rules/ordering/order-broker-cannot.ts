import type { Id } from '#base/ids.ts';
import { productOf, variantOf } from '#brokers/index.ts';
import type { EdgeOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { cap, capabilitiesOf } from '../helpers/cap.ts';
import { all, any, type Claim, conclude, fails, is, not, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface BrokerCannot extends Fact {
  readonly need: 'perKey' | 'global';
  readonly channel: Id;
  readonly handlers: readonly Id[];
  readonly readers: readonly Id[];
  readonly producers: readonly Id[];
  readonly scope: string;
  readonly product: string;
  readonly variant: string;
  /** Another variant of the same product that keeps order, where this one keeps none. */
  readonly ordered?: string;
}

/** No single line that all messages stand in: several partitions and several keys. */
function severalLines(read: Reads, channel: Id, scope: string): Claim {
  const partitions = read.of(channel, 'channel')?.props.partitions ?? '?';
  const several = typeof partitions === 'number' ? said(partitions > 1) : unsaid({ id: channel, property: 'partitions' });
  const publishes = read.into(channel, 'publishes');
  const keys = publishes.length === 0 ? said(true) : any(...publishes.map((edge) => not(is(edge, 'key', 'const'))));
  switch (scope) {
    case 'none':
      return said(true);
    case 'partition':
      return all(supposing(several), supposing(keys));
    case 'group':
      return partitions === 1 ? fails : supposing(keys);
    case 'queue':
      return typeof partitions === 'number' && partitions > 1 ? supposing(keys) : fails;
    default:
      return fails;
  }
}

/** The first other variant of the product that promises order, of the same type where there is one. */
function orderedVariant(read: Reads, channel: Id): string | undefined {
  const { row } = capabilitiesOf(read, channel);
  const broker = read.of(read.of(channel, 'channel')?.props.broker ?? '', 'broker');
  const others = productOf(broker?.props.product ?? '')?.variants.filter((each) => each.scope.value !== 'none') ?? [];
  return (others.find((each) => each.type.value === row?.type.value) ?? others[0])?.variant;
}

/**
 * Differences from the catalogue: the finding stands on the channel, once for all handlers that need what it can't
 * give; and a queue counts as one line without anybody saying that it has one partition.
 */
export const orderBrokerCannot = defineRule<'channel', BrokerCannot>({
  id: 'order-broker-cannot',
  category: 'ordering',
  severity: 'error',
  title: 'Broker cannot keep the order needed',
  summary: 'A consumer needs an order that the chosen product or mode does not promise.',
  why: 'What a broker does not promise does not hold under load, even if it looks so in a test with one message at a time.',
  behavioural: { invariants: ['key-order'], faults: ['normal load'] },
  subject: ['channel'],
  *check(channel, read) {
    const handlers = read.out(channel.id, 'consumes');
    const needy = handlers.filter((handler) => handler.props.orderingNeed !== 'none');
    if (needy.length === 0) return;
    const { row } = capabilitiesOf(read, channel.id);
    const scope = row?.scope.value ?? '?';
    const broker = read.of(channel.props.broker, 'broker');
    const ordered = scope === 'none' ? orderedVariant(read, channel.id) : undefined;
    const fact = (need: 'perKey' | 'global', found: readonly EdgeOf<'consumes'>[]) => ({
      about: [need],
      need,
      channel: channel.id,
      handlers: found.map((handler) => handler.id),
      readers: found.map((handler) => handler.to),
      producers: read.into(channel.id, 'publishes').map((edge) => edge.from),
      scope,
      product: broker?.props.product ?? '?',
      variant: row?.variant ?? '',
      ...(ordered !== undefined && { ordered }),
    });
    const none = cap(read, channel.id, 'scope', 'none');
    const perKey = needy.map((handler) => all(is(handler, 'orderingNeed', 'perKey'), none));
    yield* conclude('error', any(...perKey), (found) => ({
      ...found,
      ...fact(
        'perKey',
        needy.filter((_, i) => perKey[i]?.holds),
      ),
    }));
    const lines = row ? severalLines(read, channel.id, scope) : not(cap(read, channel.id, 'scope', 'channel'));
    const global = needy.map((handler) => all(is(handler, 'orderingNeed', 'global'), lines));
    yield* conclude('error', any(...global), (found) => ({
      ...found,
      ...fact(
        'global',
        needy.filter((_, i) => global[i]?.holds),
      ),
    }));
  },
  explain({ need, channel, handlers, readers, scope, product, variant, ordered, assumes }, say) {
    const name = say.name(channel);
    const who = say.names(readers);
    const needs = `${who} ${say.agree(readers, 'needs', 'need')}`;
    const mode = `${productOf(product)?.label ?? product} in the mode ${say.word(variant)}`;
    if (scope === 'none') {
      return {
        at: [channel, ...handlers],
        what:
          need === 'perKey'
            ? `${needs} the messages of each key in order, but ${name} is on ${mode}, which promises no order at all.`
            : `${needs} all messages in order, but ${name} is on ${mode}, which promises no order at all.`,
        next: ordered
          ? `Use the mode ${say.word(ordered)}, or let each message carry a sequence so that ${who} can put them in order.`
          : `Use a product that keeps order, or let each message carry a sequence so that ${who} can put them in order.`,
      };
    }
    return {
      at: [channel, ...handlers],
      what:
        assumes.length > 0
          ? `${needs} all messages of ${name} in one order. That holds only if all of them stand ` +
            'in one line, and nobody has said so.'
          : `${needs} all messages of ${name} in one order, but order holds only within one ` +
            `${scope === 'group' ? 'group' : 'partition'} of it.`,
      why: 'Between two partitions or groups there is no order: each is read at its own speed.',
      next: `If the load allows it, put all messages in one line. Often order per key is enough: then say so at ${who}.`,
    };
  },
  fixes: [
    {
      id: 'switch-variant',
      fits: ({ need, ordered }) => need === 'perKey' && ordered !== undefined,
      title: ({ channel, ordered }, say) => `Switch ${say.name(channel)} to the mode ${say.word(ordered as string)}`,
      kind: 'suggestion',
      edits: ({ channel, ordered }) => (ordered === undefined ? [] : [set(channel, 'variant', ordered)]),
    },
    {
      id: 'one-line',
      fits: ({ need, scope, ordered }) => need === 'global' && (scope !== 'none' || ordered !== undefined),
      title: ({ channel }, say) => `Put all messages of ${say.name(channel)} in one line`,
      kind: 'suggestion',
      edits({ channel, product, ordered }, read) {
        const variant = ordered === undefined ? [] : [set(channel, 'variant', ordered)];
        const scope =
          ordered === undefined ? capabilitiesOf(read, channel).row?.scope.value : variantOf(product, ordered)?.scope.value;
        if (scope !== 'group') return [...variant, set(channel, 'partitions', 1)];
        return [...variant, ...read.into(channel, 'publishes').map((edge) => set(edge.id, 'key', 'const'))];
      },
    },
    {
      id: 'order-per-key',
      fits: ({ need }) => need === 'global',
      title: ({ readers, channel, ordered }, say) =>
        `Say that order per key is enough for ${say.names(readers)}` +
        (ordered === undefined ? '' : `, and switch ${say.name(channel)} to the mode ${say.word(ordered)}`),
      kind: 'suggestion',
      edits: ({ handlers, channel, ordered }) => [
        ...handlers.map((id) => set(id, 'orderingNeed', 'perKey')),
        ...(ordered === undefined ? [] : [set(channel, 'variant', ordered)]),
      ],
    },
    {
      id: 'no-order',
      fits: ({ need }) => need === 'perKey',
      title: ({ readers }, say) => `Make ${say.names(readers)} independent of order`,
      kind: 'suggestion',
      edits: ({ handlers }) => handlers.map((id) => set(id, 'orderingNeed', 'none')),
    },
  ],
  examples: {
    bad: [
      {
        name: 'order per key over an SQS standard queue',
        sketch: sketch`
          broker aws sns-sqs
          service orders-api
          queue orders on aws (variant standard)
          service billing
          orders-api -> orders (key orderId) -> billing (orderingNeed perKey)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“billing” needs the messages of each key in order, but “orders” is on Amazon SNS and SQS in the mode ' +
              '“standard”, ' +
              'which promises no order at all.',
          },
        ],
      },
      {
        name: 'one order for everything, on six partitions',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service audit
          orders-api -> orders (key orderId) -> audit (orderingNeed global)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'one order for everything, on nobody knows how many partitions',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main
          service audit
          orders-api -> orders (key orderId) -> audit (orderingNeed global)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'one order for everything, in a mode without order',
        sketch: sketch`
          broker aws sns-sqs
          service orders-api
          queue orders on aws (variant standard)
          service audit
          orders-api -> orders (key orderId) -> audit (orderingNeed global)
        `,
        expects: [{ severity: 'error' }],
      },
    ],
    good: [
      {
        name: 'an SQS FIFO queue with one message group for each order',
        sketch: sketch`
          broker aws sns-sqs
          service orders-api
          queue orders on aws (variant fifo)
          service billing
          orders-api -> orders (key orderId) -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'one order for everything, on a single partition, where the volume is low',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 1)
          service audit
          orders-api -> orders (key orderId) -> audit (orderingNeed global)
        `,
      },
      {
        name: 'one order for everything, with one constant key',
        sketch: sketch`
          broker main kafka
          service orders-api
          topic orders on main (partitions 6)
          service audit
          orders-api -> orders (key const) -> audit (orderingNeed global)
        `,
      },
      {
        name: 'one of several queues, chosen by one constant key',
        sketch: sketch`
          broker rabbit rabbitmq
          service orders-api
          queue orders on rabbit (variant quorum, partitions 4)
          service audit
          orders-api -> orders (key const) -> audit (orderingNeed global, assignment singleActive)
        `,
      },
      {
        name: 'a queue is one line',
        sketch: sketch`
          broker rabbit rabbitmq
          service orders-api
          queue orders on rabbit (variant quorum)
          service audit
          orders-api -> orders -> audit (orderingNeed global, assignment singleActive)
        `,
      },
      {
        name: 'no broker is chosen yet',
        sketch: sketch`
          service orders-api
          channel orders
          service billing
          orders-api -> orders -> billing (orderingNeed perKey)
        `,
      },
      {
        name: 'nobody needs an order',
        sketch: sketch`
          broker aws sns-sqs
          service orders-api
          queue orders on aws (variant standard)
          service billing
          orders-api -> orders -> billing (orderingNeed none)
        `,
      },
    ],
  },
  mend: [
    'Choose a mode that keeps order: FIFO, sessions, ordering keys, Key_Shared, a consumer group instead of a share group.',
    'Ask for order per key instead of one order over everything.',
    'Use one partition, or one constant key, if the load allows it.',
    'Carry a sequence, and put messages in order or skip stale ones in the consumer.',
  ],
  notWhen: [
    'One order over everything is a fair wish where the volume is low: a single partition gives it.',
    'While no broker is chosen, nothing is said.',
  ],
  sources: [
    sources['AWS-sqs-standard'],
    sources['GCP-ordering'],
    sources['ASB-sessions'],
    sources['KIP-932'],
    sources['PULSAR-messaging'],
    sources['KAFKA-design'],
  ],
});
