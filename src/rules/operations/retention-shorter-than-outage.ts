import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import { durationMs, ratePerSecond, unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { capabilitiesOf } from '../helpers/cap.ts';
import { contractId } from '../helpers/contracts.ts';
import { dearTo, toleratesLoss } from '../helpers/loss.ts';
import { capMeasure } from '../helpers/measures.ts';
import { parallelOf } from '../helpers/parallel.ts';
import { arrivalsOf } from '../helpers/rates.ts';
import { roundedDown, roundedUp, spoken } from '../helpers/spoken.ts';
import { conclude, holds } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface RetentionShort extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly retention: string;
  /** Nobody has drawn it: it is what the product does. */
  readonly byDefault: boolean;
  readonly outage: string;
  /** How long it takes to work off what has piled up; left out where the outage alone is too long. */
  readonly catchUp?: string;
  /** So long it may be away, and still catch up before the next stop. */
  readonly bearable: string;
  /** A retention that is long enough, if the product can do it. */
  readonly enough?: string;
  /** The contracts of which none may be lost. */
  readonly contracts: readonly Id[];
}

/** Nobody plans outages to the hour. */
const withRoom = 1.25;
const usual = ['1d', '2d', '3d', '4d', '7d', '14d', '30d', '60d', '90d', '365d'];

function enoughFor(read: Reads, channel: Id, needed: number): string | undefined {
  const most = capMeasure(read, channel, 'retentionMax').value ?? Number.POSITIVE_INFINITY;
  const possible = [...usual, 'forever'].filter((each) => (durationMs(each) ?? 0) <= most);
  const longerThan = (least: number) => possible.find((each) => (durationMs(each) ?? 0) > least);
  return longerThan(needed * withRoom) ?? longerThan(needed);
}

/** Milliseconds that it takes to work off what an outage has left; 0 if that is not known, or never comes to an end. */
function catchUpAfter(read: Reads, consumes: EdgeOf<'consumes'>, outage: number): number {
  const capacity = ratePerSecond(consumes.props.capacity);
  const rate = arrivalsOf(read, consumes);
  if (capacity === undefined || rate === undefined) return 0;
  const spare = capacity * parallelOf(read, consumes).most - rate;
  return spare > 0 ? (rate * outage) / spare : 0;
}

/** What a channel removes when it is old: a compacted one keeps the latest of each key, whatever its age. */
function retentionAt(read: Reads, channel: ElementOf<'channel'>): string {
  if (channel.props.retention !== unknown) return channel.props.retention;
  return capabilitiesOf(read, channel.id).row?.retentionDefault.value ?? unknown;
}

/**
 * Differences from the catalogue. Messages of which loss is tolerated are left alone, and so are compacted channels. Time to
 * catch up does not make a waiting message older than the outage was, as long as the consumer is faster than what comes
 * in; but until it has caught up, a second stop adds to the first. That is what the warning says.
 */
