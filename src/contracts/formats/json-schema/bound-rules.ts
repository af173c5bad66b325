import type { Rule } from './rules.ts';

/**
 * Upper and lower limits: to loosen one is compatible, to tighten or add one is not. Written out, so that each id that a
 * registry may report can be searched for.
 */
export const boundRules = {
  MAX_LENGTH_ADDED: {
    strict: false,
    says: 'The greatest length of text is {after} now; there was no such limit before, so older data may be longer.',
  },
  MAX_LENGTH_REMOVED: { strict: true, says: 'The greatest length of text is no longer limited; it was {before}.' },
  MAX_LENGTH_INCREASED: { strict: true, says: 'The greatest length of text rose from {before} to {after}.' },
  MAX_LENGTH_DECREASED: {
    strict: false,
    says: 'The greatest length of text fell from {before} to {after}; older data may be longer.',
  },
  MIN_LENGTH_ADDED: {
    strict: false,
    says: 'The least length of text is {after} now; there was no such limit before, so older data may be shorter.',
  },
  MIN_LENGTH_REMOVED: { strict: true, says: 'The least length of text is no longer limited; it was {before}.' },
  MIN_LENGTH_INCREASED: {
    strict: false,
    says: 'The least length of text rose from {before} to {after}; older data may be shorter.',
  },
  MIN_LENGTH_DECREASED: { strict: true, says: 'The least length of text fell from {before} to {after}.' },
  MAXIMUM_ADDED: {
    strict: false,
    says: 'The greatest number allowed is {after} now; there was no such limit before, so older data may hold greater ones.',
  },
  MAXIMUM_REMOVED: { strict: true, says: 'The greatest number allowed is no longer limited; it was {before}.' },
  MAXIMUM_INCREASED: { strict: true, says: 'The greatest number allowed rose from {before} to {after}.' },
  MAXIMUM_DECREASED: {
    strict: false,
    says: 'The greatest number allowed fell from {before} to {after}; older data may hold greater ones.',
  },
  MINIMUM_ADDED: {
    strict: false,
    says: 'The least number allowed is {after} now; there was no such limit before, so older data may hold smaller ones.',
  },
  MINIMUM_REMOVED: { strict: true, says: 'The least number allowed is no longer limited; it was {before}.' },
  MINIMUM_INCREASED: {
    strict: false,
    says: 'The least number allowed rose from {before} to {after}; older data may hold smaller ones.',
  },
  MINIMUM_DECREASED: { strict: true, says: 'The least number allowed fell from {before} to {after}.' },
  EXCLUSIVE_MAXIMUM_ADDED: {
    strict: false,
    says: 'The limit that numbers stay below is {after} now; there was no such limit before, so older data may hold greater ones.',
  },
  EXCLUSIVE_MAXIMUM_REMOVED: { strict: true, says: 'The limit that numbers stay below is no longer limited; it was {before}.' },
  EXCLUSIVE_MAXIMUM_INCREASED: { strict: true, says: 'The limit that numbers stay below rose from {before} to {after}.' },
  EXCLUSIVE_MAXIMUM_DECREASED: {
    strict: false,
    says: 'The limit that numbers stay below fell from {before} to {after}; older data may hold greater ones.',
  },
  EXCLUSIVE_MINIMUM_ADDED: {
    strict: false,
    says: 'The limit that numbers stay above is {after} now; there was no such limit before, so older data may hold smaller ones.',
  },
  EXCLUSIVE_MINIMUM_REMOVED: { strict: true, says: 'The limit that numbers stay above is no longer limited; it was {before}.' },
  EXCLUSIVE_MINIMUM_INCREASED: {
    strict: false,
    says: 'The limit that numbers stay above rose from {before} to {after}; older data may hold smaller ones.',
  },
  EXCLUSIVE_MINIMUM_DECREASED: { strict: true, says: 'The limit that numbers stay above fell from {before} to {after}.' },
  MAX_PROPERTIES_ADDED: {
    strict: false,
    says: 'The greatest number of properties is {after} now; there was no such limit before, so older data may hold more.',
  },
  MAX_PROPERTIES_REMOVED: { strict: true, says: 'The greatest number of properties is no longer limited; it was {before}.' },
  MAX_PROPERTIES_INCREASED: { strict: true, says: 'The greatest number of properties rose from {before} to {after}.' },
  MAX_PROPERTIES_DECREASED: {
    strict: false,
    says: 'The greatest number of properties fell from {before} to {after}; older data may hold more.',
  },
  MIN_PROPERTIES_ADDED: {
    strict: false,
    says: 'The least number of properties is {after} now; there was no such limit before, so older data may hold fewer.',
  },
  MIN_PROPERTIES_REMOVED: { strict: true, says: 'The least number of properties is no longer limited; it was {before}.' },
  MIN_PROPERTIES_INCREASED: {
    strict: false,
    says: 'The least number of properties rose from {before} to {after}; older data may hold fewer.',
  },
  MIN_PROPERTIES_DECREASED: { strict: true, says: 'The least number of properties fell from {before} to {after}.' },
  MAX_ITEMS_ADDED: {
    strict: false,
    says: 'The greatest number of entries is {after} now; there was no such limit before, so older data may hold more.',
  },
  MAX_ITEMS_REMOVED: { strict: true, says: 'The greatest number of entries is no longer limited; it was {before}.' },
  MAX_ITEMS_INCREASED: { strict: true, says: 'The greatest number of entries rose from {before} to {after}.' },
  MAX_ITEMS_DECREASED: {
    strict: false,
    says: 'The greatest number of entries fell from {before} to {after}; older data may hold more.',
  },
  MIN_ITEMS_ADDED: {
    strict: false,
    says: 'The least number of entries is {after} now; there was no such limit before, so older data may hold fewer.',
  },
  MIN_ITEMS_REMOVED: { strict: true, says: 'The least number of entries is no longer limited; it was {before}.' },
  MIN_ITEMS_INCREASED: {
    strict: false,
    says: 'The least number of entries rose from {before} to {after}; older data may hold fewer.',
  },
  MIN_ITEMS_DECREASED: { strict: true, says: 'The least number of entries fell from {before} to {after}.' },
  MAX_CONTAINS_ADDED: {
    strict: false,
    says: 'The greatest number of entries that fit “contains” is {after} now; there was no such limit before, so older data may hold more.',
  },
  MAX_CONTAINS_REMOVED: {
    strict: true,
    says: 'The greatest number of entries that fit “contains” is no longer limited; it was {before}.',
  },
  MAX_CONTAINS_INCREASED: {
    strict: true,
    says: 'The greatest number of entries that fit “contains” rose from {before} to {after}.',
  },
  MAX_CONTAINS_DECREASED: {
    strict: false,
    says: 'The greatest number of entries that fit “contains” fell from {before} to {after}; older data may hold more.',
  },
  MIN_CONTAINS_ADDED: {
    strict: false,
    says: 'The least number of entries that fit “contains” is {after} now; there was no such limit before, so older data may hold fewer.',
  },
  MIN_CONTAINS_REMOVED: {
    strict: true,
    says: 'The least number of entries that fit “contains” is no longer limited; it was {before}.',
  },
  MIN_CONTAINS_INCREASED: {
    strict: false,
    says: 'The least number of entries that fit “contains” rose from {before} to {after}; older data may hold fewer.',
  },
  MIN_CONTAINS_DECREASED: {
    strict: true,
    says: 'The least number of entries that fit “contains” fell from {before} to {after}.',
  },
} as const satisfies Record<string, Rule>;
