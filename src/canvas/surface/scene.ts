import type { Id } from '#base/ids.ts';
import { type Badge, badgesWidth } from '#drawing/art.ts';
import { Boxes } from '#drawing/boxes.ts';
import type { Link, Stop } from '#drawing/course.ts';
import { type EdgeLabel, type EdgeMark, placeLabels, placeMarks } from '#drawing/edge-labels.ts';
import { type Box, boxOf, union } from '#drawing/geometry.ts';
import { silhouetteOf } from '#drawing/glyphs.ts';
import { type EdgeLook, edgeLookOf, type Look, lookOf } from '#drawing/look.ts';
import type { Places } from '#drawing/placement.ts';
import { type Route, Router } from '#drawing/routing.ts';
import { tabOf, usualTab } from '#drawing/tab.ts';
import { changedIds, type Design, type Element, emptyDesign } from '#model/design.ts';
import { sameValue } from '#model/values.ts';
import type { ShownFinding } from '../findings/checking.ts';
import type { Collapse, Collapsed } from './collapsed.ts';

export interface SceneChange {
  /** Nodes that look different or stand elsewhere, came or went. */
  readonly nodes: ReadonlySet<Id>;
  readonly edges: ReadonlySet<Id>;
}

const nobody: ReadonlySet<Id> = new Set();
const noBadges: readonly Badge[] = [];

/** The design without what has no place; the same one where everything has one. */
function placedAlready(design: Design): Design {
  for (const id of design.elements.keys())
    if (!design.positions.has(id))
      return { ...design, elements: new Map([...design.elements].filter(([each]) => design.positions.has(each))) };
  return design;
}

/**
 * What there is to draw: a design with a place for everything, the look of each record, the course of each edge, and
 * where to find them. Kept up to date by difference, so that one edit costs what it touches. Knows no React and no page.
 */
export class Scene {
  /** The design with places for what has none. */
  design: Design = emptyDesign;
  /** The design as it is drawn: a collapsed context is one element, and what it holds is not there. */
  drawing: Design = emptyDesign;
  /** Undefined while no context is collapsed. */
  collapse: Collapse | undefined;
  collapsed: Collapsed | undefined;
  /** Nodes, collapsed contexts among them, and contexts, by where they are. */
  readonly nodes = new Boxes();
  readonly frames = new Boxes();
  /** Counts up with every change; tells caches that they are old. */
  version = 0;
  private placeMissing: ((design: Design) => Places) | undefined;
  private source: Design = emptyDesign;
  private places: Places = { positions: new Map(), sizes: new Map() };
  private readonly router = new Router();
  private readonly looks = new Map<Id, Look>();
  private readonly edgeLooks = new Map<Id, EdgeLook>();
  private badges = new Map<Id, readonly Badge[]>();
  private labelled: { version: number; labels: Map<Id, EdgeLabel> } = { version: -1, labels: new Map() };
  private marked: { version: number; marks: Map<Id, EdgeMark> } = { version: -1, marks: new Map() };

  get routes(): ReadonlyMap<Id, Route> {
    return this.router.routes;
  }

  /** `placeMissing` finds places for what has none; without it such elements wait, and are not drawn. */
  constructor(placeMissing?: (design: Design) => Places) {
    this.placeMissing = placeMissing;
  }

  /** Something has no place, and nothing is here that could find one. */
  waits = false;

  /** From the next update on what has no place gets one. */
  placeWith(placeMissing: (design: Design) => Places): void {
    this.placeMissing = placeMissing;
  }

