import type { Command } from './command.ts';
import { words } from './labels.ts';

export const compare: Command = {
  id: 'compare',
  label: words.compare,
  group: 'design',
  enabled: ({ page }) => page.compare !== undefined,
  perform: ({ page }) => page.compare?.(),
};
