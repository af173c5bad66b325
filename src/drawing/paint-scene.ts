import type { Id } from '#base/ids.ts';
import { type Art, type Badge, badgeArt, badgesRight, badgesWidth, farArt, farMark, nodeArt } from './art.ts';
import { type Curve, edgeArt, edgePath, labelArt } from './edge-art.ts';
import type { EdgeLabel, EdgeMark } from './edge-labels.ts';
import type { Box } from './geometry.ts';
import { outline, roundedBox } from './glyphs.ts';
import type { EdgeLook, Ink, Look } from './look.ts';
import { type Pen, paintArt, paintShape, trace } from './painter.ts';
import { boundsOfPoints, type Route } from './routing.ts';
import { tabHeight, tabOf, tabTextSize } from './tab.ts';
import type { Tokens } from './tokens.ts';

/** Where drawing gives up detail: names only, then shapes only. */
export type Detail = 'near' | 'far' | 'flat';

export interface NodeState {
  readonly selected: boolean;
  readonly dim: boolean;
  readonly lifted: boolean;
  readonly highlight: 'same' | 'differs' | 'only' | undefined;
  readonly held: string | undefined;
  readonly badges: readonly Badge[];
}

interface Kept {
  readonly w: number;
  readonly h: number;
  readonly far: boolean;
  readonly state: Pick<NodeState, 'selected' | 'badges' | 'highlight'>;
  readonly art: Art;
}

const arts = new WeakMap<Look, Kept>();

/** The art of a node, made anew only when its look, size, marks or distance changed. */
export function artOf(look: Look, { width: w, height: h }: Box, state: Kept['state'], far: boolean): Art {
  const known = arts.get(look);
  if (known && known.w === w && known.h === h && known.far === far && sameState(known.state, state)) return known.art;
  const art = far ? farArt(look, [w, h]) : nodeArt(look, [w, h], state);
  arts.set(look, { w, h, far, state, art });
  return art;
}

function sameState(a: Kept['state'], b: Kept['state']): boolean {
  return a.selected === b.selected && a.badges === b.badges && a.highlight === b.highlight;
}

/** How far a node steps back: what is the same in both designs a little, what a gesture can't use much. */
export function alphaOf({ dim, highlight }: Pick<NodeState, 'dim' | 'highlight'>): number {
  return dim ? 0.32 : highlight === 'same' ? 0.6 : 1;
}

/** Lines round a node: selection, somebody else's selection, difference; from the inside out. */
export function ringsOf(state: NodeState): {
  readonly colour: Ink | undefined;
  readonly held: string | undefined;
  readonly gap: number;
  readonly width: number;
  readonly dash: boolean;
}[] {
  const rings: { colour: Ink | undefined; held: string | undefined; gap: number; width: number; dash: boolean }[] = [];
  const add = (colour: Ink | undefined, held: string | undefined, width: number, dash: boolean) =>
    rings.push({ colour, held, gap: 4 + rings.length * 4, width, dash });
  if (state.highlight === 'differs') add('warning', undefined, 3, false);
  if (state.highlight === 'only') add('info', undefined, 3, true);
  if (state.selected) add('focus', undefined, 2, false);
  else if (state.lifted) add('border', undefined, 1.5, false);
  if (state.held !== undefined) add(undefined, state.held, 2, false);
  return rings;
}

/** Outline of a ring around a silhouette. */
export function ringPath(look: Look, box: Pick<Box, 'width' | 'height'>, gap: number): string {
  return outline(look.silhouette, box.width + 2 * gap, box.height + 2 * gap);
}

export function paintNode(pen: Pen, look: Look, box: Box, state: NodeState, detail: Detail, zoom: number, tokens: Tokens): void {
  const alpha = alphaOf(state);
  if (detail === 'flat') {
    pen.globalAlpha = alpha;
    pen.fillStyle = tokens[look.solid ?? look.ink];
    pen.beginPath();
    trace(pen, roundedBox(box.x, box.y, box.width, box.height, 8));
    pen.fill();
    pen.globalAlpha = 1;
  } else paintArt(pen, artOf(look, box, state, detail === 'far'), box.x, box.y, box.width, box.height, tokens, alpha);
  for (const ring of ringsOf(state)) {
    const scale = Math.max(1, 1 / zoom);
    const gap = ring.gap * Math.min(scale, 2.5);
    pen.save();
    pen.translate(box.x - gap, box.y - gap);
    pen.strokeStyle = ring.held ?? tokens[ring.colour ?? 'focus'];
    pen.lineWidth = ring.width * scale;
    if (ring.dash) pen.setLineDash([6 * scale, 4 * scale]);
    pen.lineJoin = 'round';
    pen.beginPath();
    trace(pen, ringPath(look, box, gap));
    pen.stroke();
    pen.restore();
  }
  const [worst] = state.badges;
  if (detail !== 'near' && worst) paintFarMark(pen, worst, farMarkOf(look, box), zoom, tokens, alpha);
}

