import { compareForPeople } from '#base/order.ts';
import { list, quoted } from '#base/text.ts';
import { type Element, splitReference } from '#model/design.ts';
import { elementKinds } from '#model/kinds/index.ts';
import { unresolvedMark } from '#model/property.ts';
import type { Reads } from './context.ts';

/** Names records in sentences, as their owners call them. */
export interface Say {
  /**
   * “billing”, or `an unnamed service`. Of an edge: “orders” → “billing”. Takes references to contracts too: “OrderPlaced
   * 1.1.0”.
   */
  name(reference: string): string;
  /** “billing” and “shipping”, in the order of people's eyes; with many, the first three and how many more. */
  names(references: readonly string[], joiner?: 'and' | 'or'): string;
  /** The first form of a verb if it is one name, the second if there are several: “billing” needs, “a” and “b” need. */
  agree(references: readonly string[], one: string, several: string): string;
  /** A field, value or word as it is written: “orderId”. */
  word(text: string): string;
}

const most = 4;
const gone = 'something that is gone';

export function sayWith(read: Reads): Say {
  // An edge may have been given to another edge as its end: that is no name, and could lead round in a circle.
  const endName = (id: string): string => {
    const element = read.element(id);
    return element ? elementName(element) : gone;
  };
  const name = (reference: string): string => {
    const [id, version] = splitReference(reference);
    const element = read.element(id);
    if (element)
      return version === undefined || element.props.name === ''
        ? elementName(element)
        : quoted(`${element.props.name} ${version}`);
    const edge = read.edge(id);
    if (edge) return edge.props.name === '' ? `${endName(edge.from)} → ${endName(edge.to)}` : quoted(edge.props.name);
    return reference.startsWith(unresolvedMark) ? quoted(reference.slice(1)) : gone;
  };
  return {
    name,
    names: (references, joiner = 'and') => {
      const all = [...new Set(references.map(name))].sort(compareForPeople);
      return all.length <= most ? list(all, joiner) : list([...all.slice(0, most - 1), `${all.length - most + 1} more`], joiner);
    },
    agree: (references, one, several) => (new Set(references).size === 1 ? one : several),
    word: (text) => quoted(text),
  };
}

function elementName(element: Element): string {
  return quoted(element.props.name, `an unnamed ${elementKinds[element.kind].label.toLowerCase()}`);
}
