import type { Id } from '#base/ids.ts';
import { Boxes } from './boxes.ts';
import type { Box } from './geometry.ts';
import { insetAt, type Side, type Silhouette, usable } from './glyphs.ts';
import { nudge } from './nudge.ts';
import { lengthOf, type Point, type Port, ways } from './path.ts';

/** A node as edges see it. */
export interface Stop {
  readonly box: Box;
  readonly silhouette: Silhouette;
}

export interface Link {
  readonly id: Id;
  readonly from: Id;
  readonly to: Id;
}

/** The computed course of an edge; a new object whenever it changes. */
export interface Route {
  readonly points: readonly Point[];
  readonly from: Port;
  readonly to: Port;
}

interface Sides {
  readonly from: Side;
  readonly to: Side;
}

/** What a turn costs, in units of length; what crossing another node costs. */
const bendCost = 42;
const crossCost = 600;
const sides: readonly Side[] = ['right', 'left', 'bottom', 'top'];

/**
 * Keeps the course of every edge and computes anew only what a change touches: the edges of nodes that moved, those
 * that share a side with them, and those that run where a node went or came from. See SPEC.md, [R1]–[R8].
 */
export class Router {
  readonly routes = new Map<Id, Route>();
  private readonly stops = new Map<Id, Stop>();
  private readonly links = new Map<Id, Link>();
  private readonly at = new Map<Id, Set<Id>>();
  private readonly sides = new Map<Id, Sides>();
  private readonly groups = new Map<string, Id[]>();
  private readonly ports = new Map<Id, { from: Port; to: Port }>();
  private readonly plain = new Map<Id, readonly Point[]>();
  private readonly nodes = new Boxes();
  private readonly courses = new Boxes();

  /** Brings stops and links up to date; gives the ids of edges whose course changed, gone ones included. */
  update(stops: ReadonlyMap<Id, Stop | undefined>, links: ReadonlyMap<Id, Link | undefined>): Set<Id> {
    const dirty = new Set<Id>();
    const changed = new Set<Id>();
    const first = this.stops.size === 0;
    if (first) this.nodes.load([...stops].flatMap(([id, stop]) => (stop ? [[id, stop.box] as const] : [])));
    for (const [id, stop] of stops) {
      const old = this.stops.get(id);
      if (old && stop && old.silhouette === stop.silhouette && sameBox(old.box, stop.box)) continue;
      if (!first)
        for (const box of [old?.box, stop?.box]) if (box) for (const edge of this.courses.touching(box, 8)) dirty.add(edge);
      if (stop) {
        this.stops.set(id, stop);
        if (!first) this.nodes.set(id, stop.box);
      } else {
        this.stops.delete(id);
        this.nodes.delete(id);
      }
      for (const edge of this.at.get(id) ?? []) dirty.add(edge);
    }
    for (const [id, link] of links) {
      const old = this.links.get(id);
      if (old && link && old.from === link.from && old.to === link.to) continue;
      if (old) this.forget(old, changed, dirty);
      if (link) {
        this.links.set(id, link);
        this.join(link.from, id);
        this.join(link.to, id);
        dirty.add(id);
      }
    }
    this.route(dirty, changed);
    return changed;
  }

  /**
   * Courses of the edges of some nodes as if these stood elsewhere, without remembering anything: while they are
   * dragged. `only` the edges at them are looked at.
   */
  preview(moved: ReadonlyMap<Id, Box>): Map<Id, Route> {
    const stopOf = (id: Id): Stop | undefined => {
      const stop = this.stops.get(id);
      const box = moved.get(id);
      return stop && box ? { ...stop, box } : stop;
    };
    const edges = new Set<Id>();
    for (const id of moved.keys()) for (const edge of this.at.get(id) ?? []) edges.add(edge);
    const chosen = new Map<Id, Sides>();
    const groups = new Map<string, Id[]>();
    for (const id of edges) {
      const link = this.links.get(id) as Link;
      const from = stopOf(link.from);
      const to = stopOf(link.to);
      if (!from || !to) continue;
      const both = moved.has(link.from) && moved.has(link.to);
      const now = (both && this.sides.get(id)) || chooseSides(from, to, link, undefined);
      chosen.set(id, now);
      push(groups, `${link.from} ${now.from}`, id);
      push(groups, `${link.to} ${now.to}`, id);
    }
    const result = new Map<Id, Route>();
    const portsOf = new Map<Id, { from?: Port; to?: Port }>();
    for (const [key, members] of groups) {
      const [node = '', side] = key.split(' ') as [Id, Side];
      const all = moved.has(node)
        ? members
        : [...new Set([...(this.groups.get(key) ?? []).filter((id) => !edges.has(id)), ...members])];
      this.seat(
        node,
        side,
        all,
        stopOf,
        (id, end, port) => {
          if (!edges.has(id)) return;
          const ports = portsOf.get(id) ?? {};
          ports[end] = port;
          portsOf.set(id, ports);
        },
        (id) => chosen.get(id) ?? this.sides.get(id),
      );
    }
    for (const [id] of chosen) {
      const link = this.links.get(id) as Link;
      const ports = portsOf.get(id);
      const from = stopOf(link.from);
      const to = stopOf(link.to);
      if (!ports?.from || !ports.to || !from || !to) continue;
      const straight = straightened(
        ports.from,
        ports.to,
        from,
        to,
        this.alone(groups, link.from, ports.from.side),
        this.alone(groups, link.to, ports.to.side),
      );
      const points = ways(straight.from, straight.to, from.box, to.box)[0];
      if (points) result.set(id, { points, from: straight.from, to: straight.to });
    }
    return result;
  }

