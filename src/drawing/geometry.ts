import type { Id } from '#base/ids.ts';
import type { Design, Element, Position, Size } from '#model/design.ts';

/** A rectangle in canvas units. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Everything snaps to this grid, in canvas units. */
export const grid = 10;

const node: Size = [190, 84];
const card: Size = [150, 84];

/** Size of a newly drawn element of a kind; only contexts and notes can be resized. */
export function defaultSize(element: Pick<Element, 'kind'>): Size {
  switch (element.kind) {
    case 'context':
      return [480, 320];
    case 'note':
      return [150, 90];
    case 'contract':
      return card;
    case 'saga':
      return [320, 84];
    case 'broker':
      return [150, 44];
    default:
      return node;
  }
}

export function sizeOf(design: Design, element: Element): Size {
  return (
    (element.kind === 'context' || element.kind === 'note' ? design.sizes.get(element.id) : undefined) ?? defaultSize(element)
  );
}

/** Where an element stands; undefined while it has no place (placement.ts finds one). */
export function boxOf(design: Design, id: Id): Box | undefined {
  const element = design.elements.get(id);
  const at = design.positions.get(id);
  if (!element || !at) return undefined;
  const [width, height] = sizeOf(design, element);
  return { x: at[0], y: at[1], width, height };
}

export function union(boxes: Iterable<Box>): Box | undefined {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return right >= left ? { x: left, y: top, width: right - left, height: bottom - top } : undefined;
}

export function centreOf(box: Box): Position {
  return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
}

export function touches(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

export function snap(value: number): number {
  return Math.round(value / grid) * grid;
}

/** The union of everything that has a place. */
export function boundsOf(design: Design, ids: Iterable<Id> = design.elements.keys()): Box | undefined {
  const boxes: Box[] = [];
  for (const id of ids) {
    const box = boxOf(design, id);
    if (box) boxes.push(box);
  }
  return union(boxes);
}
