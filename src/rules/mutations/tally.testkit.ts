import type { Design } from '#model/design.ts';
import { readBy } from '#model/generated/read-by.ts';
import { sameValue } from '#model/values.ts';
import { check } from '../check.ts';
import { rules } from '../index.ts';
import type { Assumption } from '../maybe.ts';
import type { Fact } from '../rule.ts';
import { sayWith } from '../say.ts';
import { rank } from '../severity.ts';
import { worded } from '../worded.ts';
import { type Mutable, type Mutation, mutablesOf, mutated } from './mutations.testkit.ts';
import { added, type Change, PartialChecker, type Said } from './partial.testkit.ts';

/** What became of one class of mutations: all those that bring one property to one sort of value. */
export interface Outcome {
  readonly at: string;
  readonly to: string;
  places: number;
  /** In so many of them a rule found something, or something worse. */
  caught: number;
  /** In so many of them the property became an open question. */
  asked: number;
  /** Rule → in how many places it was among those that found something. */
  readonly by: Map<string, number>;
  /** Rule → in how many places something that it had found was gone, where nothing else was found instead. */
  readonly mends: Map<string, number>;
}

export interface Tally {
  /** By class: `channel.partitions → 1`. */
  readonly outcomes: Map<string, Outcome>;
  /** What should not happen, whatever is changed: sentences that are none, and rules that are not said to read what they read. */
  readonly amiss: Set<string>;
  /** `rule: kind.property` where an unknown brought something that no answer brings, or brings as an error. */
  readonly unknowns: Set<string>;
  tried: number;
}

export function emptyTally(): Tally {
  return { outcomes: new Map(), amiss: new Set(), unknowns: new Set(), tried: 0 };
}

export function classOf({ at }: Pick<Mutable, 'at'>, { to }: Pick<Mutation, 'to'>): string {
  return `${at} → ${to}`;
}

const everyRule = rules.map(({ id }) => id);
/** Who refers to whom is an index of its own, and whoever reads that need not read the property. */
const referring: readonly string[] = ['reference', 'references', 'edges', 'rows'];
/** So often a mutation is also checked by all rules from scratch. */
const sample = 997;

/** Tries each mutation of a design, or those of some classes, and counts what comes of it. */
export function tryAll(design: Design, tally: Tally, only?: ReadonlySet<string>): void {
  const trial = new Trial(design, tally);
  for (const mutable of mutablesOf(design)) trial.run(mutable, only);
}

class Trial {
  readonly #design: Design;
  readonly #tally: Tally;
  readonly #checker: PartialChecker;

  constructor(design: Design, tally: Tally) {
    this.#design = design;
    this.#tally = tally;
    this.#checker = new PartialChecker(design, rules);
  }

  run(mutable: Mutable, only: ReadonlySet<string> | undefined): void {
    const { at, property, mutations } = mutable;
    const concerned = referring.includes(property.valueType) ? everyRule : (readBy[at] as readonly string[]);
    /** The worst that an answer gives, by key. */
    const worst = new Map<string, number>();
    for (const mutation of mutations) {
      const name = classOf(mutable, mutation);
      if (only && !only.has(name)) continue;
      const next = mutated(this.#design, mutation);
      const changes = this.#checker.changes(next, concerned);
      this.#count(name, mutable, mutation, changes);
      for (const change of changes) {
        if (mutation.to === '?') this.#doubt(at, change, worst);
        else note(worst, change.now);
      }
      if (++this.#tally.tried % sample === 0) this.#compare(name, next, changes);
    }
  }

  #count(name: string, mutable: Mutable, mutation: Mutation, changes: readonly Change[]): void {
    const outcome = this.#outcome(name, mutable, mutation);
    const mended = new Set<string>();
    const by = new Set<string>();
    let asked = false;
    for (const change of changes) {
      const { before, now } = change;
      const facts = added(change);
      if (facts.length > 0) {
        if (!outcome.by.has(now.rule.id)) this.#hear(name, now, facts);
        by.add(now.rule.id);
      }
      asked ||= mutation.to === '?' && asks(now, mutable) && !asks(before, mutable);
      for (const key of before.facts.keys()) if (!now.facts.has(key)) mended.add(now.rule.id);
    }
    outcome.places++;
    if (by.size > 0) outcome.caught++;
    for (const rule of by) outcome.by.set(rule, (outcome.by.get(rule) ?? 0) + 1);
    if (by.size === 0) for (const rule of mended) outcome.mends.set(rule, (outcome.mends.get(rule) ?? 0) + 1);
    if (asked) outcome.asked++;
  }

  #outcome(name: string, { at }: Mutable, { to }: Mutation): Outcome {
    let outcome = this.#tally.outcomes.get(name);
    if (!outcome) {
      outcome = { at, to, places: 0, caught: 0, asked: 0, by: new Map(), mends: new Map() };
      this.#tally.outcomes.set(name, outcome);
    }
    return outcome;
  }

  /** SPEC [M3]: an unknown is no worse than the worst answer, and no error by itself. */
  #doubt(at: string, change: Change, worst: ReadonlyMap<string, number>): void {
    const { now } = change;
    const facts = added(change);
    for (const [key, fact] of now.facts) {
      if (!facts.includes(fact)) continue;
      const known = worst.get(key);
      if (fact.severity === 'error' || known === undefined || known > rank(fact.severity))
        this.#tally.unknowns.add(`${now.rule.id}: ${at}`);
    }
  }

  /** Reads what a class of mutations makes a rule say for the first time. */
  #hear(name: string, { rule }: Said, facts: readonly Fact[]): void {
    const say = sayWith(this.#checker.indexes);
    for (const fact of facts) {
      const { what, why, next } = worded(rule, fact, say);
      for (const text of [what, why, next])
        if (/undefined|null|NaN|\[object|\s{2}/.test(text) || !/^[\p{Lu}“].*[.?]$/u.test(text))
          this.#tally.amiss.add(`${rule.id} says “${text}” (${name})`);
    }
  }

  /** What was not checked again because its rule is not said to read the property has to have stayed the same. */
  #compare(name: string, next: Design, changes: readonly Change[]): void {
    const told = new Map(check(this.#design).findings.map(({ key, severity }) => [key, severity]));
    for (const { before, now } of changes) {
      for (const key of before.facts.keys()) told.delete(key);
      for (const [key, { severity }] of now.facts) told.set(key, severity);
    }
    const wholly = new Map(check(next).findings.map(({ key, severity }) => [key, severity]));
    for (const [key, severity] of [...told, ...wholly])
      if (told.get(key) !== severity || wholly.get(key) !== severity) this.#tally.amiss.add(`${name} changes ${key} unseen`);
  }
}

function note(worst: Map<string, number>, { facts }: Said): void {
  for (const [key, { severity }] of facts) worst.set(key, Math.min(worst.get(key) ?? rank('hint'), rank(severity)));
}

function asks({ rule, open, facts }: Said, mutable: Mutable): boolean {
  if (rule.severity === 'hint') return false;
  const assumed = [...open.map((each) => each.open), ...[...facts.values()].map((fact) => fact.assumes)].flat();
  return assumed.some((each) => isAbout(each, mutable));
}

function isAbout({ id, property, path }: Assumption, mutable: Mutable): boolean {
  return id === mutable.id && sameValue(path ?? [property], mutable.path);
}
