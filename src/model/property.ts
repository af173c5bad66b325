import type { ElementKind } from './kind.ts';

/**
 * How a property is declared: once, as a JSON Schema whose annotations say everything else
 * that the inspector, the sketch notation, the documentation and the validation need to know. See SPEC.md, [K].
 *
 * `?` is a value: "nobody has said yet". It is never an error by itself.
 */
export const unknown = '?';
export type Unknown = typeof unknown;

/** What stands in one property. Rows (fields, versions, steps) are declared by `rows` and are lists of records. */
export type Value = string | number | readonly string[];

export type ValueType =
  | 'text'
  | 'lines'
  | 'longText'
  | 'integer'
  | 'choice'
  | 'choices'
  | 'duration'
  | 'bytes'
  | 'rate'
  | 'fieldPath'
  | 'fieldPaths'
  | 'semver'
  | 'words'
  | 'reference'
  | 'references'
  | 'edges'
  | 'rows';

export interface About {
  /** Shown before the input: two or three words, capitalised like a sentence. */
  label: string;
  /** One or two plain sentences: what it means and why somebody would care. */
  help: string;
  /** Essential properties are shown first; the rest stand under "More", by group. */
  level?: 'essential' | 'advanced';
  /** Heading under "More". */
  group?: string;
  /** Unit of a number, as written after it. */
  unit?: string;
  /** Asked instead of the label in simple words: "If this message arrives twice, then …". */
  question?: string;
}

/** What each property's schema carries besides the JSON Schema keywords. */
export interface Annotation extends About {
  readonly valueType: ValueType;
  readonly default: Value | readonly [];
  /** `?` may be chosen. */
  readonly unsure: boolean;
  /** Values to choose from, in order, with the words shown for each. */
  readonly options?: readonly Option[];
  /** Words that may stand instead of a value of the type: `none`, `const`, `all`, `own`, `forever`. */
  readonly words?: readonly string[];
  /** Kinds that a reference may point to. */
  readonly refersTo?: readonly ElementKind[];
  /** A contract reference may name one version: `id@1.1.0`. */
  readonly versioned?: boolean;
  readonly min?: number;
  /** What a row consists of (valueType `rows`). */
  readonly row?: RowKind;
}

export interface Option {
  readonly value: string;
  readonly label: string;
  /** One sentence, shown under the label and in the completion of the notation. */
  readonly help?: string;
}

/** A declared property; `T` is the type of its values. */
export type Property<T = unknown> = Annotation & { readonly [valuesAre]?: T };
declare const valuesAre: unique symbol;

/** Keywords of JSON Schema. They are written out: a library that makes them would be loaded by every page that draws. */
type Schema = Readonly<Record<string, unknown>>;

const string = (keywords: Schema): Schema => ({ type: 'string', ...keywords });
const oneOf = (values: readonly string[]): Schema => ({ enum: values });
const listOf = (items: Schema, keywords: Schema): Schema => ({ type: 'array', items, ...keywords });
const either = (...schemas: readonly Schema[]): Schema => ({ anyOf: schemas });

export interface RowKind {
  readonly kind: string;
  readonly label: string;
  readonly plural: string;
  readonly properties: Readonly<Record<string, Property>>;
}

/** Limits of a single value; larger ones are refused with a sentence (see file.ts and document/). */
export const limits = { text: 200, lines: 4_000, longText: 200_000, list: 200, rows: 1_000 } as const;

/** `unresolved` marks a reference to something that is not in the design, by the name that was written. */
export const unresolvedMark = '!';

type Asked<U> = U extends true ? Unknown : never;

function annotate<T>(
  schema: Schema,
  valueType: ValueType,
  about: About,
  rest: Partial<Annotation> & Pick<Annotation, 'default'>,
): Property<T> {
  return { ...schema, level: 'advanced', ...about, valueType, unsure: false, ...rest };
}

/** The same property, shown among the first: for common properties that matter more for one kind than for others. */
export function essential<T>(property: Property<T>): Property<T> {
  return { ...property, level: 'essential' };
}

/** A line of text. Default: empty. */
export function text(about: About): Property<string> {
  return annotate(string({ maxLength: limits.text }), 'text', about, { default: '' });
}

/** A few lines of text. Default: empty. */
export function lines(about: About): Property<string> {
  return annotate(string({ maxLength: limits.lines }), 'lines', about, { default: '' });
}

/** Long text, edited by several people at once (a Y.Text in the document). Default: empty. */
export function longText(about: About): Property<string> {
  return annotate(string({ maxLength: limits.longText }), 'longText', about, { default: '' });
}

