import { getNodeValue } from 'jsonc-parser';
import { list } from '#base/text.ts';
import type { Place } from '../../change.ts';
import { type Broken, collectWays, placesOf, type Way } from '../../ways.ts';
import { type JSONPath, pathAt, valueAtPath, withValues } from '../json-edits.ts';
import { readJson } from '../json-text.ts';
import { namespaceAt } from './names.ts';
import type { AvroDocument } from './schema.ts';

/** A text, as values and with the places where they stand. */
interface Read {
  readonly text: string;
  readonly root: unknown;
  pathOf(place: Place | undefined): JSONPath | undefined;
  at(path: JSONPath | undefined): unknown;
  namespaceAt(path: JSONPath): string;
}

function read(text: string): Read | undefined {
  const json = readJson(text, 'schema');
  if (!json.ok) return undefined;
  const root = getNodeValue(json.value) as unknown;
  return {
    text,
    root,
    // Pointers of Avro's differences follow the data; the range is where it is written.
    pathOf: (place) => (place?.range === undefined ? undefined : pathAt(json.value, text, place.range)),
    at: (path) => (path === undefined ? undefined : valueAtPath(root, path)),
    namespaceAt: (path) => namespaceAt(root, path),
  };
}

/** One point in both texts: the path in either, as far as it stands there, and the value of the earlier one. */
interface Spot {
  readonly rule: string;
  readonly newest: Read;
  readonly earlier: Read;
  readonly path: JSONPath;
  readonly was: unknown;
  readonly wasAt: JSONPath | undefined;
}

/** Ways for the points at which a newer Avro schema and an earlier one can't read each other's data. */
export function avroWays(text: string, points: readonly Broken<AvroDocument>[]): readonly Way[] {
  const newest = read(text);
  if (newest === undefined) return [];
  return collectWays(points, (point) => {
    const places = placesOf(point);
    const earlier = read(point.earlier.text);
    const path = newest.pathOf(places.newest);
    if (earlier === undefined || path === undefined) return [];
    const wasAt = earlier.pathOf(places.earlier);
    const spot: Spot = { rule: point.change.rule, newest, earlier, path, was: earlier.at(wasAt), wasAt };
    const { newer, older } = waysOf[spot.rule] ?? {};
    return (point.readerIs === 'newer' ? newer : older)?.(spot) ?? [];
  });
}

type WaysOf = (spot: Spot) => readonly Way[];

/** By rule: the ways where the newer version reads, and where the older one does. */
const waysOf: Readonly<Record<string, { readonly newer?: WaysOf; readonly older?: WaysOf }>> = {
  READER_FIELD_MISSING_DEFAULT_VALUE: { newer: (spot) => [...aliases(spot), ...defaults(spot)], older: keepField },
  NAME_MISMATCH: { newer: (spot) => [...nameAlias(spot), ...keepName(spot)], older: keepName },
  MISSING_ENUM_SYMBOLS: { newer: (spot) => [...keepSymbols(spot), ...enumDefault(spot)] },
  FIXED_SIZE_MISMATCH: { newer: keepSize, older: keepSize },
  TYPE_MISMATCH: { newer: (spot) => [...bothTypes(spot), ...putBack(spot)], older: putBack },
  MISSING_UNION_BRANCH: { newer: keepBranch },
};

interface Field {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly aliases?: unknown;
}

const fieldsOf = (record: unknown): readonly Field[] => {
  const { fields } = (record ?? {}) as { readonly fields?: unknown };
  return Array.isArray(fields) ? (fields as Field[]) : [];
};
const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);

/** Data under the name of a field that is gone may be what the new field is about. */
function aliases({ newest, path, was }: Spot): readonly Way[] {
  const field = newest.at(path) as Field | undefined;
  const record = newest.at(path.slice(0, -2));
  const known = new Set(fieldsOf(record).flatMap((each) => [String(each.name), ...textsOf(each.aliases)]));
  const gone = fieldsOf(was)
    .map((each) => String(each.name))
    .filter((name) => !known.has(name));
  return gone.slice(0, 3).map((name) =>
    way(`Let “${String(field?.name)}” read older data’s “${name}” by an alias`, newest, [
      [...path, 'aliases'],
      [...textsOf(field?.aliases), name],
    ]),
  );
}

function defaults({ newest, path }: Spot): readonly Way[] {
  const field = newest.at(path) as Field | undefined;
  const name = String(field?.name);
  const { type } = field ?? {};
  const first = Array.isArray(type) ? (type as unknown[])[0] : type;
  const value = typeof first === 'string' ? empty[first] : undefined;
  const ways: Way[] = [];
  if (value !== undefined) ways.push(way(`Give “${name}” a default`, newest, [[...path, 'default'], value]));
  if (!Array.isArray(type) && type !== undefined)
    ways.push(
      way(
        `Let “${name}” be null, which is then its default`,
        newest,
        [
          [...path, 'type'],
          ['null', type],
        ],
        [[...path, 'default'], null],
      ),
    );
  return ways;
}

