import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { editDistance } from '#base/text.ts';
import type { Design, Edge, Element } from '../design.ts';
import type { Property } from '../property.ts';
import { propertiesOf, sameValue } from '../values.ts';
import { inDesign, meaningOf } from './meaning.ts';
import { namespaceOf } from './syntax.ts';

/** Which record of the current design each record of a parsed one is: parsed id → current id. One to one. */
export type Matches = ReadonlyMap<Id, Id>;

/**
 * Finds again in a parsed text what stands in the design already. [S17] First by name; then, for what is left, by
 * kind and by what is around it, so that renaming something in the text does not make it another one. Edges go by
 * their kind and ends, then by one end.
 */
export function matchDesigns(current: Design, parsed: Design): Matches {
  const matches = new Map<Id, Id>();
  matchByName(current, parsed, matches);
  // Each round may give the next one neighbours to go by.
  for (let before = -1; before !== matches.size; ) {
    before = matches.size;
    matchBySurroundings(current, parsed, matches);
  }
  matchEdges(current, parsed, matches);
  return matches;
}

function byName(design: Design): Map<string, Element[]> {
  const groups = new Map<string, Element[]>();
  for (const element of design.elements.values()) {
    const key = `${namespaceOf(element.kind)} ${element.props.name}`;
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  for (const group of groups.values()) group.sort((a, b) => compare(a.id, b.id));
  return groups;
}

function matchByName(current: Design, parsed: Design, matches: Map<Id, Id>): void {
  const known = byName(current);
  for (const [key, group] of byName(parsed)) {
    const others = known.get(key) ?? [];
    // Of several with one name, some of which came or went, the numbers say nothing: see what is around them.
    if (others.length !== group.length || group.some((element, i) => element.kind !== others[i]?.kind)) continue;
    group.forEach((element, i) => {
      matches.set(element.id, (others[i] as Element).id);
    });
  }
}

interface Candidate {
  readonly parsed: Element;
  readonly current: Element;
  readonly score: number;
}

function matchBySurroundings(current: Design, parsed: Design, matches: Map<Id, Id>): void {
  const taken = new Set(matches.values());
  const left = [...parsed.elements.values()].filter((element) => !matches.has(element.id));
  const free = [...current.elements.values()].filter((element) => !taken.has(element.id));
  if (left.length === 0 || free.length === 0) return;
  const here = surroundings(current, (id) => id);
  const there = surroundings(parsed, (id) => matches.get(id));
  const candidates: Candidate[] = [];
  for (const element of left) {
    const alike = free.filter((other) => other.kind === element.kind);
    const only = alike.length === 1 && left.filter((other) => other.kind === element.kind).length === 1;
    for (const other of alike) {
      const around = here.get(other.id) ?? [];
      const shared = overlap(around, there.get(element.id) ?? []);
      const sameName = other.props.name === element.props.name;
      const at = parsed.positions.get(element.id);
      const samePlace = at !== undefined && sameValue(at, current.positions.get(other.id));
      const lonely = only && around.length === 0;
      if (shared === 0 && !sameName && !samePlace && !lonely) continue;
      const near = 4 - editDistance(element.props.name, other.props.name);
      candidates.push({
        parsed: element,
        current: other,
        score: (sameName ? 1000 : 0) + 10 * shared + (samePlace ? 20 : 0) + near + equalProps(element, other),
      });
    }
  }
  candidates.sort(
    (a, b) =>
      b.score - a.score ||
      compare(a.parsed.props.name, b.parsed.props.name) ||
      compare(a.current.id, b.current.id) ||
      compare(a.parsed.id, b.parsed.id),
  );
  const used = new Set<Id>();
  for (const { parsed: element, current: other } of candidates) {
    if (used.has(other.id) || matches.has(element.id)) continue;
    matches.set(element.id, other.id);
    used.add(other.id);
  }
}

function equalProps(a: Element, b: Element): number {
  const one = a.props as unknown as Record<string, unknown>;
  const other = b.props as unknown as Record<string, unknown>;
  const properties = propertiesOf(a.kind);
  return Object.keys(properties).filter(
    (name) => sameValue(one[name], other[name]) && !sameValue(one[name], properties[name]?.default),
  ).length;
}

/** What each element is joined to, and what it names or is named by, told by the ids of the current design. */
function surroundings(design: Design, known: (id: Id) => Id | undefined): Map<Id, string[]> {
  const around = new Map<Id, string[]>();
  const tell = (id: Id, what: string, other: Id | undefined) => {
    if (other === undefined) return;
    const list = around.get(id);
    if (list) list.push(`${what} ${other}`);
    else around.set(id, [`${what} ${other}`]);
  };
  for (const { kind, from, to } of design.edges.values()) {
    tell(from, `${kind} to`, known(to));
    tell(to, `${kind} from`, known(from));
  }
  for (const { id, kind, props } of [...design.elements.values(), ...design.edges.values()]) {
    for (const [name, property] of namingProperties(kind)) {
      meaningOf(design, { [name]: property }, props, (other) => {
        tell(id, `names ${name}`, known(other));
        tell(other, `named ${name}`, design.elements.has(id) ? known(id) : undefined);
        return other;
      });
    }
  }
  return around;
}

const naming = new Map<string, readonly (readonly [string, Property])[]>();

/** The properties of a kind that may name other records. */
function namingProperties(kind: Element['kind'] | Edge['kind']): readonly (readonly [string, Property])[] {
  const known = naming.get(kind);
  if (known) return known;
  const found = Object.entries(propertiesOf(kind)).filter(([, property]) =>
    ['reference', 'references', 'edges', 'rows'].includes(property.valueType),
  );
  naming.set(kind, found);
  return found;
}

function overlap(a: readonly string[], b: readonly string[]): number {
  const left = [...b];
  let count = 0;
  for (const item of a) {
    const at = left.indexOf(item);
    if (at < 0) continue;
    left.splice(at, 1);
    count++;
  }
  return count;
}

function matchEdges(current: Design, parsed: Design, matches: Map<Id, Id>): void {
  const taken = new Set<Id>();
  const end = (id: string) => matches.get(id) ?? (parsed.elements.has(id) ? `new ${id}` : inDesign(parsed, id));
  const sorted = (design: Design) => [...design.edges.values()].sort((a, b) => compare(a.id, b.id));
  const mine = sorted(current);
  const theirs = sorted(parsed);
  const said = new Map<Edge, string>();
  /** What an edge says, less which edges it names: that is what is being worked out. */
  const sayingOf = (design: Design, edge: Edge, name: (id: Id) => string): string => {
    const known = said.get(edge);
    if (known !== undefined) return known;
    const saying = JSON.stringify(
      meaningOf(design, propertiesOf(edge.kind), edge.props, (id, what) => (what === 'edge' ? '*' : name(id))),
    );
    said.set(edge, saying);
    return saying;
  };
  const sayTheSame = (edge: Edge, other: Edge) => sayingOf(parsed, edge, end) === sayingOf(current, other, (id) => id);
  const passes: ((edge: Edge, other: Edge) => boolean)[] = [
    (edge, other) => ends(edge, other) === 2 && sayTheSame(edge, other),
    (edge, other) => ends(edge, other) === 2 && edge.props.name === other.props.name,
    (edge, other) => ends(edge, other) === 2,
    (edge, other) => ends(edge, other) === 1 && sayTheSame(edge, other),
    (edge, other) => ends(edge, other) === 1,
  ];
  function ends(edge: Edge, other: Edge): number {
    return Number(end(edge.from) === inDesign(current, other.from)) + Number(end(edge.to) === inDesign(current, other.to));
  }
  const buckets = new Map<string, Edge[]>();
  for (const other of mine) {
    for (const key of [
      `${other.kind} from ${inDesign(current, other.from)}`,
      `${other.kind} to ${inDesign(current, other.to)}`,
    ]) {
      const bucket = buckets.get(key);
      if (bucket) bucket.push(other);
      else buckets.set(key, [other]);
    }
  }
  for (const fits of passes) {
    for (const edge of theirs) {
      if (matches.has(edge.id)) continue;
      const near = [
        ...(buckets.get(`${edge.kind} from ${end(edge.from)}`) ?? []),
        ...(buckets.get(`${edge.kind} to ${end(edge.to)}`) ?? []),
      ];
      const other = near.find((each) => !taken.has(each.id) && fits(edge, each));
      if (!other) continue;
      matches.set(edge.id, other.id);
      taken.add(other.id);
    }
  }
}
