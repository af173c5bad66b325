import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import type { Position, Size } from '#model/design.ts';
import { type Cell, cellsOf, type Item, type Join } from './cells.ts';
import type { Box } from './geometry.ts';
import { snap } from './geometry.ts';

/** Width to height that is aimed at; rows that are wider than `widest` are broken, without it those that nobody could read. */
export interface Shape {
  readonly aspect: number;
  readonly widest?: number | undefined;
}

export interface Laid {
  readonly places: Map<Id, Position>;
  readonly width: number;
  readonly height: number;
}

const columnGap = 100;
const rowGap = 50;
const bandGap = 110;
const partGap = 90;
/** What a usual window shows of a drawing, in pixels: rows are broken where that makes the whole larger there. */
const usual: Size = [1000, 660];
export const readable = 0.62;
/** How much larger it has to get for that. */
export const worthwhile = 1.15;

/**
 * A quick drawing in layers, from left to right, in the way of K. Sugiyama et al. (1981): turn back what makes circles,
 * put each item one layer after its sources, order the layers by the mean of their neighbours, then pull each item
 * level with its neighbours. What hangs on one item only stands above or below it, messages below what carries them; a row that
 * would be too small to read is broken like a line of text. For a few hundred items; the thorough layout is ELK's.
 */
export function layered(
  items: readonly Item[],
  joins: readonly Join[],
  { aspect, widest }: Shape = { aspect: usual[0] / usual[1] },
): Laid {
  const { cells, rest } = cellsOf(items, joins);
  const owner = new Map<Id, Cell>();
  for (const cell of cells) for (const part of cell.parts) owner.set(part.id, cell);
  const links = joins.flatMap((join): Link[] => {
    const from = owner.get(join.from);
    const to = owner.get(join.to);
    if (!from || !to || from === to) return [];
    return [
      { from: from.id, to: to.id, out: within(from, join.from, join.out), into: within(to, join.to, join.into), room: join.room },
    ];
  });
  const parts = componentsOf(cells, links).map((members) => flow(members, links, widest));
  const packed = pack(parts, aspect);
  const places = new Map<Id, Position>();
  for (const [id, at] of packed.places)
    for (const part of owner.get(id)?.parts ?? []) places.set(part.id, [snap(at[0]) + part.x, snap(at[1]) + part.y]);
  return rows(rest, places, packed.width, packed.height, aspect);
}

type Link = Join;

function within(cell: Cell, item: Id, box: Box): Box {
  const part = cell.parts.find((each) => each.id === item);
  return { ...box, x: box.x + (part?.x ?? 0), y: box.y + (part?.y ?? 0) };
}

function componentsOf(cells: readonly Cell[], links: readonly Link[]): Cell[][] {
  const group = new Map<Id, Id>(cells.map((cell) => [cell.id, cell.id]));
  const root = (id: Id): Id => {
    let at = id;
    for (let up = group.get(at); up !== undefined && up !== at; up = group.get(at)) at = up;
    group.set(id, at);
    return at;
  };
  for (const { from, to } of links) group.set(root(to), root(from));
  const found = new Map<Id, Cell[]>();
  for (const cell of cells) {
    const key = root(cell.id);
    const list = found.get(key);
    if (list) list.push(cell);
    else found.set(key, [cell]);
  }
  return [...found.values()];
}

/** How large a usual window could show it, 1 at most. */
export function zoomOf({ width, height }: Pick<Laid, 'width' | 'height'>): number {
  return Math.min(1, usual[0] / width, usual[1] / height);
}

/** One component in columns; in several bands if the window would show it so much larger that it is worth the way back. */
function flow(cells: readonly Cell[], links: readonly Link[], widest: number | undefined): Laid {
  const ids = new Set(cells.map((cell) => cell.id));
  const own = links.filter((link) => ids.has(link.from));
  const out = acyclic(cells, own);
  const columns = ordered(columnsOf(cells, out), out);
  const sizes = new Map(cells.map((cell) => [cell.id, cell.size] as const));
  let best = bands([columns], own, sizes);
  const done = () => (widest === undefined ? zoomOf(best) >= readable : best.width <= widest);
  for (let count = 2; count <= Math.min(4, columns.length >> 1) && !done(); count++) {
    const broken = bands(split(columns, count, own, sizes), own, sizes);
    if (widest === undefined ? zoomOf(broken) > zoomOf(best) * worthwhile : broken.width < best.width * 0.8) best = broken;
  }
  return best;
}

