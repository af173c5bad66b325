import type { Id } from '#base/ids.ts';
import { type Design, type Element, type Position, parentOf, type Size } from '#model/design.ts';
import { labelRoom } from './edge-art.ts';
import { type Box, boxOf, sizeOf, snap, union } from './geometry.ts';
import { edgeLookOf } from './look.ts';
import type { Places } from './placement.ts';
import { contextPadding } from './placement.ts';

/** A graph as ELK takes and gives it: https://eclipse.dev/elk/documentation/tooldevelopers/graphdatastructure/jsonformat.html */
export interface ElkGraph {
  readonly id: string;
  readonly children: ElkBox[];
  readonly edges: ElkJoin[];
  readonly layoutOptions?: Readonly<Record<string, string>>;
}

export interface ElkBox {
  readonly id: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly children?: ElkBox[];
  readonly layoutOptions?: Readonly<Record<string, string>>;
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
  'elk.layered.spacing.nodeNodeBetweenLayers': '96',
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

/** What is laid out of a design, and what stands aside because no arrow leads to it. */
export interface LayoutTask {
  readonly graph: ElkGraph;
  readonly loose: readonly Id[];
}

/** The graph of all elements, or of some and what stands in the contexts among them. */
export function toElk(design: Design, only?: ReadonlySet<Id>): LayoutTask {
  const chosen = [...design.elements.values()].filter((element) => only === undefined || only.has(element.id));
  const ids = new Set(chosen.map((element) => element.id));
  const parent = (element: Element): Id | 'none' => {
    const at = parentOf(design, element);
    return at !== 'none' && ids.has(at) ? at : 'none';
  };
  const joined = new Set<Id>();
  const edges: ElkJoin[] = [];
  for (const edge of design.edges.values()) {
    if (!ids.has(edge.from) || !ids.has(edge.to)) continue;
    joined.add(edge.from);
    joined.add(edge.to);
    const room = labelRoom(edgeLookOf(design, edge));
    const label =
      room.stacked > 0
        ? { labels: [{ text: edge.id, width: Math.min(140, room.stacked), height: room.chip > 0 && room.text > 0 ? 34 : 18 }] }
        : {};
    edges.push({ id: edge.id, sources: [edge.from], targets: [edge.to], ...label });
  }
  const members = new Map<Id | 'none', Element[]>();
  for (const element of chosen) {
    const at = parent(element);
    members.set(at, [...(members.get(at) ?? []), element]);
  }
  const boxOfElement = (element: Element): ElkBox => {
    if (element.kind !== 'context') {
      const [width, height] = sizeOf(design, element);
      return { id: element.id, width, height };
    }
    const inner = members.get(element.id) ?? [];
    if (inner.length === 0) {
      const [width, height] = sizeOf(design, element);
      return { id: element.id, width, height };
    }
    return { id: element.id, children: inner.map(boxOfElement), layoutOptions: { ...distances, 'elk.padding': padding } };
  };
  const inFlow = (element: Element): boolean => joined.has(element.id) || (members.get(element.id) ?? []).some(inFlow);
  const top = members.get('none') ?? [];
  const loose = top.filter((element) => !inFlow(element)).map((element) => element.id);
  const graph: ElkGraph = { id: 'root', layoutOptions: options, children: top.filter(inFlow).map(boxOfElement), edges };
  return { graph, loose };
}

/** Places from ELK's answer: what was laid out stands where it began, what is loose in rows below. */
export function fromElk(design: Design, answer: ElkGraph, loose: readonly Id[]): Places {
  const positions = new Map<Id, Position>();
  const sizes = new Map<Id, Size>();
  const visit = (box: ElkBox, dx: number, dy: number) => {
    const x = (box.x ?? 0) + dx;
    const y = (box.y ?? 0) + dy;
    positions.set(box.id, [x, y]);
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
