import { findNodeAtLocation, getNodeValue, type JSONPath } from 'jsonc-parser';
import { noSuggestions, type Suggestion, type Suggestions, withCaret } from '../../suggestion.ts';
import { type JsonCaret, jsonCaret, jsonSuggestions, keySuggestion, textSuggestion } from '../json-caret.ts';
import { type JsonNode, member, pointerTo } from '../json-text.ts';
import { addresses, type Draft, defaultDraft, draftOf, isAtLeast } from './dialect.ts';
import { isTypeName, keywords, type Shape, typeNames } from './keywords.ts';
import { families } from './tree.ts';

/** What may be written at an offset of a JSON Schema: keywords of its draft, their values, names that stand in the text. */
export function completeJsonSchema(text: string, offset: number): Suggestions {
  const caret = jsonCaret(text, offset);
  if (caret === undefined) return noSuggestions(offset);
  const draft = draftIn(caret.root);
  const place = placeOf(caret.path, draft);
  const options = caret.isKey ? keysAt(caret, place, draft) : valuesAt(caret, place, draft);
  return jsonSuggestions(caret, options);
}

function draftIn(root: JsonNode | undefined): Draft {
  const named: unknown = root && member(root, '$schema')?.value;
  return (typeof named === 'string' ? draftOf(named) : undefined) ?? defaultDraft;
}

/** What is wanted at a place: the shape of a keyword, an entry of a list of names or types, or anything. */
type Wanted = Shape | 'name' | 'typeEntry' | 'schemaOrNameList' | 'any';

interface Place {
  readonly wanted: Wanted;
  /** The keyword below the nearest schema around. */
  readonly keyword: string;
  /** Where that schema stands. */
  readonly schema: JSONPath;
}

/** Follows a path from the root, which is a schema, by what each keyword holds. */
function placeOf(path: JSONPath, draft: Draft): Place {
  let place: Place = { wanted: 'schema', keyword: '', schema: [] };
  for (const [i, part] of path.entries()) place = step(place, part, path.slice(0, i), draft);
  return place;
}

function step({ wanted, keyword, schema }: Place, part: string | number, before: JSONPath, draft: Draft): Place {
  const inner = (next: Wanted): Place => ({ wanted: next, keyword, schema });
  if (typeof part === 'number') {
    if (wanted === 'schemas' || wanted === 'schemaOrSchemas') return inner('schema');
    if (wanted === 'names' || wanted === 'schemaOrNameList') return inner('name');
    return inner(wanted === 'type' ? 'typeEntry' : 'any');
  }
  if (wanted === 'schemaMap') return inner('schema');
  if (wanted === 'nameLists') return inner('names');
  if (wanted === 'schemaOrNames') return inner('schemaOrNameList');
  if (!isSchemaLike(wanted)) return inner('any');
  const shape = keywords[draft].get(part) ?? annotations(draft).get(part);
  return { wanted: shape ?? 'any', keyword: part, schema: before };
}

function isSchemaLike(wanted: Wanted): boolean {
  return wanted === 'schema' || wanted === 'schemaOrSchemas' || wanted === 'schemaOrNameList';
}

/** What stands behind a key: `|` is where the caret goes. */
const skeletons: Readonly<Record<Shape, string>> = {
  schema: '{|}',
  schemas: '[{|}]',
  schemaMap: '{|}',
  schemaOrSchemas: '{|}',
  schemaOrNames: '{|}',
  type: '"|"',
  count: '|',
  number: '|',
  positive: '|',
  limit: '|',
  flag: 'true',
  text: '"|"',
  names: '["|"]',
  nameLists: '{|}',
  values: '[|]',
};

const details: Readonly<Record<Shape, string>> = {
  schema: 'schema',
  schemas: 'list of schemas',
  schemaMap: 'schemas by name',
  schemaOrSchemas: 'schema',
  schemaOrNames: 'schemas or names, by name',
  type: 'string, number, …',
  count: 'number',
  number: 'number',
  positive: 'number',
  limit: 'number',
  flag: 'true or false',
  text: 'text',
  names: 'list of names',
  nameLists: 'lists of names, by name',
  values: 'list of values',
};

