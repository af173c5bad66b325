import type { Id } from '#base/ids.ts';
import { attachEdits } from '#model/attach.ts';
import type { Proposal } from '#model/connect.ts';
import { nameOf, type Position } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { edgeKinds } from '#model/kinds/index.ts';
import type { Board } from '../board.ts';
import { carrierAt } from '../carrier.ts';
import { joining, mayReconnect, targetsOf, wordsOf } from '../joining.ts';
import { labels } from '../labels.ts';
import { offersOf } from '../offers.ts';
import type { Gesture, Sample } from './gesture.ts';

/** A line from a node's rim or handle: onto another node it joins them, onto nothing it asks what shall stand there. */
export function connect(board: Board, id: Id, direction: 'out' | 'in'): Gesture {
  const targets = targetsOf(board.scene.design, id, direction);
  return line(board, { fixed: id, direction, edge: undefined, targets }, (sample, target) => {
    if (target !== undefined) join(board, direction === 'out' ? id : target, direction === 'out' ? target : id, sample.client);
    else dropOnNothing(board, id, direction, sample);
  });
}

/** Takes one end of an edge elsewhere; dropped on nothing, it goes back to where it was. */
export function reconnect(board: Board, id: Id, end: 'from' | 'to'): Gesture | undefined {
  const { design } = board.scene;
  const edge = design.edges.get(id);
  if (!edge) return undefined;
  const fixed = end === 'from' ? edge.to : edge.from;
  const targets = new Set([...design.elements.keys()].filter((other) => mayReconnect(design, id, end, other)));
  return line(board, { fixed, direction: end === 'to' ? 'out' : 'in', edge: id, targets }, (sample, target) => {
    if (target === undefined || target === edge[end]) return;
    const from = end === 'from' ? target : edge.from;
    const to = end === 'to' ? target : edge.to;
    if (targets.has(target)) {
      board.editor.perform([{ op: 'reconnect', id, from, to }], { select: [id] });
      return;
    }
    const way = joining(board.scene.design, from, to, board.editor.makeId);
    refuse(board, sample.client, way.how === 'refuse' ? way.why : labels.keepsKind(edgeKinds[edge.kind].label.toLowerCase()));
  });
}

interface LineOptions {
  readonly fixed: Id;
  readonly direction: 'out' | 'in';
  readonly edge: Id | undefined;
  readonly targets: ReadonlySet<Id>;
}

/** What both have in common: everything that can't be the other end steps back until the drop. */
function line(
  board: Board,
  { fixed, direction, edge, targets }: LineOptions,
  drop: (sample: Sample, target: Id | undefined) => void,
): Gesture {
  const frames = [...board.scene.design.elements.keys()].filter((id) => board.scene.frames.has(id));
  board.editor.hovered.set(undefined);
  board.emphasis.setBright(new Set([fixed, ...(edge === undefined ? [] : [edge]), ...targets, ...frames]));
  const show = (at: Position): Id | undefined => {
    const target = nodeAt(board, at, fixed);
    board.shown.set({
      kind: 'connect',
      from: fixed,
      direction,
      to: at,
      target,
      legal: target === undefined || targets.has(target),
      edge,
    });
    return target;
  };
  const done = () => {
    board.emphasis.setBright(undefined);
    board.shown.set({ kind: 'none' });
  };
  return {
    follows: true,
    needsDrop: true,
    move: ({ at }) => void show(at),
    end(sample) {
      const target = show(sample.at);
      done();
      drop(sample, target);
    },
    cancel: done,
  };
}

function dropOnNothing(board: Board, id: Id, direction: 'out' | 'in', { at, client }: Sample): void {
  const { design } = board.scene;
  const carrier = design.elements.get(id)?.kind === 'contract' ? carrierAt(board, at) : undefined;
  if (carrier !== undefined) {
    board.editor.perform(attachEdits(design, id, carrier), { select: [carrier] });
    return;
  }
  const request = { at, screen: client, from: { id, direction } };
  if (offersOf(design, request, '', board.editor.palette).length === 0)
    refuse(board, client, labels.nothingFits(nameOf(design, id)));
  else board.editor.picker.set(request);
}

function refuse(board: Board, at: Position, sentence: string): void {
  board.notice.set({ at, sentence, question: false, options: [] });
  board.editor.say(sentence);
}

/** The whole of a node is a drop zone, and a little around it. */
export function nodeAt(board: Board, [x, y]: Position, except: Id): Id | undefined {
  const around = 6 / board.viewport.get().zoom;
  const found = board.scene.nodes.query(x - around, y - around, x + around, y + around).filter((id) => id !== except);
  return board.scene.inOrder(found).at(-1);
}

/** Joins two elements, asks where the meaning is open, says why where it is not possible. */
export function join(board: Board, from: Id, to: Id, client: Position): void {
  const { design } = board.scene;
  const way = joining(design, from, to, board.editor.makeId);
  if (way.how === 'do') {
    perform(board, from, to, way.proposal);
    return;
  }
  const options = (way.how === 'ask' ? way.proposals : way.alternatives).map((proposal) => ({
    ...wordsOf(proposal),
    perform() {
      board.notice.set(undefined);
      board.view.focus();
      perform(board, from, to, proposal);
    },
  }));
  // Beside the target, not on top of it.
  const box = board.scene.boxOf(to);
  const at: Position = box ? board.view.toScreen([box.x + box.width / 2, box.y + box.height]) : client;
  const sentence = way.how === 'ask' ? labels.chooserTitle(nameOf(design, from), nameOf(design, to)) : way.why;
  board.notice.set({ at, question: way.how === 'ask', sentence, options });
  board.editor.say(sentence);
}

function perform(board: Board, from: Id, to: Id, proposal: Proposal): void {
  const { editor } = board;
  const edge = proposal.edits.findLast((edit): edit is Extract<Edit, { op: 'addEdge' }> => edit.op === 'addEdge')?.edge;
  const [made] = proposal.creates;
  const select = made ?? edge?.id ?? to;
  editor.document.endStep();
  if (!editor.perform(proposal.edits, { select: [select] })) return;
  const { design } = board.scene;
  editor.say(
    labels.connected(`${nameOf(design, from)} ${proposal.label} ${made === undefined ? nameOf(design, to) : ''}`.trim()),
  );
  if (made !== undefined) editor.renaming.set(made);
}
