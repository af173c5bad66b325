import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { list, normalName, quoted } from '#base/text.ts';
import { type Design, nameOf, splitReference } from '#model/design.ts';
import { durationMs, type Property, unknown, unresolvedMark } from '#model/property.ts';

/** What one design says in one matter: a key to compare by, and words. Undefined: not said [D3]. */
export interface Answer {
  readonly key: string;
  /** The raw word where it is one (an option, `none`), else the printed value. */
  readonly value: string;
  /** As it may stand in a sentence when no phrase knows the value. */
  readonly words: string;
  /** What a list consists of. */
  readonly items?: readonly Answer[];
}

/** Reads the value of a property; references are compared by row, durations by length, names by letters [D5]. */
export function answerOf(design: Design, rows: ReadonlyMap<Id, string>, property: Property, value: unknown): Answer | undefined {
  if (value === undefined || value === unknown || value === '') return undefined;
  switch (property.valueType) {
    case 'reference':
      if (value === 'none') return property.default === 'none' ? undefined : reference(design, rows, value);
      return property.words?.includes(String(value)) ? plain(String(value)) : reference(design, rows, String(value));
    case 'references':
    case 'edges':
      if (!Array.isArray(value)) return plain(String(value));
      return value.length === 0 ? undefined : joined(value.map((each) => reference(design, rows, String(each))));
    case 'words':
    case 'fieldPaths':
    case 'choices':
      if (!Array.isArray(value)) return plain(String(value));
      return value.length === 0 ? undefined : joined(value.map((each) => choice(property, String(each))));
    case 'duration': {
      const ms = durationMs(String(value));
      return { ...plain(String(value)), key: ms === undefined ? String(value) : String(ms) };
    }
    case 'choice':
      return choice(property, String(value));
    case 'text':
    case 'fieldPath':
      return { ...plain(String(value)), key: normalName(String(value)) || String(value) };
    case 'lines':
    case 'longText':
      return plain(String(value).trim());
    default:
      return plain(String(value));
  }
}

function plain(value: string): Answer {
  return { key: value, value, words: value };
}

function choice(property: Property, value: string): Answer {
  const label = property.options?.find((option) => option.value === value)?.label;
  return { key: value, value, words: label ?? value };
}

function joined(answers: readonly Answer[]): Answer {
  const sorted = [...answers].sort((a, b) => compare(a.key, b.key));
  const words = list(sorted.map((answer) => answer.words));
  return { key: sorted.map((answer) => answer.key).join(' '), value: words, words, items: sorted };
}

function reference(design: Design, rows: ReadonlyMap<Id, string>, value: string): Answer {
  if (value === 'none') return { key: 'none', value: 'none', words: 'nothing' };
  const [id, version] = splitReference(value);
  const suffix = version === undefined ? '' : `@${version}`;
  if (id.startsWith(unresolvedMark))
    return { key: `${normalName(id)}${suffix}`, value, words: `${quoted(id.slice(1))}${suffix}` };
  const words = `${quoted(nameOf(design, id))}${suffix}`;
  return { key: `${rows.get(id) ?? id}${suffix}`, value: words, words };
}
