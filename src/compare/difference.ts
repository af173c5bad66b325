import type { Id } from '#base/ids.ts';
import type { Design } from '#model/design.ts';
import type { Alignment } from './alignment.ts';

export const categories = [
  'structure',
  'keys',
  'contracts',
  'ordering',
  'delivery',
  'consistency',
  'workflow',
  'capacity',
  'privacy',
  'naming',
  'organisation',
] as const;

export type Category = (typeof categories)[number];

/** 1 matters most [D6]. */
export type Importance = 1 | 2 | 3;

/** One matter in which the designs differ, as a sentence. Designs are called by letters: the first is A. */
export interface Difference {
  /** Stable while the same records differ in the same matter. */
  readonly id: string;
  readonly category: Category;
  readonly importance: Importance;
  readonly sentence: string;
  /** Row of the alignment that it is about. */
  readonly row: string;
  /** What to show in each design; may be empty where a design lacks it. */
  readonly ids: readonly (readonly Id[])[];
  /** True if the alignment itself is unsure: the sentence may compare what should not be compared. */
  readonly unsure: boolean;
}

export function letterOf(design: number): string {
  return String.fromCharCode(65 + design);
}

/** What the differences are made from. */
export interface Compared {
  readonly designs: readonly Design[];
  readonly alignment: Alignment;
}

/** A difference with what it is sorted by besides its importance. */
export interface Draft extends Difference {
  /** True if two designs said different things; false if one only said nothing. */
  readonly conflict: boolean;
}

/** A record's own id, as a list for `Difference.ids`. */
export function one(id: Id | undefined): readonly Id[] {
  return id === undefined ? [] : [id];
}
