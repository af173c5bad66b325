import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { products } from '#brokers/index.ts';
import { arbitraryDesign } from '#model/arbitraries.testkit.ts';
import { designOf, idOf } from '../designs.testkit.ts';
import { type BrokerFit, brokerFit, type RowFit } from './fit.ts';
import { fitScopes } from './scopes.ts';
import { needKinds } from './wishes.ts';
import { needLabels } from './words.ts';

/** The fit of everything in a sketch that has one scope. */
function fitOf(sketch: string): BrokerFit {
  const design = designOf(sketch);
  const [scope] = fitScopes(design);
  return brokerFit(design, scope?.channels ?? []);
}

function row(fit: BrokerFit, name: string): RowFit {
  const found = fit.rows.find((each) => `${each.product}/${each.variant}` === name);
  if (!found) throw new Error(`no row ${name}`);
  return found;
}

/** Refusals and conditions of a row, in words. */
const said = (fit: BrokerFit, name: string) =>
  row(fit, name)
    .points.filter(({ verdict }) => verdict !== 'fits')
    .map(({ sentence }) => sentence);

const needs = (fit: BrokerFit) => fit.needs.map(({ kind, status, sentence }) => `${status} ${kind}: ${sentence}`);
const names = (fit: BrokerFit, verdict: RowFit['verdict']) =>
  fit.rows.filter((each) => each.verdict === verdict).map((each) => `${each.product}/${each.variant}`);

const settled = 'rebuild no, onExhausted drop';

describe('the question', () => {
  it('[B1] is asked once a broker, by name, and once for the channels without one', () => {
    const design = designOf(`
      broker rabbit rabbitmq
      broker main kafka
      topic orders on main
      topic payments on main
      channel mails
      service shop
    `);
    expect(fitScopes(design)).toEqual([
      { broker: idOf(design, 'main'), channels: [idOf(design, 'orders'), idOf(design, 'payments')].sort() },
      { broker: idOf(design, 'rabbit'), channels: [] },
      { broker: 'none', channels: [idOf(design, 'mails')] },
    ]);
    expect(fitScopes(designOf('service shop'))).toEqual([]);
  });

  it('[B1] counts a broker that is not there as none', () => {
    const design = designOf('topic orders on !gone');
    expect(fitScopes(design)).toEqual([{ broker: 'none', channels: [idOf(design, 'orders')] }]);
  });

  it('[B1] looks at these channels only', () => {
    const design = designOf(`
      broker rabbit rabbitmq
      topic orders
      queue mails on rabbit
      orders -> billing (orderingNeed perKey, ${settled})
      mails -> mailer (orderingNeed none, ${settled})
    `);
    const [rabbit, none] = fitScopes(design);
    expect(brokerFit(design, rabbit?.channels ?? []).needs).toEqual([]);
    expect(needs(brokerFit(design, none?.channels ?? []))).toEqual([
      'stated orderPerKey: “billing” needs the messages of each key in order.',
    ]);
  });
});

