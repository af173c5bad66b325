import type { Id } from '#base/ids.ts';
import { defaultSize } from '#drawing/geometry.ts';
import type { EdgeLook, Look } from '#drawing/look.ts';
import { type Design, type Edge, type Element, parentOf } from '#model/design.ts';
import type { ShownFinding } from '../findings/checking.ts';
import { words } from './collapsed-words.ts';

type Marks = ReadonlyMap<Id, readonly ShownFinding[]>;

/** What a design is drawn as while some of its contexts are collapsed. */
export interface Collapsed {
  /** Without what is inside; a collapsed context has the size of a node, and the arrows of what it holds are its own. */
  readonly drawing: Design;
  /** The collapsed contexts that are drawn, and all that stands in each of them, arrows among them. */
  readonly nodes: ReadonlyMap<Id, ReadonlySet<Id>>;
  /** The arrows that lead to collapsed contexts, and which arrows of the design each is drawn for. */
  readonly arrows: ReadonlyMap<Id, readonly Id[]>;
  /** What a record is drawn as: itself, the collapsed context that holds it, or the arrow that it is one of. */
  drawnAs(id: Id): Id;
  allAs(ids: ReadonlySet<Id>): ReadonlySet<Id>;
  /** Colours of the people who have something selected, by what is drawn. */
  coloursAs(held: ReadonlyMap<Id, string>): ReadonlyMap<Id, string>;
  /** What a press on something that is drawn means: an arrow that stands for several is as good as the node that it leads to. */
  meantBy(id: Id): Id;
  /** The collapsed contexts that have to be opened before some records are drawn as themselves. */
  hiding(ids: Iterable<Id>): ReadonlySet<Id>;
  look(element: Element, look: Look): Look;
  edgeLook(edge: Edge, look: EdgeLook): EdgeLook;
  /** Findings by what they are marked on: each once, however many of its records are inside. */
  marks(byRecord: Marks): Marks;
}

export type Collapse = (design: Design) => Collapsed;

/** Draws designs with some contexts collapsed; records that did not change keep their identity from one version to the next. */
export function collapse(ids: ReadonlySet<Id>): Collapse | undefined {
  if (ids.size === 0) return undefined;
  const contexts = new WeakMap<Element, Element>();
  const edges = new WeakMap<Edge, Edge>();
  const size = defaultSize({ kind: 'service' });
  const folded = (element: Element): Element => {
    const known = contexts.get(element) ?? { ...element };
    contexts.set(element, known);
    return known;
  };
  const led = (edge: Edge, from: Id, to: Id): Edge => {
    const known = edges.get(edge);
    if (known?.from === from && known.to === to) return known;
    const made = { ...edge, from, to };
    edges.set(edge, made);
    return made;
  };
  return (design) => drawn(design, ids, folded, led, size);
}

function drawn(
  design: Design,
  ids: ReadonlySet<Id>,
  folded: (element: Element) => Element,
  led: (edge: Edge, from: Id, to: Id) => Edge,
  size: readonly [number, number],
): Collapsed {
  const holders = outermost(design, ids);
  const standIn = (id: Id) => holders.get(id) ?? id;
  const elements = new Map<Id, Element>();
  const sizes = new Map(design.sizes);
  const nodes = new Map<Id, Set<Id>>();
  const insideOf = (id: Id): Set<Id> => {
    const inside = nodes.get(id) ?? new Set();
    nodes.set(id, inside);
    return inside;
  };
  for (const [id, element] of design.elements) {
    const holder = holders.get(id);
    if (holder !== undefined) insideOf(holder).add(id);
    else if (ids.has(id) && element.kind === 'context') {
      insideOf(id);
      elements.set(id, folded(element));
      sizes.set(id, size);
    } else elements.set(id, element);
  }
  const counts = new Map([...nodes].map(([id, inside]) => [id, inside.size] as const));
  const edges = new Map<Id, Edge>();
  const arrows = new Map<Id, Id[]>();
  const owners = new Map<Id, Id>();
  const first = new Map<string, Id>();
  for (const [id, edge] of design.edges) {
    const [from, to] = [standIn(edge.from), standIn(edge.to)];
    if (from === edge.from && to === edge.to) {
      edges.set(id, edge);
      continue;
    }
    if (from === to) {
      insideOf(from).add(id);
      owners.set(id, from);
      continue;
    }
    const key = `${edge.kind} ${from} ${to}`;
    const one = first.get(key);
    if (one === undefined) {
      first.set(key, id);
      edges.set(id, led(edge, from, to));
      arrows.set(id, [id]);
    } else {
      arrows.get(one)?.push(id);
      owners.set(id, one);
    }
  }
  const drawing: Design = { ...design, elements, edges, sizes };
  const drawnAs = (id: Id) => holders.get(id) ?? owners.get(id) ?? id;
  const several = (id: Id) => (arrows.get(id)?.length ?? 0) > 1;
  const sets = new WeakMap<ReadonlySet<Id>, ReadonlySet<Id>>();
  const colours = new WeakMap<ReadonlyMap<Id, string>, ReadonlyMap<Id, string>>();
  return {
    drawing,
    nodes,
    arrows,
    drawnAs,
    allAs(all) {
      const known = sets.get(all) ?? new Set([...all].map(drawnAs));
      sets.set(all, known);
      return known;
    },
    coloursAs(held) {
      const known = colours.get(held) ?? new Map([...held].map(([id, colour]) => [drawnAs(id), colour] as const));
      colours.set(held, known);
      return known;
    },
    meantBy(id) {
      const edge = several(id) ? edges.get(id) : undefined;
      return edge ? (nodes.has(edge.to) ? edge.to : edge.from) : id;
    },
    hiding(records) {
      const hiders = new Set<Id>();
      for (const id of records) {
        const edge = design.edges.get(id);
        if (edge && edges.has(id) && !several(id)) continue;
        for (const end of edge ? [edge.from, edge.to] : [id])
          for (const each of above(design, end)) if (ids.has(each)) hiders.add(each);
      }
      return hiders;
    },
    look(element, look) {
      const count = counts.get(element.id);
      return count === undefined ? look : { ...look, silhouette: 'folded', detail: words.inside(count) };
    },
    edgeLook(edge, look) {
      const count = arrows.get(edge.id)?.length ?? 1;
      return count === 1 ? look : { ...look, chips: [], text: words.several(count, edge.kind) };
    },
    marks(byRecord) {
      const marks = new Map<Id, ShownFinding[]>();
      const seen = new Set<string>();
      for (const [id, findings] of byRecord) {
        const on = drawnAs(id);
        const list = marks.get(on) ?? [];
        for (const finding of findings) {
          const key = `${on} ${finding.key}`;
          if (!seen.has(key)) list.push(finding);
          seen.add(key);
        }
        marks.set(on, list);
      }
      return marks;
    },
  };
}

/** The contexts that an element stands in, from the inside out. */
function above(design: Design, id: Id): Id[] {
  const contexts: Id[] = [];
  let element = design.elements.get(id);
  while (element) {
    const parent = parentOf(design, element);
    if (parent === 'none' || contexts.includes(parent)) break;
    contexts.push(parent);
    element = design.elements.get(parent);
  }
  return contexts;
}

/** For each element that is not drawn, the outermost collapsed context that it stands in. */
function outermost(design: Design, ids: ReadonlySet<Id>): ReadonlyMap<Id, Id> {
  const holders = new Map<Id, Id>();
  for (const id of design.elements.keys()) {
    const holder = above(design, id).findLast((each) => ids.has(each));
    if (holder !== undefined) holders.set(id, holder);
  }
  return holders;
}
