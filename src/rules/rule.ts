import type { Id, MakeId } from '#base/ids.ts';
import type { EdgeOf, ElementOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import type { EdgeKind, ElementKind } from '#model/kind.ts';
import type { Reads } from './context.ts';
import type { FaultName, InvariantName } from './faults.ts';
import type { Question } from './finding.ts';
import type { Conclusion, OpenQuestion } from './maybe.ts';
import type { Say } from './say.ts';
import type { Severity } from './severity.ts';
import type { Source } from './sources.ts';

/** In the order in which the catalogue, the findings and the documentation list them. */
export const categories = {
  structure: 'Structure',
  contracts: 'Contracts',
  keys: 'Keys',
  ordering: 'Ordering',
  delivery: 'Delivery and idempotency',
  consistency: 'Consistency and sagas',
  coupling: 'Coupling',
  naming: 'Naming and modelling',
  evolution: 'Evolution of contracts',
  stream: 'Stream processing',
  replay: 'Replay',
  operations: 'Operations',
  privacy: 'Security and privacy',
  own: 'Rules of your own',
} as const;

export type Category = keyof typeof categories;

export type SubjectKind = ElementKind | EdgeKind;

export type SubjectOf<K extends SubjectKind> = K extends ElementKind ? ElementOf<K> : K extends EdgeKind ? EdgeOf<K> : never;

/** What a rule has found, without words: plain JSON, the same for the same cause at every check. */
export interface Fact extends Conclusion {
  /**
   * With the rule and the subject, what makes this fact this one: ids and fixed words, never names or values that people
   * edit.
   */
  readonly about: readonly string[];
}

/** One sentence or two each, in plain English, about the user's own elements. */
export interface Words {
  /** Ids of elements and edges involved; the first is the one that the mark stands on. */
  readonly at: readonly [Id, ...Id[]];
  readonly what: string;
  /** Left out where the rule's own `why` says it. */
  readonly why?: string;
  readonly next: string;
}

export interface Fix<F> {
  /** Stable, unique within the rule. */
  readonly id: string;
  /** Left out if it fits every finding of the rule. */
  fits?(fact: F): boolean;
  /** An instruction, without a full stop: `Give “orders” the key “orderId”`. */
  title(fact: F, say: Say): string;
  /** A safe one changes nothing that anybody meant, and may be applied to all findings at once. */
  readonly kind: 'safe' | 'suggestion';
  /** Empty if it no longer fits the design. Leaves the places of new elements to the layout. */
  edits(fact: F, read: Reads, makeId: MakeId): Edit[];
}

export interface BadExample {
  readonly name: string;
  readonly sketch: string;
  /** The findings of this rule in it, most severe first; one of the rule's own severity where nothing is said. */
  readonly expects?: readonly { readonly severity: Severity; readonly what?: string }[];
}

export interface GoodExample {
  readonly name: string;
  readonly sketch: string;
}

/** What a rehearsal can show, or why it can't. */
export type Behaviour =
  | { readonly invariants: readonly InvariantName[]; readonly faults: readonly FaultName[] }
  | { readonly not: string };

/**
 * One rule: finds facts, words one, mends one. The page, the panel, `--explain` and the tests are made from it.
 * What differs from the catalogue's predicate, and why, stands in the comment above it.
 */
export interface RuleOf<K extends SubjectKind, F extends Fact> {
  /** Also the name of its file. */
  readonly id: string;
  readonly category: Category;
  readonly severity: Severity;
  /** A few words, capitalised like a sentence. */
  readonly title: string;
  /** What it looks for, in a sentence or two. */
  readonly summary: string;
  /** What would happen. */
  readonly why: string;
  readonly behavioural: Behaviour;
  /** The kinds of element or edge that it examines, one at a time. */
  readonly subject: readonly K[];
  /** Silent about elements that somebody is still working on (`recentlyTouched`). */
  readonly waits?: boolean;
  check(subject: SubjectOf<K>, read: Reads): Generator<F | OpenQuestion, void>;
  /**
   * Speaks of what other rules wait for, instead of looking at subjects. Such a rule is used only where it is named: elsewhere
   * open questions are a number to show, and no marks (SPEC [Q4]).
   */
  onQuestion?(question: Question, read: Reads): F | undefined;
  explain(fact: F, say: Say): Words;
  readonly fixes: readonly Fix<F>[];
  readonly examples: {
    /** Ids of rules that the examples are checked together with: for a rule that speaks of what others wait for. */
    readonly with?: readonly string[];
    readonly bad: readonly BadExample[];
    readonly good: readonly GoodExample[];
  };
  /** Ways to mend it, also those that only people can take. */
  readonly mend: readonly string[];
  /** When it does not apply, and what it can't see. */
  readonly notWhen: readonly string[];
  readonly sources: readonly Source[];
}

/** A rule among others: whoever holds it hands each subject and each fact back to the rule that they belong to. */
export type Rule = RuleOf<SubjectKind, Fact>;

export function defineRule<K extends SubjectKind, F extends Fact>(rule: RuleOf<K, F>): Rule {
  return rule as unknown as Rule;
}
