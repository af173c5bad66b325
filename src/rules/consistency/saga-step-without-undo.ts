import type { Id } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import type { Step } from '#model/kinds/index.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { moveBehind, undoEdits } from '../helpers/compensate.ts';
import { contractOf } from '../helpers/contracts.ts';
import { canFail, finalEffects, hasEffect, natureIs, type StepFact, stepFact, stepName } from '../helpers/sagas.ts';
import { all, any, type Claim, conclude, said, supposing } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface WithoutUndo extends Fact {
  readonly saga: Id;
  readonly step: StepFact;
  /** The first later step that can fail, and the last one. */
  readonly later: StepFact;
  readonly last: StepFact;
  /** The last one is the point of no return. */
  readonly pivot: boolean;
  /** The external system whose part can't be taken back; without one, nothing undoes the step. */
  readonly final: Id | undefined;
  /** In a choreography, the message by which others hear of that failure. */
  readonly failure: string | undefined;
}

interface Case {
  readonly claim: Claim;
  readonly final: Id | undefined;
}

function worst(read: Reads, saga: ElementOf<'saga'>, step: Step, fails: Claim): Case {
  const effects = finalEffects(read, saga, step);
  const final = effects.find(({ claim }) => claim.holds) ?? effects[0];
  const cases: readonly Case[] = [
    { claim: all(fails, any(...effects.map(({ claim }) => claim))), final: final?.external },
    {
      claim: all(said(step.undo === 'none'), supposing(natureIs(saga, step, 'compensable')), fails, hasEffect(read, step)),
      final: undefined,
    },
  ];
  const found = cases.filter(({ claim }) => claim.holds).sort((a, b) => a.claim.lowered - b.claim.lowered)[0];
  return found ?? { claim: any(...cases.map(({ claim }) => claim)), final: undefined };
}

/**
 * Differences from the catalogue: a step can fail if it is compensable or the pivot, or if there is a message that says so;
 * where neither is said, that is asked. `undo timeout` is an undo: what was reserved lapses. An effect that can't be taken back
 * counts for external systems that take part themselves, too.
 */
