import { count } from '#base/text.ts';
import type { Role } from '#wire/roles.ts';

export const words = {
  title: 'Draw event-driven architectures together',
  lead: 'Millrace is a shared canvas for producers, topics, consumers and their contracts. It checks the drawing as it grows, says what would go wrong and why, and lays several designs side by side by what they mean.',
  promise: 'No account. Everything stays on this server.',
  sketch: 'Sketch a system',
  openFile: 'Open a file',
  openHint: '.millrace.json or .sketch',
  compare: 'Compare',
  workshop: 'Run a workshop',
  join: 'Join with a code or a link',
  joinField: 'Code of a workshop, or link to a design',
  joinPlaceholder: 'ABC234, or http://…/d/…#…',
  joinButton: 'Join',
  making: 'Making the design …',
  recent: 'On this device',
  untitled: 'Untitled design',
  forget: (title: string) => `Forget “${title}” on this device`,
  exercises: 'Start from an exercise',
  exercisesLead: 'Each has a brief, a beginning and rules that fit the chapter. Everybody with the link reads the same brief.',
  exercisesFailed: 'The exercises can’t be loaded. Reload the page to try again.',
  minutes: '20 or 40 min',
  core: 'Core',
  drop: 'Drop the file to open it as a new design',
  picture:
    'A drawing in Millrace: an order service publishes to a topic, billing and shipping read from it, and a mark says that billing would charge twice if a message were repeated.',
  findingTitle: 'billing would charge twice',
  findingText: ['A message can come twice, and nothing', 'remembers which ones were handled.'],
  findingFix: 'Mend: remember the ids of handled messages',
  people: ['Mira', 'Jonas'],
} as const;

export const roleWords: Readonly<Record<Role, string>> = { owner: 'Owner', editor: 'Editor', viewer: 'Viewer' };

export const levelWords = { 1: 'First day', 2: 'Second day', 3: 'Advanced' } as const;

/** "Chapter 2: Fundamentals", "Warm-up". */
export function chapterWords(after: string): string {
  return after.replace(/^(\d+)\s+/, 'Chapter $1: ');
}

/** "today", "yesterday", "3 days ago", and then the date. */
export function whenWords(at: number, now: number): string {
  const days = Math.floor(startOfDay(now) - startOfDay(at)) / 86_400_000;
  if (days < 1) return 'today';
  if (days < 2) return 'yesterday';
  if (days < 8) return `${count(Math.round(days), 'day')} ago`;
  return new Date(at).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
