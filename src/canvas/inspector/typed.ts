import type { Property, Value } from '#model/property.ts';
import { accepts } from '#model/values.ts';
import { words } from './labels.ts';

export type Typed = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly sentence: string };

const units: Readonly<Record<string, string>> = {
  millisecond: 'ms',
  milliseconds: 'ms',
  ms: 'ms',
  s: 's',
  min: 'min',
  h: 'h',
  d: 'd',
  sec: 's',
  second: 's',
  seconds: 's',
  m: 'min',
  minute: 'min',
  minutes: 'min',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
  b: 'B',
  byte: 'B',
  bytes: 'B',
  k: 'KiB',
  kb: 'KiB',
  kib: 'KiB',
  mb: 'MiB',
  mib: 'MiB',
  gb: 'GiB',
  gib: 'GiB',
};

const said: Readonly<Record<string, string>> = { 'for ever': 'forever', ever: 'forever', 'no limit': 'unlimited' };

/** Reads what somebody typed into a field, forgiving about spaces and the names of units. */
export function readTyped(property: Property, text: string): Typed {
  const trimmed = property.valueType === 'text' || property.valueType === 'lines' ? text : text.trim();
  const value = meant(property, trimmed);
  if (value !== undefined && accepts(property, value)) return { ok: true, value };
  return { ok: false, sentence: sentenceFor(property) };
}

function meant(property: Property, text: string): Value | undefined {
  const word = said[text.toLowerCase()] ?? text.toLowerCase();
  const named = property.words?.find((each) => each.toLowerCase() === word);
  switch (property.valueType) {
    case 'text':
    case 'lines':
    case 'longText':
    case 'choice':
    case 'semver':
      return text;
    case 'integer':
      if (text === '' || text === '?') return property.unsure ? '?' : (property.default as Value);
      return named ?? (/^-?\d+$/.test(text) ? Number(text) : undefined);
    case 'duration':
    case 'bytes':
    case 'rate':
      if (text === '' || text === '?') return '?';
      return named ?? measured(property, text);
    case 'fieldPath':
      if (text === '') return property.default as Value;
      return named ?? text;
    case 'fieldPaths':
    case 'words': {
      if (text === '?' || (text === '' && property.unsure)) return '?';
      const listed = text.split(/[,\n]/u).map((part) => part.trim());
      return [...new Set(listed.filter((part) => part !== ''))];
    }
    default:
      return text;
  }
}

function measured(property: Property, text: string): string | undefined {
  const found = /^(\d+(?:[.,]\d+)?)\s*(\/|per)?\s*([A-Za-z]+)$/u.exec(text.trim());
  if (!found) return undefined;
  const number = (found[1] as string).replace(',', '.');
  const unit = found[3] as string;
  const known = units[unit.toLowerCase()] ?? unit;
  const exact = ['ms', 's', 'min', 'h', 'd', 'B', 'KiB', 'MiB', 'GiB'].includes(unit) ? unit : known;
  return property.valueType === 'rate' ? (found[2] === undefined ? undefined : `${number}/${exact}`) : `${number}${exact}`;
}

/** What the field would accept, as a sentence. */
export function sentenceFor(property: Property): string {
  const alsoWords = property.words?.filter((word) => word !== '') ?? [];
  const also = alsoWords.length > 0 ? words.orOneOf(alsoWords) : '';
  switch (property.valueType) {
    case 'duration':
      return words.expectsDuration + also;
    case 'bytes':
      return words.expectsBytes + also;
    case 'rate':
      return words.expectsRate + also;
    case 'integer':
      return words.expectsInteger(property.min ?? 1) + also;
    case 'semver':
      return words.expectsSemver;
    case 'text':
    case 'fieldPath':
      return words.tooLong;
    default:
      return words.notAccepted;
  }
}
