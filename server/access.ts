import type { Role } from '#wire/roles.ts';

/** Everything that somebody can ask of a design, over a socket or over HTTP. */
export const acts = [
  'read',
  'change',
  'be seen',
  'read links',
  'make a link',
  'revoke links',
  'read snapshots',
  'take a snapshot',
] as const;
export type Act = (typeof acts)[number];

/**
 * In which state the asker's connection and the design are: `rebuilding` after an update of this connection was refused
 * (later ones may build on it), `full` when the change would make the design larger than the limit, `incomplete` when
 * it builds on changes that never arrived and too many such wait already.
 */
export const states = ['open', 'rebuilding', 'full', 'incomplete'] as const;
export type State = (typeof states)[number];

export type Decision = { readonly allow: true } | { readonly allow: false; readonly sentence: string };

const allow: Decision = { allow: true };
const refuse = (sentence: string): Decision => ({ allow: false, sentence });

const viewersRead = refuse('This link is for viewing only, so the change was not taken over.');
const ownersLinks = refuse('Only an owner of this design can see and change its links.');
const viewersSnapshots = refuse('This link is for viewing only, so it can’t keep a version.');

/** By role, whatever the state. */
const byRole: Readonly<Record<Role, Readonly<Record<Act, Decision>>>> = {
  owner: {
    read: allow,
    change: allow,
    'be seen': allow,
    'read links': allow,
    'make a link': allow,
    'revoke links': allow,
    'read snapshots': allow,
    'take a snapshot': allow,
  },
  editor: {
    read: allow,
    change: allow,
    'be seen': allow,
    'read links': ownersLinks,
    'make a link': ownersLinks,
    'revoke links': ownersLinks,
    'read snapshots': allow,
    'take a snapshot': allow,
  },
  viewer: {
    read: allow,
    change: viewersRead,
    'be seen': allow,
    'read links': ownersLinks,
    'make a link': ownersLinks,
    'revoke links': ownersLinks,
    'read snapshots': allow,
    'take a snapshot': viewersSnapshots,
  },
};

/** What a state takes away from everybody. */
const byState: Readonly<Record<State, Readonly<Partial<Record<Act, Decision>>>>> = {
  open: {},
  rebuilding: { change: refuse('An earlier change was not taken over, and this one may build on it.') },
  full: { change: refuse('This design is as large as this server allows. Delete something, or start another design.') },
  incomplete: { change: refuse('This change builds on another one that never arrived here.') },
};

/**
 * The one place that says who may do what. Pure; `access.test.ts` holds the whole table. `because` is why this viewer can't
 * change anything, where that is not its link.
 */
export function decide(role: Role, state: State, act: Act, because?: string): Decision {
  const decision = byRole[role][act];
  if (!decision.allow && act === 'change' && because !== undefined) return refuse(because);
  return decision.allow ? (byState[state][act] ?? allow) : decision;
}
