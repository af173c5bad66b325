import type { Id } from '#base/ids.ts';
import { type Design, type Element, type Position, parentOf, type Size } from '#model/design.ts';
import { type Cell, cellsOf } from './cells.ts';
import { labelRoom } from './edge-art.ts';
import { type Box, boxOf, sizeOf, snap, union } from './geometry.ts';
import { readable, worthwhile, zoomOf } from './layered.ts';
import { edgeLookOf } from './look.ts';
import type { Places } from './placement.ts';
import { asideOf, carriersOf, contextPadding, isCard, placeMissing } from './placement.ts';

/** A graph as ELK takes and gives it: https://eclipse.dev/elk/documentation/tooldevelopers/graphdatastructure/jsonformat.html */
export interface ElkGraph {
  readonly id: string;
  readonly children: ElkBox[];
  readonly edges: ElkJoin[];
  readonly layoutOptions?: Readonly<Record<string, string>>;
  /** Of the whole, in ELK's answer. */
  readonly width?: number;
  readonly height?: number;
}

export interface ElkBox {
  readonly id: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly children?: ElkBox[];
  readonly ports?: readonly ElkPort[];
  readonly layoutOptions?: Readonly<Record<string, string>>;
}

interface ElkPort {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly layoutOptions: Readonly<Record<string, string>>;
}

interface ElkJoin {
  readonly id: string;
  readonly sources: string[];
  readonly targets: string[];
  readonly labels?: { readonly width: number; readonly height: number; readonly text: string }[];
}

const padding = `[top=${contextPadding},left=${contextPadding},bottom=${contextPadding},right=${contextPadding}]`;

/** Distances hold for one level only, so each context is told them again. */
const distances: Readonly<Record<string, string>> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.layered.spacing.nodeNodeBetweenLayers': '72',
  'elk.layered.spacing.edgeNodeBetweenLayers': '28',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
  'elk.spacing.nodeNode': '46',
  'elk.spacing.edgeNode': '24',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '8',
};

/** Layers from left to right, as messages are read; contexts are laid out with what crosses their borders. */
const options: Readonly<Record<string, string>> = {
  ...distances,
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.layered.crossingMinimization.strategy': 'LAYER_SWEEP',
  'elk.spacing.componentComponent': '70',
  'elk.randomSeed': '1',
};

/** Where a row that nobody could read is broken like a line of text: as wide as a usual window. */
const breaking: Readonly<Record<string, string>> = { 'elk.layered.wrapping.strategy': 'MULTI_EDGE', 'elk.aspectRatio': '1.6' };

/** Arrows of a design that is laid out more than once to find the best. */
const most = 200;

/** What is laid out of a design, and what stands aside because no arrow leads to it. */
export interface LayoutTask {
  readonly graph: ElkGraph;
  readonly loose: readonly Id[];
  /** Boxes of the graph that hold an element and what stands above and below it. */
  readonly cells: ReadonlyMap<Id, Cell>;
}

