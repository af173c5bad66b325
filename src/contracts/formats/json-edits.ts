import { applyEdits, findNodeAtOffset, getNodePath, type JSONPath, modify } from 'jsonc-parser';
import type { SourceRange } from '../change.ts';
import { type JsonNode, pointerParts } from './json-text.ts';

export type { JSONPath };

/** A JSON text with other values at some places; `undefined` takes the place out. What somebody laid out stays as it is. */
export function withValues(text: string, ...changes: readonly (readonly [path: JSONPath, value: unknown])[]): string {
  // The library's formatting would lay out again what is around it.
  return changes.reduce((now, [path, value]) => applyEdits(now, modify(now, path, value, {})), text);
}

/** The parts of a JSON pointer; places in lists as numbers. */
export function pathOf(pointer: string): (string | number)[] {
  return pointerParts(pointer).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

export function valueAtPath(root: unknown, path: JSONPath): unknown {
  let now = root;
  for (const part of path) now = (now as Readonly<Record<string | number, unknown>> | undefined | null)?.[part];
  return now;
}

/** The path of what stands in a range of the text: the outermost value that begins and ends there. */
export function pathAt(root: JsonNode, text: string, range: SourceRange): JSONPath | undefined {
  const start = offsetOf(text, range.line, range.column);
  const end = offsetOf(text, range.endLine, range.endColumn);
  let node = findNodeAtOffset(root, start, true);
  while (node !== undefined && (node.offset > start || node.offset + node.length < end)) node = node.parent;
  return node?.offset === start && node.offset + node.length === end ? getNodePath(node) : undefined;
}

/** The inverse of what says lines and columns; -1 where the text has no such line. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return -1;
    start = end + 1;
  }
  return start + column - 1;
}
