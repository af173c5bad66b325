import type { sources } from '../sources.ts';

/**
 * What a card says beyond its declaration: label, help and options are read from the kind, the rules from what they
 * read. Each section is a few plain sentences.
 */
export interface Concept {
  /** Goes on where the declared help ends. */
  readonly more?: string;
  readonly use: string;
  readonly not: string;
  readonly wrong: string;
  /** Other words for it, in any spelling that somebody may type. */
  readonly synonyms?: readonly string[];
  /** Ids of other cards: `channel`, `channel.role`. */
  readonly see?: readonly string[];
  readonly sources: readonly (keyof typeof sources)[];
}

/** A kind always has more to say than one line of help. */
export type KindConcept = Concept & { readonly more: string };

/** Cards of properties, by the names that the kinds declare; a test says which essential one is missing. */
export type PropertyConcepts<Kinds extends Readonly<Record<string, { readonly properties: object }>>> = {
  readonly [K in keyof Kinds]: { readonly [P in keyof Kinds[K]['properties']]?: Concept };
};
