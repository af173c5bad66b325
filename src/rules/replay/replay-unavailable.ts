import type { Id } from '#base/ids.ts';
import type { Edit } from '#model/edit.ts';
import { addArchive, archivesOf, eventStoresBehind, leadsTo } from '../helpers/archives.ts';
import { addEdge, set } from '../helpers/build.ts';
import { carries } from '../helpers/carries.ts';
import { contractOf } from '../helpers/contracts.ts';
import { canKeepForever, type Forgetting, forgetting, logVariant, madeLog } from '../helpers/kept.ts';
import { all, any, conclude, holds, is, likely, said } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface ReplayUnavailable extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly wish: 'rebuild' | 'earliest';
  readonly obstacle: Forgetting;
  readonly retention: string;
  /** The product's variant that is a log; empty if no product is known. */
  readonly log?: string;
  readonly canKeep: boolean;
  /** Its messages carry whole states, so that the latest of each key are enough. */
  readonly states: boolean;
  readonly canArchive: boolean;
}

/**
 * Differences from the catalogue. Starting from the oldest message says nothing about how long messages are kept: it means
 * the oldest that is still there; so it counts only where none is kept at all. An archive with a way back helps whatever the
 * product is, and so does an event store that the channel is made from.
 */
export const replayUnavailable = defineRule<'consumes', ReplayUnavailable>({
  id: 'replay-unavailable',
  category: 'replay',
  severity: 'error',
  title: 'Nothing left to replay',
  summary: 'A handler whose data is to be built again from a channel that no longer has the messages.',
  why:
    'A queue forgets what it delivered, and a log forgets what has expired. Then a view cannot be built again, and a new ' +
    'service has no history to start from.',
  behavioural: { invariants: ['replay-safe'], faults: ['replay', 'expiry'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const channel = read.of(consumes.from, 'channel');
    const { rebuild, startFrom } = consumes.props;
    if (!channel || rebuild === 'no') return;
    const [obstacle, claim] = forgetting(read, channel);
    if (claim.holds === false) return;
    const kept = [...archivesOf(read, channel.id), ...eventStoresBehind(read, channel.id)];
    if (kept.length > 0 && leadsTo(read, kept, consumes.to)) return;
    const early = rebuild === '?' && startFrom === 'earliest' && obstacle !== 'expires';
    const wish = early ? holds : is(consumes, 'rebuild', 'yes');
    const milder = any(said(obstacle !== 'archive' && !early), likely);
    yield* conclude('error', all(wish, claim, milder), (conclusion) => {
      const carried = carries(read, channel.id).map((each) => contractOf(read, each)?.props.category);
      const log = obstacle === 'none' ? logVariant(read, channel) : undefined;
      return {
        ...conclusion,
        about: [],
        consumes: consumes.id,
        reader: consumes.to,
        channel: channel.id,
        wish: early ? 'earliest' : 'rebuild',
        obstacle,
        retention: channel.props.retention,
        ...(log !== undefined && { log }),
        canKeep: obstacle === 'expires' && canKeepForever(read, channel),
        states: carried.length > 0 && carried.every((category) => category === 'state' || category === 'cdc'),
        canArchive: channel.props.type !== 'queue' && read.of(consumes.to, 'connector') === undefined,
      };
    });
  },
  explain({ consumes, reader, channel, wish, obstacle, retention }, say) {
    const from = say.name(channel);
    const wanted =
      wish === 'rebuild'
        ? `The data of ${say.name(reader)} is to be built again from ${from}`
        : `${say.name(reader)} is to start with the oldest message of ${from}`;
    const but = {
      none: 'but a message there is gone once it has been handled',
      archive: 'but old messages come only from an archive, in no fixed order',
      expires:
        retention === '?'
          ? `but nobody has said how long ${from} keeps its messages`
          : `but messages there are kept for ${retention} only`,
    }[obstacle];
    return {
      at: [consumes, reader, channel],
      what: `${wanted}, ${but}.`,
      next:
        obstacle === 'expires'
          ? `Keep the messages of ${from} for ever, or the latest of each key, or archive them with a way to load them again.`
          : 'Use a log that keeps its messages, or archive them with a way to load them again.',
    };
  },
  fixes: [
    {
      id: 'keep',
      fits: ({ canKeep }) => canKeep,
      title: ({ channel }, say) => `Keep the messages of ${say.name(channel)} for ever`,
      kind: 'suggestion',
      edits: ({ channel }) => [set(channel, 'retention', 'forever')],
    },
    {
      id: 'compact',
      fits: ({ obstacle, states }) => obstacle === 'expires' && states,
      title: ({ channel }, say) => `Keep the latest message of each key in ${say.name(channel)} (compaction)`,
      kind: 'suggestion',
      edits: ({ channel }) => [set(channel, 'cleanup', 'compact')],
    },
    {
      id: 'log',
      fits: ({ log }) => log !== undefined,
      title: ({ channel, log }, say) =>
        `Make ${say.name(channel)} a log${log ? ` (variant ${say.word(log)})` : ''} that keeps its messages for ever`,
      kind: 'suggestion',
      edits: ({ channel, log }) => madeLog(channel, log ?? ''),
    },
    {
      id: 'archive',
      fits: ({ canArchive }) => canArchive,
      title: ({ channel, reader }, say) =>
        `Keep every message of ${say.name(channel)} in an archive that ${say.name(reader)} can load from`,
      kind: 'suggestion',
      edits({ channel, reader }, read, makeId): Edit[] {
        const known = archivesOf(read, channel)[0];
        const archive = known ?? makeId();
        return [
          ...(known === undefined ? addArchive(read, channel, archive, makeId) : []),
          addEdge(read.of(archive, 'channel') ? 'consumes' : 'reads', makeId(), archive, reader),
        ];
      },
    },
    {
      id: 'not-needed',
      title: ({ reader, channel }, say) =>
        `Say that the data of ${say.name(reader)} is never built again from ${say.name(channel)}`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'rebuild', 'no')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a view that is to be built again from a queue',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          queue orders on rabbit
          service order-history
          shop -> orders -> order-history (rebuild yes)
        `,
        expects: [
          {
            severity: 'error',
            what:
              'The data of “order-history” is to be built again from “orders”, but a message there is gone once it has been ' +
              'handled.',
          },
        ],
      },
      {
        name: 'a queue, whatever the product',
        sketch: sketch`
          service shop
          queue orders
          service order-history
          shop -> orders -> order-history (startFrom earliest)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“order-history” is to start with the oldest message of “orders”, but a message there is gone once it has been ' +
              'handled.',
          },
        ],
      },
      {
        name: 'a log that keeps a week',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (retention 7d, contracts OrderPlaced)
          contract OrderPlaced 1.0.0 event (category state)
          service order-history
          shop -> orders -> order-history (rebuild yes)
        `,
        expects: [
          {
            severity: 'error',
            what: 'The data of “order-history” is to be built again from “orders”, but messages there are kept for 7d only.',
          },
        ],
      },
      {
        name: 'nobody has said how long messages are kept',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          service order-history
          shop -> orders -> order-history (rebuild yes)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a bus with an archive',
        sketch: sketch`
          broker bus eventbridge
          service shop
          pubsub orders on bus
          service order-history
          shop -> orders -> order-history (rebuild yes)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'an archive from which nothing leads back',
        sketch: sketch`
          broker aws kinesis
          service shop
          topic orders on aws (retention 365d)
          service order-history
          connector to-archive sink
          store orders-archive object (role archive)
          shop -> orders -> order-history (rebuild yes)
          orders -> to-archive -> orders-archive
        `,
      },
    ],
    good: [
      {
        name: 'a log that is kept for ever',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (retention forever)
          service order-history
          shop -> orders -> order-history (rebuild yes)
        `,
      },
      {
        name: 'a stream, which keeps everything unless told otherwise',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          topic orders on rabbit (variant stream)
          service order-history
          shop -> orders -> order-history (rebuild yes)
        `,
      },
      {
        name: 'the latest state of each customer stays',
        sketch: sketch`
          broker main kafka
          service crm
          topic customers on main (retention 7d, cleanup compact)
          service shop
          crm -> customers -> shop (rebuild yes)
        `,
      },
      {
        name: 'an archive, and a loader that publishes from it',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (retention 7d)
          topic orders-again on main
          service order-history
          service loader
          connector to-archive sink
          store orders-archive object (role archive)
          shop -> orders -> order-history (rebuild yes)
          orders -> to-archive -> orders-archive -> loader -> orders-again -> order-history
        `,
      },
      {
        name: 'an archive behind an interface that can be asked',
        sketch: sketch`
          service shop
          topic orders (retention 7d)
          service order-history
          service keeper
          store orders-archive document (role archive)
          shop -> orders -> order-history (rebuild yes)
          orders -> keeper -> orders-archive -> keeper
          order-history -> keeper (purpose query)
        `,
      },
      {
        name: 'the channel follows from an event store',
        sketch: sketch`
          service accounts
          store accounts-log eventStore
          connector subscription relay
          topic account-events (retention 7d)
          service statements
          accounts -> accounts-log -> subscription -> account-events -> statements (rebuild yes)
        `,
      },
      {
        name: 'a week of history is enough for a reader that is not rebuilt',
        sketch: sketch`
          service shop
          topic orders (retention 7d)
          service mailer
          shop -> orders -> mailer (startFrom earliest)
        `,
      },
      {
        name: 'a queue whose consumer keeps nothing that could be built again',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          queue orders on rabbit
          service mailer
          shop -> orders -> mailer (rebuild no)
        `,
      },
    ],
  },
  mend: [
    'Use a log, and keep its messages for ever (tiered storage makes that cheap), or the latest of each key.',
    'Archive messages in an object store, and draw the way on which they are loaded again.',
    'Take a snapshot, and keep what came after it.',
    'Offer an interface from which a new consumer can fetch the state to begin with.',
  ],
  notWhen: [
    'That messages of a topic expire is normal where nobody needs them to build data again.',
    'A snapshot outside of the drawing cannot be seen.',
    'With compaction only the latest message of each key is left: enough for states, not for changes.',
  ],
  sources: [sources['AZ-eda'], sources['AWS-eb-archive'], sources['CESP-retention']],
});
