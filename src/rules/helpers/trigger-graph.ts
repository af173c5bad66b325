import type { Id } from '#base/ids.ts';
import type { EdgeOf } from '#model/design.ts';
import { query, type Reads } from '../context.ts';
import { meeting } from './carries.ts';
import { publishesBy, writesBy } from './eff.ts';
import { triggerOf } from './trig.ts';

/** A message of one arrow makes a node send another. */
interface Link {
  /** The publishes edge that follows. */
  readonly to: Id;
  /** It is said, or in the nature of the node; otherwise it is the default of a service, or of a bridge without an answer. */
  readonly sure: boolean;
  /** The way goes through the data of a system of record, whose capture sees changes only. */
  readonly byChange: boolean;
}

const aside: readonly string[] = ['retry', 'dlq'];

/**
 * What a published message makes others publish, themselves or through a store that a connector captures: an outbox, or
 * a database. The way goes over contracts: who reads another type is not moved. It ends at external systems, at requests and
 * timers (triggeredBy own), and at retry and dead-letter channels, which end by counting.
 */
const linksOf = query((read: Reads, id: Id): readonly Link[] => {
  const publishes = read.edge(id);
  if (publishes?.kind !== 'publishes' || aside.includes(read.of(publishes.to, 'channel')?.props.role ?? '')) return [];
  const links = new Map<Id, Link>();
  const note = (to: Id, sure: boolean | undefined, byChange: boolean) => {
    const before = links.get(to);
    if (sure === undefined || (before && rank(before) >= rank({ sure, byChange }))) return;
    links.set(to, { to, sure, byChange });
  };
  for (const consumes of read.out(publishes.to, 'consumes')) {
    if (!meeting(read, publishes, consumes)) continue;
    for (const next of publishesBy(read, consumes)) note(next.id, certainty(read, consumes, next), false);
    for (const write of writesBy(read, consumes)) {
      const sure = certainty(read, consumes, write);
      const byChange = read.of(write.to, 'store')?.props.role !== 'outbox';
      for (const captures of read.out(write.to, 'captures'))
        for (const next of read.out(captures.to, 'publishes')) note(next.id, sure, byChange);
    }
  }
  return [...links.values()];
});

/** Of two ways to the same message, the one counts that says more. */
function rank({ sure, byChange }: Pick<Link, 'sure' | 'byChange'>): number {
  return (sure ? 2 : 0) + (byChange ? 0 : 1);
}

/** Undefined where the one does not cause the other. */
function certainty(read: Reads, consumes: EdgeOf<'consumes'>, next: EdgeOf<'publishes'> | EdgeOf<'writes'>): boolean | undefined {
  const connector = read.of(consumes.to, 'connector');
  if (connector?.props.type === 'bridge')
    return connector.props.loopGuard === 'yes' ? undefined : connector.props.loopGuard === 'no';
  if (connector || read.of(consumes.to, 'processor') || typeof next.props.triggeredBy !== 'string') return true;
  if (!read.of(consumes.to, 'service')) return undefined;
  // By default a service publishes for each of its inputs; who is called, or reads its own message back, has another
  // cause, and who leads a saga goes on by its steps.
  const leads = read.referrers(consumes.to).some((id) => read.of(id, 'saga')?.props.orchestrator === consumes.to);
  const called = read.into(consumes.to, 'calls').some(({ props }) => props.purpose !== 'query');
  const listens = next.kind === 'publishes' && next.props.atomicity === 'listenToYourself';
  return called || leads || triggerOf(read, next).own || listens ? undefined : false;
}

/** Messages that make each other, from the first of them back to it. */
export interface Cycle {
  /** Publishes edges, in the order in which they cause each other. */
  readonly path: readonly Id[];
  /**
   * `always`: each causes the next. `sometimes`: under the conditions that stand at them. `perhaps`: if defaults are meant as
   * they stand.
   */
  readonly certain: 'always' | 'sometimes' | 'perhaps';
}

type Graph = ReadonlyMap<Id, readonly Link[]>;

/**
 * All cycles of a design, one for each group of messages that make each other, under the smallest id in it. Computed once for
 * the whole design, in linear time, and only when some link has changed.
 */
