import type { Id } from '#base/ids.ts';
import { type Art, type Badge, farArt, nodeArt } from './art.ts';
import { type Curve, edgeArt, edgePath, labelArt } from './edge-art.ts';
import type { EdgeLabel } from './edge-labels.ts';
import type { Box } from './geometry.ts';
import { outline, roundedBox } from './glyphs.ts';
import { kindWords, words } from './labels.ts';
import type { EdgeLook, Ink, Look } from './look.ts';
import { clipped, textWidth } from './metrics.ts';
import { type Pen, paintArt, paintShape, trace } from './painter.ts';
import { boundsOfPoints, type Route } from './routing.ts';
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
  const art = (far ? farArt : nodeArt)(look, [w, h], state);
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
}

export const tabHeight = 24;
const tabSize = 13;

/** The tab with a context's name, which keeps its size on the screen whatever the zoom; undefined where it would be a crumb. */
export function tabOf(look: Look, box: Box, zoom: number): (Box & { readonly text: string }) | undefined {
  const name = look.title === '' ? words.nameless(kindWords.context) : look.title;
  const full = look.detail === '' ? name : `${name} · ${look.detail}`;
  const room = Math.max(box.width * zoom, 0);
  if (room < 36) return undefined;
  const text = clipped(full, room - 20, tabSize, 600);
  const width = Math.min(room, Math.ceil(textWidth(text, tabSize, 600)) + 20);
  return { x: box.x, y: box.y - tabHeight / zoom, width: width / zoom, height: tabHeight / zoom, text };
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
  paintShape(pen, { type: 'text', x: 10, y: 16.5, text: tab.text, size: tabSize, weight: 600, ink }, tokens, alpha);
  pen.restore();
  const [worst] = state.badges;
  if (worst) {
    pen.save();
    pen.translate(tab.x + tab.width, tab.y);
    pen.scale(s, s);
    const tints = { error: 'errorTint', warning: 'warningTint', info: 'infoTint' } as const;
    paintShape(
      pen,
      { type: 'path', d: roundedBox(4, 3, 22, 18, 9), fill: tints[worst.severity], stroke: worst.severity, width: 1.25 },
      tokens,
      alpha,
    );
    paintShape(
      pen,
      { type: 'text', x: 12, y: 16, text: String(worst.count), size: 11, weight: 700, ink: worst.severity },
      tokens,
      alpha,
    );
    pen.restore();
  }
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
