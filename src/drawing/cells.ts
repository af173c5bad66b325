import type { Id } from '#base/ids.ts';
import type { Size } from '#model/design.ts';
import { type Box, snap } from './geometry.ts';

export interface Item {
  readonly id: Id;
  readonly size: Size;
  /** Width of the title above its upper left corner, if it has one. */
  readonly tab?: number | undefined;
  /** May leave the row and stand above or below its only neighbour. */
  readonly aside?: 'above' | 'below' | undefined;
  /** Stands below the item that carries it, without an arrow. */
  readonly under?: Id | undefined;
  /** Has no arrows by its nature: stands in the rows below. */
  readonly card?: boolean;
}

/** An arrow between two items. The boxes are those of the elements that it really joins, from the corners of the items. */
export interface Join {
  readonly from: Id;
  readonly to: Id;
  readonly out: Box;
  readonly into: Box;
  /** Distance between the two that its label wants; 0 without. */
  readonly room: number;
}

/** An item with what stands above and below it: one thing for the layers. */
export interface Cell {
  readonly id: Id;
  readonly size: Size;
  readonly parts: readonly ({ readonly id: Id } & Box)[];
}

const asideGap = 66;
const titleGap = 30;
const mostAside = 2;
const mostCards = 4;

/** Gathers what hangs on one item only, and the messages that it carries, round that item. `rest` stands nowhere in the flow. */
export function cellsOf(items: readonly Item[], joins: readonly Join[]): { cells: Cell[]; rest: Item[] } {
  const byId = new Map(items.map((item) => [item.id, item] as const));
  const around = new Map<Id, Set<Id>>(items.map((item) => [item.id, new Set<Id>()]));
  for (const { from, to } of joins) {
    around.get(from)?.add(to);
    around.get(to)?.add(from);
  }
  const hosts = new Map<Id, { above: Item[]; below: Item[]; cards: Item[] }>();
  const hosted = new Set<Id>();
  const hostOf = (id: Id) => {
    const known = hosts.get(id) ?? { above: [], below: [], cards: [] };
    hosts.set(id, known);
    return known;
  };
  for (const item of items) {
    const [only, ...others] = around.get(item.id) ?? [];
    const host = only === undefined || others.length > 0 ? undefined : byId.get(only);
    if (!item.aside || !host || host.aside || host.card) continue;
    const its = hostOf(host.id);
    const join = joins.find(({ from, to }) => from === item.id || to === item.id) as Join;
    const inner = join.from === item.id ? join.into : join.out;
    // Straight up from there would lead through the title.
    const behindTab = host.tab !== undefined && inner.x + inner.width / 2 < host.tab + 10;
    const sides = item.aside === 'above' && !behindTab ? (['above', 'below'] as const) : (['below', 'above'] as const);
    const side = sides.find((each) => its[each].length < mostAside);
    if (!side) continue;
    its[side].push(item);
    hosted.add(item.id);
  }
  for (const item of items) {
    const host = item.card && item.under !== undefined && !hosted.has(item.under) ? byId.get(item.under) : undefined;
    if (!host || host.card) continue;
    const { cards } = hostOf(host.id);
    if (cards.length >= mostCards) continue;
    cards.push(item);
    hosted.add(item.id);
  }
  const cells: Cell[] = [];
  const rest: Item[] = [];
  for (const item of items) {
    if (hosted.has(item.id)) continue;
    if (item.card) rest.push(item);
    else cells.push(cellOf(item, hosts.get(item.id), joins));
  }
  return { cells, rest };
}

function cellOf(host: Item, around: { above: Item[]; below: Item[]; cards: Item[] } | undefined, joins: readonly Join[]): Cell {
  const parts: { id: Id; x: number; y: number; width: number; height: number }[] = [];
  const [width, height] = host.size;
  const title = host.tab === undefined ? 0 : titleGap;
  parts.push({ id: host.id, x: 0, y: 0, width, height });
  /** Middle of what in the host an item is joined to. */
  const middle = (item: Item) => {
    const join = joins.find(({ from, to }) => from === item.id || to === item.id);
    const box = join && (join.from === item.id ? join.into : join.out);
    return box ? box.x + box.width / 2 : width / 2;
  };
  const row = (list: readonly Item[], y: number) => {
    const high = Math.max(...list.map((item) => item.size[1]));
    const wide = list.reduce((sum, item) => sum + item.size[0], 0) + (list.length - 1) * 40;
    const at = list.reduce((sum, item) => sum + middle(item), 0) / list.length;
    let x = snap(at - wide / 2);
    for (const item of [...list].sort((a, b) => middle(a) - middle(b))) {
      parts.push({ id: item.id, x, y: y < 0 ? y + high - item.size[1] : y, width: item.size[0], height: item.size[1] });
      x += item.size[0] + 40;
    }
  };
  let bottom = height;
  if (around && around.above.length > 0)
    row(around.above, snap(-title - asideGap - Math.max(...around.above.map((item) => item.size[1]))));
  if (around && around.below.length > 0) {
    const y = snap(bottom + asideGap);
    row(around.below, y);
    bottom = y + Math.max(...around.below.map((item) => item.size[1]));
  }
  if (around && around.cards.length > 0) {
    const columns = around.cards.length > 2 ? 2 : 1;
    const wide = Math.max(...around.cards.map((item) => item.size[0]));
    const left = snap(width / 2 - (columns * wide + (columns - 1) * 20) / 2);
    const top = snap(bottom + 30);
    const high = Math.max(...around.cards.map((item) => item.size[1])) + 16;
    around.cards.forEach((item, i) => {
      parts.push({
        id: item.id,
        x: left + (i % columns) * (wide + 20),
        y: top + Math.floor(i / columns) * snap(high),
        width: item.size[0],
        height: item.size[1],
      });
    });
  }
  const x = Math.min(...parts.map((part) => part.x));
  const y = Math.min(-title, ...parts.map((part) => part.y));
  return {
    id: host.id,
    size: [Math.max(...parts.map((part) => part.x + part.width)) - x, Math.max(...parts.map((part) => part.y + part.height)) - y],
    parts: parts.map((part) => ({ ...part, x: part.x - x, y: part.y - y })),
  };
}
