import type { Id, MakeId } from '#base/ids.ts';
import { attachEdit } from './attach.ts';
import {
  adjacency,
  type Design,
  type Edge,
  type Element,
  edgeKindNames,
  elementOf,
  isKind,
  type Position,
  parentOf,
} from './design.ts';
import type { Edit } from './edit.ts';
import type { EdgeKind, ElementKind } from './kind.ts';
import { edgeKinds, elementKinds } from './kinds/index.ts';
import { orderBetween } from './row-order.ts';
import { propsWith, rowWith } from './values.ts';
import { whyNot } from './why-not.ts';

/** One way of joining two elements; the canvas offers them where there is a choice. */
export interface Proposal {
  /** Stable for the pair of kinds: `writes`, `writes+reads`, `via-channel`. */
  readonly id: string;
  /** Goes on after the name of the first element: "writes to", "sends an event through a new channel". */
  readonly label: string;
  readonly edits: readonly Edit[];
  /** Elements that come into being, to be named next. */
  readonly creates: readonly Id[];
  /** True if it joins the two as they were drawn; false for a detour, which is the nearest thing that is valid. */
  readonly legal: boolean;
}

export interface Refusal {
  /** One sentence. */
  readonly why: string;
  readonly alternatives: readonly Proposal[];
}

/** The kinds of edge that may lead from one kind of element to another. [C1] */
export function edgeKindsBetween(from: ElementKind, to: ElementKind): EdgeKind[] {
  return edgeKindNames.filter((kind) => mayStart(kind, from) && mayEnd(kind, to));
}

function mayStart(kind: EdgeKind, from: ElementKind): boolean {
  return (edgeKinds[kind].from as readonly ElementKind[]).includes(from);
}

function mayEnd(kind: EdgeKind, to: ElementKind): boolean {
  return (edgeKinds[kind].to as readonly ElementKind[]).includes(to);
}

/** All ways to join two elements (or a contract and an edge), the most likely first. Empty only where none makes sense. [C2] */
export function proposals(design: Design, fromId: Id, toId: Id, makeId: MakeId): Proposal[] {
  const from = design.elements.get(fromId);
  const to = design.elements.get(toId);
  const edge = design.edges.get(toId) ?? design.edges.get(fromId);
  if (edge && (from ?? to)) return ontoEdge((from ?? to) as Element, edge);
  if (!from || !to) return [];
  const draft: Draft = { design, from, to, makeId };
  return [...direct(draft), ...properties(draft), ...detours(draft)];
}

/** Why two elements can't be joined as drawn, and what could be meant instead; undefined if they can be. [C3] */
export function refusalOf(design: Design, fromId: Id, toId: Id, makeId: MakeId): Refusal | undefined {
  const from = design.elements.get(fromId);
  const to = design.elements.get(toId);
  const all = proposals(design, fromId, toId, makeId);
  if (all.some((proposal) => proposal.legal)) return undefined;
  if (!from || !to) {
    const edge = design.edges.has(toId) || design.edges.has(fromId);
    return {
      why: edge ? 'Only a contract can be put on an arrow.' : 'One of the two is no longer in the design.',
      alternatives: [],
    };
  }
  return {
    why: fromId === toId ? 'An arrow leads from one element to another one.' : whyNot(from.kind, to.kind),
    alternatives: all,
  };
}

interface Draft {
  readonly design: Design;
  readonly from: Element;
  readonly to: Element;
  readonly makeId: MakeId;
}

