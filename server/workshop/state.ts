import type { Phase } from '#wire/exercise.ts';
import type { Clock, DecisionAnswer, Duty, Screen, SeatKind } from '#wire/workshop.ts';

/** A workshop as the server keeps it: plain JSON, changed only by `apply` (workshop.ts). Times are milliseconds since 1970. */
export interface Workshop {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly exercise: string;
  readonly assign: 'choose' | 'balance';
  readonly createdAt: number;
  /** As they were in the exercise when the workshop was made. */
  readonly phases: readonly Phase[];
  readonly decisions: readonly string[];
  readonly clock: Clock;
  readonly ended: boolean;
  readonly archived: boolean;
  readonly screen: Screen;
  readonly eyes: boolean;
  readonly message?: { readonly text: string; readonly at: number };
  readonly presenting?: { readonly group: string; readonly until: number };
  readonly lookIn?: string;
  readonly solutionsRevealed: boolean;
  readonly groups: readonly Group[];
  readonly seats: readonly Seat[];
}

export interface Group {
  readonly id: string;
  readonly name: string;
  /** Id of its design on this server. */
  readonly design: string;
  readonly frozen: boolean;
  readonly revealed: boolean;
  readonly answers: readonly DecisionAnswer[];
  /** Index of the phase in which it pressed "Check us" last. */
  readonly checkedIn?: number;
  readonly helpSince?: number;
}

export interface Seat {
  readonly id: string;
  /** SHA-256 of its token. */
  readonly hash: string;
  readonly name: string;
  readonly colour: string;
  readonly kind: SeatKind;
  readonly group: string;
  readonly duty?: Duty;
  readonly removed: boolean;
}

/** Who asks. */
export type Asker =
  | { readonly role: 'instructor' }
  | { readonly role: 'observer' }
  | { readonly role: 'member'; readonly seat: string };

/** What has to be done besides the change of state. */
export type Effect =
  /** Keeps a version of these designs under this name. */
  | { readonly do: 'snapshot'; readonly designs: readonly string[]; readonly name: string }
  /** Makes the design of a new group: like another one, or the starter. */
  | { readonly do: 'makeDesign'; readonly design: string; readonly name: string; readonly like?: string };
