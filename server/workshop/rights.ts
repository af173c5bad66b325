import type { Role } from '#wire/roles.ts';
import type { Asker, Workshop } from './state.ts';

/** What somebody may do with one design of a workshop: like a link of that role, and why not more. */
export interface Right {
  readonly role: Role;
  /** Said when a change is refused although it is the asker's own group. */
  readonly because?: string;
}

/** Pure, so that its whole table can be tested: who may open a group's design, and as what; undefined for nobody. */
export function rightTo(workshop: Workshop, asker: Asker, design: string): Right | undefined {
  const group = workshop.groups.find((each) => each.design === design);
  if (!group) return undefined;
  if (asker.role === 'instructor') return workshop.archived ? { role: 'viewer', because: archived } : { role: 'owner' };
  const shown = group.revealed || isOnScreen(workshop, group.id);
  if (asker.role === 'observer') return shown ? { role: 'viewer' } : undefined;
  const seat = workshop.seats.find((each) => each.id === asker.seat && !each.removed);
  if (!seat) return undefined;
  if (seat.group !== group.id) return shown ? { role: 'viewer', because: 'This is the design of another group.' } : undefined;
  if (workshop.archived) return { role: 'viewer', because: archived };
  if (workshop.ended) return { role: 'viewer', because: 'The workshop is over, so the design stays as it is.' };
  if (group.frozen) return { role: 'viewer', because: 'The instructor has frozen your design for the moment.' };
  if (seat.kind === 'phone') return { role: 'viewer', because: 'A phone shows the design; change it on a larger screen.' };
  return { role: 'editor' };
}

const archived = 'This workshop is archived, so its designs stay as they are.';

/** On the projector, where everybody looks. */
function isOnScreen({ screen }: Workshop, group: string): boolean {
  return (screen.shows === 'design' && screen.group === group) || (screen.shows === 'compare' && screen.groups.includes(group));
}
