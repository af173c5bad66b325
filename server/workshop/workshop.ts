import { never } from '#base/assert.ts';
import { failure, type Result, success } from '#base/result.ts';
import { type InstructorCommand, type MemberCommand, type WorkshopCommand, workshopLimits } from '#wire/workshop.ts';
import type { Asker, Effect, Group, Seat, Workshop } from './state.ts';

export interface Changed {
  readonly workshop: Workshop;
  readonly effects: readonly Effect[];
}

export interface Surroundings {
  readonly now: number;
  readonly makeId: () => string;
}

const memberCommands: readonly WorkshopCommand['do'][] = ['callMe', 'askHelp', 'takeDuty', 'decide', 'checkUs'];

/** One command of one asker. What is not allowed, or does not fit any more, is refused with a sentence and changes nothing. */
export function apply(workshop: Workshop, asker: Asker, command: WorkshopCommand, around: Surroundings): Result<Changed> {
  const forMembers = memberCommands.includes(command.do);
  if (asker.role === 'observer') return refuse('This link is for watching only.');
  if (forMembers !== (asker.role === 'member'))
    return refuse(forMembers ? 'Only members of a group do that.' : 'Only the instructor can do that.');
  if (workshop.archived && command.do !== 'archive')
    return refuse('This workshop is archived. Take it out of the archive first.');
  return asker.role === 'member'
    ? byMember(workshop, asker.seat, command as MemberCommand, around)
    : byInstructor(workshop, command as InstructorCommand, around);
}

function byMember(workshop: Workshop, id: string, command: MemberCommand, { now }: Surroundings): Result<Changed> {
  const seat = workshop.seats.find((each) => each.id === id && !each.removed);
  if (!seat) return refuse('You are not in this workshop any more.');
  if (workshop.ended && command.do !== 'callMe') return refuse('The workshop is over.');
  switch (command.do) {
    case 'callMe':
      return change(withSeat(workshop, id, (each) => ({ ...each, name: command.name, colour: command.colour })));
    case 'askHelp':
      return change(
        withGroup(workshop, seat.group, ({ helpSince, ...group }) =>
          command.on ? { ...group, helpSince: helpSince ?? now } : group,
        ),
      );
    case 'takeDuty': {
      const { duty } = command;
      // One person has a duty: whoever had it hands it over.
      const seats = workshop.seats.map((each): Seat => {
        const { duty: had, ...rest } = each;
        if (each.id === id) return duty === 'none' ? rest : { ...rest, duty };
        return each.group === seat.group && had === duty ? rest : each;
      });
      return change({ ...workshop, seats });
    }
    case 'decide': {
      const { do: _, ...given } = command;
      if (!workshop.decisions.includes(given.decision)) return refuse('This exercise asks no such question.');
      const group = groupOf(workshop, seat.group);
      if (group?.frozen) return refuse('Your group is frozen for the moment.');
      const rest = (group?.answers ?? []).filter(({ decision }) => decision !== given.decision);
      const empty = given.answer.trim() === '' && given.reason.trim() === '' && given.at === undefined;
      const answers = empty ? rest : [...rest, { ...given, by: seat.name }];
      return change(withGroup(workshop, seat.group, (each) => ({ ...each, answers })));
    }
    case 'checkUs':
      return change(withGroup(workshop, seat.group, (group) => ({ ...group, checkedIn: workshop.clock.index })));
    default:
      return never(command);
  }
}

function byInstructor(workshop: Workshop, command: InstructorCommand, around: Surroundings): Result<Changed> {
  const { now } = around;
  switch (command.do) {
    case 'rename':
      return change({ ...workshop, title: command.title });
    case 'addGroup':
    case 'renameGroup':
    case 'removeGroup':
    case 'mergeGroups':
    case 'splitGroup':
      return regroup(workshop, command, around);
    case 'moveSeat':
    case 'renameSeat':
    case 'removeSeat':
      return reseat(workshop, command);
    case 'startPhase':
      return startPhase(workshop, command.index, now);
    case 'pause':
    case 'resume':
    case 'extend':
      return retime(workshop, command, now);
    case 'end':
      return change(
        { ...workshop, ended: true, eyes: false },
        workshop.ended ? [] : [{ do: 'snapshot', designs: designsOf(workshop), name: 'End of the workshop' }],
      );
    case 'reopen':
      return change({ ...workshop, ended: false });
    case 'freeze':
      return change(forGroups(workshop, command.groups, (group) => ({ ...group, frozen: command.on })));
    case 'reveal':
      return change(forGroups(workshop, command.groups, (group) => ({ ...group, revealed: command.on })));
    case 'revealSolutions':
      return change({ ...workshop, solutionsRevealed: command.on });
    case 'show':
      return show(workshop, command.screen);
    case 'eyes':
      return change({ ...workshop, eyes: command.on });
    case 'broadcast':
      return change({ ...workshop, message: { text: command.text, at: now } });
    case 'lookIn': {
      const { lookIn, ...rest } = workshop;
      if (command.group === 'none') return change(rest);
      return groupOf(workshop, command.group) ? change({ ...workshop, lookIn: command.group }) : gone();
    }
    case 'present': {
      const { presenting, ...rest } = workshop;
      if (command.group === 'none') return change(rest);
      if (!groupOf(workshop, command.group)) return gone();
      const until = now + (command.minutes ?? 3) * 60_000;
      return change({
        ...workshop,
        presenting: { group: command.group, until },
        screen: { shows: 'design', group: command.group },
      });
    }
    case 'helped':
      return groupOf(workshop, command.group)
        ? change(withGroup(workshop, command.group, ({ helpSince, ...group }) => group))
        : gone();
    case 'archive':
      return change({ ...workshop, archived: command.on });
    default:
      return never(command);
  }
}

