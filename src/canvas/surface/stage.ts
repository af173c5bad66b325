import type { Id } from '#base/ids.ts';
import { labelAnyway, placeMark } from '#drawing/edge-labels.ts';
import { type Box, union } from '#drawing/geometry.ts';
import type { Look } from '#drawing/look.ts';
import {
  type EdgeToPaint,
  edgeBounds,
  farMarkRadius,
  type NodeState,
  paintEdgeMark,
  paintEdges,
  paintFarEdges,
  paintFrame,
  paintLabel,
  paintNode,
} from '#drawing/paint-scene.ts';
import type { Pen } from '#drawing/painter.ts';
import type { Route } from '#drawing/routing.ts';
import { tabHeight } from '#drawing/tab.ts';
import type { Tokens } from '#drawing/tokens.ts';
import type { Size } from '#model/design.ts';
import type { Viewport } from '../editor.ts';
import type { Scene } from './scene.ts';
import { flatZoom, nearZoom, wordedZoom } from './to-flow.ts';
import { visibleBox } from './viewport.ts';

/** What the stage asks when it paints. */
export interface StageSources {
  readonly scene: Scene;
  viewport(): Viewport;
  size(): Size;
  tokens(): Tokens;
  stateOf(id: Id): NodeState;
  edgeDim(id: Id): boolean;
  /** Nodes that the page shows itself. */
  mounted(): ReadonlySet<Id>;
  /** Nodes that are being moved, by this person or another, and where they are now. */
  moving(): ReadonlyMap<Id, Box>;
  /** What is being moved are copies: the originals stay in sight. */
  copying(): boolean;
  readonly curve: () => 'orthogonal' | 'smooth';
  readonly still: boolean;
}

const noBoxes: ReadonlyMap<Id, Box> = new Map();
/** How far the bitmap reaches beyond the window: panning within it costs no painting. */
const margin = 192;
/** A base that takes longer than this is not painted anew at every step of a zoom, but scaled. */
const patienceMs = 7;

/**
 * The two canvases under the nodes. `base` holds the grid, contexts, arrows and all nodes that the page does not hold; it moves with
 * the viewport by CSS and is painted anew only when something changed or the window leaves it. `live` is as small as what is being
 * moved and the arrows at it, and is painted at every step of a drag.
 */
export class Stage {
  private base: HTMLCanvasElement | undefined;
  private live: HTMLCanvasElement | undefined;
  private frame = 0;
  private baseDirty = false;
  private liveDirty = false;
  /** The window in which base was painted: its viewport, and the part of the canvas that the bitmap holds. */
  private painted: { viewport: Viewport; box: Box } | undefined;
  private lastPaintMs = 0;
  private hidden: ReadonlySet<Id> = new Set();
  private readonly sources: StageSources;

  constructor(sources: StageSources) {
    this.sources = sources;
  }

  attach(base: HTMLCanvasElement, live: HTMLCanvasElement): void {
    this.base = base;
    this.live = live;
    this.painted = undefined;
    live.style.display = 'none';
    this.paintBase();
  }

  detach(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.base = undefined;
    this.live = undefined;
  }

  /** Something that base shows has changed. */
  invalidate(): void {
    this.baseDirty = true;
    this.schedule();
  }

  /** The set of nodes in the page has changed: paint the others, but only if a node that base shows, or lacks, is concerned. */
  remounted(): void {
    const mounted = this.sources.mounted();
    if (mounted.size === this.hidden.size && [...mounted].every((id) => this.hidden.has(id))) return;
    this.invalidate();
  }

  /** What is being moved has moved, or has been let go. */
  moved(started: boolean): void {
    if (started) this.baseDirty = true;
    this.liveDirty = true;
    this.schedule();
  }

  /** The window has moved: base goes along by itself; paint where it does not reach. */
  shifted(): void {
    const { painted } = this;
    const viewport = this.sources.viewport();
    if (painted) {
      const ratio = viewport.zoom / painted.viewport.zoom;
      if (ratio === 1 || (this.lastPaintMs > patienceMs && ratio > 0.6 && ratio < 1.7)) {
        const seen = visibleBox(viewport, this.sources.size());
        const { box } = painted;
        const inside =
          seen.x >= box.x &&
          seen.y >= box.y &&
          seen.x + seen.width <= box.x + box.width &&
          seen.y + seen.height <= box.y + box.height;
        if (inside) return;
      }
    }
    this.invalidate();
  }

  /** A gesture of the window has ended: sharp again, and centred. */
  settled(): void {
    const viewport = this.sources.viewport();
    const { painted } = this;
    const away =
      painted === undefined ||
      Math.abs(painted.viewport.x - viewport.x) > margin / 2 ||
      Math.abs(painted.viewport.y - viewport.y) > margin / 2;
    if (away || painted?.viewport.zoom !== viewport.zoom) this.invalidate();
  }

  /** Paints at once what is due, for a caller that must not wait for the next frame. */
  flush(): void {
    if (this.frame === 0) return;
    cancelAnimationFrame(this.frame);
    this.run();
  }

