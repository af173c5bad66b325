import { createRecents } from '#workshop/recents.ts';

/** The designs that were open on this device: one list a page, shared by all that it shows. */
export const recents = createRecents();