type Regroup = Extract<InstructorCommand, { do: 'addGroup' | 'renameGroup' | 'removeGroup' | 'mergeGroups' | 'splitGroup' }>;

function regroup(workshop: Workshop, command: Regroup, { makeId }: Surroundings): Result<Changed> {
  const taken = (name: string, except?: string) => workshop.groups.some((each) => each.id !== except && each.name === name);
  const newGroup = (name: string): Group => ({
    id: makeId(),
    name,
    design: makeId(),
    frozen: false,
    revealed: false,
    answers: [],
  });
  switch (command.do) {
    case 'addGroup': {
      if (taken(command.name)) return refuse(`There is a group “${command.name}” already.`);
      if (workshop.groups.length >= workshopLimits.groups)
        return refuse(`A workshop has at most ${workshopLimits.groups} groups.`);
      const group = newGroup(command.name);
      return change({ ...workshop, groups: [...workshop.groups, group] }, [
        { do: 'makeDesign', design: group.design, name: group.name },
      ]);
    }
    case 'renameGroup':
      if (!groupOf(workshop, command.group)) return gone();
      if (taken(command.name, command.group)) return refuse(`There is a group “${command.name}” already.`);
      return change(withGroup(workshop, command.group, (group) => ({ ...group, name: command.name })));
    case 'removeGroup':
      if (!groupOf(workshop, command.group)) return gone();
      if (membersOf(workshop, command.group).length > 0) return refuse('People are in this group: move them first.');
      if (workshop.groups.length === 1) return refuse('A workshop has at least one group.');
      return change(withoutGroup(workshop, command.group));
    case 'mergeGroups': {
      const { from, into } = command;
      if (!groupOf(workshop, from) || !groupOf(workshop, into)) return gone();
      if (from === into) return refuse('These are the same group.');
      const seats = workshop.seats.map((seat) => (seat.group === from ? moved(seat, into) : seat));
      return change({ ...workshop, seats });
    }
    case 'splitGroup': {
      const group = groupOf(workshop, command.group);
      if (!group) return gone();
      if (taken(command.name)) return refuse(`There is a group “${command.name}” already.`);
      if (workshop.groups.length >= workshopLimits.groups)
        return refuse(`A workshop has at most ${workshopLimits.groups} groups.`);
      const leaving = new Set(command.seats);
      const there = membersOf(workshop, group.id).map((seat) => seat.id);
      if (![...leaving].every((seat) => there.includes(seat))) return refuse('Not all of these people are in this group.');
      const added: Group = { ...newGroup(command.name), answers: group.answers };
      const seats = workshop.seats.map((seat) => (leaving.has(seat.id) ? moved(seat, added.id) : seat));
      return change({ ...workshop, seats, groups: [...workshop.groups, added] }, [
        { do: 'makeDesign', design: added.design, name: added.name, like: group.design },
      ]);
    }
    default:
      return never(command);
  }
}

type Reseat = Extract<InstructorCommand, { do: 'moveSeat' | 'renameSeat' | 'removeSeat' }>;

function reseat(workshop: Workshop, command: Reseat): Result<Changed> {
  const seat = workshop.seats.find((each) => each.id === command.seat && !each.removed);
  if (!seat) return refuse('This person is not in the workshop any more.');
  switch (command.do) {
    case 'moveSeat':
      return groupOf(workshop, command.group)
        ? change(withSeat(workshop, seat.id, (each) => (each.group === command.group ? each : moved(each, command.group))))
        : gone();
    case 'renameSeat':
      return change(withSeat(workshop, seat.id, (each) => ({ ...each, name: command.name })));
    case 'removeSeat':
      return change(withSeat(workshop, seat.id, (each) => ({ ...each, removed: true })));
    default:
      return never(command);
  }
}

function startPhase(workshop: Workshop, index: number, now: number): Result<Changed> {
  const phase = workshop.phases[index];
  if (!phase) return refuse('The plan has no such phase.');
  const before = workshop.phases[workshop.clock.index];
  const clock = { index, startedAt: now, lengthMs: phase.minutes * 60_000, pausedMs: 0 };
  const effects: Effect[] = before ? [{ do: 'snapshot', designs: designsOf(workshop), name: `End of “${before.name}”` }] : [];
  return change({ ...workshop, clock, ended: false }, effects);
}

