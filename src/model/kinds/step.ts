import type { Id } from '#base/ids.ts';
import { type PropsOf, rowKind } from '../kind.ts';
import { choice, duration, reference } from '../property.ts';

/** One step of a saga. */
export const step = rowKind({
  kind: 'step',
  label: 'Step',
  plural: 'Steps',
  properties: {
    participant: reference({
      label: 'Participant',
      help: 'The service or external system that carries out the step.',
      level: 'essential',
      to: ['service', 'external'],
      default: 'none',
    }),
    do: reference({
      label: 'Do',
      help: 'The message that starts the step: a command from the orchestrator or, in choreography, an event.',
      level: 'essential',
      to: ['contract'],
      default: 'none',
      versioned: true,
    }),
    ok: reference({
      label: 'On success',
      help: 'The message that says that the step succeeded.',
      level: 'essential',
      to: ['contract'],
      default: 'none',
      versioned: true,
    }),
    fail: reference({
      label: 'On failure',
      help: 'The message that says that the step was refused or failed.',
      level: 'essential',
      to: ['contract'],
      default: 'none',
      versioned: true,
    }),
    undo: reference({
      label: 'Undo',
      help: 'The message that asks for the compensation: a step that makes up for this one when a later one fails. “timeout” means that what the step did lapses by itself, as a reservation does.',
      level: 'essential',
      to: ['contract'],
      default: 'none',
      versioned: true,
      words: ['timeout'],
    }),
    timeout: duration({
      label: 'Timeout',
      help: 'How long to wait for an answer before the step counts as failed.',
      level: 'essential',
      words: ['none'],
    }),
    nature: choice(
      {
        compensable: { label: 'Compensable', help: 'Can be made up for if a later step fails.' },
        pivot: { label: 'Pivot', help: 'The point of no return: once it succeeds, the saga goes on to the end.' },
        retryable: { label: 'Retryable', help: 'Comes after the pivot, and is repeated until it succeeds.' },
      },
      {
        label: 'Nature',
        help: 'What happens to this step when the saga has to turn back.',
        group: 'Retry and failure',
        default: '?',
      },
    ),
  },
});

export type Step = { readonly id: Id; readonly order: string } & PropsOf<typeof step.properties>;
