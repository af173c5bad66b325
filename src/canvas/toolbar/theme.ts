import type { ThemeChoice } from '../bench.ts';
import { readRemembered, remember } from '../remembered.ts';
import type { Store } from '../store.ts';

export function rememberedTheme(): ThemeChoice {
  const kept = readRemembered('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Puts the chosen colours on the page and follows the system where that was chosen; returns how to stop. */
export function applyTheme(theme: Store<ThemeChoice>): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const choice = theme.get();
    const dark = choice === 'dark' || (choice === 'system' && media.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  };
  const chosen = () => {
    remember('theme', theme.get());
    apply();
  };
  apply();
  const unsubscribe = theme.subscribe(chosen);
  media.addEventListener('change', apply);
  return () => {
    unsubscribe();
    media.removeEventListener('change', apply);
  };
}
