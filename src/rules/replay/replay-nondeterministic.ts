import type { Id } from '#base/ids.ts';
import { list } from '#base/text.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { readsOf } from '../helpers/carries.ts';
import { untied } from '../helpers/causes.ts';
import { contractOf } from '../helpers/contracts.ts';
import { callsBy, writesBy } from '../helpers/eff.ts';
import { rebuilds } from '../helpers/replays.ts';
import { all, any, type Claim, conclude, fails, holds, is, likely } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import type { Say } from '../say.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface Nondeterministic extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  /** As stated on the handler: clock, random, externalQuery. */
  readonly stated: readonly string[];
  readonly asked: readonly { readonly call: Id; readonly whom: Id }[];
  /** It is meant to be rebuilt; else only its data looks as if it could be. */
  readonly rebuilt: boolean;
  readonly stores: readonly Id[];
}

const uses: Readonly<Record<string, string>> = {
  clock: 'looks at the clock',
  random: 'makes up random values',
  externalQuery: 'asks other systems',
};

function doings({ stated, asked }: Nondeterministic, say: Say): string {
  const named = asked.length > 0 ? [`asks ${say.names(asked.map(({ whom }) => whom))}`] : [];
  const words = stated.filter((each) => each !== 'externalQuery' || asked.length === 0).map((each) => uses[each] as string);
  return list([...named, ...words]);
}

/** Messages that carry no time of their own yet get one, so that nobody has to look at the clock. */
function stamped(read: Reads, references: readonly string[]): Edit[] {
  const contracts = new Set(references.map((each) => contractOf(read, each)));
  return [...contracts].flatMap((contract) => {
    const meta = contract?.props.meta;
    return contract && Array.isArray(meta) && !meta.includes('time') ? [set(contract.id, 'meta', [...meta, 'time'])] : [];
  });
}

/**
 * Difference from the catalogue: a projection is looked at only while nobody has said that it is never rebuilt.
 */
