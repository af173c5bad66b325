import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import { normalName } from '#base/text.ts';
import type { Design, Element } from '#model/design.ts';
import { elementKindNames } from '#model/design.ts';
import { linksOf } from './links.ts';
import { nameLikeness } from './names.ts';
import { latestFields } from './parts.ts';

/** Elements of one group may be aligned with each other [A1]. */
export type Group = 'work' | 'channel' | 'contract' | 'store' | 'saga' | 'broker' | 'context' | 'note';

export function groupOf(element: Element): Group {
  switch (element.kind) {
    case 'service':
    case 'processor':
    case 'connector':
    case 'external':
      return 'work';
    default:
      return element.kind;
  }
}

/** Below this score a pair is not made [A6]. */
export const leastScore: Readonly<Record<Group, number>> = {
  work: 0.42,
  channel: 0.42,
  contract: 0.5,
  store: 0.45,
  saga: 0.4,
  broker: 0.3,
  context: 0.45,
  note: 0.5,
};

/** One design made ready for comparing: elements in an order that does not depend on how they are stored. */
export interface Subject {
  readonly design: Design;
  readonly elements: readonly Element[];
  readonly index: ReadonlyMap<Id, number>;
  readonly groups: readonly Group[];
  /** For each element: label → indexes of its neighbours. */
  readonly links: readonly ReadonlyMap<string, readonly number[]>[];
  readonly fields: readonly ReadonlySet<string>[];
}

export function subjectOf(design: Design): Subject {
  const keyed = [...design.elements.values()].map((element) => ({
    element,
    key: `${String(elementKindNames.indexOf(element.kind)).padStart(2, '0')} ${normalName(element.props.name)} ${element.id}`,
  }));
  const elements = keyed.sort((a, b) => compare(a.key, b.key)).map(({ element }) => element);
  const index = new Map(elements.map((element, i) => [element.id, i]));
  const linked = linksOf(design);
  return {
    design,
    elements,
    index,
    groups: elements.map(groupOf),
    links: elements.map((element) => {
      const byLabel = new Map<string, readonly number[]>();
      for (const [label, ids] of linked.get(element.id) ?? [])
        byLabel.set(
          label,
          ids.map((id) => index.get(id) as number),
        );
      return byLabel;
    }),
    fields: elements.map((element) =>
      element.kind === 'contract'
        ? new Set(
            latestFields(element)
              .map((field) => normalName(field.name))
              .filter(Boolean),
          )
        : noFields,
    ),
  };
}

const noFields: ReadonlySet<string> = new Set();

/** What speaks for pairing two elements. */
export interface Evidence {
  readonly score: number;
  /** Undefined where one has no name. */
  readonly name: number | undefined;
  readonly neighbours: number;
  readonly origin: boolean;
}

export interface Likeness {
  score(i: number, j: number): number;
  evidence(i: number, j: number): Evidence;
}

const rounds = 3;

/** Similarity of every element of `a` to every element of `b`; 0 across groups. Symmetric up to rounding. */
export function likenessOf(a: Subject, b: Subject): Likeness {
  const columns = b.elements.length;
  const size = a.elements.length * columns;
  const names = new Float64Array(size).fill(-1);
  const own = new Float64Array(size);
  const near = new Float64Array(size);
  const origin = new Float64Array(size);
  let scores = new Float64Array(size);
  const pairs: number[] = [];
  for (const [i, x] of a.elements.entries()) {
    for (const [j, y] of b.elements.entries()) {
      if (a.groups[i] !== b.groups[j]) continue;
      const at = i * columns + j;
      pairs.push(at);
      const name =
        x.kind === 'note' && y.kind === 'note'
          ? nameLikeness(noteText(x), noteText(y))
          : nameLikeness(x.props.name, y.props.name);
      names[at] = name ?? -1;
      own[at] = ownLikeness(a, i, b, j);
    }
  }
  const trust = trustInIds(a, b, names);
  for (const at of pairs) {
    const x = a.elements[Math.floor(at / columns)] as Element;
    if (x.id === b.elements[at % columns]?.id) origin[at] = isDrawn(x.id) ? 1 : trust;
  }
  for (let round = 0; round <= rounds; round++) {
    const next = new Float64Array(size);
    for (const at of pairs) {
      const i = Math.floor(at / columns);
      const j = at % columns;
      const evidence = round === 0 ? 0 : neighbourLikeness(a.links[i] as Links, b.links[j] as Links, scores, columns);
      near[at] = evidence;
      next[at] = combine(a.groups[i] as Group, names[at] as number, evidence, own[at] as number, origin[at] as number);
    }
    scores = next;
  }
  return {
    score: (i, j) => scores[i * columns + j] as number,
    evidence(i, j) {
      const at = i * columns + j;
      const name = names[at] as number;
      return {
        score: scores[at] as number,
        name: name < 0 ? undefined : name,
        neighbours: near[at] as number,
        origin: (origin[at] as number) > 0,
      };
    },
  };
}

type Links = ReadonlyMap<string, readonly number[]>;

/** Ids of ten and more characters are drawn at random and never equal by accident [A2]. */
function isDrawn(id: Id): boolean {
  return id.length >= 10;
}