  /** Takes over a new version of the design. */
  update(given: Design): SceneChange {
    const source = this.placeMissing ? given : placedAlready(given);
    this.waits = source !== given;
    const before = this.drawing;
    const changed = changedIds(this.source, source);
    const first = this.source === emptyDesign;
    this.source = source;
    this.place(source, changed);
    const was = this.collapsed;
    this.collapsed = this.collapse?.(this.design);
    const now = this.collapsed?.drawing ?? this.design;
    if (was || this.collapsed) for (const id of changedIds(before, now)) changed.add(id);
    this.drawing = now;
    const nodes = new Set<Id>();
    const stale = this.staleLooks(before, now, changed, first);
    const stops = new Map<Id, Stop | undefined>();
    const titles = new Map<Id, Box | undefined>();
    for (const id of changed) {
      const element = now.elements.get(id);
      if (!element) {
        if (before.elements.has(id)) {
          nodes.add(id);
          stops.set(id, undefined);
          titles.set(id, undefined);
          this.nodes.delete(id);
          this.frames.delete(id);
          this.looks.delete(id);
        }
        continue;
      }
      const box = boxOf(now, id) as Box;
      if (this.isFrame(element)) {
        if (!first) this.frames.set(id, box);
        titles.set(id, usualTab(lookOf(now, element), box));
        if (was?.nodes.has(id)) {
          this.nodes.delete(id);
          stops.set(id, undefined);
        }
      } else {
        if (element.kind === 'context') {
          this.frames.delete(id);
          titles.set(id, undefined);
        }
        if (!first) this.nodes.set(id, box);
        stops.set(id, {
          box,
          silhouette: silhouetteOf(element.kind, element.kind === 'channel' ? element.props.type : undefined),
        });
      }
      nodes.add(id);
    }
    if (first) this.loadAll(now);
    for (const id of stale) {
      const element = now.elements.get(id);
      if (!element) continue;
      const look = this.lookFor(element);
      const old = this.looks.get(id);
      if (old && sameValue(old, look)) continue;
      this.looks.set(id, look);
      nodes.add(id);
    }
    const edges = this.updateEdges(now, changed, stops, titles, stale);
    if (nodes.size > 0 || edges.size > 0) this.version++;
    return { nodes, edges };
  }

  private loadAll(design: Design): void {
    const boxes: [Id, Box][] = [];
    const frames: [Id, Box][] = [];
    for (const element of design.elements.values()) {
      const box = boxOf(design, element.id);
      if (box) (this.isFrame(element) ? frames : boxes).push([element.id, box]);
    }
    this.nodes.load(boxes);
    this.frames.load(frames);
  }

  /** Places for what has none stay as they are until something is added or removed. */
  private place(source: Design, changed: Set<Id>): void {
    let missing = false;
    for (const id of source.elements.keys()) {
      if (!source.positions.has(id)) {
        missing = true;
        break;
      }
    }
    if (!missing) {
      for (const id of this.places.positions.keys()) changed.add(id);
      this.places = { positions: new Map(), sizes: new Map() };
      this.design = source;
      return;
    }
    const known = [...source.elements.keys()].every((id) => source.positions.has(id) || this.places.positions.has(id));
    if (!known || this.places.positions.size === 0) this.places = this.placeMissing?.(source) ?? this.places;
    const positions = new Map(source.positions);
    const sizes = new Map(source.sizes);
    for (const [id, at] of this.places.positions) if (source.elements.has(id) && !positions.has(id)) positions.set(id, at);
    for (const [id, size] of this.places.sizes) if (source.elements.has(id) && !sizes.has(id)) sizes.set(id, size);
    const next: Design = { ...source, positions, sizes };
    for (const [id, at] of positions) if (!sameValue(this.design.positions.get(id), at)) changed.add(id);
    this.design = next;
  }

  /** Whose words may have changed: the records themselves, ends of changed edges, and who names a changed contract or broker. */
  private staleLooks(before: Design, now: Design, changed: ReadonlySet<Id>, first: boolean): ReadonlySet<Id> {
    if (first) return new Set(now.elements.keys());
    // What is inside of a collapsed context may be counted anew.
    const stale = new Set<Id>(this.collapsed?.nodes.keys());
    let named = false;
    for (const id of changed) {
      const old = before.elements.get(id);
      const element = now.elements.get(id);
      if (element !== old || !this.looks.has(id)) {
        if (element) stale.add(id);
        named = true;
      }
      for (const edge of [before.edges.get(id), now.edges.get(id)]) {
        if (!edge || before.edges.get(id) === now.edges.get(id)) continue;
        stale.add(edge.from);
        stale.add(edge.to);
      }
    }
    if (named) {
      for (const element of now.elements.values())
        if (element.kind === 'channel' || element.kind === 'saga') stale.add(element.id);
    }
    return stale;
  }

