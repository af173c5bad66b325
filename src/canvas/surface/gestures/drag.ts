import type { Id } from '#base/ids.ts';
import { type Box, grid, union } from '#drawing/geometry.ts';
import { attachEdits } from '#model/attach.ts';
import { sayCopied } from '../../actions/connections.ts';
import { moving } from '../../actions/move.ts';
import { noteCopies } from '../../actions/repeat.ts';
import type { Board } from '../board.ts';
import { attachTarget } from '../carrier.ts';
import { copyEdits, dropContext, dropEdits } from '../from-flow.ts';
import { type Guide, snapped } from '../guides.ts';
import { labels } from '../labels.ts';
import { visibleBox } from '../viewport.ts';
import type { Gesture, Sample } from './gesture.ts';

const noGuides: readonly Guide[] = [];
/** In screen pixels. */
const snapReach = 6;

/**
 * Moves elements by hand. They are drawn where the hand is; others are told by presence; the document is written once, at the drop.
 * Alt drops copies, with Shift they keep their arrows to all else. A contract that is dropped on a channel or an arrow becomes what that carries and stays where it was.
 */
export function drag(board: Board, ids: readonly Id[], from: Sample): Gesture {
  const { editor, presence } = board.session;
  const design = board.scene.design;
  const all = moving(design, ids);
  const starts = new Map<Id, Box>();
  for (const id of all) {
    const box = board.scene.boxOf(id);
    if (box) starts.set(id, box);
  }
  const lead = union(ids.flatMap((id) => starts.get(id) ?? [])) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [only] = ids.length === 1 ? ids : [];
  const told = [...all];
  const step = ids.length > 0 ? grid : 0;
  let by: readonly [number, number] = [0, 0];
  let copying = false;
  let guides = noGuides;
  let into: Id | undefined;
  let onto: Id | undefined;
  editor.document.endStep();
  editor.hovered.set(undefined);

  const show = () => {
    const now = board.shown.get();
    if (now.kind === 'drag' && now.guides === guides && now.into === into && now.onto === onto && now.copying === copying) return;
    board.shown.set({ kind: 'drag', guides, into, onto, copying });
    board.emphasis.setFront(new Set([into, onto].filter((id) => id !== undefined)));
  };
  const place = (sample: Sample) => {
    const dx = sample.at[0] - from.at[0];
    const dy = sample.at[1] - from.at[1];
    const { zoom } = board.viewport.get();
    if (copying !== sample.alt) {
      copying = sample.alt;
      show();
      board.stage.invalidate();
    }
    let next: readonly [number, number];
    if (sample.ctrl) {
      next = [Math.round(dx), Math.round(dy)];
      guides = noGuides;
    } else {
      const found = snapped(
        lead,
        dx,
        dy,
        board.scene.nodes,
        all,
        visibleBox(board.viewport.get(), board.size.get()),
        snapReach / zoom,
        step,
      );
      next = [Math.round(found.dx), Math.round(found.dy)];
      guides = found.guides.length === 0 ? noGuides : found.guides;
    }
    onto = only === undefined ? undefined : attachTarget(board, only, sample.at);
    if (onto !== undefined) guides = noGuides;
    into = onto === undefined && !copying ? dropContext(board.scene.drawing, new Set(ids), lead, next[0], next[1]) : undefined;
    if (next[0] !== by[0] || next[1] !== by[1]) {
      by = next;
      const boxes = new Map<Id, Box>();
      for (const [id, box] of starts) boxes.set(id, { ...box, x: box.x + by[0], y: box.y + by[1] });
      board.setOwn(boxes);
      presence?.setDrag({ ids: told, by });
    }
    show();
  };
  const finish = () => {
    presence?.setDrag(undefined);
    board.shown.set({ kind: 'none' });
    board.emphasis.setFront(new Set());
  };
  return {
    follows: true,
    move: place,
    end(sample) {
      place(sample);
      const now = board.scene.design;
      if (onto !== undefined && only !== undefined) {
        editor.perform(attachEdits(now, only, onto), { select: [onto] });
      } else if (copying) {
        const { edits, select, copies } = copyEdits(now, ids, by[0], by[1], editor.makeId, sample.shift);
        if (edits.length > 0 && editor.perform(edits, { select })) {
          noteCopies(editor, select, lead);
          if (sample.shift) editor.say(labels.copied(select.length));
          else sayCopied(editor, labels.copied(select.length), copies);
        }
      } else {
        const edits = dropEdits(now, ids, by[0], by[1], board.scene.drawing);
        if (edits.length > 0 && editor.perform(edits)) editor.say(labels.moved(ids.length));
      }
      // After the document: the scene already has the new places, so nothing jumps back for a frame.
      board.setOwn(undefined);
      editor.document.endStep();
      finish();
    },
    cancel() {
      board.setOwn(undefined);
      finish();
    },
  };
}
