import { type Design, emptyDesign } from '#model/design.ts';
import type { Reads } from '../context.ts';

/**
 * The design as functions of the model expect it, for those that only look records up by their id: each look-up is
 * noted like any other read. Walking over all elements or edges is not possible; it would make a rule run at every edit.
 */
export function lookup(read: Reads): Design {
  return {
    ...emptyDesign,
    elements: by((id) => read.element(id)),
    // An edge at the end of an edge has no name, and the search for one could go round in a circle.
    edges: by((id) => {
      const edge = read.edge(id);
      return edge && !read.edge(edge.from) && !read.edge(edge.to) ? edge : undefined;
    }),
  };
}

function by<T>(get: (id: string) => T | undefined): ReadonlyMap<string, T> {
  return { get, has: (id: string) => get(id) !== undefined } as unknown as ReadonlyMap<string, T>;
}
