import type { Id } from '#base/ids.ts';
import type { Assumption } from './maybe.ts';
import type { Category, Fact } from './rule.ts';
import type { Severity } from './severity.ts';

export interface FixOffer {
  readonly id: string;
  readonly title: string;
  readonly kind: 'safe' | 'suggestion';
}

/** One thing that a rule has to say about a design: plain JSON. */
export interface Finding {
  /** The same at every check for as long as its cause is there. */
  readonly key: string;
  readonly rule: string;
  readonly category: Category;
  readonly severity: Severity;
  /** The element or edge that the rule looked at: what a waiver is about. */
  readonly subject: Id;
  /** Ids of elements and edges; the mark stands on the first. */
  readonly at: readonly [Id, ...Id[]];
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly fixes: readonly FixOffer[];
  /** Properties that nobody has said and that the finding takes to be so. */
  readonly assumes: readonly Assumption[];
  /** What the rule knows; its fixes start from here. */
  readonly fact: Fact;
}

/** What nobody has said about one element or edge and would decide a rule's result. */
export interface Question {
  readonly id: Id;
  readonly properties: readonly {
    readonly property: string;
    readonly path?: readonly string[];
    readonly rules: readonly string[];
  }[];
}

export interface CheckResult {
  /** Most severe first, then in the order of the registry, then by key. */
  readonly findings: readonly Finding[];
  /** One per element or edge at most, by id. A number to show, not a mark. */
  readonly questions: readonly Question[];
}