  private schedule(): void {
    if (this.frame === 0 && this.base) this.frame = requestAnimationFrame(() => this.run());
  }

  private run(): void {
    this.frame = 0;
    if (this.baseDirty) this.paintBase();
    if (this.liveDirty) this.paintLive();
  }

  private paintBase(): void {
    const { base, sources } = this;
    this.baseDirty = false;
    if (!base) return;
    const started = performance.now();
    const viewport = sources.viewport();
    const { zoom } = viewport;
    const [width, height] = sources.size();
    if (width === 0 || height === 0) return;
    const pad = sources.still ? 0 : margin;
    const ratio = devicePixelRatio;
    const wide = Math.ceil((width + 2 * pad) * ratio);
    const high = Math.ceil((height + 2 * pad) * ratio);
    if (base.width !== wide || base.height !== high) {
      base.width = wide;
      base.height = high;
      base.style.width = `${width + 2 * pad}px`;
      base.style.height = `${height + 2 * pad}px`;
    }
    const left = (-pad - viewport.x) / zoom;
    const top = (-pad - viewport.y) / zoom;
    base.style.transform = `translate(${left}px,${top}px) scale(${1 / zoom})`;
    const context = base.getContext('2d');
    if (!context) return;
    const scale = ratio * zoom;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.clearRect(0, 0, wide, high);
    const box: Box = { x: left, y: top, width: (width + 2 * pad) / zoom, height: (height + 2 * pad) / zoom };
    context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    paintGrid(context, box, zoom, sources.tokens());
    this.paintScene(context as unknown as Pen, box, zoom);
    this.painted = { viewport, box };
    this.lastPaintMs = performance.now() - started;
  }

  private paintScene(pen: Pen, box: Box, zoom: number): void {
    const { sources } = this;
    const { scene } = sources;
    const tokens = sources.tokens();
    const moving = sources.copying() ? noBoxes : sources.moving();
    const mounted = sources.copying()
      ? new Set([...sources.mounted()].filter((id) => !sources.moving().has(id)))
      : sources.mounted();
    this.hidden = new Set(sources.mounted());
    const above = tabHeight / zoom;
    for (const id of scene.framesIn({ ...box, height: box.height + above })) {
      const look = scene.lookOf(id);
      const frame = scene.frames.boxOf(id);
      if (look && frame && !moving.has(id)) paintFrame(pen, look, frame, sources.stateOf(id), zoom, tokens);
    }
    const detail = zoom >= nearZoom ? 'near' : zoom >= flatZoom ? 'far' : 'flat';
    const edges: EdgeToPaint[] = [];
    for (const id of scene.edgesNear(box)) {
      const edge = scene.drawing.edges.get(id);
      const route = scene.routes.get(id);
      const look = scene.edgeLookOf(id);
      if (edge && route && look && !moving.has(edge.from) && !moving.has(edge.to))
        edges.push({ id, route, look, dim: sources.edgeDim(id), highlight: sources.stateOf(id).highlight });
    }
    edges.sort((a, b) => (a.id < b.id ? -1 : 1));
    if (detail === 'near') paintEdges(pen, edges, tokens, sources.curve());
    else paintFarEdges(pen, edges, tokens, zoom, detail === 'far');
    for (const id of scene.inOrder(scene.nodes.touching(box, 24))) {
      if (mounted.has(id) || moving.has(id)) continue;
      const look = scene.lookOf(id) as Look;
      const place = scene.nodes.boxOf(id) as Box;
      paintNode(pen, look, place, sources.stateOf(id), detail, zoom, tokens);
    }
    const worded = zoom >= wordedZoom;
    if (worded) {
      const labels = scene.labels();
      for (const { id, look, dim } of edges) {
        const label = labels.get(id);
        if (label) paintLabel(pen, look, label, tokens, dim);
      }
    }
    const marks = scene.marks();
    if (marks.size === 0) return;
    for (const { id, dim } of edges) {
      const mark = marks.get(id);
      if (mark) paintEdgeMark(pen, scene.badgesOf(id), mark, !worded, zoom, tokens, dim);
    }
  }

