import type { Id } from '#base/ids.ts';
import { badgeHeight, badgesRight, badgesWidth } from '#drawing/art.ts';
import type { Box } from '#drawing/geometry.ts';
import { farMarkOf, farMarkRadius, tabBadgesBox } from '#drawing/paint-scene.ts';
import { readable, tabOf } from '#drawing/tab.ts';
import type { Position } from '#model/design.ts';
import { cornerAt, distanceTo, edgeReach, type Hit, insideOutline, rimReach } from './hit.ts';
import type { Scene } from './scene.ts';
import { nearZoom, wordedZoom } from './to-flow.ts';

export interface FindOptions {
  readonly zoom: number;
  /** The one selected record: its grips come first. */
  readonly only: Id | undefined;
  /** A finger needs more room than a pointer. */
  readonly coarse: boolean;
}

/** What is under a point of the canvas, the topmost first: grips, nodes, arrows, borders and titles of contexts. */
export function find(scene: Scene, [x, y]: Position, { zoom, only, coarse }: FindOptions): Hit {
  const reach = (coarse ? 14 : edgeReach) / zoom;
  const grip = only === undefined ? undefined : gripAt(scene, only, [x, y], (coarse ? 16 : 7) / zoom, reach);
  if (grip) return grip;
  const badge = badgeAt(scene, x, y, zoom);
  if (badge !== undefined) return { on: 'badge', id: badge };
  const rim = zoom >= nearZoom ? rimReach / Math.max(zoom, 0.75) : 0;
  for (const id of scene.inOrder(scene.nodes.query(x - rim, y - rim, x + rim, y + rim)).reverse()) {
    const look = scene.lookOf(id);
    const box = scene.nodes.boxOf(id);
    if (!look || !box) continue;
    const { depth } = insideOutline(look.silhouette, box, x, y);
    if (depth >= -rim) return { on: 'node', id, rim: rim > 0 && depth < rim && look.kind !== 'note' && look.kind !== 'context' };
  }
  const edge = edgeAt(scene, x, y, reach);
  if (edge !== undefined) return { on: 'edge', id: edge };
  // From afar a title reaches beyond its context.
  const left = Math.max(reach, readable / zoom);
  const around = { x: x - left, y: y - reach, width: left + reach, height: 2 * reach + 28 / zoom };
  const frame = scene.framesIn(around).findLast((id) => isOnFrame(scene, id, x, y, zoom, reach));
  return frame === undefined ? { on: 'nothing' } : { on: 'context', id: frame };
}

function gripAt(scene: Scene, id: Id, [x, y]: Position, grip: number, reach: number): Hit | undefined {
  const route = scene.routes.get(id);
  if (route && scene.isPlain(id)) {
    const end = (['to', 'from'] as const).find((each) => Math.hypot(route[each].x - x, route[each].y - y) <= reach * 1.4);
    if (end) return { on: 'end', id, end };
  }
  const element = scene.design.elements.get(id);
  const box = element?.kind === 'note' ? scene.boxOf(id) : scene.frames.boxOf(id);
  const corner = box && cornerAt(box, x, y, grip);
  return corner ? { on: 'resize', id, corner } : undefined;
}

/** Marks of findings lie on top of everything: each is as large as it is drawn. */
function badgeAt(scene: Scene, x: number, y: number, zoom: number): Id | undefined {
  const round = farMarkRadius(zoom);
  const near = zoom >= nearZoom;
  const reach = near ? badgeHeight / 2 : round + 4;
  const within = (at: { readonly x: number; readonly y: number }) => Math.hypot(at.x - x, at.y - y) <= round;
  for (const id of scene.inOrder(scene.nodes.query(x - reach, y - reach, x + reach, y + reach)).reverse()) {
    const badges = scene.badgesOf(id);
    const look = scene.lookOf(id);
    const box = scene.nodes.boxOf(id);
    if (badges.length === 0 || !look || !box) continue;
    const right = box.x + badgesRight(look.silhouette, box.width);
    const pills = x <= right && x >= right - badgesWidth(badges) && Math.abs(y - box.y) <= badgeHeight / 2;
    if (near ? pills : within(farMarkOf(look, box))) return id;
  }
  const worded = zoom >= wordedZoom;
  for (const [id, mark] of scene.marks()) {
    const pills = Math.abs(x - mark.x) <= mark.width / 2 && Math.abs(y - mark.y) <= mark.height / 2;
    if (worded ? pills : within(mark.on)) return id;
  }
  for (const id of scene.frames.query(x - 400 / zoom, y, x, y + 28 / zoom)) {
    const badges = scene.badgesOf(id);
    const look = scene.lookOf(id);
    const box = scene.frames.boxOf(id);
    const tab = badges.length > 0 && look && box ? tabOf(look, box, zoom) : undefined;
    const area = tab && tabBadgesBox(tab, badges, zoom);
    if (area && x >= area.x && x <= area.x + area.width && y >= area.y && y <= area.y + area.height) return id;
  }
  return undefined;
}

function edgeAt(scene: Scene, x: number, y: number, reach: number): Id | undefined {
  let best: Id | undefined;
  let distance = reach;
  for (const id of scene.edgesNear({ x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach })) {
    const route = scene.routes.get(id);
    const away = route ? distanceTo(route.points, x, y) : Number.POSITIVE_INFINITY;
    if (away > distance) continue;
    best = id;
    distance = away;
  }
  return best;
}

/** A context is taken by its border or its title: what is inside of it is canvas. */
function isOnFrame(scene: Scene, id: Id, x: number, y: number, zoom: number, reach: number): boolean {
  const box = scene.frames.boxOf(id) as Box;
  const look = scene.lookOf(id);
  const tab = look && tabOf(look, box, zoom);
  if (tab && x >= tab.x && x <= tab.x + tab.width && y >= tab.y && y <= tab.y + tab.height) return true;
  return Math.abs(Math.min(x - box.x, y - box.y, box.x + box.width - x, box.y + box.height - y)) <= reach;
}
