import type { Id } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import type { Step } from '#model/kinds/index.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { contractId, contractOf } from '../helpers/contracts.ts';
import { answersDirectly, callersOff, failureEdits, failureRoutes, hearersOf, successRoute } from '../helpers/failure.ts';
import { handlersAt, handlersOf, isCarried } from '../helpers/hearing.ts';
import { connect } from '../helpers/routes.ts';
import { natureIs, orchestratorOf, type StepFact, stepFact, stepName } from '../helpers/sagas.ts';
import { all, type Claim, conclude, likely, said, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface Unheard extends Fact {
  readonly saga: Id;
  readonly how: 'no-message' | 'failure-unread' | 'success-unread' | 'no-channel';
  /** Left out where it is about messages of several steps. */
  readonly step: StepFact | undefined;
  readonly next: StepFact | undefined;
  readonly leader: Id | undefined;
  /** Those of whom one should hear it. */
  readonly hearers: readonly Id[];
  /** Ids of the messages. */
  readonly messages: readonly Id[];
}

type Saga = ElementOf<'saga'>;

/** Whether a failure should travel and does not; undefined where nobody has to hear of it. */
function failureUnread(read: Reads, saga: Saga, step: Step): boolean {
  const { nodes, nobody } = hearersOf(read, saga, step);
  if (nobody || nodes.includes(step.participant)) return false;
  if (nodes.length === 0) return handlersOf(read, step.fail).length === 0;
  const led = orchestratorOf(read, saga) !== undefined;
  return ![...nodes, ...(led ? [] : callersOff(read, saga, step))].some((node) => handlersAt(read, step.fail, node).length > 0);
}

/** The answers of a step that somebody has to hear, and nobody can, since no channel carries them. */
function adrift(read: Reads, saga: Saga, step: Step, last: boolean): Id[] {
  if (answersDirectly(read, saga, step)) return [];
  const failure =
    step.nature !== 'retryable' && contractOf(read, step.fail) && failureUnread(read, saga, step) ? [step.fail] : [];
  const success = !last && contractOf(read, step.ok) ? [step.ok] : [];
  return [...success, ...failure].filter((each) => !isCarried(read, each)).map(contractId);
}

function unread(read: Reads, saga: Saga, step: Step, last: boolean): readonly (readonly [Unheard['how'], Claim, Id[]])[] {
  if (answersDirectly(read, saga, step)) return [];
  const { nodes, nobody } = hearersOf(read, saga, step);
  const itself = nodes.length > 0 && nodes.every((node) => node === step.participant);
  const canFail = supposing(natureIs(saga, step, 'compensable', 'pivot'));
  const lost = step.nature !== 'retryable' && isCarried(read, step.fail) && failureUnread(read, saga, step);
  const ignored = !last && isCarried(read, step.ok) && handlersOf(read, step.ok).length === 0;
  return [
    ['no-message', all(said(step.fail === 'none' && !nobody && !itself), canFail), []],
    ['failure-unread', said(lost), [contractId(step.fail)]],
    ['success-unread', said(ignored), [contractId(step.ok)]],
  ];
}

/**
 * Differences from the catalogue: nobody has to hear of a failure where nothing was done before that would have to be undone
 * and nobody leads, where the leader does the step itself, or where whoever asked has the answer from a call. Where nobody
 * leads it is as good if the one hears it who asks earlier steps to undo: the service that cancels the order. Messages that
 * no channel carries are told together, and as a warning: how they travel is not drawn yet.
 */
export const sagaFailureUnheard = defineRule<'saga', Unheard>({
  id: 'saga-failure-unheard',
  category: 'consistency',
  severity: 'error',
  title: 'Saga failure unheard',
  summary: 'A step of a saga can fail, or succeed, and nobody who would have to go on, or turn back, hears of it.',
  why: 'A refusal that nobody hears undoes nothing: the earlier steps stay as they are, and the saga is neither done nor undone.',
  behavioural: { invariants: ['saga-closed'], faults: ['step refused'] },
  subject: ['saga'],
  waits: true,
  *check(saga, read) {
    const { steps } = saga.props;
    const leader = orchestratorOf(read, saga);
    for (const [i, step] of steps.entries()) {
      const next = steps[i + 1];
      for (const [how, claim, messages] of unread(read, saga, step, next === undefined)) {
        yield* conclude('error', claim, (conclusion) => ({
          ...conclusion,
          about: [step.id, how],
          saga: saga.id,
          how,
          step: stepFact(read, saga, step),
          next: next && stepFact(read, saga, next),
          leader,
          hearers: hearersOf(read, saga, step).nodes,
          messages,
        }));
      }
    }
    const messages = [...new Set(steps.flatMap((step, i) => adrift(read, saga, step, i === steps.length - 1)))];
    yield* conclude('error', messages.length > 0 ? likely : said(false), (conclusion) => ({
      ...conclusion,
      about: ['no-channel'],
      saga: saga.id,
      how: 'no-channel',
      step: undefined,
      next: undefined,
      leader,
      hearers: [],
      messages,
    }));
  },
  explain({ saga, how, step, next, leader, hearers, messages, assumes }, say) {
    const workflow = say.name(saga);
    const which = step ? `${stepName(step, say)} of ${workflow}` : workflow;
    const message = messages[0] === undefined ? '' : say.name(messages[0]);
    const missed =
      assumes.length > 0
        ? 'and nobody has said that it is repeated until it succeeds'
        : leader === undefined
          ? step?.number === 1
            ? 'so nobody learns of it'
            : 'so the steps before it are not undone'
          : `so ${say.name(leader)} does not learn of it`;
    const deaf =
      leader !== undefined
        ? `${say.name(leader)}, which leads, does not read it`
        : hearers.length === 0
          ? 'nobody reads it'
          : `nobody who has something to undo (${say.names(hearers)}) reads it`;
    const what = {
      'no-message': `No message says that ${which} was refused or failed, ${missed}.`,
      'failure-unread': `${message} says that ${which} failed, but ${deaf}.`,
      'success-unread': `${message} says that ${which} is done, but nobody reads it${next ? `, so ${stepName(next, say)} does not begin` : ''}.`,
      'no-channel':
        `${workflow} rests on ${say.names(messages)}, but no channel carries ` +
        `${say.agree(messages, 'it', 'them')}: nobody can see how ${say.agree(messages, 'it travels', 'they travel')}.`,
    }[how];
    const at = [step?.participant, ...(how === 'no-message' ? [] : messages), ...hearers];
    return {
      at: [saga, ...new Set(at.filter((id): id is Id => id !== undefined))],
      what,
      next: {
        'no-message':
          'Let it publish its failure, and let whoever has to turn back read it; or repeat the step until it succeeds.',
        'failure-unread': `Let ${leader === undefined ? 'those who have something to undo' : say.name(leader)} read it.`,
        'success-unread': 'Let whoever goes on read it; or, if nobody waits for it, leave it out of the step.',
        'no-channel': 'Draw the channels on which they travel, and who reads them.',
      }[how],
    };
  },
  fixes: [
    {
      id: 'name-failure',
      fits: ({ how }) => how === 'no-message',
      title: ({ step }, say) => `Give ${stepName(step as StepFact, say)} a message that says that it failed`,
      kind: 'suggestion',
      edits({ saga, step }, read, makeId) {
        const found = read.of(saga, 'saga');
        const row = found?.props.steps.find((each) => each.id === step?.id);
        return found && row ? failureEdits(read, makeId, found, row) : [];
      },
    },
    {
      id: 'read-it',
      fits: ({ how, hearers, next }) =>
        how === 'failure-unread' ? hearers.length > 0 : how === 'success-unread' && next?.participant !== undefined,
      title: ({ how, leader, hearers, next, messages }, say) => {
        const reader = how === 'failure-unread' ? say.names(hearers) : say.name(leader ?? (next?.participant as Id));
        return `Let ${reader} read ${say.name(messages[0] as Id)}`;
      },
      kind: 'suggestion',
      edits({ saga, how, step, messages }, read, makeId) {
        const found = read.of(saga, 'saga');
        const row = found?.props.steps.find((each) => each.id === step?.id);
        if (!found || !row) return [];
        const routes =
          how === 'success-unread' ? [successRoute(read, found, row)] : failureRoutes(read, found, row, messages[0] as Id);
        return connect(read, makeId, routes);
      },
    },
    {
      id: 'draw-ways',
      fits: ({ how }) => how === 'no-channel',
      title: ({ messages }, say) => `Draw the channels for ${say.names(messages)}`,
      kind: 'suggestion',
      edits({ saga, messages }, read, makeId) {
        const found = read.of(saga, 'saga');
        if (!found) return [];
        const routes = found.props.steps.flatMap((step) => [
          ...(messages.includes(contractId(step.ok)) ? [successRoute(read, found, step)] : []),
          ...(messages.includes(contractId(step.fail)) ? failureRoutes(read, found, step, contractId(step.fail)) : []),
        ]);
        return connect(read, makeId, routes);
      },
    },
    {
      id: 'repeat',
      fits: ({ how }) => how === 'no-message' || how === 'failure-unread',
      title: ({ step }, say) => `Say that ${stepName(step as StepFact, say)} is repeated until it succeeds`,
      kind: 'suggestion',
      edits: ({ saga, step }) => (step ? [set(saga, ['steps', step.id, 'nature'], 'retryable')] : []),
    },
    {
      id: 'nobody-waits',
      fits: ({ how }) => how === 'success-unread',
      title: ({ step }, say) => `Say that nobody waits for an answer of ${stepName(step as StepFact, say)}`,
      kind: 'suggestion',
      edits: ({ saga, step }) => (step ? [set(saga, ['steps', step.id, 'ok'], 'none')] : []),
    },
  ],
  examples: {
    bad: [
      {
        name: 'the declined payment has no reader',
        sketch: sketch`
          service orders
          service stock
          service payments
          topic order-events
          topic stock-events
          topic payment-events
          contract OrderPlaced event
          contract StockReserved event
          contract StockRefused event
          contract PaymentTaken event
          contract PaymentDeclined event
          contract CancelOrder command
          contract ReleaseStock command
          orders -> order-events (contracts OrderPlaced) -> stock
          stock -> stock-events (contracts [StockReserved, StockRefused]) -> payments
          stock-events -> orders
          payments -> payment-events (contracts [PaymentTaken, PaymentDeclined])
          saga Ordering choreography {
            step orders ok OrderPlaced undo CancelOrder nature compensable
            step stock do OrderPlaced ok StockReserved fail StockRefused undo ReleaseStock nature compensable
            step payments do StockReserved ok PaymentTaken fail PaymentDeclined nature pivot
          }
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“PaymentDeclined” says that step 3 (“payments”) of “Ordering” failed, but nobody who has something to undo ' +
              '(“orders” and “stock”) reads it.',
          },
        ],
      },
      {
        name: 'no message says that the pivot failed',
        sketch: sketch`
          service booking
          service payments
          queue payment-commands
          topic payment-events
          contract Charge command
          contract Charged event
          booking -> payment-commands (contracts Charge) -> payments
          payments -> payment-events (contracts Charged) -> booking
          saga Booking orchestration (orchestrator booking) {
            step payments do Charge ok Charged nature pivot
          }
        `,
        expects: [
          {
            severity: 'error',
            what: 'No message says that step 1 (“payments”) of “Booking” was refused or failed, so “booking” does not learn of it.',
          },
        ],
      },
      {
        name: 'nobody has said whether it can fail',
        sketch: sketch`
          service booking
          service payments
          queue payment-commands
          topic payment-events
          contract Charge command
          contract Charged event
          booking -> payment-commands (contracts Charge) -> payments
          payments -> payment-events (contracts Charged) -> booking
          saga Booking orchestration (orchestrator booking) {
            step payments do Charge ok Charged
          }
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'the leader reads the success only',
        sketch: sketch`
          service booking
          service payments
          queue payment-commands
          topic payment-events
          contract Charge command
          contract Charged event
          contract Declined event
          booking -> payment-commands (contracts Charge) -> payments
          payments -> payment-events (contracts [Charged, Declined]) -> booking (contracts Charged)
          saga Booking orchestration (orchestrator booking) {
            step payments do Charge ok Charged fail Declined nature pivot
          }
        `,
      },
      {
        name: 'nobody goes on when the stock is reserved',
        sketch: sketch`
          service stock
          service payments
          topic stock-events
          contract ReserveStock command
          contract StockReserved event
          contract Charge command
          stock -> stock-events (contracts StockReserved)
          saga Booking choreography {
            step stock do ReserveStock ok StockReserved nature retryable
            step payments do Charge nature retryable
          }
        `,
      },
      {
        name: 'no channel carries the answers',
        sketch: sketch`
          service booking
          service stock
          service payments
          contract ReserveStock command
          contract StockReserved event
          contract OutOfStock event
          contract Charge command
          contract Declined event
          saga Booking orchestration (orchestrator booking) {
            step stock do ReserveStock ok StockReserved fail OutOfStock nature compensable
            step payments do Charge fail Declined nature pivot
          }
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“Booking” rests on “Declined”, “OutOfStock” and “StockReserved”, but no channel carries them: nobody can see ' +
              'how they travel.',
          },
        ],
      },
    ],
    good: [
      {
        name: 'whoever has something to undo reads the failure',
        sketch: sketch`
          service orders
          service payments
          topic order-events
          topic payment-events
          contract OrderPlaced event
          contract PaymentTaken event
          contract PaymentDeclined event
          orders -> order-events (contracts OrderPlaced) -> payments
          payments -> payment-events (contracts [PaymentTaken, PaymentDeclined]) -> orders
          saga Ordering choreography {
            step orders ok OrderPlaced undo PaymentDeclined nature compensable
            step payments do OrderPlaced ok PaymentTaken fail PaymentDeclined nature pivot
          }
        `,
      },
      {
        name: 'the one hears it who cancels the order, and the kitchen hears of that',
        sketch: sketch`
          service orders
          store orders-outbox relational (role outbox)
          connector relay relay
          service kitchen
          service cashier
          topic order-events
          topic kitchen-events
          topic payment-events
          contract OrderPlaced event
          contract OrderCancelled event
          contract MealAccepted event
          contract MealRefused event
          contract PaymentTaken event
          contract PaymentRefused event
          orders -> orders-outbox -> relay -> order-events (contracts [OrderPlaced, OrderCancelled]) -> kitchen
          kitchen -> kitchen-events (contracts [MealAccepted, MealRefused]) -> cashier
          kitchen-events -> orders (contracts MealRefused)
          cashier -> payment-events (contracts [PaymentTaken, PaymentRefused])
          payment-events -> orders (contracts PaymentRefused)
          saga Dinner choreography {
            step kitchen do OrderPlaced ok MealAccepted fail MealRefused undo OrderCancelled nature compensable
            step cashier do MealAccepted ok PaymentTaken fail PaymentRefused nature pivot
          }
        `,
      },
      {
        name: 'a step that is repeated until it succeeds has no failure',
        sketch: sketch`
          service booking
          service shipping
          queue shipping-commands
          contract Ship command
          booking -> shipping-commands (contracts Ship) -> shipping
          saga Booking orchestration (orchestrator booking) {
            step shipping do Ship nature retryable
          }
        `,
      },
      {
        name: 'the leader has the answer from its call',
        sketch: sketch`
          service booking
          external PayCo payment
          contract Charge command
          booking -> PayCo (purpose command)
          saga Booking orchestration (orchestrator booking) {
            step PayCo do Charge nature pivot
          }
        `,
      },
      {
        name: 'the leader does a step itself',
        sketch: sketch`
          service booking
          contract CreateOrder command
          saga Booking orchestration (orchestrator booking) {
            step booking do CreateOrder nature compensable
          }
        `,
      },
      {
        name: 'when the first step of a choreography fails, nothing has to be undone',
        sketch: sketch`
          service orders
          service shipping
          topic order-events
          contract OrderPlaced event
          orders -> order-events (contracts OrderPlaced) -> shipping
          saga Ordering choreography {
            step orders ok OrderPlaced nature pivot
            step shipping do OrderPlaced nature retryable
          }
        `,
      },
      {
        name: 'what was reserved lapses, and nobody has to hear',
        sketch: sketch`
          service stock
          service payments
          topic stock-events
          contract StockReserved event
          stock -> stock-events (contracts StockReserved) -> payments
          saga Booking choreography {
            step stock ok StockReserved undo timeout nature compensable
            step payments do StockReserved nature pivot
          }
        `,
      },
    ],
  },
  mend: [
    'Let the step publish its failure.',
    'Let the orchestrator, or whoever has something to undo, read it.',
    'Repeat the step until it succeeds, if it is one that can.',
  ],
  notWhen: [
    'Steps that are repeated until they succeed have no failure to tell.',
    'Who calls a participant and waits has the answer from the call.',
    'One who hears the failure may pass it on; whether it does is not looked at.',
  ],
  sources: [sources['AZ-saga'], sources['MSIO-saga']],
});
