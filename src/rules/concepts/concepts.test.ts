import { describe, expect, it } from 'vitest';
import { readBy } from '#model/generated/read-by.ts';
import { edgeKinds, elementKinds, rowKinds } from '#model/kinds/index.ts';
import type { Property } from '#model/property.ts';
import { ruleOf, rules } from '../index.ts';
import { cardIdOf, cardsOf, cardsOfRule } from './cards.ts';
import { findTerms, ruleAt, termsOf } from './glossary.ts';

const cards = cardsOf(rules);
const terms = termsOf(cards, rules);
const kinds = Object.values({ ...elementKinds, ...edgeKinds, ...rowKinds }) as unknown as readonly {
  readonly kind: string;
  readonly properties: Readonly<Record<string, Property>>;
}[];
const essential = kinds.flatMap(({ kind, properties }) =>
  Object.entries(properties)
    .filter(([, { level }]) => level === 'essential')
    .map(([name]) => cardIdOf(kind, name)),
);
const sentences = (text: string) => text.split(/(?<=[.?])\s+(?=[A-Z“])/).length;

describe('concept cards', () => {
  it.each(kinds.map(({ kind }) => kind))(
    '[C1] the kind %s has a card that says everything, in two to four sentences a section',
    (kind) => {
      const card = cards.get(kind);
      if (!card?.sections) throw new Error(`no card for ${kind}`);
      for (const text of [card.what, ...Object.values(card.sections)]) expect(text).toMatch(/^[A-Z].*[.]$/);
      for (const text of Object.values(card.sections)) {
        expect(sentences(text), text).toBeGreaterThanOrEqual(2);
        expect(sentences(text), text).toBeLessThanOrEqual(4);
      }
      expect(card.synonyms.length, 'synonyms').toBeGreaterThan(0);
      expect(card.sources.length, 'sources').toBeGreaterThan(0);
    },
  );

  it.each([...new Set(essential)])('[C1] the essential property %s has a card that says everything', (id) => {
    const card = cards.get(id);
    if (!card?.sections) throw new Error(`no card for ${id}`);
    for (const text of Object.values(card.sections)) {
      expect(text).toMatch(/^[A-Z“].*[.]$/);
      expect(sentences(text), text).toBeLessThanOrEqual(4);
    }
    expect(card.synonyms.length, 'synonyms').toBeGreaterThan(0);
    expect(card.sources.length, 'sources').toBeGreaterThan(0);
  });

  it('[C1] every property has a card, and what all elements have alike is on one', () => {
    for (const { kind, properties } of kinds)
      for (const name of Object.keys(properties)) expect([...cards.keys()], `${kind}.${name}`).toContain(cardIdOf(kind, name));
    expect(cardIdOf('channel', 'name')).toBe('any.name');
    expect(cardIdOf('calls', 'name')).toBe('arrow.name');
    expect(cardIdOf('service', 'context')).toBe('service.context');
    expect(cardIdOf('store', 'context')).toBe('any.context');
    expect(cardIdOf('field', 'name')).toBe('field.name');
  });

  it('[C2] links from cards lead to other cards', () => {
    for (const card of cards.values())
      for (const id of [...card.see, ...card.properties, ...(card.joins?.from ?? []), ...(card.joins?.to ?? [])]) {
        expect(cards.has(id), `${card.id} → ${id}`).toBe(true);
        if (card.is !== 'property' || card.see.includes(id)) expect(id).not.toBe(card.id);
      }
  });

  it('[C3] say which rules read them, each once', () => {
    for (const [at, ids] of Object.entries(readBy)) {
      const [kind = '', property = ''] = at.split('.');
      expect(cards.get(cardIdOf(kind, property))?.readBy, at).toEqual(expect.arrayContaining([...ids]));
    }
    for (const { id, examinedBy, readBy: read } of cards.values()) {
      const all = [...examinedBy, ...read];
      expect(new Set(all).size, id).toBe(all.length);
      expect(all.filter((rule) => !ruleOf(rule))).toEqual([]);
    }
  });

  it('[C3] a rule leads back to the kinds and properties that it is about', () => {
    for (const rule of rules) {
      const { kinds: subjects, properties } = cardsOfRule(rule);
      for (const id of [...subjects, ...properties]) expect(cards.has(id), `${rule.id} → ${id}`).toBe(true);
    }
    expect(cardsOfRule(ruleOf('backlog-unwatched') as never)).toEqual({
      kinds: ['channel'],
      properties: expect.arrayContaining(['channel.watched', 'channel.role']),
    });
  });
});

describe('the glossary', () => {
  const places = (typed: string) => findTerms(terms, typed).map(({ place }) => place);

  it('[C4] lists every card and every rule once', () => {
    expect(new Set(terms.map(({ place }) => place)).size).toBe(terms.length);
    expect(terms.length).toBe(cards.size + rules.length);
    expect(findTerms(terms, '  ')).toEqual(terms);
  });

  it('[C4] finds each term by its title', () => {
    for (const term of terms) expect(places(term.title), term.place).toContain(term.place);
  });

  it.each([
    ['queue', 'channel'],
    ['topic', 'channel'],
    ['DLQ', 'deadLetters'],
    ['dead-letter queue', 'deadLetters'],
    ['retention', 'channel.retention'],
    ['subscribe', 'consumes'],
    ['CDC', 'connector'],
    ['data contract', 'contract'],
    ['partition key', 'publishes.key'],
    ['dual-write', 'rule/dual-write'],
    ['workflow', 'saga'],
    ['tumbling', 'processor.window'],
  ])('[C4] finds for “%s” first %s or, where several are called so, among the first', (typed, place) => {
    expect(places(typed).slice(0, 3)).toContain(place);
  });

  it('[C4] asks for every word that is typed, and says nothing where none fits', () => {
    expect(places('channel retention')[0]).toBe('channel.retention');
    expect(places('retention zebra')).toEqual([]);
  });

  it('knows a rule from a card by its place', () => {
    expect(ruleAt('rule/dual-write')).toBe('dual-write');
    expect(ruleAt('channel.type')).toBeUndefined();
  });
});