/** Keywords that the reader has no shape for: they hold anything, or only say something about a schema. */
const sayings: readonly (readonly [since: Draft, name: string, shape: Shape | undefined])[] = [
  ['4', '$schema', 'text'],
  ['4', 'default', undefined],
  ['6', 'const', undefined],
  ['6', 'examples', 'values'],
  ['7', '$comment', 'text'],
  ['7', 'readOnly', 'flag'],
  ['7', 'writeOnly', 'flag'],
  ['7', 'contentEncoding', 'text'],
  ['7', 'contentMediaType', 'text'],
  ['2019-09', 'deprecated', 'flag'],
  ['2019-09', 'contentSchema', 'schema'],
];

function annotations(draft: Draft): ReadonlyMap<string, Shape | undefined> {
  const known = sayings.filter(([since]) => isAtLeast(draft, since)).map(([, name, shape]) => [name, shape] as const);
  return new Map([...known, ...(draft === '4' ? [['id', 'text'] as const] : [])]);
}

function keysAt(caret: JsonCaret, place: Place, draft: Draft): readonly Suggestion[] {
  const object = nodeAt(caret, caret.path);
  const present = new Set(
    keysOf(object)
      .filter((key) => key.node.offset !== caret.over.from)
      .map(({ name }) => name),
  );
  if (isSchemaLike(place.wanted)) return keywordsAt(caret, draft, object, present);
  const names =
    place.keyword === 'properties'
      ? requiredNames(nodeAt(caret, place.schema))
      : ['dependencies', 'dependentRequired', 'dependentSchemas'].includes(place.keyword)
        ? declaredNames(nodeAt(caret, place.schema))
        : [];
  const follows = place.wanted === 'nameLists' ? '["|"]' : '{|}';
  return names.filter((name) => !present.has(name)).map((name) => keySuggestion(caret, name, follows));
}

function keywordsAt(
  caret: JsonCaret,
  draft: Draft,
  object: JsonNode | undefined,
  present: ReadonlySet<string>,
): readonly Suggestion[] {
  const types = object ? typesOf(member(object, 'type')) : [];
  // Of a text nobody asks how many entries it has.
  const others = Object.entries(families).filter(([family]) => types.length > 0 && !types.includes(family));
  const hidden = new Set([...others.flatMap(([, names]) => names), ...(present.has('if') ? [] : ['then', 'else'])]);
  const isRoot = caret.path.length === 0;
  const all: (readonly [string, Shape | undefined])[] = [...keywords[draft], ...annotations(draft)];
  return all
    .filter(([name]) => !present.has(name) && !hidden.has(name) && (isRoot || name !== '$schema'))
    .map(([name, shape]) =>
      keySuggestion(caret, name, shape === undefined ? '|' : skeletons[shape], shape === undefined ? 'value' : details[shape]),
    );
}

/** Types as families of keywords: whole numbers are numbers. */
function typesOf(node: JsonNode | undefined): string[] {
  const values = node?.type === 'array' ? (node.children ?? []).map((child) => child.value as unknown) : [node?.value as unknown];
  return values.filter(isTypeName).map((name) => (name === 'integer' ? 'number' : name));
}

function valuesAt(caret: JsonCaret, place: Place, draft: Draft): readonly Suggestion[] {
  switch (place.wanted) {
    case 'type':
      return typeNames.map((name) => textSuggestion(name, 'type'));
    case 'typeEntry':
      return without(typeNames, entriesAround(caret)).map((name) => textSuggestion(name, 'type'));
    case 'name':
      return without(declaredNames(nodeAt(caret, place.schema)), entriesAround(caret)).map((name) =>
        textSuggestion(name, 'name'),
      );
    case 'flag':
      return words(caret, 'true', 'false');
    case 'limit':
      return draft === '4' ? words(caret, 'true', 'false') : [];
    case 'schema':
      return /Properties$|Items$/.test(place.keyword) && isDeclaration(caret, place) ? words(caret, 'false', 'true', '{|}') : [];
    case 'text':
      return texts(caret, place.keyword, draft);
    default:
      return [];
  }
}

/** The value of the keyword itself, no schema further in. */
function isDeclaration(caret: JsonCaret, { schema }: Place): boolean {
  return caret.path.length === schema.length + 1;
}

