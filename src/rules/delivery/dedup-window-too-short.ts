import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import { durationMs } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { deadLettersOf } from '../helpers/dead-letters.ts';
import { repeats } from '../helpers/dup.ts';
import { durationValue, durationWords } from '../helpers/durations.ts';
import { effectsOf, keptTwice } from '../helpers/effects.ts';
import { inboxBeside } from '../helpers/inbox.ts';
import { capMeasure, durationOf, firstKnown, horizonOf, less, type Measure, retentionOf } from '../helpers/measures.ts';
import { all, any, type Claim, conclude, not, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import type { Say } from '../say.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface WindowTooShort extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly who: 'handler' | 'broker';
  /** In milliseconds. Of the broker: left out where it is no fixed time. */
  readonly window?: number;
  /** How a message may come again after that time; of the handler alone. */
  readonly again?: Again;
  /** What its writes change, and the first store. */
  readonly writes: readonly Id[];
  readonly store?: Id;
  readonly inbox?: Id;
  /** Everything that is drawn may be done again. */
  readonly harmless: boolean;
}

/** The last way back: `after` is in words of a property, since there is no number for "for ever" in plain JSON. */
interface Again {
  readonly how: 'rebuild' | 'redrive' | 'outage' | 'reset';
  readonly after: string;
  readonly queue?: Id;
}

/** How long ids are remembered: as said, and no longer than the store keeps them. */
function windowOf(read: Reads, consumes: EdgeOf<'consumes'>): Measure {
  const said = durationOf(consumes, 'dedupWindow', consumes.props.dedupWindow);
  const inbox = read.of(consumes.props.dedupStore, 'store');
  const kept = inbox && durationMs(inbox.props.retention);
  if (kept === undefined) return said;
  return { value: Math.min(said.value ?? kept, kept), assumes: [] };
}

function lastWayBack(read: Reads, consumes: EdgeOf<'consumes'>, horizon: number): Again {
  const after = durationValue(horizon);
  if (consumes.props.rebuild === 'yes') return { how: 'rebuild', after };
  const redriven = deadLettersOf(read, consumes).find(
    ({ props, to }) => (props.redrive === 'manual' || props.redrive === 'automatic') && retentionOf(read, to).value === horizon,
  );
  if (redriven) return { how: 'redrive', after, queue: redriven.to };
  return { how: durationMs(consumes.props.maxOutage) === horizon ? 'outage' : 'reset', after };
}

function harmOf(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  return any(...effectsOf(read, consumes).map(({ same }) => not(same)), keptTwice(read, consumes));
}

function comesAgain({ how, after, queue }: Again, channel: Id, say: Say): string {
  const from = say.name(channel);
  const ms = durationMs(after) as number;
  const late = ms === Number.POSITIVE_INFINITY ? 'at any time' : `up to ${durationWords(ms)} later`;
  switch (how) {
    case 'rebuild':
      return `it is rebuilt by reading ${from} from the start`;
    case 'redrive':
      return `dead letters may be sent back from ${say.name(queue as Id)} ${late}`;
    case 'outage':
      return `after an outage a message from ${from} may come again ${late}`;
    case 'reset':
      return `messages of ${from} can be read again ${late}`;
  }
}

/** Long enough, with a day to spare. */
function longer(after: string): string {
  const ms = durationMs(after) as number;
  const day = 86_400_000;
  return durationValue(ms === Number.POSITIVE_INFINITY ? ms : (Math.floor(ms / day) + 1) * day);
}

/**
 * Differences from the catalogue: ids are remembered no longer than their store keeps data. Where everything that is done
 * may be done again, ids that are forgotten do no harm, and a belief in the broker is a hint; where nobody has said, a
 * window that is too short goes one step down.
 */