  private paintLive(): void {
    const { live, sources } = this;
    this.liveDirty = false;
    if (!live) return;
    const moving = sources.moving();
    if (moving.size === 0) {
      live.style.display = 'none';
      return;
    }
    const { scene } = sources;
    const { zoom } = sources.viewport();
    const detail = zoom >= nearZoom ? 'near' : zoom >= flatZoom ? 'far' : 'flat';
    const routes = scene.preview(moving);
    const mounted = sources.mounted();
    const boxes: Box[] = [...routes.values()].map(edgeBounds);
    const rim = Math.max(16, farMarkRadius(zoom));
    for (const [id, box] of moving) {
      if (scene.frames.has(id)) boxes.push({ ...box, y: box.y - tabHeight / zoom, height: box.height + tabHeight / zoom });
      else if (!mounted.has(id))
        boxes.push({ x: box.x - rim, y: box.y - rim, width: box.width + 2 * rim, height: box.height + 2 * rim });
    }
    const all = union(boxes);
    if (!all) {
      live.style.display = 'none';
      return;
    }
    const edges = this.liveEdges(routes);
    const labels =
      zoom >= wordedZoom
        ? edges.flatMap(({ id, look, route }) =>
            look.chips.length > 0 || look.text !== '' ? [{ id, look, label: labelAnyway(route, look) }] : [],
          )
        : [];
    const marks = edges.flatMap(({ id, route }) => {
      const badges = scene.badgesOf(id);
      const label = labels.find((each) => each.id === id)?.label;
      return badges.length === 0 ? [] : [{ badges, mark: placeMark(route, label, badges, () => undefined) }];
    });
    const reach = union([
      all,
      ...[...labels.map(({ label }) => label), ...marks.map(({ mark }) => mark)].flatMap((middled) =>
        middled
          ? [
              {
                x: middled.x - middled.width / 2 - 4,
                y: middled.y - middled.height / 2 - 4,
                width: middled.width + 8,
                height: middled.height + 8,
              },
            ]
          : [],
      ),
    ]) as Box;
    const pen = this.liveContext(live, intersected(reach, visibleBox(sources.viewport(), sources.size())), zoom);
    if (!pen) return;
    const tokens = sources.tokens();
    for (const [id, box] of moving) {
      const look = scene.lookOf(id);
      if (look && scene.frames.has(id)) paintFrame(pen, look, box, sources.stateOf(id), zoom, tokens);
    }
    if (detail === 'near') paintEdges(pen, edges, tokens, sources.curve());
    else paintFarEdges(pen, edges, tokens, zoom, detail === 'far');
    for (const [id, box] of moving) {
      const look = scene.lookOf(id);
      if (look && !mounted.has(id) && !scene.frames.has(id)) paintNode(pen, look, box, sources.stateOf(id), detail, zoom, tokens);
    }
    for (const { look, label } of labels) if (label) paintLabel(pen, look, label, tokens);
    for (const { badges, mark } of marks) paintEdgeMark(pen, badges, mark, zoom < wordedZoom, zoom, tokens);
  }

  private liveEdges(routes: ReadonlyMap<Id, Route>): EdgeToPaint[] {
    const edges: EdgeToPaint[] = [];
    for (const [id, route] of routes) {
      const { scene } = this.sources;
      const look = scene.edgeLookOf(id);
      const edge = scene.drawing.edges.get(id);
      const moving = this.sources.moving();
      // Arrows that lead out of what is copied are not copied.
      if (this.sources.copying() && edge && !(moving.has(edge.from) && moving.has(edge.to))) continue;
      if (look) edges.push({ id, route, look, dim: false });
    }
    return edges;
  }

  /** The live canvas placed over a part of the drawing; it grows in steps, because a new size means a new bitmap. */
  private liveContext(live: HTMLCanvasElement, part: Box | undefined, zoom: number): Pen | undefined {
    if (!part) {
      live.style.display = 'none';
      return undefined;
    }
    const ratio = devicePixelRatio;
    const scale = ratio * zoom;
    const wide = Math.ceil((part.width * scale) / 128 + 0.05) * 128;
    const high = Math.ceil((part.height * scale) / 128 + 0.05) * 128;
    // Smaller is worth a new bitmap only when it saves much.
    if (live.width < wide || live.height < high || live.width * live.height > 3 * wide * high) {
      live.width = wide;
      live.height = high;
      live.style.width = `${wide / ratio}px`;
      live.style.height = `${high / ratio}px`;
    }
    // On whole pixels of the screen, so that lines are as sharp as in base.
    const { x, y } = this.sources.viewport();
    const left = (Math.floor(part.x * zoom + x) - x) / zoom;
    const top = (Math.floor(part.y * zoom + y) - y) / zoom;
    live.style.display = '';
    live.style.transform = `translate(${left}px,${top}px) scale(${1 / zoom})`;
    const context = live.getContext('2d');
    if (!context) return undefined;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.clearRect(0, 0, live.width, live.height);
    context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    return context as unknown as Pen;
  }
}

function intersected(a: Box, b: Box): Box | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const right = Math.min(a.x + a.width, b.x + b.width);
  const bottom = Math.min(a.y + a.height, b.y + b.height);
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : undefined;
}

/** Dots every two grid steps, fewer from afar, none where they would be grey noise. */
function paintGrid(context: CanvasRenderingContext2D, box: Box, zoom: number, tokens: Tokens): void {
  let step = 20;
  while (step * zoom < 16) step *= 2;
  if (zoom < 0.2) return;
  const dot = 1.5 / zoom;
  context.fillStyle = tokens.grid;
  context.beginPath();
  for (let x = Math.floor(box.x / step) * step; x < box.x + box.width; x += step) {
    for (let y = Math.floor(box.y / step) * step; y < box.y + box.height; y += step)
      context.rect(x - dot / 2, y - dot / 2, dot, dot);
  }
  context.fill();
}