const empty: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: false,
  int: 0,
  long: 0,
  float: 0,
  double: 0,
  bytes: '',
  string: '',
};

/** Older readers have no default for what the newest version no longer writes. */
function keepField({ newest, path, was }: Spot): readonly Way[] {
  const { name } = (was ?? {}) as Field;
  const record = newest.at(path);
  if (typeof name !== 'string') return [];
  return [way(`Keep the field “${name}”`, newest, [[...path, 'fields', fieldsOf(record).length], was])];
}

/** The path leads to the name itself. */
function nameAlias({ newest, earlier, path, was, wasAt }: Spot): readonly Way[] {
  if (typeof was !== 'string' || wasAt === undefined) return [];
  const schema = path.slice(0, -1);
  const { aliases: known } = (newest.at(schema) ?? {}) as Field;
  const [namespace, before] = [newest.namespaceAt(schema), earlier.namespaceAt(wasAt.slice(0, -1))];
  const short = was.slice(was.lastIndexOf('.') + 1);
  const alias = namespace === before ? short : before === '' ? short : `${before}.${short}`;
  const title = `Let “${String(newest.at(path))}” read older data’s “${short}” by an alias`;
  return [
    way(title, newest, [
      [...schema, 'aliases'],
      [...textsOf(known), alias],
    ]),
  ];
}

function keepName({ newest, path, was }: Spot): readonly Way[] {
  return typeof was === 'string' ? [way(`Keep the name “${was}”`, newest, [path, was])] : [];
}

function keepSymbols({ newest, path, was }: Spot): readonly Way[] {
  const symbols = textsOf(newest.at(path));
  const gone = textsOf(was).filter((symbol) => !symbols.includes(symbol));
  const title = `Keep ${list(gone.slice(0, 5))}${gone.length > 5 ? ' and others' : ''} in “${nameAt(newest, path)}”`;
  return gone.length === 0 ? [] : [way(title, newest, [path, [...symbols, ...gone]])];
}

/** What readers do not know is read as the default: a symbol that says so, if there is one. */
function enumDefault({ newest, path }: Spot): readonly Way[] {
  const symbols = textsOf(newest.at(path));
  const symbol = symbols.find((each) => /^(?:unknown|unspecified|undefined|other|none)$/i.test(each)) ?? symbols[0];
  if (symbol === undefined) return [];
  const title = `Read what “${nameAt(newest, path)}” does not know as ${symbol}, its default`;
  return [way(title, newest, [[...path.slice(0, -1), 'default'], symbol])];
}

function keepSize({ newest, path, was }: Spot): readonly Way[] {
  return typeof was === 'number' ? [way(`Keep the size of “${nameAt(newest, path)}”, ${was}`, newest, [path, was])] : [];
}

/** A union that holds the old type reads both old and new data. */
function bothTypes({ newest, path, was }: Spot): readonly Way[] {
  const is = newest.at(path);
  if (was === undefined || Array.isArray(was) || Array.isArray(is)) return [];
  return [way(`Allow both in ${called(newest, path)}: ${shown(was)} or ${shown(is)}`, newest, [path, [was, is]])];
}

function putBack({ newest, path, was }: Spot): readonly Way[] {
  return was === undefined ? [] : [way(`Put ${called(newest, path)} back to ${shown(was)}`, newest, [path, was])];
}

/** At the end: the first branch decides about defaults. */
function keepBranch({ newest, path, was }: Spot): readonly Way[] {
  const union = newest.at(path);
  if (!Array.isArray(union) || was === undefined || Array.isArray(was)) return [];
  return [way(`Keep ${shown(was)} in the union of ${called(newest, path)}`, newest, [[...path, union.length], was])];
}

/** The name of the schema that a path leads into. */
function nameAt(text: Read, path: JSONPath): string {
  const { name } = (text.at(path.slice(0, -1)) ?? {}) as Field;
  return typeof name === 'string' ? name : '';
}

/** The field that a type belongs to, or the whole. */
function called(text: Read, path: JSONPath): string {
  const at = path.lastIndexOf('fields');
  const field = at < 0 ? undefined : (text.at(path.slice(0, at + 2)) as Field | undefined);
  return typeof field?.name === 'string' ? `“${field.name}”` : 'the message';
}

/** A type in a word: its name, or its kind. */
function shown(type: unknown): string {
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) return `the union of ${list(type.map(shown))}`;
  const { name, type: kind } = (type ?? {}) as Field;
  return String(typeof name === 'string' ? name : (kind ?? 'a schema'));
}

function way(title: string, { text }: Read, ...changes: readonly (readonly [JSONPath, unknown])[]): Way {
  return { title, text: withValues(text, ...changes) };
}
