import type { boundRules } from './bound-rules.ts';
import type { RuleId } from './rules.ts';

/*
 * The classes of changes as they are said where the older version reads: its schema is {after}, and the newer version, which
 * writes, is {before}. What an added keyword is to a newer reader is a removed one to whoever looks at the new version.
 */

const undeclared = {
  properties: 'Properties that are not declared',
  unevaluated: 'Properties that no part of the schema knows',
  items: 'Further entries',
  unevaluatedItems: 'Entries that no part of the schema knows',
} as const;

const letIn = (what: string) => `${what} are no longer allowed; older readers take them.`;
const keptOut = (what: string) => `${what} are allowed now; older readers refuse them.`;
const narrower = (what: string) => `${what} have to fit a schema now; older readers take anything.`;
const wider = (what: string) => `${what} may hold anything now; for older readers they have to fit a schema.`;

type BoundRule = keyof typeof boundRules;
type Bound = BoundRule extends infer Id ? (Id extends `${infer Name}_ADDED` ? Name : never) : never;

/** What each limit is called, and what data is that goes beyond it. */
const bounds: Readonly<Record<Bound, readonly [subject: string, beyond: string]>> = {
  MAX_LENGTH: ['The greatest length of text', 'be longer'],
  MIN_LENGTH: ['The least length of text', 'be shorter'],
  MAXIMUM: ['The greatest number allowed', 'hold greater ones'],
  MINIMUM: ['The least number allowed', 'hold smaller ones'],
  EXCLUSIVE_MAXIMUM: ['The limit that numbers stay below', 'hold greater ones'],
  EXCLUSIVE_MINIMUM: ['The limit that numbers stay above', 'hold smaller ones'],
  MAX_PROPERTIES: ['The greatest number of properties', 'hold more'],
  MIN_PROPERTIES: ['The least number of properties', 'hold fewer'],
  MAX_ITEMS: ['The greatest number of entries', 'hold more'],
  MIN_ITEMS: ['The least number of entries', 'hold fewer'],
  MAX_CONTAINS: ['The greatest number of entries that fit “contains”', 'hold more'],
  MIN_CONTAINS: ['The least number of entries that fit “contains”', 'hold fewer'],
};

function wordsOfBounds(): Record<string, string> {
  const words: Record<string, string> = {};
  for (const [name, [subject, beyond]] of Object.entries(bounds)) {
    const upper = /MAX/.test(name);
    const harm = `new data may ${beyond} than older readers take`;
    const said = (verb: string, isHarm: boolean) =>
      `${subject} ${verb} from {after} to {before}; ${isHarm ? harm : 'older readers take that'}.`;
    words[`${name}_ADDED`] = `${subject} is no longer limited; for older readers it is {after}, and new data may ${beyond}.`;
    words[`${name}_REMOVED`] = `${subject} is {before} now; older readers know no such limit.`;
    words[`${name}_INCREASED`] = said('fell', !upper);
    words[`${name}_DECREASED`] = said('rose', upper);
  }
  return words;
}