export const retentionShorterThanOutage = defineRule<'consumes', RetentionShort>({
  id: 'retention-shorter-than-outage',
  category: 'operations',
  severity: 'warning',
  title: 'Messages expire before a consumer is back',
  summary: 'A channel removes messages sooner than a consumer may be away, or soon after.',
  why: 'A message that expires before it has been read is lost, and nobody is told: no error, no dead letter.',
  behavioural: { invariants: ['nothing-lost', 'bounded'], faults: ['consumer outage', 'expiry'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const channel = read.of(consumes.from, 'channel');
    if (!channel || channel.props.cleanup === 'compact' || toleratesLoss(read, consumes)) return;
    const outage = durationMs(consumes.props.maxOutage);
    const byDefault = channel.props.retention === unknown;
    const retention = retentionAt(read, channel);
    const kept = durationMs(retention);
    if (outage === undefined) {
      if (!byDefault && kept !== undefined && Number.isFinite(kept)) yield { open: [{ id: consumes.id, property: 'maxOutage' }] };
      return;
    }
    if (kept === undefined) {
      if (byDefault && !capabilitiesOf(read, channel.id).row) yield { open: [{ id: channel.id, property: 'retention' }] };
      return;
    }
    const backlog = catchUpAfter(read, consumes, outage);
    if (kept >= outage + backlog) return;
    const catchUp = kept < outage ? 0 : backlog;
    const enough = enoughFor(read, channel.id, outage + backlog);
    const severity = byDefault ? 'hint' : kept < outage ? 'error' : 'warning';
    yield* conclude(severity, holds, (conclusion) => ({
      ...conclusion,
      ...(byDefault && { assumes: [{ id: channel.id, property: 'retention' }] }),
      about: [catchUp > 0 ? 'again' : 'away'],
      consumes: consumes.id,
      reader: consumes.to,
      channel: channel.id,
      retention,
      byDefault,
      outage: consumes.props.maxOutage,
      bearable: backlog > 0 ? roundedDown((kept * outage) / (outage + backlog)) : retention,
      ...(catchUp > 0 && { catchUp: roundedUp(catchUp) }),
      ...(enough !== undefined && { enough }),
      contracts: [...new Set(dearTo(read, consumes).map(contractId))],
    }));
  },
  explain({ consumes, reader, channel, retention, byDefault, outage, catchUp }, say) {
    const name = say.name(reader);
    const keeps = `${say.name(channel)} keeps messages for ${spoken(retention)}${byDefault ? ', unless somebody changes that' : ''}`;
    return {
      at: [consumes, reader, channel],
      what:
        catchUp === undefined
          ? `${name} may be away for ${spoken(outage)}, but ${keeps}. What is older is gone before it is read.`
          : `After ${spoken(outage)} away ${name} takes about ${spoken(catchUp)} to catch up, and ${keeps}. If it stops again ` +
            'before it has caught up, messages are gone before they are read.',
      next:
        `Keep messages for longer than ${name} may be away, with room to spare, or copy them into an archive. Raise an alarm on ` +
        'the age of the oldest message.',
    };
  },
  fixes: [
    {
      id: 'keep-longer',
      fits: ({ enough }) => enough !== undefined,
      title: ({ channel, enough }, say) =>
        `Keep messages in ${say.name(channel)} ${enough === 'forever' ? 'for ever' : `for ${spoken(enough ?? '')}`}`,
      kind: 'suggestion',
      edits: ({ channel, enough }) => (enough === undefined ? [] : [set(channel, 'retention', enough)]),
    },
    {
      id: 'shorter-outage',
      fits: ({ catchUp }) => catchUp === undefined,
      title: ({ reader, bearable }, say) => `See to it that ${say.name(reader)} is never away for more than ${spoken(bearable)}`,
      kind: 'suggestion',
      edits: ({ consumes, bearable }) => [set(consumes, 'maxOutage', bearable)],
    },
    {
      id: 'tolerate-loss',
      fits: ({ contracts }) => contracts.length > 0,
      title: ({ contracts }, say) => `Say that a lost ${say.names(contracts, 'or')} does no harm`,
      kind: 'suggestion',
      edits: ({ contracts }) => contracts.map((id) => set(id, 'lossTolerated', 'yes')),
    },
  ],
  examples: {
    bad: [
      {
        name: 'a weekend without the consumer, and a day of retention',
        sketch: sketch`
          broker aws kinesis
          service shop
          topic orders on aws (retention 24h)
          service billing
          shop -> orders -> billing (maxOutage 60h)
        `,
        expects: [
          {
            severity: 'error',
            what: '“billing” may be away for 60 hours, but “orders” keeps messages for 24 hours. What is older is gone before it is read.',
          },
        ],
      },
      {
        name: 'the same, and nobody has changed what the product does',
        sketch: sketch`
          broker aws kinesis
          service shop
          topic orders on aws
          service billing
          shop -> orders -> billing (maxOutage 60h)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'three days for a weekend, and forty hours to catch up',
        sketch: sketch`
          service shop
          topic orders (retention 3d)
          service billing
          contract OrderPlaced 1.0.0 event (rate 40/s)
          shop -> orders (contracts OrderPlaced) -> billing (maxOutage 60h, capacity 100/s, assignment competing)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'After 60 hours away “billing” takes about 40 hours to catch up, and “orders” keeps messages for 3 days. If it ' +
              'stops again before it has caught up, messages are gone before they are read.',
          },
        ],
      },
      {
        name: 'even less than the outage, and hours to catch up',
        sketch: sketch`
          service shop
          topic orders (retention 12h)
          service billing
          contract OrderPlaced 1.0.0 event (rate 40/s)
          shop -> orders (contracts OrderPlaced) -> billing (maxOutage 60h, capacity 100/s, assignment competing)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a queue that cannot keep messages for so long',
        sketch: sketch`
          broker aws sns-sqs
          service shop
          queue orders on aws (retention 4d)
          service archive-loader
          contract OrderPlaced 1.0.0 event
          shop -> orders (contracts OrderPlaced) -> archive-loader (maxOutage 30d)
        `,
        expects: [{ severity: 'error' }],
      },
    ],
    good: [
      {
        name: 'seven days for a weekend',
        sketch: sketch`
          broker aws kinesis
          service shop
          topic orders on aws (retention 7d)
          service billing
          shop -> orders -> billing (maxOutage 60h)
        `,
      },
      {
        name: 'readings of which some may go missing',
        sketch: sketch`
          external meters device
          topic readings (retention 1h)
          service dashboard
          contract MeterRead 1.0.0 event (lossTolerated yes)
          meters -> readings (contracts MeterRead) -> dashboard (maxOutage 60h)
        `,
      },
      {
        name: 'a compacted topic keeps the latest of each key',
        sketch: sketch`
          service crm
          topic customers (cleanup compact, retention 24h)
          service shop
          crm -> customers -> shop (maxOutage 60h)
        `,
      },
      {
        name: 'room to catch up',
        sketch: sketch`
          service shop
          topic orders (retention 7d)
          service billing
          contract OrderPlaced 1.0.0 event (rate 40/s)
          shop -> orders (contracts OrderPlaced) -> billing (maxOutage 60h, capacity 100/s, assignment competing)
        `,
      },
      {
        name: 'nobody has said how long it may be away',
        sketch: sketch`
          broker aws kinesis
          service shop
          topic orders on aws (retention 24h)
          service billing
          shop -> orders -> billing
        `,
      },
      {
        name: 'a queue that keeps messages until they are acknowledged',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          queue orders on rabbit (variant quorum)
          service billing
          shop -> orders -> billing (maxOutage 60h)
        `,
      },
    ],
  },
  mend: [
    'Keep messages for longer than the longest outage, with room to catch up.',
    'Copy messages into an archive, from which they can be read again.',
    'Raise an alarm on the age of the oldest message, well before it expires.',
  ],
  notWhen: [
    'Where loss is tolerated, as with metrics, messages may expire.',
    'A compacted channel keeps the latest message of each key, whatever its age.',
    'A channel that is limited by size may lose messages sooner; its size is not drawn.',
  ],
  sources: [sources['CESP-retention'], sources['OTTO-retention'], sources['AWS-kinesis-retention'], sources['KAFKA-retention']],
});
