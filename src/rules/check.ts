import type { Id, MakeId } from '#base/ids.ts';
import type { Design, Edge, Element } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { sameValue } from '#model/values.ts';
import { type Cell, type Reader, Tracker } from './cells.ts';
import type { CheckResult, Finding, Question } from './finding.ts';
import { rules as allRules } from './index.ts';
import { type Audience, Indexes } from './indexes.ts';
import type { Assumption, OpenQuestion } from './maybe.ts';
import { type Contribution, Results } from './results.ts';
import type { Fact, Rule, SubjectKind, SubjectOf } from './rule.ts';
import { type Say, sayWith } from './say.ts';
import { worded } from './worded.ts';

export interface CheckOptions {
  /** Ids of the rules in use; all where nothing is said. An exercise names the rules that its chapter has taught. */
  readonly rules?: readonly string[];
  /** Elements that somebody is still working on: rules that wait say nothing about them. */
  readonly recentlyTouched?: ReadonlySet<Id>;
}

/** Checks one design after another; what has not changed since the last one is not checked again. */
export interface Checker {
  check(design: Design, options?: Pick<CheckOptions, 'recentlyTouched'>): CheckResult;
  /** Edits that mend a finding of the design checked last; empty if the fix no longer fits. */
  edits(finding: Finding, fix: string, makeId: MakeId): Edit[];
}

/** All findings of a design, from scratch. */
export function check(design: Design, options: CheckOptions = {}): CheckResult {
  return createChecker(inUse(options.rules)).check(design, options);
}

/** What nobody has said yet and would decide a rule's result: one entry per element or edge at most. */
export function openQuestions(design: Design, options: CheckOptions = {}): readonly Question[] {
  return check(design, options).questions;
}

/** Edits that mend a finding of this design; empty if the finding or the fix no longer fits. */
export function fixEdits(design: Design, finding: Finding, fix: string, makeId: MakeId): Edit[] {
  const checker = createChecker(inUse([finding.rule]));
  const now = checker.check(design).findings.find((each) => each.key === finding.key);
  return now ? checker.edits(now, fix, makeId) : [];
}

/**
 * The rules with these ids, in the order of the registry; ids that no rule has are left out. Where none are named, all but those
 * that make marks of open questions.
 */
export function inUse(ids: readonly string[] | undefined): readonly Rule[] {
  return allRules.filter((rule) => (ids === undefined ? rule.onQuestion === undefined : ids.includes(rule.id)));
}

export function createChecker(rules: readonly Rule[] = inUse(undefined)): Checker {
  return new IncrementalChecker(rules);
}

class Evaluation implements Reader {
  reads: readonly Cell[] = [];
  ranAt = 0;
  /** Undefined as long as it has found and asked nothing, as most do. */
  contribution: Contribution | undefined;
  waiting = false;
  gone = false;
  readonly rule: Rule;
  readonly subject: Id;
  readonly #checker: IncrementalChecker;

  constructor(checker: IncrementalChecker, rule: Rule, subject: Id) {
    this.#checker = checker;
    this.rule = rule;
    this.subject = subject;
  }

  disturb(): void {
    if (this.waiting) return;
    this.waiting = true;
    this.#checker.waiting.push(this);
  }
}

class IncrementalChecker implements Checker, Audience {
  /** Evaluations to run, or at least to look at. */
  waiting: Evaluation[] = [];
  readonly #tracker = new Tracker();
  readonly #read: Indexes = new Indexes(this.#tracker);
  readonly #say: Say = sayWith(this.#read);
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #byKind = new Map<string, readonly Rule[]>();
  readonly #evaluations = new Map<Id, readonly Evaluation[]>();
  readonly #results: Results;
  /** Rules that speak of open questions, and what they have said of each. */
  readonly #asking: readonly Rule[];
  /** Rules that are only asked what they wait for. */
  readonly #silent: ReadonlySet<Rule>;
  #questions: ReadonlyMap<Id, Question> = new Map();
  readonly #spoken = new Map<Id, readonly Evaluation[]>();
  #result: CheckResult = { findings: [], questions: [] };
  #filtered: { from: CheckResult; touched: ReadonlySet<Id>; result: CheckResult } | undefined;

