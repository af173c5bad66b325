import {
  Enum,
  Integer,
  Array as ListOf,
  Literal,
  Optional,
  Object as RecordOf,
  type Static,
  String as Text,
  type TProperties,
  Union,
  Boolean as YesOrNo,
} from 'typebox';
import { type Phase, planLengths } from './exercise.ts';
import { roomPattern } from './roles.ts';

/**
 * What a workshop is, for browser and server: who may ask for what (commands), and what each of the three roles is told
 * (views). The server keeps the state and applies every command; browsers show views.
 */

/** Codes are read aloud and typed: letters and digits that nobody mistakes for others. */
export const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const codeLength = 6;
export const codePattern = `^[${codeAlphabet}]{${codeLength}}$`;

export const workshopLimits = {
  groups: 24,
  seats: 200,
  name: 40,
  title: 120,
  message: 400,
  answer: 400,
  reason: 400,
  /** Minutes by which a phase can be made longer at once. */
  extension: 60,
} as const;

/** `phone`: notes and votes without a canvas of its own. */
export type SeatKind = 'member' | 'phone';
export const duties = ['driver', 'sceptic', 'presenter'] as const;
export type Duty = (typeof duties)[number];

const id = Text({ pattern: roomPattern });
const line = (maxLength: number) => Text({ minLength: 1, maxLength });
const closed = { additionalProperties: false } as const;
const colour = Text({ pattern: '^#[0-9a-f]{6}$' });
const name = line(workshopLimits.name);

/** POST /api/workshops */
export const newWorkshopSchema = RecordOf(
  {
    exercise: Text({ pattern: '^[a-z0-9]+(?:[.-][a-z0-9]+)*$', maxLength: 60 }),
    groups: Integer({ minimum: 1, maximum: workshopLimits.groups }),
    plan: Enum([...planLengths]),
    /** Otherwise the exercise's. */
    title: Optional(line(workshopLimits.title)),
    /** Whether people choose their group, or are put where the fewest are. */
    assign: Enum(['choose', 'balance']),
  },
  closed,
);
export type NewWorkshop = Static<typeof newWorkshopSchema>;

/** What the maker gets, once: the tokens are stored hashed. */
export interface MadeWorkshop {
  readonly id: string;
  readonly code: string;
  readonly instructor: string;
  /** For the projector and for guests: sees what everybody may see. */
  readonly observer: string;
}

/** POST /api/join/CODE */
export const joinSchema = RecordOf({ name, colour, group: Optional(id), kind: Optional(Enum(['member', 'phone'])) }, closed);
export type Join = Static<typeof joinSchema>;

/** GET /api/join/CODE: what somebody with the code may know before joining. */
export interface Door {
  readonly title: string;
  readonly exercise: string;
  readonly assign: 'choose' | 'balance';
  readonly groups: readonly { readonly id: string; readonly name: string; readonly size: number }[];
  /** False once the workshop is over. */
  readonly open: boolean;
}

export interface Joined {
  readonly workshop: string;
  readonly seat: string;
  readonly token: string;
}

/** What the projector shows, and everybody's window while `eyes` is on. */
const screen = Union([
  RecordOf({ shows: Literal('lobby') }, closed),
  RecordOf({ shows: Literal('brief') }, closed),
  RecordOf({ shows: Literal('design'), group: id }, closed),
  RecordOf({ shows: Literal('compare'), groups: ListOf(id, { minItems: 2, maxItems: 12, uniqueItems: true }) }, closed),
  RecordOf({ shows: Literal('decisions') }, closed),
  RecordOf({ shows: Literal('solution'), solution: Text({ pattern: '^[a-z0-9-]{1,60}$' }) }, closed),
]);
export type Screen = Static<typeof screen>;

const command = <K extends string, P extends TProperties>(kind: K, properties: P) =>
  RecordOf({ do: Literal(kind), ...properties }, closed);
const groups = Union([Literal('all'), ListOf(id, { minItems: 1, maxItems: workshopLimits.groups, uniqueItems: true })]);

