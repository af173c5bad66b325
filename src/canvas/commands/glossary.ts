import type { Command } from './command.ts';
import { words } from './labels.ts';

export const glossary: Command = {
  id: 'glossary',
  label: words.glossary,
  group: 'help',
  perform: ({ reading }) => reading.set('glossary'),
};
