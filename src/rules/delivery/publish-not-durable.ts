import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { writesOf } from '../helpers/carries.ts';
import { missed, missedAmong, tolerateLoss } from '../helpers/loss.ts';
import { all, any, type Claim, type Conclusion, conclude, fails, is, said, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import type { Severity } from '../severity.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

type Cause = 'unconfirmed' | 'leader' | 'memory' | 'oneCopy' | 'oneConfirms';

interface NotDurable extends Fact {
  /** The arrow to the channel, or the channel itself. */
  readonly subject: Id;
  readonly cause: Cause;
  readonly producers: readonly Id[];
  readonly channel: Id;
  readonly contracts: readonly Id[];
  readonly copies: number;
}

type Found = readonly [cause: Cause, severity: Severity, claim: Claim];

function confirmed(publishes: EdgeOf<'publishes'>, read: Reads): Found {
  const { acks } = publishes.props;
  const matters = missed(read, writesOf(read, publishes));
  // Who has said that a message must arrive is asked how that is made sure; nobody else.
  if (acks === '?') return ['leader', 'warning', matters.holds ? is(publishes, 'acks', 'none', 'leader') : fails];
  return acks === 'none'
    ? ['unconfirmed', 'error', supposing(matters)]
    : ['leader', 'warning', all(said(acks === 'leader'), supposing(matters))];
}

function kept(channel: ElementOf<'channel'>, producers: readonly EdgeOf<'publishes'>[], read: Reads): Found {
  const { durable, replication, minInSync } = channel.props;
  const among = (edges: readonly EdgeOf<'publishes'>[]) =>
    edges.length === 0 ? fails : supposing(any(...edges.map((publishes) => missed(read, writesOf(read, publishes)))));
  if (durable === 'no') return ['memory', 'error', among(producers)];
  if (replication === 1) return ['oneCopy', 'warning', among(producers)];
  const several = typeof replication === 'number' && minInSync === 1;
  return ['oneConfirms', 'warning', several ? among(producers.filter(({ props }) => props.acks === 'all')) : fails];
}

/**
 * Differences from the catalogue: how a channel keeps messages is one finding of the channel, whoever publishes to it; how
 * a message is confirmed is one of each producer. Where no contract is drawn, it counts as one of which nobody has said
 * whether it may get lost.
 */
export const publishNotDurable = defineRule<'publishes' | 'channel', NotDurable>({
  id: 'publish-not-durable',
  category: 'delivery',
  severity: 'warning',
  title: 'Message not stored safely',
  summary: 'A message counts as sent although only one machine has it, or none.',
  why:
    'A producer goes on once a message is confirmed. If the only machine that has it fails then, the message is gone, and ' +
    'nobody knows that it ever was.',
  behavioural: { invariants: ['nothing-lost'], faults: ['loss of a broker node', 'lost message'] },
  subject: ['publishes', 'channel'],
  *check(subject, read) {
    const into = subject.kind === 'channel' ? read.into(subject.id, 'publishes') : [subject];
    const [cause, severity, claim] = subject.kind === 'channel' ? kept(subject, into, read) : confirmed(subject, read);
    const channel = subject.kind === 'channel' ? subject : read.of(subject.to, 'channel');
    if (!channel) return;
    const involved = into.filter(
      (publishes) =>
        (cause !== 'oneConfirms' || publishes.props.acks === 'all') && missed(read, writesOf(read, publishes)).holds !== false,
    );
    yield* conclude(severity, claim, (conclusion: Conclusion) => ({
      ...conclusion,
      about: [],
      subject: subject.id,
      cause,
      producers: [...new Set(involved.map(({ from }) => from))],
      channel: channel.id,
      contracts: missedAmong(
        read,
        involved.flatMap((publishes) => writesOf(read, publishes)),
      ),
      copies: typeof channel.props.replication === 'number' ? channel.props.replication : 0,
    }));
  },
  explain({ subject, cause, producers, channel, contracts, copies, assumes }, say) {
    const names = say.names(producers);
    const to = say.name(channel);
    const goes = say.agree(producers, 'goes', 'go');
    const what = {
      unconfirmed: `${names} ${goes} on without waiting for ${to} to confirm a message. One that gets lost on its way is not missed.`,
      leader:
        `${names} ${goes} on as soon as one machine of ${to} has a message. If that machine fails before the others have a ` +
        'copy, the message is gone.',
      memory: `${to} holds messages in memory only. When the broker starts again, what ${names} published to it is gone.`,
      oneCopy: `${to} keeps one copy of each message. If that machine is lost, so is what ${names} published to it.`,
      oneConfirms:
        `One of the ${copies} copies of ${to} is enough to confirm a message. If the others lag behind when that machine fails, ` +
        `messages of ${names} that count as sent are gone.`,
    }[cause];
    const unsure = assumes.length > 0 || contracts.length === 0 ? ' Nobody has said whether that may happen.' : '';
    return {
      at: [subject, ...producers.slice(0, 1), channel],
      what: what + unsure,
      next: {
        unconfirmed: 'Wait until all copies that are in sync have the message.',
        leader: 'Wait until all copies that are in sync have the message.',
        memory: 'Make the channel durable, and let producers wait for its confirmation.',
        oneCopy: 'Keep three copies, and let two of them confirm.',
        oneConfirms: 'Let two copies confirm each message.',
      }[cause],
    };
  },
  fixes: [
    {
      id: 'all-copies',
      fits: ({ cause }) => cause === 'unconfirmed' || cause === 'leader',
      title: ({ producers, channel }, say) =>
        `Let ${say.names(producers)} wait until all copies of ${say.name(channel)} that are in sync have the message`,
      kind: 'suggestion',
      edits: ({ subject }) => [set(subject, 'acks', 'all')],
    },
    {
      id: 'durable',
      fits: ({ cause }) => cause === 'memory',
      title: ({ channel }, say) => `Let ${say.name(channel)} store its messages`,
      kind: 'suggestion',
      edits: ({ channel }) => [set(channel, 'durable', 'yes')],
    },
    {
      id: 'three-copies',
      fits: ({ cause }) => cause === 'oneCopy' || cause === 'oneConfirms',
      title: ({ channel }, say) => `Keep three copies of ${say.name(channel)}, of which two must confirm`,
      kind: 'suggestion',
      edits: ({ channel, copies }) => [set(channel, 'replication', Math.max(3, copies)), set(channel, 'minInSync', 2)],
    },
    {
      id: 'tolerate',
      fits: ({ contracts }) => contracts.length > 0,
      title: ({ contracts }, say) => `Say that ${say.names(contracts)} may get lost now and then`,
      kind: 'suggestion',
      edits: ({ contracts }) => tolerateLoss(contracts),
    },
  ],
  examples: {
    bad: [
      {
        name: 'one machine confirms, and there is no copy',
        sketch: sketch`
          broker main kafka
          service payments
          topic payments-taken on main (replication 1)
          contract PaymentTaken 1.0.0 event (lossTolerated no)
          payments -> payments-taken (contracts PaymentTaken, acks leader)
        `,
        expects: [
          {
            severity: 'warning',
            what: '“payments-taken” keeps one copy of each message. If that machine is lost, so is what “payments” published to it.',
          },
          {
            severity: 'warning',
            what:
              '“payments” goes on as soon as one machine of “payments-taken” has a message. If that machine fails before ' +
              'the others have a copy, the message is gone.',
          },
        ],
      },
      {
        name: 'sent and forgotten',
        sketch: sketch`
          service payments
          topic payments-taken
          contract PaymentTaken 1.0.0 event (lossTolerated no)
          payments -> payments-taken (contracts PaymentTaken, acks none)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a channel in memory, for whoever publishes to it',
        sketch: sketch`
          broker bus nats
          service payments
          service refunds
          channel payments-taken on bus (durable no)
          contract PaymentTaken 1.0.0 event (lossTolerated no)
          payments -> payments-taken (contracts PaymentTaken)
          refunds -> payments-taken (contracts PaymentTaken)
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“payments-taken” holds messages in memory only. When the broker starts again, what “payments” and “refunds” ' +
              'published to it is gone.',
          },
        ],
      },
      {
        name: 'all copies that are in sync, of which there may be one',
        sketch: sketch`
          broker main kafka
          service payments
          service monitor
          topic payments-taken on main (replication 3, minInSync 1)
          contract PaymentTaken 1.0.0 event (lossTolerated no)
          contract PageViewed 1.0.0 event (lossTolerated yes)
          payments -> payments-taken (contracts PaymentTaken, acks all)
          monitor -> payments-taken (contracts PageViewed, acks all)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'One of the 3 copies of “payments-taken” is enough to confirm a message. If the others lag behind when that ' +
              'machine fails, messages of “payments” that count as sent are gone.',
          },
        ],
      },
      {
        name: 'nobody has said whether the message may get lost',
        sketch: sketch`
          service payments
          topic payments-taken
          contract PaymentTaken 1.0.0 event
          payments -> payments-taken (contracts PaymentTaken, acks leader)
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a message that has no name yet, in memory',
        sketch: sketch`
          service payments
          channel payments-taken (durable no)
          payments -> payments-taken
        `,
        expects: [{ severity: 'warning' }],
      },
    ],
    good: [
      {
        name: 'three copies, two of which confirm',
        sketch: sketch`
          broker main kafka
          service payments
          topic payments-taken on main (replication 3, minInSync 2)
          contract PaymentTaken 1.0.0 event (lossTolerated no)
          payments -> payments-taken (contracts PaymentTaken, acks all)
        `,
      },
      {
        name: 'readings of which the next one comes soon',
        sketch: sketch`
          service sensors
          channel readings (durable no, replication 1)
          contract TemperatureRead 1.0.0 event (lossTolerated yes)
          sensors -> readings (contracts TemperatureRead, acks none)
        `,
      },
      {
        name: 'nobody has said how it is confirmed, or how many copies there are',
        sketch: sketch`
          service payments
          topic payments-taken
          contract PaymentTaken 1.0.0 event (lossTolerated no)
          payments -> payments-taken (contracts PaymentTaken)
        `,
      },
      {
        name: 'a channel to which nobody publishes yet',
        sketch: sketch`
          topic payments-taken (durable no, contracts PaymentTaken)
          contract PaymentTaken 1.0.0 event (lossTolerated no)
        `,
      },
      {
        name: 'the channel also carries something else that must not get lost, but this producer sends none of it',
        sketch: sketch`
          service sensors
          topic all (contracts [TemperatureRead, AlarmRaised])
          contract TemperatureRead 1.0.0 event (lossTolerated yes)
          contract AlarmRaised 1.0.0 event (lossTolerated no)
          sensors -> all (contracts TemperatureRead, acks none)
        `,
      },
    ],
  },
  mend: [
    'On a log: three copies, two that must confirm, and producers that wait for all that are in sync.',
    'On a queue: a durable or replicated queue, and publisher confirms.',
    'Say of telemetry and cache hints that they may get lost.',
  ],
  notWhen: [
    'Messages that may get lost need none of it.',
    'Managed services copy messages by themselves; leave the number of copies open there.',
  ],
  sources: [sources['KAFKA-durability'], sources['RMQ-queues'], sources['RMQ-reliability'], sources['NATS-core']],
});
