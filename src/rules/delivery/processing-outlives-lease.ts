import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import { durationMs } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { capabilitiesOf } from '../helpers/cap.ts';
import { durationWords, roundedUp } from '../helpers/durations.ts';
import { surelyHarmed } from '../helpers/harms.ts';
import { durationOf, leaseOf, less, type Measure } from '../helpers/measures.ts';
import { all, any, type Claim, conclude, fails, holds, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface OutlivesLease extends Fact {
  readonly consumes: Id;
  readonly reader: Id;
  readonly channel: Id;
  readonly why: 'slow' | 'retries';
  /** Milliseconds that the work takes, and after which the broker gives the message to somebody else. */
  readonly needs: number;
  /** The longest of all that it may take. */
  readonly room: number;
  readonly lease: number;
  readonly retries: number;
  /** The lease is the product's own; nobody has said so on this arrow. */
  readonly usual: boolean;
  /** A repeat does harm. */
  readonly harm: boolean;
}

/** The pauses between so many tries: a second each, or doubled from one second on. */
function pausesMs(retries: number, backoff: string): number {
  if (backoff === 'none') return 0;
  return (backoff === 'fixed' ? retries : 2 ** Math.min(retries, 30) - 1) * 1_000;
}

/** The longest that trying on the spot takes, and the claim that it outlives the lease. */
function retrying(consumes: EdgeOf<'consumes'>, lease: Measure): { readonly needs: number; readonly claim: Claim } {
  const { retry, retryMax, backoff, processingTime } = consumes.props;
  const none = { needs: 0, claim: fails };
  if (retry !== 'blocking' || lease.value === undefined) return none;
  if (retryMax === '?') return { needs: 0, claim: unsaid({ id: consumes.id, property: 'retryMax' }) };
  if (typeof retryMax !== 'number') return none;
  const working = (retryMax + 1) * (durationMs(processingTime) ?? 0);
  const needs = working + pausesMs(retryMax, backoff === '?' ? 'exponential' : backoff);
  if (needs <= lease.value) return none;
  const even = working + pausesMs(retryMax, 'none') > lease.value;
  return { needs, claim: backoff === '?' && !even ? unsaid({ id: consumes.id, property: 'backoff' }) : holds };
}

/** How long one delivery takes. Only who has said one of the two times is asked for the other. */
function working(read: Reads, consumes: EdgeOf<'consumes'>, lease: Measure): Claim {
  const needs = durationOf(consumes, 'processingTime', consumes.props.processingTime);
  const { row } = capabilitiesOf(read, consumes.from);
  if (consumes.props.ackDeadline === '?' && (needs.value === undefined || row?.lease.value === '-')) return fails;
  return less(lease, needs);
}

/**
 * Differences from the catalogue: the product's own time counts with one step down, since many clients renew it and nobody
 * has said so; `ackDeadline forever` says that this one does. What is acknowledged before the work is held by nobody. An
 * unlimited number of tries is another rule's matter. It is an error only if a repeat is sure to do harm.
 */
export const processingOutlivesLease = defineRule<'consumes', OutlivesLease>({
  id: 'processing-outlives-lease',
  category: 'delivery',
  severity: 'warning',
  title: 'Work outlives the lock',
  summary: 'A handler may need longer for a message than the broker waits before it gives the message to somebody else.',
  why:
    'The broker takes a worker that is silent for too long for dead, and hands its message to another one. Both then work on ' +
    'it at once, and the acknowledgement of the first comes too late.',
  behavioural: { invariants: ['effect-once'], faults: ['slow instance', 'transient failure'] },
  subject: ['consumes'],
  *check(consumes, read) {
    if (consumes.props.ack === 'beforeEffect') return;
    const lease = leaseOf(read, consumes);
    const slow = working(read, consumes, lease);
    const retries = retrying(consumes, lease);
    const once = durationMs(consumes.props.processingTime) ?? 0;
    const usual = durationMs(consumes.props.ackDeadline) === undefined;
    const renewed = usual ? supposing(unsaid({ id: consumes.id, property: 'ackDeadline' })) : holds;
    const harm = surelyHarmed(read, consumes);
    yield* conclude(harm ? 'error' : 'warning', all(any(slow, retries.claim), renewed), (conclusion) => ({
      ...conclusion,
      about: [],
      consumes: consumes.id,
      reader: consumes.to,
      channel: consumes.from,
      why: slow.holds ? ('slow' as const) : ('retries' as const),
      needs: slow.holds ? once : retries.needs,
      room: Math.max(once, retries.needs),
      lease: lease.value as number,
      retries: typeof consumes.props.retryMax === 'number' ? consumes.props.retryMax : 0,
      usual,
      harm,
    }));
  },
  explain({ consumes, reader, channel, why, needs, lease, retries, usual, harm }, say) {
    const name = say.name(reader);
    const from = say.name(channel);
    const work =
      why === 'slow'
        ? `${name} may need ${durationWords(needs)} for a message from ${from}`
        : `${name} tries a message from ${from} up to ${retries} more times on the spot, which takes ${durationWords(needs)} ` +
          'with its pauses';
    const then = usual
      ? `, and as the product comes, another worker gets the message after ${durationWords(lease)}. Nobody has said whether ` +
        `${name} asks for more time.`
      : `, but after ${durationWords(lease)} another worker gets the message.`;
    return {
      at: [consumes, reader, channel],
      what: `${work}${then}${harm ? ' What is done twice then counts twice.' : ''}`,
      next:
        why === 'slow'
          ? 'Give it more time, let the client renew it while the work goes on, fetch less at once, or move slow work behind ' +
            'a queue of its own.'
          : 'Give it more time, or let a message that fails wait in a retry channel.',
    };
  },
  fixes: [
    {
      id: 'longer',
      title: ({ reader, room }, say) =>
        `Give ${say.name(reader)} ${durationWords(durationMs(roundedUp(2 * room)) as number)} to acknowledge`,
      kind: 'suggestion',
      edits: ({ consumes, room }) => [set(consumes, 'ackDeadline', roundedUp(2 * room))],
    },
    {
      id: 'renew',
      title: ({ reader }, say) => `Let ${say.name(reader)} renew its time for as long as it works`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'ackDeadline', 'forever')],
    },
    {
      id: 'retry-channel',
      fits: ({ why }) => why === 'retries',
      title: ({ reader }, say) => `Let messages that ${say.name(reader)} fails to handle wait in a retry channel`,
      kind: 'suggestion',
      edits: ({ consumes }) => [set(consumes, 'retry', 'retryChannel')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'two minutes for a document, thirty seconds to acknowledge',
        sketch: sketch`
          broker aws sns-sqs
          service web
          queue documents on aws
          service pdf
          store files object
          web -> documents -> pdf (processingTime 2min, ackDeadline 30s)
          pdf -> files (mode upsert)
        `,
        expects: [
          {
            severity: 'warning',
            what: '“pdf” may need 2 minutes for a message from “documents”, but after 30 seconds another worker gets the message.',
          },
        ],
      },
      {
        name: 'the same, and what is done twice counts twice',
        sketch: sketch`
          broker aws sns-sqs
          service web
          queue documents on aws
          service pdf
          store bills relational
          web -> documents -> pdf (processingTime 2min, ackDeadline 30s, idempotency none)
          pdf -> bills (mode insert)
        `,
        expects: [{ severity: 'error' }],
      },
      {
        name: 'longer than the product waits as it comes',
        sketch: sketch`
          broker main kafka
          service web
          topic documents on main
          service pdf
          web -> documents -> pdf (processingTime 8min)
        `,
        expects: [
          {
            severity: 'hint',
            what:
              '“pdf” may need 8 minutes for a message from “documents”, and as the product comes, another worker gets the ' +
              'message after 5 minutes. Nobody has said whether “pdf” asks for more time.',
          },
        ],
      },
      {
        name: 'tries on the spot with pauses that grow beyond the lock',
        sketch: sketch`
          broker aws sns-sqs
          service web
          queue mails on aws
          service mailer
          web -> mails -> mailer (ackDeadline 1min, retry blocking, retryMax 6, backoff exponential)
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“mailer” tries a message from “mails” up to 6 more times on the spot, which takes 63 seconds with its ' +
              'pauses, but after 1 minute another worker gets the message.',
          },
        ],
      },
      {
        name: 'tries on the spot, each of which takes its time',
        sketch: sketch`
          broker aws sns-sqs
          service web
          queue mails on aws
          service mailer
          web -> mails -> mailer (ackDeadline 1min, processingTime 20s, retry blocking, retryMax 3, backoff none)
        `,
      },
    ],
    good: [
      {
        name: 'five minutes are enough',
        sketch: sketch`
          broker aws sns-sqs
          service web
          queue documents on aws
          service pdf
          web -> documents -> pdf (processingTime 2min, ackDeadline 5min)
        `,
      },
      {
        name: 'a client that renews its time while it works',
        sketch: sketch`
          broker google pubsub
          service web
          pubsub documents on google
          service pdf
          web -> documents -> pdf (processingTime 2min, ackDeadline forever)
        `,
      },
      {
        name: 'a few short pauses',
        sketch: sketch`
          broker main kafka
          service web
          topic mails on main
          service mailer
          web -> mails -> mailer (retry blocking, retryMax 5, backoff exponential)
        `,
      },
      {
        name: 'a message that fails waits elsewhere',
        sketch: sketch`
          broker main kafka
          service web
          topic mails on main
          service mailer
          web -> mails -> mailer (retry retryChannel, retryMax 20, backoff exponential)
        `,
      },
      {
        name: 'acknowledged first, it is held by nobody',
        sketch: sketch`
          broker aws sns-sqs
          service web
          queue documents on aws
          service pdf
          web -> documents -> pdf (ack beforeEffect, processingTime 2min, ackDeadline 30s)
        `,
      },
      {
        name: 'a product that waits for ever',
        sketch: sketch`
          broker apache pulsar
          service web
          topic documents on apache
          service pdf
          web -> documents -> pdf (processingTime 2h)
        `,
      },
      {
        name: 'nobody has said how long it takes',
        sketch: sketch`
          broker aws sns-sqs
          service web
          queue documents on aws
          service pdf
          web -> documents -> pdf
        `,
      },
    ],
  },
  mend: [
    'Give the handler more time to acknowledge, or let its client renew the time while it works.',
    'Fetch fewer messages at once.',
    'Move slow work behind a queue of its own, or let what fails wait in a retry channel.',
  ],
  notWhen: [
    'Many clients renew the time by themselves; say so by “forever”.',
    'The first pause of a retry is taken to be a second, doubled or kept, since drawings do not say more.',
  ],
  sources: [sources['AWS-sqs'], sources['KAFKA-poll'], sources['GCP-eo'], sources['NATS-consumers'], sources['ASB-sessions']],
});
