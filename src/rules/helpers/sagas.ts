import type { Id } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Step } from '#model/kinds/index.ts';
import type { Reads } from '../context.ts';
import { type Assumption, all, any, type Claim, fails, holds, is, said, unsaid } from '../maybe.ts';
import type { Say } from '../say.ts';
import { handlersAt } from './hearing.ts';
import { isFinal } from './reversible.ts';
import { triggers } from './trig.ts';

type Saga = ElementOf<'saga'>;

/** A step as facts carry it. */
export interface StepFact {
  readonly id: Id;
  /** Counted from 1, as people do. */
  readonly number: number;
  readonly participant: Id | undefined;
}

export function stepFact(read: Reads, saga: Saga, step: Step): StepFact {
  return { id: step.id, number: saga.props.steps.indexOf(step) + 1, participant: participantOf(read, step) };
}

/** `step 2 (“payments”)`. */
export function stepName({ number, participant }: StepFact, say: Say): string {
  return participant === undefined ? `step ${number}` : `step ${number} (${say.name(participant)})`;
}

export function participantOf(read: Reads, { participant }: Step): Id | undefined {
  return read.element(participant) ? participant : undefined;
}

/** A message is named here, be it one that is gone. */
export function names(reference: string): boolean {
  return reference !== 'none';
}

type StepProperty = 'nature' | 'timeout';

export function about(saga: Saga, step: Step, property: StepProperty): Assumption {
  return { id: saga.id, property, path: ['steps', step.id, property] };
}

/** The step is of one of these natures. */
export function natureIs(saga: Saga, step: Step, ...natures: readonly Step['nature'][]): Claim {
  return step.nature === '?' ? unsaid(about(saga, step, 'nature')) : said(natures.includes(step.nature));
}

/** The step can fail for good. Whoever draws a message for it has said so; else only a step that is repeated for ever can't. */
export function canFail(saga: Saga, step: Step): Claim {
  if (step.nature === '?' && names(step.fail)) return holds;
  return natureIs(saga, step, 'compensable', 'pivot');
}

/** Who asks another directly has the answer from the call. */
export function callsTo(read: Reads, from: Id, to: Id): readonly EdgeOf<'calls'>[] {
  return read.out(from, 'calls').filter((call) => call.to === to);
}

/** The service that leads, if one does. */
export function orchestratorOf(read: Reads, saga: Saga): Id | undefined {
  if (saga.props.style === 'choreography') return undefined;
  return read.of(saga.props.orchestrator, 'service')?.id;
}

/**
 * Arrows by which a step takes effect: those that its handler causes. Where no handler of it is drawn (it is asked
 * directly, or nobody has drawn how), all of its participant.
 */
function effectsOf<E extends EdgeOf<'writes'> | EdgeOf<'calls'>>(read: Reads, step: Step, edges: readonly E[]): readonly E[] {
  const handlers = handlersAt(read, step.do, step.participant);
  if (handlers.length === 0) return edges;
  return edges.filter((edge) => handlers.some((handler) => triggers(read, edge, handler.id)));
}

export function stepWrites(read: Reads, step: Step): readonly EdgeOf<'writes'>[] {
  return effectsOf(read, step, read.out(step.participant, 'writes'));
}

/** What a step does stays: it writes, makes something happen elsewhere, or is done by an external system that acts. */
export function hasEffect(read: Reads, step: Step): Claim {
  if (stepWrites(read, step).length > 0) return holds;
  const calls = effectsOf(read, step, read.out(step.participant, 'calls'));
  return any(...calls.map((call) => is(call, 'purpose', 'command')), externalActs(read, step));
}

function externalActs(read: Reads, { participant }: Step): Claim {
  if (!read.of(participant, 'external')) return fails;
  if (read.into(participant, 'consumes').length > 0) return holds;
  return any(...read.into(participant, 'calls').map((call) => is(call, 'purpose', 'command')));
}

/** An effect of a step on an external system that can't be undone. */
export interface FinalEffect {
  readonly external: Id;
  readonly claim: Claim;
}

/**
 * Where one handler does the work of two steps of a participant, nobody can tell from the drawing which of the two
 * makes a call: then it is not said, for good.
 */
export function finalEffects(read: Reads, saga: Saga, step: Step): readonly FinalEffect[] {
  const external = read.of(step.participant, 'external');
  if (external) return [{ external: external.id, claim: all(externalActs(read, step), isFinal(external)) }];
  const attributed = saga.props.steps.some(
    (other) => other !== step && other.participant === step.participant && shareHandlers(read, step, other),
  )
    ? unsaid()
    : holds;
  return effectsOf(read, step, read.out(step.participant, 'calls')).flatMap((call) => {
    const target = read.of(call.to, 'external');
    return target ? [{ external: target.id, claim: all(attributed, is(call, 'purpose', 'command'), isFinal(target)) }] : [];
  });
}

function shareHandlers(read: Reads, step: Step, other: Step): boolean {
  const [mine, theirs] = [step, other].map((each) => handlersAt(read, each.do, each.participant).map(({ id }) => id)) as [
    Id[],
    Id[],
  ];
  return mine.length === 0 || theirs.length === 0 || mine.some((id) => theirs.includes(id));
}
