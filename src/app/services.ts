import { createApi } from '#workshop/api.ts';

/** One of each a page: what the pages share. Apart from the list of designs, since a design's page asks the server for nothing. */
export const api = createApi();