/** A whole number of at least `min`; `?` is allowed when it is the default. */
export function integer<const D extends number | Unknown, const W extends string = never>(
  about: About & { default: D; min?: number; words?: readonly W[] },
): Property<number | W | Asked<D extends Unknown ? true : false>> {
  const { default: otherwise, min = 1, words = [], ...rest } = about;
  const unsure = otherwise === unknown;
  const number = { type: 'integer', minimum: min, maximum: 1_000_000_000 };
  const named = [...words, ...(unsure ? [unknown] : [])];
  return annotate(named.length > 0 ? either(number, oneOf(named)) : number, 'integer', rest, {
    default: otherwise,
    unsure,
    min,
    words,
  });
}

/** One of a few values, each with the words shown for it; `?` is allowed when it is the default. */
export function choice<
  const V extends Readonly<Record<string, string | Omit<Option, 'value'>>>,
  const D extends (keyof V & string) | Unknown,
>(values: V, about: About & { default: D; unsure?: boolean }): Property<(keyof V & string) | Unknown> {
  const { default: otherwise, unsure: asked, ...rest } = about;
  const unsure = asked ?? otherwise === unknown;
  const options = optionsOf(values);
  const all = [...options.map((o) => o.value), ...(unsure ? [unknown] : [])];
  return annotate(oneOf(all), 'choice', rest, { default: otherwise, unsure, options });
}

/** yes, no or, unless `known`, `?`. */
export function yesNo(
  about: About & { default: 'yes' | 'no' | Unknown; known?: boolean; yes?: string; no?: string },
): Property<'yes' | 'no' | Unknown> {
  const { known = false, yes = 'Yes', no = 'No', ...rest } = about;
  return choice({ yes, no }, { ...rest, unsure: !known }) as never;
}

/** Any of a few values, in the order of their declaration; `?` when nobody has said. */
export function choices<
  const V extends Readonly<Record<string, string | Omit<Option, 'value'>>>,
  const D extends readonly (keyof V & string)[] | Unknown,
>(values: V, about: About & { default: D }): Property<readonly (keyof V & string)[] | Unknown> {
  const { default: otherwise, ...rest } = about;
  const options = optionsOf(values);
  const unsure = otherwise === unknown;
  const listed = listOf(oneOf(options.map((o) => o.value)), { uniqueItems: true });
  return annotate(unsure ? either(listed, oneOf([unknown])) : listed, 'choices', rest, { default: otherwise, unsure, options });
}

function optionsOf(values: Readonly<Record<string, string | Omit<Option, 'value'>>>): Option[] {
  return Object.entries(values).map(([value, said]) => (typeof said === 'string' ? { value, label: said } : { value, ...said }));
}

const durationPattern = '[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|min|h|d)';

/** `500ms 30s 5min 12h 7d`, or one of the words. */
export function duration(about: About & { words?: readonly string[]; default?: string }): Property<string> {
  return measured('duration', durationPattern, about);
}

/** `300B 1KiB 4MiB 1GiB`. */
export function bytes(about: About & { words?: readonly string[]; default?: string }): Property<string> {
  return measured('bytes', '[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:B|KiB|MiB|GiB)', about);
}

/** `200/s 5/min 10/h`. */
export function rate(about: About & { words?: readonly string[]; default?: string }): Property<string> {
  return measured('rate', '[0-9]{1,9}(?:\\.[0-9]{1,3})?/(?:s|min|h|d)', about);
}

function measured(
  valueType: ValueType,
  pattern: string,
  about: About & { words?: readonly string[]; default?: string },
): Property<string> {
  const { words = [], default: otherwise = unknown, ...rest } = about;
  const named = [...words, unknown].map((word) => (word === unknown ? '\\?' : word));
  return annotate(string({ pattern: `^(?:${pattern}|${named.join('|')})$` }), valueType, rest, {
    default: otherwise,
    unsure: true,
    words,
  });
}

/**
 * The name of a field, dotted where nested. `words` (`none`, `const`) and `?` may stand instead; a field that is
 * really called so is written in double quotes.
 */
export function fieldPath(about: About & { default: string; words?: readonly string[] }): Property<string> {
  const { default: otherwise, words = [], ...rest } = about;
  return annotate(string({ maxLength: limits.text }), 'fieldPath', rest, {
    default: otherwise,
    unsure: otherwise === unknown,
    words,
  });
}

export function fieldPaths(about: About & { default: readonly string[] | Unknown }): Property<readonly string[] | Unknown> {
  const { default: otherwise, ...rest } = about;
  const unsure = otherwise === unknown;
  const listed = listOf(string({ minLength: 1, maxLength: limits.text }), { maxItems: limits.list });
  return annotate(unsure ? either(listed, oneOf([unknown])) : listed, 'fieldPaths', rest, { default: otherwise, unsure });
}

