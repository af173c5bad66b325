import type { Id } from '#base/ids.ts';
import { type Design, splitReference } from '../design.ts';
import { type Property, unknown, unresolvedMark } from '../property.ts';
import { arrowText } from './arrow-text.ts';
import { type EdgeNames, handlersCalled, otherEnd } from './edge-names.ts';
import { findIn, type Handle, type Handles, namespacesOf, nodeNamespace } from './handles.ts';
import { isWord } from './read-value.ts';
import { isBare, type Namespace } from './syntax.ts';

export interface Printer {
  readonly design: Design;
  readonly handles: Handles;
  readonly edges: EdgeNames;
}

// Control characters, line separators, half characters, and what turns the direction of writing or can't be seen would
// be lost or mislead. Joiners stay: emoji and some scripts need them.
const hidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00a0]|(?![\u200c\u200d])\p{Cf}/gu;
const hiddenInLongText = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u00a0]/u;

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

export function inQuotes(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(hidden, (c) => shortEscapes[c] ?? `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
  return `"${escaped}"`;
}

/** True for lines that may stand behind a `#`, or in a `"""` block, and come back as they were. */
export function isPlainText(text: string): boolean {
  return !hiddenInLongText.test(text);
}

export function printName(name: string): string {
  return isBare(name) ? name : inQuotes(name);
}

/** Several lines, or much to escape, stand in a `"""` block, indented as given; anything else in quotes. [S7] */
export function printLongText(text: string, indent: string): string {
  if (!/[\n"\\]/.test(text) || !isPlainText(text)) return inQuotes(text);
  const lines = text.replaceAll('"""', '\\"""').split('\n');
  return ['"""', ...lines.map((line) => (line === '' ? '' : indent + line)), `${indent}"""`].join('\n');
}

export function printHandle({ kind, name, copy }: Handle, prefixed: boolean, quoted = false): string {
  return `${prefixed ? `${kind}:` : ''}${quoted ? inQuotes(name) : printName(name)}${copy > 1 ? `~${copy}` : ''}`;
}

/** A reference where bare names are looked up in these namespaces; `words` are names that need quotes there. */
export function printReference(
  printer: Printer,
  reference: string,
  namespaces: readonly Namespace[],
  words: (name: string) => boolean = () => false,
): string {
  const [id, version] = splitReference(reference);
  const handle = printer.handles.of(id);
  if (!handle) return printUnresolved(reference);
  const found = findIn(printer.handles, namespaces, handle.name, handle.copy);
  const suffix = version === undefined ? '' : `@${version}`;
  const prefixed = found !== id;
  return printHandle(handle, prefixed, !prefixed && handle.copy === 1 && suffix === '' && words(handle.name)) + suffix;
}

export function printUnresolved(reference: string): string {
  const name = reference.startsWith(unresolvedMark) ? reference.slice(1) : reference;
  const bare = /^([^@]+)(?:@[0-9A-Za-z.-]{1,60})?$/.exec(name);
  return unresolvedMark + (bare && isBare(bare[1] as string) ? name : inQuotes(name));
}

/** An edge as it is referred to from an edge that starts at `owner`: the shortest form that means it alone. [S11] */
export function printEdgeReference(printer: Printer, id: Id, owner: Id, words: (name: string) => boolean): string {
  const { edges, handles } = printer;
  const ends = edges.of(id);
  if (!ends) return printUnresolved(id);
  const handle = handles.of(otherEnd(ends, owner));
  const isHandler = edges.handlersOf(owner).some((each) => each.id === id);
  const called = (name: string, copy: number) =>
    handlersCalled(edges, owner, handles.find('node', name, copy), copy === 1 ? name : undefined);
  if (isHandler && handle?.namespace === 'node') {
    const those = called(handle.name, handle.copy);
    if (those.length === 1) return printHandle(handle, false, handle.copy === 1 && words(handle.name));
    if (ends.name !== '' && called(ends.name, 1).length === 1)
      return words(ends.name) ? inQuotes(ends.name) : printName(ends.name);
    return `${printHandle(handle, false)}#${those.findIndex((each) => each.id === id) + 1}`;
  }
  const alike = edges.alike(ends.kind, ends.from, ends.to);
  const ordinal = alike.length > 1 ? `#${alike.findIndex((each) => each.id === id) + 1}` : '';
  return `${printEnd(printer, ends.from)} ${arrowText(ends.kind)} ${printEnd(printer, ends.to)}${ordinal}`;
}

/** An end of an edge; what is missing, or is no node, is said to be so. */
export function printEnd(printer: Printer, id: string): string {
  return printReference(printer, id, nodeNamespace);
}

const bareText = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._+/$*<>%&;|^'-]*[\p{L}\p{M}\p{N}._+/$*])?$/u;

/** Text that needs no quotes as the value of a property: no brackets, commas, marks, spaces or arrows. */
function printText(text: string): string {
  return bareText.test(text) && !text.includes('->') ? text : inQuotes(text);
}

/** The value of a property as it is written. `owner` is where the edge starts whose property it is. */
export function printValue(printer: Printer, property: Property, value: unknown, owner: Id, indent: string): string {
  const literal = (text: string) => (isWord(property, text) ? inQuotes(text) : printText(text));
  const words = (name: string) => isWord(property, name) || name === unknown;
  switch (property.valueType) {
    case 'integer':
    case 'choice':
    case 'duration':
    case 'bytes':
    case 'rate':
      return String(value);
    case 'text':
      return printText(String(value));
    case 'semver':
      return value === '' ? '""' : String(value);
    case 'lines':
    case 'longText':
      return printLongText(String(value), indent);
    case 'fieldPath': {
      const path = String(value);
      if (isWord(property, path)) return path;
      const word = /^"(.*)"$/s.exec(path)?.[1];
      return word !== undefined && isWord(property, word) ? `"${word}"` : printText(path);
    }
    case 'reference':
      return isWord(property, String(value))
        ? String(value)
        : printReference(printer, String(value), namespacesOf(property.refersTo ?? []), words);
    case 'references':
      return printList(property, value, (item) => printReference(printer, item, namespacesOf(property.refersTo ?? []), words));
    case 'edges':
      return printList(property, value, (item) => printEdgeReference(printer, item, owner, words));
    case 'choices':
      return printList(property, value, (item) => item);
    case 'fieldPaths':
    case 'words':
      return printList(property, value, literal);
    case 'rows':
      return '[]';
  }
}

function printList(property: Property, value: unknown, item: (text: string) => string): string {
  if (!Array.isArray(value)) return String(value);
  let items = (value as readonly string[]).map(item);
  // Two ways to name something that is gone may be one in the text: it is named once.
  if (property.valueType === 'references' || property.valueType === 'edges') items = [...new Set(items)];
  return items.length === 1 ? (items[0] as string) : `[${items.join(', ')}]`;
}
