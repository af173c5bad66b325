import { list } from '#base/text.ts';
import { type Broken, collectWays, placesOf, type Way } from '../../ways.ts';
import { type JSONPath, pathOf, valueAtPath, withValues } from '../json-edits.ts';
import { isObject, isTypeName } from './keywords.ts';
import type { JsonSchema } from './schema.ts';
import { shortText } from './words.ts';

/** A point with the values of both texts. Paths are those of the newest text, as far as it has the place. */
interface Spot {
  readonly rule: string;
  readonly text: string;
  readonly root: unknown;
  readonly path: JSONPath;
  /** What stands there in the earlier version. */
  readonly was: unknown;
  readonly readerIs: 'newer' | 'older';
}

/** Ways for the points at which a newer JSON Schema and an earlier one can't read each other's data. */
export function jsonSchemaWays(text: string, points: readonly Broken<JsonSchema>[]): readonly Way[] {
  const root = JSON.parse(text) as unknown;
  return collectWays(points, (point) => {
    const { newest, earlier } = placesOf(point);
    const place = newest ?? earlier;
    // What stands in an imported text can't be changed here.
    if (place === undefined || place.source !== undefined) return [];
    if (earlier?.source !== undefined) return [];
    const was = earlier && valueAtPath(point.earlier.root.value, pathOf(earlier.pointer));
    const path = pathOf(place.pointer);
    const spot: Spot = { rule: point.change.rule, text, root, path, was, readerIs: point.readerIs };
    return [...requirement(spot), ...contentModel(spot), ...bothAllowed(spot), ...putBack(spot)];
  });
}

/** The object around a property or an entry of `required`, and the name that is meant. */
function owner({ path, root }: Spot): { readonly object: JSONPath; readonly name: string } | undefined {
  const at = path.findLastIndex((part, i) => (part === 'properties' || part === 'required') && i === path.length - 2);
  if (at < 0) return undefined;
  const name = path[at] === 'required' ? String(valueAtPath(root, path)) : String(path.at(-1));
  return { object: path.slice(0, at), name };
}

/** What is newly required of older data is made optional, or gets a default; what older readers require is required again. */
function requirement(spot: Spot): readonly Way[] {
  const { rule, text, root, readerIs } = spot;
  if (!/^REQUIRED_(?:PROPERTY|ATTRIBUTE)_/.test(rule)) return [];
  if (readerIs === 'older') return requiredAgain(spot);
  const owned = owner(spot);
  if (owned === undefined) return [];
  const { object, name } = owned;
  const names = valueAtPath(root, [...object, 'required']);
  // Draft-04 has no empty lists there.
  const rest = Array.isArray(names) && names.includes(name) ? names.filter((each) => each !== name) : undefined;
  const property = [...object, 'properties', name];
  const { type } = (valueAtPath(root, property) ?? {}) as { readonly type?: unknown };
  const ways: Way[] = [];
  if (rest) ways.push(way(`Make “${name}” optional`, text, [[...object, 'required'], rest.length > 0 ? rest : undefined]));
  if (typeof type === 'string' && type in emptyValues)
    ways.push(way(`Give “${name}” a default`, text, [[...property, 'default'], emptyValues[type]]));
  return ways;
}

function requiredAgain({ text, root, path, was, rule }: Spot): readonly Way[] {
  const isEntry = path.at(-2) === 'required';
  const object = path.slice(0, -2);
  const name = isEntry ? String(was) : String(path.at(-1));
  const names = valueAtPath(root, [...object, 'required']);
  const required: [JSONPath, unknown] = [
    [...object, 'required'],
    [...(Array.isArray(names) ? names : []), name],
  ];
  if (isEntry) return [way(`Require “${name}” again`, text, required)];
  const kept: [JSONPath, unknown] = [[...object, 'properties', name], was];
  return [way(`Keep the property “${name}”${/WITH_DEFAULT/.test(rule) ? '' : ' and require it'}`, text, kept, required)];
}

const emptyValues: Readonly<Record<string, unknown>> = {
  string: '',
  integer: 0,
  number: 0,
  boolean: false,
  array: [],
  object: {},
  null: null,
};

const openness = ['additionalProperties', 'unevaluatedProperties'] as const;

