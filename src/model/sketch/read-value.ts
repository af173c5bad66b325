import { nearest } from '#base/text.ts';
import { expectation } from '../expectation.ts';
import { type Property, unknown, type Value } from '../property.ts';
import { accepts } from '../values.ts';
import { clipped } from './cursor.ts';
import type { Atom, ListNode, PropertyNode, Span } from './tree.ts';

export interface Resolver {
  fault(message: string, at: Span): undefined;
  /** Stored form of a reference to an element: its id, with `@version`, or `!name`. */
  element(atom: Atom, property: Property): string | undefined;
  /** Stored form of a reference to an edge. */
  edge(atom: Atom): string | undefined;
}

/** The value of a property as it is stored, or undefined after a fault. [S10] */
export function readValue(property: Property, node: PropertyNode, resolver: Resolver): Value | undefined {
  const written = node.value;
  if (!written) return undefined;
  const value = meaningOf(property, node.name, written, resolver);
  if (value === undefined) return undefined;
  if (!accepts(property, value))
    return resolver.fault(`\`${node.name}\`: ${expectation(property)}${meant(property, written)}`, written);
  return value;
}

function meaningOf(property: Property, name: string, written: Atom | ListNode, resolver: Resolver): Value | undefined {
  const one = 'list' in written ? undefined : written;
  const wrong = () => resolver.fault(`\`${name}\`: ${expectation(property)}${meant(property, written)}`, written);
  if (property.valueType === 'rows') return 'list' in written && written.list.length === 0 ? [] : wrong();
  const atoms = 'list' in written ? written.list : [written];
  if (property.valueType !== 'edges' && atoms.some((atom) => atom.path)) return wrong();
  if (one && !one.quoted && !one.path) {
    if (one.source === unknown) return property.unsure ? unknown : wrong();
    if (property.words?.includes(one.source)) return one.source;
  }
  if (isList(property)) {
    const items: string[] = [];
    for (const atom of atoms) {
      const item = itemOf(property, atom, resolver);
      if (item === undefined) return undefined;
      if (property.valueType === 'choices' && !property.options?.some((option) => option.value === item)) return wrong();
      // Naming something twice in a list says no more than naming it once.
      if (!items.includes(item) || property.valueType === 'words' || property.valueType === 'fieldPaths') items.push(item);
    }
    return items;
  }
  if (!one) return wrong();
  switch (property.valueType) {
    case 'text':
    case 'lines':
    case 'longText':
    case 'semver':
      return one.quoted ? one.text : one.source;
    case 'fieldPath':
      // In quotes stands a field that is called like one of the words; a field path keeps the quotes then.
      if (!one.quoted) return one.source;
      return isWord(property, one.text) ? `"${one.text}"` : one.text;
    case 'integer':
      return !one.quoted && /^[0-9]{1,10}$/.test(one.source) ? Number(one.source) : wrong();
    case 'reference':
      return resolver.element(one, property);
    default:
      return !one.quoted && accepts(property, one.source) ? one.source : wrong();
  }
}

function isList(property: Property): boolean {
  return ['choices', 'fieldPaths', 'words', 'references', 'edges'].includes(property.valueType);
}

function itemOf(property: Property, atom: Atom, resolver: Resolver): string | undefined {
  if (property.valueType === 'references') return resolver.element(atom, property);
  if (property.valueType === 'edges') return resolver.edge(atom);
  return atom.quoted ? atom.text : atom.source;
}

/** True for what stands for something else when it is not in quotes: `none`, `const`, `?`. */
export function isWord(property: Property, text: string): boolean {
  return (property.unsure && text === unknown) || (property.words?.includes(text) ?? false);
}

/** What was found, and what may have been meant by it. */
function meant(property: Property, written: Atom | ListNode): string {
  if ('list' in written || written.quoted) return '.';
  const found = `, but found \`${clipped(written.source)}\``;
  const near = nearest(written.source, [...(property.options ?? []).map((option) => option.value), ...(property.words ?? [])]);
  return near && near !== written.source ? `${found}: did you mean \`${near}\`?` : `${found}.`;
}