export const dedupWindowTooShort = defineRule<'consumes', WindowTooShort>({
  id: 'dedup-window-too-short',
  category: 'delivery',
  severity: 'warning',
  title: 'Repeats forgotten too early',
  summary:
    'Ids of handled messages are forgotten before the last time that a message may come again, or only the broker remembers ' +
    'them, for resends of its producers.',
  why:
    'A message that comes again after its id was forgotten looks new, and is handled again. Brokers remember what was sent ' +
    'for minutes; dead letters and old offsets come back after days.',
  behavioural: { invariants: ['effect-once'], faults: ['redrive', 'replay', 'crash after effect before ack'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const { idempotency, dedupStore } = consumes.props;
    if (idempotency !== 'dedupStore' && idempotency !== 'brokerDedup') return;
    const harm = harmOf(read, consumes);
    const effects = effectsOf(read, consumes);
    const writes = effects.flatMap(({ edge }) => (edge.kind === 'writes' ? [edge] : []));
    const stores = writes.map(({ to }) => to).filter((id) => read.of(id, 'store')?.props.role !== 'inbox');
    const base = {
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      writes: writes.map(({ id }) => id),
      ...(stores[0] !== undefined && { store: stores[0] }),
      harmless: harm.holds === false && effects.length > 0,
    };
    if (idempotency === 'brokerDedup') {
      const channel = read.of(consumes.from, 'channel');
      if (!channel) return;
      const stated = durationOf(channel, 'dedupWindow', channel.props.dedupWindow);
      const window = firstKnown(stated, capMeasure(read, channel.id, 'dedupWindow')).value;
      const severity = harm.holds ? 'error' : base.harmless ? 'hint' : 'warning';
      yield* conclude(severity, repeats(read, consumes), (conclusion) => ({
        ...conclusion,
        ...base,
        who: 'broker' as const,
        ...(window !== undefined && Number.isFinite(window) && { window }),
      }));
      return;
    }
    const window = windowOf(read, consumes);
    const horizon = horizonOf(read, consumes);
    yield* conclude('warning', all(repeats(read, consumes), supposing(harm), less(window, horizon)), (conclusion) => ({
      ...conclusion,
      ...base,
      who: 'handler' as const,
      window: window.value as number,
      again: lastWayBack(read, consumes, horizon.value as number),
      ...(read.of(dedupStore, 'store') && { inbox: dedupStore }),
    }));
  },
  explain({ consumes, reader, channel, who, window, again, inbox, harmless, assumes }, say) {
    const name = say.name(reader);
    const unsure = assumes.length > 0 ? ' Nobody has said whether handling it twice does harm.' : '';
    const what =
      who === 'handler' && again && window !== undefined
        ? `${name} remembers the ids of messages for ${durationWords(window)}, but ${comesAgain(again, channel, say)}. ` +
          `A message whose id is forgotten looks new.${unsure}`
        : `${name} counts on the broker to drop repeats from ${say.name(channel)}. That covers only what a producer sends ` +
          `again${window === undefined ? '' : ` within ${durationWords(window)}`}; what is delivered again after a crash is ` +
          `handled again${harmless ? ', which does no harm here' : ''}.`;
    return {
      at: [consumes, reader, ...(inbox === undefined ? [channel] : [inbox])],
      what,
      next:
        who === 'handler'
          ? 'Keep ids for longer than the last time at which a message may come again, or write so that twice is the same ' +
            'as once.'
          : 'Let the consumer itself notice repeats, by ids that it keeps, by versions, or by writing so that twice is the ' +
            'same as once.',
    };
  },
  fixes: [
    {
      id: 'longer',
      fits: ({ again }) => again !== undefined,
      title({ reader, again }, say) {
        const value = longer(again?.after ?? 'forever');
        const time = value === 'forever' ? 'for ever' : `for ${durationWords(durationMs(value) as number)}`;
        return `Let ${say.name(reader)} remember ids ${time}`;
      },
      kind: 'suggestion',
      edits({ consumes, again, inbox }, read) {
        const value = longer(again?.after ?? 'forever');
        const kept = inbox === undefined ? undefined : durationMs(read.of(inbox, 'store')?.props.retention ?? '?');
        const shortens = kept !== undefined && kept < (durationMs(value) as number);
        return [set(consumes, 'dedupWindow', value), ...(shortens ? [set(inbox as Id, 'retention', value)] : [])];
      },
    },
    {
      id: 'inbox',
      fits: ({ who, store }) => who === 'broker' && store !== undefined,
      title: ({ reader, store }, say) =>
        `Let ${say.name(reader)} remember the ids of handled messages, in the database of ${say.name(store as Id)}`,
      kind: 'suggestion',
      edits: ({ consumes, store }, read, makeId) => inboxBeside(read, consumes, store as Id, makeId),
    },
    {
      id: 'natural',
      fits: ({ harmless }) => harmless,
      title: ({ reader }, say) => `Say that what ${say.name(reader)} does is the same when it is done twice`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'idempotency', 'natural')],
    },
    {
      id: 'version-check',
      title: ({ reader }, say) => `Let ${say.name(reader)} skip messages that are not newer than what it knows`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'idempotency', 'versionCheck'), set(consumes, 'versionBy', 'sequence')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'ids for a day, dead letters for two weeks',
        sketch: sketch`
          service shop
          topic points-earned
          channel points-dlq (role dlq, retention 14d)
          service loyalty
          store points relational
          store inbox relational (role inbox, sameDatabaseAs points)
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore inbox, dedupAtomic yes, dedupWindow 1d)
          loyalty -> points (mode increment)
          loyalty -x points-dlq (redrive manual)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“loyalty” remembers the ids of messages for 1 day, but dead letters may be sent back from “points-dlq” up to ' +
              '14 days later. A message whose id is forgotten looks new.',
          },
        ],
      },
      {
        name: 'the store of ids is emptied earlier than they are needed',
        sketch: sketch`
          service shop
          topic points-earned (retention 7d)
          service loyalty
          store points relational
          store inbox relational (role inbox, sameDatabaseAs points, retention 24h)
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore inbox, dedupAtomic yes, dedupWindow 30d)
          loyalty -> points (mode increment)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“loyalty” remembers the ids of messages for 1 day, but messages of “points-earned” can be read again up to 7 ' +
              'days later. A message whose id is forgotten looks new.',
          },
        ],
      },
      {
        name: 'data that is rebuilt reads everything again',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore points, dedupWindow 30d, rebuild yes)
          loyalty -> points (mode insert)
        `,
      },
      {
        name: 'an outage that is longer than the memory, and nobody has said how it writes',
        sketch: sketch`
          service shop
          queue points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore points, dedupWindow 2h, maxOutage 36h)
          loyalty -> points
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a FIFO queue drops resends, not redeliveries',
        sketch: sketch`
          broker aws sns-sqs
          service shop
          queue points-earned on aws (variant fifo, dedup on)
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency brokerDedup)
          loyalty -> points (mode increment)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“loyalty” counts on the broker to drop repeats from “points-earned”. That covers only what a producer sends ' +
              'again within 5 minutes; what is delivered again after a crash is handled again.',
          },
        ],
      },
      {
        name: 'nobody has drawn yet what it does',
        sketch: sketch`
          broker bus nats
          service shop
          topic points-earned on bus (dedupWindow 10min)
          service loyalty
          shop -> points-earned -> loyalty (idempotency brokerDedup)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'a belief that does no harm here',
        sketch: sketch`
          broker main kafka
          service crm
          topic customers on main
          service shop
          store addresses relational
          crm -> customers -> shop (idempotency brokerDedup)
          shop -> addresses (mode upsert)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'ids for longer than dead letters',
        sketch: sketch`
          service shop
          topic points-earned (retention 7d)
          channel points-dlq (role dlq, retention 14d)
          service loyalty
          store points relational
          store inbox relational (role inbox, sameDatabaseAs points)
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore inbox, dedupAtomic yes, dedupWindow 15d)
          loyalty -> points (mode increment)
          loyalty -x points-dlq (redrive manual)
        `,
      },
      {
        name: 'ids for ever',
        sketch: sketch`
          service shop
          topic points-earned
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore points, dedupWindow forever, rebuild yes)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'dead letters that stay where they are',
        sketch: sketch`
          service shop
          queue points-earned
          channel points-dlq (role dlq, retention 14d)
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore points, dedupWindow 1d, maxOutage 4h)
          loyalty -> points (mode increment)
          loyalty -x points-dlq (redrive none)
        `,
      },
      {
        name: 'a version check needs no window',
        sketch: sketch`
          service crm
          topic customers (retention 7d)
          service shop
          store addresses relational
          crm -> customers -> shop (idempotency versionCheck, versionBy sequence, dedupWindow 1h)
          shop -> addresses (mode update)
        `,
      },
      {
        name: 'a value that is set again does no harm after the ids are gone',
        sketch: sketch`
          service crm
          topic customers (retention 7d)
          service shop
          store addresses relational
          crm -> customers -> shop (idempotency dedupStore, dedupStore addresses, dedupWindow 1h)
          shop -> addresses (mode upsert)
        `,
      },
      {
        name: 'nobody has said how long ids are kept',
        sketch: sketch`
          service shop
          topic points-earned (retention 7d)
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency dedupStore, dedupStore points)
          loyalty -> points (mode increment)
        `,
      },
      {
        name: 'acknowledged before the work, only resends could come twice, and the broker drops them',
        sketch: sketch`
          broker aws sns-sqs
          service shop
          queue points-earned on aws (variant fifo, dedup on)
          service loyalty
          store points relational
          shop -> points-earned -> loyalty (idempotency brokerDedup, ack beforeEffect)
          loyalty -> points (mode increment)
        `,
      },
    ],
  },
  mend: [
    'Keep ids for longer than dead letters are kept and retries last.',
    'Write so that twice is the same as once: a unique key does not expire.',
    'Compare versions: a version check needs no window.',
    'Do not count on the broker for what is delivered again; it only drops what is sent again.',
  ],
  notWhen: [
    'What may be done again does no harm after its id is forgotten.',
    'How long retries take is not drawn, so that only retention, outages and rebuilds count.',
    'De-duplication by the broker is useful all the same: it drops resends of a producer.',
  ],
  sources: [sources['NSB-outbox'], sources['ASB-dedup'], sources['AWS-sqs-fifo'], sources['NATS-dedup'], sources['REDIS-idmp']],
});
