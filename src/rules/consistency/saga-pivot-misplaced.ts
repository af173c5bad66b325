import type { Id } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import type { Step } from '#model/kinds/index.ts';
import type { Reads } from '../context.ts';
import { set } from '../helpers/build.ts';
import { moveBehind, undoEdits } from '../helpers/compensate.ts';
import { canFail, finalEffects, hasEffect, natureIs, type StepFact, stepFact, stepName } from '../helpers/sagas.ts';
import { all, any, type Claim, conclude, said } from '../maybe.ts';
import { defineRule, type Fact } from '../rule.ts';
import { sketch } from '../sketch.ts';
import { sources } from '../sources.ts';

interface PivotMisplaced extends Fact {
  readonly saga: Id;
  readonly how: 'several' | 'after' | 'final' | 'missing';
  /** The step that stands wrongly; of several pivots the second. */
  readonly step: StepFact;
  /** The first pivot, if there is one. */
  readonly pivot: StepFact | undefined;
  /** All pivots but the first. */
  readonly others: readonly StepFact[];
  /** The external system whose part can't be taken back. */
  readonly final: Id | undefined;
}

type Saga = ElementOf<'saga'>;
type Case = readonly [how: PivotMisplaced['how'], claim: Claim, final?: Id];

function caseOf(read: Reads, saga: Saga, step: Step, pivot: number): Case | undefined {
  const i = saga.props.steps.indexOf(step);
  if (pivot < 0) {
    const open = step.undo === 'none' && i < saga.props.steps.length - 1;
    return ['missing', all(said(open), natureIs(saga, step, 'compensable'), hasEffect(read, step))];
  }
  if (i > pivot) return step.nature === 'pivot' ? undefined : ['after', canFail(saga, step)];
  if (i === pivot) return undefined;
  const effects = finalEffects(read, saga, step);
  const known = effects.find(({ claim }) => claim.holds);
  return ['final', any(...effects.map(({ claim }) => claim)), known?.external];
}

/**
 * Differences from the catalogue: a step after the pivot for which there is a message of failure can fail, whatever nobody has
 * said of its nature. Without a pivot, a step that changes nothing needs no undo.
 */
