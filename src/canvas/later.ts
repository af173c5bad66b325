import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/**
 * Parts that drawing does not need are chunks of their own. They are fetched when they are first shown, or ahead of
 * that once the first picture stands: who goes offline later has them all, and can go on working.
 */
const waiting = new Set<() => Promise<unknown>>();

const tries = 6;
const pauseMs = 1_500;

/** A component in a chunk of its own. While the network is away it waits for it instead of failing. */
// biome-ignore lint/suspicious/noExplicitAny: React's own constraint for components of any properties.
export function later<T extends ComponentType<any>>(load: () => Promise<{ readonly default: T }>): LazyExoticComponent<T> {
  const patient = fetchedLater(load);
  return lazy(patient);
}

/** The same for a module that is no component: the promise is shared, and the fetch is made ahead too. */
export function fetchedLater<T>(load: () => Promise<T>): () => Promise<T> {
  let fetching: Promise<T> | undefined;
  const fetchOnce = () => {
    waiting.delete(fetchOnce);
    fetching ??= patiently(load).catch((error: unknown) => {
      // The next one who asks tries again.
      fetching = undefined;
      throw error;
    });
    return fetching;
  };
  waiting.add(fetchOnce);
  return fetchOnce;
}

async function patiently<T>(load: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await load();
    } catch (error) {
      // The server was updated and has other chunks now: only a reload helps, and the page says so.
      if (attempt >= tries && navigator.onLine) throw error;
      await networkOrPause();
    }
  }
}

function networkOrPause(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, pauseMs);
    window.addEventListener('online', done);
  });
}

/** Fetches everything that was declared so, one after the other, each when the page is idle. */
export function fetchAhead(afterMs: number): () => void {
  let stopped = false;
  const next = () => {
    const [load] = waiting;
    if (stopped || !load) return;
    waiting.delete(load);
    load().then(soon, soon);
  };
  const soon = () => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(next, { timeout: 2_000 });
    else setTimeout(next, 50);
  };
  const timer = setTimeout(soon, afterMs);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