function retime(
  workshop: Workshop,
  command: Extract<InstructorCommand, { do: 'pause' | 'resume' | 'extend' }>,
  now: number,
): Result<Changed> {
  const { clock } = workshop;
  if (clock.index < 0) return refuse('No phase has begun yet.');
  if (command.do === 'extend')
    return change({ ...workshop, clock: { ...clock, lengthMs: clock.lengthMs + command.minutes * 60_000 } });
  const { pausedAt, ...rest } = clock;
  if (command.do === 'pause')
    return change(pausedAt === undefined ? { ...workshop, clock: { ...clock, pausedAt: now } } : workshop);
  return change(
    pausedAt === undefined ? workshop : { ...workshop, clock: { ...rest, pausedMs: clock.pausedMs + (now - pausedAt) } },
  );
}

function show(workshop: Workshop, screen: Workshop['screen']): Result<Changed> {
  const named = screen.shows === 'design' ? [screen.group] : screen.shows === 'compare' ? screen.groups : [];
  if (!named.every((group) => groupOf(workshop, group))) return gone();
  const { presenting, ...rest } = workshop;
  // Who presents loses the floor when the screen shows something else.
  const still = presenting && screen.shows === 'design' && screen.group === presenting.group;
  return change(still ? { ...workshop, screen } : { ...rest, screen });
}

/** Somebody new takes a seat. */
export function seatIn(
  workshop: Workshop,
  seat: Omit<Seat, 'group' | 'removed'>,
  wanted: string | undefined,
): Result<{ readonly workshop: Workshop; readonly group: string }> {
  if (workshop.archived || workshop.ended) return refuse('This workshop is over.');
  if (workshop.seats.filter((each) => !each.removed).length >= workshopLimits.seats)
    return refuse(`This workshop has ${workshopLimits.seats} people, which is the most that it takes.`);
  const chosen = workshop.assign === 'choose' && wanted !== undefined ? groupOf(workshop, wanted) : emptiest(workshop);
  if (!chosen) return refuse('This group does not exist any more. Choose another one.');
  return success({
    workshop: { ...workshop, seats: [...workshop.seats, { ...seat, group: chosen.id, removed: false }] },
    group: chosen.id,
  });
}

function emptiest(workshop: Workshop): Group | undefined {
  const sizes = new Map(workshop.groups.map(({ id }) => [id, membersOf(workshop, id).length]));
  return [...workshop.groups].sort((a, b) => (sizes.get(a.id) ?? 0) - (sizes.get(b.id) ?? 0))[0];
}

export function groupOf(workshop: Workshop, id: string): Group | undefined {
  return workshop.groups.find((group) => group.id === id);
}

export function membersOf(workshop: Workshop, group: string): readonly Seat[] {
  return workshop.seats.filter((seat) => seat.group === group && !seat.removed);
}

function designsOf(workshop: Workshop): readonly string[] {
  return workshop.groups.map(({ design }) => design);
}

function moved({ duty, ...seat }: Seat, group: string): Seat {
  return { ...seat, group };
}

function withSeat(workshop: Workshop, id: string, make: (seat: Seat) => Seat): Workshop {
  return { ...workshop, seats: workshop.seats.map((seat) => (seat.id === id ? make(seat) : seat)) };
}

function withGroup(workshop: Workshop, id: string, make: (group: Group) => Group): Workshop {
  return { ...workshop, groups: workshop.groups.map((group) => (group.id === id ? make(group) : group)) };
}

function forGroups(workshop: Workshop, wanted: 'all' | readonly string[], make: (group: Group) => Group): Workshop {
  return {
    ...workshop,
    groups: workshop.groups.map((group) => (wanted === 'all' || wanted.includes(group.id) ? make(group) : group)),
  };
}

/** Whatever speaks of the group goes with it. */
function withoutGroup(workshop: Workshop, id: string): Workshop {
  const { presenting, lookIn, ...rest } = workshop;
  const { screen } = workshop;
  const shown = (screen.shows === 'design' && screen.group === id) || (screen.shows === 'compare' && screen.groups.includes(id));
  return {
    ...rest,
    ...(presenting && presenting.group !== id && { presenting }),
    ...(lookIn !== undefined && lookIn !== id && { lookIn }),
    ...(shown && { screen: { shows: 'lobby' } as const }),
    groups: workshop.groups.filter((group) => group.id !== id),
  };
}

function change(workshop: Workshop, effects: readonly Effect[] = []): Result<Changed> {
  return success({ workshop, effects });
}

function refuse(message: string): Result<never> {
  return failure({ message });
}

function gone(): Result<never> {
  return refuse('This group does not exist any more.');
}