describe('needs', () => {
  it('[B2] are stated by what was drawn and said, with the elements that need them', () => {
    const fit = fitOf(`
      topic orders (retention 30d, dedup on, cleanup compact)
      service billing
      service mail
      contract OrderPlaced 1.0.0 event (sizeMax 2MiB)
      shop -> orders (contracts OrderPlaced, atomicity brokerTx)
      orders -> billing (orderingNeed perKey, rebuild yes, onExhausted dlq)
      orders -> mail (orderingNeed global, rebuild no, onExhausted drop, retry requeue, backoff fixed)
    `);
    expect(needs(fit)).toEqual([
      'stated orderPerKey: “billing” needs the messages of each key in order.',
      'stated orderGlobal: “mail” needs all messages of “orders” in one order.',
      'stated replay: The data of “billing” is to be built again from “orders”.',
      'stated compaction: “orders” keeps the latest message of each key.',
      'stated retention: Messages are kept: “orders” (30 days).',
      'stated fanOut: “orders” is read by “billing” and “mail”, each of which gets all messages.',
      'stated dedup: “orders” stores a message once, even if it is sent twice.',
      'stated exactlyOnce: “shop” makes reading and publishing one broker transaction.',
      'stated delay: “mail” lets a failed message wait before it is tried again.',
      'stated deadLetters: What “billing” can’t handle goes to a dead-letter queue.',
      'stated size: The largest messages: “OrderPlaced” (2 MiB).',
    ]);
  });

  it('[B2] are assumed where the drawing suggests them, with what would have to be said', () => {
    const design = designOf(`
      channel orders
      processor totals aggregate
      service search
      service view
      orders -> totals (rebuild no, onExhausted drop)
      orders -> search (orderingNeed none, startFrom earliest, onExhausted drop)
      orders -> view (orderingNeed none, asTable yes, onExhausted drop)
    `);
    const fit = brokerFit(design, [idOf(design, 'orders')]);
    expect(needs(fit)).toEqual([
      'assumed orderPerKey: “totals” adds up or joins messages by key, which usually needs them in order.',
      'assumed replay: “search” starts with the oldest message of “orders”.',
      'assumed replay: “view” reads “orders” as a table, so from its first message on.',
      'assumed fanOut: “orders” is read by “search”, “totals” and “view”, each of which gets all messages.',
    ]);
    expect(fit.needs.flatMap(({ asks }) => asks.map(({ property }) => property))).toEqual([
      'orderingNeed',
      'rebuild',
      'rebuild',
      'type',
    ]);
  });

  it('[B2] are open where nobody has said', () => {
    const fit = fitOf(`
      topic orders
      contract OrderPlaced 1.0.0 event
      shop -> orders (contracts OrderPlaced)
      orders -> billing (retry requeue)
    `);
    expect(needs(fit)).toEqual([
      'open orderPerKey: Must “billing” handle messages in order?',
      'open replay: Is the data of “billing” ever built again from “orders”?',
      'open delay: How long does a failed message of “billing” wait before it is tried again?',
      'open deadLetters: What becomes of a message that “billing” can never handle?',
      'open size: How large can “OrderPlaced” get?',
    ]);
    expect(fit.needs[0]?.asks).toEqual([{ id: expect.any(String), property: 'orderingNeed' }]);
  });

  it('[B2] do not arise where the design has answered them otherwise', () => {
    const fit = fitOf(`
      queue orders
      queue orders-dlq (role dlq)
      service billing
      service people
      store archive object (role archive)
      contract OrderPlaced 1.0.0 event (payload claimCheck)
      shop -> orders (contracts OrderPlaced)
      orders -> billing (orderingNeed none, onExhausted stop, retry blocking, backoff fixed)
      orders-dlq -> people
    `);
    expect(fit.needs).toEqual([]);
    const loaded = fitOf(`
      topic orders
      service view
      store archive object (role archive)
      connector keeper sink
      orders -> keeper (orderingNeed none, ${settled})
      keeper -> archive
      archive -> view
      orders -> view (orderingNeed none, rebuild yes, onExhausted drop)
    `);
    expect(loaded.needs.map(({ kind }) => kind)).toEqual(['fanOut']);
  });

  it('[B2] have a name each', () => {
    expect(Object.keys(needLabels)).toEqual([...needKinds]);
  });
});

