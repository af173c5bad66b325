import { fetchedLater } from '../later.ts';

/** Who draws for the first time copies nothing yet. */
export const duplicating = fetchedLater(() => import('./duplicate.ts'));