export const sagaPivotMisplaced = defineRule<'saga', PivotMisplaced>({
  id: 'saga-pivot-misplaced',
  category: 'consistency',
  severity: 'error',
  title: 'Point of no return misplaced',
  summary:
    'Before its point of no return (the pivot) a saga does something that cannot be undone, or after it something that can ' +
    'still fail.',
  why:
    'Up to the pivot everything has to be undoable, and after it everything has to run to the end. Otherwise there is a ' +
    'moment from which a saga can neither go on nor turn back.',
  behavioural: { invariants: ['saga-closed'], faults: ['step refused'] },
  subject: ['saga'],
  *check(saga, read) {
    const { steps } = saga.props;
    const pivots = steps.filter(({ nature }) => nature === 'pivot');
    const pivot = pivots[0] && stepFact(read, saga, pivots[0]);
    const others = pivots.slice(1).map((each) => stepFact(read, saga, each));
    const second = others[0];
    if (second) {
      yield* conclude('error', said(true), (conclusion) => ({
        ...conclusion,
        about: ['several'],
        saga: saga.id,
        how: 'several',
        step: second,
        pivot,
        others,
        final: undefined,
      }));
    }
    for (const step of steps) {
      const found = caseOf(read, saga, step, pivots[0] ? steps.indexOf(pivots[0]) : -1);
      if (!found) continue;
      const [how, claim, final] = found;
      yield* conclude('error', claim, (conclusion) => ({
        ...conclusion,
        about: [step.id, how],
        saga: saga.id,
        how,
        step: stepFact(read, saga, step),
        pivot,
        others,
        final,
      }));
    }
  },
  explain({ saga, how, step, pivot, others, final }, say) {
    const name = say.name(saga);
    const mine = stepName(step, say);
    const turn = pivot ? stepName(pivot, say) : '';
    const what = {
      several:
        `${name} has ${others.length + 1} points of no return: after ${turn} there is no way back, and ${mine} can ` +
        'still fail.',
      after: `In ${name}, ${mine} comes after the point of no return, ${turn}, and can still fail: then there is no way on and no way back.`,
      final:
        final === undefined || final === step.participant
          ? `In ${name}, what ${mine} does cannot be taken back, and ${turn} after it can still fail.`
          : `In ${name}, what ${mine} does with ${say.name(final)} cannot be taken back, and ${turn} after it can still fail.`,
      missing: `${name} has no point of no return, and ${mine} has no undo: if a later step fails, there is no way back.`,
    }[how];
    const next = {
      several: 'Keep one, and repeat every later step until it succeeds.',
      after: `Do it before ${turn}, with an undo, or repeat it until it succeeds.`,
      final: `Do it after ${turn}, when nothing can fail any more.`,
      missing: 'Give it an undo; or say that it is the point of no return, and repeat what comes after it until it succeeds.',
    }[how];
    const at = [step.participant, pivot?.participant, final];
    return { at: [saga, ...new Set(at.filter((id): id is Id => id !== undefined))], what, next };
  },
  fixes: [
    {
      id: 'one-pivot',
      fits: ({ how }) => how === 'several',
      title: ({ pivot, others }, say) =>
        `Keep ${stepName(pivot as StepFact, say)} as the point of no return, and repeat ` +
        `${others.length === 1 ? stepName(others[0] as StepFact, say) : 'the others'} until success`,
      kind: 'suggestion',
      edits: ({ saga, others }) => others.map(({ id }) => set(saga, ['steps', id, 'nature'], 'retryable')),
    },
    {
      id: 'pivot-later',
      // Of several pivots another one would still stand before the step.
      fits: ({ how, others }) => how === 'after' && others.length === 0,
      title: ({ step, pivot }, say) =>
        `Move ${stepName(pivot as StepFact, say)}, the point of no return, behind ${stepName(step, say)}`,
      kind: 'suggestion',
      edits({ saga, step, pivot }, read) {
        const found = read.of(saga, 'saga');
        return found && pivot ? moveBehind(found, pivot.id, step.id) : [];
      },
    },
    {
      id: 'repeat',
      fits: ({ how }) => how === 'after',
      title: ({ step }, say) => `Say that ${stepName(step, say)} is repeated until it succeeds`,
      kind: 'suggestion',
      edits: ({ saga, step }) => [set(saga, ['steps', step.id, 'nature'], 'retryable')],
    },
    {
      id: 'later',
      fits: ({ how }) => how === 'final',
      title: ({ step, pivot }, say) =>
        `Move ${stepName(step, say)} behind ${stepName(pivot as StepFact, say)}, and repeat it until it succeeds`,
      kind: 'suggestion',
      edits({ saga, step, pivot }, read) {
        const found = read.of(saga, 'saga');
        if (!found || !pivot) return [];
        return [...moveBehind(found, step.id, pivot.id), set(saga, ['steps', step.id, 'nature'], 'retryable')];
      },
    },
    {
      id: 'undo',
      fits: ({ how }) => how === 'missing',
      title: ({ step }, say) => `Give ${stepName(step, say)} a message that undoes it`,
      kind: 'suggestion',
      edits({ saga, step }, read, makeId) {
        const found = read.of(saga, 'saga');
        return found ? undoEdits(read, makeId, found, step.id) : [];
      },
    },
    {
      id: 'pivot',
      fits: ({ how }) => how === 'missing',
      title: ({ step }, say) => `Say that ${stepName(step, say)} is the point of no return`,
      kind: 'suggestion',
      edits: ({ saga, step }) => [set(saga, ['steps', step.id, 'nature'], 'pivot')],
    },
  ],
  examples: {
    bad: [
      {
        name: 'the card is charged before the stock is reserved',
        sketch: sketch`
          service payments
          service stock
          contract Charge command
          contract ReserveStock command
          saga Booking orchestration {
            step payments do Charge nature pivot
            step stock do ReserveStock nature compensable
          }
        `,
        expects: [
          {
            severity: 'error',
            what:
              'In “Booking”, step 2 (“stock”) comes after the point of no return, step 1 (“payments”), and can still fail: ' +
              'then there is no way on and no way back.',
          },
        ],
      },
      {
        name: 'the later step has a message of failure',
        sketch: sketch`
          service payments
          service stock
          contract Charge command
          contract ReserveStock command
          contract OutOfStock event
          saga Booking orchestration {
            step payments do Charge nature pivot
            step stock do ReserveStock fail OutOfStock
          }
        `,
      },
      {
        name: 'two points of no return',
        sketch: sketch`
          service payments
          service shipping
          contract Charge command
          contract Ship command
          saga Booking orchestration {
            step payments do Charge nature pivot
            step shipping do Ship nature pivot
          }
        `,
        expects: [
          {
            severity: 'error',
            what:
              '“Booking” has 2 points of no return: after step 1 (“payments”) there is no way back, and step 2 (“shipping”) ' +
              'can still fail.',
          },
        ],
      },
      {
        name: 'an e-mail goes out before the pivot',
        sketch: sketch`
          service mails
          service payments
          external smtp notification
          contract SendMail command
          contract Charge command
          mails -> smtp (purpose command)
          saga Booking orchestration {
            step mails do SendMail nature compensable
            step payments do Charge nature pivot
          }
        `,
      },
      {
        name: 'no pivot, and a step without undo in the middle',
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
    ],
    good: [
      {
        name: 'undoable steps, the pivot, and steps that are repeated',
        sketch: sketch`
          service stock
          service payments
          service shipping
          contract ReserveStock command
          contract ReleaseStock command
          contract Charge command
          contract Ship command
          saga Booking orchestration {
            step stock do ReserveStock undo ReleaseStock nature compensable
            step payments do Charge nature pivot
            step shipping do Ship nature retryable
          }
        `,
      },
      {
        name: 'no pivot, and every step can be undone',
        sketch: sketch`
          service stock
          service payments
          store shelves relational
          contract ReserveStock command
          contract ReleaseStock command
          contract Charge command
          contract Refund command
          stock -> shelves (mode update)
          saga Booking orchestration {
            step stock do ReserveStock undo ReleaseStock nature compensable
            step payments do Charge undo Refund nature compensable
          }
        `,
      },
      {
        name: 'nobody has said anything of the steps',
        sketch: sketch`
          service stock
          service payments
          store shelves relational
          contract ReserveStock command
          contract Charge command
          stock -> shelves (mode update)
          saga Booking orchestration {
            step stock do ReserveStock
            step payments do Charge
          }
        `,
      },
      {
        name: 'a charge can be refunded, so it may come before the pivot',
        sketch: sketch`
          service payments
          service airline
          external PayCo payment (reversible yes)
          contract Charge command
          contract Refund command
          contract BookFlight command
          payments -> PayCo (purpose command)
          saga Trip orchestration {
            step payments do Charge undo Refund nature compensable
            step airline do BookFlight nature pivot
          }
        `,
      },
    ],
  },
  mend: ['Put the steps into this order: those that can be undone, the pivot, those that are repeated until they succeed.'],
  notWhen: [
    'A saga of which every step can be undone needs no pivot.',
    'Whether a step that is said to be repeated always succeeds in the end is for people to judge.',
  ],
  sources: [sources['AZ-saga'], sources['MSIO-saga']],
});