describe('verdicts on order', () => {
  const perKey = fitOf(`
    topic orders
    service billing (instances 3)
    orders -> billing (orderingNeed perKey, ${settled})
  `);

  it('[B4] refuse a mode without any order, and say whose need it is', () => {
    expect(names(perKey, 'no')).toEqual([
      'kafka/share',
      'pulsar/shared',
      'sns-sqs/standard',
      'eventbridge/classic',
      'servicebus/plain',
      'pubsub/unordered',
    ]);
    expect(said(perKey, 'sns-sqs/standard')).toEqual([
      '“billing” needs the messages of each key in order, but no order is promised here.',
    ]);
  });

  it('[B4] name the condition where competing consumers would lose it', () => {
    expect(names(perKey, 'if')).toEqual([
      'rabbitmq/classic',
      'rabbitmq/quorum',
      'nats/jetstream',
      'nats/workqueue',
      'activemq/artemis',
      'redis-streams/group',
    ]);
    expect(said(perKey, 'rabbitmq/quorum')).toEqual([
      'Fits if only one instance of “billing” is active at a time, or each part of the keys has a queue and a reader of its own.',
    ]);
    const remark = (name: string) => row(perKey, name).points.find(({ kind }) => kind === 'orderPerKey');
    expect(remark('rabbitmq/stream')).toMatchObject({
      verdict: 'fits',
      sentence: 'Order holds as long as one instance of “billing” is active at a time.',
    });
    expect(remark('eventbridge/custom')).toMatchObject({
      sentence: 'Order per key is kept with a restriction.',
      notes: ['for FIFO subscribers, none for UNORDERED'],
    });
    const one = fitOf(`
      queue orders
      orders -> billing (orderingNeed perKey, assignment singleActive, ${settled})
    `);
    expect(row(one, 'rabbitmq/quorum').verdict).toBe('fits');
  });

  it('[B3] make a condition of what nobody has said', () => {
    const fit = fitOf(`
      topic orders
      service billing (instances 3)
      orders -> billing (${settled})
    `);
    expect(names(fit, 'no')).toEqual([]);
    expect(said(fit, 'sns-sqs/standard')).toEqual(['Fits if “billing” works in any order: none is promised here.']);
    // A condition on a condition would say nothing.
    expect(said(fit, 'rabbitmq/quorum')).toEqual([]);
    expect(row(fit, 'kafka/group').verdict).toBe('fits');
  });

  it('[B4] tell one element’s need from another’s', () => {
    const fit = fitOf(`
      topic orders
      orders -> billing (orderingNeed perKey, ${settled})
      orders -> search (orderingNeed none, ${settled})
      orders -> audit (${settled})
    `);
    expect(said(fit, 'pubsub/unordered')).toEqual([
      '“billing” needs the messages of each key in order, but no order is promised here.',
      'Fits if “audit” works in any order: none is promised here.',
    ]);
  });

  it('[B4] ask for one line where everything must stand in one order', () => {
    const sketch = (rest: string, key: string) => `
      topic orders (${rest})
      service audit (instances 2)
      shop -> orders (key ${key})
      orders -> audit (orderingNeed global, ${settled})
    `;
    const open = fitOf(sketch('retention 1d', 'orderId'));
    expect(said(open, 'kafka/group')).toEqual(['Fits if “orders” has a single partition: order holds only inside one.']);
    expect(said(open, 'sns-sqs/fifo')).toEqual([
      'Fits if all messages of “orders” have one key: order holds only inside a group.',
    ]);
    expect(said(open, 'redis-streams/group')).toEqual(['Fits if only one instance of “audit” is active at a time.']);
    expect(said(open, 'pubsub/unordered')).toEqual([
      '“audit” needs all messages of “orders” in one order, but no order is promised here.',
    ]);
    expect(said(fitOf(sketch('partitions 1', 'orderId')), 'kafka/group')).toEqual([]);
    expect(said(fitOf(sketch('partitions 1', 'const')), 'sns-sqs/fifo')).toEqual([]);
  });
});

