import type { Id } from '#base/ids.ts';
import { adjacency, type Design, type Edge, type Element, type Position, parentOf, type Size } from '#model/design.ts';
import { Boxes } from './boxes.ts';
import type { Item, Join } from './cells.ts';
import { labelRoom } from './edge-art.ts';
import { type Box, boxOf, defaultSize, grid, sizeOf, snap, union } from './geometry.ts';
import { layered, readable, worthwhile, zoomOf } from './layered.ts';
import { contractsOn, edgeLookOf, lookOf } from './look.ts';
import { tabRoom } from './tab.ts';

export interface Places {
  readonly positions: ReadonlyMap<Id, Position>;
  readonly sizes: ReadonlyMap<Id, Size>;
}

/** Room between the outline of a context and what stands in it; its title tab stands outside. */
export const contextPadding = 30;
const gap = 24;

const nowhere: Places = { positions: new Map(), sizes: new Map() };

/**
 * Places for elements that have none: after an import, or when somebody adds an element through the text. Without
 * any place given, everything is laid out in the direction of the messages, context by context; otherwise what is
 * missing goes next to its neighbours, where nothing else stands. The same design always gives the same places.
 */
export function placeMissing(design: Design): Places {
  const missing = [...design.elements.values()].filter((element) => !design.positions.has(element.id));
  if (missing.length === 0) return nowhere;
  const positions = new Map<Id, Position>();
  const sizes = new Map<Id, Size>();
  const missingIds = new Set(missing.map((element) => element.id));
  if (missingIds.size === design.elements.size) {
    return wholeDesign(design, missingIds);
  }
  return fillIn(design, missing, missingIds, positions, sizes);
}

/** Everything anew. Contexts in one row each, if that can be read; else the narrowest contexts that make the whole larger. */
function wholeDesign(design: Design, ids: ReadonlySet<Id>): Places {
  let best: (Places & { zoom: number }) | undefined;
  for (const widest of [1_600, 900, 600]) {
    const positions = new Map<Id, Position>();
    const sizes = new Map<Id, Size>();
    const zoom = zoomOf(block(design, 'none', ids, positions, sizes, widest));
    if (!best || zoom > best.zoom * worthwhile) best = { positions, sizes, zoom };
    if (best.zoom >= readable) break;
  }
  return best ? { positions: best.positions, sizes: best.sizes } : nowhere;
}

interface Block {
  readonly width: number;
  readonly height: number;
  /** Direct members; those of inner contexts follow when these are moved. */
  readonly items: readonly Id[];
}

/** Lays out what stands directly in a context, inner contexts first; places are relative to the block's corner. */
function block(
  design: Design,
  parent: Id | 'none',
  only: ReadonlySet<Id>,
  positions: Map<Id, Position>,
  sizes: Map<Id, Size>,
  widest = 1_600,
): Block {
  const items: Element[] = [];
  for (const element of design.elements.values())
    if (only.has(element.id) && membership(design, element, only) === parent) items.push(element);
  const owner = new Map<Id, Id>();
  const dimensions = new Map<Id, Size>();
  for (const item of items) {
    owner.set(item.id, item.id);
    if (item.kind !== 'context') {
      dimensions.set(item.id, sizeOf(design, item));
      continue;
    }
    const inner = block(design, item.id, only, positions, sizes, widest);
    const size: Size =
      inner.items.length === 0 ? sizeOf(design, item) : [inner.width + 2 * contextPadding, inner.height + 2 * contextPadding];
    dimensions.set(item.id, size);
    sizes.set(item.id, size);
    for (const id of insideOf(design, item.id, only)) owner.set(id, item.id);
  }
  const boxIn = (id: Id): Box => {
    const mine = owner.get(id) as Id;
    const [width, height] =
      mine === id ? (dimensions.get(id) as Size) : (sizes.get(id) ?? sizeOf(design, design.elements.get(id) as Element));
    const at = mine === id ? undefined : positions.get(id);
    return { x: at ? at[0] + contextPadding : 0, y: at ? at[1] + contextPadding : 0, width, height };
  };
  const joins: Join[] = [];
  for (const edge of design.edges.values()) {
    const from = owner.get(edge.from);
    const to = owner.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    joins.push({ from, to, out: boxIn(edge.from), into: boxIn(edge.to), room: roomFor(design, edge) });
  }
  const carriers = carriersOf(design, owner);
  const laid = layered(
    items.map(
      (item): Item => ({
        id: item.id,
        size: dimensions.get(item.id) as Size,
        tab: item.kind === 'context' ? tabRoom(lookOf(design, item)) : undefined,
        aside: asideOf(design, item),
        under: carriers.get(item.id),
        card: isCard(design, item),
      }),
    ),
    joins,
    parent === 'none' ? undefined : { aspect: 1, widest },
  );
  for (const item of items) {
    const at = laid.places.get(item.id) as Position;
    positions.set(item.id, at);
    if (item.kind === 'context')
      shift(design, membersOf(design, item.id, only), at[0] + contextPadding, at[1] + contextPadding, positions);
  }
  return { width: laid.width, height: laid.height, items: items.map((item) => item.id) };
}

