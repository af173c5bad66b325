import type { CommonView, GroupView, OwnGroup, SeatView, WorkshopView } from '#wire/workshop.ts';
import { rightTo } from './rights.ts';
import type { Asker, Group, Seat, Workshop } from './state.ts';
import { groupOf, membersOf } from './workshop.ts';

/** What an asker is told of a workshop; undefined for somebody who was removed. `connected` holds ids of seats. */
export function viewFor(workshop: Workshop, asker: Asker, connected: ReadonlySet<string>): WorkshopView | undefined {
  const common = commonView(workshop, asker);
  if (asker.role === 'observer') return { ...common, role: 'observer', code: workshop.code };
  if (asker.role === 'instructor')
    return {
      ...common,
      role: 'instructor',
      code: workshop.code,
      full: workshop.groups.map((group) => ownGroup(workshop, group, asker, connected)),
    };
  const seat = workshop.seats.find((each) => each.id === asker.seat && !each.removed);
  const group = seat && groupOf(workshop, seat.group);
  if (!seat || !group) return undefined;
  return { ...common, role: 'member', seat: seatView(seat, connected), own: ownGroup(workshop, group, asker, connected) };
}

function commonView(workshop: Workshop, asker: Asker): CommonView {
  const { id, title, exercise, phases, clock, ended, archived, screen, eyes, message, presenting, solutionsRevealed } = workshop;
  return {
    id,
    title,
    exercise,
    phases,
    clock,
    ended,
    archived,
    screen,
    eyes,
    ...(message && { message }),
    ...(presenting && { presenting }),
    solutionsRevealed,
    ...((asker.role === 'instructor' || screen.shows === 'decisions') && {
      answered: workshop.groups.map(({ id: group, name, answers }) => ({ group, name, answers })),
    }),
    groups: workshop.groups.map((group) => groupView(workshop, group, asker)),
  };
}

function groupView(workshop: Workshop, group: Group, asker: Asker): GroupView {
  const { id, name, frozen, revealed, design } = group;
  const may = rightTo(workshop, asker, design) !== undefined;
  return { id, name, size: membersOf(workshop, id).length, frozen, revealed, ...(may && { design }) };
}

function ownGroup(workshop: Workshop, group: Group, asker: Asker, connected: ReadonlySet<string>): OwnGroup {
  return {
    ...groupView(workshop, group, asker),
    design: group.design,
    seats: membersOf(workshop, group.id).map((seat) => seatView(seat, connected)),
    answers: group.answers,
    checked: group.checkedIn === workshop.clock.index,
    ...(group.helpSince !== undefined && { helpSince: group.helpSince }),
    lookedAt: workshop.lookIn === group.id,
  };
}

function seatView({ id, name, colour, kind, duty }: Seat, connected: ReadonlySet<string>): SeatView {
  return { id, name, colour, kind, ...(duty && { duty }), connected: connected.has(id) };
}