describe('verdicts on keeping', () => {
  const rebuilt = fitOf(`
    topic orders
    orders -> view (orderingNeed none, rebuild yes, onExhausted drop)
  `);

  it('[B4] refuse what can’t be read again', () => {
    expect(names(rebuilt, 'no').sort()).toEqual([
      'activemq/artemis',
      'activemq/artemis-groups',
      'kafka/share',
      'nats/workqueue',
      'rabbitmq/classic',
      'rabbitmq/quorum',
      'servicebus/plain',
      'servicebus/sessions',
      'sns-sqs/standard',
    ]);
    expect(said(rebuilt, 'rabbitmq/classic')).toEqual([
      'The data of “view” is to be built again from “orders”, but here a message is gone once it has been handled.',
    ]);
    expect(said(rebuilt, 'eventbridge/classic')).toEqual([
      'Fits if the data of “view” can be built again from an archive: old messages come only from there.',
    ]);
  });

  it('[B3] take it that all of the history is wanted, as long as nobody has said how long', () => {
    expect(said(rebuilt, 'pubsub/ordered')).toEqual([
      'Fits if 31 days of history is enough for “view”: nothing is kept longer here.',
    ]);
    expect(row(rebuilt, 'rabbitmq/stream').verdict).toBe('fits');
    const month = fitOf(`
      topic orders (retention 60d)
      orders -> view (orderingNeed none, rebuild yes, onExhausted drop)
    `);
    expect(said(month, 'pubsub/ordered')).toEqual([
      'Messages are to be kept longer than is possible here: “orders” (60 days), at most 31 days.',
    ]);
    expect(row(month, 'kafka/group').points.find(({ kind }) => kind === 'retention')).toMatchObject({
      verdict: 'fits',
      sentence: 'How long messages are kept has to be set: 7 days by default.',
    });
  });

  it('[B3] ask whether history is needed before refusing a queue', () => {
    const open = fitOf(`
      topic orders
      orders -> view (orderingNeed none, onExhausted drop)
    `);
    expect(names(open, 'no')).toEqual([]);
    expect(said(open, 'rabbitmq/quorum')).toEqual([
      'Fits if “view” never needs old messages of “orders” again: here one is gone once it has been handled.',
    ]);
  });

  it('[B3] know events that are the record themselves', () => {
    const fit = fitOf(`
      topic accounts
      contract AccountOpened 1.0.0 event (category sourced, sizeMax 1KiB)
      bank -> accounts (contracts AccountOpened)
      accounts -> view (orderingNeed none, ${settled})
    `);
    expect(said(fit, 'rabbitmq/quorum')).toEqual([
      'Fits if “AccountOpened” can be found elsewhere, such as in an event store: here a message is gone once it has been handled.',
    ]);
    expect(said(fit, 'kinesis/stream')).toEqual([
      'Fits if 365 days of history is enough for “AccountOpened”: nothing is kept longer here.',
    ]);
  });

  it('[B4] compare outages with what is kept', () => {
    const fit = fitOf(`
      queue mails
      mails -> mailer (orderingNeed none, onExhausted drop, maxOutage 20d)
    `);
    expect(names(fit, 'no')).toEqual(['sns-sqs/standard', 'sns-sqs/fifo']);
    expect(said(fit, 'sns-sqs/fifo')).toEqual([
      'Messages are to be kept longer than is possible here: “mailer” (20 days), at most 14 days.',
    ]);
    expect(said(fit, 'eventbridge/classic')).toEqual([
      'Fits if messages are kept long enough, for which there is no one number here: “mailer” (20 days).',
    ]);
  });

  it('[B4] find a way to keep the latest of each key', () => {
    const fit = fitOf('topic customers (cleanup compact)');
    expect(row(fit, 'kafka/group').verdict).toBe('fits');
    expect(said(fit, 'rabbitmq/stream')).toEqual([
      'Fits if “customers” keeps all messages instead: the latest of each key can’t be kept alone here.',
    ]);
    expect(said(fit, 'kinesis/stream')).toEqual([
      '“customers” is to keep the latest message of each key, which is not possible here.',
    ]);
  });
});

