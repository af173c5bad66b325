import type { Id } from '#base/ids.ts';
import { unknown } from '#model/property.ts';
import { lower, type Severity } from './severity.ts';

/** A property that stands at `?`, and on which a conclusion rests or waits. */
export interface Assumption {
  readonly id: Id;
  readonly property: string;
  /**
   * Leads to the property inside rows, as in an edit: ['versions', 'v1', 'format']. Left out where the property is the
   * element's own.
   */
  readonly path?: readonly string[];
}

/**
 * A statement about a design in three-valued logic (SPEC [M]): it holds, it does not, or nobody has said. What it
 * rests on is carried along, so that a finding can name what it assumes and a question can name what it would need.
 */
export interface Claim {
  readonly holds: boolean | undefined;
  /** Steps by which the severity goes down because unknowns were taken to be so. */
  readonly lowered: number;
  /** Where it holds: what was assumed. Where nobody has said: what would have to be answered first. */
  readonly assumes: readonly Assumption[];
}

const nothing: readonly Assumption[] = [];
export const holds: Claim = { holds: true, lowered: 0, assumes: nothing };
export const fails: Claim = { holds: false, lowered: 0, assumes: nothing };

/** It is so as far as anybody has said, and there is no single answer to ask for: one step less severe. */
export const likely: Claim = { holds: true, lowered: 1, assumes: nothing };

/** A statement that needs no answer from anybody. */
export function said(condition: boolean): Claim {
  return condition ? holds : fails;
}

/** Nobody has said; with no assumptions it is unknown for good, and nobody is asked. */
export function unsaid(...assumes: readonly Assumption[]): Claim {
  return { holds: undefined, lowered: 0, assumes };
}

/** The property has one of the values; unsaid while it is `?`. */
export function is<P>(
  record: { readonly id: Id; readonly props: P },
  property: keyof P & string,
  ...values: readonly P[keyof P & string][]
): Claim {
  const value = record.props[property];
  return (value as unknown) === unknown ? unsaid({ id: record.id, property }) : said(values.includes(value));
}

/** The negation; what is unsaid stays unsaid. */
export function not(claim: Claim): Claim {
  return claim.holds === undefined ? claim : said(!claim.holds);
}

/** All hold. Of several that are unsaid only the first is asked for: the next question comes with its answer. */
export function all(...claims: readonly Claim[]): Claim {
  let waiting: Claim | undefined;
  let lowered = 0;
  let assumes = nothing;
  for (const claim of claims) {
    if (claim.holds === false) return fails;
    if (claim.holds === undefined) {
      waiting ??= claim;
      continue;
    }
    lowered += claim.lowered;
    assumes = union(assumes, claim.assumes);
  }
  return waiting ?? (assumes === nothing && lowered === 0 ? holds : { holds: true, lowered, assumes });
}

/** At least one holds: the one that assumes least. If none does, every one that is unsaid may be answered. */
export function any(...claims: readonly Claim[]): Claim {
  let best: Claim | undefined;
  let open: readonly Assumption[] | undefined;
  for (const claim of claims) {
    if (claim.holds === true && (!best || claim.lowered < best.lowered)) best = claim;
    if (claim.holds === undefined) open = union(open ?? nothing, claim.assumes);
  }
  if (best) return best;
  return open ? { holds: undefined, lowered: 0, assumes: open } : fails;
}

/** `?↓` of the catalogue: an unknown is taken to be so, and the severity goes one step down. */
export function supposing(claim: Claim): Claim {
  return claim.holds === undefined ? { holds: true, lowered: 1, assumes: claim.assumes } : claim;
}

function union(a: readonly Assumption[], b: readonly Assumption[]): readonly Assumption[] {
  if (a.length === 0) return b;
  const added = b.filter((item) => !a.some((other) => other.id === item.id && other.property === item.property));
  return added.length === 0 ? a : [...a, ...added];
}

/** What every fact carries besides its own details. */
export interface Conclusion {
  readonly severity: Severity;
  readonly assumes: readonly Assumption[];
}

/** Properties whose answer would decide whether there is a finding. */
export interface OpenQuestion {
  readonly open: readonly Assumption[];
}

/** Yields the fact if the claim holds, an open question if it waits for an answer, and nothing if it fails. */
export function* conclude<F>(severity: Severity, claim: Claim, fact: (conclusion: Conclusion) => F): Generator<F | OpenQuestion> {
  if (claim.holds) yield fact({ severity: lower(severity, claim.lowered), assumes: claim.assumes });
  else if (claim.holds === undefined && claim.assumes.length > 0) yield { open: claim.assumes };
}