/** What may stand under names that are not declared: opened, closed, or made no question of by keeping the property. */
function contentModel(spot: Spot): readonly Way[] {
  const { rule, text, root, path, was, readerIs } = spot;
  const isProperty = path.at(-2) === 'properties';
  const object = isProperty ? path.slice(0, -2) : path.slice(0, -1);
  const ways: Way[] = [];
  if (readerIs === 'newer') {
    const closed = openness.filter((keyword) => valueAtPath(root, [...object, keyword]) === false);
    if (/^PROPERTY_REMOVED_(?:FROM_CLOSED|NOT)|^(?:ADDITIONAL|UNEVALUATED)_PROPERTIES_REMOVED/.test(rule) && closed.length > 0)
      ways.push(
        way(
          `Open the content model: allow properties that are not declared${within(object)}`,
          text,
          ...closed.map((keyword): [JSONPath, unknown] => [[...object, keyword], undefined]),
        ),
      );
    if (isProperty && /PROPERTY(?:_WITH_DEFAULT)?_ADDED_TO_OPEN/.test(rule))
      ways.push(
        way(`Let “${String(path.at(-1))}” hold anything, as it could before`, text, [path, plain(valueAtPath(root, path))]),
      );
  } else if (isProperty && /_ADDED_(?:TO_OPEN|NOT_COVERED)/.test(rule)) {
    const title = `Close the content model: allow no properties that are not declared${within(object)}`;
    ways.push(way(title, text, [[...object, 'additionalProperties'], false]));
  }
  const isGone = /^PROPERTY_REMOVED_|_ADDED_(?:TO_OPEN|NOT_COVERED)/.test(rule) && !/^REQUIRED/.test(rule);
  if (isProperty && isGone && was !== undefined && valueAtPath(root, path) === undefined)
    ways.push(way(`Keep the property “${String(path.at(-1))}”`, text, [path, was]));
  return ways;
}

function within(object: JSONPath): string {
  const property = object.findLastIndex((_, i) => i > 0 && object[i - 1] === 'properties');
  return property < 0 ? '' : ` in “${String(object[property])}”`;
}

/** Only what is for people stays of a schema that allows anything. */
function plain(schema: unknown): unknown {
  if (!isObject(schema)) return {};
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name === 'title' || name === 'description'));
}

/** What older data holds is allowed besides what is new: types and listed values. */
function bothAllowed({ rule, text, root, path, was, readerIs }: Spot): readonly Way[] {
  if (readerIs === 'older') return [];
  const is = valueAtPath(root, path);
  if (rule === 'TYPE_CHANGED' && isObject(was) && isObject(is)) {
    const [old, now] = [namesOf(was['type']), namesOf(is['type'])];
    if (old.length === 0 || now.length === 0) return [];
    const types = [...new Set([...old, ...now])];
    return [way(`Allow both in ${called(path)}: ${list(types, 'or')}`, text, [[...path, 'type'], types])];
  }
  if (/^ENUM_ARRAY_(?:NARROWED|CHANGED)$/.test(rule) && Array.isArray(was) && Array.isArray(is)) {
    const known = new Set(is.map((value) => JSON.stringify(value)));
    const gone = was.filter((value) => !known.has(JSON.stringify(value)));
    const title = `Keep the values of ${called(path.slice(0, -1))} that are gone: ${gone.slice(0, 5).map(shortText).join(', ')}`;
    return [way(title, text, [path, [...is, ...gone]])];
  }
  return [];
}

function namesOf(type: unknown): string[] {
  return [type].flat().filter(isTypeName);
}

/** Undoing the one change always mends it: a keyword or a type as the earlier version has it. */
function putBack({ rule, text, root, path, was }: Spot): readonly Way[] {
  const part = path.at(-1);
  const is = valueAtPath(root, path);
  if (part === undefined || typeof part === 'number' || path.at(-2) === 'required') return [];
  if (/^(?:OPTIONAL_|REQUIRED_)?PROPERTY_/.test(rule) || (was === undefined && is === undefined)) return [];
  const isName = path.at(-2) === 'properties';
  const what = isName ? `“${part}”` : `“${part}” of ${called(path.slice(0, -1))}`;
  const title = was === undefined ? `Take ${what} out again` : `Put ${what} back${shortly(was)}`;
  return [way(title, text, [path, was])];
}

/** To what, where that is said in a word. */
function shortly(was: unknown): string {
  if (isObject(was)) return typeof was['type'] === 'string' ? ` to ${was['type']}` : '';
  return Array.isArray(was) ? '' : ` to ${shortText(was)}`;
}

/** Whom a path describes: “total”, or the whole message. */
function called(path: JSONPath): string {
  const property = path.findLastIndex(
    (_, i) => i > 0 && (path[i - 1] === 'properties' || path[i - 1] === '$defs' || path[i - 1] === 'definitions'),
  );
  return property < 0 ? 'the message' : `“${String(path[property])}”`;
}

function way(title: string, text: string, ...changes: readonly (readonly [JSONPath, unknown])[]): Way {
  return { title, text: withValues(text, ...changes) };
}
