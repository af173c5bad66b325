import { useEffect, useState } from 'react';
import type { Card, cardIdOf } from '#rules/concepts/cards.ts';
import type { Term } from '#rules/concepts/glossary.ts';
import type { Rule } from '#rules/rule.ts';
import { fetchedLater } from '../later.ts';

export interface Library {
  readonly cards: ReadonlyMap<string, Card>;
  readonly terms: readonly Term[];
  readonly rules: ReadonlyMap<string, Rule>;
  readonly cardIdOf: typeof cardIdOf;
}

/** Cards and rules: a chunk of their own, shared with the checker. */
const load = fetchedLater(async (): Promise<Library> => {
  const [{ rules }, { cardsOf, cardIdOf }, { termsOf }] = await Promise.all([
    import('#rules/index.ts'),
    import('#rules/concepts/cards.ts'),
    import('#rules/concepts/glossary.ts'),
  ]);
  const cards = cardsOf(rules);
  return { cards, cardIdOf, terms: termsOf(cards, rules), rules: new Map(rules.map((rule) => [rule.id, rule])) };
});

export function useLibrary(): Library | undefined {
  const [library, setLibrary] = useState<Library>();
  useEffect(() => {
    let wanted = true;
    void load().then((loaded) => {
      if (wanted) setLibrary(loaded);
    });
    return () => {
      wanted = false;
    };
  }, []);
  return library;
}

/** The card at a place: what all elements have alike is on one card, whichever element was asked about. */
export function cardAt({ cards, cardIdOf }: Library, place: string): Card | undefined {
  const [kind = '', property] = place.split('.');
  return cards.get(place) ?? (property === undefined ? undefined : cards.get(cardIdOf(kind, property)));
}
