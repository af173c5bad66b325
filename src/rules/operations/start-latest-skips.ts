import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import { unknown } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { cap } from '../helpers/cap.ts';
import { contractId } from '../helpers/contracts.ts';
import { dearTo, toleratesLoss } from '../helpers/loss.ts';
import { capMeasure, durationOf, less } from '../helpers/measures.ts';
import { rebuilds } from '../helpers/replays.ts';
import { spoken } from '../helpers/spoken.ts';
import { all, any, type Claim, conclude, is, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

type Reason = 'rebuild' | 'growth' | 'offsets';

interface Skips extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly reason: Reason;
  readonly outage: string;
  readonly open: boolean;
  readonly contracts: readonly Id[];
}

/** It starts with new messages: as it says, or, one step down, as the product does unless told otherwise. */
function startsLatest(read: Reads, consumes: EdgeOf<'consumes'>): Claim {
  if (consumes.props.startFrom !== unknown) return is(consumes, 'startFrom', 'latest');
  const usual = cap(read, consumes.from, 'startDefault', 'latest');
  const asked = unsaid({ id: consumes.id, property: 'startFrom' });
  if (usual.holds === true) return supposing(asked);
  return usual.holds === undefined || cap(read, consumes.from, 'startDefault', '?').holds ? asked : said(false);
}

function reasonsOf(
  read: Reads,
  consumes: EdgeOf<'consumes'>,
  channel: ElementOf<'channel'>,
): readonly (readonly [Reason, Claim])[] {
  const { partitions, partitionsPlanned } = channel.props;
  const { startFrom, rebuild } = consumes.props;
  const outage = durationOf(consumes, 'maxOutage', consumes.props.maxOutage);
  const forgotten = capMeasure(read, channel.id, 'offsetRetention');
  return [
    // What nobody has planned is no reason to ask; whether old messages are needed is, once the newest is where it starts.
    ['rebuild', startFrom === unknown && rebuild === unknown ? said(false) : rebuilds(channel, consumes)],
    ['growth', said(typeof partitions === 'number' && typeof partitionsPlanned === 'number' && partitionsPlanned > partitions)],
    ['offsets', outage.value === undefined || forgotten.value === undefined ? said(false) : less(forgotten, outage)],
  ];
}

