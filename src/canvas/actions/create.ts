import type { Id, MakeId } from '#base/ids.ts';
import { type Box, boxOf, contains, defaultSize, snap } from '#drawing/geometry.ts';
import type { Design, Element, Position } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { version } from '#model/kinds/version.ts';
import { propsWith, rowWith } from '#model/values.ts';
import type { Stencil } from '../editor.ts';

/** A new element of a stencil. A contract is born with its first version row, so that two people can add fields at once. */
export function elementFrom(stencil: Pick<Stencil, 'kind' | 'props'>, id: Id): Element {
  const rows = stencil.kind === 'contract' ? { versions: [rowWith(version, 'v1', 'a0')] } : {};
  return { id, kind: stencil.kind, props: propsWith(stencil.kind, { ...rows, ...stencil.props } as never) } as Element;
}

/** Edits that place a new element with its centre at a point, in the context that it is dropped into. */
export function creation(
  design: Design,
  stencil: Pick<Stencil, 'kind' | 'props'>,
  centre: Position,
  makeId: MakeId,
): { readonly id: Id; readonly edits: Edit[] } {
  const id = makeId();
  const [width, height] = defaultSize(stencil);
  const at: Position = [snap(centre[0] - width / 2), snap(centre[1] - height / 2)];
  const context = stencil.kind === 'note' ? undefined : contextAt(design, { x: at[0], y: at[1], width, height });
  const props = context === undefined ? stencil.props : { ...stencil.props, context };
  const edits: Edit[] = [
    { op: 'addElement', element: elementFrom({ kind: stencil.kind, props }, id) },
    { op: 'place', id, at },
  ];
  if (stencil.kind === 'context') edits.push({ op: 'resize', id, size: [width, height] });
  return { id, edits };
}

/**
 * The smallest context box that holds the whole of another box, leaving out some contexts (those that move along). One that is
 * drawn no larger than a node takes what has its middle on it: it is collapsed.
 */
export function contextAt(design: Design, box: Box, except: ReadonlySet<Id> = new Set()): Id | undefined {
  let best: Id | undefined;
  let area = Number.POSITIVE_INFINITY;
  const [, low] = defaultSize({ kind: 'service' });
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2, width: 0, height: 0 };
  for (const element of design.elements.values()) {
    if (element.kind !== 'context' || except.has(element.id)) continue;
    const outer = boxOf(design, element.id);
    if (!outer || !contains(outer, outer.height <= low ? middle : box) || outer.width * outer.height >= area) continue;
    best = element.id;
    area = outer.width * outer.height;
  }
  return best;
}