/** Words that stand without quotes. */
function words({ inString }: JsonCaret, ...all: readonly string[]): readonly Suggestion[] {
  if (inString) return [];
  return all.map((word) => ({ label: word.replace('|', ''), kind: 'value', ...withCaret(word) }));
}

const formatsSince: readonly (readonly [Draft, readonly string[]])[] = [
  ['4', ['date-time', 'email', 'hostname', 'ipv4', 'ipv6', 'uri']],
  ['6', ['uri-reference', 'uri-template', 'json-pointer']],
  ['7', ['date', 'time', 'regex', 'idn-email', 'idn-hostname', 'iri', 'iri-reference', 'relative-json-pointer']],
  ['2019-09', ['uuid', 'duration']],
];

function texts(caret: JsonCaret, keyword: string, draft: Draft): readonly Suggestion[] {
  switch (keyword) {
    case 'format':
      return formatsSince
        .filter(([since]) => isAtLeast(draft, since))
        .flatMap(([, names]) => names.map((name) => textSuggestion(name)));
    case '$ref':
    case '$dynamicRef':
    case '$recursiveRef':
      return references(caret.root, draft).map((reference) => textSuggestion(reference, 'name'));
    case '$schema':
      return Object.entries(addresses).map(([name, address]) => textSuggestion(address, 'value', name));
    case 'contentEncoding':
      return ['base64', 'base16', 'base32', 'quoted-printable'].map((name) => textSuggestion(name));
    case 'contentMediaType':
      return ['application/json', 'text/plain', 'text/html'].map((name) => textSuggestion(name));
    default:
      return [];
  }
}

/** Definitions and anchors that stand in the text, wherever; and the whole. No recursion: texts may be deep. */
function references(root: JsonNode | undefined, draft: Draft): readonly string[] {
  const found: string[] = [];
  const pending: { readonly node: JsonNode; readonly pointer: string }[] = root ? [{ node: root, pointer: '' }] : [];
  for (const { node, pointer } of pending) {
    for (const [i, child] of (node.children ?? []).entries()) {
      if (node.type === 'array') pending.push({ node: child, pointer: pointerTo(pointer, i) });
      const [key, value] = child.type === 'property' ? (child.children ?? []) : [];
      if (key === undefined || value === undefined) continue;
      const name = String(key.value);
      const inner = pointerTo(pointer, name);
      pending.push({ node: value, pointer: inner });
      if ((name === '$defs' || name === 'definitions') && value.type === 'object')
        found.push(...keysOf(value).map((each) => `#${encoded(pointerTo(inner, each.name))}`));
      if (name === '$anchor' && value.type === 'string' && isAtLeast(draft, '2019-09')) found.push(`#${String(value.value)}`);
    }
  }
  return [...new Set(found), '#'];
}

/** What may not stand in a fragment as it is. */
function encoded(pointer: string): string {
  return pointer.replace(/[%"\s<>^`{|}\\]/g, encodeURIComponent);
}

function nodeAt({ root }: JsonCaret, path: JSONPath): JsonNode | undefined {
  return root && findNodeAtLocation(root, path);
}

function keysOf(object: JsonNode | undefined): { readonly name: string; readonly node: JsonNode }[] {
  if (object?.type !== 'object') return [];
  return (object.children ?? []).flatMap(({ children }) => {
    const [node] = children ?? [];
    return node ? [{ name: String(node.value), node }] : [];
  });
}

/** The names that an object of a schema declares. */
function declaredNames(schema: JsonNode | undefined): string[] {
  return keysOf(schema && member(schema, 'properties')).map(({ name }) => name);
}

/** The names that it requires. */
function requiredNames(schema: JsonNode | undefined): string[] {
  const required = schema && member(schema, 'required');
  const names: unknown = required?.type === 'array' ? getNodeValue(required) : [];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** What else stands in the list around the caret. */
function entriesAround(caret: JsonCaret): readonly unknown[] {
  const list = nodeAt(caret, caret.path.slice(0, -1));
  return (list?.children ?? []).filter((child) => child.offset !== caret.over.from).map((child) => child.value as unknown);
}

function without(all: readonly string[], present: readonly unknown[]): readonly string[] {
  return all.filter((each) => !present.includes(each));
}
