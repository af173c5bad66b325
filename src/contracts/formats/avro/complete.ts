import { findNodeAtLocation, getNodePath, getNodeValue, type JSONPath } from 'jsonc-parser';
import { noSuggestions, type Suggestion, type Suggestions, withCaret } from '../../suggestion.ts';
import { type JsonCaret, jsonCaret, jsonSuggestions, keySuggestion, textSuggestion } from '../json-caret.ts';
import { type JsonNode, member } from '../json-text.ts';
import { logicalTypesOn } from './logical.ts';
import { fullName, namespaceAt, namespaceOf } from './names.ts';
import { primitives } from './schema.ts';

/** What may be written at an offset of an Avro schema: keys of what stands around, types, names that are defined above. */
export function completeAvro(text: string, offset: number): Suggestions {
  const caret = jsonCaret(text, offset);
  if (caret === undefined) return noSuggestions(offset);
  const place = placeOf(caret.path);
  return jsonSuggestions(caret, caret.isKey ? keysAt(caret, place) : valuesAt(caret, place));
}

/** What is wanted at a place. `schema`: a type, by name or written out; `kind`: the `type` of one that is written out. */
type Wanted = 'schema' | 'kind' | 'fields' | 'field' | 'symbols' | 'other';

interface Place {
  readonly wanted: Wanted;
  /** The last key on the way. */
  readonly key: string;
  /** Whether that key is a field's. */
  readonly ofField: boolean;
}

function placeOf(path: JSONPath): Place {
  let place: Place = { wanted: 'schema', key: '', ofField: false };
  for (const part of path) place = step(place, part);
  return place;
}

function step({ wanted, key, ofField }: Place, part: string | number): Place {
  if (typeof part === 'number') {
    if (wanted === 'fields') return { wanted: 'field', key, ofField };
    // A list in the place of a type is a union; its branches are types.
    return { wanted: wanted === 'schema' || wanted === 'kind' ? 'schema' : 'other', key, ofField };
  }
  if (wanted === 'field') return { wanted: part === 'type' ? 'schema' : 'other', key: part, ofField: true };
  if (wanted !== 'schema' && wanted !== 'kind') return { wanted: 'other', key, ofField };
  return { wanted: schemaKeys[part] ?? 'other', key: part, ofField: false };
}

const schemaKeys: Readonly<Record<string, Wanted>> = {
  type: 'kind',
  items: 'schema',
  values: 'schema',
  fields: 'fields',
  symbols: 'symbols',
};

/** What follows each key: `|` is where the caret goes. */
const skeletons: Readonly<Record<string, string>> = {
  type: '"|"',
  name: '"|"',
  namespace: '"|"',
  doc: '"|"',
  aliases: '["|"]',
  fields: '[{"name": "|", "type": ""}]',
  symbols: '["|"]',
  items: '"|"',
  values: '"|"',
  size: '|',
  default: '|',
  order: '"|"',
  logicalType: '"|"',
  precision: '|',
  scale: '|',
};

const named = ['name', 'namespace', 'doc', 'aliases'];

const keysOfKind: Readonly<Record<string, readonly string[]>> = {
  record: [...named, 'fields'],
  error: [...named, 'fields'],
  enum: [...named, 'symbols', 'default'],
  fixed: ['name', 'namespace', 'aliases', 'size'],
  array: ['items'],
  map: ['values'],
};

const fieldKeys = ['name', 'type', 'default', 'doc', 'aliases', 'order'];

function keysAt(caret: JsonCaret, { wanted }: Place): readonly Suggestion[] {
  const object = caret.root && findNodeAtLocation(caret.root, caret.path);
  const present = new Set(
    (object?.children ?? []).flatMap(({ children }) =>
      children?.[0] && children[0].offset !== caret.over.from ? [String(children[0].value)] : [],
    ),
  );
  const keys = wanted === 'field' ? fieldKeys : wanted === 'schema' || wanted === 'kind' ? schemaKeysOf(object) : [];
  return keys.filter((key) => !present.has(key)).map((key) => keySuggestion(caret, key, skeletons[key] ?? '|'));
}

function schemaKeysOf(object: JsonNode | undefined): readonly string[] {
  const kind = textOf(object, 'type');
  if (kind === undefined) return ['type', 'name', 'fields', 'symbols', 'items', 'values'];
  const logical = logicalTypesOn(kind).length > 0 ? ['logicalType'] : [];
  const decimal = textOf(object, 'logicalType') === 'decimal' ? ['precision', 'scale'] : [];
  return ['type', ...(keysOfKind[kind] ?? []), ...logical, ...decimal];
}

