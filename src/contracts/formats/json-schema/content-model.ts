import type { ContentModel } from '../../change.ts';
import { isObject, type Keywords, keywords } from './keywords.ts';
import { at, keywordsAt, type Location } from './schema.ts';
import type { Node, Simple } from './tree.ts';

/** What may stand under a name, or at an index, that a schema does not declare. */
export interface Undeclared {
  readonly model: ContentModel;
  /** The schema that such a value has to fit: only for `partiallyOpen`. */
  readonly covering?: Node;
}

const open: Undeclared = { model: 'open' };
const closed: Undeclared = { model: 'closed' };

/** Whether a keyword lets anything pass. An empty object is a schema like any other here, as registries have it. */
const passes = (value: unknown) => value === undefined || value === true;

/** The content model of an object, as it is for one name. */
export function undeclaredProperty(object: Simple, name: string): Undeclared {
  const schema = keywordsAt(object.location);
  const { additionalProperties: additional, unevaluatedProperties: unevaluated, patternProperties } = schema;
  const patterns = isObject(patternProperties) ? testsOf(patternProperties) : [];
  if (passes(additional) && passes(unevaluated) && patterns.length === 0) return open;
  const pattern = patterns.find((each) => each.fits(name))?.pattern;
  if (pattern !== undefined) return covered(object, at(object.location, 'patternProperties', pattern));
  if (isObject(additional)) return covered(object, at(object.location, 'additionalProperties'));
  if (additional === undefined && isObject(unevaluated)) return covered(object, at(object.location, 'unevaluatedProperties'));
  return closed;
}

/** The content model of a list, after its declared entries. */
export function undeclaredItem(list: Simple): Undeclared {
  const additional = additionalItems(list);
  const unevaluated = at(list.location, 'unevaluatedItems');
  if (passes(additional.value) && passes(unevaluated.value)) return open;
  if (isObject(additional.value)) return covered(list, additional);
  if (additional.value === undefined && isObject(unevaluated.value)) return covered(list, unevaluated);
  return closed;
}

function covered(node: Simple, location: Location): Undeclared {
  return { model: 'partiallyOpen', covering: node.tree.node(location) };
}

/** The keyword that holds the declared entries of a list, where each has a schema of its own. */
export function tupleKeyword(list: Simple): 'prefixItems' | 'items' | undefined {
  const schema = keywordsAt(list.location);
  if (Array.isArray(schema['items'])) return 'items';
  return list.location.document.draft === '2020-12' && Array.isArray(schema['prefixItems']) ? 'prefixItems' : undefined;
}

/** What follows the declared entries: `items` after `prefixItems`, `additionalItems` in older drafts. */
export function additionalItems(list: Simple): Location {
  if (tupleKeyword(list) === 'prefixItems') return at(list.location, 'items');
  const location = at(list.location, 'additionalItems');
  const { document, pointer } = location;
  return keywords[document.draft].has('additionalItems') ? location : { document, pointer, value: undefined };
}

/** The one schema that all entries have to fit. */
export function everyItem(list: Simple): Location | undefined {
  const items = at(list.location, 'items');
  return tupleKeyword(list) === undefined && items.value !== undefined ? items : undefined;
}

interface PatternTest {
  readonly pattern: string;
  readonly fits: (name: string) => boolean;
}

const known = new WeakMap<Keywords, readonly PatternTest[]>();

/** The patterns of an object, made into tests once: they are tried on many names. */
function testsOf(patternProperties: Keywords): readonly PatternTest[] {
  const tests =
    known.get(patternProperties) ?? Object.keys(patternProperties).map((pattern) => ({ pattern, fits: testOf(pattern) }));
  known.set(patternProperties, tests);
  return tests;
}

/** Longer names, against patterns that may backtrack without end, are taken not to match. */
const longestRiskyName = 20;

/** Whether a pattern of `patternProperties` fits a name. A pattern that is not a regular expression fits none. */
export function matches(pattern: string, name: string): boolean {
  return testOf(pattern)(name);
}

function testOf(pattern: string): PatternTest['fits'] {
  try {
    const expression = new RegExp(pattern);
    const longest = mayBacktrack(pattern) ? longestRiskyName : Number.POSITIVE_INFINITY;
    return (name) => name.length <= longest && expression.test(name);
  } catch {
    return () => false;
  }
}

/** A repeated group, a reference back, or three open repetitions: the sorts of patterns that can take exponential time. */
function mayBacktrack(pattern: string): boolean {
  return /\)[*+{]|\\[1-9k]/.test(pattern) || (pattern.match(/[*+]|,\}/g)?.length ?? 0) > 2;
}
