import { boundRules } from './bound-rules.ts';

/** One class of changes: whether the reader can cope with it, under each profile, and how it is said. */
export interface Rule {
  readonly strict: boolean;
  /** The lenient profile takes it that nobody sends what the schema does not declare. Absent: as in the strict one. */
  readonly lenient?: boolean;
  /** A sentence; {name}, {before} and {after} are filled in. */
  readonly says: string;
}

const compatible = (says: string): Rule => ({ strict: true, says });
const breaking = (says: string): Rule => ({ strict: false, says });
const breakingIfStrict = (says: string): Rule => ({ strict: false, lenient: true, says });

/** The classes that are not about bounds. The ids are those that registries report. */
const otherRules = {
  ID_CHANGED: compatible('The schema’s id changed from {before} to {after}.'),
  TITLE_CHANGED: compatible('The title changed from {before} to {after}.'),
  DESCRIPTION_CHANGED: compatible('The description changed.'),
  DEFAULT_CHANGED: compatible('The default changed from {before} to {after}.'),
  SCHEMA_ADDED: breaking('Entries of the list have to fit a schema now; before, any entry was allowed.'),
  SCHEMA_REMOVED: compatible('Entries of the list no longer have to fit a schema.'),
  TYPE_CHANGED: breaking('{name} changed from {before} to {after}.'),
  TYPE_EXTENDED: compatible('{name} changed from integer to number, so all whole numbers are still allowed.'),
  TYPE_NARROWED: breaking('{name} changed from number to integer; older data may hold fractions.'),
  PATTERN_ADDED: breaking('Text has to match the pattern {after} now; older data may not.'),
  PATTERN_REMOVED: compatible('Text no longer has to match the pattern {before}.'),
  PATTERN_CHANGED: breaking(
    'The pattern changed from {before} to {after}; whether the new one allows all that the old one did is not known.',
  ),
  MULTIPLE_OF_ADDED: breaking('Numbers have to be multiples of {after} now; older data may hold others.'),
  MULTIPLE_OF_REMOVED: compatible('Numbers no longer have to be multiples of {before}.'),
  MULTIPLE_OF_EXPANDED: breaking('Numbers have to be multiples of {after}, where multiples of {before} were allowed.'),
  MULTIPLE_OF_REDUCED: compatible('Multiples of {after} are allowed, and those of {before} are among them.'),
  MULTIPLE_OF_CHANGED: breaking('Numbers have to be multiples of {after}, and most multiples of {before} are not.'),
  REQUIRED_ATTRIBUTE_ADDED: breaking('“{name}” is required now and has no default; older data may lack it.'),
  REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED: compatible('“{name}” is required now, with a default for data that lacks it.'),
  REQUIRED_ATTRIBUTE_REMOVED: compatible('“{name}” is no longer required.'),
  DEPENDENCY_ARRAY_ADDED: breaking('Where “{name}” is present, {after} are required now.'),
  DEPENDENCY_ARRAY_REMOVED: compatible('Where “{name}” is present, {before} are no longer required.'),
  DEPENDENCY_ARRAY_EXTENDED: breaking('Where “{name}” is present, more is required: {after}, before {before}.'),
  DEPENDENCY_ARRAY_NARROWED: compatible('Where “{name}” is present, less is required: {after}, before {before}.'),
  DEPENDENCY_ARRAY_CHANGED: breaking('Where “{name}” is present, something else is required: {after}, before {before}.'),
  DEPENDENCY_SCHEMA_ADDED: breaking('Where “{name}” is present, the object has to fit a further schema now.'),
  DEPENDENCY_SCHEMA_REMOVED: compatible('Where “{name}” is present, the object no longer has to fit a further schema.'),
  ADDITIONAL_PROPERTIES_ADDED: compatible('Properties that are not declared are allowed now.'),
  ADDITIONAL_PROPERTIES_REMOVED: breakingIfStrict(
    'Properties that are not declared are no longer allowed; older data may hold some.',
  ),
  ADDITIONAL_PROPERTIES_EXTENDED: compatible('Properties that are not declared may hold anything now.'),
  ADDITIONAL_PROPERTIES_NARROWED: breakingIfStrict(
    'Properties that are not declared have to fit a schema now; older data may hold anything.',
  ),
  UNEVALUATED_PROPERTIES_ADDED: compatible('Properties that no part of the schema knows are allowed now.'),
  UNEVALUATED_PROPERTIES_REMOVED: breakingIfStrict(
    'Properties that no part of the schema knows are no longer allowed; older data may hold some.',
  ),
  UNEVALUATED_PROPERTIES_EXTENDED: compatible('Properties that no part of the schema knows may hold anything now.'),
  UNEVALUATED_PROPERTIES_NARROWED: breakingIfStrict(
    'Properties that no part of the schema knows have to fit a schema now; older data may hold anything.',
  ),
  REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL: breaking(
    'The new property “{name}” is required and has no default; older data lacks it, or holds anything under that name.',
  ),
  REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL: breakingIfStrict(
    'The property “{name}” is new, and older data may hold anything under that name, because the old schema allows undeclared properties.',
  ),
  OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL: breakingIfStrict(
    'The property “{name}” is new, and older data may hold anything under that name, because the old schema allows undeclared properties.',
  ),
  PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL: compatible(
    'The new property “{name}” may hold anything, as it could before it was declared.',
  ),
  REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL: breaking(
    'The new property “{name}” is required and has no default; older data lacks it.',
  ),
  REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL: compatible(
    'The new property “{name}” is required, with a default for older data.',
  ),
  OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL: compatible(
    'The property “{name}” is new and optional, and the old schema allowed nothing else under that name.',
  ),
  PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: compatible(
    'What the old schema allowed under “{name}” fits the new property.',
  ),
  PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: breakingIfStrict(
    'The old schema allowed values under “{name}” that the new property does not.',
  ),
  PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL: compatible(
    'The property “{name}” is gone, and the new schema allows it as an undeclared one.',
  ),
  PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL: breakingIfStrict(
    'The property “{name}” is gone, and the new schema allows no undeclared properties; older data holds it.',
  ),
  PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL: compatible(
    'The property “{name}” is gone; it was not allowed before either.',
  ),
  PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: compatible(
    'The property “{name}” is gone, and its values fit the schema for undeclared ones.',
  ),
  PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: breakingIfStrict(
    'The property “{name}” is gone, and its values do not fit the schema for undeclared ones.',
  ),
  UNIQUE_ITEMS_ADDED: breaking('Entries have to differ from each other now; older data may repeat some.'),
  UNIQUE_ITEMS_REMOVED: compatible('Entries no longer have to differ from each other.'),
  ADDITIONAL_ITEMS_ADDED: compatible('Further entries are allowed now.'),
  ADDITIONAL_ITEMS_REMOVED: breaking('Further entries are no longer allowed; older data may hold some.'),
  ADDITIONAL_ITEMS_EXTENDED: compatible('Further entries may hold anything now.'),
  ADDITIONAL_ITEMS_NARROWED: breaking('Further entries have to fit a schema now; older data may hold anything.'),
  UNEVALUATED_ITEMS_ADDED: compatible('Entries that no part of the schema knows are allowed now.'),
  UNEVALUATED_ITEMS_REMOVED: breaking(
    'Entries that no part of the schema knows are no longer allowed; older data may hold some.',
  ),
  UNEVALUATED_ITEMS_EXTENDED: compatible('Entries that no part of the schema knows may hold anything now.'),
  UNEVALUATED_ITEMS_NARROWED: breaking(
    'Entries that no part of the schema knows have to fit a schema now; older data may hold anything.',
  ),
  ITEM_ADDED_TO_OPEN_CONTENT_MODEL: breaking('Entry {name} has a schema of its own now, and older data may hold anything there.'),
  ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL: compatible(
    'Entry {name} is declared now and may hold anything, as before.',
  ),
  ITEM_ADDED_TO_CLOSED_CONTENT_MODEL: compatible('Entry {name} is new; older data holds nothing there.'),
  ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: compatible(
    'What the old schema allowed as entry {name} fits the new schema of that entry.',
  ),
  ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: breaking(
    'The old schema allowed values as entry {name} that the new one does not.',
  ),
  ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL: compatible(
    'Entry {name} is no longer declared, and the new schema allows further entries.',
  ),
  ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL: breaking(
    'Entry {name} is gone, and the new schema allows no further entries; older data holds it.',
  ),
  ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL: compatible('Entry {name} is gone; it was not allowed before either.'),
  ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: compatible(
    'Entry {name} is no longer declared, and its values fit the schema for further entries.',
  ),
  ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: breaking(
    'Entry {name} is no longer declared, and its values do not fit the schema for further entries.',
  ),
  ENUM_ARRAY_EXTENDED: compatible('More values are allowed: {after} besides the old ones.'),
  ENUM_ARRAY_NARROWED: breaking('Values are no longer allowed: {before}; older data may hold them.'),
  ENUM_ARRAY_CHANGED: breaking('The allowed values changed from {before} to {after}.'),
  COMBINED_TYPE_EXTENDED: compatible('The combination changed from {before} to {after}, which allows no less.'),
  COMBINED_TYPE_CHANGED: breaking('The combination changed from {before} to {after}, which can allow less.'),
  PRODUCT_TYPE_EXTENDED: breaking('Data has to fit {after} schemas at once, before {before}.'),
  PRODUCT_TYPE_NARROWED: compatible('Data has to fit fewer schemas at once: {after}, before {before}.'),
  SUM_TYPE_EXTENDED: compatible('More forms are allowed: {after}, before {before}.'),
  SUM_TYPE_NARROWED: breaking(
    'Fewer forms are allowed: {after}, before {before}; older data may have one of those that are gone.',
  ),
  COMBINED_TYPE_SUBSCHEMAS_CHANGED: breaking('Not every alternative of the smaller list fits one of its own in the other list.'),
  NOT_TYPE_NARROWED: compatible('What is excluded by “not” was excluded before.'),
  NOT_TYPE_EXTENDED: breaking('“not” excludes more, or other things, than before.'),
  /** Ours alone: the comparison was given up. It never counts as compatible. */
  NOT_COMPARED: breaking('These two schemas nest too deep or branch too much to be compared: {name}.'),
} as const satisfies Record<string, Rule>;

/** All classes of changes. The 129 that registries know, and one of our own. */
export const rules = { ...boundRules, ...otherRules };

export type RuleId = keyof typeof rules;
