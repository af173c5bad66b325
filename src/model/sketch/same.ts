import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import type { Design } from '../design.ts';
import { propertiesOf, sameValue } from '../values.ts';
import { handlesOf } from './handles.ts';
import { inDesign, meaningOf } from './meaning.ts';

export interface SameOptions {
  /** Compare where elements stand and how large they are. */
  readonly places?: boolean;
}

/**
 * Equality of designs modulo ids: a one-to-one mapping of elements and edges exists under which everything else
 * is equal. Of the order of rows only the sequence counts, and something that is gone equals its name written as
 * unresolved. [S16]
 *
 * Elements of different names map by their handles. Where several share a name, they are told apart by what is
 * around them (colour refinement, after B. Weisfeiler and A. Leman, 1968), and what still looks alike is tried.
 */
export function sameDesign(a: Design, b: Design, options: SameOptions = {}): boolean {
  if (a.title !== b.title || a.comment !== b.comment || a.elements.size !== b.elements.size || a.edges.size !== b.edges.size)
    return false;
  const places = options.places ?? true;
  if (places && (a.positions.size !== b.positions.size || a.sizes.size !== b.sizes.size)) return false;
  const byHandle = mapByHandle(a, b);
  if (byHandle && equalUnder(a, b, byHandle, places)) return true;
  const budget = { tries: 200 };
  return alikeUnder(a, b, colours(a, places), colours(b, places), budget, places);
}

/** Elements of `a` and `b` with one handle and kind, and edges of one kind between them, in the order of their ids. */
function mapByHandle(a: Design, b: Design): Map<Id, Id> | undefined {
  const map = new Map<Id, Id>();
  const [from, to] = [handlesOf(a), handlesOf(b)];
  for (const element of a.elements.values()) {
    const handle = from.of(element.id);
    const other = handle && to.find(handle.namespace, handle.name, handle.copy);
    if (other === undefined || b.elements.get(other)?.kind !== element.kind) return undefined;
    map.set(element.id, other);
  }
  return mapEdges(a, b, map) ? map : undefined;
}

function mapEdges(a: Design, b: Design, map: Map<Id, Id>): boolean {
  const groups = new Map<string, Id[]>();
  for (const edge of inIdOrder(b)) {
    const key = `${edge.kind} ${inDesign(b, edge.from)} ${inDesign(b, edge.to)}`;
    groups.set(key, [...(groups.get(key) ?? []), edge.id]);
  }
  for (const edge of inIdOrder(a)) {
    const key = `${edge.kind} ${mapped(a, edge.from, map)} ${mapped(a, edge.to, map)}`;
    const other = groups.get(key)?.shift();
    if (other === undefined) return false;
    map.set(edge.id, other);
  }
  return true;
}

function inIdOrder(design: Design) {
  return [...design.edges.values()].sort((one, other) => compare(one.id, other.id));
}

function mapped(
  design: Design,
  id: string,
  map: ReadonlyMap<Id, Id>,
  records: ReadonlyMap<Id, unknown> = design.elements,
): string {
  return records.has(id) ? (map.get(id) ?? id) : inDesign(design, id, records);
}

function equalUnder(a: Design, b: Design, map: ReadonlyMap<Id, Id>, places: boolean): boolean {
  const translate = (id: Id) => map.get(id) ?? id;
  const same = (id: Id) => id;
  for (const element of a.elements.values()) {
    const id = map.get(element.id) as Id;
    const other = b.elements.get(id);
    if (other?.kind !== element.kind) return false;
    const properties = propertiesOf(element.kind);
    if (!sameValue(meaningOf(a, properties, element.props, translate), meaningOf(b, properties, other.props, same))) return false;
    if (places && !sameValue([a.positions.get(element.id), a.sizes.get(element.id)], [b.positions.get(id), b.sizes.get(id)]))
      return false;
  }
  for (const edge of a.edges.values()) {
    const other = b.edges.get(map.get(edge.id) as Id);
    if (other?.kind !== edge.kind) return false;
    if (mapped(a, edge.from, map) !== inDesign(b, other.from) || mapped(a, edge.to, map) !== inDesign(b, other.to)) return false;
    const properties = propertiesOf(edge.kind);
    if (!sameValue(meaningOf(a, properties, edge.props, translate), meaningOf(b, properties, other.props, same))) return false;
  }
  return true;
}