  constructor(named: readonly Rule[]) {
    this.#asking = named.filter((rule) => rule.onQuestion);
    // On its own such a rule speaks of what all others wait for, and they keep their findings to themselves.
    const alone = named.length > 0 && this.#asking.length === named.length;
    this.#silent = new Set(alone ? inUse(undefined) : []);
    const rules = [...named, ...this.#silent];
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.#results = new Results(new Map(rules.map((rule, i) => [rule.id, i])));
  }

  check(design: Design, { recentlyTouched }: Pick<CheckOptions, 'recentlyTouched'> = {}): CheckResult {
    if (design !== this.#read.design) this.#update(design);
    return recentlyTouched && recentlyTouched.size > 0 ? this.#without(recentlyTouched) : this.#result;
  }

  edits(finding: Finding, fix: string, makeId: MakeId): Edit[] {
    const found = this.#rules.get(finding.rule)?.fixes.find((each) => each.id === fix);
    return found?.edits(finding.fact, this.#read, makeId) ?? [];
  }

  came({ id, kind }: Element | Edge): void {
    let rules = this.#byKind.get(kind);
    if (!rules) {
      rules = [...this.#rules.values()].filter((rule) => rule.subject.includes(kind));
      this.#byKind.set(kind, rules);
    }
    if (rules.length === 0) return;
    const evaluations = rules.map((rule) => new Evaluation(this, rule, id));
    this.#evaluations.set(id, evaluations);
    for (const evaluation of evaluations) evaluation.disturb();
  }

  went({ id }: Element | Edge): void {
    for (const evaluation of this.#evaluations.get(id) ?? []) this.#forget(evaluation);
    this.#evaluations.delete(id);
  }

  #update(design: Design): void {
    this.#tracker.revision++;
    this.#read.update(design, this);
    const waiting = this.waiting;
    this.waiting = [];
    for (const evaluation of waiting) {
      evaluation.waiting = false;
      if (!evaluation.gone && (evaluation.ranAt === 0 || this.#tracker.stale(evaluation))) this.#evaluate(evaluation);
    }
    this.#result = this.#results.settle();
    if (this.#asking.length > 0) this.#speak();
  }

  /** Goes through the questions that have come, gone or changed. */
  #speak(): void {
    const before = this.#questions;
    const now = new Map(this.#result.questions.map((question) => [question.id, question]));
    this.#questions = now;
    for (const id of before.keys()) {
      if (now.has(id)) continue;
      for (const evaluation of this.#spoken.get(id) ?? []) this.#forget(evaluation);
      this.#spoken.delete(id);
    }
    for (const [id, question] of now) {
      if (before.get(id) === question) continue;
      const evaluations = this.#spoken.get(id) ?? this.#asking.map((rule) => new Evaluation(this, rule, id));
      this.#spoken.set(id, evaluations);
      for (const evaluation of evaluations) this.#evaluate(evaluation);
    }
    this.#result = this.#results.settle();
  }

  #forget(evaluation: Evaluation): void {
    evaluation.gone = true;
    this.#tracker.forget(evaluation);
    if (evaluation.contribution) this.#results.replace(evaluation.contribution, undefined);
  }

  *#facts({ rule, subject: id }: Evaluation): Generator<Fact | OpenQuestion> {
    if (rule.onQuestion) {
      const question = this.#questions.get(id);
      const fact = question && rule.onQuestion(question, this.#read);
      if (fact) yield fact;
      return;
    }
    const subject = this.#read.element(id) ?? this.#read.edge(id);
    yield* rule.check(subject as SubjectOf<SubjectKind>, this.#read);
  }

  #evaluate(evaluation: Evaluation): void {
    const { rule, contribution: before } = evaluation;
    const findings: Finding[] = [];
    const asks: Assumption[] = [];
    this.#tracker.run(evaluation, () => {
      for (const found of this.#facts(evaluation)) {
        if ('about' in found && !this.#silent.has(rule)) findings.push(this.#worded(evaluation, found));
        if (rule.severity !== 'hint') asks.push(...('about' in found ? found.assumes : found.open));
      }
    });
    if (!before && findings.length === 0 && asks.length === 0) return;
    if (before && sameValue(before.findings, findings) && sameValue(before.asks, asks)) return;
    const kept = findings.map((now, i) => (sameValue(before?.findings[i], now) ? (before?.findings[i] as Finding) : now));
    const after = findings.length === 0 && asks.length === 0 ? undefined : { rule: rule.id, findings: kept, asks };
    this.#results.replace(before, after);
    evaluation.contribution = after;
  }

  #worded({ rule, subject }: Evaluation, fact: Fact): Finding {
    const { at, what, why, next } = worded(rule, fact, this.#say);
    return {
      key: [rule.id, subject, ...fact.about].join('/'),
      rule: rule.id,
      category: rule.category,
      severity: fact.severity,
      subject,
      at,
      what,
      why,
      next,
      fixes: rule.fixes
        .filter((fix) => fix.fits?.(fact) ?? true)
        .map((fix) => ({ id: fix.id, title: fix.title(fact, this.#say), kind: fix.kind })),
      assumes: fact.assumes,
      fact,
    };
  }

  #without(touched: ReadonlySet<Id>): CheckResult {
    if (this.#filtered?.from !== this.#result || this.#filtered.touched !== touched) {
      const findings = this.#result.findings.filter(({ rule, at }) => !(this.#rules.get(rule)?.waits && touched.has(at[0])));
      this.#filtered = { from: this.#result, touched, result: { ...this.#result, findings } };
    }
    return this.#filtered.result;
  }
}
