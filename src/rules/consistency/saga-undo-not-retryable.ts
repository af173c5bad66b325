import type { Id, MakeId } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Step } from '#model/kinds/index.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { contractId, contractOf } from '../helpers/contracts.ts';
import { drawDeadLetterQueue } from '../helpers/dead-letter-queue.ts';
import { deadLettersOf } from '../helpers/dead-letters.ts';
import { answersDirectly } from '../helpers/failure.ts';
import { handlersAt, handlersOf, isCarried } from '../helpers/hearing.ts';
import { inboxBeside } from '../helpers/inbox.ts';
import { connect } from '../helpers/routes.ts';
import { orchestratorOf, participantOf, type StepFact, stepFact, stepName } from '../helpers/sagas.ts';
import { callsTwice, writesTwice } from '../helpers/twice.ts';
import { any, type Claim, conclude, holds, is, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface UndoNotRetryable extends Fact {
  readonly saga: Id;
  readonly step: StepFact;
  readonly how: 'gives-up' | 'drops' | 'twice' | 'unread' | 'pivot-passed';
  /** The message that undoes the step, or that starts a step which has to succeed. */
  readonly message: Id;
  /** Undefined where nobody reads the message. */
  readonly consumes: Id | undefined;
  readonly reader: Id;
  /** What is done again by a second copy. */
  readonly stores: readonly Id[];
  readonly calls: readonly Id[];
  /** Ids of handled messages are remembered, so that only a crash before that does harm. */
  readonly remembered: boolean;
}

type Saga = ElementOf<'saga'>;
type Handler = EdgeOf<'consumes'>;
type Detail = Pick<UndoNotRetryable, 'how' | 'message' | 'consumes' | 'reader' | 'stores' | 'calls' | 'remembered'>;

/** Handlers of the message at the participant; where none is there, wherever they are. */
function handlersFor(read: Reads, message: string, { participant }: Step): readonly Handler[] {
  const own = handlersAt(read, message, participant);
  return own.length > 0 ? own : handlersOf(read, message);
}

function* undoCases(read: Reads, saga: Saga, step: Step): Generator<readonly [Claim, Detail]> {
  if (!contractOf(read, step.undo)) return;
  const message = contractId(step.undo);
  const handlers = handlersFor(read, step.undo, step);
  const participant = participantOf(read, step);
  const nothing = { message, stores: [], calls: [], remembered: false };
  if (handlers.length === 0 && participant !== undefined && isCarried(read, step.undo) && !answersDirectly(read, saga, step))
    yield [holds, { ...nothing, how: 'unread', consumes: undefined, reader: participant }];
  for (const handler of handlers) {
    const at = { ...nothing, consumes: handler.id, reader: handler.to };
    const givesUp = is(handler, 'retry', 'none');
    const drops = is(handler, 'onExhausted', 'drop');
    yield [any(supposing(givesUp), drops), { ...at, how: drops.holds && !givesUp.holds ? 'drops' : 'gives-up' }];
    const writes = writesTwice(read, handler);
    const calls = callsTwice(read, handler);
    yield [
      any(...[...writes, ...calls].map(({ claim }) => claim)),
      {
        ...at,
        how: 'twice',
        remembered: handler.props.idempotency === 'dedupStore',
        stores: writes.filter(({ claim }) => claim.holds).map(({ edge }) => edge.to),
        calls: calls.filter(({ claim }) => claim.holds).map(({ edge }) => edge.id),
      },
    ];
  }
}

function* onwardCases(read: Reads, step: Step): Generator<readonly [Claim, Detail]> {
  if (step.nature !== 'retryable' || !contractOf(read, step.do)) return;
  for (const handler of handlersAt(read, step.do, step.participant)) {
    const at = {
      message: contractId(step.do),
      consumes: handler.id,
      reader: handler.to,
      stores: [],
      calls: [],
      remembered: false,
    };
    yield [is(handler, 'retry', 'none'), { ...at, how: 'pivot-passed' }];
  }
}

function keepTrying({ consumes }: UndoNotRetryable, read: Reads, makeId: MakeId): Edit[] {
  const handler = consumes === undefined ? undefined : (read.edge(consumes) as Handler | undefined);
  if (!handler) return [];
  const { retry, backoff, onExhausted } = handler.props;
  const edits: Edit[] = [];
  if (retry === 'none' || retry === '?')
    edits.push(set(handler.id, 'retry', read.of(handler.from, 'channel')?.props.type === 'queue' ? 'requeue' : 'blocking'));
  if (backoff === 'none' || backoff === '?') edits.push(set(handler.id, 'backoff', 'exponential'));
  if (onExhausted === 'drop' || onExhausted === '?') {
    if (deadLettersOf(read, handler).length === 0) edits.push(...drawDeadLetterQueue(read, makeId, handler));
    edits.push(set(handler.id, 'onExhausted', 'dlq'));
  }
  return edits;
}

/** A call is done once if it carries a stable key and the other side heeds it; writes if the ids of messages are remembered. */
function onceOnly({ consumes, stores, calls }: UndoNotRetryable, read: Reads, makeId: MakeId): Edit[] {
  const keyed = calls.flatMap((id): Edit[] => {
    const target = read.edge(id)?.to;
    const external = target === undefined ? undefined : read.of(target, 'external');
    const heeds = external?.props.idempotent === 'no' ? [set(external.id, 'idempotent', 'yes')] : [];
    return [set(id, 'idempotencyKey', 'yes'), ...heeds];
  });
  const remembered = consumes === undefined || stores[0] === undefined ? [] : inboxBeside(read, consumes, stores[0], makeId);
  return [...remembered, ...keyed];
}

/**
 * Differences from the catalogue: an undo that some channel carries and nobody reads is found too, since it undoes nothing.
 * A handler that gives up and one that does harm twice are two findings, mended in two ways.
 */
export const sagaUndoNotRetryable = defineRule<'saga', UndoNotRetryable>({
  id: 'saga-undo-not-retryable',
  category: 'consistency',
  severity: 'error',
  title: 'Saga undo cannot be repeated',
  summary:
    'A compensation, or a step after the point of no return, is given up when it fails, or does harm when it is done twice.',
  why:
    'A compensation is the last line: there is nothing behind it that would make up for it. So it has to succeed in the ' +
    'end, and to do so it may run more than once.',
  behavioural: { invariants: ['saga-closed'], faults: ['transient failure', 'duplicate delivery'] },
  subject: ['saga'],
  *check(saga, read) {
    const { steps } = saga.props;
    const pivot = steps.findIndex(({ nature }) => nature === 'pivot');
    for (const [i, step] of steps.entries()) {
      const cases = [...undoCases(read, saga, step), ...(pivot >= 0 && i > pivot ? onwardCases(read, step) : [])];
      for (const [claim, detail] of cases) {
        yield* conclude('error', claim, (conclusion) => ({
          ...conclusion,
          ...detail,
          // Giving up at once and giving up after a while are one cause.
          about: [step.id, detail.how === 'drops' ? 'gives-up' : detail.how, ...(detail.consumes ? [detail.consumes] : [])],
          saga: saga.id,
          step: stepFact(read, saga, step),
        }));
      }
    }
  },
  explain({ saga, step, how, message, consumes, reader, stores, calls, remembered, assumes }, say) {
    const who = say.name(reader);
    const undo = `${say.name(message)}, which undoes ${stepName(step, say)} of ${say.name(saga)}`;
    const unsure = assumes.length > 0;
    const done = [
      ...(stores.length > 0 ? [`writes to ${say.names(stores)}`] : []),
      ...calls.map((call) => `makes the call ${say.name(call)}`),
    ].join(' and ');
    const what = {
      'gives-up': unsure
        ? `Nobody has said whether ${who} tries again when it fails to handle ${undo}.`
        : `If ${who} fails to handle ${undo}, it is not tried again, and the step is never undone.`,
      drops: `If ${who} keeps failing to handle ${undo}, the message is dropped, and the step is never undone.`,
      twice: remembered
        ? `If ${who} dies before it has remembered the id of ${undo}, it ${done} twice.`
        : unsure
          ? `Nobody has said what happens if ${undo}, arrives twice: ${who} ${done} for each copy.`
          : `If ${undo}, arrives twice, ${who} ${done} twice.`,
      unread: `${undo}, is published, but nobody reads it.`,
      'pivot-passed':
        `${say.name(saga)} is past the point of no return at ${stepName(step, say)}, but if ${who} fails to handle ` +
        `${say.name(message)}, it is not tried again.`,
    }[how];
    const at = [reader, saga, ...stores, ...calls].filter((id) => id !== undefined);
    return {
      at: [consumes ?? saga, ...new Set(at.filter((id) => id !== (consumes ?? saga)))],
      what,
      next: {
        'gives-up': 'Try again until it succeeds, with pauses, and keep what still fails where somebody looks after it.',
        drops: 'Keep what still fails in a dead-letter queue, where somebody looks after it.',
        twice: 'Make the compensation idempotent: remember the ids of handled messages, and send a stable key with calls.',
        unread: `Let ${who} read it.`,
        'pivot-passed': 'Try again until it succeeds; there is no way back any more.',
      }[how],
    };
  },
  fixes: [
    {
      id: 'keep-trying',
      fits: ({ how }) => how === 'gives-up' || how === 'drops' || how === 'pivot-passed',
      title: ({ how, reader, message }, say) =>
        how === 'drops'
          ? `Put copies of ${say.name(message)} that ${say.name(reader)} cannot handle into a dead-letter queue with an alarm`
          : `Let ${say.name(reader)} try ${say.name(message)} again, with growing pauses, and a dead-letter queue with an alarm behind it`,
      kind: 'suggestion',
      edits: keepTrying,
    },
    {
      id: 'once-only',
      fits: ({ how }) => how === 'twice',
      title: ({ reader, message, stores }, say) =>
        stores.length > 0
          ? `Let ${say.name(reader)} notice a second ${say.name(message)} by its id`
          : `Send a key with the call that is the same for each copy of ${say.name(message)}`,
      kind: 'suggestion',
      edits: onceOnly,
    },
    {
      id: 'read-it',
      fits: ({ how }) => how === 'unread',
      title: ({ reader, message }, say) => `Let ${say.name(reader)} read ${say.name(message)}`,
      kind: 'suggestion',
      edits({ saga, reader, message }, read, makeId) {
        const found = read.of(saga, 'saga');
        return found ? connect(read, makeId, [{ contract: message, from: orchestratorOf(read, found), to: reader }]) : [];
      },
    },
  ],
  examples: {
    bad: [
      {
        name: 'a refund that is not tried again',
        sketch: sketch`
          service booking
          service payments
          external PayCo payment (idempotent yes)
          queue payment-commands
          contract Charge command
          contract Refund command
          booking -> payment-commands (contracts [Charge, Refund])
          payment-commands -> payments (retry none, onExhausted dlq, idempotency natural)
          payments -> PayCo (purpose command, idempotencyKey yes)
          saga Booking orchestration (orchestrator booking) {
            step payments do Charge undo Refund
          }
        `,
        expects: [
          {
            severity: 'error',
            what:
              'If “payments” fails to handle “Refund”, which undoes step 1 (“payments”) of “Booking”, it is not tried again, ' +
              'and the step is never undone.',
          },
        ],
      },
      {
        name: 'nobody has said whether it is tried again',
        sketch: sketch`
          service booking
          service stock
          queue stock-commands
          store shelves relational
          contract ReserveStock command
          contract ReleaseStock command
          booking -> stock-commands (contracts [ReserveStock, ReleaseStock]) -> stock (idempotency natural, onExhausted dlq)
          stock -> shelves (mode upsert)
          saga Booking orchestration (orchestrator booking) {
            step stock do ReserveStock undo ReleaseStock
          }
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'it is dropped after some tries',
        sketch: sketch`
          service booking
          service stock
          queue stock-commands
          contract ReleaseStock command
          booking -> stock-commands (contracts ReleaseStock) -> stock (retry requeue, onExhausted drop)
          saga Booking orchestration (orchestrator booking) {
            step stock undo ReleaseStock
          }
        `,
      },
      {
        name: 'a second copy adds to the shelf, and pays back, twice',
        sketch: sketch`
          service booking
          service stock
          external PayCo payment
          queue stock-commands
          store shelves relational
          contract ReleaseStock command
          booking -> stock-commands (contracts ReleaseStock) -> stock (retry requeue, onExhausted dlq, idempotency none)
          stock -> shelves (mode increment)
          stock -> PayCo (purpose command, idempotencyKey no)
          saga Booking orchestration (orchestrator booking) {
            step stock undo ReleaseStock
          }
        `,
        expects: [
          {
            severity: 'error',
            what:
              'If “ReleaseStock”, which undoes step 1 (“stock”) of “Booking”, arrives twice, “stock” writes to “shelves” and ' +
              'makes the call “stock” → “PayCo” twice.',
          },
        ],
      },
      {
        name: 'the undo travels, and nobody reads it',
        sketch: sketch`
          service booking
          service stock
          queue stock-commands
          contract ReserveStock command
          contract ReleaseStock command
          booking -> stock-commands (contracts [ReserveStock, ReleaseStock]) -> stock (contracts ReserveStock)
          saga Booking orchestration (orchestrator booking) {
            step stock do ReserveStock undo ReleaseStock
          }
        `,
      },
      {
        name: 'a step after the pivot gives up',
        sketch: sketch`
          service booking
          service payments
          service shipping
          queue shipping-commands
          contract Charge command
          contract Ship command
          booking -> shipping-commands (contracts Ship) -> shipping (retry none)
          saga Booking orchestration (orchestrator booking) {
            step payments do Charge nature pivot
            step shipping do Ship nature retryable
          }
        `,
      },
      {
        name: 'a call for which the other side heeds no key',
        sketch: sketch`
          service booking
          service payments
          external PayCo payment (idempotent no)
          queue payment-commands
          contract Refund command
          booking -> payment-commands (contracts Refund) -> payments (retry requeue, onExhausted dlq, idempotency dedupStore)
          payments -> PayCo (purpose command, idempotencyKey yes)
          saga Booking orchestration (orchestrator booking) {
            step payments undo Refund
          }
        `,
        expects: [
          {
            severity: 'warning',
            what:
              'If “payments” dies before it has remembered the id of “Refund”, which undoes step 1 (“payments”) of “Booking”, ' +
              'it makes the call “payments” → “PayCo” twice.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'tried again, kept if it still fails, and noticed if it comes twice',
        sketch: sketch`
          service booking
          service payments
          external PayCo payment (idempotent yes)
          queue payment-commands
          contract Charge command
          contract Refund command
          booking -> payment-commands (contracts [Charge, Refund])
          payment-commands -> payments (retry requeue, onExhausted dlq, idempotency natural)
          payments -> PayCo (purpose command, idempotencyKey yes)
          payments -x payment-dlq
          saga Booking orchestration (orchestrator booking) {
            step payments do Charge undo Refund
          }
        `,
      },
      {
        name: 'the participant is called, and undone by a call',
        sketch: sketch`
          service booking
          service stock
          contract ReserveStock command
          contract ReleaseStock command
          booking -> stock (purpose command)
          saga Booking orchestration (orchestrator booking) {
            step stock do ReserveStock undo ReleaseStock
          }
        `,
      },
      {
        name: 'the handler has another message for the undo, which is tried again',
        sketch: sketch`
          service booking
          service stock
          queue reservations
          queue releases
          store shelves relational
          contract ReserveStock command
          contract ReleaseStock command
          booking -> reservations (contracts ReserveStock) -> stock (retry none)
          booking -> releases (contracts ReleaseStock) -> stock (retry requeue, onExhausted dlq, idempotency dedupStore)
          stock -> shelves (mode increment, triggeredBy [reservations, releases])
          saga Booking orchestration (orchestrator booking) {
            step stock do ReserveStock undo ReleaseStock nature compensable
          }
        `,
      },
      {
        name: 'what lapses by itself is not carried out by anybody',
        sketch: sketch`
          service stock
          contract ReserveStock command
          saga Booking orchestration {
            step stock do ReserveStock undo timeout
          }
        `,
      },
    ],
  },
  mend: [
    'Try again without end, with pauses, and tell somebody if it still fails.',
    'Make the compensation idempotent, and send a stable key with each call.',
    'Keep what fails in a queue that a person looks after.',
  ],
  notWhen: [
    'Who calls a participant and waits tries again itself; what it does is not drawn.',
    'A copy that comes before what it should undo is another danger: a compensation must be remembered even if it came first.',
  ],
  sources: [sources['AZ-saga'], sources['MSIO-saga']],
});