/** How far apart two elements have to stand so that the label of their arrow can be read. */
export function roomFor(design: Design, edge: Edge): number {
  const { stacked } = labelRoom(edgeLookOf(design, edge));
  return stacked === 0 ? 0 : Math.max(120, stacked + 44);
}

/** What no arrow leads to or from, at this level or any other. */
export function isCard(design: Design, element: Element): boolean {
  if (element.kind === 'contract' || element.kind === 'note' || element.kind === 'broker') return true;
  const { out, into } = adjacency(design);
  return element.kind !== 'context' && out(element.id).length === 0 && into(element.id).length === 0;
}

/** What is not on the way of a message, but only kept, told or put aside by one element, does not stand in the row. */
export function asideOf(design: Design, element: Element): Item['aside'] {
  const { out, into } = adjacency(design);
  switch (element.kind) {
    case 'store':
      return 'below';
    case 'external':
      // Who only sends stands where the story begins.
      return into(element.id).length > 0 ? 'above' : undefined;
    case 'channel':
      return out(element.id).length === 0 && into(element.id).every((edge) => edge.kind === 'deadLetters') ? 'below' : undefined;
    default:
      return undefined;
  }
}

/** For each contract the item that carries it: the channel that names it, or the one that it is published to. */
export function carriersOf(design: Design, owner: ReadonlyMap<Id, Id>): ReadonlyMap<Id, Id> {
  const carriers = new Map<Id, Id>();
  const note = (record: Id, carrier: Id) => {
    // Only what stands at this level itself: below a context as a whole a message would say nothing.
    if (owner.get(carrier) !== carrier) return;
    for (const id of contractsOn(design, record)) if (!carriers.has(id)) carriers.set(id, carrier);
  };
  for (const element of design.elements.values()) if (element.kind === 'channel') note(element.id, element.id);
  for (const edge of design.edges.values()) {
    if (edge.kind === 'publishes') note(edge.id, edge.to);
    else if (edge.kind === 'consumes') note(edge.id, edge.from);
  }
  return carriers;
}

/** The context that counts for the layout: the nearest one that is being laid out as well. */
function membership(design: Design, element: Element, only: ReadonlySet<Id>): Id | 'none' {
  const parent = parentOf(design, element);
  return parent !== 'none' && only.has(parent) ? parent : 'none';
}

function membersOf(design: Design, context: Id, only: ReadonlySet<Id>): Id[] {
  const members: Id[] = [];
  for (const element of design.elements.values())
    if (only.has(element.id) && membership(design, element, only) === context) members.push(element.id);
  return members;
}

function insideOf(design: Design, context: Id, only: ReadonlySet<Id>): Id[] {
  return membersOf(design, context, only).flatMap((id) => [
    id,
    ...(design.elements.get(id)?.kind === 'context' ? insideOf(design, id, only) : []),
  ]);
}

/** Moves elements, and what stands in the contexts among them. */
function shift(design: Design, ids: readonly Id[], dx: number, dy: number, positions: Map<Id, Position>): void {
  for (const id of ids) {
    const at = positions.get(id);
    if (!at) continue;
    positions.set(id, [at[0] + dx, at[1] + dy]);
    if (design.elements.get(id)?.kind === 'context') {
      const members = [...positions.keys()].filter((each) => {
        const element = design.elements.get(each);
        return element !== undefined && parentOf(design, element) === id;
      });
      shift(design, members, dx, dy, positions);
    }
  }
}

function fillIn(
  design: Design,
  missing: readonly Element[],
  missingIds: ReadonlySet<Id>,
  positions: Map<Id, Position>,
  sizes: Map<Id, Size>,
): Places {
  const taken = new Boxes();
  const frames = new Boxes();
  for (const element of design.elements.values()) {
    const box = boxOf(design, element.id);
    if (box) (element.kind === 'context' ? frames : taken).set(element.id, box);
  }
  for (const context of missing.filter((element) => element.kind === 'context')) {
    const around = union(
      [...design.elements.values()].flatMap((element) =>
        parentOf(design, element) === context.id ? (boxOf(design, element.id) ?? []) : [],
      ),
    );
    if (!around) continue;
    positions.set(context.id, [snap(around.x - contextPadding), snap(around.y - contextPadding)]);
    sizes.set(context.id, [snap(around.width + 2 * contextPadding), snap(around.height + 2 * contextPadding)]);
  }
  const rest = new Set([...missingIds].filter((id) => !positions.has(id)));
  for (const part of components(design, rest)) {
    const local = new Map<Id, Position>();
    const laid = block(design, 'none', part, local, sizes);
    const target = targetOf(design, part, local, laid, positions, taken);
    const at =
      (target.frame && spotInside(target.frame, target, laid, taken)) ??
      freeSpot(target, laid, taken, target.frame ? undefined : frames);
    shift(design, laid.items, at[0], at[1], local);
    for (const [id, place] of local) {
      positions.set(id, place);
      const element = design.elements.get(id) as Element;
      const [width, height] = element.kind === 'context' ? (sizes.get(id) ?? defaultSize(element)) : sizeOf(design, element);
      (element.kind === 'context' ? frames : taken).set(id, { x: place[0], y: place[1], width, height });
    }
  }
  return { positions, sizes };
}

