import type { Id } from '#base/ids.ts';
import type { Waiver } from '#model/checking.ts';
import type { Store } from '../store.ts';

/** One finding as the canvas shows it: words and ids, no rule objects. */
export interface ShownFinding {
  /** Stable while the finding persists. */
  readonly key: string;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'hint';
  /** What the rule looked at: a waiver is about that. */
  readonly subject: Id;
  /** The first is the record that the mark stands on. */
  readonly at: readonly Id[];
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly fixes: readonly { readonly title: string; readonly kind: 'safe' | 'suggestion' }[];
  /** Key of the finding whose mending also mends this one. */
  readonly causedBy?: string;
}

/** What people have settled about findings, as the panel lists it. */
export interface Accepted {
  readonly waived: readonly (Pick<ShownFinding, 'key' | 'rule' | 'severity' | 'at' | 'what'> & { readonly waiver: Waiver })[];
  /** Waivers of what is no longer found. */
  readonly stale: readonly Waiver[];
  /** What is wrong with own rules that can't be read. */
  readonly faults: readonly string[];
}

/** What happens when a group asks for its findings: they are shown, somebody is asked first, or it is too early. */
export type Gate = { readonly kind: 'open' } | { readonly kind: 'ask'; ask(): void } | { readonly kind: 'later' };

/** Live checking of one design: runs after edits, in idle time, and never blocks drawing. */
export interface Checking {
  readonly findings: Store<readonly ShownFinding[]>;
  /** Findings whose mark stands on a record. */
  readonly byRecord: Store<ReadonlyMap<Id, readonly ShownFinding[]>>;
  /** Open questions (`?` that matters) by record: paths of the properties, their parts joined by "/". */
  readonly questions: Store<ReadonlyMap<Id, readonly string[]>>;
  readonly accepted: Store<Accepted>;
  /** An exercise may hide findings until "Check us" is pressed. */
  readonly hidden: Store<boolean>;
  readonly gate: Store<Gate>;
  /** It began hidden, so it may be hidden again. */
  readonly canHide: boolean;
  /** An exercise names the rules: nobody chooses others. */
  readonly byExercise: boolean;
  /** False until the first check has been made. */
  readonly ready: Store<boolean>;
  /** Takes a fix: one undoable step, shared. */
  fix(key: string, fix: number): void;
  destroy(): void;
}
