import type { Id } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Reads } from '../context.ts';
import { addEdge, set } from '../helpers/build.ts';
import { isFed, sourceOf } from '../helpers/feeds.ts';
import { triggerOf } from '../helpers/trig.ts';
import { conclude, is } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface StaleRead extends Fact {
  readonly reads: Id;
  readonly store: Id;
  readonly reader: Id;
  /** Who writes into the store when messages arrive. */
  readonly projectors: readonly Id[];
  /** The service that knows the truth at once. */
  readonly source: Id | undefined;
}

/** A node publishes first and writes when it reads its own message: its record, too, follows with a delay. */
function listensToItself(read: Reads, store: Id): boolean {
  return read
    .into(store, 'writes')
    .every((write) =>
      triggerOf(read, write).inputs.some(({ from: channel }) =>
        read
          .into(channel, 'publishes')
          .some((publishes) => publishes.from === write.from && publishes.props.atomicity === 'listenToYourself'),
      ),
    );
}

function follows(read: Reads, store: ElementOf<'store'>, reader: Id): boolean {
  const { role, type } = store.props;
  const writes = read.into(store.id, 'writes');
  if (!writes.some((write) => isFed(read, write))) return false;
  // What the reader writes there itself, or has somebody write, it finds at once; what others write is no help to it.
  const own = new Set([reader, ...read.out(reader, 'calls').map((call) => call.to)]);
  if (writes.some((write) => !isFed(read, write) && own.has(write.from))) return false;
  return role === 'readModel' || type === 'cache' || listensToItself(read, store.id);
}

/**
 * Differences from the catalogue: the record of a service that listens to itself follows with a delay too. Whoever writes into
 * the store itself, or calls somebody who does, sees its own writes; that somebody else writes there directly is no help.
 */