/** A way that is drawn as edges between the two. */
function direct({ design, from, to, makeId }: Draft): Proposal[] {
  if (from.id === to.id) return [];
  const ways: Proposal[] = [];
  const add = (kind: EdgeKind, start: Element, end: Element): Proposal => {
    const again = [...design.edges.values()].some((edge) => edge.kind === kind && edge.from === start.id && edge.to === end.id);
    // Drawn against the arrow: seen from the service, the store is read.
    const label = start === from ? edgeKinds[kind].verb : `${reversed[kind] ?? edgeKinds[kind].verb}`;
    return {
      id: kind,
      label: again ? `${label}, once more` : label,
      edits: [join(makeId, kind, start.id, end.id)],
      creates: [],
      legal: true,
    };
  };
  for (const kind of edgeKindsBetween(from.kind, to.kind)) if (kind !== 'deadLetters') ways.push(add(kind, from, to));
  if (to.kind === 'channel' && edgeKindsBetween(from.kind, to.kind).includes('deadLetters')) {
    const way = add('deadLetters', from, to);
    // What goes to a dead-letter queue is seldom anything else.
    if (to.props.role === 'dlq') ways.unshift(way);
    else if (to.props.role === 'main' && isFree(design, to.id)) {
      const edits: Edit[] = [{ op: 'set', id: to.id, path: ['role'], value: 'dlq' }, ...way.edits];
      ways.push({ ...way, label: 'dead-letters to, as its dead-letter queue', edits });
    }
  }
  if (to.kind === 'store' && edgeKindsBetween('store', from.kind).includes('reads')) {
    const reads = add('reads', to, from);
    ways.push(reads);
    const writes = ways.find((way) => way.id === 'writes');
    if (writes) {
      const edits = [join(makeId, 'writes', from.id, to.id), join(makeId, 'reads', to.id, from.id)];
      ways.push({ id: 'writes+reads', label: 'reads from and writes to', edits, creates: [], legal: true });
    }
  }
  return ways;
}

function isFree(design: Design, id: Id): boolean {
  return adjacency(design).into(id).length + adjacency(design).out(id).length === 0;
}

const reversed: Partial<Record<EdgeKind, string>> = { reads: 'reads from' };

/** A way that is said by a property: a contract on a channel, a channel on a broker, something in a context. */
function properties({ design, from, to, makeId }: Draft): Proposal[] {
  if (from.id === to.id) return [];
  const pair = <A extends ElementKind, B extends ElementKind>(
    one: A,
    other: B,
  ): readonly [Element & { kind: A }, Element & { kind: B }] | undefined => {
    if (isKind(from, one) && isKind(to, other)) return [from, to] as never;
    if (isKind(to, one) && isKind(from, other)) return [to, from] as never;
    return undefined;
  };
  const set = (id: string, label: string, record: Id, property: string, value: string | readonly string[]): Proposal => ({
    id,
    label,
    edits: [{ op: 'set', id: record, path: [property], value }],
    creates: [],
    legal: true,
  });
  const ways: Proposal[] = [];
  const carried = pair('contract', 'channel');
  if (carried) ways.push(attach(carried[0].id, carried[1]));
  const hosted = pair('channel', 'broker');
  if (hosted) ways.push(set('on-broker', from === hosted[0] ? 'lives on' : 'carries', hosted[0].id, 'broker', hosted[1].id));
  const registered = pair('contract', 'store');
  if (registered && elementOf(design, registered[1].id, 'store')?.props.type === 'schemaRegistry') {
    ways.push(
      set(
        'in-registry',
        from === registered[0] ? 'is registered in' : 'registers',
        registered[0].id,
        'registry',
        registered[1].id,
      ),
    );
  }
  const started = pair('contract', 'saga');
  if (started) ways.push(set('starts', from === started[0] ? 'starts' : 'is started by', started[1].id, 'start', started[0].id));
  const led = pair('service', 'saga');
  if (led)
    ways.push(set('orchestrates', from === led[0] ? 'orchestrates' : 'is orchestrated by', led[1].id, 'orchestrator', led[0].id));
  const part = pair('service', 'saga') ?? pair('external', 'saga');
  if (part) ways.push(takesPart(design, part[0].id, part[1].id, makeId));
  const owned = pair('contract', 'service');
  if (owned) ways.push(set('owner', from === owned[0] ? 'is owned by' : 'owns', owned[0].id, 'owner', owned[1].id));
  // Dropped on a context, anything stands in it; from a context to something draws that in.
  const [inner, outer] = isKind(to, 'context') ? [from, to] : isKind(from, 'context') ? [to, from] : [];
  if (inner && outer && !wouldCircle(design, inner, outer)) {
    ways.push(set('in-context', inner === from ? 'stands in' : 'contains', inner.id, 'context', outer.id));
  }
  return ways;
}

