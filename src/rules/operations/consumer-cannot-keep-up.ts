import type { Id } from '#base/ids.ts';
import { count } from '#base/text.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import { ratePerSecond, unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { carriersOf, readsOf } from '../helpers/carries.ts';
import { contractId, contractOf } from '../helpers/contracts.ts';
import { keyOf } from '../helpers/keys.ts';
import { distinctKeys, type Parallel, parallelOf } from '../helpers/parallel.ts';
import { arrivalsOf, rateOf, spokenRate } from '../helpers/rates.ts';
import { shareMessages } from '../helpers/unit.ts';
import { assigned, workersOf } from '../helpers/workers.ts';
import { all, any, conclude, holds, likely, not, type OpenQuestion, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface TooSlow extends Fact {
  readonly how: 'behind' | 'tight';
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  /** What comes in, what is handled at most, and what one instance handles. */
  readonly rate: string;
  readonly total: string;
  readonly capacity: string;
  readonly most: number;
  readonly bound: Parallel['bound'];
  /** How many instances would do, if more of them help, and how many partitions that takes. */
  readonly instances?: number;
  readonly partitions?: number;
  /** How fast one instance would have to be. */
  readonly faster: string;
}

interface FewKeys extends Fact {
  readonly how: 'fewKeys';
  readonly channel: Id;
  readonly partitions: number;
  readonly keys: readonly string[];
  readonly values: number;
}

type CannotKeepUp = TooSlow | FewKeys;

/** Above this share of what it can do, a consumer works off a backlog slowly, and a burst leaves one. */
const busy = 0.7;

/** The rate of a contract is that of all its messages; where several channels carry it, each may get a part. */
function isDivided(read: Reads, consumes: EdgeOf<'consumes'>): boolean {
  return readsOf(read, consumes)
    .map(contractId)
    .some((id) => {
      if (contractOf(read, id)?.props.rate === unknown) return false;
      const main = carriersOf(read, id).filter((channel) => read.of(channel, 'channel')?.props.role === 'main');
      return main.length > 1;
    });
}

/** More instances, and the partitions that they need; nothing if it takes more than that. */
function scaled(read: Reads, consumes: EdgeOf<'consumes'>, bound: Parallel['bound'], needed: number): Partial<TooSlow> {
  const node = read.element(consumes.to);
  const scales = node?.kind === 'service' || node?.kind === 'processor' || node?.kind === 'connector';
  const keys = distinctKeys(read, consumes.from);
  if (!scales || (bound !== 'instances' && bound !== 'partitions') || (keys !== undefined && keys < needed)) return {};
  const partitions = read.of(consumes.from, 'channel')?.props.partitions;
  const exclusive = assigned(read, consumes, 'exclusivePartition').holds === true;
  return {
    instances: Math.max(needed, workersOf(read, consumes)),
    ...(exclusive && typeof partitions === 'number' && partitions < needed && { partitions: needed }),
  };
}

function* ofHandler(consumes: EdgeOf<'consumes'>, read: Reads): Generator<CannotKeepUp | OpenQuestion> {
  const role = read.of(consumes.from, 'channel')?.props.role;
  // How much goes into a retry channel or a dead-letter queue is not said by the rate of the contract.
  if (role !== 'main' && role !== 'reply') return;
  const capacity = ratePerSecond(consumes.props.capacity);
  const rate = arrivalsOf(read, consumes);
  if (capacity === undefined || rate === undefined) {
    const contract = readsOf(read, consumes).map(contractId)[0];
    if (rate !== undefined && consumes.props.capacity === unknown) yield { open: [{ id: consumes.id, property: 'capacity' }] };
    if (capacity !== undefined && contract !== undefined) yield { open: [{ id: contract, property: 'rate' }] };
    return;
  }
  // Several handlers that share the messages are not added up.
  const others = read.out(consumes.from, 'consumes').filter((other) => other.id !== consumes.id);
  const shared = any(...others.map((other) => shareMessages(read, consumes, other)));
  if (shared.holds) return;
  const { most, bound, asks } = parallelOf(read, consumes);
  const load = rate / (capacity * most);
  if (!(load >= busy)) {
    if (asks.length > 0 && rate / capacity >= busy) yield { open: asks };
    return;
  }
  const severity = load >= 1 ? 'error' : 'warning';
  const claim = all(isDivided(read, consumes) ? likely : holds, supposing(not(shared)));
  yield* conclude(severity, claim, (conclusion) => ({
    ...conclusion,
    about: [],
    how: load >= 1 ? 'behind' : 'tight',
    consumes: consumes.id,
    reader: consumes.to,
    channel: consumes.from,
    rate: rateOf(rate),
    total: rateOf(capacity * most),
    capacity: consumes.props.capacity,
    most,
    bound,
    ...(capacity > 0 && scaled(read, consumes, bound, Math.floor(rate / (capacity * busy)) + 1)),
    faster: rateOf((rate / (busy * most)) * 1.05),
  }));
}

function* ofChannel({ id, props }: ElementOf<'channel'>, read: Reads): Generator<CannotKeepUp> {
  const { partitions } = props;
  if (typeof partitions !== 'number' || partitions < 2) return;
  const values = distinctKeys(read, id);
  if (values === undefined || values >= partitions) return;
  const keys = [...new Set(read.into(id, 'publishes').map((publishes) => keyOf(read, publishes)))];
  yield { severity: 'hint', assumes: [], about: ['keys'], how: 'fewKeys', channel: id, partitions, keys, values };
}

function within({ bound, most, capacity }: TooSlow): string {
  const each = `${spokenRate(capacity)} each`;
  switch (bound) {
    case 'instances':
      return most === 1 ? 'one instance' : `${most} instances, ${each}`;
    case 'partitions':
      return `${count(most, 'partition')} for ${count(most, 'instance')} at work, ${each}`;
    case 'keys':
      return `${count(most, 'key')} for ${count(most, 'instance')} at work, ${each}`;
    case 'oneKey':
      return 'one key for all messages leaves one instance at work';
    case 'oneActive':
      return 'one instance is active at a time';
    case 'globalOrder':
      return 'one message at a time, to keep all of them in order';
  }
}

/**
 * Differences from the catalogue: also the number of different keys limits how many instances have something to do. One
 * hot key is not looked at: its share is not drawn. The hint about few keys stands on the channel, once. Where several
 * channels carry a contract, its rate may be divided among them, which is one step down.
 */
export const consumerCannotKeepUp = defineRule<'consumes' | 'channel', CannotKeepUp>({
  id: 'consumer-cannot-keep-up',
  category: 'operations',
  severity: 'warning',
  title: 'Consumer cannot keep up at peak',
  summary: 'At peak more messages arrive than a consumer can handle, or nearly as many.',
  why:
    'What cannot be handled waits. As long as more comes in than goes out, the backlog grows, every message is handled later ' +
    'than the one before, and in the end messages expire or the broker is full. Messages of one key can’t be spread at all.',
  behavioural: { invariants: ['bounded'], faults: ['peak load', 'slow consumer'] },
  subject: ['consumes', 'channel'],
  *check(subject, read) {
    yield* subject.kind === 'channel' ? ofChannel(subject, read) : ofHandler(subject, read);
  },
  explain(fact, say) {
    if (fact.how === 'fewKeys') {
      const { channel, partitions, keys, values } = fact;
      return {
        at: [channel],
        what: `${say.name(channel)} has ${partitions} partitions, but its key ${keys.map(say.word).join(' or ')} has only ${count(values, 'different value')}.`,
        why: 'All messages of one key go into one partition, so some partitions stay empty, and whoever reads them has nothing to do.',
        next: 'Choose a key with more values, or make do with fewer partitions.',
      };
    }
    const { consumes, reader, channel, how, rate, total, bound, instances } = fact;
    const name = say.name(reader);
    const handles = `${name} can handle ${spokenRate(total)} (${within(fact)})`;
    return {
      at: [consumes, reader, channel],
      what:
        how === 'behind'
          ? `At peak ${say.name(channel)} brings up to ${spokenRate(rate, 'messages')}, but ${handles}, so what waits grows and grows.`
          : `At peak ${say.name(channel)} brings up to ${spokenRate(rate, 'messages')}, and ${handles}: a burst or a restart leaves a backlog for long.`,
      next:
        instances !== undefined
          ? 'Let more instances work at once, or make the handling of one message faster. If neither is possible, leave out or ' +
            'sum up messages, or slow the producer down.'
          : bound === 'keys' || bound === 'oneKey'
            ? 'Spread messages over more keys, or make the handling of one message faster.'
            : 'Make the handling of one message faster, or ask for less order, so that several can be handled at once.',
    };
  },
  fixes: [
    {
      id: 'scale-out',
      fits: (fact) => fact.how !== 'fewKeys' && fact.instances !== undefined,
      title: (fact, say) => {
        if (fact.how === 'fewKeys') return '';
        const { reader, channel, instances = 1, partitions } = fact;
        const on = partitions === undefined ? '' : `, and give ${say.name(channel)} ${count(partitions, 'partition')}`;
        return `Run ${count(instances, 'instance')} of ${say.name(reader)}${on}`;
      },
      kind: 'suggestion',
      edits: (fact) =>
        fact.how === 'fewKeys' || fact.instances === undefined
          ? []
          : [
              set(fact.reader, 'instances', fact.instances),
              ...(fact.partitions === undefined ? [] : [set(fact.channel, 'partitions', fact.partitions)]),
            ],
    },
    {
      id: 'faster',
      fits: ({ how }) => how !== 'fewKeys',
      title: (fact, say) =>
        fact.how === 'fewKeys'
          ? ''
          : `Let one instance of ${say.name(fact.reader)} handle ${spokenRate(fact.faster)}, for example in batches`,
      kind: 'suggestion',
      edits: (fact) => (fact.how === 'fewKeys' ? [] : [set(fact.consumes, 'capacity', fact.faster)]),
    },
    {
      id: 'fewer-partitions',
      fits: ({ how }) => how === 'fewKeys',
      title: (fact, say) => (fact.how === 'fewKeys' ? `Give ${say.name(fact.channel)} ${count(fact.values, 'partition')}` : ''),
      kind: 'suggestion',
      edits: (fact) => (fact.how === 'fewKeys' ? [set(fact.channel, 'partitions', fact.values)] : []),
    },
  ],
  examples: {
    bad: [
      {
        name: 'five hundred a second, three partitions, a hundred a second each',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 3)
          service billing (instances 4)
          contract OrderPlaced 1.0.0 event (rate 500/s)
          shop -> orders (contracts OrderPlaced, key orderId) -> billing (capacity 100/s)
        `,
        expects: [
          {
            severity: 'error',
            what:
              'At peak “orders” brings up to 500 messages a second, but “billing” can handle 300 a second (3 partitions for 3 ' +
              'instances at work, 100 a second each), so what waits grows and grows.',
          },
        ],
      },
      {
        name: 'nearly as much as it can handle',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          queue orders on rabbit
          service billing (instances 2)
          contract OrderPlaced 1.0.0 event (rate 170/s)
          shop -> orders (contracts OrderPlaced) -> billing (capacity 100/s)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'everything in one order, and one at a time is too slow',
        sketch: sketch`
          broker main kafka
          service shop
          topic bookings on main (partitions 1)
          service ledger (instances 3)
          contract Booked 1.0.0 event (rate 30/s)
          shop -> bookings (contracts Booked) -> ledger (orderingNeed global, capacity 20/s)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'the rate may be divided among two topics',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders-eu on main (partitions 1)
          topic orders-us on main (partitions 1)
          service billing
          contract OrderPlaced 1.0.0 event (rate 150/s)
          shop -> orders-eu (contracts OrderPlaced) -> billing (capacity 100/s)
          shop -> orders-us (contracts OrderPlaced)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'twelve partitions and five countries',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 12)
          service billing
          contract OrderPlaced 1.0.0 event { country string distinct 5 }
          shop -> orders (contracts OrderPlaced, key country) -> billing
        `,
        expects: [
          {
            severity: 'hint',
            what: '“orders” has 12 partitions, but its key “country” has only 5 different values.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'eight partitions, eight instances',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 8)
          service billing (instances 8)
          contract OrderPlaced 1.0.0 event (rate 500/s)
          shop -> orders (contracts OrderPlaced, key orderId) -> billing (capacity 100/s)
        `,
      },
      {
        name: 'one order for everything, at low volume',
        sketch: sketch`
          broker main kafka
          service shop
          topic bookings on main (partitions 1)
          service ledger
          contract Booked 1.0.0 event (rate 5/s)
          shop -> bookings (contracts Booked) -> ledger (orderingNeed global, capacity 20/s)
        `,
      },
      {
        name: 'failed messages are few, whatever the rate of the contract',
        sketch: sketch`
          service shop
          topic orders-dlq (role dlq, contracts OrderPlaced)
          service repair
          contract OrderPlaced 1.0.0 event (rate 500/s)
          orders-dlq -> repair (capacity 1/s)
        `,
      },
      {
        name: 'nobody has said how much one instance handles',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 3)
          service billing (instances 4)
          contract OrderPlaced 1.0.0 event (rate 500/s)
          shop -> orders (contracts OrderPlaced, key orderId) -> billing
        `,
      },
      {
        name: 'two services share one queue; what they do together is not added up',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          queue orders on rabbit
          service billing
          service billing-2
          contract OrderPlaced 1.0.0 event (rate 150/s)
          shop -> orders (contracts OrderPlaced) -> billing (capacity 100/s)
          orders -> billing-2 (capacity 100/s)
        `,
      },
    ],
  },
  mend: [
    'Let more instances work at once, with as many partitions.',
    'Make the handler faster: handle batches, ask others less often.',
    'Spread a hot key, if its messages need no order among each other.',
    'Leave out or sum up messages, or slow the producer down.',
  ],
  notWhen: [
    'A short peak that a backlog of minutes evens out does no harm, if nobody waits for the result.',
    'How messages are spread over keys is not drawn: one hot key can be too much for its instance long before the sum is.',
    'Rates and capacities are numbers of people; nothing is measured here.',
  ],
  sources: [sources['KAFKA-design'], sources['CESP-partitioned'], sources['AWS-sqs-fifo'], sources['GCP-ordering']],
});
