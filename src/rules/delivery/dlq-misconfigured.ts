import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import { durationMs } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { addEdge, addElement, set } from '../helpers/build.ts';
import { capabilitiesOf, productIn } from '../helpers/cap.ts';
import { carries } from '../helpers/carries.ts';
import { contractOf } from '../helpers/contracts.ts';
import { deadLetteredFrom } from '../helpers/dead-letters.ts';
import { durationWords } from '../helpers/durations.ts';
import { retentionOf } from '../helpers/measures.ts';
import { all, type Claim, conclude, fails, holds, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import type { Severity } from '../severity.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

type Cause = 'role' | 'noReader' | 'expires' | 'variant' | 'target' | 'unconfirmed';

interface Misconfigured extends Fact {
  readonly edge: Id;
  readonly queue: Id;
  readonly cause: Cause;
  /** The channel whose dead letters it gets; the queue itself where it is about that alone. */
  readonly channel: Id;
  /** Modes of the product, of the channel and of the queue. */
  readonly modes: readonly [string, string];
  readonly kept: readonly [channel: number, queue: number];
}

type Found = readonly [cause: Cause, severity: Severity, claim: Claim, channel: Id];

const longest = '14d';

function modeOf(read: Reads, channel: Id): string {
  return capabilitiesOf(read, channel).row?.variant ?? '';
}

/** SQS counts the age of a message from its first send, also in a standard dead-letter queue. */
function expiresTooEarly(read: Reads, source: Id, queue: Id): Claim {
  if (productIn(read, source) !== 'sns-sqs' || productIn(read, queue) !== 'sns-sqs') return fails;
  if (modeOf(read, source) !== 'standard') return fails;
  const [there, here] = [source, queue].map((id) => retentionOf(read, id).value);
  if (there === undefined || here === undefined || here > there) return fails;
  const asUsual = [queue, source].map((id) => {
    const open = durationMs(read.of(id, 'channel')?.props.retention ?? '?') === undefined;
    return open ? supposing(unsaid({ id, property: 'retention' })) : holds;
  });
  return all(...asUsual);
}

function* causesIn(read: Reads, edge: EdgeOf<'deadLetters'>, queue: ElementOf<'channel'>): Generator<Found> {
  const product = productIn(read, queue.id);
  yield ['role', 'hint', said(queue.props.role !== 'dlq'), queue.id];
  const unread = product === 'pubsub' && queue.props.watched !== 'yes' && read.out(queue.id, 'consumes').length === 0;
  yield ['noReader', 'error', said(unread), queue.id];
  for (const source of deadLetteredFrom(read, edge)) {
    const from = productIn(read, source);
    const [mode, queueMode] = [modeOf(read, source), modeOf(read, queue.id)];
    yield ['expires', 'warning', expiresTooEarly(read, source, queue.id), source];
    const sqs = from === 'sns-sqs' && product === 'sns-sqs';
    yield ['variant', 'error', said(sqs && mode !== queueMode), source];
    const target = from === 'eventbridge' && mode === 'classic' && product === 'sns-sqs' && queueMode === 'fifo';
    yield ['target', 'error', said(target), source];
    const precious = from === 'rabbitmq' && mode === 'classic' && mustArrive(read, source);
    yield ['unconfirmed', 'hint', said(precious), source];
  }
}

function mustArrive(read: Reads, channel: Id): boolean {
  return carries(read, channel).some((each) => contractOf(read, each)?.props.lossTolerated === 'no');
}

/**
 * Differences from the catalogue: retention is compared for standard queues only, since a FIFO queue of SQS gives a dead
 * letter a new age; where it is the product's own, it counts with one step down. A Pub/Sub topic that somebody watches has
 * a subscription, drawn or not.
 */
export const dlqMisconfigured = defineRule<'deadLetters', Misconfigured>({
  id: 'dlq-misconfigured',
  category: 'delivery',
  severity: 'warning',
  title: 'Dead-letter queue misconfigured',
  summary: 'A dead-letter queue has a retention, a type or no reader, so that the messages that it should keep are lost.',
  why:
    'A dead-letter queue is the last place where a message can be found. One that expires first, has the wrong type or no ' +
    'subscription loses just those messages.',
  behavioural: { invariants: ['nothing-lost'], faults: ['poison message', 'expiry'] },
  subject: ['deadLetters'],
  waits: true,
  *check(edge, read) {
    const queue = read.of(edge.to, 'channel');
    if (!queue) return;
    for (const [cause, severity, claim, channel] of causesIn(read, edge, queue)) {
      yield* conclude(severity, claim, (conclusion) => ({
        ...conclusion,
        about: [cause, channel],
        edge: edge.id,
        queue: queue.id,
        cause,
        channel,
        modes: [modeOf(read, channel), modeOf(read, queue.id)] as const,
        kept: [channel, queue.id].map((id) => finite(retentionOf(read, id).value)) as [number, number],
      }));
    }
  },
  explain({ edge, queue, cause, channel, modes, kept, assumes }, say) {
    const name = say.name(queue);
    const from = say.name(channel);
    const usual = assumes.length > 0 ? ', as far as nobody has said otherwise' : '';
    const what = {
      role: `${name} gets messages that could not be handled, but its role does not say that it is a dead-letter queue.`,
      noReader:
        `${name} gets dead letters, but has no subscription. Pub/Sub drops what is published to a topic that nobody has ` +
        'subscribed to.',
      expires:
        `${name} keeps messages for ${durationWords(kept[1])}, ${from} for ${durationWords(kept[0])}${usual}. The age counts ` +
        `from the first send, so a message that waited in ${from} for long is gone from ${name} soon, or at once.`,
      variant:
        `${from} is ${spoken(modes[0])}, but its dead-letter queue ${name} is ${spoken(modes[1])}. SQS accepts only one of the ` +
        'same type, so that nothing arrives there.',
      target: `${name} is a FIFO queue. EventBridge hands dead letters of ${from} to standard queues only, so that they are lost.`,
      unconfirmed:
        `${from} is a classic queue, and republishes dead letters to ${name} without waiting for a confirmation. One may get ` +
        'lost on the way.',
    }[cause];
    return {
      at: channel === queue ? [edge, queue] : [edge, queue, channel],
      what,
      next: {
        role: 'Give it the role of a dead-letter queue, so that everybody sees what it is for.',
        noReader: 'Give it a subscription that keeps messages until somebody has looked at them.',
        expires: 'Keep dead letters for as long as the product allows, and messages in the queue itself for less.',
        variant: 'Make the two queues of one type.',
        target: 'Use a standard queue.',
        unconfirmed: 'Use a quorum queue, with the at-least-once strategy for dead letters.',
      }[cause],
    };
  },
  fixes: [
    {
      id: 'role',
      fits: ({ cause }) => cause === 'role',
      title: ({ queue }, say) => `Give ${say.name(queue)} the role of a dead-letter queue`,
      kind: 'suggestion',
      edits: ({ queue }) => [set(queue, 'role', 'dlq')],
    },
    {
      id: 'subscribe',
      fits: ({ cause }) => cause === 'noReader',
      title: ({ queue }, say) => `Let a service keep what arrives in ${say.name(queue)}`,
      kind: 'suggestion',
      edits({ queue }, read, makeId) {
        const found = read.of(queue, 'channel');
        if (!found) return [];
        const { name, context } = found.props;
        const reader = makeId();
        return [
          addElement('service', reader, { name: `${name}-desk`, context }),
          addEdge('consumes', makeId(), queue, reader, { onExhausted: 'stop' }),
        ];
      },
    },
    {
      id: 'watched',
      fits: ({ cause }) => cause === 'noReader',
      title: ({ queue }, say) => `Say that ${say.name(queue)} has a subscription that somebody watches`,
      kind: 'suggestion',
      edits: ({ queue }) => [set(queue, 'watched', 'yes')],
    },
    {
      id: 'keep-longer',
      fits: ({ cause }) => cause === 'expires',
      title: ({ queue, channel, kept }, say) =>
        `Keep messages in ${say.name(queue)} for 14 days${kept[0] < (durationMs(longest) as number) ? '' : `, and in ${say.name(channel)} for 4`}`,
      kind: 'suggestion',
      edits: ({ queue, channel, kept }) => [
        set(queue, 'retention', longest),
        ...(kept[0] < (durationMs(longest) as number) ? [] : [set(channel, 'retention', '4d')]),
      ],
    },
    {
      id: 'same-type',
      fits: ({ cause }) => cause === 'variant' || cause === 'target',
      title: ({ queue, cause, modes }, say) => `Make ${say.name(queue)} ${spoken(cause === 'target' ? 'standard' : modes[0])}`,
      kind: 'suggestion',
      edits: ({ queue, cause, modes }) => [set(queue, 'variant', cause === 'target' ? 'standard' : modes[0])],
    },
    {
      id: 'quorum',
      fits: ({ cause }) => cause === 'unconfirmed',
      title: ({ channel }, say) => `Make ${say.name(channel)} a quorum queue`,
      kind: 'suggestion',
      edits: ({ channel }) => [set(channel, 'variant', 'quorum')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'two weeks in the queue, four days in the dead-letter queue',
        sketch: sketch`
          broker aws sns-sqs
          service shop
          queue orders on aws (retention 14d)
          queue orders-dlq on aws (role dlq, retention 4d)
          service billing
          shop -> orders -> billing
          billing -x orders-dlq
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“orders-dlq” keeps messages for 4 days, “orders” for 14 days. The age counts from the first send, so a message ' +
              'that waited in “orders” for long is gone from “orders-dlq” soon, or at once.',
          },
        ],
      },
      {
        name: 'both as the product comes',
        sketch: sketch`
          broker aws sns-sqs
          service shop
          queue orders on aws
          queue orders-dlq on aws (role dlq)
          service billing
          shop -> orders -> billing
          orders -x orders-dlq
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a FIFO queue with a standard dead-letter queue',
        sketch: sketch`
          broker aws sns-sqs
          service shop
          queue orders on aws (variant fifo)
          queue orders-dlq on aws (role dlq, variant standard, retention 14d)
          service billing
          shop -> orders -> billing
          billing -x orders-dlq
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a FIFO queue for dead letters of EventBridge',
        sketch: sketch`
          broker events eventbridge
          broker aws sns-sqs
          service shop
          pubsub orders on events
          queue orders-dlq on aws (role dlq, variant fifo)
          service billing
          shop -> orders -> billing
          billing -x orders-dlq
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'a dead-letter topic that nobody has subscribed to',
        sketch: sketch`
          broker google pubsub
          service shop
          pubsub orders on google
          pubsub orders-dead on google (role dlq)
          service billing
          shop -> orders -> billing
          billing -x orders-dead
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“orders-dead” gets dead letters, but has no subscription. Pub/Sub drops what is published to a topic that ' +
              'nobody has subscribed to.',
          },
        ],
      },
      {
        name: 'an ordinary channel for dead letters',
        sketch: sketch`
          service shop
          topic orders
          topic orders-failed
          service billing
          shop -> orders -> billing
          billing -x orders-failed
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a classic queue whose dead letters must arrive',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          queue orders on rabbit
          queue orders-dlq on rabbit (role dlq, variant quorum)
          service billing
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          shop -> orders (contracts OrderPlaced) -> billing
          billing -x orders-dlq
        `,
        expects: [{ severity: 'hint' }],
      },
    ],
    good: [
      {
        name: 'four days in the queue, two weeks in the dead-letter queue',
        sketch: sketch`
          broker aws sns-sqs
          service shop
          queue orders on aws (retention 4d)
          queue orders-dlq on aws (role dlq, retention 14d)
          service billing
          shop -> orders -> billing
          billing -x orders-dlq
        `,
      },
      {
        name: 'a FIFO queue gives dead letters a new age',
        sketch: sketch`
          broker aws sns-sqs
          service shop
          queue orders on aws (variant fifo, retention 14d)
          queue orders-dlq on aws (role dlq, variant fifo, retention 4d)
          service billing
          shop -> orders -> billing
          billing -x orders-dlq
        `,
      },
      {
        name: 'a record that is dead-lettered on Kafka is a new record',
        sketch: sketch`
          broker main kafka
          service shop
          topic orders on main (retention 14d)
          topic orders-dlq on main (role dlq, retention 4d)
          service billing
          shop -> orders -> billing
          billing -x orders-dlq
        `,
      },
      {
        name: 'a dead-letter topic with a subscription',
        sketch: sketch`
          broker google pubsub
          service shop
          pubsub orders on google
          pubsub orders-dead on google (role dlq)
          service billing
          service desk
          shop -> orders -> billing
          billing -x orders-dead -> desk
        `,
      },
      {
        name: 'a dead-letter topic that somebody watches',
        sketch: sketch`
          broker google pubsub
          service shop
          pubsub orders on google
          pubsub orders-dead on google (role dlq, watched yes)
          service billing
          shop -> orders -> billing
          billing -x orders-dead
        `,
      },
      {
        name: 'a quorum queue, and a classic one whose messages may get lost',
        sketch: sketch`
          broker rabbit rabbitmq
          service shop
          queue orders on rabbit (variant quorum)
          queue views on rabbit (variant classic)
          queue dead on rabbit (role dlq)
          service billing
          service statistics
          contract OrderPlaced 1.0.0 event (lossTolerated no)
          contract PageViewed 1.0.0 event (lossTolerated yes)
          shop -> orders (contracts OrderPlaced) -> billing
          shop -> views (contracts PageViewed) -> statistics
          billing -x dead
          statistics -x dead
        `,
      },
      {
        name: 'only the handlers that are named go there',
        sketch: sketch`
          broker aws sns-sqs
          service shop
          queue orders on aws (retention 4d)
          queue returns on aws (retention 14d)
          queue orders-dlq on aws (role dlq, retention 10d)
          service billing
          shop -> orders -> billing
          shop -> returns -> billing
          billing -x orders-dlq (for orders)
        `,
      },
    ],
  },
  mend: [
    'Keep dead letters for as long as the product allows.',
    'Give a FIFO queue a FIFO dead-letter queue, and a standard queue a standard one.',
    'Give a dead-letter topic of Pub/Sub a subscription.',
    'On RabbitMQ, use quorum queues with the at-least-once strategy where dead letters must arrive.',
  ],
  notWhen: [
    'That the age of a dead letter counts from the first send is so for standard queues of SQS; on Kafka it is a new record.',
    'Whether somebody looks after the queue is asked elsewhere.',
  ],
  sources: [sources['AWS-sqs-dlq'], sources['AWS-eb-dlq'], sources['GCP-dlt'], sources['RMQ-dlx'], sources['RMQ-qq']],
});

/** Facts are plain JSON, which has no number for "for ever". */
function finite(ms: number | undefined): number {
  return ms === undefined || !Number.isFinite(ms) ? 0 : ms;
}

function spoken(mode: string): string {
  return mode === 'fifo' ? 'a FIFO queue' : 'a standard queue';
}