/** Share of the equal short ids whose names agree; 0 unless most do. */
function trustInIds(a: Subject, b: Subject, names: Float64Array): number {
  let shared = 0;
  let agreeing = 0;
  for (const [i, element] of a.elements.entries()) {
    if (isDrawn(element.id)) continue;
    const j = b.index.get(element.id);
    if (j === undefined) continue;
    shared++;
    if (a.groups[i] !== b.groups[j]) continue;
    const name = names[i * b.elements.length + j] as number;
    // Two without a name do not contradict each other.
    if (name >= 0.6 || (name < 0 && normalName(element.props.name) === normalName(b.elements[j]?.props.name ?? ''))) agreeing++;
  }
  const share = shared === 0 ? 0 : agreeing / shared;
  return share >= 0.6 ? share : 0;
}

function noteText(element: Element): string {
  return element.kind === 'note' ? `${element.props.name} ${element.props.text}` : element.props.name;
}

function combine(group: Group, name: number, near: number, own: number, origin: number): number {
  const weights = weightsOf[group] ?? otherWeights;
  let score = weights.name * Math.max(name, 0) + weights.near * near + weights.own * own;
  // Without a name the rest has to carry it, and is believed less.
  if (name < 0) score *= group === 'note' ? 0 : 1.3;
  // Names that contradict each other (placed, cancelled) weigh against whatever surrounds them.
  else if (group === 'contract' && name <= 0.1) score *= 0.75;
  score = Math.min(score, 1);
  return score + (1 - score) * 0.5 * origin;
}

const otherWeights = { name: 0.55, near: 0.3, own: 0.15 };
const weightsOf: Partial<Record<Group, typeof otherWeights>> = {
  contract: { name: 0.55, near: 0.2, own: 0.25 },
  // A broker is what carries these channels; it is often called like its product, which is what groups choose differently.
  broker: { name: 0.25, near: 0.6, own: 0.15 },
  note: { name: 0.9, near: 0, own: 0.1 },
};

/** Kind, type and role, and the fields of contracts [A5]. */
function ownLikeness(a: Subject, i: number, b: Subject, j: number): number {
  const x = a.elements[i] as Element;
  const y = b.elements[j] as Element;
  if (x.kind !== y.kind) return 0.2;
  switch (x.kind) {
    case 'channel': {
      const other = y.props as typeof x.props;
      if (x.props.role !== other.role) return 0;
      return agreement(x.props.type, other.type);
    }
    case 'store': {
      const other = y.props as typeof x.props;
      return x.props.role === other.role ? agreement(x.props.type, other.type) : 0.3;
    }
    case 'contract': {
      const same = x.props.kind === (y.props as typeof x.props).kind ? 1 : 0;
      const mine = a.fields[i] as ReadonlySet<string>;
      const theirs = b.fields[j] as ReadonlySet<string>;
      if (mine.size === 0 || theirs.size === 0) return 0.5 * same;
      let shared = 0;
      for (const field of mine) if (theirs.has(field)) shared++;
      return 0.25 * same + 0.75 * (shared / (mine.size + theirs.size - shared));
    }
    case 'broker':
      return agreement(x.props.product, (y.props as typeof x.props).product);
    case 'context':
      return agreement(x.props.kind, (y.props as typeof x.props).kind);
    case 'external':
      return agreement(x.props.type, (y.props as typeof x.props).type);
    case 'connector':
      return agreement(x.props.type, (y.props as typeof x.props).type);
    default:
      return 1;
  }
}

function agreement(a: string, b: string): number {
  if (a === b) return 1;
  return a === '?' || b === '?' ? 0.8 : 0.5;
}

/** A clear match of neighbours counts whole, a doubtful one in part, a poor one not at all. */
function sharpen(score: number): number {
  return score >= 0.6 ? 1 : score <= 0.3 ? 0 : (score - 0.3) / 0.3;
}

/** Share of the neighbours that have a counterpart, less the less there are of them [A4]. */
function neighbourLikeness(a: Links, b: Links, scores: Float64Array, columns: number): number {
  let total = 0;
  let matched = 0;
  for (const [label, mine] of a) {
    const theirs = b.get(label);
    total += Math.max(mine.length, theirs?.length ?? 0);
    if (theirs) matched += matchedOf(mine, theirs, scores, columns);
  }
  for (const [label, theirs] of b) if (!a.has(label)) total += theirs.length;
  return total === 0 ? 0 : (matched / total) * (1 - 0.5 ** matched);
}

function matchedOf(mine: readonly number[], theirs: readonly number[], scores: Float64Array, columns: number): number {
  if (mine.length === 1 && theirs.length === 1)
    return sharpen(scores[(mine[0] as number) * columns + (theirs[0] as number)] as number);
  const candidates: { readonly i: number; readonly j: number; readonly value: number }[] = [];
  for (const [i, x] of mine.entries()) {
    for (const [j, y] of theirs.entries()) {
      const value = sharpen(scores[x * columns + y] as number);
      if (value > 0) candidates.push({ i, j, value });
    }
  }
  candidates.sort((x, y) => y.value - x.value);
  const usedMine = new Set<number>();
  const usedTheirs = new Set<number>();
  let sum = 0;
  for (const { i, j, value } of candidates) {
    if (usedMine.has(i) || usedTheirs.has(j)) continue;
    usedMine.add(i);
    usedTheirs.add(j);
    sum += value;
  }
  return sum;
}
