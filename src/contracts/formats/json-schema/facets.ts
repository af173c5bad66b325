import type { Prng } from '#base/prng.ts';
import { isObject, isTypeName, type Keywords, type TypeName } from './keywords.ts';
import { at, type JsonSchema, keyOf, keywordsAt, type Location } from './schema.ts';

/** A place in one of the two schemas that values are made from. */
export interface Spot {
  readonly schema: JsonSchema;
  readonly location: Location;
}

/** No more schemas than that are looked at for one value: combinations may refer to themselves. */
const mostFacets = 60;

/**
 * The schemas that one value has to fit at once: through references and `allOf`, and one member of each choice. Without a
 * `random` to choose by, all members of the choices too, what is excluded, and what depends: all that is spoken about.
 */
export function facetsOf(spots: readonly Spot[], random?: Prng): Spot[] {
  const facets = new Map<string, Spot>();
  const pending = [...spots];
  for (let next = pending.pop(); next !== undefined && facets.size < mostFacets; next = pending.pop()) {
    const key = keyOf(next.location);
    if (facets.has(key) || next.location.value === undefined) continue;
    facets.set(key, next);
    pending.push(...further(next, random));
  }
  return [...facets.values()];
}

function further({ schema, location }: Spot, random: Prng | undefined): Spot[] {
  const keywords = keywordsAt(location);
  const spot = (found: Location): Spot => ({ schema, location: found });
  const found: Spot[] = [];
  const target = schema.target(location);
  if (target !== undefined) found.push(spot(target));
  const members = (keyword: string) =>
    Array.isArray(keywords[keyword]) ? keywords[keyword].map((_, index) => spot(at(location, keyword, index))) : [];
  found.push(...members('allOf'));
  for (const keyword of ['anyOf', 'oneOf']) {
    const choice = members(keyword);
    if (random === undefined) found.push(...choice);
    else if (choice.length > 0) found.push(random.pick(choice));
  }
  if (random === undefined) {
    found.push(spot(at(location, 'not')));
    for (const keyword of ['dependencies', 'dependentSchemas']) {
      const map = keywords[keyword];
      if (isObject(map)) found.push(...Object.keys(map).map((name) => spot(at(location, keyword, name))));
    }
  }
  if (keywords['if'] !== undefined) {
    const branches = [['if', 'then'], ['else']].map((names) => names.map((name) => spot(at(location, name))));
    found.push(...(random === undefined ? branches.flat() : random.pick(branches)));
  }
  return found;
}

/** The values of one keyword, of all facets that have it. */
export function valuesOf(facets: readonly Spot[], keyword: string): unknown[] {
  return facets.map(({ location }) => keywordsAt(location)[keyword]).filter((value) => value !== undefined);
}

export function numbersOf(facets: readonly Spot[], ...keywords: readonly string[]): number[] {
  return keywords.flatMap((keyword) => valuesOf(facets, keyword).filter((value) => typeof value === 'number'));
}

/** The schemas that one keyword leads to, one step further by a name or an index if one is given. */
export function spotsAt(facets: readonly Spot[], ...parts: readonly (string | number)[]): Spot[] {
  return facets
    .map(({ schema, location }) => ({ schema, location: at(location, ...parts) }))
    .filter(({ location }) => isObject(location.value) || typeof location.value === 'boolean');
}

/** The names that a keyword lists or maps, of all facets, each once. */
export function namesOf(facets: readonly Spot[], keyword: string): string[] {
  const lists = valuesOf(facets, keyword).map((value) => (isObject(value) ? Object.keys(value) : value));
  return [...new Set(lists.flat().filter((name) => typeof name === 'string'))];
}

/** Constants and listed values: what a value is likely to be, or just not to be. */
export function constantsOf(facets: readonly Spot[], ...more: readonly string[]): unknown[] {
  const lists = valuesOf(facets, 'enum').filter((value) => Array.isArray(value));
  return [...valuesOf(facets, 'const'), ...lists.flat(), ...more.flatMap((keyword) => valuesOf(facets, keyword))];
}

export const allTypes: readonly TypeName[] = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object'];

/** The types that all facets agree on; without a `type`, those that their keywords speak about. */
export function typesOf(facets: readonly Spot[]): readonly TypeName[] {
  const named = valuesOf(facets, 'type').map((type) => new Set([type].flat().filter(isTypeName)));
  if (named.length > 0) return allTypes.filter((type) => named.every((types) => fits(type, types)));
  return allTypes.filter((type) => facets.some(({ location }) => speaksOf(type, keywordsAt(location))));
}

function fits(type: TypeName, types: ReadonlySet<TypeName>): boolean {
  return types.has(type) || (type === 'integer' && types.has('number'));
}

const signs: Readonly<Partial<Record<TypeName, RegExp>>> = {
  string: /^(?:pattern|format|minLength|maxLength)$/,
  number: /^(?:minimum|maximum|exclusive.*|multipleOf)$/,
  array: /^(?:.*[iI]tems|contains)$/,
  object: /^(?:.*[pP]roperties|required|depend.*)$/,
};

function speaksOf(type: TypeName, keywords: Keywords): boolean {
  return Object.keys(keywords).some((keyword) => signs[type]?.test(keyword));
}
