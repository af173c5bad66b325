import { compareForPeople } from '#base/order.ts';
import { categories, type Rule } from '../rule.ts';
import type { Card } from './cards.ts';

/** One entry: a card, or a rule's page. */
export interface Term {
  /** Id of the card, or `rule/` and the id of the rule. */
  readonly place: string;
  readonly is: Card['is'] | 'rule';
  readonly title: string;
  /** What tells it from others of that title: the kind of a property, the category of a rule. */
  readonly hint: string;
  readonly says: string;
  readonly synonyms: readonly string[];
  readonly options: readonly string[];
  /** Kinds before their properties, essential ones before the rest. */
  readonly rank: number;
}

const ranks = { element: 0, edge: 1, row: 2, property: 3, rule: 5 } as const;
const kinds = { element: 'Element', edge: 'Arrow', row: 'Part of a list' } as const;

export const rulePlace = (id: string) => `rule/${id}`;

/** The id of the rule whose page stands there; undefined for a card. */
export const ruleAt = (place: string) => (place.startsWith('rule/') ? place.slice('rule/'.length) : undefined);

/** Which kind a property belongs to, in words. */
export function hintOf(card: Card, cards: ReadonlyMap<string, Card>): string {
  if (card.is !== 'property') return kinds[card.is];
  if (card.of !== undefined) return cards.get(card.of)?.title ?? card.of;
  return card.id.startsWith('arrow.') ? 'Any arrow' : 'Any element';
}

export function termsOf(cards: ReadonlyMap<string, Card>, rules: readonly Rule[]): readonly Term[] {
  return [
    ...[...cards.values()].map((card) => ({
      place: card.id,
      is: card.is,
      title: card.title,
      hint: hintOf(card, cards),
      says: card.what,
      synonyms: card.synonyms,
      options: card.options.map(({ label }) => label),
      rank: ranks[card.is] + (card.essential ? 0 : 1),
    })),
    ...rules.map((rule) => ({
      place: rulePlace(rule.id),
      is: 'rule' as const,
      title: rule.title,
      hint: categories[rule.category],
      says: rule.summary,
      synonyms: [rule.id],
      options: [],
      rank: ranks.rule,
    })),
  ];
}

/** Spelling does not matter: “dead-letter queue” is “Dead letter queue”. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const inText = 8;

/** How well a word fits: the title counts most, then other words for it, what can be chosen, and what is said. */
function fitOfWord(term: Term, word: string): number | undefined {
  const starts = (texts: readonly string[]) => texts.some((text) => ` ${plain(text)}`.includes(` ${word}`));
  if (starts([term.title])) return 1;
  if (starts(term.synonyms)) return 2;
  if (starts(term.options) || starts([term.hint])) return 4;
  return starts([term.says]) ? inText : undefined;
}

function fitOf(term: Term, typed: string): number | undefined {
  if (plain(term.title) === typed) return 0;
  if (term.synonyms.some((each) => plain(each) === typed)) return 0.5;
  let sum = 0;
  for (const word of typed.split(' ')) {
    const fit = fitOfWord(term, word);
    if (fit === undefined) return undefined;
    sum += fit;
  }
  return sum;
}

/** Terms in which every typed word is found, best first; all of them, in their order, while nothing is typed. */
export function findTerms(terms: readonly Term[], text: string): readonly Term[] {
  const typed = plain(text);
  if (typed === '') return terms;
  return terms
    .flatMap((term) => {
      const fit = fitOf(term, typed);
      return fit === undefined ? [] : [{ term, fit }];
    })
    .sort((a, b) => a.fit - b.fit || a.term.rank - b.term.rank || compareForPeople(a.term.title, b.term.title))
    .map(({ term }) => term);
}
