import { fetchedLater } from '../later.ts';

/** Nobody tidies in the first second: a chunk of its own. */
export const layingOut = fetchedLater(() => import('../surface/lay-out.ts'));
