/** What a screen reader hears of others: "Bob added topic orders, moved 3 elements." */
export const told = {
  others: 'Others',
  and: 'and',
  added: (what: string) => `added ${what}`,
  removed: (what: string) => `removed ${what}`,
  changed: (what: string) => `changed ${what}`,
  moved: (what: string) => `moved ${what}`,
} as const;
