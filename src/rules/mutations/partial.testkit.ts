import type { Id } from '#base/ids.ts';
import type { Design } from '#model/design.ts';
import { type Cell, type Reader, Tracker } from '../cells.ts';
import { Indexes } from '../indexes.ts';
import type { OpenQuestion } from '../maybe.ts';
import type { Fact, Rule, SubjectKind, SubjectOf } from '../rule.ts';
import { rank } from '../severity.ts';

/** What a rule says of one subject, without words. */
export interface Said {
  readonly rule: Rule;
  readonly subject: Id;
  /** By key, as a finding's: rule / subject / what makes the fact this one. */
  readonly facts: ReadonlyMap<string, Fact>;
  readonly open: readonly OpenQuestion[];
}

/** What a rule said of a subject in the design, and says of it now. */
export interface Change {
  readonly before: Said;
  readonly now: Said;
}

/**
 * Checks one design and a hundred variants of it, each with the rules that can tell the difference. It stands on the
 * engine's own bookkeeping, and leaves out what a variant has no need of: words, order, and rules that do not read what
 * has changed.
 */
export class PartialChecker {
  readonly indexes: Indexes;
  readonly #tracker = new Tracker();
  /** By rule: what has to be run, or at least looked at. */
  readonly #waiting = new Map<string, Evaluation[]>();

  constructor(design: Design, rules: readonly Rule[]) {
    this.indexes = new Indexes(this.#tracker);
    this.#update(design);
    for (const rule of rules) {
      const waiting: Evaluation[] = [];
      this.#waiting.set(rule.id, waiting);
      for (const { id, kind } of [...design.elements.values(), ...design.edges.values()])
        if (rule.subject.includes(kind)) new Evaluation(rule, id, waiting).begin(this.#tracker, this.indexes);
    }
  }

  /** What these rules say of another design, of the same elements and edges, where it differs from what they said of the first. */
  changes(design: Design, rules: Iterable<string>): readonly Change[] {
    this.#update(design);
    const changes: Change[] = [];
    for (const rule of rules) {
      const waiting = this.#waiting.get(rule);
      if (!waiting || waiting.length === 0) continue;
      for (const evaluation of waiting.splice(0)) {
        const change = evaluation.again(this.#tracker, this.indexes);
        if (change.now !== change.before) changes.push(change);
      }
    }
    return changes;
  }

  #update(design: Design): void {
    this.#tracker.revision++;
    this.indexes.update(design, { came: () => undefined, went: () => undefined });
  }
}

class Evaluation implements Reader {
  reads: readonly Cell[] = [];
  ranAt = 0;
  readonly #rule: Rule;
  readonly #subject: Id;
  readonly #waiting: Evaluation[];
  #waits = false;
  #before: Said;
  #now: Said;

  constructor(rule: Rule, subject: Id, waiting: Evaluation[]) {
    this.#rule = rule;
    this.#subject = subject;
    this.#waiting = waiting;
    this.#before = { rule, subject, facts: none, open: [] };
    this.#now = this.#before;
  }

  disturb(): void {
    if (this.#waits) return;
    this.#waits = true;
    this.#waiting.push(this);
  }

  begin(tracker: Tracker, read: Indexes): void {
    this.#before = tracker.run(this, () => this.#run(read));
    this.#now = this.#before;
  }

  again(tracker: Tracker, read: Indexes): Change {
    this.#waits = false;
    if (tracker.stale(this)) {
      const now = tracker.run(this, () => this.#run(read));
      this.#now = isSame(now, this.#before) ? this.#before : now;
    }
    return { before: this.#before, now: this.#now };
  }

  #run(read: Indexes): Said {
    const subject = read.element(this.#subject) ?? read.edge(this.#subject);
    let facts: Map<string, Fact> | undefined;
    const open: OpenQuestion[] = [];
    for (const found of this.#rule.check(subject as SubjectOf<SubjectKind>, read)) {
      if (!('about' in found)) {
        open.push(found);
        continue;
      }
      facts ??= new Map();
      facts.set([this.#rule.id, this.#subject, ...found.about].join('/'), found);
    }
    return { rule: this.#rule, subject: this.#subject, facts: facts ?? none, open };
  }
}

/** Most say nothing, before and after. */
function isSame(a: Said, b: Said): boolean {
  return a.facts.size + b.facts.size + a.open.length + b.open.length === 0;
}

const none: ReadonlyMap<string, Fact> = new Map();

/** Facts that were not there before, or were milder. */
export function added({ before, now }: Change): readonly Fact[] {
  const come: Fact[] = [];
  for (const [key, fact] of now.facts) {
    const known = before.facts.get(key);
    if (!known || rank(known.severity) > rank(fact.severity)) come.push(fact);
  }
  return come;
}