describe('verdicts on delivery', () => {
  it('[B4] refuse a queue with one consumer where several read everything', () => {
    const readers = (type: string) => `
      ${type} orders
      orders -> billing (orderingNeed none, ${settled})
      orders -> mail (orderingNeed none, ${settled})
    `;
    expect(names(fitOf(readers('topic')), 'no')).toEqual(['nats/workqueue']);
    expect(said(fitOf(readers('topic')), 'nats/workqueue')).toEqual([
      'Several consumers each read all messages of “orders”, but here consumers share the messages of a channel.',
    ]);
    expect(said(fitOf(readers('channel')), 'nats/workqueue')).toEqual([
      'Fits if the consumers of “orders” may share its messages: here each goes to one of them only.',
    ]);
    expect(fitOf(readers('queue')).needs).toEqual([]);
  });

  it('[B3] let consumers that notice repeats make up for a broker that does not', () => {
    const sends = (idempotency: string) =>
      fitOf(`
        queue orders
        shop -> orders (idempotent yes)
        orders -> billing (orderingNeed none, idempotency ${idempotency}, ${settled})
      `);
    expect(said(sends('none'), 'rabbitmq/quorum')).toEqual([
      '“shop” counts on the broker to drop repeated sends, but every one is stored here.',
    ]);
    expect(said(sends('?'), 'rabbitmq/quorum')).toEqual([
      'Fits if the consumers of “orders” notice repeats themselves: here repeated sends are stored.',
    ]);
    expect(said(sends('dedupStore'), 'rabbitmq/quorum')).toEqual([]);
    expect(said(sends('none'), 'kafka/group')).toEqual([]);
    expect(said(sends('brokerDedup'), 'kinesis/stream')).toEqual([
      '“billing” and “shop” count on the broker to drop repeated sends, but every one is stored here.',
    ]);
  });

  it('[B4] compare windows of de-duplication', () => {
    const fit = fitOf('queue orders (dedup on, dedupWindow 1h)');
    expect(said(fit, 'sns-sqs/fifo')).toEqual([
      'Sends are to be remembered longer than is possible here: “orders” (1 hour), at most 5 minutes.',
    ]);
    const bus = row(fit, 'servicebus/plain');
    expect(bus.verdict).toBe('fits');
    expect(bus.points.map(({ sentence }) => sentence)).toEqual([
      'How long sends are remembered has to be set: 10 minutes by default.',
    ]);
  });

  it('[B4] know which products have transactions, and of what', () => {
    const fit = fitOf(`
      topic orders
      orders -> billing (orderingNeed none, idempotency brokerTx, ${settled})
      shop -> orders (transactional yes)
    `);
    expect(names(fit, 'fits')).toEqual(['kafka/group', 'pulsar/exclusive-failover', 'pulsar/shared', 'pulsar/key_shared']);
    expect(said(fit, 'sns-sqs/fifo')).toEqual([
      '“billing” makes reading and publishing one broker transaction, but here only repeats on the way are dropped.',
      '“shop” publishes several messages in one broker transaction, but there is none here.',
    ]);
    const xa = fitOf('queue orders\nshop -> orders (atomicity xa)');
    expect(names(xa, 'fits')).toEqual(['activemq/artemis', 'activemq/artemis-groups']);
    expect(said(xa, 'kafka/group')).toEqual([
      '“shop” publishes in one distributed transaction with a database (XA), in which this broker can’t take part.',
    ]);
  });

  it('[B3] only suppose that a framework’s exactly-once needs the broker', () => {
    const fit = fitOf(`
      topic orders
      processor totals map (guarantee exactlyOnce)
      orders -> totals (orderingNeed none, ${settled})
    `);
    expect(said(fit, 'kinesis/stream')).toEqual([
      'Fits if “totals” makes each message count once without transactions of the broker: there are none here.',
    ]);
  });

  it('[B4] say who has to wait, and who puts dead letters aside', () => {
    const fit = fitOf(`
      queue mails
      queue mails-dlq (role dlq)
      mails -> mailer (orderingNeed none, retry requeue, backoff exponential)
      mails -x mails-dlq
    `);
    expect(said(fit, 'kafka/group')).toEqual([
      'Fits if consumers wait by themselves before they try again (“mailer”): messages can’t be held back here.',
      'Fits if “mailer” publishes its dead letters itself: the broker does not do it here.',
    ]);
    expect(row(fit, 'servicebus/plain').verdict).toBe('fits');
    const own = fitOf(`
      queue mails
      queue mails-dlq (role dlq)
      mails -> mailer (orderingNeed none)
      mailer -x mails-dlq
    `);
    expect(said(own, 'kafka/group')).toEqual([]);
  });

  it('[B4] compare sizes with limits that can be raised, and with those that can’t', () => {
    const fit = fitOf(`
      topic orders
      contract OrderPlaced 1.0.0 event (sizeMax 1536KiB)
      shop -> orders (contracts OrderPlaced)
    `);
    expect(said(fit, 'kafka/group')).toEqual([
      'Fits if the limit is raised for “OrderPlaced” (1.5 MiB): it is 1 MiB by default.',
    ]);
    expect(said(fit, 'sns-sqs/fifo')).toEqual([
      'Messages can be larger than is possible here: “OrderPlaced” (1.5 MiB), at most 1 MiB. A claim check would keep them small.',
    ]);
    expect(row(fit, 'rabbitmq/quorum').verdict).toBe('fits');
  });
});

