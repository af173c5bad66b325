import { compare } from '#base/order.ts';
import type { Change, ContentModel, Place, ReaderIs } from '../../change.ts';
import { olderWords } from './older-words.ts';
import { type Rule, type RuleId, rules } from './rules.ts';
import { type Location, placeOf } from './schema.ts';
import type { Node } from './tree.ts';
import { sentence } from './words.ts';

export type Profile = 'strict' | 'lenient';

/** What a rule found, before it is worded. Locations whose value is undefined are left out: there is nothing there. */
export interface Facts {
  readonly before?: Location;
  readonly after?: Location;
  /** Parts of those locations whose text shows the matter best. */
  readonly shownBefore?: Location;
  readonly shownAfter?: Location;
  readonly values?: { readonly before?: string; readonly after?: string };
  readonly name?: string;
  readonly contentModel?: ContentModel;
  readonly detail?: readonly string[];
}

/** A difference that was found, not yet worded: most comparisons are only attempts, and nobody reads of them. */
interface Found {
  readonly rule: RuleId;
  readonly facts: Facts;
  readonly compatible: boolean;
}

/** What came out of comparing two nodes: differences of their own, and the outcomes of what is inside of them. */
export interface Outcome {
  readonly found: readonly Found[];
  readonly inner: readonly Outcome[];
  /** Whether neither holds anything that breaks the reader. Until `settled` this is an assumption. */
  readonly compatible: boolean;
  readonly settled: boolean;
}

/** What the comparison of one kind of nodes may do. */
export interface Report {
  /** From whose side sentences are worded. */
  readonly readerIs: ReaderIs;
  add(rule: RuleId, facts: Facts): void;
  /** Compares what is inside: its changes are changes of the whole. */
  inside(before: Node, after: Node): void;
  /** Compares on trial: the changes count only if the outcome is adopted. */
  attempt(before: Node, after: Node): Outcome;
  adopt(outcome: Outcome): void;
}

export type CompareNodes = (before: Node, after: Node, report: Report) => void;

/** Bounds instead of a clock, so that the answer is the same on every machine. */
export const mostSteps = 200_000;
export const deepestPair = 250;
/** So many outcomes are looked through for the reason of one. */
const mostReasons = 100;

/** What every comparison comes to, once too many were made. */
const givenUp: Entry = { found: [], inner: [], compatible: false, settled: true };

class Entry implements Outcome {
  readonly found: Found[] = [];
  readonly inner: Outcome[] = [];
  compatible = true;
  settled = false;
}

/**
 * Compares two trees that may contain themselves. A pair that is still being compared counts as compatible when it is met
 * again. If that was too hopeful for some pair, everything is compared again with the pairs that were found incompatible,
 * until no further one is found: the answer does not depend on where one starts.
 */
export class Comparison {
  readonly #compareNodes: CompareNodes;
  readonly #profile: Profile;
  readonly #readerIs: ReaderIs;
  readonly #incompatible = new Map<Node, Set<Node>>();
  #outcomes = new Map<Node, Map<Node, Entry>>();
  #steps = 0;
  #depth = 0;
  #assumed = false;
  #gaveUp = false;

  constructor(compareNodes: CompareNodes, profile: Profile, readerIs: ReaderIs) {
    this.#compareNodes = compareNodes;
    this.#profile = profile;
    this.#readerIs = readerIs;
  }

