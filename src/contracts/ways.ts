import { applyEdits, type JSONPath, modify } from 'jsonc-parser';
import type { Change } from './change.ts';
import { pointerParts } from './formats/json-text.ts';

/** A change of the newer schema's text that may mend what breaks. Whoever offers it compares again first. */
export interface Way {
  /** An instruction, without a full stop. */
  readonly title: string;
  readonly text: string;
}

/** More ways than this are a new schema, not a mend. */
const mostWays = 8;

/** Ways for the points at which a newer JSON Schema can't read what an older one wrote. */
export function jsonSchemaWays(text: string, points: readonly Change[]): readonly Way[] {
  const root = JSON.parse(text) as unknown;
  return collect(points, ({ rule, after }) => {
    if (!/^REQUIRED_(?:PROPERTY|ATTRIBUTE)_ADDED/.test(rule) || after === undefined) return [];
    const path = pathOf(after.pointer);
    const at = path.findLastIndex((part, i) => (part === 'properties' || part === 'required') && i === path.length - 2);
    if (at < 0) return [];
    const object = path.slice(0, at);
    const names = valueAt(root, [...object, 'required']);
    const last = path.at(-1) as string;
    const name = path[at] === 'required' ? String(valueAt(root, path)) : last;
    // Draft-04 has no empty lists there.
    const rest = Array.isArray(names) && names.includes(name) ? names.filter((each) => each !== name) : undefined;
    const property = [...object, 'properties', name];
    const type = (valueAt(root, property) as { readonly type?: unknown } | undefined)?.type;
    return [
      ...(rest ? [way(`Make “${name}” optional`, text, [...object, 'required'], rest.length > 0 ? rest : undefined)] : []),
      ...(typeof type === 'string' && type in emptyValues
        ? [way(`Give “${name}” a default`, text, [...property, 'default'], emptyValues[type])]
        : []),
    ];
  });
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

/** Ways for the points at which a newer Avro schema can't read what an older one wrote. */
export function avroWays(text: string, points: readonly Change[]): readonly Way[] {
  const root = JSON.parse(text) as unknown;
  return collect(points, ({ rule, after }) => {
    if (rule !== 'READER_FIELD_MISSING_DEFAULT_VALUE' || after === undefined) return [];
    const path = pathOf(after.pointer);
    const field = valueAt(root, path) as { readonly name?: unknown; readonly type?: unknown } | undefined;
    const name = String(field?.name);
    const { type } = field ?? {};
    const first = Array.isArray(type) ? type[0] : type;
    const value = typeof first === 'string' ? avroEmpty[first] : undefined;
    return [
      ...(value === undefined ? [] : [way(`Give “${name}” a default`, text, [...path, 'default'], value)]),
      ...(Array.isArray(type) || type === undefined
        ? []
        : [
            {
              title: `Let “${name}” be null, which is then its default`,
              text: changed(changed(text, [...path, 'type'], ['null', type]), [...path, 'default'], null),
            },
          ]),
    ];
  });
}

const avroEmpty: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: false,
  int: 0,
  long: 0,
  float: 0,
  double: 0,
  bytes: '',
  string: '',
};

function collect(points: readonly Change[], waysOf: (change: Change) => readonly Way[]): readonly Way[] {
  const ways = new Map<string, Way>();
  for (const point of points) {
    if (point.compatible) continue;
    for (const each of waysOf(point)) if (!ways.has(each.title)) ways.set(each.title, each);
  }
  return [...ways.values()].slice(0, mostWays);
}

function way(title: string, text: string, path: JSONPath, value: unknown): Way {
  return { title, text: changed(text, path, value) };
}

/** Without the library's formatting: it would lay out again what somebody has laid out. */
function changed(text: string, path: JSONPath, value: unknown): string {
  return applyEdits(text, modify(text, path, value, {}));
}

/** The parts of a JSON pointer; places in lists as numbers. */
function pathOf(pointer: string): (string | number)[] {
  return pointerParts(pointer).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let now = root;
  for (const part of path) now = (now as Readonly<Record<string | number, unknown>> | undefined | null)?.[part];
  return now;
}