/** Breaks a row of columns where it gives the least width, and where few arrows would have to go back. */
function split(columns: readonly Id[][], count: number, links: readonly Link[], sizes: ReadonlyMap<Id, Size>): Id[][][] {
  const at = new Map(columns.flatMap((column, i) => column.map((id) => [id, i] as const)));
  const widths = columns.map((column) => Math.max(...column.map((id) => sizes.get(id)?.[0] ?? 0)) + columnGap);
  const crossing = columns.map(
    (_, i) => links.filter(({ from, to }) => (at.get(from) as number) < i !== (at.get(to) as number) < i).length,
  );
  const width = (from: number, to: number) => widths.slice(from, to).reduce((sum, each) => sum + each, 0);
  let best: number[] = [];
  let bestCost = Number.POSITIVE_INFINITY;
  const visit = (cuts: readonly number[], from: number, widest: number, cost: number) => {
    if (cuts.length === count - 1) {
      const total = Math.max(widest, width(from, columns.length)) + cost;
      if (total < bestCost) {
        best = [...cuts];
        bestCost = total;
      }
      return;
    }
    for (let cut = from + 1; cut < columns.length; cut++)
      visit([...cuts, cut], cut, Math.max(widest, width(from, cut)), cost + (crossing[cut] as number) * 50);
  };
  if (columns.length <= 24) visit([], 0, 0, 0);
  else best = Array.from({ length: count - 1 }, (_, i) => Math.round(((i + 1) * columns.length) / count));
  const cuts = [0, ...best, columns.length];
  return cuts.slice(1).map((cut, i) => columns.slice(cuts[i], cut));
}

/** Bands of columns under each other. */
function bands(rows: readonly (readonly Id[][])[], links: readonly Link[], sizes: ReadonlyMap<Id, Size>): Laid {
  const places = new Map<Id, Position>();
  let top = 0;
  let width = 0;
  for (const columns of rows) {
    const laid = band(columns, links, sizes);
    for (const [id, [x, y]] of laid.places) places.set(id, [x, y + top]);
    width = Math.max(width, laid.width);
    top = snap(top + laid.height + bandGap);
  }
  return { places, width, height: top - bandGap };
}

function band(columns: readonly Id[][], links: readonly Link[], sizes: ReadonlyMap<Id, Size>): Laid {
  const places = new Map<Id, Position>();
  const at = new Map(columns.flatMap((column, i) => column.map((id) => [id, i] as const)));
  const inside = links.filter(({ from, to }) => at.has(from) && at.has(to));
  const widest = columns.map((column) => Math.max(...column.map((id) => sizes.get(id)?.[0] ?? 0)));
  const slack = (id: Id) => ((widest[at.get(id) as number] as number) - (sizes.get(id) as Size)[0]) / 2;
  const gaps = columns.map(() => columnGap);
  for (const { from, to, out, into, room } of inside) {
    const [a, b] = [at.get(from) as number, at.get(to) as number];
    if (Math.abs(a - b) !== 1) continue;
    const [left, right, l, r] = a < b ? [from, to, out, into] : [to, from, into, out];
    const before = (sizes.get(left) as Size)[0] - l.x - l.width + slack(left) + r.x + slack(right);
    gaps[Math.min(a, b)] = Math.max(gaps[Math.min(a, b)] as number, snap(Math.min(room, 280) - before + 4));
  }
  let x = 0;
  columns.forEach((column, i) => {
    let y = 0;
    for (const id of column) {
      places.set(id, [snap(x + slack(id)), y]);
      y += (sizes.get(id) as Size)[1] + rowGap;
    }
    x += (widest[i] as number) + (gaps[i] as number);
  });
  for (let pass = 0; pass < 9; pass++) {
    const forth = pass % 2 === 0;
    for (const column of forth ? columns : [...columns].reverse()) level(column, places, sizes, at, inside, forth ? -1 : 1);
  }
  const top = Math.min(...[...places.values()].map((each) => each[1]));
  let width = 0;
  let height = 0;
  for (const [id, each] of places) {
    const y = snap(each[1] - top);
    places.set(id, [each[0], y]);
    const size = sizes.get(id) as Size;
    width = Math.max(width, each[0] + size[0]);
    height = Math.max(height, y + size[1]);
  }
  return { places, width, height };
}

