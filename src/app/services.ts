import { createApi } from '#workshop/api.ts';
import { createRecents } from '#workshop/recents.ts';

/** One of each a page: what the pages share. */
export const api = createApi();
export const recents = createRecents();
