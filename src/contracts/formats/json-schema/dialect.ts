/** The drafts of JSON Schema, oldest first, by the number that orders them. */
export const drafts = { '4': 4, '6': 6, '7': 7, '2019-09': 8, '2020-12': 9 } as const;

export type Draft = keyof typeof drafts;

/** Schemas that name no draft are read as draft-07, as registries do. */
export const defaultDraft: Draft = '7';

/** How each draft is named by `$schema`, newest first. */
export const addresses: Readonly<Record<string, string>> = {
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
  'draft-06': 'http://json-schema.org/draft-06/schema#',
  'draft-04': 'http://json-schema.org/draft-04/schema#',
};

const draftsByAddress: Readonly<Record<string, Draft>> = {
  'json-schema.org/draft-04/schema': '4',
  'json-schema.org/draft-06/schema': '6',
  'json-schema.org/draft-07/schema': '7',
  'json-schema.org/draft/2019-09/schema': '2019-09',
  'json-schema.org/draft/2020-12/schema': '2020-12',
  // Before there were dated drafts, this address meant the newest one, for most of the time draft-04.
  'json-schema.org/schema': '4',
};

/** The draft that a `$schema` names; nothing for an address that is not a draft's. */
export function draftOf(address: string): Draft | undefined {
  return draftsByAddress[address.replace(/^https?:\/\//, '').replace(/#$/, '')];
}

export function isAtLeast(draft: Draft, oldest: Draft): boolean {
  return drafts[draft] >= drafts[oldest];
}
