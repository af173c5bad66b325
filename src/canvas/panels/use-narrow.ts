import { useSyncExternalStore } from 'react';

const query = '(max-width: 900px)';

/** True where the window (or the page at 400 %) has no room for a panel beside the canvas. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, isNarrow);
}

export function isNarrow(): boolean {
  return matchMedia(query).matches;
}

function subscribe(listener: () => void): () => void {
  const media = matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}