  /** Edges that begin or end at a node. */
  edgesAt(id: Id): ReadonlySet<Id> {
    return this.at.get(id) ?? none;
  }

  /** Ids of edges whose course touches a box. */
  near(box: Box): Id[] {
    return this.courses.touching(box);
  }

  nodesIn(box: Box, margin = 0): Id[] {
    return this.nodes.touching(box, margin);
  }

  private alone(groups: ReadonlyMap<string, Id[]>, node: Id, side: Side): boolean {
    const key = `${node} ${side}`;
    return new Set([...(groups.get(key) ?? []), ...(this.groups.get(key) ?? [])]).size <= 1;
  }

  private join(node: Id, edge: Id): void {
    const edges = this.at.get(node);
    if (edges) edges.add(edge);
    else this.at.set(node, new Set([edge]));
  }

  private forget(link: Link, changed: Set<Id>, dirty: Set<Id>): void {
    const { id } = link;
    this.links.delete(id);
    this.at.get(link.from)?.delete(id);
    this.at.get(link.to)?.delete(id);
    const old = this.sides.get(id);
    if (old) {
      for (const key of [`${link.from} ${old.from}`, `${link.to} ${old.to}`]) {
        const rest = (this.groups.get(key) ?? []).filter((each) => each !== id);
        this.groups.set(key, rest);
        for (const each of rest) dirty.add(each);
      }
    }
    this.sides.delete(id);
    this.ports.delete(id);
    this.plain.delete(id);
    if (this.routes.delete(id)) changed.add(id);
    this.courses.delete(id);
    dirty.delete(id);
  }

  private route(dirty: Set<Id>, changed: Set<Id>): void {
    if (dirty.size === 0 && changed.size === 0) return;
    const touched = new Set<string>();
    for (const id of dirty) {
      const link = this.links.get(id);
      if (!link) continue;
      const from = this.stops.get(link.from);
      const to = this.stops.get(link.to);
      const old = this.sides.get(id);
      const now = from && to ? chooseSides(from, to, link, this.nodes) : undefined;
      if (old) for (const key of [`${link.from} ${old.from}`, `${link.to} ${old.to}`]) touched.add(key);
      if (now) for (const key of [`${link.from} ${now.from}`, `${link.to} ${now.to}`]) touched.add(key);
      if (old && (!now || old.from !== now.from || old.to !== now.to)) this.leave(link, old);
      if (now && (!old || old.from !== now.from || old.to !== now.to)) {
        push(this.groups, `${link.from} ${now.from}`, id);
        push(this.groups, `${link.to} ${now.to}`, id);
      }
      if (now) this.sides.set(id, now);
      else {
        this.sides.delete(id);
        this.plain.delete(id);
        this.courses.delete(id);
        if (this.routes.delete(id)) changed.add(id);
      }
    }
    const moved = new Set(dirty);
    for (const key of touched) {
      const [node = '', side] = key.split(' ') as [Id, Side];
      this.seat(
        node,
        side,
        this.groups.get(key) ?? [],
        (id) => this.stops.get(id),
        (id, end, port) => {
          const ports = this.ports.get(id) ?? { from: port, to: port };
          const old = ports[end];
          if (old.x !== port.x || old.y !== port.y || old.side !== port.side) moved.add(id);
          this.ports.set(id, { ...ports, [end]: port });
        },
        (id) => this.sides.get(id),
      );
    }
    for (const id of moved) this.lay(id);
    this.finish(moved, changed);
  }

  private leave(link: Link, old: Sides): void {
    for (const key of [`${link.from} ${old.from}`, `${link.to} ${old.to}`]) {
      const members = this.groups.get(key);
      if (members)
        this.groups.set(
          key,
          members.filter((id) => id !== link.id),
        );
    }
  }

