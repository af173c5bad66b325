import type { Id } from '#base/ids.ts';
import { boxOf, union } from '#drawing/geometry.ts';
import { type Places, placeMissing } from '#drawing/placement.ts';
import { pinnedIn, settle } from '#drawing/settle.ts';
import type { Design, Position } from '#model/design.ts';
import { moving } from '../actions/move.ts';

/** What a layout of some elements, or of all, may move: not what is pinned, and not what stands in it. */
export function movableIn(design: Design, only?: Iterable<Id>): Set<Id> {
  const pinned = pinnedIn(design);
  return new Set([...(only === undefined ? design.elements.keys() : moving(design, only))].filter((id) => !pinned.has(id)));
}

/** A computed layout as it fits into the design as it is now: around what is pinned, not chosen, or has come meanwhile. */
export function fitted(design: Design, laid: Places, only?: Iterable<Id>): Places {
  const movable = new Set([...movableIn(design, only)].filter((id) => laid.positions.has(id)));
  return movable.size === design.elements.size ? laid : settle(design, laid, movable);
}

/**
 * Places for some elements as if they had just come: near what they are joined to, where nothing else stands. What has no place gets one
 * too; all else stays.
 */
export function placesAnew(design: Design, ids: Iterable<Id>): Places {
  const pinned = pinnedIn(design);
  const chosen = movableIn(design, ids);
  // A context goes with all that it holds or not at all.
  const anew = new Set([...chosen].filter((id) => [...moving(design, [id])].every((inner) => !pinned.has(inner))));
  const rest: Design = { ...design, positions: new Map([...design.positions].filter(([id]) => !anew.has(id))) };
  const found = placeMissing(rest);
  const all = found.positions.size === design.elements.size;
  return all ? fromCorner(design, found) : settle(rest, found, new Set(found.positions.keys()));
}

/** With its upper left corner where that of the design is. */
function fromCorner(design: Design, { positions, sizes }: Places): Places {
  const before = union([...design.elements.keys()].flatMap((id) => boxOf(design, id) ?? []));
  const after = union([...design.elements.keys()].flatMap((id) => boxOf({ ...design, positions, sizes }, id) ?? []));
  const [dx, dy] = before && after ? [before.x - after.x, before.y - after.y] : [0, 0];
  return { positions: new Map([...positions].map(([id, [x, y]]) => [id, [x + dx, y + dy] as Position])), sizes };
}