export const sagaStepWithoutUndo = defineRule<'saga', WithoutUndo>({
  id: 'saga-step-without-undo',
  category: 'consistency',
  severity: 'error',
  title: 'Saga step without undo',
  summary: 'A step of a saga changes something that nothing undoes, or that cannot be undone, and a later step can fail.',
  why:
    'There is no rollback over several services. When a later step fails, what the earlier ones did stays, unless each ' +
    'of them is made up for by a compensation.',
  behavioural: { invariants: ['saga-closed'], faults: ['step refused'] },
  subject: ['saga'],
  *check(saga, read) {
    const { steps } = saga.props;
    for (const [i, step] of steps.entries()) {
      const following = steps.slice(i + 1);
      if (following.length === 0) return;
      const { claim, final } = worst(read, saga, step, any(...following.map((later) => canFail(saga, later))));
      const failing = following.filter((later) => canFail(saga, later).holds);
      const later = failing[0] ?? (following[0] as Step);
      yield* conclude('error', claim, (conclusion) => ({
        ...conclusion,
        about: [step.id],
        saga: saga.id,
        step: stepFact(read, saga, step),
        later: stepFact(read, saga, later),
        last: stepFact(read, saga, failing.at(-1) ?? later),
        pivot: (failing.at(-1) ?? later).nature === 'pivot',
        final,
        failure: saga.props.style === 'choreography' && contractOf(read, later.fail) ? later.fail : undefined,
      }));
    }
  },
  explain({ saga, step, later, final, assumes }, say) {
    const when = `If ${stepName(later, say)} of ${say.name(saga)} fails, `;
    const mine = stepName(step, say);
    const what =
      final === undefined
        ? assumes.length > 0
          ? `${when}what ${mine} did stays: no undo is drawn, and nobody has said whether it may stay.`
          : `${when}what ${mine} did stays: nothing undoes it.`
        : final === step.participant
          ? `${when}what ${mine} did cannot be taken back.`
          : `${when}what ${mine} did with ${say.name(final)} cannot be taken back.`;
    const others = [step.participant, later.participant, final].filter((id): id is Id => id !== undefined);
    return {
      at: [saga, ...new Set(others)],
      what,
      next:
        final === undefined
          ? 'Name the message that undoes the step. Or reserve first and confirm at the end, so that what was reserved lapses by itself.'
          : 'Do what cannot be taken back after the last step that can fail.',
    };
  },
  fixes: [
    {
      id: 'undo',
      fits: ({ final }) => final === undefined,
      title: ({ step, failure }, say) =>
        failure === undefined
          ? `Give ${stepName(step, say)} a message that undoes it`
          : `Let ${stepName(step, say)} be undone when ${say.name(failure)} is heard`,
      kind: 'suggestion',
      edits({ saga, step, failure }, read, makeId) {
        const found = read.of(saga, 'saga');
        return found ? undoEdits(read, makeId, found, step.id, failure) : [];
      },
    },
    {
      id: 'later',
      // Where events lead from step to step, another place in the list changes nothing.
      fits: ({ failure, final }) => failure === undefined || final !== undefined,
      title: ({ step, last, pivot }, say) =>
        `Move ${stepName(step, say)} behind ${stepName(last, say)}, the last that can fail` +
        (pivot ? ', and repeat it until it succeeds' : ''),
      kind: 'suggestion',
      edits({ saga, step, last, pivot }, read) {
        const found = read.of(saga, 'saga');
        if (!found) return [];
        return [...moveBehind(found, step.id, last.id), ...(pivot ? [set(saga, ['steps', step.id, 'nature'], 'retryable')] : [])];
      },
    },
    {
      id: 'lapses',
      fits: ({ final }) => final === undefined,
      title: ({ step }, say) => `Say that what ${stepName(step, say)} did lapses by itself after a while`,
      kind: 'suggestion',
      edits: ({ saga, step }) => [set(saga, ['steps', step.id, 'undo'], 'timeout')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'stock is reserved, and then the card is declined',
        sketch: sketch`
          service booking
          service stock
          service payments
          store shelves relational
          contract ReserveStock command
          contract StockReserved event
          contract Charge command
          contract Declined event
          stock -> shelves (mode update)
          saga Booking orchestration (orchestrator booking) {
            step stock do ReserveStock ok StockReserved nature compensable
            step payments do Charge fail Declined
          }
        `,
        expects: [
          {
            severity: 'error',
            what: 'If step 2 (“payments”) of “Booking” fails, what step 1 (“stock”) did stays: nothing undoes it.',
          },
        ],
      },
      {
        name: 'nobody has said whether it may stay',
        sketch: sketch`
          service stock
          service payments
          store shelves relational
          contract ReserveStock command
          contract Charge command
          queue commands (contracts [ReserveStock, Charge])
          commands -> stock (contracts ReserveStock)
          commands -> payments (contracts Charge)
          stock -> shelves (mode update)
          saga Booking orchestration {
            step stock do ReserveStock
            step payments do Charge nature pivot
          }
        `,
        expects: [{ severity: 'warning' }],
      },
      {
        name: 'the failure is an event that the step could listen to',
        sketch: sketch`
          service orders
          service payments
          store orders-db relational
          topic order-events
          topic payment-events
          contract OrderPlaced event
          contract PaymentTaken event
          contract PaymentDeclined event
          orders -> orders-db (mode insert)
          orders -> order-events (contracts OrderPlaced) -> payments -> payment-events (contracts [PaymentTaken, PaymentDeclined])
          saga Ordering choreography {
            step orders ok OrderPlaced nature compensable
            step payments do OrderPlaced ok PaymentTaken fail PaymentDeclined
          }
        `,
      },
      {
        name: 'the e-mail goes out before the card is charged',
        sketch: sketch`
          service mails
          service payments
          external smtp notification
          queue mail-commands (contracts SendMail)
          contract SendMail command
          contract Charge command
          contract Declined event
          mail-commands -> mails -> smtp (purpose command)
          saga Booking orchestration {
            step mails do SendMail nature retryable
            step payments do Charge fail Declined nature pivot
          }
        `,
        expects: [
          {
            severity: 'error',
            what: 'If step 2 (“payments”) of “Booking” fails, what step 1 (“mails”) did with “smtp” cannot be taken back.',
          },
        ],
      },
      {
        name: 'an external system takes part, and what it does is final, whatever is sent to undo it',
        sketch: sketch`
          service booking
          external airline partner (reversible no)
          service payments
          contract BookFlight command
          contract CancelFlight command
          contract Charge command
          booking -> airline (purpose command)
          saga Trip orchestration (orchestrator booking) {
            step airline do BookFlight undo CancelFlight nature compensable
            step payments do Charge nature pivot
          }
        `,
      },
    ],
    good: [
      {
        name: 'the reservation is released',
        sketch: sketch`
          service stock
          service payments
          store shelves relational
          contract ReserveStock command
          contract ReleaseStock command
          contract Charge command
          contract Declined event
          stock -> shelves (mode update)
          saga Booking orchestration {
            step stock do ReserveStock undo ReleaseStock nature compensable
            step payments do Charge fail Declined
          }
        `,
      },
      {
        name: 'the last step, and steps after the pivot, need none',
        sketch: sketch`
          service payments
          service shipping
          store accounts relational
          store parcels relational
          contract Charge command
          contract Ship command
          payments -> accounts (mode insert)
          shipping -> parcels (mode insert)
          saga Booking orchestration {
            step payments do Charge nature pivot
            step shipping do Ship nature retryable
          }
        `,
      },
      {
        name: 'a step that only looks something up has nothing to undo',
        sketch: sketch`
          service credit
          service payments
          store scores relational
          external bureau api
          contract CheckCredit command
          contract Charge command
          scores -> credit
          credit -> bureau (purpose query)
          saga Booking orchestration {
            step credit do CheckCredit nature compensable
            step payments do Charge nature pivot
          }
        `,
      },
      {
        name: 'a reservation that lapses by itself',
        sketch: sketch`
          service stock
          service payments
          store shelves relational
          contract ReserveStock command
          contract Charge command
          stock -> shelves (mode update)
          saga Booking orchestration {
            step stock do ReserveStock undo timeout nature compensable
            step payments do Charge nature pivot
          }
        `,
      },
      {
        name: 'nobody has said whether the later step can fail',
        sketch: sketch`
          service stock
          service payments
          store shelves relational
          contract ReserveStock command
          contract Charge command
          stock -> shelves (mode update)
          saga Booking orchestration {
            step stock do ReserveStock nature compensable
            step payments do Charge
          }
        `,
      },
      {
        name: 'the e-mail goes out when nothing can fail any more',
        sketch: sketch`
          service payments
          service mails
          external smtp notification
          contract Charge command
          contract SendMail command
          mails -> smtp (purpose command)
          saga Booking orchestration {
            step payments do Charge nature pivot
            step mails do SendMail nature retryable
          }
        `,
      },
    ],
  },
  mend: [
    'Add a command or an event that undoes the step.',
    'Move what cannot be undone behind the last step that can fail.',
    'Reserve first and confirm at the end, so that a reservation lapses by itself.',
  ],
  notWhen: [
    'The last step, steps that are repeated until they succeed, and steps that only read have nothing to undo.',
    'What was only reserved and lapses by itself is undone by time: `undo timeout`.',
    'Whether a compensation really makes up for the step is for people to judge.',
  ],
  sources: [sources['AZ-saga'], sources['MSIO-saga']],
});
