import type { Id } from '#base/ids.ts';
import { compare } from '#base/order.ts';
import type { Position, Size } from '#model/design.ts';
import { snap } from './geometry.ts';

interface Item {
  readonly id: Id;
  readonly size: Size;
  /** Has a title above it. */
  readonly tall?: boolean;
}

const columnGap = 150;
const rowGap = 46;
const titleGap = 30;

/**
 * A quick drawing in layers, from left to right, in the way of K. Sugiyama et al. (1981): turn back what makes circles,
 * put each item one layer after its sources, order the layers by the mean of their neighbours, then pull each item
 * level with its neighbours. Items without joins stand in rows below. For a few hundred items; the thorough layout is ELK's.
 */
export function layered(
  items: readonly Item[],
  joins: readonly (readonly [Id, Id])[],
): { places: Map<Id, Position>; width: number; height: number } {
  const joined = new Set(joins.flat());
  const flow = items.filter((item) => joined.has(item.id));
  const loose = items.filter((item) => !joined.has(item.id));
  const places = new Map<Id, Position>();
  const sizes = new Map(items.map((item) => [item.id, item.size] as const));
  const above = new Map(items.map((item) => [item.id, item.tall ? titleGap : 0] as const));
  const out = acyclic(flow, joins);
  const columns = ordered(columnsOf(flow, out), out);
  let x = 0;
  for (const column of columns) {
    const widest = Math.max(...column.map((id) => sizes.get(id)?.[0] ?? 0));
    let y = 0;
    for (const id of column) {
      const [width, height] = sizes.get(id) as Size;
      y += above.get(id) ?? 0;
      places.set(id, [x + (widest - width) / 2, y]);
      y += height + rowGap;
    }
    x += widest + columnGap;
  }
  const into = reversed(out);
  for (let pass = 0; pass < 6; pass++) {
    const forth = pass % 2 === 0;
    for (const column of forth ? columns : [...columns].reverse()) level(column, places, sizes, above, forth ? into : out);
  }
  const top = Math.min(0, ...[...places].map(([id, at]) => at[1] - (above.get(id) ?? 0)));
  for (const [id, at] of places) places.set(id, [snap(at[0]), snap(at[1] - top)]);
  let bottom = 0;
  let right = 0;
  for (const [id, at] of places) {
    const [width, height] = sizes.get(id) as Size;
    right = Math.max(right, at[0] + width);
    bottom = Math.max(bottom, at[1] + height);
  }
  return rows(loose, places, right, bottom);
}

function reversed(out: ReadonlyMap<Id, ReadonlySet<Id>>): Map<Id, Set<Id>> {
  const into = new Map<Id, Set<Id>>([...out.keys()].map((id) => [id, new Set<Id>()]));
  for (const [from, targets] of out) for (const to of targets) into.get(to)?.add(from);
  return into;
}

/** Outgoing joins with those turned round that close a circle, found by a walk in a fixed order. */
function acyclic(items: readonly Item[], joins: readonly (readonly [Id, Id])[]): Map<Id, Set<Id>> {
  const given = new Map<Id, Id[]>(items.map((item) => [item.id, []]));
  const entered = new Set<Id>();
  for (const [from, to] of joins) {
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

function columnsOf(items: readonly Item[], out: ReadonlyMap<Id, ReadonlySet<Id>>): Id[][] {
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

/** Moves the items of a column level with their neighbours, keeping their order and their distances. */
function level(
  column: readonly Id[],
  places: Map<Id, Position>,
  sizes: ReadonlyMap<Id, Size>,
  above: ReadonlyMap<Id, number>,
  neighboursOf: ReadonlyMap<Id, ReadonlySet<Id>>,
): void {
  const wanted = column.map((id) => {
    const neighbours = [...(neighboursOf.get(id) ?? [])];
    const [, height] = sizes.get(id) as Size;
    const own = (places.get(id) as Position)[1];
    if (neighbours.length === 0) return own;
    const middles = neighbours
      .map((each) => (places.get(each) as Position)[1] + (sizes.get(each) as Size)[1] / 2)
      .sort((a, b) => a - b);
    const half = middles.length >> 1;
    const median =
      middles.length % 2 === 1 ? (middles[half] as number) : ((middles[half - 1] as number) + (middles[half] as number)) / 2;
    return median - height / 2;
  });
  // Neighbours that would overlap become one block, which stands at the mean of what its members want.
  const blocks: { from: number; to: number; y: number }[] = [];
  const offset: number[] = column.map(() => 0);
  const end = (block: { to: number }) => (offset[block.to] as number) + (sizes.get(column[block.to] as Id) as Size)[1];
  for (let i = 0; i < column.length; i++) {
    let now = { from: i, to: i, y: wanted[i] as number };
    for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
      const base = end(last) + rowGap + (above.get(column[now.from] as Id) ?? 0);
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
function rows(
  loose: readonly Item[],
  places: Map<Id, Position>,
  flowRight: number,
  flowBottom: number,
): { places: Map<Id, Position>; width: number; height: number } {
  const area = loose.reduce((sum, item) => sum + (item.size[0] + 40) * (item.size[1] + rowGap), 0);
  const limit = Math.max(flowRight, Math.sqrt(area * 1.8), 400);
  let x = 0;
  let y = flowBottom === 0 ? 0 : flowBottom + rowGap + 20;
  let tallest = 0;
  let right = flowRight;
  for (const item of loose) {
    const [width, height] = item.size;
    if (x > 0 && x + width > limit) {
      x = 0;
      y += tallest + rowGap;
      tallest = 0;
    }
    const top = item.tall ? titleGap : 0;
    places.set(item.id, [snap(x), snap(y + top)]);
    right = Math.max(right, x + width);
    x += width + 40;
    tallest = Math.max(tallest, height + top);
  }
  const bottom = loose.length > 0 ? y + tallest : flowBottom;
  return { places, width: snap(right), height: snap(bottom) };
}
