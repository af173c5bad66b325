import type { Prng } from '#base/prng.ts';
import { matches } from './content-model.ts';
import { allTypes, constantsOf, facetsOf, namesOf, numbersOf, type Spot, spotsAt, typesOf, valuesOf } from './facets.ts';
import { isObject } from './keywords.ts';
import { textFor } from './pattern-text.ts';
import { numberOf, textOf } from './scalars.ts';
import { canonicalText } from './tree.ts';

/** Below this depth only what is required is made, and below the next one nothing. */
const deepOptional = 6;
const deepest = 14;
/** One sample holds no more values than that. */
const mostValues = 2_000;
const longestList = 50;
const strayNames = ['p0', 'p1', 'extra', 'x-note'] as const;

/**
 * Makes values that are likely to fit one schema (`spots`), and to be interesting for another (`hints`). Likely, not sure:
 * whoever asks has to check each value. The same seed gives the same values.
 */
export class Generator {
  readonly #random: Prng;
  /** Whether every optional property is made, and nothing that is not declared: for examples that people read. */
  readonly #complete: boolean;
  #values = 0;

  constructor(random: Prng, complete: boolean) {
    this.#random = random;
    this.#complete = complete;
  }

  sample(spot: Spot, hints: readonly Spot[]): unknown {
    this.#values = 0;
    return this.#value([spot], hints, 0);
  }