/** The graph of all elements, or of some and what stands in the contexts among them. */
export function toElk(design: Design, only?: ReadonlySet<Id>): LayoutTask {
  const chosen = [...design.elements.values()].filter((element) => only === undefined || only.has(element.id));
  const ids = new Set(chosen.map((element) => element.id));
  const parent = (element: Element): Id | 'none' => {
    const at = parentOf(design, element);
    return at !== 'none' && ids.has(at) ? at : 'none';
  };
  const members = new Map<Id | 'none', Element[]>();
  for (const element of chosen) {
    const at = parent(element);
    members.set(at, [...(members.get(at) ?? []), element]);
  }
  const cells = new Map<Id, Cell>();
  const owner = new Map<Id, Id>();
  for (const level of members.values()) {
    for (const cell of cellsAt(design, level)) {
      cells.set(cell.id, cell);
      for (const part of cell.parts) owner.set(part.id, cell.id);
    }
  }
  const joined = new Set<Id>();
  const edges: ElkJoin[] = [];
  for (const edge of design.edges.values()) {
    if (!ids.has(edge.from) || !ids.has(edge.to)) continue;
    joined.add(edge.from);
    joined.add(edge.to);
    const [from, to] = [owner.get(edge.from) ?? edge.from, owner.get(edge.to) ?? edge.to];
    // What stands in one cell is already in its place.
    if (from === to && edge.from !== edge.to) continue;
    const room = labelRoom(edgeLookOf(design, edge));
    const label =
      room.stacked > 0
        ? { labels: [{ text: edge.id, width: Math.min(140, room.stacked), height: room.chip > 0 && room.text > 0 ? 34 : 18 }] }
        : {};
    const ends =
      cells.has(from) || cells.has(to) ? [cells.has(from) ? `${from} out` : from, cells.has(to) ? `${to} in` : to] : [from, to];
    edges.push({ id: edge.id, sources: [ends[0] as string], targets: [ends[1] as string], ...label });
  }
  const boxOfElement = (element: Element): ElkBox => {
    if (element.kind !== 'context') {
      const [width, height] = sizeOf(design, element);
      return boxOfCell(cells.get(element.id)) ?? { id: element.id, width, height };
    }
    const inner = members.get(element.id) ?? [];
    if (inner.length === 0) {
      const [width, height] = sizeOf(design, element);
      return { id: element.id, width, height };
    }
    return {
      id: element.id,
      children: inner.filter(heads).map(boxOfElement),
      layoutOptions: { ...distances, 'elk.padding': padding },
    };
  };
  /** Not one of those that stand in the cell of another. */
  const heads = (element: Element): boolean => (owner.get(element.id) ?? element.id) === element.id;
  const inFlow = (element: Element): boolean => joined.has(element.id) || (members.get(element.id) ?? []).some(inFlow);
  const top = members.get('none') ?? [];
  const loose = top.filter((element) => heads(element) && !inFlow(element)).map((element) => element.id);
  const graph: ElkGraph = {
    id: 'root',
    layoutOptions: options,
    children: top.filter((element) => heads(element) && inFlow(element)).map(boxOfElement),
    edges,
  };
  return { graph, loose, cells };
}

/** Elements without contexts, with what stands above and below them; only those where there is something. */
function cellsAt(design: Design, level: readonly Element[]): Cell[] {
  const elements = level.filter((element) => element.kind !== 'context');
  const ids = new Map(elements.map(({ id }) => [id, id] as const));
  const carriers = carriersOf(design, ids);
  const items = elements.map((element) => ({
    id: element.id,
    size: sizeOf(design, element),
    aside: asideOf(design, element),
    under: carriers.get(element.id),
    card: isCard(design, element),
  }));
  const whole = (id: Id): Box => {
    const element = design.elements.get(id);
    const [width, height] = element ? sizeOf(design, element) : [0, 0];
    return { x: 0, y: 0, width, height };
  };
  const joins = [...design.edges.values()].flatMap(({ from, to }) =>
    ids.has(from) || ids.has(to) ? [{ from, to, out: whole(from), into: whole(to), room: 0 }] : [],
  );
  return cellsOf(items, joins).cells.filter((cell) => cell.parts.length > 1);
}

/** A cell as one box, which arrows enter and leave level with the element in its middle. */
function boxOfCell(cell: Cell | undefined): ElkBox | undefined {
  const host = cell?.parts.find((part) => part.id === cell.id);
  if (!cell || !host) return undefined;
  const [width, height] = cell.size;
  const port = (end: 'in' | 'out'): ElkPort => ({
    id: `${cell.id} ${end}`,
    x: end === 'in' ? 0 : width,
    y: host.y + host.height / 2,
    layoutOptions: { 'elk.port.side': end === 'in' ? 'WEST' : 'EAST' },
  });
  return { id: cell.id, width, height, ports: [port('in'), port('out')], layoutOptions: { 'elk.portConstraints': 'FIXED_POS' } };
}

/** The same graph, to be broken into rows; undefined if ELK's answer can be read as it is, or it is so large that nothing helps. */
export function brokenGraph(graph: ElkGraph, answer: ElkGraph): ElkGraph | undefined {
  return zoomOfAnswer(answer) >= readable || graph.edges.length > most
    ? undefined
    : { ...graph, layoutOptions: { ...graph.layoutOptions, ...breaking } };
}