export const replayNondeterministic = defineRule<'consumes', Nondeterministic>({
  id: 'replay-nondeterministic',
  category: 'replay',
  severity: 'error',
  title: 'Replay gives another result',
  summary:
    'A handler makes its data not only from messages, but also from the time, from chance, or from what other systems ' +
    'answer, although the data is to be made again by a replay.',
  why:
    'The time, random numbers and the answers of other systems are different the next time. What is built again is then not ' +
    'what was there before, and nobody can tell which of the two is right.',
  behavioural: { invariants: ['replay-safe'], faults: ['replay'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const channel = read.of(consumes.from, 'channel');
    if (!channel || consumes.props.rebuild === 'no') return;
    const { nondeterminism } = consumes.props;
    const stated = typeof nondeterminism === 'string' ? [] : nondeterminism;
    const calls = callsBy(read, consumes).map((call) => ({ call, claim: is(call, 'purpose', 'query') }));
    if (stated.length === 0 && calls.every(({ claim }) => claim.holds === false)) return;
    const views = writesBy(read, consumes).filter((write) => {
      const role = read.of(write.to, 'store')?.props.role;
      return role === 'readModel' || role === 'state';
    });
    const rebuilt = rebuilds(channel, consumes);
    const projection: Claim = views.length > 0 ? all(is(channel, 'type', 'log'), likely) : fails;
    const claim = all(any(stated.length > 0 ? holds : fails, ...calls.map((each) => each.claim)), any(rebuilt, projection));
    yield* conclude('error', claim, (conclusion) => ({
      ...conclusion,
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      stated,
      asked: calls.filter((each) => each.claim.holds).map(({ call }) => ({ call: call.id, whom: call.to })),
      rebuilt: rebuilt.holds === true,
      stores: views.map(({ to }) => to),
    }));
  },
  explain(fact, say) {
    const { consumes, reader, channel, asked, rebuilt, stores } = fact;
    const data = rebuilt
      ? `its data, which is to be built again from ${say.name(channel)}`
      : `${say.names(stores)}, which can be built again from ${say.name(channel)}`;
    return {
      at: [consumes, reader, channel, ...asked.map(({ whom }) => whom)],
      what: `${say.name(reader)} ${doings(fact, say)} when it makes ${data}: the next time the result is another one.`,
      next:
        'Let the producer put times, ids and values that were looked up into the message, or record the answer as an event of ' +
        'its own.',
    };
  },
  fixes: [
    {
      id: 'from-message',
      title: ({ reader, channel }, say) =>
        `Let ${say.name(reader)} take all that it needs from the messages of ${say.name(channel)}`,
      kind: 'suggestion',
      edits({ consumes, stated, asked }, read) {
        const handler = read.edge(consumes);
        if (handler?.kind !== 'consumes') return [];
        return [
          ...(stated.length > 0 ? [set(consumes, 'nondeterminism', [])] : []),
          ...(stated.includes('clock') ? stamped(read, readsOf(read, handler)) : []),
          ...asked.flatMap(({ call }) => {
            const edge = read.edge(call);
            return edge?.kind === 'calls' ? untied(read, edge, consumes) : [];
          }),
        ];
      },
    },
    {
      id: 'never-rebuilt',
      title: ({ reader, channel }, say) =>
        `Say that the data of ${say.name(reader)} is never built again from ${say.name(channel)}`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'rebuild', 'no')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a price that is looked up while the view is built',
        sketch: sketch`
          service shop
          topic orders
          service order-history
          service prices
          store history relational (role readModel)
          shop -> orders -> order-history (rebuild yes)
          order-history -> prices (purpose query)
          order-history -> history (mode upsert)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“order-history” asks “prices” when it makes its data, which is to be built again from “orders”: the next time ' +
              'the result is another one.',
          },
        ],
      },
      {
        name: 'the time of handling, and ids that are made up',
        sketch: sketch`
          service shop
          topic orders (contracts OrderPlaced)
          service order-history
          store history relational (role readModel)
          contract OrderPlaced 1.0.0 event (meta [id, type])
          shop -> orders -> order-history (rebuild yes, nondeterminism [clock, random])
          order-history -> history (mode upsert)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“order-history” looks at the clock and makes up random values when it makes its data, which is to be built ' +
              'again from “orders”: the next time the result is another one.',
          },
        ],
      },
      {
        name: 'a projection of a log, of which nobody has said whether it is rebuilt',
        sketch: sketch`
          service shop
          topic orders
          topic returns
          service order-history
          service prices
          store history relational (role readModel)
          shop -> orders -> order-history (nondeterminism externalQuery)
          shop -> returns -> order-history (rebuild no)
          order-history -> prices (purpose query)
          order-history -> history (mode upsert)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“order-history” asks “prices” when it makes “history”, which can be built again from “orders”: the next time ' +
              'the result is another one.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'the price stands in the event',
        sketch: sketch`
          service shop
          topic orders (contracts OrderPlaced)
          service order-history
          store history relational (role readModel)
          contract OrderPlaced 1.0.0 event {
            orderId string
            price   long
          }
          shop -> orders -> order-history (rebuild yes)
          order-history -> history (mode upsert)
        `,
      },
      {
        name: 'a table of prices with their dates, kept beside the view',
        sketch: sketch`
          service shop
          topic orders
          service order-history
          store price-list relational
          store history relational (role readModel)
          shop -> orders -> order-history (rebuild yes)
          price-list -> order-history
          order-history -> history (mode upsert)
        `,
      },
      {
        name: 'a consumer that is never rebuilt may ask and look at the clock',
        sketch: sketch`
          service shop
          topic orders
          service alerts
          service prices
          store open-alerts relational (role readModel)
          shop -> orders -> alerts (rebuild no, nondeterminism clock)
          alerts -> prices (purpose query)
          alerts -> open-alerts (mode upsert)
        `,
      },
      {
        name: 'messages of a queue do not come again',
        sketch: sketch`
          service shop
          queue orders
          service order-history
          service prices
          store history relational (role readModel)
          shop -> orders -> order-history (rebuild yes)
          order-history -> prices (purpose query)
          order-history -> history (mode upsert)
        `,
      },
      {
        name: 'what the handler asks is for a request, not for the messages',
        sketch: sketch`
          service shop
          topic orders
          service order-history
          service prices
          store history relational (role readModel)
          shop -> orders -> order-history (rebuild yes)
          order-history -> prices (purpose query, triggeredBy own)
          order-history -> history (mode upsert)
        `,
      },
    ],
  },
  mend: [
    'Put the time, ids and values that were looked up into the event when it is made.',
    'Record the answer of the other system as an event, and build from that.',
    'Look values up in a table that keeps its old versions, as of the time of the event.',
  ],
  notWhen: [
    'Data that is never built again may depend on anything.',
    'Whether the handler uses the answer for what it stores cannot be seen; a call is taken to be for that.',
    'Reading a store is not counted: it may hold its values by date.',
  ],
  sources: [sources['FOWLER-es'], sources['CESP-wallclock']],
});
