/**
 * Whoever shows what a kind or a property means (`help`, `question`) imports this module. Here and in Node the declarations carry
 * these texts themselves; the pages that are built keep them out of the first load, and this module is where they come back
 * (`scripts/kind-texts.ts`).
 */
export {};
