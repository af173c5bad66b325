import type { Id } from '#base/ids.ts';
import { type Design, type Element, type Position, parentOf, type Size } from '#model/design.ts';
import { Boxes } from './boxes.ts';
import { type Box, boxOf, contains, sizeOf, snap, union } from './geometry.ts';
import { contextPadding, freeSpot, type Places } from './placement.ts';

/** What people have pinned, and all that stands in it. */
export function pinnedIn(design: Design): Set<Id> {
  const found = new Set<Id>();
  const pinned = (element: Element): boolean => {
    const parent = design.elements.get(parentOf(design, element));
    return element.props.pinned === 'yes' || (parent !== undefined && pinned(parent));
  };
  for (const element of design.elements.values()) if (pinned(element)) found.add(element.id);
  return found;
}

/**
 * Fits a computed layout in between what stays: everything but `movable` keeps its place, and what would cover it goes to the nearest free
 * spot. What is laid out around pinned elements comes along to where they stand. Contexts grow around what they hold. [P6] [P7]
 */
export function settle(design: Design, laid: Places, movable: ReadonlySet<Id>): Places {
  const settling = new Settling(design, laid, movable);
  settling.level('none', [0, 0]);
  return settling;
}

/** A context's title stands on top of its box. */
const tabHeight = 30;
const margin = 10;

function withTab(element: Element, box: Box): Box {
  return element.kind === 'context' ? { ...box, y: box.y - tabHeight, height: box.height + tabHeight } : box;
}

class Settling implements Places {
  readonly positions = new Map<Id, Position>();
  readonly sizes = new Map<Id, Size>();
  private readonly members = new Map<Id | 'none', Element[]>();
  private readonly moved = new Map<Id, boolean>();
  private readonly design: Design;
  private readonly laid: Places;
  private readonly movable: ReadonlySet<Id>;

  constructor(design: Design, laid: Places, movable: ReadonlySet<Id>) {
    this.design = design;
    this.laid = laid;
    this.movable = movable;
    for (const element of design.elements.values()) {
      const parent = parentOf(design, element);
      const siblings = this.members.get(parent);
      if (siblings) siblings.push(element);
      else this.members.set(parent, [element]);
    }
  }

  /** Settles what stands directly in a context; `by` is how far the layout around that context has been shifted. */
  level(parent: Id | 'none', by: Position): void {
    const members = this.members.get(parent) ?? [];
    const rest = members.filter((member) => !this.movesAsWhole(member));
    const taken = new Boxes();
    for (const member of rest) {
      const box = this.frameOf(member, by);
      if (box) taken.set(member.id, withTab(member, box));
    }
    const [dx, dy] = this.shiftOf(rest) ?? by;
    const homeless: [Element, Box][] = [];
    const put = (member: Element, [x, y]: Position, room: Box) => {
      taken.set(member.id, { ...room, x, y });
      const [left, top] = this.laid.positions.get(member.id) as Position;
      this.carry(member, x - left, y + (member.kind === 'context' ? tabHeight : 0) - top);
    };
    for (const member of members) {
      const at = this.movesAsWhole(member) ? this.laid.positions.get(member.id) : undefined;
      if (!at) continue;
      const [width, height] = this.laid.sizes.get(member.id) ?? sizeOf(this.design, member);
      const room = withTab(member, { x: snap(at[0] + dx), y: snap(at[1] + dy), width, height });
      if (taken.touching(room, margin).length === 0) put(member, [room.x, room.y], room);
      else homeless.push([member, room]);
    }
    // Whoever finds its place free keeps it; only then the others look for one.
    for (const [member, room] of homeless) put(member, freeSpot(room, room, taken), room);
  }

  /** The box of what does not move as a whole: where it is, around what has been settled in it. */
  private frameOf(member: Element, by: Position): Box | undefined {
    const now = boxOf(this.design, member.id);
    if (member.kind !== 'context' || !this.holdsMovable(member)) return now;
    this.level(member.id, by);
    const inner = union((this.members.get(member.id) ?? []).flatMap((each) => this.boxNow(each) ?? []));
    const stays = now !== undefined && !this.movable.has(member.id);
    if (!inner || (stays && contains(now, inner))) return now;
    const around = {
      x: snap(inner.x - contextPadding),
      y: snap(inner.y - contextPadding),
      width: snap(inner.width + 2 * contextPadding),
      height: snap(inner.height + 2 * contextPadding),
    };
    // One that is laid out itself fits what it holds; one that stays only grows.
    const box = stays ? (union([now, around]) ?? now) : around;
    if (now && box.x === now.x && box.y === now.y && box.width === now.width && box.height === now.height) return now;
    this.positions.set(member.id, [box.x, box.y]);
    this.sizes.set(member.id, [box.width, box.height]);
    return box;
  }

  private boxNow(member: Element): Box | undefined {
    const at = this.positions.get(member.id) ?? this.design.positions.get(member.id);
    if (!at) return undefined;
    const [width, height] = this.sizes.get(member.id) ?? sizeOf(this.design, member);
    return { x: at[0], y: at[1], width, height };
  }

  /** Takes an element, and all that stands in it, as far as it went from its place in the layout. */
  private carry(member: Element, dx: number, dy: number): void {
    const at = this.laid.positions.get(member.id);
    if (at) this.positions.set(member.id, [at[0] + dx, at[1] + dy]);
    const size = this.laid.sizes.get(member.id);
    if (size) this.sizes.set(member.id, size);
    if (member.kind === 'context') for (const inner of this.members.get(member.id) ?? []) this.carry(inner, dx, dy);
  }

  /** How far what stays stands from where the layout had it: the middle of all, so that one far away counts as one. */
  private shiftOf(rest: readonly Element[]): Position | undefined {
    const shifts = rest.flatMap((member) => {
      const box = this.boxNow(member);
      const laid = this.laid.positions.get(member.id);
      return box && laid ? [[box.x - laid[0], box.y - laid[1]] as const] : [];
    });
    if (shifts.length === 0) return undefined;
    const middle = (axis: 0 | 1) => shifts.map((shift) => shift[axis]).sort((a, b) => a - b)[(shifts.length - 1) >> 1] as number;
    return [snap(middle(0)), snap(middle(1))];
  }

  private movesAsWhole(member: Element): boolean {
    const known = this.moved.get(member.id);
    if (known !== undefined) return known;
    const whole = this.movable.has(member.id) && (this.members.get(member.id) ?? []).every((inner) => this.movesAsWhole(inner));
    this.moved.set(member.id, whole);
    return whole;
  }

  private holdsMovable(context: Element): boolean {
    return (this.members.get(context.id) ?? []).some((inner) => this.movable.has(inner.id) || this.holdsMovable(inner));
  }
}
