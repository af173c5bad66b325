import { pointerParts } from '../json-text.ts';
import type { Location } from './schema.ts';
import type { Node } from './tree.ts';

/** A template with its names filled in. What is not given reads as “nothing”. */
export function sentence(template: string, given: Readonly<Record<string, string | undefined>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? 'nothing');
}

/** A value of a schema as it is written there; long ones are cut. */
export function shortText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** What a node allows, in a word or two. */
export function kindWords(node: Node): string {
  if (node.kind === 'combined') {
    const parts = node.members.map((member) => member.node());
    if (node.shown.pointer.endsWith('/type')) return parts.map(kindWords).join(' or ');
    // Groups of keywords in one schema were never written as allOf, so they are not called so.
    return node.shown === node.location ? parts.map(shortKind).join(' with ') : node.criterion;
  }
  return shortKind(node);
}

function shortKind(node: Node): string {
  if (node.kind === 'combined') return node.criterion;
  if (node.kind === 'empty') return 'anything';
  if (node.kind === 'false') return 'nothing allowed';
  return node.integer ? 'integer' : node.kind;
}

/** Whom a location describes, as the beginning of a sentence: “total”, an entry of “lines”, the whole value. */
export function subjectOf(location: Location): string {
  const parts = pointerParts(location.pointer);
  const property = parts.findLastIndex((_, at) => at > 0 && parts[at - 1] === 'properties');
  const entries = parts.slice(property + 1).filter((part) => part === 'items' || part === 'prefixItems').length;
  const name = property === -1 ? 'the whole value' : `“${parts[property]}”`;
  const whole = entries === 0 ? name : `an entry of ${name}`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}
