import type { Command } from './command.ts';
import { words } from './labels.ts';

export const share: Command = {
  id: 'share',
  label: words.share,
  group: 'design',
  enabled: ({ page }) => page.access !== undefined,
  perform: ({ dialog }) => dialog.set('share'),
};
