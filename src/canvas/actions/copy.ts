import type { Id, MakeId } from '#base/ids.ts';
import { boundsOf, snap } from '#drawing/geometry.ts';
import { type Design, type Edge, type Element, emptyDesign, type Position } from '#model/design.ts';
import { applyEdits, type Edit } from '#model/edit.ts';
import { type Property, unresolvedMark } from '#model/property.ts';
import { propertiesOf, type Row } from '#model/values.ts';
import { moving } from './move.ts';

/** The part of a design that is copied: the elements, what stands in them, and the edges between them. */
export function partOf(design: Design, ids: Iterable<Id>): Design {
  const picked = moving(design, ids);
  const wanted = new Set(ids);
  const edits: Edit[] = [];
  for (const element of design.elements.values()) {
    if (!picked.has(element.id)) continue;
    edits.push({ op: 'addElement', element });
    const at = design.positions.get(element.id);
    const size = design.sizes.get(element.id);
    if (at) edits.push({ op: 'place', id: element.id, at });
    if (size) edits.push({ op: 'resize', id: element.id, size });
  }
  for (const edge of design.edges.values()) {
    if ((picked.has(edge.from) && picked.has(edge.to)) || wanted.has(edge.id)) edits.push({ op: 'addEdge', edge });
  }
  return applyEdits(emptyDesign, edits);
}

export interface Pasted {
  readonly edits: Edit[];
  /** New ids of the elements and edges, for the selection. */
  readonly ids: readonly Id[];
  /** What each record of the part has become. */
  readonly copies: ReadonlyMap<Id, Id>;
}

/**
 * Edits that add a part to a design under new ids. References inside the part follow it; a reference to something
 * outside it is kept where the target exists here, and else becomes an unresolved one (a finding, not a loss).
 * `to` is where the middle of the part goes; without it the part is shifted by two grid steps.
 */
export function paste(design: Design, part: Design, makeId: MakeId, to?: Position): Pasted {
  const ids = new Map<Id, Id>();
  for (const id of part.elements.keys()) ids.set(id, makeId());
  for (const id of part.edges.keys()) ids.set(id, makeId());
  const bounds = boundsOf(part);
  const dx = to && bounds ? snap(to[0] - (bounds.x + bounds.width / 2)) : 20;
  const dy = to && bounds ? snap(to[1] - (bounds.y + bounds.height / 2)) : 20;
  const follow = (reference: string): string => {
    const at = reference.startsWith(unresolvedMark) ? -1 : reference.indexOf('@');
    const id = at < 0 ? reference : reference.slice(0, at);
    const next = ids.get(id);
    if (next !== undefined) return at < 0 ? next : next + reference.slice(at);
    if (id.startsWith(unresolvedMark) || design.elements.has(id) || design.edges.has(id)) return reference;
    return `${unresolvedMark}${id}`;
  };
  const edits: Edit[] = [];
  for (const element of part.elements.values()) {
    const id = ids.get(element.id) as Id;
    const props = followed(propertiesOf(element.kind), element.props as never, follow);
    edits.push({ op: 'addElement', element: { ...element, id, props } as unknown as Element });
    const at = part.positions.get(element.id);
    const size = part.sizes.get(element.id);
    if (at) edits.push({ op: 'place', id, at: [at[0] + dx, at[1] + dy] });
    if (size) edits.push({ op: 'resize', id, size });
  }
  for (const edge of part.edges.values()) {
    const props = followed(propertiesOf(edge.kind), edge.props as never, follow);
    const next = { ...edge, id: ids.get(edge.id), from: follow(edge.from), to: follow(edge.to), props };
    edits.push({ op: 'addEdge', edge: next as unknown as Edge });
  }
  return { edits, ids: [...ids.values()], copies: ids };
}

/**
 * Edits that draw the arrows between what was copied and all else once more for the copies: another consumer of the same topic. What a copy
 * says about such an arrow ("triggered by") follows to the new one.
 */
export function connections(design: Design, copies: ReadonlyMap<Id, Id>, makeId: MakeId): Edit[] {
  const next = new Map(copies);
  const outer = [...design.edges.values()].filter(
    (edge) => copies.has(edge.from) !== copies.has(edge.to) && !copies.has(edge.id),
  );
  for (const edge of outer) next.set(edge.id, makeId());
  const follow = (reference: string) => next.get(reference) ?? reference;
  const edits = outer.map((edge): Edit => {
    const props = followed(propertiesOf(edge.kind), edge.props as never, follow);
    const copy = { ...edge, id: follow(edge.id), from: follow(edge.from), to: follow(edge.to), props };
    return { op: 'addEdge', edge: copy as unknown as Edge };
  });
  const again = new Set(outer.map((edge) => edge.id));
  for (const [id, copy] of copies) {
    const edge = design.edges.get(id);
    if (!edge) continue;
    const properties = propertiesOf(edge.kind);
    for (const [name, value] of Object.entries(edge.props)) {
      if (properties[name]?.valueType !== 'edges' || !Array.isArray(value) || !value.some((each) => again.has(each))) continue;
      edits.push({ op: 'set', id: copy, path: [name], value: value.map(follow) });
    }
  }
  return edits;
}

/** The same properties with every reference led through `follow`. */
function followed(
  properties: Readonly<Record<string, Property>>,
  props: Readonly<Record<string, unknown>>,
  follow: (reference: string) => string,
): Readonly<Record<string, unknown>> {
  const next: Record<string, unknown> = { ...props };
  for (const name in properties) {
    const property = properties[name] as Property;
    const value = props[name];
    const word = (text: string) => text === '?' || text === 'none' || (property.words ?? []).includes(text);
    if (property.valueType === 'reference' || property.valueType === 'references' || property.valueType === 'edges') {
      if (typeof value === 'string') next[name] = word(value) ? value : follow(value);
      else if (Array.isArray(value)) next[name] = value.map((each: string) => follow(each));
    } else if (property.valueType === 'rows' && property.row) {
      const { row } = property;
      next[name] = (value as readonly Row[]).map((each) => followed(row.properties, each, follow));
    }
  }
  return next;
}
