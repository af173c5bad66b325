export const words = {
  title: 'The design as a tree',
  search: 'Find: name, kind, field, context',
  noMatch: 'Nothing fits.',
  empty: 'Nothing is drawn yet',
  emptyHelp: 'What is drawn stands here as text: contexts, what is in them, and the arrows.',
  messages: 'Messages',
  notes: 'Notes',
  broken: 'Arrows that lead to nothing',
  found: (n: number, of: number) => `${n} of ${of}`,
  finding: (n: number) => (n === 1 ? '1 finding' : `${n} findings`),
} as const;
