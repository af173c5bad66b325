import { compare } from '#base/order.ts';
import '#model/kind-texts.ts';
import { readBy } from '#model/generated/read-by.ts';
import { commonEdgeProperties, commonProperties } from '#model/kind.ts';
import { edgeKinds, elementKinds, rowKinds } from '#model/kinds/index.ts';
import type { Option, Property } from '#model/property.ts';
import type { Rule } from '../rule.ts';
import { type Source, sources } from '../sources.ts';
import type { Concept } from './concept.ts';
import { edgePropertyConcepts } from './edge-properties.ts';
import { edgeConcepts } from './edges.ts';
import { elementPropertyConcepts, nameConcept } from './element-properties.ts';
import { elementConcepts } from './elements.ts';
import { rowPropertyConcepts } from './row-properties.ts';
import { rowConcepts } from './rows.ts';

/** A card, put together from the declared kind, its concept, and the rules that read it. */
export interface Card {
  /** `channel`, `channel.retention`; `any.name` for what all elements have, `arrow.name` for all arrows. */
  readonly id: string;
  readonly is: 'element' | 'edge' | 'row' | 'property';
  readonly title: string;
  readonly essential: boolean;
  /** The kind that a property belongs to; none if it is common to all. */
  readonly of?: string;
  readonly what: string;
  readonly options: readonly Option[];
  /** Only kinds and essential properties have them; of the rest, help and options say enough. */
  readonly sections?: { readonly use: string; readonly not: string; readonly wrong: string };
  readonly synonyms: readonly string[];
  /** Of an arrow: kinds that it may join. */
  readonly joins?: { readonly from: readonly string[]; readonly to: readonly string[] };
  /** Of a kind: cards of its properties, those that are common to all left out. */
  readonly properties: readonly string[];
  /** Other cards to go on with. */
  readonly see: readonly string[];
  /** Ids of rules that look at each of this kind. */
  readonly examinedBy: readonly string[];
  /** Ids of other rules that read it, those that read little else first. */
  readonly readBy: readonly string[];
  readonly sources: readonly Source[];
}

interface Declared {
  readonly kind: string;
  readonly label: string;
  readonly help?: string;
  readonly from?: readonly string[];
  readonly to?: readonly string[];
  readonly properties: Readonly<Record<string, Property>>;
}

type Texts = Readonly<Record<string, Readonly<Record<string, Concept | undefined>>>>;

const families = [
  { is: 'element', kinds: elementKinds, concepts: elementConcepts, properties: elementPropertyConcepts },
  { is: 'edge', kinds: edgeKinds, concepts: edgeConcepts, properties: edgePropertyConcepts },
  { is: 'row', kinds: rowKinds, concepts: rowConcepts, properties: rowPropertyConcepts },
] as const;

const isElement = (kind: string) => kind in elementKinds;
const isEdge = (kind: string) => kind in edgeKinds;

/** The card that speaks of a property. What all elements or arrows have alike is on one card. */
export function cardIdOf(kind: string, property: string): string {
  const own = `${kind}.${property}`;
  if (isEdge(kind)) return property === 'name' ? 'arrow.name' : property in commonEdgeProperties ? `any.${property}` : own;
  if (!isElement(kind) || !(property in commonProperties)) return own;
  const declared = (elementKinds as unknown as Readonly<Record<string, Declared>>)[kind]?.properties[property];
  return property === 'name' || declared?.level !== 'essential' ? `any.${property}` : own;
}

/** Ids of rules by card, and how many cards each rule reads. */
function readings(): { readonly byCard: ReadonlyMap<string, readonly string[]>; readonly width: ReadonlyMap<string, number> } {
  const byCard = new Map<string, string[]>();
  const width = new Map<string, number>();
  for (const [at, ids] of Object.entries(readBy)) {
    const [kind = '', property = ''] = at.split('.');
    const card = cardIdOf(kind, property);
    for (const of of card.startsWith('any.') || card.startsWith('arrow.') ? [card] : [card, kind]) {
      const known = byCard.get(of) ?? [];
      byCard.set(of, [...known, ...ids.filter((id) => !known.includes(id))]);
    }
    for (const id of ids) width.set(id, (width.get(id) ?? 0) + 1);
  }
  return { byCard, width };
}

/** All cards by id, in the order of the registries; each kind before its properties. */
export function cardsOf(rules: readonly Rule[]): ReadonlyMap<string, Card> {
  const { byCard, width } = readings();
  const cards = new Map<string, Card>();
  const narrowFirst = (ids: readonly string[]) =>
    [...ids].sort((a, b) => (width.get(a) ?? 0) - (width.get(b) ?? 0) || compare(a, b));
  const add = (card: Omit<Card, 'readBy' | 'sources' | 'synonyms' | 'see'>, concept: Concept | undefined) =>
    cards.set(card.id, {
      ...card,
      synonyms: concept?.synonyms ?? [],
      see: concept?.see ?? [],
      readBy: narrowFirst((byCard.get(card.id) ?? []).filter((id) => !card.examinedBy.includes(id))),
      sources: concept?.sources.map((key) => sources[key]) ?? [],
      ...(concept && { sections: { use: concept.use, not: concept.not, wrong: concept.wrong } }),
    });
  const addProperty = (id: string, of: string | undefined, property: Property, concept: Concept | undefined) =>
    add(
      {
        id,
        is: 'property',
        title: property.label,
        essential: property.level === 'essential',
        ...(of !== undefined && { of }),
        what: property.help,
        options: property.options ?? [],
        properties: property.row ? [property.row.kind] : [],
        examinedBy: [],
      },
      concept,
    );
  for (const { is, kinds, concepts, properties } of families) {
    for (const declared of Object.values(kinds) as unknown as readonly Declared[]) {
      const { kind, label, help } = declared;
      const concept = (concepts as Readonly<Record<string, Concept>>)[kind] as Concept;
      const own = Object.keys(declared.properties).filter((name) => cardIdOf(kind, name) === `${kind}.${name}`);
      add(
        {
          id: kind,
          is,
          title: label,
          essential: true,
          what: [help, concept.more].filter(Boolean).join(' '),
          options: [],
          ...(declared.from && declared.to && { joins: { from: declared.from, to: declared.to } }),
          properties: own.map((name) => `${kind}.${name}`),
          examinedBy: rules.filter(({ subject }) => (subject as readonly string[]).includes(kind)).map(({ id }) => id),
        },
        concept,
      );
      for (const name of own)
        addProperty(
          `${kind}.${name}`,
          kind,
          declared.properties[name] as Property,
          (properties as unknown as Texts)[kind]?.[name],
        );
    }
  }
  for (const [name, property] of Object.entries(commonProperties) as [string, Property][])
    addProperty(`any.${name}`, undefined, property, name === 'name' ? nameConcept : undefined);
  addProperty('arrow.name', undefined, commonEdgeProperties.name as Property, undefined);
  return cards;
}

/** What a rule is about: the kinds that it looks at, and the properties that it reads, those that few rules read first. */
export function cardsOfRule(rule: Pick<Rule, 'id' | 'subject'>): {
  readonly kinds: readonly string[];
  readonly properties: readonly string[];
} {
  const { byCard } = readings();
  const read = [...byCard].filter(([card, ids]) => card.includes('.') && ids.includes(rule.id));
  read.sort(([a, forA], [b, forB]) => forA.length - forB.length || compare(a, b));
  return { kinds: rule.subject, properties: read.map(([card]) => card) };
}
