import { createStore, type Store } from './store.ts';

/** Small choices of one person on one device, kept in localStorage, which can be switched off or full. */
export function readRemembered(key: string): string | undefined {
  try {
    return localStorage.getItem(`millrace.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`millrace.${key}`, value);
  } catch {
    // Then it holds for this visit only.
  }
}

/** A set of ids that outlives the page. */
export function rememberIds(key: string, store: Store<ReadonlySet<string>>): void {
  const kept = readRemembered(key);
  if (kept) store.set(new Set(kept.split(' ')));
  store.subscribe(() => remember(key, [...store.get()].join(' ')));
}

/** A store that outlives the page. `read` makes the value from what was kept, whatever stands there. */
export function rememberedStore<T extends string | number>(key: string, read: (kept: string | undefined) => T): Store<T> {
  const store = createStore(read(readRemembered(key)));
  store.subscribe(() => remember(key, String(store.get())));
  return store;
}