function wouldCircle(design: Design, inner: Element, outer: Element): boolean {
  let at: Element | undefined = outer;
  for (let depth = 0; at && depth < 64; depth++) {
    if (at.id === inner.id) return true;
    at = design.elements.get(parentOf(design, at));
  }
  return false;
}

function attach(contract: Id, to: Element | Edge): Proposal {
  return {
    id: 'contract',
    label: 'from' in to ? 'is carried by this arrow' : 'is carried by',
    edits: [attachEdit(contract, to)],
    creates: [],
    legal: true,
  };
}

function ontoEdge(element: Element, edge: Edge): Proposal[] {
  return element.kind === 'contract' && 'contracts' in edge.props ? [attach(element.id, edge)] : [];
}

function takesPart(design: Design, participant: Id, sagaId: Id, makeId: MakeId): Proposal {
  const saga = elementOf(design, sagaId, 'saga');
  const last = saga?.props.steps.at(-1)?.order;
  const { row } = elementKinds.saga.properties.steps;
  const step = rowWith(row as NonNullable<typeof row>, makeId(), orderBetween(last, undefined) ?? `${last ?? 'a0'}V`, {
    participant,
  });
  return {
    id: 'takes-part',
    label: 'takes part in a new step',
    edits: [{ op: 'addRow', id: sagaId, path: ['steps'], row: step }],
    creates: [],
    legal: true,
  };
}

/** One element between the two: what it is, and the edges on both sides. */
interface Between {
  readonly id: string;
  readonly label: string;
  readonly kind: ElementKind;
  readonly props: object;
  readonly into: EdgeKind;
  readonly out: EdgeKind;
}

const between: readonly Between[] = [
  {
    id: 'via-channel',
    label: 'sends events through a new channel',
    kind: 'channel',
    props: {},
    into: 'publishes',
    out: 'consumes',
  },
  {
    id: 'via-cdc',
    label: 'is captured by a new connector (CDC)',
    kind: 'connector',
    props: { type: 'cdc' },
    into: 'captures',
    out: 'publishes',
  },
  {
    id: 'via-copy',
    label: 'is copied by a new connector',
    kind: 'connector',
    props: { type: 'cdc' },
    into: 'captures',
    out: 'writes',
  },
  {
    id: 'via-sink',
    label: 'is written by a new sink connector',
    kind: 'connector',
    props: { type: 'sink' },
    into: 'consumes',
    out: 'writes',
  },
  {
    id: 'via-bridge',
    label: 'is copied by a new bridge',
    kind: 'connector',
    props: { type: 'bridge' },
    into: 'consumes',
    out: 'publishes',
  },
  {
    id: 'via-processor',
    label: 'is processed by a new stream processor',
    kind: 'processor',
    props: {},
    into: 'consumes',
    out: 'publishes',
  },
  { id: 'via-service', label: 'calls a new service, which writes', kind: 'service', props: {}, into: 'calls', out: 'writes' },
];

/** Ways with a new element between, and for what is drawn but stands in no arrows, ways with a new channel. */
function detours(draft: Draft): Proposal[] {
  const { from, to, makeId } = draft;
  const ways: Proposal[] = between
    .filter(
      ({ kind, into, out }) => mayStart(into, from.kind) && mayEnd(into, kind) && mayStart(out, kind) && mayEnd(out, to.kind),
    )
    // Where a service may write itself, nothing stands between; where it may call, an event is the other choice.
    .filter(({ id }) => id !== 'via-service' || edgeKindsBetween(from.kind, to.kind).length === 0)
    .map(({ id, label, kind, props, into, out }) => {
      const made = create(draft, kind, props);
      const edits = [...made.edits, join(makeId, into, from.id, made.id), join(makeId, out, made.id, to.id)];
      return { id, label, edits, creates: [made.id], legal: false };
    });
  const producer = [from, to].find((element) => mayStart('publishes', element.kind));
  const other = producer === from ? to : from;
  if (producer && isKind(other, 'contract')) {
    const made = create(draft, 'channel', { contracts: [other.id] });
    const edits: Edit[] = [...made.edits, join(makeId, 'publishes', producer.id, made.id)];
    ways.push({
      id: 'publishes-it',
      label: producer === from ? 'publishes it to a new channel' : 'is published to a new channel',
      edits,
      creates: [made.id],
      legal: false,
    });
  }
  if (producer && isKind(other, 'broker')) {
    const made = create(draft, 'channel', { broker: other.id });
    const edits: Edit[] = [...made.edits, join(makeId, 'publishes', producer.id, made.id)];
    ways.push({
      id: 'channel-on-broker',
      label: producer === from ? 'publishes to a new channel on it' : 'gets a new channel for it',
      edits,
      creates: [made.id],
      legal: false,
    });
  }
  return ways;
}

