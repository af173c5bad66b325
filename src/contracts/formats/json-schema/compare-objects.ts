import { compareBounds } from './compare-values.ts';
import type { Report } from './comparison.ts';
import { undeclaredProperty } from './content-model.ts';
import { isObject } from './keywords.ts';
import { at, keywordsAt, type Location } from './schema.ts';
import type { Simple } from './tree.ts';
import { covering, whyNot } from './uncovered.ts';
import { shortText } from './words.ts';

/** Compares two objects: properties, what is required, what depends on what, and what may stand there undeclared. */
export function compareObjects(before: Simple, after: Simple, report: Report): void {
  compareBounds(
    [
      ['MAX_PROPERTIES', 'maxProperties'],
      ['MIN_PROPERTIES', 'minProperties'],
    ],
    before,
    after,
    report,
  );
  const names = [namesIn(before, 'properties'), namesIn(after, 'properties')] as const;
  for (const name of names[0]) {
    if (names[1].has(name)) compareProperty(name, before, after, report);
    else propertyRemoved(name, before, after, report);
  }
  for (const name of names[1]) if (!names[0].has(name)) propertyAdded(name, before, after, report);
  for (const keyword of ['dependencies', 'dependentRequired', 'dependentSchemas']) {
    compareDependencies(keyword, before, after, report);
  }
  compareUndeclared('additionalProperties', 'ADDITIONAL_PROPERTIES', before, after, report);
  compareUndeclared('unevaluatedProperties', 'UNEVALUATED_PROPERTIES', before, after, report);
}

function namesIn(object: Simple, keyword: string): Set<string> {
  const map = keywordsAt(object.location)[keyword];
  return new Set(isObject(map) ? Object.keys(map) : []);
}

function compareProperty(name: string, before: Simple, after: Simple, report: Report): void {
  const [old, young] = [at(before.location, 'properties', name), at(after.location, 'properties', name)];
  const [wasRequired, isRequired] = [required(before, name), required(after, name)];
  if (wasRequired !== undefined && isRequired === undefined) {
    report.add('REQUIRED_ATTRIBUTE_REMOVED', { before: wasRequired, name });
  } else if (wasRequired === undefined && isRequired !== undefined) {
    const rule = after.tree.hasDefault(young) ? 'REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED' : 'REQUIRED_ATTRIBUTE_ADDED';
    report.add(rule, { after: isRequired, name });
  }
  report.inside(before.tree.node(old), after.tree.node(young));
}

const known = new WeakMap<readonly unknown[], ReadonlyMap<unknown, number>>();

/** Where a name is required, if it is. The list is indexed once: it is asked for every property. */
function required(object: Simple, name: string): Location | undefined {
  const names = keywordsAt(object.location)['required'];
  if (!Array.isArray(names)) return undefined;
  const indexes = known.get(names) ?? new Map(names.map((each, index) => [each, index]));
  known.set(names, indexes);
  const index = indexes.get(name);
  return index === undefined ? undefined : at(object.location, 'required', index);
}

/** What decides is what the new schema allows under a name that it does not declare. */
function propertyRemoved(name: string, before: Simple, after: Simple, report: Report): void {
  const location = at(before.location, 'properties', name);
  const old = before.tree.node(location);
  const undeclared = undeclaredProperty(after, name);
  const facts = { before: location, name, contentModel: undeclared.model };
  if (undeclared.model === 'open') report.add('PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL', facts);
  else if (undeclared.covering !== undefined) {
    const outcome = report.attempt(old, undeclared.covering);
    const rule = outcome.compatible
      ? 'PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL'
      : 'PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL';
    report.add(rule, { ...facts, detail: whyNot(outcome, report) });
  } else if (old.kind === 'false') report.add('PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL', facts);
  else report.add('PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL', facts);
}

/** What decides is what the old schema allowed under that name before it was declared. */
function propertyAdded(name: string, before: Simple, after: Simple, report: Report): void {
  const location = at(after.location, 'properties', name);
  const young = after.tree.node(location);
  const undeclared = undeclaredProperty(before, name);
  const facts = { after: location, name, contentModel: undeclared.model };
  const need = required(after, name) === undefined ? 'OPTIONAL' : after.tree.hasDefault(location) ? 'DEFAULTED' : 'REQUIRED';
  if (undeclared.model === 'open') {
    if (young.kind === 'empty') report.add('PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL', facts);
    else report.add(addedToOpen[need], { ...facts, detail: [whyOpen[report.readerIs]] });
    return;
  }
  if (undeclared.covering !== undefined) {
    const outcome = report.attempt(undeclared.covering, young);
    const rule = outcome.compatible
      ? 'PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL'
      : 'PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL';
    report.add(rule, { ...facts, before: undeclared.covering.location, detail: whyNot(outcome, report) });
  }
  report.add(addedToUnopen[need], facts);
}

const whyOpen = {
  newer: 'Before, the object is open: neither additionalProperties nor unevaluatedProperties is false there.',
  older: 'Now the object is open: neither additionalProperties nor unevaluatedProperties is false there.',
} as const;

const addedToOpen = {
  OPTIONAL: 'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL',
  DEFAULTED: 'REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL',
  REQUIRED: 'REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL',
} as const;

const addedToUnopen = {
  OPTIONAL: 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL',
  DEFAULTED: 'REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL',
  REQUIRED: 'REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL',
} as const;

/** A dependency is a list of names or a schema; one that turns from the one into the other is gone, and another is new. */
function compareDependencies(keyword: string, before: Simple, after: Simple, report: Report): void {
  for (const name of new Set([...namesIn(before, keyword), ...namesIn(after, keyword)])) {
    const [old, young] = [at(before.location, keyword, name), at(after.location, keyword, name)];
    const [oldIsList, youngIsList] = [Array.isArray(old.value), Array.isArray(young.value)];
    if (oldIsList && youngIsList) compareLists(old, young, name, report);
    else if (old.value !== undefined && young.value !== undefined && !oldIsList && !youngIsList) {
      report.inside(before.tree.node(old), after.tree.node(young));
    } else {
      const values = { before: shortText(old.value), after: shortText(young.value) };
      if (old.value !== undefined) {
        report.add(oldIsList ? 'DEPENDENCY_ARRAY_REMOVED' : 'DEPENDENCY_SCHEMA_REMOVED', { before: old, name, values });
      }
      if (young.value !== undefined) {
        report.add(youngIsList ? 'DEPENDENCY_ARRAY_ADDED' : 'DEPENDENCY_SCHEMA_ADDED', { after: young, name, values });
      }
    }
  }
}

function compareLists(old: Location, young: Location, name: string, report: Report): void {
  const [before, after] = [new Set(old.value as string[]), new Set(young.value as string[])];
  const facts = { before: old, after: young, name, values: { before: shortText(old.value), after: shortText(young.value) } };
  const grows = [...before].every((each) => after.has(each));
  const shrinks = [...after].every((each) => before.has(each));
  if (grows && shrinks) return;
  report.add(grows ? 'DEPENDENCY_ARRAY_EXTENDED' : shrinks ? 'DEPENDENCY_ARRAY_NARROWED' : 'DEPENDENCY_ARRAY_CHANGED', facts);
}

function compareUndeclared(
  keyword: string,
  rule: 'ADDITIONAL_PROPERTIES' | 'UNEVALUATED_PROPERTIES',
  before: Simple,
  after: Simple,
  report: Report,
): void {
  covering(rule, [before, at(before.location, keyword)], [after, at(after.location, keyword)], report);
}
