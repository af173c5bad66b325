import type { Id, MakeId } from '#base/ids.ts';
import type { ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { Step } from '#model/kinds/index.ts';
import type { Reads } from '../context.ts';
import { addElement, set } from './build.ts';
import { carriersOf, writesOf } from './carries.ts';
import { contractId, contractOf } from './contracts.ts';
import { originsOf } from './origins.ts';
import { connect, type Route } from './routes.ts';
import { callsTo, orchestratorOf, participantOf } from './sagas.ts';

type Saga = ElementOf<'saga'>;

/** Who has to hear that a step of a saga failed. */
export interface Hearers {
  /** One of these is enough: it passes on what it hears. Empty: it has to be anybody. */
  readonly nodes: readonly Id[];
  /** Nothing was done yet that would have to be undone, and nobody leads. */
  readonly nobody: boolean;
}

/** The leader, if there is one; else those that have something to undo. */
export function hearersOf(read: Reads, saga: Saga, step: Step): Hearers {
  const leader = orchestratorOf(read, saga);
  if (leader !== undefined) return { nodes: [leader], nobody: false };
  if (saga.props.style === 'orchestration') return { nodes: [], nobody: false };
  const earlier = saga.props.steps.slice(0, saga.props.steps.indexOf(step)).filter(({ undo }) => undo !== 'timeout');
  const nodes = earlier.filter(({ undo }) => undo !== 'none').flatMap((each) => participantOf(read, each) ?? []);
  return { nodes: [...new Set(nodes)], nobody: earlier.length === 0 };
}

/** The nodes that ask earlier steps of a choreography to undo what they did, also through an outbox. */
export function callersOff(read: Reads, saga: Saga, step: Step): readonly Id[] {
  return saga.props.steps
    .slice(0, saga.props.steps.indexOf(step))
    .map(({ undo }) => contractId(undo))
    .flatMap((undo) =>
      carriersOf(read, undo)
        .flatMap((channel) => read.into(channel, 'publishes'))
        .filter((publishes) => writesOf(read, publishes).some((each) => contractId(each) === undo))
        .flatMap((publishes) => originsOf(read, publishes)),
    );
}

/** The outcome of a step needs no message: the leader does the step itself, or has the answer from its call. */
export function answersDirectly(read: Reads, saga: Saga, step: Step): boolean {
  const participant = participantOf(read, step);
  if (participant === undefined) return false;
  const leader = orchestratorOf(read, saga);
  if (leader !== undefined && (participant === leader || callsTo(read, leader, participant).length > 0)) return true;
  return read.of(participant, 'external') !== undefined && read.into(participant, 'calls').length > 0;
}

/** The ways by which the failure of a step should travel. */
export function failureRoutes(read: Reads, saga: Saga, step: Step, failure: Id): Route[] {
  const from = participantOf(read, step);
  const { nodes } = hearersOf(read, saga, step);
  const before = saga.props.steps.slice(0, saga.props.steps.indexOf(step)).flatMap((each) => participantOf(read, each) ?? []);
  const to = (nodes.length > 0 ? nodes : [...new Set(before)]).filter((node) => node !== from);
  const like = contractOf(read, step.ok) ? step.ok : undefined;
  const way = { contract: failure, from, ...(like !== undefined && { like }) };
  return to.length === 0 ? [{ ...way, to: undefined }] : to.map((node) => ({ ...way, to: node }));
}

/** The way by which the success of a step should travel: to the leader, else to whoever comes next. */
export function successRoute(read: Reads, saga: Saga, step: Step): Route {
  const next = saga.props.steps[saga.props.steps.indexOf(step) + 1];
  const to = orchestratorOf(read, saga) ?? (next && participantOf(read, next));
  const like = contractOf(read, step.fail) ? step.fail : undefined;
  return { contract: contractId(step.ok), from: participantOf(read, step), to, ...(like !== undefined && { like }) };
}

/** Edits that give a step a message for its failure, and draw its way. */
export function failureEdits(read: Reads, makeId: MakeId, saga: Saga, step: Step): Edit[] {
  const id = makeId();
  const asked = contractOf(read, step.do)?.props;
  const participant = read.element(step.participant)?.props.name ?? '';
  const stem = asked?.kind === 'command' && asked.name !== '' ? asked.name : participant || 'Step';
  const name = `${stem.charAt(0).toUpperCase()}${stem.slice(1)}Failed`;
  return [
    addElement('contract', id, { name, kind: 'event', context: saga.props.context }),
    set(saga.id, ['steps', step.id, 'fail'], id),
    ...connect(read, makeId, failureRoutes(read, saga, step, id)),
  ];
}
