import { count } from '#base/text.ts';

export const words = {
  people: 'People',
  you: 'you',
  here: (n: number) => `${count(n, 'other person', 'other people')} here`,
  follow: (name: string) => `Follow ${name}`,
  unfollow: (name: string) => `Stop following ${name}`,
  followed: (name: string) => `You follow ${name}. Esc stops it.`,
  stopped: 'You stopped following.',
  followYou: (n: number) => `${n} ${n === 1 ? 'follows' : 'follow'} you`,
  followsYou: 'follows you',
  cannot: (name: string) => `${name} sees what you see, so you cannot follow back.`,
  more: (n: number) => `${n} more`,
  away: 'away',
  edit: 'Your name and colour',
  name: 'Your name',
  nameHelp: 'Others see it at your pointer.',
  colour: 'Your colour',
  colours: ['Red', 'Blue', 'Green', 'Violet', 'Brown', 'Teal', 'Pink', 'Slate'],
  done: 'Done',
  guest: 'Guest',
} as const;