/** Difference from the catalogue: messages for which no contract is drawn yet are taken to be needed. */
export const startLatestSkips = defineRule<'consumes', Skips>({
  id: 'start-latest-skips',
  category: 'operations',
  severity: 'warning',
  title: 'Start at the newest message skips others',
  summary: 'A consumer without a position starts with new messages only, although it needs older ones too.',
  why:
    'A reader has no position of its own when it starts for the first time, on a partition that was added, and after it was away ' +
    'for so long that its position has been forgotten. If it then starts at the newest message, all others are skipped, and no ' +
    'error tells of it.',
  behavioural: { invariants: ['nothing-lost'], faults: ['partition growth', 'consumer outage', 'replay'] },
  subject: ['consumes'],
  *check(consumes, read) {
    const channel = read.of(consumes.from, 'channel');
    if (!channel || channel.props.type === 'queue' || consumes.props.startFrom === 'earliest') return;
    if (toleratesLoss(read, consumes)) return;
    const reasons = reasonsOf(read, consumes, channel);
    const found = reasons.find(([, claim]) => claim.holds)?.[0];
    const claim = all(any(...reasons.map(([, each]) => each)), startsLatest(read, consumes));
    yield* conclude('warning', claim, (conclusion) => ({
      ...conclusion,
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: channel.id,
      reason: found ?? 'rebuild',
      outage: consumes.props.maxOutage === unknown ? '' : consumes.props.maxOutage,
      open: consumes.props.startFrom === unknown,
      contracts: [...new Set(dearTo(read, consumes).map(contractId))],
    }));
  },
  explain({ consumes, reader, channel, reason, outage, open }, say) {
    const name = say.name(reader);
    const from = say.name(channel);
    const starts = open
      ? `${name} starts at the newest message, unless somebody changes that`
      : `${name} starts at the newest message`;
    const what = {
      rebuild: `The data of ${name} is meant to be built from ${from}, but ${starts}: everything before that is missing.`,
      growth: `${from} is to get more partitions, and ${starts}: what arrives on a new partition before ${name} has noticed it is skipped.`,
      offsets: `${name} may be away for ${spoken(outage)}, which is longer than its position in ${from} is kept. After that ${starts}, and skips what has come in between.`,
    }[reason];
    return {
      at: [consumes, reader, channel],
      what,
      next: `Let ${name} start at the oldest message, and make it ready to see messages a second time.`,
    };
  },
  fixes: [
    {
      id: 'earliest',
      title: ({ reader, channel }, say) => `Let ${say.name(reader)} start at the oldest message in ${say.name(channel)}`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'startFrom', 'earliest')],
    },
    {
      id: 'tolerate-loss',
      fits: ({ contracts, reason }) => contracts.length > 0 && reason !== 'rebuild',
      title: ({ contracts }, say) => `Say that a lost ${say.names(contracts, 'or')} does no harm`,
      kind: 'suggestion',
      edits: ({ contracts }) => contracts.map((id) => set(id, 'lossTolerated', 'yes')),
    },
  ],
  examples: {
    bad: [
      {
        name: 'a new read model that starts with new messages',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          service search
          store index search (role readModel)
          shop -> orders -> search (startFrom latest, rebuild yes)
          search -> index (mode upsert)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'The data of “search” is meant to be built from “orders”, but “search” starts at the newest message: everything ' +
              'before that is missing.',
          },
        ],
      },
      {
        name: 'partitions will be added',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 6, partitionsPlanned 12)
          service billing
          contract OrderPlaced 1.0.0 event
          shop -> orders (contracts OrderPlaced) -> billing (startFrom latest)
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'away for longer than Kafka keeps the position',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (retention 30d)
          service tax-report
          shop -> orders -> tax-report (startFrom latest, maxOutage 14d)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“tax-report” may be away for 14 days, which is longer than its position in “orders” is kept. After that ' +
              '“tax-report” starts at the newest message, and skips what has come in between.',
          },
        ],
      },
      {
        name: 'as the product comes',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          service search
          shop -> orders -> search (rebuild yes)
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'a new read model that starts at the oldest message',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main
          service search
          shop -> orders -> search (startFrom earliest, rebuild yes)
        `,
      },
      {
        name: 'a dashboard that may miss readings',
        sketch: sketch`
          broker main kafka
          external meters device
          topic readings on main (partitions 6, partitionsPlanned 12)
          service dashboard
          contract MeterRead 1.0.0 event (lossTolerated yes)
          meters -> readings (contracts MeterRead) -> dashboard (startFrom latest)
        `,
      },
      {
        name: 'new messages are all it needs, and nothing is planned that would skip any',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (partitions 6)
          service mailer
          shop -> orders -> mailer (startFrom latest, maxOutage 12h)
        `,
      },
      {
        name: 'JetStream starts at the oldest message by itself',
        sketch: sketch`
          broker main nats
          service shop
          topic orders on main
          service search
          shop -> orders -> search (rebuild yes)
        `,
      },
      {
        name: 'a queue keeps what nobody has acknowledged',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          queue orders on rabbit
          service billing
          shop -> orders -> billing (rebuild yes, maxOutage 14d)
        `,
      },
      {
        name: 'on Kinesis somebody has to choose, and nobody has said what',
        sketch: sketch`
          broker aws kinesis
          service shop
          topic orders on aws
          service search
          shop -> orders -> search (rebuild yes)
        `,
      },
    ],
  },
  mend: [
    'Start at the oldest message, with a handler for which a repeated message does no harm.',
    'Start from a snapshot, at the position that it was taken at.',
    'Keep positions for longer than the longest outage.',
  ],
  notWhen: [
    'Where loss is tolerated, as with metrics, the newest message is a good start.',
    'Some products keep the position of a reader until the reader is removed, and some start at the oldest message by themselves.',
  ],
  sources: [sources['KAFKA-consumer-conf'], sources['KAFKA-20030'], sources['RMQ-streams'], sources['NATS-consumers']],
});