/** The answer that a usual window shows larger; rows have to be worth it. */
export function betterAnswer(plain: ElkGraph, broken: ElkGraph): ElkGraph {
  return zoomOfAnswer(broken) > zoomOfAnswer(plain) * worthwhile ? broken : plain;
}

/**
 * The quick drawing instead, where a usual window shows it clearly larger than ELK's: it folds contexts and puts things aside of them,
 * which ELK does not. Only for a whole design that is not large.
 */
export function tidier(design: Design, laid: Places): Places {
  if (design.edges.size > most) return laid;
  const quick = placeMissing({ ...design, positions: new Map() });
  const boundsOfPlaces = ({ positions, sizes }: Places) =>
    union([...positions].flatMap(([id, at]) => boxWith(design, sizes, id, at) ?? []));
  const [now, other] = [boundsOfPlaces(laid), boundsOfPlaces(quick)];
  if (!now || !other || zoomOf(other) <= zoomOf(now) * worthwhile) return laid;
  const dx = snap(now.x - other.x);
  const dy = snap(now.y - other.y);
  return { positions: new Map([...quick.positions].map(([id, [x, y]]) => [id, [x + dx, y + dy]])), sizes: quick.sizes };
}

function zoomOfAnswer({ width = 0, height = 0 }: ElkGraph): number {
  return zoomOf({ width, height });
}

/** Places from ELK's answer: what was laid out stands where it began, what is loose in rows below. */
export function fromElk(design: Design, answer: ElkGraph, { loose, cells }: Pick<LayoutTask, 'loose' | 'cells'>): Places {
  const positions = new Map<Id, Position>();
  const sizes = new Map<Id, Size>();
  const visit = (box: ElkBox, dx: number, dy: number) => {
    const x = (box.x ?? 0) + dx;
    const y = (box.y ?? 0) + dy;
    positions.set(box.id, [x, y]);
    for (const part of cells.get(box.id)?.parts ?? []) positions.set(part.id, [x + part.x, y + part.y]);
    if (design.elements.get(box.id)?.kind === 'context') sizes.set(box.id, [snap(box.width ?? 0), snap(box.height ?? 0)]);
    for (const child of box.children ?? []) visit(child, x, y);
  };
  for (const box of answer.children) visit(box, 0, 0);
  const flow = union([...positions].flatMap(([id, at]) => boxWith(design, sizes, id, at) ?? []));
  rowsBelow(design, loose, positions, flow);
  const before = union([...positions.keys()].flatMap((id) => boxOf(design, id) ?? []));
  const after = union([...positions].flatMap(([id, at]) => boxWith(design, sizes, id, at) ?? []));
  const dx = snap((before?.x ?? 0) - (after?.x ?? 0));
  const dy = snap((before?.y ?? 0) - (after?.y ?? 0));
  for (const [id, at] of positions) positions.set(id, [snap(at[0] + dx), snap(at[1] + dy)]);
  return { positions, sizes };
}

function boxWith(design: Design, sizes: ReadonlyMap<Id, Size>, id: Id, at: Position): Box | undefined {
  const element = design.elements.get(id);
  if (!element) return undefined;
  const [width, height] = sizes.get(id) ?? sizeOf(design, element);
  return { x: at[0], y: at[1], width, height };
}

function rowsBelow(design: Design, loose: readonly Id[], positions: Map<Id, Position>, flow: Box | undefined): void {
  const left = flow?.x ?? 0;
  const limit = left + Math.max(flow?.width ?? 0, 900);
  let x = left;
  let y = flow ? flow.y + flow.height + 70 : 0;
  let tallest = 0;
  for (const id of loose) {
    const element = design.elements.get(id);
    if (!element) continue;
    const [width, height] = sizeOf(design, element);
    const title = element.kind === 'context' ? 30 : 0;
    if (x > left && x + width > limit) {
      x = left;
      y += tallest + 46;
      tallest = 0;
    }
    positions.set(id, [x, y + title]);
    x += width + 40;
    tallest = Math.max(tallest, height + title);
  }
}
