import { fonts, type Theme, type Tokens, themes } from '#drawing/tokens.ts';
import { createStore, type Store } from '../store.ts';

/** In forced colours the drawing takes the system's: outlines and names in text colour, nothing tinted. */
function forced(): Tokens {
  const tokens = Object.fromEntries(Object.keys(themes.light).map((name) => [name, 'CanvasText'])) as Record<
    keyof Tokens,
    string
  >;
  for (const name of Object.keys(tokens) as (keyof Tokens)[]) if (name.endsWith('Tint')) tokens[name] = 'Canvas';
  const ground = [
    'canvas',
    'surface',
    'sunken',
    'raised',
    'onFocus',
    'event',
    'command',
    'query',
    'reply',
    'document',
    'policy',
    'actor',
    'hotspot',
    'plainNote',
  ] as const;
  for (const name of ground) tokens[name] = 'Canvas';
  return { ...tokens, focus: 'Highlight', grid: 'Canvas', border: 'GrayText', muted: 'CanvasText' };
}

function current(): Tokens {
  if (matchMedia('(forced-colors: active)').matches) return forced();
  const theme = document.documentElement.dataset.theme as Theme | undefined;
  return themes[theme === 'dark' ? 'dark' : 'light'];
}

/** The colours that hold now, kept up to date with the page's `data-theme` and the system's forced colours while watched. */
export function createTokens(): Store<Tokens> {
  return createStore(current());
}

export function watchTokens(tokens: Store<Tokens>): () => void {
  const read = () => tokens.set(current());
  read();
  const observer = new MutationObserver(read);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const query = matchMedia('(forced-colors: active)');
  query.addEventListener('change', read);
  return () => {
    observer.disconnect();
    query.removeEventListener('change', read);
  };
}

/** Resolves when the drawing's font can be drawn with, or never will: text drawn before that is drawn again. */
export async function fontReady(): Promise<void> {
  const family = fonts.text.split(',')[0] ?? '';
  await Promise.allSettled([400, 600, 700].map((weight) => document.fonts.load(`${weight} 14px ${family}`)));
}

export function motionReduced(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
