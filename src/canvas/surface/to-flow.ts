import type { Id } from '#base/ids.ts';
import type { Badge } from '#drawing/art.ts';
import type { Box } from '#drawing/geometry.ts';
import type { Look } from '#drawing/look.ts';
import { spokenName } from '#drawing/look.ts';
import { type Design, type Edge, nameOf, type Size } from '#model/design.ts';
import { edgeKinds } from '#model/kinds/index.ts';
import { labels } from './labels.ts';

export type Highlight = 'same' | 'differs' | 'only';

/** All that a node component needs, as one value that is replaced when something about it changes. */
export interface Face {
  readonly id: Id;
  readonly look: Look;
  readonly size: Size;
  /** Seen from afar it is the canvas that draws it: the page holds it for its name alone. */
  readonly far: boolean;
  readonly badges: readonly Badge[];
  readonly selected: boolean;
  /** Pushed back while something else matters: an illegal target, an element that is the same in both designs. */
  readonly dim: boolean;
  /** Brought forward: the end of a hovered arrow, the target under the pointer. */
  readonly lifted: boolean;
  readonly highlight: Highlight | undefined;
  /** Colour of the person who has it selected. */
  readonly held: string | undefined;
}

/** A node as the flow adapter takes it; structurally React Flow's, without its types. */
export interface FlowNode {
  readonly id: Id;
  readonly position: { readonly x: number; readonly y: number };
  readonly size: Size;
  readonly label: string;
  /** Of its element in the page; a page may show the same design twice. */
  readonly domId: string;
  readonly face: Face;
}

/** What faces are made from: read, never written. */
export interface FaceSources {
  readonly design: Design;
  lookOf(id: Id): Look | undefined;
  boxOf(id: Id): Box | undefined;
  badgesOf(id: Id): readonly Badge[];
  readonly far: boolean;
  readonly selection: ReadonlySet<Id>;
  readonly lifted: ReadonlySet<Id>;
  /** Undefined: nothing is dimmed. */
  readonly bright: ReadonlySet<Id> | undefined;
  readonly highlights: ReadonlyMap<Id, Highlight> | undefined;
  readonly held: ReadonlyMap<Id, string>;
  domIdOf(id: Id): string;
}

export function faceOf(sources: FaceSources, id: Id): Face | undefined {
  const look = sources.lookOf(id);
  const box = sources.boxOf(id);
  if (!look || !box) return undefined;
  const highlight = sources.highlights?.get(id);
  return {
    id,
    look,
    size: [box.width, box.height],
    far: sources.far,
    badges: sources.badgesOf(id),
    selected: sources.selection.has(id),
    dim: sources.bright !== undefined && !sources.bright.has(id),
    lifted: sources.lifted.has(id),
    highlight,
    held: sources.held.get(id),
  };
}

function sameFace(a: Face, b: Face): boolean {
  return (
    a.look === b.look &&
    a.size[0] === b.size[0] &&
    a.size[1] === b.size[1] &&
    a.far === b.far &&
    a.badges === b.badges &&
    a.selected === b.selected &&
    a.dim === b.dim &&
    a.lifted === b.lifted &&
    a.highlight === b.highlight &&
    a.held === b.held
  );
}

/**
 * The nodes that are to be in the page, in the order of the design. Nodes and faces keep their identity unless something about
 * them changed; the list itself too, so that nothing is rendered for nothing.
 */
export function flowNodes(before: readonly FlowNode[], ids: readonly Id[], sources: FaceSources): readonly FlowNode[] {
  const old = new Map(before.map((node) => [node.id, node] as const));
  const next: FlowNode[] = [];
  for (const id of ids) {
    const face = faceOf(sources, id);
    const box = sources.boxOf(id);
    if (!face || !box) continue;
    const was = old.get(id);
    const label = ariaLabel(sources, id);
    const same = was !== undefined && sameFace(was.face, face);
    if (same && was.position.x === box.x && was.position.y === box.y && was.label === label) next.push(was);
    else
      next.push({
        id,
        position: { x: box.x, y: box.y },
        size: face.size,
        label,
        domId: sources.domIdOf(id),
        face: same ? was.face : face,
      });
  }
  return next.length === before.length && next.every((node, i) => node === before[i]) ? before : next;
}

/** "topic orders.placed, 2 in, 3 out, 1 warning" */
export function ariaLabel(sources: Pick<FaceSources, 'design' | 'badgesOf' | 'lookOf'>, id: Id): string {
  const element = sources.design.elements.get(id);
  if (!element) return '';
  const name = spokenName(sources.design, element);
  // A context among the nodes is collapsed.
  const inside = element.kind === 'context' ? `, ${sources.lookOf(id)?.detail}` : '';
  return withFindings(name + inside, sources.badgesOf(id));
}

/** "billing consumes from orders, 1 error" */
export function spokenEdge({ design, badgesOf }: Pick<FaceSources, 'design' | 'badgesOf'>, edge: Edge): string {
  const sentence = `${nameOf(design, edge.from)} ${edgeKinds[edge.kind].verb} ${nameOf(design, edge.to)}`;
  return withFindings(sentence, badgesOf(edge.id));
}

function withFindings(name: string, badges: readonly Badge[]): string {
  const of = (severity: Badge['severity']) => badges.find((badge) => badge.severity === severity)?.count ?? 0;
  const findings = labels.findings(of('error'), of('warning'), of('info'));
  return findings === '' ? name : `${name}, ${findings}`;
}

/** How far beyond the window nodes are kept in the page, as a share of its size. */
const padding = 1 / 3;
/** Below this zoom nodes are drawn on the canvas only: hundreds would be on the screen. */
export const nearZoom = 0.4;
/** Below this zoom arrows have no labels, and their findings are discs on their lines. */
export const wordedZoom = 0.5;
/** Below this zoom names are not readable any more. */
export const flatZoom = 0.13;
const most = 400;

/** Which nodes are to be in the page: those near the window, and those that something is being done with. */
export function mountedIds(
  zoom: number,
  seen: Box,
  find: (box: Box) => readonly Id[],
  kept: Iterable<Id>,
  has: (id: Id) => boolean,
): readonly Id[] {
  if (zoom < nearZoom) {
    // The one that is selected stays in the page, unseen, so that the canvas can name it to a screen reader.
    const [only, ...others] = kept;
    return only !== undefined && others.length === 0 && has(only) ? [only] : [];
  }
  const dx = seen.width * padding;
  const dy = seen.height * padding;
  const ids = new Set(find({ x: seen.x - dx, y: seen.y - dy, width: seen.width + 2 * dx, height: seen.height + 2 * dy }));
  let count = 0;
  for (const id of kept) if (has(id) && count++ < most) ids.add(id);
  return [...ids];
}
