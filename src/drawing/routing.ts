import type { Id } from '#base/ids.ts';
import { Boxes } from './boxes.ts';
import { bestWay, chooseSides, type Link, portAt, type Seat, type Sides, type Stop, straightened } from './course.ts';
import type { Box } from './geometry.ts';
import { type Side, usable } from './glyphs.ts';
import { nudge } from './nudge.ts';
import { type Point, type Port, ways } from './path.ts';

/** The computed course of an edge; a new object whenever it changes. */
export interface Route {
  readonly points: readonly Point[];
  readonly from: Port;
  readonly to: Port;
}

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
  private readonly seats = new Map<Id, { from: Seat; to: Seat }>();
  private readonly ports = new Map<Id, { from: Port; to: Port }>();
  private readonly plain = new Map<Id, readonly Point[]>();
  private readonly nodes = new Boxes();
  private readonly titles = new Boxes();
  private readonly courses = new Boxes();

  /**
   * Brings stops, links and the titles of contexts up to date; gives the ids of edges whose course changed, gone ones
   * included.
   */
  update(
    stops: ReadonlyMap<Id, Stop | undefined>,
    links: ReadonlyMap<Id, Link | undefined>,
    titles: ReadonlyMap<Id, Box | undefined> = new Map(),
  ): Set<Id> {
    const dirty = new Set<Id>();
    for (const [id, title] of titles) {
      const old = this.titles.boxOf(id);
      if (old && title && sameBox(old, title)) continue;
      for (const box of [old, title]) if (box) for (const edge of this.courses.touching(box)) dirty.add(edge);
      if (title) this.titles.set(id, title);
      else this.titles.delete(id);
    }
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
    const seatsOf = new Map<Id, { from?: Seat; to?: Seat }>();
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
        (id, end, seat) => {
          if (!edges.has(id)) return;
          const seats = seatsOf.get(id) ?? {};
          seats[end] = seat;
          seatsOf.set(id, seats);
        },
        (id) => chosen.get(id) ?? this.sides.get(id),
      );
    }
    for (const [id] of chosen) {
      const link = this.links.get(id) as Link;
      const seats = seatsOf.get(id);
      const from = stopOf(link.from);
      const to = stopOf(link.to);
      if (!seats?.from || !seats.to || !from || !to) continue;
      const straight = straightened(seats.from, seats.to, from, to);
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
    this.seats.delete(id);
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
      const now = from && to ? chooseSides(from, to, link, { nodes: this.nodes, titles: this.titles }) : undefined;
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
        (id, end, seat) => {
          const seats = this.seats.get(id) ?? { from: seat, to: seat };
          if (!sameSeat(seats[end], seat)) moved.add(id);
          this.seats.set(id, { ...seats, [end]: seat });
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
    give: (edge: Id, end: 'from' | 'to', seat: Seat) => void,
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
      // Half way to the next ones, less a little: what is made straight never meets its neighbours.
      const room = Math.max(0, spacing / 2 - 3);
      give(seat.id, seat.end, {
        ...portAt(stop, side, along),
        low: i === 0 ? Math.min(low, along) : along - room,
        high: i === seats.length - 1 ? Math.max(high, along) : along + room,
      });
    });
  }

  /** The best way between its ports, round what stands between. */
  private lay(id: Id): void {
    const link = this.links.get(id);
    const seats = this.seats.get(id);
    const from = link && this.stops.get(link.from);
    const to = link && this.stops.get(link.to);
    if (!link || !seats || !from || !to || !this.sides.has(id)) return;
    const straight = straightened(seats.from, seats.to, from, to);
    this.ports.set(id, straight);
    this.plain.set(id, bestWay(straight.from, straight.to, from, to, link, { nodes: this.nodes, titles: this.titles }).points);
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

function sameSeat(a: Seat, b: Seat): boolean {
  return a.x === b.x && a.y === b.y && a.side === b.side && a.low === b.low && a.high === b.high;
}

function sameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function samePoints(a: readonly Point[], b: readonly Point[]): boolean {
  return a === b || (a.length === b.length && a.every((point, i) => point.x === b[i]?.x && point.y === b[i]?.y));
}