  #value(spots: readonly Spot[], hintSpots: readonly Spot[], depth: number): unknown {
    if (depth > deepest || ++this.#values > mostValues) return null;
    const random = this.#random;
    const facets = facetsOf(spots, random);
    const hints = facetsOf(hintSpots);
    const own = constantsOf(facets, ...(this.#complete ? ['default'] : []));
    if (own.length > 0) return random.pick(own);
    const other = constantsOf(hints);
    if (other.length > 0 && random.below(4) === 0) return random.pick(other);
    const examples = valuesOf(facets, 'examples').flatMap((list) => (Array.isArray(list) ? list : []));
    if (examples.length > 0 && (this.#complete || random.below(4) === 0)) return random.pick(examples);
    switch (this.#type(facets, hints)) {
      case 'string':
        return textOf(facets, hints, random, this.#complete);
      case 'number':
        return numberOf(facets, hints, false, random);
      case 'integer':
        return numberOf(facets, hints, true, random);
      case 'boolean':
        return random.below(2) === 0;
      case 'array':
        return this.#list(facets, hints, depth);
      case 'object':
        return this.#object(facets, hints, depth);
      default:
        return null;
    }
  }

  /** Mostly a type that the schema speaks of; where it allows any, one that the other schema does not speak of, too. */
  #type(facets: readonly Spot[], hints: readonly Spot[]) {
    const types = typesOf(facets);
    const named = valuesOf(facets, 'type').length > 0;
    if (types.length > 0 && (named || this.#complete || this.#random.below(5) > 0)) return this.#random.pick(types);
    const hinted = typesOf(hints);
    return this.#random.pick(named || hinted.length === 0 || this.#random.below(2) === 0 ? allTypes : hinted);
  }

  #list(facets: readonly Spot[], hints: readonly Spot[], depth: number): unknown[] {
    const random = this.#random;
    const least = Math.max(0, ...numbersOf(facets, 'minItems'), ...(spotsAt(facets, 'contains').length > 0 ? [1] : []));
    const most = Math.min(longestList, ...numbersOf(facets, 'maxItems'));
    const bounds = numbersOf([...facets, ...hints], 'minItems', 'maxItems', 'minContains', 'maxContains');
    const tuples = [...valuesOf([...facets, ...hints], 'items'), ...valuesOf([...facets, ...hints], 'prefixItems')];
    for (const tuple of tuples) if (Array.isArray(tuple)) bounds.push(tuple.length);
    const counts = [0, 1, 2, ...bounds.flatMap((bound) => [bound - 1, bound, bound + 1])];
    const fitting = counts.filter((count) => count >= least && count <= most && (!this.#complete || count > 0));
    const count =
      depth > deepOptional ? Math.min(least, most) : fitting.length > 0 ? random.pick(fitting) : Math.min(least, most);
    const unique = valuesOf(facets, 'uniqueItems').includes(true);
    const list: unknown[] = [];
    const known = new Set<string>();
    for (let index = 0; index < count; index++) {
      const contained = index === 0 ? spotsAt(facets, 'contains') : [];
      const entry = this.#value([...entriesAt(facets, index), ...contained], entriesAt(hints, index), depth + 1);
      if (!unique || !known.has(canonicalText(entry))) list.push(entry);
      known.add(canonicalText(entry));
    }
    // Equal entries are what a reader with uniqueItems stumbles over.
    if (!unique && list.length > 1 && valuesOf(hints, 'uniqueItems').includes(true)) list[list.length - 1] = list[0];
    return list;
  }

  #object(facets: readonly Spot[], hints: readonly Spot[], depth: number): Record<string, unknown> {
    const random = this.#random;
    const required = new Set(namesOf(facets, 'required'));
    const names = new Set<string>();
    const odds = 1 + random.below(3);
    for (const name of namesOf(facets, 'properties')) {
      const wanted = depth <= deepOptional && (this.#complete || random.below(4) < odds);
      if (required.has(name) || wanted) names.add(name);
    }
    for (const name of required) names.add(name);
    if (!this.#complete && depth <= deepOptional) this.#addStrayNames(names, facets, hints);
    this.#addDependents(names, facets);
    const value = (name: string) => this.#value(propertyAt(facets, name), propertyAt(hints, name), depth + 1);
    return Object.fromEntries([...names].map((name) => [name, value(name)]));
  }

  /** Names that the schema does not declare: those of the other one, those of patterns, and strangers. */
  #addStrayNames(names: Set<string>, facets: readonly Spot[], hints: readonly Spot[]): void {
    const random = this.#random;
    const closed = valuesOf(facets, 'additionalProperties').includes(false);
    const patterns = [...namesOf(facets, 'patternProperties'), ...(closed ? [] : namesOf(hints, 'patternProperties'))];
    for (const pattern of patterns) if (random.below(2) === 0) names.add(textFor(pattern, random) ?? 'p0');
    if (closed) return;
    for (const name of ['properties', 'required', 'dependencies', 'dependentRequired'].flatMap((keyword) =>
      namesOf(hints, keyword),
    )) {
      if (random.below(3) === 0) names.add(name);
    }
    const allowed = constantsOf(spotsAt(facets, 'propertyNames')).filter((name) => typeof name === 'string');
    const strays = allowed.length > 0 ? allowed : strayNames;
    if (random.below(3) === 0) names.add(random.pick(strays));
    const bounds = numbersOf([...facets, ...hints], 'minProperties', 'maxProperties');
    if (bounds.length === 0 || random.below(2) === 0) return;
    const wanted = Math.min(longestList, random.pick(bounds) + random.below(2));
    for (let n = 0; names.size < wanted; n++) names.add(`p${n}`);
  }

  #addDependents(names: Set<string>, facets: readonly Spot[]): void {
    for (const keyword of ['dependencies', 'dependentRequired']) {
      for (const map of valuesOf(facets, keyword)) {
        if (!isObject(map)) continue;
        for (const name of [...names]) {
          const needed = Object.hasOwn(map, name) ? map[name] : undefined;
          if (Array.isArray(needed)) for (const each of needed) names.add(String(each));
        }
      }
    }
  }
}

function entriesAt(facets: readonly Spot[], index: number): Spot[] {
  const found: Spot[] = [];
  for (const facet of facets) {
    const single = [facet];
    const tuple = [...spotsAt(single, 'prefixItems', index), ...spotsAt(single, 'items', index)];
    const isTuple = valuesOf(single, 'prefixItems').length > 0 || Array.isArray(valuesOf(single, 'items')[0]);
    if (tuple.length > 0) found.push(...tuple);
    else found.push(...spotsAt(single, 'items'), ...(isTuple ? spotsAt(single, 'additionalItems') : []));
  }
  return found;
}

function propertyAt(facets: readonly Spot[], name: string): Spot[] {
  const found: Spot[] = [];
  for (const facet of facets) {
    const single = [facet];
    const declared = spotsAt(single, 'properties', name);
    for (const pattern of namesOf(single, 'patternProperties')) {
      if (matches(pattern, name)) declared.push(...spotsAt(single, 'patternProperties', pattern));
    }
    if (declared.length > 0) found.push(...declared);
    else found.push(...spotsAt(single, 'additionalProperties'), ...spotsAt(single, 'unevaluatedProperties'));
  }
  return found;
}
