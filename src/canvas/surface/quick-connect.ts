import type { Id } from '#base/ids.ts';
import { type Box, defaultSize, snap } from '#drawing/geometry.ts';
import type { Position } from '#model/design.ts';
import type { EdgeKind, ElementKind } from '#model/kind.ts';
import { elementKinds } from '#model/kinds/index.ts';
import { creation } from '../actions/create.ts';
import type { Board } from './board.ts';
import { edgeEdit, fittingKinds } from './joining.ts';
import { labels } from './labels.ts';
import type { Direction } from './walk.ts';

/** What usually comes next, or before: a channel after whoever sends, a service after a channel. */
const next: Partial<Record<ElementKind, Readonly<Record<'out' | 'in', EdgeKind>>>> = {
  service: { out: 'publishes', in: 'consumes' },
  processor: { out: 'publishes', in: 'consumes' },
  channel: { out: 'consumes', in: 'publishes' },
  store: { out: 'captures', in: 'writes' },
  connector: { out: 'publishes', in: 'captures' },
  external: { out: 'publishes', in: 'calls' },
};

const away = 150;
const beside = 56;
let last: { board: Board; origin: Id; made: Id; direction: Direction } | undefined;

/**
 * The next element in a direction and the arrow to it, in one step of undo. To the left it comes before: the arrow leads
 * here. With `siblings`, asked again from what it has just made, it adds beside that.
 */
export function quickConnectFrom(
  board: Board,
  from: Id,
  direction: Direction,
  options: { readonly siblings: boolean },
): Id | undefined {
  const { editor, scene } = board;
  const again =
    options.siblings &&
    last?.board === board &&
    last.made === from &&
    last.direction === direction &&
    scene.design.elements.has(last.origin);
  const origin = again && last ? last.origin : from;
  const element = scene.design.elements.get(origin);
  const box = scene.boxOf(origin);
  if (!element || !box) return undefined;
  const way = direction === 'left' ? 'in' : 'out';
  const fitting = fittingKinds(scene.design, origin, way);
  const likely = fitting.filter((each) => each.edge === next[element.kind]?.[way]);
  // A channel stays undecided until somebody decides; of services and the like the plain one comes first.
  const chosen = likely.find((each) => Object.keys(each.props).length === 0) ?? likely[0] ?? fitting[0];
  if (!chosen) {
    editor.say(labels.nothingFits(element.kind));
    return undefined;
  }
  const made = creation(scene.drawing, chosen, freeBeside(board, box, direction, defaultSize(chosen)), editor.makeId);
  const [start, end] = way === 'out' ? [origin, made.id] : [made.id, origin];
  editor.document.endStep();
  if (!editor.perform([...made.edits, edgeEdit(chosen.edge, start, end, editor.makeId())], { select: [made.id] }))
    return undefined;
  last = { board, origin, made: made.id, direction };
  board.view.reveal([made.id]);
  editor.say(labels.created(elementKinds[chosen.kind].label));
  return made.id;
}

/** The middle of the nearest free place in a direction: straight ahead, or as far aside as it takes. */
function freeBeside(board: Board, box: Box, direction: Direction, [width, height]: readonly [number, number]): Position {
  const level = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  const x = box.x + box.width / 2 + (level ? sign * (box.width / 2 + away + width / 2) : 0);
  const y = box.y + box.height / 2 + (level ? 0 : sign * (box.height / 2 + beside + height / 2));
  const step = level ? height + 40 : width + 40;
  for (let i = 0; i < 40; i++) {
    const off = (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2) * step * (i === 0 ? 0 : 1);
    const at: Position = [snap(x + (level ? 0 : off)), snap(y + (level ? off : 0))];
    if (board.scene.nodes.touching({ x: at[0] - width / 2, y: at[1] - height / 2, width, height }, 10).length === 0) return at;
  }
  return [snap(x), snap(y)];
}
