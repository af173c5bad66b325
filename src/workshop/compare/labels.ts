import { count } from '#base/text.ts';
import type { Category, Importance } from '#compare/difference.ts';

export const words = {
  title: 'Compare designs',
  home: 'Millrace: start page',
  lead: 'Two to four designs side by side, aligned by what their elements do, not by where they stand.',
  together: 'Move together',
  marks: 'Mark differences',
  add: 'Add a design',
  full: 'Four designs are side by side. Remove one to add another.',
  opening: 'Opening …',
  one: 'Add a second design to compare.',
  begin: 'Choose the designs',
  untitled: 'Untitled design',
  live: 'Live',
  version: (name: string) => `Version “${name}”`,
  file: 'File',
  strangeVersion: (name: string) => `The version “${name}” can’t be read.`,
  pane: (letter: string, title: string) => `Design ${letter}: ${title}`,
  paneMenu: (letter: string) => `Design ${letter}: more`,
  openIt: 'Open on its own canvas',
  moveLeft: 'Move to the left',
  moveRight: 'Move to the right',
  remove: 'Remove from the comparison',
  dismiss: 'Dismiss',
  fit: 'Show all of it',
  tabs: { differences: 'Differences', elements: 'Elements', findings: 'Findings' },
  panel: 'What differs',
  search: 'Search in the differences',
  category: 'Matter',
  allCategories: 'All matters',
  least: 'Show',
  leasts: { 1: 'Structure', 2: 'And decisions', 3: 'All' },
  none: 'No differences',
  noneText: 'These designs say the same, whatever they look like.',
  noneFound: 'Nothing fits',
  noneFoundText: (total: number) => `None of the ${count(total, 'difference')} fits what you chose.`,
  clear: 'Show all',
  unsure: 'unsure',
  unsureHelp: 'It is not certain that these elements mean the same.',
  has: (letter: string) => `in ${letter}`,
  hasNot: (letter: string) => `not in ${letter}`,
  onlyDiffering: 'Only those that not all share',
  findings: (errors: number, warnings: number, hints: number) =>
    [
      errors > 0 ? count(errors, 'error') : '',
      warnings > 0 ? count(warnings, 'warning') : '',
      hints > 0 ? count(hints, 'hint') : '',
    ]
      .filter(Boolean)
      .join(', ') || 'no findings',
  noFindings: 'The rules find nothing to object to.',
  checking: 'Checking …',
  reveal: 'Show it in the design',
  link: 'Link to a design',
  linkButton: 'Add',
  chooseFile: 'Choose a file',
  dropHere: 'or drop .millrace.json and .sketch files anywhere on this page',
  recent: 'On this device',
  versions: 'Kept versions',
  noVersions: 'No version of these designs has been kept.',
  elsewhere:
    'That design is on another server. Only designs of this server can be compared live; save it there as a file and open the file here.',
  already: 'That design is here already.',
  noRecents: 'No design was open on this device yet.',
  drop: 'Drop the files to compare them',
} as const;

export const importanceWords: Readonly<Record<Importance, string>> = { 1: 'Structure', 2: 'Decisions', 3: 'Details' };

export const categoryWords: Readonly<Record<Category, string>> = {
  structure: 'Structure',
  keys: 'Keys',
  contracts: 'Contracts',
  ordering: 'Ordering',
  delivery: 'Delivery',
  consistency: 'Consistency',
  workflow: 'Workflow',
  capacity: 'Capacity',
  privacy: 'Privacy',
  naming: 'Naming',
  organisation: 'Organisation',
};

/** Colours of the letters A to D; white on each has at least 5.7 : 1. */
export const letterColours = ['#0b57d0', '#8a5000', '#146c2e', '#7c3aed'] as const;