  private updateEdges(
    now: Design,
    changed: ReadonlySet<Id>,
    stops: ReadonlyMap<Id, Stop | undefined>,
    titles: ReadonlyMap<Id, Box | undefined>,
    stale: ReadonlySet<Id>,
  ): Set<Id> {
    const links = new Map<Id, Link | undefined>();
    let all = this.collapsed !== undefined;
    for (const id of stale) if (now.elements.get(id)?.kind === 'contract') all = true;
    for (const id of changed) {
      const edge = now.edges.get(id);
      if (edge) links.set(id, { id, from: edge.from, to: edge.to });
      else if (this.edgeLooks.has(id)) links.set(id, undefined);
    }
    const edges = this.router.update(stops, links, titles);
    for (const id of all ? new Set([...links.keys(), ...now.edges.keys()]) : links.keys()) {
      const edge = now.edges.get(id);
      if (!edge) {
        this.edgeLooks.delete(id);
        edges.add(id);
        continue;
      }
      const plain = edgeLookOf(this.design, edge);
      const look = this.collapsed?.edgeLook(edge, plain) ?? plain;
      const old = this.edgeLooks.get(id);
      if (old && sameValue(old, look)) continue;
      this.edgeLooks.set(id, look);
      edges.add(id);
    }
    return edges;
  }

  /** Takes over the marks of findings; gives the records whose marks changed. */
  mark(byRecord: ReadonlyMap<Id, readonly ShownFinding[]>): SceneChange {
    const next = new Map<Id, readonly Badge[]>();
    for (const [id, findings] of this.collapsed?.marks(byRecord) ?? byRecord) {
      const badges = badgesOf(findings);
      const old = this.badges.get(id);
      next.set(id, old && sameValue(old, badges) ? old : badges);
    }
    const nodes = new Set<Id>();
    const edges = new Set<Id>();
    for (const id of new Set([...next.keys(), ...this.badges.keys()])) {
      if (next.get(id) === this.badges.get(id)) continue;
      (this.design.edges.has(id) ? edges : nodes).add(id);
    }
    this.badges = next;
    if (nodes.size + edges.size > 0) this.version++;
    return { nodes, edges };
  }

  private isFrame({ id, kind }: Element): boolean {
    return kind === 'context' && !this.collapsed?.nodes.has(id);
  }

  /** Words come from the whole design: what a channel carries may be inside a collapsed context. */
  private lookFor(element: Element): Look {
    const look = lookOf(this.design, element);
    return this.collapsed?.look(element, look) ?? look;
  }

  /** What a record is drawn as: mostly itself. */
  drawnAs(id: Id): Id {
    return this.collapsed?.drawnAs(id) ?? id;
  }

  /** What a press on something that is drawn means: mostly itself. */
  meantBy(id: Id): Id {
    return this.collapsed?.meantBy(id) ?? id;
  }

  /** Whether an arrow is drawn where the design has it, so that its ends can be taken elsewhere. */
  isPlain(id: Id): boolean {
    return this.drawing.edges.get(id) === this.design.edges.get(id);
  }

  badgesOf(id: Id): readonly Badge[] {
    return this.badges.get(id) ?? noBadges;
  }

  lookOf(id: Id): Look | undefined {
    return this.looks.get(id);
  }

  edgeLookOf(id: Id): EdgeLook | undefined {
    return this.edgeLooks.get(id);
  }

