import type { WorkshopCommand } from '#wire/workshop.ts';
import type { Asker, Workshop } from './state.ts';
import { apply, type Changed } from './workshop.ts';

/** Two groups: Red with Ann and Bob, Blue with Cem. */
export const twoGroups: Workshop = {
  id: 'w1',
  code: 'ABC234',
  title: 'Tonight',
  exercise: 'uberbeats-0.1',
  assign: 'choose',
  createdAt: 0,
  phases: [
    { name: 'Draw', minutes: 10, showFindings: 'never' },
    { name: 'Present', minutes: 5, showFindings: 'always' },
  ],
  decisions: ['key', 'owner'],
  clock: { index: -1, startedAt: 0, lengthMs: 0, pausedMs: 0 },
  ended: false,
  archived: false,
  screen: { shows: 'lobby' },
  eyes: false,
  solutionsRevealed: false,
  groups: [
    { id: 'red', name: 'Red', design: 'd-red', frozen: false, revealed: false, answers: [] },
    { id: 'blue', name: 'Blue', design: 'd-blue', frozen: false, revealed: false, answers: [] },
  ],
  seats: [
    { id: 'ann', hash: 'h-ann', name: 'Ann', colour: '#112233', kind: 'member', group: 'red', removed: false },
    { id: 'bob', hash: 'h-bob', name: 'Bob', colour: '#112233', kind: 'member', group: 'red', removed: false },
    { id: 'cem', hash: 'h-cem', name: 'Cem', colour: '#112233', kind: 'member', group: 'blue', removed: false },
  ],
};

export const instructor: Asker = { role: 'instructor' };
export const observer: Asker = { role: 'observer' };
export const member = (seat: string): Asker => ({ role: 'member', seat });

/** The workshop after a command that is expected to be taken. */
export function once(workshop: Workshop, asker: Asker, command: WorkshopCommand, now = 0): Workshop {
  return outcome(workshop, asker, command, now).workshop;
}

export function outcome(workshop: Workshop, asker: Asker, command: WorkshopCommand, now = 0): Changed {
  let count = 0;
  const result = apply(workshop, asker, command, { now, makeId: () => `new${++count}` });
  if (!result.ok) throw new Error(result.faults[0]?.message);
  return result.value;
}

/** The sentence with which a command is refused. */
export function refusal(workshop: Workshop, asker: Asker, command: WorkshopCommand): string {
  const result = apply(workshop, asker, command, { now: 0, makeId: () => 'new' });
  if (result.ok) throw new Error('The command was taken.');
  return result.faults[0]?.message ?? '';
}
