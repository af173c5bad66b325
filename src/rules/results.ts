import { assert } from '#base/assert.ts';
import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { sameValue } from '#model/values.ts';
import type { CheckResult, Finding, Question } from './finding.ts';
import type { Assumption } from './maybe.ts';
import { rank } from './severity.ts';

/** One evaluation, as far as the result is concerned: what it has found, and what it would have answered. */
export interface Contribution {
  readonly rule: string;
  readonly findings: readonly Finding[];
  readonly asks: readonly Assumption[];
}

/**
 * The findings and questions of all evaluations, sorted, and brought up to date by what has changed: a few among
 * hundreds. What did not change stays the same object, so that nothing that shows it is drawn again (SPEC [E2]).
 */
export class Results {
  #result: CheckResult = { findings: [], questions: [] };
  readonly #order: ReadonlyMap<string, number>;
  #gone = new Set<Finding>();
  #come: Finding[] = [];
  readonly #asking = new Map<Id, Set<Contribution>>();
  readonly #disturbed = new Set<Id>();

  /** `order`: place of each rule in the registry. */
  constructor(order: ReadonlyMap<string, number>) {
    this.#order = order;
  }

  replace(before: Contribution | undefined, after: Contribution | undefined): void {
    for (const finding of before?.findings ?? []) if (!after?.findings.includes(finding)) this.#gone.add(finding);
    for (const finding of after?.findings ?? []) if (!before?.findings.includes(finding)) this.#come.push(finding);
    for (const { id } of before?.asks ?? []) {
      this.#disturbed.add(id);
      this.#asking.get(id)?.delete(before as Contribution);
    }
    for (const { id } of after?.asks ?? []) {
      this.#disturbed.add(id);
      const contributions = this.#asking.get(id);
      if (contributions) contributions.add(after as Contribution);
      else this.#asking.set(id, new Set([after as Contribution]));
    }
  }

  /** The result after all replacements; the same object if they came to nothing. */
  settle(): CheckResult {
    const findings = this.#settledFindings();
    const questions = this.#settledQuestions();
    if (findings !== this.#result.findings || questions !== this.#result.questions) this.#result = { findings, questions };
    return this.#result;
  }

  #settledFindings(): readonly Finding[] {
    const { findings } = this.#result;
    if (this.#gone.size === 0 && this.#come.length === 0) return findings;
    const kept = this.#gone.size === 0 ? [...findings] : findings.filter((finding) => !this.#gone.has(finding));
    const come = this.#come;
    this.#gone = new Set();
    this.#come = [];
    if (come.length > 40) return kept.concat(come).sort((a, b) => this.#compare(a, b));
    for (const finding of come) {
      let low = 0;
      let high = kept.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        const order = this.#compare(kept[middle] as Finding, finding);
        assert(order !== 0, `two findings have the key ${finding.key}`);
        if (order < 0) low = middle + 1;
        else high = middle;
      }
      kept.splice(low, 0, finding);
    }
    return kept;
  }

  #compare(a: Finding, b: Finding): number {
    return rank(a.severity) - rank(b.severity) || this.#place(a.rule) - this.#place(b.rule) || compare(a.key, b.key);
  }

  #place(rule: string): number {
    return this.#order.get(rule) as number;
  }

  #settledQuestions(): readonly Question[] {
    if (this.#disturbed.size === 0) return this.#result.questions;
    const byId = new Map(this.#result.questions.map((question) => [question.id, question]));
    let changed = false;
    for (const id of this.#disturbed) {
      const before = byId.get(id);
      const now = this.#questionAbout(id);
      if (sameValue(before, now)) continue;
      changed = true;
      if (now) byId.set(id, now);
      else byId.delete(id);
    }
    this.#disturbed.clear();
    if (!changed) return this.#result.questions;
    return [...byId.values()].sort((a, b) => compare(a.id, b.id));
  }

  #questionAbout(id: Id): Question | undefined {
    const contributions = this.#asking.get(id);
    if (!contributions || contributions.size === 0) {
      this.#asking.delete(id);
      return undefined;
    }
    const properties = new Map<string, { readonly assumption: Assumption; readonly rules: Set<string> }>();
    for (const { rule, asks } of contributions) {
      for (const assumption of asks) {
        if (assumption.id !== id) continue;
        const name = (assumption.path ?? [assumption.property]).join('/');
        const known = properties.get(name);
        if (known) known.rules.add(rule);
        else properties.set(name, { assumption, rules: new Set([rule]) });
      }
    }
    return {
      id,
      properties: [...properties]
        .sort(([a], [b]) => compare(a, b))
        .map(([, { assumption, rules }]) => ({
          property: assumption.property,
          ...(assumption.path && { path: assumption.path }),
          rules: [...rules].sort((a, b) => this.#place(a) - this.#place(b)),
        })),
    };
  }
}