function textOf(object: JsonNode | undefined, key: string): string | undefined {
  const value: unknown = object && member(object, key)?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Types that are written out, whole. */
const structures: readonly (readonly [label: string, text: string])[] = [
  ['record', '{"type": "record", "name": "|", "fields": []}'],
  ['enum', '{"type": "enum", "name": "|", "symbols": []}'],
  ['fixed', '{"type": "fixed", "name": "|", "size": 16}'],
  ['array', '{"type": "array", "items": "|"}'],
  ['map', '{"type": "map", "values": "|"}'],
];

function valuesAt(caret: JsonCaret, place: Place): readonly Suggestion[] {
  const types = () => [...primitives.map((name) => textSuggestion(name, 'type')), ...names(caret)];
  switch (place.wanted) {
    case 'kind':
      return [...structures.map(([label]) => textSuggestion(label, 'type')), ...types()];
    case 'schema': {
      // A union stands in no union.
      const isBranch = typeof caret.path.at(-1) === 'number';
      const written = [...structures, ...(isBranch ? [] : [['null or …', '["null", "|"]'] as const])];
      const whole = written.map(
        ([label, text]): Suggestion => ({ label, kind: 'type', detail: 'written out', ...withCaret(text) }),
      );
      return [...types(), ...whole];
    }
    case 'field':
      return caret.inString
        ? []
        : [{ label: 'field', kind: 'value', detail: 'name and type', ...withCaret('{"name": "|", "type": ""}') }];
    default:
      return otherValues(caret, place);
  }
}

function otherValues(caret: JsonCaret, { key, ofField }: Place): readonly Suggestion[] {
  // The list of aliases, and whatever stands in a default, has a number or a key more.
  if (caret.path.at(-1) !== key) return [];
  const around = caret.root && findNodeAtLocation(caret.root, caret.path.slice(0, -1));
  if (key === 'logicalType' && !ofField) {
    const size: unknown = around && member(around, 'size')?.value;
    const kind = textOf(around, 'type');
    return kind === undefined
      ? []
      : logicalTypesOn(kind, typeof size === 'number' ? size : undefined).map((name) => textSuggestion(name));
  }
  if (key === 'order' && ofField) return ['ascending', 'descending', 'ignore'].map((name) => textSuggestion(name));
  if (key === 'default') return defaultsOf(caret, ofField ? around && member(around, 'type') : around);
  return [];
}

/** Values that fit a type for certain. */
function defaultsOf(caret: JsonCaret, type: JsonNode | undefined): readonly Suggestion[] {
  const types = type?.type === 'array' ? (type.children ?? []) : type ? [type] : [];
  return types.flatMap((each): Suggestion[] => {
    const definition = each.type === 'string' ? definitionOf(caret, each) : each;
    const symbols = definition && member(definition, 'symbols');
    if (symbols) {
      const known: unknown = getNodeValue(symbols);
      return Array.isArray(known)
        ? known.filter((symbol) => typeof symbol === 'string' && symbol !== '').map((symbol) => textSuggestion(String(symbol)))
        : [];
    }
    if (caret.inString) return [];
    const kind = each.type === 'string' ? String(each.value) : textOf(each, 'type');
    return (plainDefaults[kind ?? ''] ?? []).map((word) => ({ label: word, kind: 'value', insert: word }));
  });
}

const plainDefaults: Readonly<Record<string, readonly string[]>> = {
  null: ['null'],
  boolean: ['false', 'true'],
  array: ['[]'],
  map: ['{}'],
};

interface Definition {
  readonly full: string;
  readonly kind: string;
  readonly node: JsonNode;
}

/** Named types of the text, in its order. */
function definitions({ root }: JsonCaret): readonly Definition[] {
  if (root === undefined) return [];
  const found: Definition[] = [];
  const value = getNodeValue(root) as unknown;
  const pending: JsonNode[] = [root];
  for (const node of pending) {
    pending.push(...(node.children ?? []));
    const kind = node.type === 'object' ? textOf(node, 'type') : undefined;
    const name = textOf(node, 'name');
    if (name === undefined || (kind !== 'record' && kind !== 'error' && kind !== 'enum' && kind !== 'fixed')) continue;
    found.push({ full: fullName(name, namespaceAt(value, getNodePath(node))), kind, node });
  }
  return found.sort((a, b) => a.node.offset - b.node.offset);
}

/** Types that are defined above the caret, as they are written there: without the namespace where that is the same. */
function names(caret: JsonCaret): readonly Suggestion[] {
  const namespace = namespaceAt(caret.root && (getNodeValue(caret.root) as unknown), caret.path);
  const above = definitions(caret).filter(({ node }) => node.offset < caret.over.from);
  return above.map(({ full, kind }) =>
    textSuggestion(namespaceOf(full) === namespace ? full.slice(full.lastIndexOf('.') + 1) : full, 'name', kind),
  );
}

function definitionOf(caret: JsonCaret, name: JsonNode): JsonNode | undefined {
  const namespace = namespaceAt(caret.root && (getNodeValue(caret.root) as unknown), getNodePath(name));
  return definitions(caret).find(({ full }) => full === fullName(String(name.value), namespace))?.node;
}