  boxOf(id: Id): Box | undefined {
    return this.nodes.boxOf(id) ?? this.frames.boxOf(id);
  }

  edgesAt(id: Id): ReadonlySet<Id> {
    return this.router.edgesAt(id);
  }

  edgesNear(box: Box): Id[] {
    return this.router.near(box);
  }

  preview(boxes: ReadonlyMap<Id, Box>): Map<Id, Route> {
    return this.router.preview(boxes);
  }

  /** Labels of all edges, placed when they are first asked for after a change. */
  labels(): ReadonlyMap<Id, EdgeLabel> {
    if (this.labelled.version !== this.version) {
      const edges: { id: Id; route: Route; look: EdgeLook }[] = [];
      for (const [id, route] of this.router.routes) {
        const look = this.edgeLooks.get(id);
        if (look && (look.chips.length > 0 || look.text !== '')) edges.push({ id, route, look });
      }
      this.labelled = { version: this.version, labels: placeLabels(edges, this.nodes) };
    }
    return this.labelled.labels;
  }

  /** Where the findings of edges are marked, placed when they are first asked for after a change. */
  marks(): ReadonlyMap<Id, EdgeMark> {
    if (this.marked.version !== this.version) {
      const edges: { id: Id; route: Route; badges: readonly Badge[] }[] = [];
      for (const [id, badges] of this.badges) {
        const route = this.router.routes.get(id);
        if (route) edges.push({ id, route, badges });
      }
      const marks = edges.length > 0 ? placeMarks(edges, this.labels(), this.nodes) : new Map<Id, EdgeMark>();
      this.marked = { version: this.version, marks };
    }
    return this.marked.marks;
  }

  /** What the whole drawing takes up; contexts have their titles above them. */
  bounds(ids: Iterable<Id> = this.drawing.elements.keys()): Box | undefined {
    const boxes: Box[] = [];
    for (const record of ids) {
      const id = this.drawnAs(record);
      const edge = this.drawing.edges.get(id);
      for (const each of edge ? [edge.from, edge.to] : [id]) {
        const box = this.boxOf(each);
        if (box) boxes.push(this.frames.has(each) ? { ...box, y: box.y - 28, height: box.height + 28 } : box);
      }
    }
    return union(boxes);
  }

  /** Where there is room behind a context's title and the marks of its findings. */
  titleEnd(id: Id, zoom: number): number | undefined {
    const look = this.lookOf(id);
    const box = this.frames.boxOf(id);
    const tab = look && box && tabOf(look, box, zoom);
    const marks = badgesWidth(this.badgesOf(id));
    return tab && tab.x + tab.width + (marks > 0 ? marks + 6 : 2) / zoom;
  }

  /** Contexts from the outermost to the innermost, as they are painted. */
  framesIn(box: Box): Id[] {
    const area = (id: Id) => {
      const frame = this.frames.boxOf(id) as Box;
      return frame.width * frame.height;
    };
    return this.frames.touching(box).sort((a, b) => area(b) - area(a) || (a < b ? -1 : 1));
  }

  /** Nodes in the order of the design, so that what was drawn later lies on top. */
  inOrder(ids: Iterable<Id>): Id[] {
    const wanted = new Set(ids);
    if (wanted.size < 2) return [...wanted];
    const found: Id[] = [];
    for (const id of this.design.elements.keys()) if (wanted.has(id)) found.push(id);
    return found;
  }
}

const order = ['error', 'warning', 'info'] as const;

function badgesOf(findings: readonly ShownFinding[]): readonly Badge[] {
  const counts = new Map<Badge['severity'], number>();
  for (const finding of findings) {
    const severity = finding.severity === 'hint' ? 'info' : finding.severity;
    counts.set(severity, (counts.get(severity) ?? 0) + 1);
  }
  return order
    .flatMap((severity) => (counts.has(severity) ? [{ severity, count: counts.get(severity) as number }] : []))
    .slice(0, 2);
}

export { nobody };