/** Missing elements that hang together by edges or contexts. */
function components(design: Design, ids: ReadonlySet<Id>): Set<Id>[] {
  const next = new Map<Id, Id[]>();
  const join = (a: Id, b: Id) => {
    if (!ids.has(a) || !ids.has(b)) return;
    next.set(a, [...(next.get(a) ?? []), b]);
    next.set(b, [...(next.get(b) ?? []), a]);
  };
  for (const edge of design.edges.values()) join(edge.from, edge.to);
  for (const id of ids) {
    const element = design.elements.get(id);
    if (element) join(id, parentOf(design, element));
  }
  const seen = new Set<Id>();
  const parts: Set<Id>[] = [];
  for (const id of ids) {
    if (seen.has(id)) continue;
    const part = new Set<Id>([id]);
    for (const each of part) for (const other of next.get(each) ?? []) part.add(other);
    for (const each of part) seen.add(each);
    parts.push(part);
  }
  return parts;
}

interface Target {
  readonly x: number;
  readonly y: number;
  /** Of the context that it is to stand in, where that has a place of its own. */
  readonly frame: Box | undefined;
}

function targetOf(
  design: Design,
  part: ReadonlySet<Id>,
  local: ReadonlyMap<Id, Position>,
  laid: Block,
  placed: ReadonlyMap<Id, Position>,
  taken: Boxes,
): Target {
  const boxAt = (id: Id): Box | undefined => {
    const known = boxOf(design, id) ?? taken.boxOf(id);
    const at = placed.get(id);
    const element = design.elements.get(id);
    if (known || !at || !element) return known;
    const [width, height] = sizeOf(design, element);
    return { x: at[0], y: at[1], width, height };
  };
  for (const edge of design.edges.values()) {
    const inward = part.has(edge.to);
    if (inward === part.has(edge.from)) continue;
    const mine = local.get(inward ? edge.to : edge.from);
    const box = boxAt(inward ? edge.from : edge.to);
    if (!mine || !box) continue;
    const parent = parentOf(design, design.elements.get(inward ? edge.to : edge.from) as Element);
    const frame = parent === 'none' ? undefined : boxAt(parent);
    return inward
      ? { x: box.x + box.width + 130 - mine[0], y: box.y - mine[1], frame }
      : { x: box.x - 130 - laid.width, y: box.y - mine[1], frame };
  }
  for (const id of part) {
    const parent = parentOf(design, design.elements.get(id) as Element);
    const frame = parent === 'none' || part.has(parent) ? undefined : boxAt(parent);
    if (frame) return { x: frame.x + contextPadding, y: frame.y + contextPadding, frame };
  }
  const all = union([...design.elements.keys()].flatMap((id) => boxAt(id) ?? []));
  return all ? { x: all.x, y: all.y + all.height + 60, frame: undefined } : { x: 0, y: 0, frame: undefined };
}

/** The free spot inside of a context's box that is nearest to a target; undefined where there is no room. */
function spotInside(
  frame: Box,
  target: Pick<Box, 'x' | 'y'>,
  { width, height }: Pick<Box, 'width' | 'height'>,
  taken: Boxes,
): Position | undefined {
  const inner = 16;
  let best: Position | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (let y = snap(frame.y + inner); y + height <= frame.y + frame.height - inner; y += grid) {
    for (let x = snap(frame.x + inner); x + width <= frame.x + frame.width - inner; x += grid) {
      const away = Math.hypot(x - target.x, y - target.y);
      if (away >= nearest || taken.touching({ x, y, width, height }, inner).length > 0) continue;
      best = [x, y];
      nearest = away;
    }
  }
  return best;
}

/** The free spot nearest to a target, looked for in rings. */
export function freeSpot(
  target: Pick<Box, 'x' | 'y'>,
  { width, height }: Pick<Box, 'width' | 'height'>,
  taken: Boxes,
  frames?: Boxes,
): Position {
  const x0 = snap(target.x);
  const y0 = snap(target.y);
  const free = (x: number, y: number) => {
    const room = { x, y, width, height };
    return taken.touching(room, gap).length === 0 && (frames === undefined || frames.touching(room, gap).length === 0);
  };
  const stepX = 60;
  const stepY = 40;
  for (let ring = 0; ring < 60; ring++) {
    // Down before up and right before left: reading order.
    for (let i = -ring; i <= ring; i++) {
      for (const [dx, dy] of [
        [i, ring],
        [ring, i],
        [i, -ring],
        [-ring, i],
      ] as const) {
        if (free(x0 + dx * stepX, y0 + dy * stepY)) return [x0 + dx * stepX, y0 + dy * stepY];
      }
    }
  }
  return [x0, y0];
}
