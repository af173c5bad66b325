import type { Id } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import type { Step } from '#model/kinds/index.ts';
import { durationMs } from '#model/property.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { about, callsTo, orchestratorOf, participantOf, type StepFact, stepFact, stepName } from '../helpers/sagas.ts';
import { type Claim, conclude, fails, said, supposing, unsaid } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface WithoutTimeout extends Fact {
  readonly saga: Id;
  readonly step: StepFact;
  readonly leader: Id | undefined;
  readonly ok: string;
  /** No step comes after it. */
  readonly last: boolean;
}

const wait = '15min';

/** The leader has its answer from a call that ends in time, or asks for it again and again. */
function learnsItself(read: Reads, leader: Id, participant: Id): boolean {
  return callsTo(read, leader, participant).some(
    ({ props }) => props.purpose === 'query' || durationMs(props.timeout) !== undefined,
  );
}

function waitsForEver(read: Reads, saga: ElementOf<'saga'>, step: Step): Claim {
  if (step.ok === 'none') return fails;
  const leader = orchestratorOf(read, saga);
  const participant = participantOf(read, step);
  if (leader !== undefined && participant !== undefined) {
    if (leader === participant || learnsItself(read, leader, participant)) return fails;
  }
  return step.timeout === '?' ? unsaid(about(saga, step, 'timeout')) : said(step.timeout === 'none');
}

/**
 * Differences from the catalogue: nobody waits for an answer if the leader does the step itself, if it asks the participant for
 * the outcome (a call that is a query), or if it calls the participant and gives up after a while.
 */
export const sagaWithoutTimeout = defineRule<'saga', WithoutTimeout>({
  id: 'saga-without-timeout',
  category: 'consistency',
  severity: 'warning',
  title: 'Saga waits without a timeout',
  summary: 'A step of a saga is waited for, and nothing happens if its answer never comes.',
  why:
    'Messages get lost, participants fail, and some answers come very late. A saga that waits for ever stays half done, ' +
    'and nobody notices.',
  behavioural: { invariants: ['saga-closed', 'progress'], faults: ['lost message', 'crash of a worker'] },
  subject: ['saga'],
  *check(saga, read) {
    for (const step of saga.props.steps) {
      yield* conclude('warning', supposing(waitsForEver(read, saga, step)), (conclusion) => ({
        ...conclusion,
        about: [step.id],
        saga: saga.id,
        step: stepFact(read, saga, step),
        leader: orchestratorOf(read, saga),
        ok: step.ok,
        last: step === saga.props.steps.at(-1),
      }));
    }
  },
  explain({ saga, step, leader, ok, assumes }, say) {
    const waits = `${say.name(saga)} waits for ${say.name(ok)} of ${stepName(step, say)}`;
    const what =
      assumes.length > 0
        ? `${waits}, and nobody has said for how long.`
        : `${waits} without end: if that answer does not come, the saga stays half done for ever.`;
    const others = [step.participant, leader].filter((id): id is Id => id !== undefined);
    return {
      at: [saga, ...new Set(others)],
      what,
      next: 'Say how long to wait, and what happens then: undo what was done, try again, or tell somebody.',
    };
  },
  fixes: [
    {
      id: 'timeout',
      title: ({ step }, say) => `Wait 15 minutes for ${stepName(step, say)}, and count it as failed then`,
      kind: 'suggestion',
      edits: ({ saga, step }) => [set(saga, ['steps', step.id, 'timeout'], wait)],
    },
    {
      id: 'nobody-waits',
      fits: ({ last }) => last,
      title: ({ step }, say) => `Say that nobody waits for an answer of ${stepName(step, say)}`,
      kind: 'suggestion',
      edits: ({ saga, step }) => [set(saga, ['steps', step.id, 'ok'], 'none')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'a payment that is waited for without end',
        sketch: sketch`
          service booking
          service payments
          contract Charge command
          contract PaymentDone event
          saga Booking orchestration (orchestrator booking) {
            step payments do Charge ok PaymentDone timeout none
          }
        `,
        expects: [
          {
            severity: 'warning',
            what:
              '“Booking” waits for “PaymentDone” of step 1 (“payments”) without end: if that answer does not come, the saga ' +
              'stays half done for ever.',
          },
        ],
      },
      {
        name: 'nobody has said how long',
        sketch: sketch`
          service booking
          service stock
          service payments
          contract ReserveStock command
          contract StockReserved event
          contract Charge command
          contract PaymentDone event
          saga Booking orchestration (orchestrator booking) {
            step stock do ReserveStock ok StockReserved
            step payments do Charge ok PaymentDone timeout 30s
          }
        `,
        expects: [{ severity: 'hint' }],
      },
      {
        name: 'a call that waits for ever is no better',
        sketch: sketch`
          service booking
          external PayCo payment
          contract Charge command
          contract PaymentDone reply
          booking -> PayCo (purpose command, timeout none)
          saga Booking orchestration (orchestrator booking) {
            step PayCo do Charge ok PaymentDone timeout none
          }
        `,
      },
    ],
    good: [
      {
        name: 'after 15 minutes the order is cancelled',
        sketch: sketch`
          service booking
          service payments
          contract Charge command
          contract PaymentDone event
          saga Booking orchestration (orchestrator booking) {
            step payments do Charge ok PaymentDone timeout 15min
          }
        `,
      },
      {
        name: 'nobody waits for the last step',
        sketch: sketch`
          service booking
          service mails
          contract SendMail command
          saga Booking orchestration (orchestrator booking) {
            step mails do SendMail
          }
        `,
      },
      {
        name: 'the leader asks how far it is',
        sketch: sketch`
          service booking
          service payments
          contract Charge command
          contract PaymentDone event
          booking -> payments (purpose query)
          saga Booking orchestration (orchestrator booking) {
            step payments do Charge ok PaymentDone timeout none
          }
        `,
      },
      {
        name: 'the call gives up in time',
        sketch: sketch`
          service booking
          external PayCo payment
          contract Charge command
          contract PaymentDone reply
          booking -> PayCo (purpose command, timeout 5s)
          saga Booking orchestration (orchestrator booking) {
            step PayCo do Charge ok PaymentDone
          }
        `,
      },
    ],
  },
  mend: [
    'After a time, undo what was done, try again, or tell somebody.',
    'Send a message to yourself that is delivered at the deadline.',
  ],
  notWhen: [
    'Nobody waits for an answer of a step that names none.',
    'An orchestrator that asks again and again for the outcome notices by itself.',
    'What a timeout should lead to is for the design to say: a step may have happened although its answer is missing.',
  ],
  sources: [sources['NSB-timeouts'], sources['AZ-saga']],
});
