import type { Rule } from './rules.ts';

/**
 * Upper and lower limits: to loosen one is compatible, to tighten or add one is not. Written out, so that each id that a
 * registry may report can be searched for.
 */
export const boundRules = {
  MAX_LENGTH_ADDED: { strict: false, says: 'Text must have at most {after} characters now; older data may hold longer text.' },
  MAX_LENGTH_REMOVED: { strict: true, says: 'Text no longer has to have at most {before} characters.' },
  MAX_LENGTH_INCREASED: {
    strict: true,
    says: 'Text must have at most {after} characters; before, it was at most {before} characters.',
  },
  MAX_LENGTH_DECREASED: {
    strict: false,
    says: 'Text must have at most {after} characters; before, it was at most {before} characters, so older data may hold longer text.',
  },
  MIN_LENGTH_ADDED: { strict: false, says: 'Text must have at least {after} characters now; older data may hold shorter text.' },
  MIN_LENGTH_REMOVED: { strict: true, says: 'Text no longer has to have at least {before} characters.' },
  MIN_LENGTH_INCREASED: {
    strict: false,
    says: 'Text must have at least {after} characters; before, it was at least {before} characters, so older data may hold shorter text.',
  },
  MIN_LENGTH_DECREASED: {
    strict: true,
    says: 'Text must have at least {after} characters; before, it was at least {before} characters.',
  },
  MAXIMUM_ADDED: { strict: false, says: 'The number must be at most {after} now; older data may hold greater ones.' },
  MAXIMUM_REMOVED: { strict: true, says: 'The number no longer has to be at most {before}.' },
  MAXIMUM_INCREASED: { strict: true, says: 'The number must be at most {after}; before, it was at most {before}.' },
  MAXIMUM_DECREASED: {
    strict: false,
    says: 'The number must be at most {after}; before, it was at most {before}, so older data may hold greater ones.',
  },
  MINIMUM_ADDED: { strict: false, says: 'The number must be at least {after} now; older data may hold smaller ones.' },
  MINIMUM_REMOVED: { strict: true, says: 'The number no longer has to be at least {before}.' },
  MINIMUM_INCREASED: {
    strict: false,
    says: 'The number must be at least {after}; before, it was at least {before}, so older data may hold smaller ones.',
  },
  MINIMUM_DECREASED: { strict: true, says: 'The number must be at least {after}; before, it was at least {before}.' },
  EXCLUSIVE_MAXIMUM_ADDED: { strict: false, says: 'The number must be less than {after} now; older data may hold greater ones.' },
  EXCLUSIVE_MAXIMUM_REMOVED: { strict: true, says: 'The number no longer has to be less than {before}.' },
  EXCLUSIVE_MAXIMUM_INCREASED: { strict: true, says: 'The number must be less than {after}; before, it was less than {before}.' },
  EXCLUSIVE_MAXIMUM_DECREASED: {
    strict: false,
    says: 'The number must be less than {after}; before, it was less than {before}, so older data may hold greater ones.',
  },
  EXCLUSIVE_MINIMUM_ADDED: { strict: false, says: 'The number must be more than {after} now; older data may hold smaller ones.' },
  EXCLUSIVE_MINIMUM_REMOVED: { strict: true, says: 'The number no longer has to be more than {before}.' },
  EXCLUSIVE_MINIMUM_INCREASED: {
    strict: false,
    says: 'The number must be more than {after}; before, it was more than {before}, so older data may hold smaller ones.',
  },
  EXCLUSIVE_MINIMUM_DECREASED: { strict: true, says: 'The number must be more than {after}; before, it was more than {before}.' },
  MAX_PROPERTIES_ADDED: { strict: false, says: 'The object must have at most {after} properties now; older data may hold more.' },
  MAX_PROPERTIES_REMOVED: { strict: true, says: 'The object no longer has to have at most {before} properties.' },
  MAX_PROPERTIES_INCREASED: {
    strict: true,
    says: 'The object must have at most {after} properties; before, it was at most {before} properties.',
  },
  MAX_PROPERTIES_DECREASED: {
    strict: false,
    says: 'The object must have at most {after} properties; before, it was at most {before} properties, so older data may hold more.',
  },
  MIN_PROPERTIES_ADDED: {
    strict: false,
    says: 'The object must have at least {after} properties now; older data may hold fewer.',
  },
  MIN_PROPERTIES_REMOVED: { strict: true, says: 'The object no longer has to have at least {before} properties.' },
  MIN_PROPERTIES_INCREASED: {
    strict: false,
    says: 'The object must have at least {after} properties; before, it was at least {before} properties, so older data may hold fewer.',
  },
  MIN_PROPERTIES_DECREASED: {
    strict: true,
    says: 'The object must have at least {after} properties; before, it was at least {before} properties.',
  },
  MAX_ITEMS_ADDED: { strict: false, says: 'The list must have at most {after} entries now; older data may hold more.' },
  MAX_ITEMS_REMOVED: { strict: true, says: 'The list no longer has to have at most {before} entries.' },
  MAX_ITEMS_INCREASED: {
    strict: true,
    says: 'The list must have at most {after} entries; before, it was at most {before} entries.',
  },
  MAX_ITEMS_DECREASED: {
    strict: false,
    says: 'The list must have at most {after} entries; before, it was at most {before} entries, so older data may hold more.',
  },
  MIN_ITEMS_ADDED: { strict: false, says: 'The list must have at least {after} entries now; older data may hold fewer.' },
  MIN_ITEMS_REMOVED: { strict: true, says: 'The list no longer has to have at least {before} entries.' },
  MIN_ITEMS_INCREASED: {
    strict: false,
    says: 'The list must have at least {after} entries; before, it was at least {before} entries, so older data may hold fewer.',
  },
  MIN_ITEMS_DECREASED: {
    strict: true,
    says: 'The list must have at least {after} entries; before, it was at least {before} entries.',
  },
  MAX_CONTAINS_ADDED: {
    strict: false,
    says: 'The list must have at most {after} entries that fit “contains” now; older data may hold more.',
  },
  MAX_CONTAINS_REMOVED: { strict: true, says: 'The list no longer has to have at most {before} entries that fit “contains”.' },
  MAX_CONTAINS_INCREASED: {
    strict: true,
    says: 'The list must have at most {after} entries that fit “contains”; before, it was at most {before} entries that fit “contains”.',
  },
  MAX_CONTAINS_DECREASED: {
    strict: false,
    says: 'The list must have at most {after} entries that fit “contains”; before, it was at most {before} entries that fit “contains”, so older data may hold more.',
  },
  MIN_CONTAINS_ADDED: {
    strict: false,
    says: 'The list must have at least {after} entries that fit “contains” now; older data may hold fewer.',
  },
  MIN_CONTAINS_REMOVED: { strict: true, says: 'The list no longer has to have at least {before} entries that fit “contains”.' },
  MIN_CONTAINS_INCREASED: {
    strict: false,
    says: 'The list must have at least {after} entries that fit “contains”; before, it was at least {before} entries that fit “contains”, so older data may hold fewer.',
  },
  MIN_CONTAINS_DECREASED: {
    strict: true,
    says: 'The list must have at least {after} entries that fit “contains”; before, it was at least {before} entries that fit “contains”.',
  },
} as const satisfies Record<string, Rule>;
