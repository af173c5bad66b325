import type { Finding } from './finding.ts';
import type { Category, Rule } from './rule.ts';
import type { Severity } from './severity.ts';

/** Which rules are in use for whom. A team or an exercise may still set single rules otherwise. */
export interface Profile {
  readonly id: string;
  readonly label: string;
  /** One sentence: for whom, and what it leaves out. */
  readonly help: string;
  has(rule: Rule): boolean;
  /** The severity in this profile of what a rule has found; undefined where it is left out. */
  severity(finding: Finding): Severity | undefined;
}

const asFound = ({ severity }: Finding): Severity => severity;

/** What the first day has taught: who sends what to whom, as events, commands and contracts. */
const firstDay: ReadonlySet<string> = new Set([
  'contract-missing',
  'event-ownership-unclear',
  'event-as-command',
  'command-many-handlers',
  'services-share-subscription',
  'event-cycle',
  'shared-database',
  'name-form',
]);

const secondDay: ReadonlySet<Category> = new Set([
  'structure',
  'contracts',
  'keys',
  'ordering',
  'delivery',
  'coupling',
  'naming',
  'evolution',
  'own',
]);

export const profiles: readonly [Profile, ...Profile[]] = [
  {
    id: 'architect',
    label: 'Architect',
    help: 'All rules, as they stand.',
    has: () => true,
    severity: asFound,
  },
  {
    id: 'workshop-1',
    label: 'Workshop, level 1',
    help: 'What a first day has taught: services, channels, contracts, events and commands.',
    has: ({ id, category }) => category === 'structure' || category === 'own' || firstDay.has(id),
    severity: asFound,
  },
  {
    id: 'workshop-2',
    label: 'Workshop, level 2',
    help: 'And keys, order, repeats, failures and the evolution of contracts; no sagas, streams, replays and operations yet.',
    has: ({ id, category }) => secondDay.has(category) || id === 'dual-write' || id === 'outbox-incomplete',
    severity: asFound,
  },
  {
    id: 'workshop-3',
    label: 'Workshop, level 3',
    help: 'All rules, without hints: for people who build such systems and have little time.',
    has: () => true,
    severity: ({ severity }) => (severity === 'hint' ? undefined : severity),
  },
  {
    id: 'strict',
    label: 'Strict',
    help: 'All rules, for a design that is about to be built: warnings count as errors, and hints as warnings.',
    has: () => true,
    severity: ({ severity, assumes }) =>
      // What rests on something that nobody has said never counts as an error.
      severity === 'hint' ? 'warning' : severity === 'warning' && assumes.length === 0 ? 'error' : severity,
  },
];

export function profileOf(id: string | undefined): Profile {
  return profiles.find((profile) => profile.id === id) ?? profiles[0];
}