/** Drawings beside and under each other, in their order, about as wide as the aspect asks for. */
function pack(parts: readonly Laid[], aspect: number): Laid {
  const places = new Map<Id, Position>();
  const area = parts.reduce((sum, part) => sum + (part.width + partGap) * (part.height + rowGap), 0);
  const limit = Math.max(...parts.map((part) => part.width), Math.sqrt(area * aspect) - partGap);
  let [x, y, tallest, right] = [0, 0, 0, 0];
  for (const part of parts) {
    if (x > 0 && x + part.width > limit) {
      x = 0;
      y = snap(y + tallest + rowGap);
      tallest = 0;
    }
    for (const [id, at] of part.places) places.set(id, [at[0] + x, at[1] + y]);
    right = Math.max(right, x + part.width);
    tallest = Math.max(tallest, part.height);
    x = snap(x + part.width + partGap);
  }
  return { places, width: right, height: y + tallest };
}

function reversed(out: ReadonlyMap<Id, ReadonlySet<Id>>): Map<Id, Set<Id>> {
  const into = new Map<Id, Set<Id>>([...out.keys()].map((id) => [id, new Set<Id>()]));
  for (const [from, targets] of out) for (const to of targets) into.get(to)?.add(from);
  return into;
}

/** Outgoing joins with those turned round that close a circle, found by a walk in a fixed order. */
function acyclic(items: readonly Cell[], links: readonly Link[]): Map<Id, Set<Id>> {
  const given = new Map<Id, Id[]>(items.map((item) => [item.id, []]));
  const entered = new Set<Id>();
  for (const { from, to } of links) {
    given.get(from)?.push(to);
    entered.add(to);
  }
  const out = new Map<Id, Set<Id>>(items.map((item) => [item.id, new Set<Id>()]));
  const state = new Map<Id, 'open' | 'done'>();
  const walk = (start: Id) => {
    const stack: { id: Id; next: number }[] = [{ id: start, next: 0 }];
    state.set(start, 'open');
    while (stack.length > 0) {
      const top = stack.at(-1) as { id: Id; next: number };
      const to = given.get(top.id)?.[top.next++];
      if (to === undefined) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (state.get(to) === 'open') {
        if (to !== top.id) out.get(to)?.add(top.id);
      } else {
        out.get(top.id)?.add(to);
        if (!state.has(to)) {
          state.set(to, 'open');
          stack.push({ id: to, next: 0 });
        }
      }
    }
  };
  // Sources first: what nobody sends to is where the story begins.
  for (const item of items) if (!entered.has(item.id) && !state.has(item.id)) walk(item.id);
  for (const item of items) if (!state.has(item.id)) walk(item.id);
  return out;
}

function columnsOf(items: readonly Cell[], out: ReadonlyMap<Id, ReadonlySet<Id>>): Id[][] {
  const waiting = new Map<Id, number>(items.map((item) => [item.id, 0]));
  for (const targets of out.values()) for (const to of targets) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  const layer = new Map<Id, number>();
  const ready = items.filter((item) => waiting.get(item.id) === 0).map((item) => item.id);
  for (const id of ready) {
    const mine = layer.get(id) ?? 0;
    layer.set(id, mine);
    for (const to of out.get(id) ?? []) {
      layer.set(to, Math.max(layer.get(to) ?? 0, mine + 1));
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  const entered = new Set([...out.values()].flatMap((targets) => [...targets]));
  // A source stands right before its nearest target, not at the far left.
  for (const id of [...ready].reverse()) {
    const targets = [...(out.get(id) ?? [])];
    if (!entered.has(id) && targets.length > 0) layer.set(id, Math.min(...targets.map((to) => layer.get(to) ?? 0)) - 1);
  }
  const columns: Id[][] = [];
  for (const item of items) {
    const at = layer.get(item.id) ?? 0;
    columns[at] ??= [];
    columns[at].push(item.id);
  }
  return columns.filter((column) => column !== undefined && column.length > 0);
}

function ordered(columns: Id[][], out: ReadonlyMap<Id, ReadonlySet<Id>>): Id[][] {
  const into = reversed(out);
  const rank = new Map<Id, number>();
  const note = (column: readonly Id[]) => {
    for (const [i, id] of column.entries()) rank.set(id, i - (column.length - 1) / 2);
  };
  for (const column of columns) note(column);
  const mean = (ids: Iterable<Id>, own: number) => {
    let sum = 0;
    let n = 0;
    for (const id of ids) {
      sum += rank.get(id) ?? 0;
      n++;
    }
    return n === 0 ? own : sum / n;
  };
  for (let pass = 0; pass < 8; pass++) {
    const down = pass % 2 === 0;
    for (const column of down ? columns : [...columns].reverse()) {
      const keys = new Map(column.map((id) => [id, mean((down ? into.get(id) : out.get(id)) ?? [], rank.get(id) ?? 0)] as const));
      column.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0) || (rank.get(a) ?? 0) - (rank.get(b) ?? 0) || compare(a, b));
      note(column);
    }
  }
  return columns;
}