/** A list of short texts (tags, links). */
export function words(about: About): Property<readonly string[]> {
  return annotate(listOf(string({ minLength: 1, maxLength: 500 }), { maxItems: limits.list }), 'words', about, { default: [] });
}

export function semver(about: About & { default: string }): Property<string> {
  const { default: otherwise, ...rest } = about;
  const words = otherwise === '' ? [''] : [];
  return annotate(
    string({ pattern: '^(?:|(?:0|[1-9][0-9]{0,5})(?:\\.(?:0|[1-9][0-9]{0,5})){0,2}(?:-[0-9A-Za-z.-]{1,40})?)$' }),
    'semver',
    rest,
    {
      default: otherwise,
      words,
    },
  );
}

/**
 * Points to another element by id; `none`, one of `words` (and `?` where it is the default) may stand instead, and
 * `!name` for something that is not in the design (a broken reference, see integrity.ts).
 */
export function reference(
  about: About & { to: readonly ElementKind[]; default: 'none' | Unknown; versioned?: boolean; words?: readonly string[] },
): Property<string> {
  const { to, default: otherwise, versioned = false, words = [], ...rest } = about;
  const unsure = otherwise === unknown;
  const named = ['none', ...words];
  return annotate(referenceText([...named, ...(unsure ? ['\\?'] : [])].join('|'), versioned), 'reference', rest, {
    default: otherwise,
    unsure,
    words: named,
    refersTo: to,
    versioned,
  });
}

/** A list of references; a word (`all`) may stand instead of the list. */
export function references(
  about: About & {
    to: readonly ElementKind[];
    default: readonly string[] | string;
    words?: readonly string[];
    versioned?: boolean;
  },
): Property<readonly string[] | string> {
  const { to, default: otherwise, words = [], versioned = false, ...rest } = about;
  const unsure = otherwise === unknown;
  const named = [...words, ...(unsure ? [unknown] : [])];
  const listed = listOf(referenceText('', versioned), { maxItems: limits.list, uniqueItems: true });
  return annotate(named.length > 0 ? either(listed, oneOf(named)) : listed, 'references', rest, {
    default: otherwise,
    unsure,
    words,
    refersTo: to,
    versioned,
  });
}

/** A list of edges of the same node, by id; a word (`all`, `own`) may stand instead of the list. */
export function edges(about: About & { default: string; words: readonly string[] }): Property<readonly string[] | string> {
  const { default: otherwise, words, ...rest } = about;
  const listed = listOf(referenceText('', false), { minItems: 1, maxItems: limits.list, uniqueItems: true });
  return annotate(either(listed, oneOf([...words])), 'edges', rest, { default: otherwise, words });
}

function referenceText(words: string, versioned: boolean) {
  const version = versioned ? '(?:@[0-9A-Za-z.-]{1,60})?' : '';
  const named = words === '' ? '' : `${words}|`;
  return string({ pattern: `^(?:${named}[A-Za-z0-9_-]{1,40}${version}|${unresolvedMark}[^\\u0000-\\u001f]{1,240})$` });
}

/** Records in an order, each with an id of its own, so that two people can add rows at once. */
export function rows<R>(about: About & { of: RowKind }): Property<readonly R[]> {
  const { of, ...rest } = about;
  return annotate({ type: 'array', maxItems: limits.rows }, 'rows', rest, { default: [], row: of });
}

const durationUnits: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a duration value; Infinity for `forever`; undefined for `?`, other words and anything else. */
export function durationMs(value: string): number | undefined {
  if (value === 'forever') return Number.POSITIVE_INFINITY;
  const found = /^([0-9]+(?:\.[0-9]+)?)(ms|s|min|h|d)$/.exec(value);
  return found ? Number(found[1]) * (durationUnits[found[2] ?? ''] ?? Number.NaN) : undefined;
}

const byteUnits: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** Bytes of a size value; undefined for `?` and anything else. */
export function bytesOf(value: string): number | undefined {
  const found = /^([0-9]+(?:\.[0-9]+)?)(B|KiB|MiB|GiB)$/.exec(value);
  return found ? Number(found[1]) * (byteUnits[found[2] ?? ''] ?? Number.NaN) : undefined;
}

const perSecond: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86_400 };

/** Messages a second of a rate value; undefined for `?` and anything else. */
export function ratePerSecond(value: string): number | undefined {
  const found = /^([0-9]+(?:\.[0-9]+)?)\/(s|min|h|d)$/.exec(value);
  return found ? Number(found[1]) / (perSecond[found[2] ?? ''] ?? Number.NaN) : undefined;
}