  changes(before: Node, after: Node): Change[] {
    let outcome: Outcome;
    do {
      this.#outcomes = new Map();
      this.#assumed = false;
      outcome = this.#compare(before, after);
    } while (this.#assumed && !this.#gaveUp && this.#learn());
    const changes = changesOf(outcome, this.#readerIs);
    if (this.#gaveUp) {
      const name = `more than ${mostSteps.toLocaleString('en')} comparisons or ${deepestPair} levels`;
      const facts = { before: before.location, after: after.location, name };
      changes.unshift(changeOf({ rule: 'NOT_COMPARED', facts, compatible: false }, this.#readerIs));
    }
    return changes;
  }

  #compare(before: Node, after: Node): Entry {
    if (this.#gaveUp) return givenUp;
    let known = this.#outcomes.get(before);
    if (known === undefined) {
      known = new Map();
      this.#outcomes.set(before, known);
    }
    const earlier = known.get(after);
    if (earlier !== undefined) {
      if (!earlier.settled) this.#assumed = true;
      return earlier;
    }
    const entry = new Entry();
    known.set(after, entry);
    if (this.#incompatible.get(before)?.has(after)) entry.compatible = false;
    if (++this.#steps > mostSteps || this.#depth >= deepestPair) {
      this.#gaveUp = true;
      entry.compatible = false;
    } else {
      this.#depth++;
      this.#compareNodes(before, after, this.#reportTo(entry));
      this.#depth--;
    }
    entry.settled = true;
    return entry;
  }

  #reportTo(entry: Entry): Report {
    const adopt = (outcome: Outcome) => {
      entry.inner.push(outcome);
      entry.compatible &&= outcome.compatible;
    };
    return {
      readerIs: this.#readerIs,
      add: (rule, facts) => {
        // Each difference is a step too: one pair of objects may have thousands.
        if (++this.#steps > mostSteps) this.#gaveUp = true;
        if (this.#gaveUp) {
          entry.compatible = false;
          return;
        }
        const compatible = this.#allows(rule);
        entry.found.push({ rule, facts, compatible });
        entry.compatible &&= compatible;
      },
      inside: (before, after) => adopt(this.#compare(before, after)),
      attempt: (before, after) => this.#compare(before, after),
      adopt,
    };
  }

  #learn(): boolean {
    let learned = false;
    for (const [before, outcomes] of this.#outcomes) {
      for (const [after, entry] of outcomes) {
        const known = this.#incompatible.get(before) ?? new Set();
        if (entry.compatible || known.has(after)) continue;
        this.#incompatible.set(before, known.add(after));
        learned = true;
      }
    }
    return learned;
  }

  #allows(id: RuleId): boolean {
    const rule: Rule = rules[id];
    return this.#profile === 'lenient' ? (rule.lenient ?? rule.strict) : rule.strict;
  }
}

function changeOf({ rule, facts, compatible }: Found, readerIs: ReaderIs): Change {
  const before = standing(facts.before, facts.shownBefore);
  const after = standing(facts.after, facts.shownAfter);
  return {
    rule,
    compatible,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(facts.values === undefined ? {} : { values: facts.values }),
    ...(facts.contentModel === undefined ? {} : { contentModel: facts.contentModel }),
    message: sentence(readerIs === 'older' ? olderWords[rule] : rules[rule].says, { name: facts.name, ...facts.values }),
    ...(facts.detail === undefined || facts.detail.length === 0 ? {} : { detail: facts.detail }),
  };
}

function standing(location: Location | undefined, shown: Location | undefined): Place | undefined {
  return location?.value === undefined ? undefined : placeOf(location, shown);
}

/** All changes below an outcome, each once, however often its pair was met. What breaks comes first, then by position. */
function changesOf(outcome: Outcome, readerIs: ReaderIs): Change[] {
  const seen = new Set<Outcome>([outcome]);
  const changes = new Map<string, Change>();
  // A set can grow while it is gone through, and the loop sees what is added.
  for (const each of seen) {
    for (const inner of each.inner) seen.add(inner);
    for (const found of each.found) {
      const change = changeOf(found, readerIs);
      changes.set(`${change.rule} ${change.before?.pointer} ${change.after?.pointer} ${change.message}`, change);
    }
  }
  return [...changes.values()].sort((a, b) => Number(a.compatible) - Number(b.compatible) || byPosition(a, b));
}

/** Whether nothing differs below an outcome. */
export function isUnchanged(outcome: Outcome): boolean {
  const seen = new Set<Outcome>([outcome]);
  for (const each of seen) {
    if (each.found.length > 0 || !each.compatible) return false;
    for (const inner of each.inner) seen.add(inner);
  }
  return true;
}

/** The first breaking differences below an outcome, as sentences; for a reason it is enough to look at the nearest ones. */
export function firstBreaks(outcome: Outcome, most: number, readerIs: ReaderIs): string[] {
  const seen = new Set<Outcome>([outcome]);
  const messages = new Set<string>();
  for (const each of seen) {
    for (const found of each.found)
      if (!found.compatible && messages.size < most) messages.add(changeOf(found, readerIs).message);
    if (messages.size >= most || seen.size > mostReasons) break;
    for (const inner of each.inner) if (!inner.compatible) seen.add(inner);
  }
  return [...messages];
}

function byPosition(a: Change, b: Change): number {
  const [one, other] = [a.after ?? a.before, b.after ?? b.before];
  const lines = (one?.range?.line ?? 0) - (other?.range?.line ?? 0) || (one?.range?.column ?? 0) - (other?.range?.column ?? 0);
  return lines || compare(one?.pointer ?? '', other?.pointer ?? '');
}
