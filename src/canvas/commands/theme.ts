import type { Command } from './command.ts';
import { words } from './labels.ts';

export const theme: Command = {
  id: 'theme',
  label: words.theme,
  group: 'view',
  keys: ['Alt+Shift+D'],
  perform({ theme: chosen, session }) {
    const dark = document.documentElement.dataset.theme === 'dark';
    chosen.set(dark ? 'light' : 'dark');
    session.editor.say(words.themeNow[chosen.get()]);
  },
};