/**
 * Moves the cells of a column level with their neighbours on one side (-1 left, 1 right), arrow by arrow, keeping their order and
 * their distances.
 */
function level(
  column: readonly Id[],
  places: Map<Id, Position>,
  sizes: ReadonlyMap<Id, Size>,
  columnOf: ReadonlyMap<Id, number>,
  links: readonly Link[],
  side: -1 | 1,
): void {
  const anchor = (box: Box) => box.y + box.height / 2;
  const wanted = column.map((id) => {
    const own = (places.get(id) as Position)[1];
    const mine = columnOf.get(id) as number;
    const wishes: number[] = [];
    for (const { from, to, out, into } of links) {
      if (from !== id && to !== id) continue;
      const [other, here, there] = from === id ? [to, out, into] : [from, into, out];
      if (((columnOf.get(other) as number) - mine) * side <= 0) continue;
      wishes.push((places.get(other) as Position)[1] + anchor(there) - anchor(here));
    }
    if (wishes.length === 0) return own;
    wishes.sort((a, b) => a - b);
    // One of them exactly rather than all of them nearly: a straight arrow is worth more than two small bends.
    return wishes[(wishes.length - 1) >> 1] as number;
  });
  // Neighbours that would overlap become one block, which stands at the mean of what its members want.
  const blocks: { from: number; to: number; y: number }[] = [];
  const offset: number[] = column.map(() => 0);
  const end = (block: { to: number }) => (offset[block.to] as number) + (sizes.get(column[block.to] as Id) as Size)[1];
  for (let i = 0; i < column.length; i++) {
    let now = { from: i, to: i, y: wanted[i] as number };
    for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
      const base = end(last) + rowGap;
      if (last.y + base <= now.y) break;
      blocks.pop();
      for (let j = now.from; j <= now.to; j++) offset[j] = (offset[j] as number) + base;
      let sum = 0;
      for (let j = last.from; j <= now.to; j++) sum += (wanted[j] as number) - (offset[j] as number);
      now = { from: last.from, to: now.to, y: sum / (now.to - last.from + 1) };
    }
    blocks.push(now);
  }
  for (const block of blocks) {
    for (let i = block.from; i <= block.to; i++) {
      const id = column[i] as Id;
      places.set(id, [(places.get(id) as Position)[0], block.y + (offset[i] as number)]);
    }
  }
}

/** Items without joins in rows below the flow, about as wide as it. */
function rows(loose: readonly Item[], places: Map<Id, Position>, flowRight: number, flowBottom: number, aspect: number): Laid {
  const area = loose.reduce((sum, item) => sum + (item.size[0] + 30) * (item.size[1] + rowGap), 0);
  const limit = Math.max(flowRight, Math.sqrt(area * aspect), 190);
  let x = 0;
  let y = flowBottom === 0 ? 0 : flowBottom + rowGap;
  let tallest = 0;
  let right = flowRight;
  for (const item of loose) {
    const [width, height] = item.size;
    if (x > 0 && x + width > limit) {
      x = 0;
      y += tallest + 30;
      tallest = 0;
    }
    places.set(item.id, [snap(x), snap(y)]);
    right = Math.max(right, x + width);
    x += width + 30;
    tallest = Math.max(tallest, height);
  }
  const bottom = loose.length > 0 ? snap(y) + tallest : flowBottom;
  return { places, width: right, height: bottom };
}