const cyclesOf = query((read: Reads): Readonly<Record<Id, Cycle>> => {
  const graph = new Map<Id, readonly Link[]>();
  const always = new Set<Id>();
  for (const channel of read.all('channel')) {
    for (const { id, props } of read.into(channel, 'publishes')) {
      graph.set(id, linksOf(read, id));
      if (props.when === '') always.add(id);
    }
  }
  const found: Record<Id, Cycle> = {};
  const taken = new Set<Id>();
  const look = (certain: Cycle['certain'], of: Graph, isOne: (group: ReadonlySet<Id>) => boolean) => {
    for (const group of groupsOf(of)) {
      if (group.some((id) => taken.has(id)) || !isOne(new Set(group))) continue;
      for (const id of group) taken.add(id);
      const first = group.reduce((least, id) => (id < least ? id : least));
      found[first] = { certain, path: shortestFrom(first, of) };
    }
  };
  const sure = (link: Link) => link.sure;
  look(
    'always',
    part(
      graph,
      (id) => always.has(id),
      (link) => link.sure && !link.byChange,
    ),
    () => true,
  );
  look(
    'sometimes',
    part(graph, () => true, sure),
    () => true,
  );
  look(
    'perhaps',
    part(
      graph,
      (id) => always.has(id),
      () => true,
    ),
    (group) => isEntered(read, graph, group),
  );
  return found;
});

/** The cycle that is reported at this publishes edge. */
export const cycleAt = query((read: Reads, id: Id): Cycle | undefined => cyclesOf(read, '')[id]);

function part(graph: Graph, isIn: (id: Id) => boolean, isLink: (link: Link) => boolean): Graph {
  const kept = [...graph].filter(([id]) => isIn(id));
  return new Map(kept.map(([id, links]) => [id, links.filter((link) => isLink(link) && isIn(link.to))]));
}

/**
 * A message from elsewhere sets it going. A circle of services by default that nothing enters can't begin: one of them has a
 * cause that is not drawn, and the default is not meant. Bridges begin whenever somebody publishes.
 */
function isEntered(read: Reads, graph: Graph, group: ReadonlySet<Id>): boolean {
  const bridged = [...group].every((id) => {
    const publishes = read.edge(id);
    return publishes !== undefined && read.of(publishes.from, 'connector') !== undefined;
  });
  return bridged || [...graph].some(([id, links]) => !group.has(id) && links.some(({ to }) => group.has(to)));
}

/** Groups of ids that all lead to each other, those of one only if it leads to itself. Tarjan's, without recursion. */
function groupsOf(graph: Graph): readonly (readonly Id[])[] {
  const groups: Id[][] = [];
  const number = new Map<Id, number>();
  const low = new Map<Id, number>();
  const open: Id[] = [];
  const isOpen = new Set<Id>();
  for (const root of graph.keys()) {
    if (number.has(root)) continue;
    const work: { id: Id; next: number }[] = [{ id: root, next: 0 }];
    while (work.length > 0) {
      const at = work.at(-1) as { id: Id; next: number };
      if (at.next === 0 && !number.has(at.id)) {
        number.set(at.id, number.size);
        low.set(at.id, number.size - 1);
        open.push(at.id);
        isOpen.add(at.id);
      }
      const links = graph.get(at.id) ?? [];
      const link = links[at.next++];
      if (link) {
        if (!number.has(link.to)) work.push({ id: link.to, next: 0 });
        else if (isOpen.has(link.to)) lower(low, at.id, number.get(link.to) as number);
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above) lower(low, above.id, low.get(at.id) as number);
      if (low.get(at.id) !== number.get(at.id)) continue;
      const group = open.splice(open.lastIndexOf(at.id));
      for (const id of group) isOpen.delete(id);
      if (group.length > 1 || links.some(({ to }) => to === at.id)) groups.push(group);
    }
  }
  return groups;
}

function lower(low: Map<Id, number>, id: Id, to: number): void {
  low.set(id, Math.min(low.get(id) as number, to));
}

/** The shortest way from an id back to it. */
function shortestFrom(first: Id, graph: Graph): readonly Id[] {
  const from = new Map<Id, Id>();
  const waiting = [first];
  for (const id of waiting) {
    for (const { to } of graph.get(id) ?? []) {
      if (to === first) {
        const path = [id];
        for (let at = id; at !== first; ) {
          at = from.get(at) as Id;
          path.unshift(at);
        }
        return path;
      }
      if (from.has(to)) continue;
      from.set(to, id);
      waiting.push(to);
    }
  }
  return [first];
}