const otherWords = {
  ID_CHANGED: 'The schema’s id changed from {after} to {before}.',
  TITLE_CHANGED: 'The title changed from {after} to {before}.',
  DESCRIPTION_CHANGED: 'The description changed.',
  DEFAULT_CHANGED: 'The default changed from {after} to {before}; older readers keep theirs.',
  SCHEMA_ADDED:
    'Entries of the list no longer have to fit a schema; older readers still ask for it, and new data may hold any entry.',
  SCHEMA_REMOVED: 'Entries of the list have to fit a schema now; older readers take any entry.',
  TYPE_CHANGED: '{name} changed from {after} to {before}, which older readers do not take.',
  TYPE_EXTENDED: '{name} changed from number to integer; older readers take any number.',
  TYPE_NARROWED: '{name} changed from integer to number; new data may hold fractions, which older readers do not take.',
  PATTERN_ADDED: 'Text no longer has to match the pattern {after}; older readers still ask for it, and new data may not match.',
  PATTERN_REMOVED: 'Text has to match the pattern {before} now; older readers take any text.',
  PATTERN_CHANGED:
    'The pattern changed from {after} to {before}; whether older readers take all that the new one allows is not known.',
  MULTIPLE_OF_ADDED:
    'Numbers no longer have to be multiples of {after}; older readers still ask for it, and new data may hold others.',
  MULTIPLE_OF_REMOVED: 'Numbers have to be multiples of {before} now; older readers take any number.',
  MULTIPLE_OF_EXPANDED: 'Any multiple of {before} is allowed now; older readers take multiples of {after} alone.',
  MULTIPLE_OF_REDUCED: 'Numbers have to be multiples of {before} now, and older readers take all multiples of {after}.',
  MULTIPLE_OF_CHANGED: 'Numbers are multiples of {before} now, and older readers take multiples of {after}, which most are not.',
  REQUIRED_ATTRIBUTE_ADDED:
    '“{name}” is no longer required; older readers require it and have no default, and new data may lack it.',
  REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED: '“{name}” is no longer required; older readers have a default for data that lacks it.',
  REQUIRED_ATTRIBUTE_REMOVED: '“{name}” is required now; older readers can do without it.',
  DEPENDENCY_ARRAY_ADDED: 'Where “{name}” is present, {after} are no longer required; older readers still require them.',
  DEPENDENCY_ARRAY_REMOVED: 'Where “{name}” is present, {before} are required now; older readers can do without them.',
  DEPENDENCY_ARRAY_EXTENDED:
    'Where “{name}” is present, less is required: {before}, before {after}; older readers still require all of that.',
  DEPENDENCY_ARRAY_NARROWED: 'Where “{name}” is present, more is required: {before}, before {after}; older readers ask for less.',
  DEPENDENCY_ARRAY_CHANGED:
    'Where “{name}” is present, something else is required: {before}, before {after}; older readers still require the latter.',
  DEPENDENCY_SCHEMA_ADDED:
    'Where “{name}” is present, the object no longer has to fit a further schema; older readers still ask for it.',
  DEPENDENCY_SCHEMA_REMOVED:
    'Where “{name}” is present, the object has to fit a further schema now; older readers do not ask for it.',
  ADDITIONAL_PROPERTIES_ADDED: letIn(undeclared.properties),
  ADDITIONAL_PROPERTIES_REMOVED: keptOut(undeclared.properties),
  ADDITIONAL_PROPERTIES_EXTENDED: narrower(undeclared.properties),
  ADDITIONAL_PROPERTIES_NARROWED: wider(undeclared.properties),
  UNEVALUATED_PROPERTIES_ADDED: letIn(undeclared.unevaluated),
  UNEVALUATED_PROPERTIES_REMOVED: keptOut(undeclared.unevaluated),
  UNEVALUATED_PROPERTIES_EXTENDED: narrower(undeclared.unevaluated),
  UNEVALUATED_PROPERTIES_NARROWED: wider(undeclared.unevaluated),
  REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL:
    'The property “{name}” is gone; older readers require it and have no default, and new data lacks it, or holds anything under that name.',
  REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL:
    'The property “{name}” is gone, and new data may hold anything under that name, because the new schema allows undeclared properties; older readers still have a schema for it.',
  OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL:
    'The property “{name}” is gone, and new data may hold anything under that name, because the new schema allows undeclared properties; older readers still have a schema for it.',
  PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL:
    'The property “{name}” is gone; older readers take anything under that name.',
  REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL:
    'The property “{name}” is gone; older readers require it and have no default, and new data lacks it.',
  REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL:
    'The property “{name}” is gone; older readers have a default for data that lacks it.',
  OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL:
    'The property “{name}” is gone; older readers can do without it, and the new schema allows nothing else under that name.',
  PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL:
    'What the new schema allows under “{name}”, which it no longer declares, fits older readers’ property.',
  PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL:
    'The new schema no longer declares “{name}” and allows values under that name that older readers do not take.',
  PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL: 'The property “{name}” is new; older readers take it as an undeclared one.',
  PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL:
    'The property “{name}” is new, and older readers refuse properties that they do not declare.',
  PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL:
    'The property “{name}” is declared now and not allowed; it was not allowed before either.',
  PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL:
    'The property “{name}” is new, and its values fit older readers’ schema for undeclared ones.',
  PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL:
    'The property “{name}” is new, and its values do not fit older readers’ schema for undeclared ones.',
  UNIQUE_ITEMS_ADDED: 'Entries may repeat now; older readers want all of them to differ.',
  UNIQUE_ITEMS_REMOVED: 'Entries have to differ from each other now; older readers take repeated ones too.',
  ADDITIONAL_ITEMS_ADDED: letIn(undeclared.items),
  ADDITIONAL_ITEMS_REMOVED: keptOut(undeclared.items),
  ADDITIONAL_ITEMS_EXTENDED: narrower(undeclared.items),
  ADDITIONAL_ITEMS_NARROWED: wider(undeclared.items),
  UNEVALUATED_ITEMS_ADDED: letIn(undeclared.unevaluatedItems),
  UNEVALUATED_ITEMS_REMOVED: keptOut(undeclared.unevaluatedItems),
  UNEVALUATED_ITEMS_EXTENDED: narrower(undeclared.unevaluatedItems),
  UNEVALUATED_ITEMS_NARROWED: wider(undeclared.unevaluatedItems),
  ITEM_ADDED_TO_OPEN_CONTENT_MODEL:
    'Entry {name} is no longer declared, and new data may hold anything there; older readers still have a schema for it.',
  ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL: 'Entry {name} is no longer declared; older readers take anything there.',
  ITEM_ADDED_TO_CLOSED_CONTENT_MODEL: 'Entry {name} is gone; new data holds nothing there.',
  ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL:
    'What the new schema allows as entry {name} fits older readers’ schema of that entry.',
  ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL:
    'The new schema allows values as entry {name} that older readers do not take.',
  ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL: 'Entry {name} is declared now; older readers take any further entry.',
  ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL: 'Entry {name} is new, and older readers allow no further entries.',
  ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL:
    'Entry {name} is declared now and not allowed; it was not allowed before either.',
  ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL:
    'Entry {name} is declared now, and its values fit older readers’ schema for further entries.',
  ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL:
    'Entry {name} is declared now, and its values do not fit older readers’ schema for further entries.',
  ENUM_ARRAY_EXTENDED: 'Values are gone: {after}; older readers still know them.',
  ENUM_ARRAY_NARROWED: 'Values are new: {before}; older readers do not know them.',
  ENUM_ARRAY_CHANGED: 'The allowed values changed from {after} to {before}, which older readers do not know.',
  COMBINED_TYPE_EXTENDED: 'The combination changed from {after} to {before}; what older readers allow is no less.',
  COMBINED_TYPE_CHANGED: 'The combination changed from {after} to {before}; what older readers allow can be less.',
  PRODUCT_TYPE_EXTENDED:
    'Data has to fit fewer schemas at once: {before}, before {after}; older readers still ask for all of theirs.',
  PRODUCT_TYPE_NARROWED: 'Data has to fit more schemas at once: {before}, before {after}; older readers ask for fewer.',
  SUM_TYPE_EXTENDED: 'Fewer forms are allowed: {before}, before {after}; older readers know more.',
  SUM_TYPE_NARROWED: 'More forms are allowed: {before}, before {after}; older readers do not know all of them.',
  COMBINED_TYPE_SUBSCHEMAS_CHANGED: 'Not every alternative of the smaller list fits one of its own in the other list.',
  NOT_TYPE_NARROWED: 'What older readers exclude by “not” is excluded by the new schema too.',
  NOT_TYPE_EXTENDED: 'Older readers exclude more by “not”, or other things, than the new schema does.',
  NOT_COMPARED: 'These two schemas nest too deep or branch too much to be compared: {name}.',
} as const satisfies Record<Exclude<RuleId, BoundRule>, string>;

export const olderWords: Readonly<Record<RuleId, string>> = { ...(wordsOfBounds() as Record<BoundRule, string>), ...otherWords };