function create({ design, from, to, makeId }: Draft, kind: ElementKind, props: object): { id: Id; edits: Edit[] } {
  const id = makeId();
  const context = parentOf(design, from) === parentOf(design, to) ? parentOf(design, from) : 'none';
  const element = { id, kind, props: propsWith(kind, { context, ...props }) } as Element;
  const edits: Edit[] = [{ op: 'addElement', element }];
  const [a, b] = [design.positions.get(from.id), design.positions.get(to.id)];
  if (a && b) edits.push({ op: 'place', id, at: middle(a, b) });
  return { id, edits };
}

function middle(a: Position, b: Position): Position {
  return [Math.round((a[0] + b[0]) / 2), Math.round((a[1] + b[1]) / 2)];
}

function join(makeId: MakeId, kind: EdgeKind, from: Id, to: Id): Edit {
  return { op: 'addEdge', edge: { id: makeId(), kind, from, to, props: propsWith(kind) } as Edge };
}

/** Something new that an arrow dropped on an empty place may lead to. */
export interface FittingKind {
  readonly kind: ElementKind;
  /** What the new element states from the start: a topic is a channel of type log. */
  readonly props: Readonly<Record<string, string>>;
  readonly edge: EdgeKind;
  /** As in a menu: "publishes to a new topic". */
  readonly label: string;
}

interface Variant {
  readonly props: Readonly<Record<string, string>>;
  readonly label: string;
}

const channels: readonly Variant[] = [
  { props: { type: 'log' }, label: 'topic' },
  { props: { type: 'queue' }, label: 'queue' },
  { props: {}, label: 'channel, undecided' },
];

/** Variants of a new element at an edge of this kind, where the kind alone says too little. */
function variantsOf(edge: EdgeKind, kind: ElementKind): readonly Variant[] {
  if (edge === 'deadLetters' && kind === 'channel') return [{ props: { role: 'dlq' }, label: 'dead-letter queue' }];
  if (kind === 'channel') return channels;
  if (kind !== 'connector') return [{ props: {}, label: elementKinds[kind].label.toLowerCase() }];
  if (edge === 'captures') return [{ props: { type: 'cdc' }, label: 'CDC connector' }];
  if (edge === 'publishes')
    return [
      { props: { type: 'cdc' }, label: 'CDC connector' },
      { props: { type: 'relay' }, label: 'outbox relay' },
    ];
  return [
    { props: { type: 'sink' }, label: 'sink connector' },
    ...(edge === 'consumes' ? [{ props: { type: 'bridge' }, label: 'bridge' }] : []),
  ];
}

/** What could stand at the other end of an arrow from (`out`) or to (`in`) an element. [C4] */
export function kindsThatFit(design: Design, id: Id, direction: 'out' | 'in'): FittingKind[] {
  const own = design.elements.get(id)?.kind;
  if (!own) return [];
  return edgeKindNames.flatMap((edge) => {
    const [mine, others] =
      direction === 'out' ? [edgeKinds[edge].from, edgeKinds[edge].to] : [edgeKinds[edge].to, edgeKinds[edge].from];
    if (!(mine as readonly ElementKind[]).includes(own)) return [];
    return (others as readonly ElementKind[]).flatMap((kind) =>
      // The other end of an arrow into a dead-letter queue is an ordinary channel.
      variantsOf(direction === 'in' && edge === 'deadLetters' ? 'publishes' : edge, kind).map(({ props, label }) => ({
        kind,
        props,
        edge,
        label: direction === 'out' ? `${edgeKinds[edge].verb} a new ${label}` : `a new ${label} ${edgeKinds[edge].verb} it`,
      })),
    );
  });
}
