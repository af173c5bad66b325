import { type Result, success } from '#base/result.ts';
import type { SourceRange } from '../../change.ts';
import { type JsonNode, pointerParts, readJson } from '../json-text.ts';
import { linesOf } from '../lines.ts';

/** The deepest nesting of brackets: each level of a schema takes two. It also bounds every recursion over a text. */
const deepest = 200;

/** A JSON text that was read: its value, and where each part of it stands. */
export interface JsonText {
  readonly value: unknown;
  /** The range of what a JSON pointer leads to: in an object the name with its value, elsewhere the value. */
  range(pointer: string): SourceRange | undefined;
}

/** Reads strict JSON. `what` names the text in sentences: “schema”, “payload”. */
export function readJsonText(text: string, what: string): Result<JsonText> {
  const read = readJson(text, what, deepest);
  if (!read.ok) return read;
  const root = read.value;
  const lines = linesOf(text);
  return success({
    value: plainValue(root),
    range(pointer) {
      const node = nodeAt(root, pointer);
      return node && lines.range(node.offset, node.offset + node.length);
    },
  });
}

/** Made from entries, so that a property named `__proto__` is a property like any other. */
function plainValue(node: JsonNode): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value;
  const entries: [string, unknown][] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key !== undefined && value !== undefined) entries.push([String(key.value), plainValue(value)]);
  }
  return Object.fromEntries(entries);
}

/** Where a name stands twice in an object, the last one counts, as it does for the value. */
function nodeAt(root: JsonNode, pointer: string): JsonNode | undefined {
  let at: JsonNode | undefined = root;
  let shown: JsonNode | undefined = root;
  for (const part of pointerParts(pointer)) {
    if (at?.type === 'object') {
      shown = propertiesOf(at).get(part);
      at = shown?.children?.[1];
    } else {
      at = at?.type === 'array' && /^\d+$/.test(part) ? at.children?.[Number(part)] : undefined;
      shown = at;
    }
  }
  return shown;
}

const known = new WeakMap<JsonNode, ReadonlyMap<string, JsonNode>>();

/** The properties of an object by name; remembered, because many places of one object are asked for. */
function propertiesOf(object: JsonNode): ReadonlyMap<string, JsonNode> {
  const earlier = known.get(object);
  if (earlier !== undefined) return earlier;
  const properties = new Map((object.children ?? []).map((property) => [String(property.children?.[0]?.value), property]));
  known.set(object, properties);
  return properties;
}