/** Where the findings of a node are marked from afar. */
export function farMarkOf(look: Look, box: Box): { readonly x: number; readonly y: number } {
  return { x: box.x + badgesRight(look.silhouette, box.width), y: box.y + 2 };
}

/** Radius of a mark of findings from afar, in canvas units: on the screen about the same, smaller only where all is tiny. */
export function farMarkRadius(zoom: number): number {
  return Math.min(8.5, Math.max(4, zoom * 60)) / zoom;
}

export function paintFarMark(
  pen: Pen,
  worst: Badge,
  { x, y }: { readonly x: number; readonly y: number },
  zoom: number,
  tokens: Tokens,
  alpha = 1,
): void {
  const radius = farMarkRadius(zoom);
  pen.save();
  pen.translate(x, y);
  pen.scale(radius, radius);
  pen.lineCap = 'round';
  for (const shape of farMark(worst.severity, radius * zoom > 5)) paintShape(pen, shape, tokens, alpha);
  pen.restore();
}

/** The marks of findings of an arrow: pills beside its label, from afar a disc on its line. */
export function paintEdgeMark(
  pen: Pen,
  badges: readonly Badge[],
  mark: EdgeMark,
  far: boolean,
  zoom: number,
  tokens: Tokens,
  dim = false,
): void {
  const [worst] = badges;
  if (!worst) return;
  const alpha = dim ? 0.3 : 1;
  if (far) {
    paintFarMark(pen, worst, mark.on, zoom, tokens, alpha);
    return;
  }
  pen.save();
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.textBaseline = 'alphabetic';
  for (const shape of badgeArt(badges, mark.x + mark.width / 2, mark.y)) paintShape(pen, shape, tokens, alpha);
  pen.restore();
}

export function paintFrame(pen: Pen, look: Look, box: Box, state: NodeState, zoom: number, tokens: Tokens): void {
  const alpha = alphaOf(state);
  const line = Math.max(1, 1 / zoom);
  const outlined = roundedBox(box.x, box.y, box.width, box.height, 10);
  paintShape(
    pen,
    { type: 'path', d: outlined, fill: state.lifted ? 'focus' : 'ink', opacity: state.lifted ? 0.08 : 0.035 },
    tokens,
    alpha,
  );
  const accent: Ink =
    state.selected || state.lifted
      ? 'focus'
      : state.highlight === 'differs'
        ? 'warning'
        : state.highlight === 'only'
          ? 'info'
          : 'border';
  const strong = accent !== 'border' || state.lifted;
  const dash = look.open ? { dash: [8 * line, 6 * line] } : {};
  paintShape(pen, { type: 'path', d: outlined, stroke: accent, width: strong ? 2 * line : line, ...dash }, tokens, alpha);
  if (state.held !== undefined) {
    pen.strokeStyle = state.held;
    pen.lineWidth = 2 * line;
    pen.beginPath();
    trace(pen, roundedBox(box.x - 4 * line, box.y - 4 * line, box.width + 8 * line, box.height + 8 * line, 12));
    pen.stroke();
  }
  const tab = tabOf(look, box, zoom);
  if (!tab) return;
  const s = 1 / zoom;
  pen.save();
  pen.translate(tab.x, tab.y);
  pen.scale(s, s);
  pen.globalAlpha = alpha;
  const width = tab.width * zoom;
  const d = `M0 ${tabHeight}L0 6Q0 0 6 0L${width - 6} 0Q${width} 0 ${width} 6L${width} ${tabHeight}Z`;
  paintShape(pen, { type: 'path', d, fill: state.selected ? 'focus' : 'neutralTint', stroke: accent, width: 1 }, tokens, alpha);
  const ink: Ink = state.selected ? 'onFocus' : look.title === '' ? 'muted' : 'ink';
  paintShape(pen, { type: 'text', x: 10, y: 16.5, text: tab.text, size: tabTextSize, weight: 600, ink }, tokens, alpha);
  pen.restore();
  if (state.badges.length === 0) return;
  pen.save();
  pen.translate(tab.x + tab.width, tab.y);
  pen.scale(s, s);
  pen.lineCap = 'round';
  for (const shape of badgeArt(state.badges, 4 + badgesWidth(state.badges), tabHeight / 2)) paintShape(pen, shape, tokens, alpha);
  pen.restore();
}

