import type { Command } from './command.ts';
import { words } from './labels.ts';

export const templates: Command = {
  id: 'templates',
  label: words.templates,
  group: 'design',
  changes: true,
  enabled: ({ page }) => page.templates !== undefined,
  perform: ({ dialog }) => dialog.set('templates'),
};