  /** Gives the edges on one side of a node their places, in the order of where they lead to. */
  private seat(
    node: Id,
    side: Side,
    members: readonly Id[],
    stopOf: (id: Id) => Stop | undefined,
    give: (edge: Id, end: 'from' | 'to', port: Port) => void,
    sidesOf: (id: Id) => Sides | undefined,
  ): void {
    const stop = stopOf(node);
    if (!stop || members.length === 0) return;
    const level = side === 'left' || side === 'right';
    const seats: { id: Id; end: 'from' | 'to'; key: number; second: number }[] = [];
    for (const id of members) {
      const link = this.links.get(id);
      const its = sidesOf(id);
      if (!link || !its) continue;
      for (const end of ['from', 'to'] as const) {
        if (link[end] !== node || its[end] !== side) continue;
        const other = stopOf(end === 'from' ? link.to : link.from);
        if (!other) continue;
        const x = other.box.x + other.box.width / 2;
        const y = other.box.y + other.box.height / 2;
        seats.push({ id, end, key: level ? y : x, second: level ? x : y });
      }
    }
    seats.sort((a, b) => a.key - b.key || a.second - b.second || (a.id < b.id ? -1 : 1));
    const { width, height } = stop.box;
    const [low, high] = usable(stop.silhouette, side, width, height);
    const spacing = Math.min(20, (high - low) / Math.max(1, seats.length - 1));
    const start = (low + high) / 2 - ((seats.length - 1) * spacing) / 2;
    const centre = level ? height / 2 : (low + high) / 2;
    seats.forEach((seat, i) => {
      const along = seats.length === 1 ? centre : start + i * spacing;
      give(seat.id, seat.end, portAt(stop, side, along));
    });
  }

  /** The best way between its ports, round what stands between. */
  private lay(id: Id): void {
    const link = this.links.get(id);
    const ports = this.ports.get(id);
    const from = link && this.stops.get(link.from);
    const to = link && this.stops.get(link.to);
    if (!link || !ports || !from || !to || !this.sides.has(id)) return;
    const solo = (node: Id, side: Side) => (this.groups.get(`${node} ${side}`)?.length ?? 0) <= 1;
    const straight = straightened(ports.from, ports.to, from, to, solo(link.from, ports.from.side), solo(link.to, ports.to.side));
    this.ports.set(id, straight);
    this.plain.set(id, bestWay(straight.from, straight.to, from, to, link, this.nodes).points);
  }

  /** Spreads what would lie on top of each other, and hands out routes for what is different now. */
  private finish(moved: ReadonlySet<Id>, changed: Set<Id>): void {
    const spread = nudge(this.plain, this.nodes);
    for (const [id, points] of this.plain) {
      const now = spread.get(id) ?? points;
      const old = this.routes.get(id);
      if (old && !moved.has(id) && samePoints(old.points, now)) continue;
      if (old && samePoints(old.points, now)) continue;
      const ports = this.ports.get(id);
      if (!ports) continue;
      this.routes.set(id, { points: now, from: ports.from, to: ports.to });
      this.courses.set(id, boundsOfPoints(now));
      changed.add(id);
    }
  }
}

const none: ReadonlySet<Id> = new Set();

function push(groups: Map<string, Id[]>, key: string, id: Id): void {
  const group = groups.get(key);
  if (!group) groups.set(key, [id]);
  else if (!group.includes(id)) group.push(id);
}

export function portAt(stop: Stop, side: Side, along: number): Port {
  const { x, y, width, height } = stop.box;
  const inset = insetAt(stop.silhouette, side, along, width, height);
  switch (side) {
    case 'left':
      return { side, along, x: x + inset, y: y + along };
    case 'right':
      return { side, along, x: x + width - inset, y: y + along };
    case 'top':
      return { side, along, x: x + along, y: y + inset };
    case 'bottom':
      return { side, along, x: x + along, y: y + height - inset };
  }
}

/** Two ends that face each other and are nearly level become level, if one of them has its side for itself. */
function straightened(from: Port, to: Port, a: Stop, b: Stop, fromAlone: boolean, toAlone: boolean): { from: Port; to: Port } {
  const level = (from.side === 'right' && to.side === 'left') || (from.side === 'left' && to.side === 'right');
  const upright = (from.side === 'top' && to.side === 'bottom') || (from.side === 'bottom' && to.side === 'top');
  if (!level && !upright) return { from, to };
  const off = level ? from.y - to.y : from.x - to.x;
  if (off === 0 || Math.abs(off) > 24) return { from, to };
  if (toAlone && fits(b, to.side, to.along + off)) return { from, to: portAt(b, to.side, to.along + off) };
  if (fromAlone && fits(a, from.side, from.along - off)) return { from: portAt(a, from.side, from.along - off), to };
  return { from, to };
}

function fits(stop: Stop, side: Side, along: number): boolean {
  const [low, high] = usable(stop.silhouette, side, stop.box.width, stop.box.height);
  return along >= low && along <= high;
}