export const staleReadAsFresh = defineRule<'reads', StaleRead>({
  id: 'stale-read-as-fresh',
  category: 'consistency',
  severity: 'warning',
  title: 'Stale read taken as fresh',
  summary: 'A reader has to see its own last change at once, in a store that is brought up to date by messages.',
  why:
    'A read model follows the events with a delay. Who reads right after writing may not find what was written, and does ' +
    'it again, or decides on old data.',
  behavioural: { invariants: ['read-own-write'], faults: ['slow consumer'] },
  subject: ['reads'],
  *check(reads, read) {
    if (reads.props.freshness === 'eventual') return;
    const store = read.of(reads.from, 'store');
    if (!store || !follows(read, store, reads.to)) return;
    const fed = read.into(store.id, 'writes').filter((write) => isFed(read, write));
    const projectors = [...new Set(fed.map(({ from }) => from))];
    const itself = projectors.includes(reads.to);
    if (itself && !listensToItself(read, store.id)) return;
    const source = sourceOf(read, store.id);
    yield* conclude('warning', is(reads, 'freshness', 'immediate'), (conclusion) => ({
      ...conclusion,
      about: [],
      reads: reads.id,
      store: store.id,
      reader: reads.to,
      projectors,
      source: source === reads.to || projectors.includes(source as Id) ? undefined : source,
    }));
  },
  explain({ reads, store, reader, projectors, source }, say) {
    const who = say.name(reader);
    return {
      at: [reads, store, reader, ...projectors.filter((id) => id !== reader), ...(source === undefined ? [] : [source])],
      what:
        `${who} has to see its own last change in ${say.name(store)}, but ${projectors.includes(reader) ? 'writes' : `${say.names(projectors)} ${say.agree(projectors, 'writes', 'write')}`} ` +
        'there only when a message arrives: for a while the change is missing.',
      next:
        'Answer from the side that writes, hand the result back with the command, or let the reader wait for the version it ' +
        'has written. If it may be a little late, say so.',
    };
  },
  fixes: [
    {
      id: 'ask-source',
      fits: ({ source }) => source !== undefined,
      title: ({ reader, source }, say) => `Let ${say.name(reader)} ask ${say.name(source as Id)} for what it has just changed`,
      kind: 'suggestion',
      edits({ reads, reader, source }, read, makeId) {
        if (source === undefined || !read.element(reader)) return [];
        const known = read.out(reader, 'calls').find((call) => call.to === source && call.props.purpose === 'query');
        const ask: Edit[] = known ? [] : [addEdge('calls', makeId(), reader, source, { purpose: 'query' })];
        return [...ask, set(reads, 'freshness', 'eventual')];
      },
    },
    {
      id: 'may-be-late',
      title: ({ reader, store }, say) => `Say that what ${say.name(reader)} reads from ${say.name(store)} may be a little late`,
      kind: 'suggestion',
      edits: ({ reads }) => [set(reads, 'freshness', 'eventual')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'the list of orders right after an order',
        sketch: sketch`
          external web client
          service orders
          topic order-events
          service lists
          store order-list search (role readModel)
          web -> orders (purpose command)
          orders -> order-events -> lists
          lists -> order-list (mode upsert)
          order-list -> web (freshness immediate)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“web” has to see its own last change in “order-list”, but “lists” writes there only when a message arrives: ' +
              'for a while the change is missing.',
          },
        ],
      },
      {
        name: 'a cache that is filled by change data capture',
        sketch: sketch`
          service orders
          store orders-db relational
          connector capture cdc
          topic order-rows
          connector fill sink
          store order-cache cache
          service checkout
          orders -> orders-db (mode upsert)
          orders-db -> capture -> order-rows -> fill
          fill -> order-cache (mode upsert)
          order-cache -> checkout (freshness immediate)
        `,
      },
      {
        name: 'an index that somebody else corrects by hand as well',
        sketch: sketch`
          external seller client
          service portal
          topic products
          service indexer
          service merchandising
          store index search (role readModel)
          seller -> portal (purpose command)
          portal -> products -> indexer
          indexer -> index (mode upsert)
          merchandising -> index (mode update)
          index -> portal (freshness immediate)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“portal” has to see its own last change in “index”, but “indexer” writes there only when a message arrives: ' +
              'for a while the change is missing.',
          },
        ],
      },
      {
        name: 'a service that listens to itself reads its own record',
        sketch: sketch`
          service orders
          topic order-events
          store orders-db relational
          orders -> order-events (atomicity listenToYourself, triggeredBy own) -> orders
          orders -> orders-db (mode upsert)
          orders-db -> orders (freshness immediate)
        `,
      },
    ],
    good: [
      {
        name: 'a dashboard may be some seconds old',
        sketch: sketch`
          external board client
          service orders
          topic order-events
          service lists
          store order-list search (role readModel)
          orders -> order-events -> lists
          lists -> order-list (mode upsert)
          order-list -> board (freshness eventual)
        `,
      },
      {
        name: 'nobody has said how fresh it has to be',
        sketch: sketch`
          external board client
          service orders
          topic order-events
          service lists
          store order-list search (role readModel)
          orders -> order-events -> lists
          lists -> order-list (mode upsert)
          order-list -> board
        `,
      },
      {
        name: 'the database itself is read',
        sketch: sketch`
          external web client
          service orders
          store orders-db relational
          web -> orders (purpose command)
          orders -> orders-db (mode upsert)
          orders-db -> orders (freshness immediate)
        `,
      },
      {
        name: 'a cache that is written together with the answer',
        sketch: sketch`
          external web client
          service orders
          store order-cache cache
          web -> orders (purpose command)
          orders -> order-cache (mode upsert)
          order-cache -> web (freshness immediate)
        `,
      },
      {
        name: 'a projector reads what it has written itself',
        sketch: sketch`
          service orders
          topic order-events
          service lists
          store order-list kv (role readModel)
          orders -> order-events -> lists
          lists -> order-list (mode upsert)
          order-list -> lists (freshness immediate)
        `,
      },
    ],
  },
  mend: [
    'Answer from the side that writes.',
    'Hand the result back with the command.',
    'Give the writer a version, and let the reader wait until the read model has it.',
    'Show the change at once, and correct it later if need be.',
    'Accept that it may be a little late.',
  ],
  notWhen: [
    'It matters only to readers that expect their own last change: a dashboard may be late.',
    'Who writes into the store itself sees its own writes.',
  ],
  sources: [sources['AZ-cqrs'], sources['AZ-es'], sources['CESP-cqrs']],
});
