import { type Design, nameOf, splitReference } from '#model/design.ts';
import { type Property, unresolvedMark } from '#model/property.ts';
import { words } from './labels.ts';

/** Words that stand instead of a value, as people say them. */
const spoken: Readonly<Record<string, string>> = {
  none: 'None',
  timeout: 'It lapses by itself',
  all: 'All',
  own: 'Its own doing',
  const: 'One key for all',
  forever: 'For ever',
  unlimited: 'Without limit',
  primaryKey: 'The primary key of the row',
};

export function spokenWord(word: string): string {
  return word === '?' ? words.unsure : (spoken[word] ?? word);
}

/** A value in words: for defaults, summaries and announcements. */
export function saidValue(design: Design, property: Property, value: unknown): string {
  if (value === '?') return words.unsure;
  if (value === '' || value === undefined) return words.empty;
  if (property.valueType === 'rows') return String((value as readonly unknown[]).length);
  if (Array.isArray(value)) {
    return value.length === 0 ? words.none : value.map((each: string) => saidOne(design, property, each)).join(', ');
  }
  return saidOne(design, property, value);
}

function saidOne(design: Design, property: Property, value: unknown): string {
  if (typeof value === 'number') return property.unit ? `${value} ${property.unit}` : String(value);
  const text = String(value);
  const option = property.options?.find((each) => each.value === text);
  if (option) return option.label;
  if (property.words?.includes(text)) return spokenWord(text);
  if (property.valueType === 'reference' || property.valueType === 'references' || property.valueType === 'edges')
    return referenceName(design, text);
  return text;
}

/** The name behind a reference, with the version where it names one. */
export function referenceName(design: Design, reference: string): string {
  const [id, version] = splitReference(reference);
  const name = nameOf(design, id);
  return version === undefined ? name : `${name} ${version}`;
}

/** True where a reference leads to nothing: it was never resolved, or its element is gone. */
export function isBroken(design: Design, reference: string): boolean {
  if (reference.startsWith(unresolvedMark)) return true;
  const [id] = splitReference(reference);
  return !design.elements.has(id) && !design.edges.has(id);
}