describe('rows', () => {
  const fit = fitOf(`
    broker main kafka
    topic orders on main
    contract OrderPlaced 1.0.0 event (sizeMax 2MiB)
    shop -> orders (contracts OrderPlaced)
    orders -> billing (orderingNeed perKey, ${settled})
  `);

  it('[B5] are sorted by refusals, then conditions, then what nobody has verified', () => {
    expect(fit.rows).toHaveLength(23);
    const counts = fit.rows.map(({ points }) => {
      const count = (verdict: string) => points.filter((each) => each.verdict === verdict).length;
      return [count('no'), count('if'), points.filter(({ verified }) => !verified).length];
    });
    const weight = ([no = 0, conditions = 0, unverified = 0]: number[]) => no * 10_000 + conditions * 100 + unverified;
    expect(counts.map(weight)).toEqual(counts.map(weight).sort((a, b) => a - b));
    expect(new Set(counts.map(weight)).size).toBeGreaterThan(4);
    expect(fit.rows.filter(({ inUse }) => inUse).map(({ product, variant }) => `${product}/${variant}`)).toEqual(['kafka/group']);
  });

  it('[B5] stand as in the registry where nothing is asked', () => {
    const empty = fitOf('topic orders');
    expect(empty.needs).toEqual([]);
    expect(names(empty, 'fits')).toEqual(
      products.flatMap(({ product, variants }) => variants.map(({ variant }) => `${product}/${variant}`)),
    );
  });

  it('[B6] say what nobody has verified, whatever the verdict', () => {
    const size = (name: string) => row(fit, name).points.find(({ kind }) => kind === 'size');
    expect(size('pubsub/ordered')).toMatchObject({ verdict: 'fits', verified: false });
    expect(size('eventbridge/custom')).toMatchObject({ verdict: 'no', verified: false });
    expect(size('rabbitmq/quorum')).toMatchObject({ verdict: 'fits', verified: true });
  });

  it('[B4] have a sentence for each refusal and each condition, whatever the design', () => {
    const arrived = new Set<string>();
    fc.assert(
      fc.property(arbitraryDesign({ tidy: true, maxElements: 14, maxEdges: 24 }), (design) => {
        for (const { channels } of fitScopes(design)) {
          const found = brokerFit(design, channels);
          expect(found.rows).toHaveLength(23);
          for (const { sentence, at } of found.needs) {
            expect(sentence).toMatch(/[.?]$/);
            expect(at.length).toBeGreaterThan(0);
          }
          for (const { points } of found.rows)
            for (const { verdict, kind, sentence } of points) {
              if (verdict === 'fits') continue;
              arrived.add(`${kind} ${verdict}`);
              expect(sentence, `${kind} ${verdict}`).toMatch(verdict === 'if' ? /^Fits if .+\.$/ : /^.+\.$/);
            }
        }
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(arrived.size).toBeGreaterThan(12);
  });
});
