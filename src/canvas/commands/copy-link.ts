import { fetchedLater } from '../later.ts';
import type { Command } from './command.ts';
import { words } from './labels.ts';

/** Where links are made and followed: nobody needs it to draw. */
export const placeLinks = fetchedLater(() => import('../share/place-link.ts'));

export const copyLink: Command = {
  id: 'copy-link',
  label: words.copyLink,
  group: 'design',
  enabled: ({ page }) => page.access !== undefined,
  perform: (bench) => void placeLinks().then((links) => links.copyLink(bench)),
};