type Colours = ReadonlyMap<Id, string>;

/** What each record is in itself. */
function colours(design: Design, places: boolean): Colours {
  const blank = () => '*';
  const found = new Map<Id, string>();
  for (const { id, kind, props } of design.elements.values()) {
    const own = meaningOf(design, propertiesOf(kind), props, blank);
    found.set(id, JSON.stringify([kind, own, places ? [design.positions.get(id), design.sizes.get(id)] : []]));
  }
  for (const { id, kind, props } of design.edges.values())
    found.set(id, JSON.stringify([kind, meaningOf(design, propertiesOf(kind), props, blank)]));
  return found;
}

/** One step: what each record is, and what stands around it. Long colours are replaced by numbers shared by both. */
function refined(design: Design, before: Colours, numbers: Map<string, string>): Map<Id, string> {
  const colour = (id: Id) => before.get(id) ?? inDesign(design, id);
  const around = new Map<Id, string[]>();
  const tell = (id: Id, what: string) => {
    const list = around.get(id);
    if (list) list.push(what);
    else around.set(id, [what]);
  };
  const own = new Map<Id, string>();
  const look = (id: Id, kind: Parameters<typeof propertiesOf>[0], props: object, ends: readonly string[]) => {
    const said = meaningOf(design, propertiesOf(kind), props, (to) => {
      tell(to, `named by ${colour(id)}`);
      return colour(to);
    });
    own.set(id, JSON.stringify([colour(id), ends, said]));
  };
  for (const { id, kind, props } of design.elements.values()) look(id, kind, props, []);
  for (const { id, kind, props, from, to } of design.edges.values()) {
    look(id, kind, props, [colour(from), colour(to)]);
    tell(from, `from ${colour(id)}`);
    tell(to, `to ${colour(id)}`);
  }
  const after = new Map<Id, string>();
  for (const [id, said] of own) {
    const key = JSON.stringify([said, (around.get(id) ?? []).sort(compare)]);
    const number = numbers.get(key) ?? `c${numbers.size}`;
    numbers.set(key, number);
    after.set(id, number);
  }
  return after;
}

function classes(of: Colours): Map<string, Id[]> {
  const found = new Map<string, Id[]>();
  for (const [id, colour] of of) found.set(colour, [...(found.get(colour) ?? []), id]);
  return found;
}

function alikeUnder(a: Design, b: Design, startA: Colours, startB: Colours, budget: { tries: number }, places: boolean): boolean {
  let [one, other] = [startA, startB];
  let count = -1;
  while (true) {
    const numbers = new Map<string, string>();
    [one, other] = [refined(a, one, numbers), refined(b, other, numbers)];
    const [left, right] = [classes(one), classes(other)];
    for (const [colour, ids] of left) if (right.get(colour)?.length !== ids.length) return false;
    if (left.size === count) {
      const tied = [...left].filter(([, ids]) => ids.length > 1).sort(([, x], [, y]) => x.length - y.length)[0];
      if (!tied) {
        const map = new Map([...left].map(([colour, ids]) => [ids[0] as Id, (right.get(colour) as Id[])[0] as Id]));
        return equalUnder(a, b, map, places);
      }
      const [colour, ids] = tied;
      for (const candidate of right.get(colour) ?? []) {
        if (budget.tries-- <= 0) return false;
        if (alikeUnder(a, b, new Map(one).set(ids[0] as Id, 'chosen'), new Map(other).set(candidate, 'chosen'), budget, places))
          return true;
      }
      return false;
    }
    count = left.size;
  }
}