/** What only an instructor may ask for. */
export const instructorCommands = Union([
  command('rename', { title: line(workshopLimits.title) }),
  command('addGroup', { name }),
  command('renameGroup', { group: id, name }),
  /** Only an empty one. */
  command('removeGroup', { group: id }),
  /** The people of `from` go to `into`; both designs are kept. */
  command('mergeGroups', { from: id, into: id }),
  /** These people get a group of their own, with a copy of the design. */
  command('splitGroup', { group: id, seats: ListOf(id, { minItems: 1, maxItems: 50, uniqueItems: true }), name }),
  command('moveSeat', { seat: id, group: id }),
  command('renameSeat', { seat: id, name }),
  command('removeSeat', { seat: id }),
  /** Begins a phase of the plan; each design is kept as it was at the end of the one before. */
  command('startPhase', { index: Integer({ minimum: 0, maximum: 20 }) }),
  command('pause', {}),
  command('resume', {}),
  command('extend', { minutes: Integer({ minimum: 1, maximum: workshopLimits.extension }) }),
  /** The workshop is over: designs can be looked at and not changed; `reopen` takes it back. */
  command('end', {}),
  command('reopen', {}),
  command('freeze', { groups, on: YesOrNo() }),
  /** Revealed designs can be seen by all groups. */
  command('reveal', { groups, on: YesOrNo() }),
  command('revealSolutions', { on: YesOrNo() }),
  command('show', { screen }),
  /** "Eyes on me": everybody's window follows the projector until released. */
  command('eyes', { on: YesOrNo() }),
  command('broadcast', { text: line(workshopLimits.message) }),
  command('lookIn', { group: Union([id, Literal('none')]) }),
  command('present', { group: Union([id, Literal('none')]), minutes: Optional(Integer({ minimum: 1, maximum: 30 })) }),
  command('helped', { group: id }),
  command('archive', { on: YesOrNo() }),
]);
export type InstructorCommand = Static<typeof instructorCommands>;

/** What a member of a group may ask for, for itself and its group. */
export const memberCommands = Union([
  command('callMe', { name, colour }),
  command('askHelp', { on: YesOrNo() }),
  command('takeDuty', { duty: Union([Enum([...duties]), Literal('none')]) }),
  command('decide', {
    decision: line(60),
    answer: Text({ maxLength: workshopLimits.answer }),
    reason: Text({ maxLength: workshopLimits.reason }),
    /** The element or edge that shows it. */
    at: Optional(id),
  }),
  /** The group has pressed "Check us": its findings may be seen from now on in this phase. */
  command('checkUs', {}),
]);
export type MemberCommand = Static<typeof memberCommands>;
export type WorkshopCommand = InstructorCommand | MemberCommand;

/** Time of a phase, in milliseconds of the server's clock; `now` in a view says where that clock stands. */
export interface Clock {
  /** Index in the plan; -1 before the first. */
  readonly index: number;
  readonly startedAt: number;
  /** Minutes of the plan and all extensions. */
  readonly lengthMs: number;
  /** While paused. */
  readonly pausedAt?: number;
  /** Over all pauses so far. */
  readonly pausedMs: number;
}

export interface PlannedPhase extends Phase {}

export interface DecisionAnswer {
  readonly decision: string;
  readonly answer: string;
  readonly reason: string;
  readonly at?: string;
  readonly by: string;
}

export interface SeatView {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly kind: SeatKind;
  readonly duty?: Duty;
  readonly connected: boolean;
}

/** What everybody is told. */
export interface CommonView {
  readonly id: string;
  readonly title: string;
  readonly exercise: string;
  readonly phases: readonly PlannedPhase[];
  readonly clock: Clock;
  readonly ended: boolean;
  readonly archived: boolean;
  readonly screen: Screen;
  readonly eyes: boolean;
  readonly message?: { readonly text: string; readonly at: number };
  readonly presenting?: { readonly group: string; readonly until: number };
  readonly solutionsRevealed: boolean;
  /** What each group decided: told to the instructor, and to all while it is on the screen. */
  readonly answered?: readonly { readonly group: string; readonly name: string; readonly answers: readonly DecisionAnswer[] }[];
  /** In the order in which they were made. A design's id is told to whom it may be shown. */
  readonly groups: readonly GroupView[];
}

export interface GroupView {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly frozen: boolean;
  readonly revealed: boolean;
  /** Only for those who may open it. */
  readonly design?: string;
}

/** The group as its members, and the instructor, see it. */
export interface OwnGroup extends GroupView {
  readonly design: string;
  readonly seats: readonly SeatView[];
  readonly answers: readonly DecisionAnswer[];
  readonly checked: boolean;
  /** Since when it waits for help, in milliseconds of the server's clock. */
  readonly helpSince?: number;
  /** An instructor is looking at this design now. */
  readonly lookedAt: boolean;
}

export interface MemberView extends CommonView {
  readonly role: 'member';
  readonly seat: SeatView;
  readonly own: OwnGroup;
}

export interface InstructorView extends CommonView {
  readonly role: 'instructor';
  readonly code: string;
  readonly full: readonly OwnGroup[];
}

export interface ObserverView extends CommonView {
  readonly role: 'observer';
  readonly code: string;
}

export type WorkshopView = MemberView | InstructorView | ObserverView;

/** What is pushed over /ws/workshop/ID, and answered by GET /api/workshops/ID/state. */
export interface Told {
  /** Grows with every change. */
  readonly version: number;
  /** The server's clock, so that timers agree. */
  readonly now: number;
  readonly view: WorkshopView;
}

/** Milliseconds that are left of a phase; negative once it is over time. */
export function remainingMs({ startedAt, lengthMs, pausedAt, pausedMs }: Clock, now: number): number {
  return startedAt + lengthMs + pausedMs - (pausedAt === undefined ? now : pausedAt);
}