/** What the marks of a context's findings cover, behind its tab. */
export function tabBadgesBox(tab: Box, badges: readonly Badge[], zoom: number): Box {
  return { x: tab.x + tab.width + 4 / zoom, y: tab.y, width: badgesWidth(badges) / zoom, height: tab.height };
}

export interface EdgeToPaint {
  readonly id: Id;
  readonly route: Route;
  readonly look: EdgeLook;
  readonly dim: boolean;
  readonly highlight?: NodeState['highlight'];
}

/** Arrows with rounded corners, heads and tails. */
export function paintEdges(pen: Pen, edges: Iterable<EdgeToPaint>, tokens: Tokens, curve: Curve): void {
  pen.save();
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const { route, look, dim, highlight } of edges) {
    if (highlight === 'differs' || highlight === 'only') {
      const d = edgePath(route, look, curve);
      paintShape(pen, { type: 'path', d, stroke: highlight === 'differs' ? 'warning' : 'info', width: 9, opacity: 0.35 }, tokens);
    }
    // Dashes get straight ends: round ones would close the gaps of a dotted line.
    pen.lineCap = look.dash.length > 0 && look.kind !== 'deadLetters' ? 'butt' : 'round';
    for (const shape of edgeArt(route, look, curve)) paintShape(pen, shape, tokens, dim ? 0.2 : highlight === 'same' ? 0.5 : 1);
  }
  pen.restore();
}

/** Arrows from afar: plain lines, one stroke per colour, and heads as long as they can be told apart. */
export function paintFarEdges(pen: Pen, edges: Iterable<EdgeToPaint>, tokens: Tokens, zoom: number, heads: boolean): void {
  const groups = new Map<string, EdgeToPaint[]>();
  for (const edge of edges) {
    const key = `${edge.look.kind} ${edge.dim}`;
    const group = groups.get(key);
    if (group) group.push(edge);
    else groups.set(key, [edge]);
  }
  const scale = Math.min(3, Math.max(1, 0.55 / zoom));
  pen.save();
  pen.lineJoin = 'round';
  for (const group of groups.values()) {
    const { look, dim } = group[0] as EdgeToPaint;
    pen.globalAlpha = dim ? 0.15 : heads ? 1 : 0.6;
    pen.strokeStyle = tokens[look.ink];
    pen.fillStyle = tokens[look.ink];
    pen.lineWidth = Math.max(look.width * scale * 0.8, 0.9 / zoom);
    if (look.dash.length > 0 && heads) pen.setLineDash(look.dash.map((each) => each * scale));
    pen.beginPath();
    for (const { route } of group) {
      const { points } = route;
      for (let i = 0; i < points.length; i++) {
        const point = points[i] as { x: number; y: number };
        if (i === 0) pen.moveTo(point.x, point.y);
        else pen.lineTo(point.x, point.y);
      }
    }
    pen.stroke();
    pen.setLineDash([]);
    if (!heads) continue;
    const size = 11 * scale * 0.85;
    pen.beginPath();
    for (const { route } of group) {
      const { x, y, side } = route.to;
      const [ox, oy] = side === 'left' ? [-1, 0] : side === 'right' ? [1, 0] : side === 'top' ? [0, -1] : [0, 1];
      pen.moveTo(x, y);
      pen.lineTo(x + (ox * size - oy * size * 0.5), y + (oy * size - ox * size * 0.5));
      pen.lineTo(x + (ox * size + oy * size * 0.5), y + (oy * size + ox * size * 0.5));
      pen.closePath();
    }
    pen.fill();
  }
  pen.restore();
}

export function paintLabel(pen: Pen, look: EdgeLook, label: EdgeLabel, tokens: Tokens, dim = false): void {
  pen.save();
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.textBaseline = 'alphabetic';
  for (const shape of labelArt(look, label)) paintShape(pen, shape, tokens, dim ? 0.3 : 1);
  pen.restore();
}

/** What an edge covers, with its head and label-free. */
export function edgeBounds(route: Route): Box {
  const box = boundsOfPoints(route.points);
  return { x: box.x - 8, y: box.y - 8, width: box.width + 16, height: box.height + 16 };
}
