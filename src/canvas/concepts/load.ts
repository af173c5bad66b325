import { useEffect, useState } from 'react';
import { type Card, cardIdOf, cardsOf } from '#rules/concepts/cards.ts';
import { type Term, termsOf } from '#rules/concepts/glossary.ts';
import type { Rule } from '#rules/rule.ts';
import { fetchedLater } from '../later.ts';

export interface Library {
  readonly cards: ReadonlyMap<string, Card>;
  readonly terms: readonly Term[];
  readonly rules: ReadonlyMap<string, Rule>;
}

/** The rules are a chunk of their own, shared with the checker's page of a rule. */
const load = fetchedLater(async (): Promise<Library> => {
  const { rules } = await import('#rules/index.ts');
  const cards = cardsOf(rules);
  return { cards, terms: termsOf(cards, rules), rules: new Map(rules.map((rule) => [rule.id, rule])) };
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
export function cardAt({ cards }: Library, place: string): Card | undefined {
  const [kind = '', property] = place.split('.');
  return cards.get(place) ?? (property === undefined ? undefined : cards.get(cardIdOf(kind, property)));
}