function centrePort(stop: Stop, side: Side): Port {
  const { width, height } = stop.box;
  const [low, high] = usable(stop.silhouette, side, width, height);
  return portAt(stop, side, side === 'left' || side === 'right' ? height / 2 : (low + high) / 2);
}

/**
 * The pair of sides with the cheapest way: short, few turns, out on the right and in on the left where that is natural
 * (the way messages are read), and not across other nodes.
 */
function chooseSides(from: Stop, to: Stop, link: Link, nodes: Boxes | undefined): Sides {
  if (link.from === link.to) return { from: 'right', to: 'bottom' };
  const a = from.box;
  const b = to.box;
  const open: Readonly<Record<Side, number>> = {
    right: b.x - (a.x + a.width),
    left: a.x - (b.x + b.width),
    bottom: b.y - (a.y + a.height),
    top: a.y - (b.y + b.height),
  };
  const options: { from: Side; to: Side; cost: number }[] = [];
  for (const out of sides) {
    for (const into of sides) {
      // Leaving away from the other node and entering from behind it is never the best way.
      if (open[out] < -Math.max(a.width, a.height) && open[opposite[into]] < -Math.max(b.width, b.height)) continue;
      const points = ways(centrePort(from, out), centrePort(to, into), a, b)[0];
      if (!points) continue;
      const taste = (out === 'right' ? 0 : out === 'left' ? 46 : 26) + (into === 'left' ? 0 : into === 'right' ? 46 : 26);
      options.push({ from: out, to: into, cost: lengthOf(points) + (points.length - 2) * bendCost + taste + own(points, a, b) });
    }
  }
  options.sort((x, y) => x.cost - y.cost);
  const [first] = options;
  if (!first) return { from: 'right', to: 'left' };
  if (!nodes) return first;
  let best = first;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const option of options) {
    if (option.cost >= bestCost) break;
    const way = bestWay(centrePort(from, option.from), centrePort(to, option.to), from, to, link, nodes);
    const cost = option.cost + way.cost - (lengthOf(way.first) + (way.first.length - 2) * bendCost);
    if (cost < bestCost) {
      best = option;
      bestCost = cost;
    }
  }
  return best;
}

const opposite: Readonly<Record<Side, Side>> = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' };

/** A way must not run through the nodes that it joins. */
function own(points: readonly Point[], a: Box, b: Box): number {
  let cost = 0;
  for (let i = 1; i < points.length; i++) {
    const p = points[i - 1] as Point;
    const q = points[i] as Point;
    if (i > 1 && crosses(p, q, a)) cost += crossCost * 2;
    if (i < points.length - 1 && crosses(p, q, b)) cost += crossCost * 2;
  }
  return cost;
}

function crosses(p: Point, q: Point, box: Box, margin = -1): boolean {
  return (
    Math.min(p.x, q.x) < box.x + box.width + margin &&
    Math.max(p.x, q.x) > box.x - margin &&
    Math.min(p.y, q.y) < box.y + box.height + margin &&
    Math.max(p.y, q.y) > box.y - margin
  );
}

function bestWay(
  from: Port,
  to: Port,
  a: Stop,
  b: Stop,
  link: Link,
  nodes: Boxes,
): { points: readonly Point[]; first: readonly Point[]; cost: number } {
  const costOf = (points: readonly Point[]): { cost: number; hit: Set<Id> } => {
    const hit = new Set<Id>();
    for (let i = 1; i < points.length; i++) {
      const p = points[i - 1] as Point;
      const q = points[i] as Point;
      const found = nodes.query(Math.min(p.x, q.x) - 5, Math.min(p.y, q.y) - 5, Math.max(p.x, q.x) + 5, Math.max(p.y, q.y) + 5);
      for (const id of found) if (id !== link.from && id !== link.to) hit.add(id);
    }
    return { cost: lengthOf(points) + (points.length - 2) * bendCost + hit.size * crossCost + own(points, a.box, b.box), hit };
  };
  const first = ways(from, to, a.box, b.box)[0] ?? [from, to];
  const plain = costOf(first);
  if (plain.hit.size === 0 && plain.cost < crossCost) return { points: first, first, cost: plain.cost };
  let best: readonly Point[] = first;
  let bestCost = plain.cost;
  const blockers = [...plain.hit].slice(0, 6).flatMap((id) => nodes.boxOf(id) ?? []);
  for (const points of ways(from, to, a.box, b.box, blockers).slice(1)) {
    const { cost } = costOf(points);
    if (cost < bestCost) {
      best = points;
      bestCost = cost;
    }
  }
  return { points: best, first, cost: bestCost };
}

export function boundsOfPoints(points: readonly Point[]): Box {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function sameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function samePoints(a: readonly Point[], b: readonly Point[]): boolean {
  return a === b || (a.length === b.length && a.every((point, i) => point.x === b[i]?.x && point.y === b[i]?.y));
}
