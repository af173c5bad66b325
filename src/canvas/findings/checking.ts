import type { Id } from '#base/ids.ts';
import type { Store } from '../store.ts';

/** One finding as the canvas shows it: words and ids, no rule objects. */
export interface ShownFinding {
  /** Stable while the finding persists. */
  readonly key: string;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'hint';
  /** The first is the record that the mark stands on. */
  readonly at: readonly Id[];
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly fixes: readonly { readonly title: string; readonly kind: 'safe' | 'suggestion' }[];
  /** Key of the finding whose mending also mends this one. */
  readonly causedBy?: string;
}

/** Live checking of one design: runs after edits, in idle time, and never blocks drawing. */
export interface Checking {
  readonly findings: Store<readonly ShownFinding[]>;
  /** Findings whose mark stands on a record. */
  readonly byRecord: Store<ReadonlyMap<Id, readonly ShownFinding[]>>;
  /** Open questions (`?` that matters) by record: paths of the properties, their parts joined by "/". */
  readonly questions: Store<ReadonlyMap<Id, readonly string[]>>;
  /** An exercise may hide findings until "Check us" is pressed. */
  readonly hidden: Store<boolean>;
  /** It began hidden, so it may be hidden again. */
  readonly canHide: boolean;
  /** False until the first check has been made. */
  readonly ready: Store<boolean>;
  /** Takes a fix: one undoable step, shared. */
  fix(key: string, fix: number): void;
  destroy(): void;
}
