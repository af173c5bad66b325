import type { Id } from '#base/ids.ts';
import { grid } from '#drawing/geometry.ts';
import type { Places } from '#drawing/placement.ts';
import type { Position } from '#model/design.ts';
import { movement } from '../actions/move.ts';
import type { Editor } from '../editor.ts';
import { fitted, movableIn, placesAnew } from '../layout/arrange.ts';
import { computeLayout } from '../layout/layout.ts';
import { animate } from './animate.ts';
import type { Board } from './board.ts';
import { boardOf } from './boards.ts';
import { layoutEdits } from './from-flow.ts';
import { labels } from './labels.ts';
import { quickConnectFrom } from './quick-connect.ts';
import { spokenEdge } from './to-flow.ts';
import { along, type Direction, neighbourOf } from './walk.ts';

/*
 * What keys do on the surface, for the commands of the page to call: a chunk of its own. Each does nothing where no surface is shown.
 */

const steps: Readonly<Record<Direction, Position>> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };

function onlyElement(editor: Editor): Id | undefined {
  const selection = editor.selection.get();
  const [id] = selection.size === 1 ? selection : [];
  return id !== undefined && editor.design.get().elements.has(id) ? id : undefined;
}

/** Selects the nearest element in a direction and brings it into view; from an arrow, from its middle. */
export function walk(editor: Editor, direction: Direction): void {
  const board = boardOf(editor);
  if (!board) return;
  const [selected] = editor.selection.get();
  const current = selected === undefined ? undefined : board.scene.drawnAs(selected);
  const boxes = new Map(
    [...board.scene.design.elements.keys()].flatMap((id) => {
      const box = board.scene.boxOf(id);
      return box ? [[id, box] as const] : [];
    }),
  );
  const route = current === undefined ? undefined : board.scene.routes.get(current);
  const middle = route?.points[Math.floor(route.points.length / 2)];
  if (current !== undefined && middle) boxes.set(current, { x: middle.x, y: middle.y, width: 1, height: 1 });
  const next = neighbourOf(boxes, current, direction);
  if (next === undefined) {
    editor.say(labels.nothingThere);
    return;
  }
  editor.select([next]);
  board.view.reveal([next]);
}

const lastEdges = new WeakMap<Editor, Id>();

/** From a node to its next arrow, from an arrow to the node at its end: with the arrows (`forth`) or against them. */
export function walkEdge(editor: Editor, way: 'forth' | 'back'): void {
  const board = boardOf(editor);
  const [current] = editor.selection.get();
  if (!board || current === undefined) return;
  const { scene } = board;
  const next = along(scene.drawing, scene.drawnAs(current), way, lastEdges.get(editor));
  if (next === undefined) {
    editor.say(labels.noArrows);
    return;
  }
  const edge = scene.drawing.edges.get(next);
  if (edge) {
    lastEdges.set(editor, next);
    // Arrows are drawn on the canvas: there is nothing in the page that could be read out.
    editor.say(spokenEdge({ design: scene.drawing, badgesOf: (id) => scene.badgesOf(id) }, edge));
  }
  // An arrow that stands for several can't be selected: on to the element at its end.
  const there = edge && scene.meantBy(next) !== next ? (way === 'forth' ? edge.to : edge.from) : next;
  editor.select([there]);
  board.view.reveal([there]);
}

/** Moves the selection by one grid step, or by ten; a burst is one step of undo. */
export function nudge(editor: Editor, direction: Direction, far: boolean): void {
  const design = boardOf(editor)?.scene.design ?? editor.document.design;
  const [dx, dy] = steps[direction];
  const by = far ? 10 * grid : grid;
  const edits = movement(design, editor.selection.get(), dx * by, dy * by, { reparent: false });
  if (edits.length > 0) editor.perform(edits, { joins: 'nudge' });
}

/** Adds the next element in a direction and joins it; again and again adds siblings. */
export function quickConnect(editor: Editor, direction: Direction): void {
  const board = boardOf(editor);
  const id = onlyElement(editor);
  if (board?.mayEdit && id !== undefined) quickConnectFrom(board, id, direction, { siblings: true });
}

/** Opens the list of what the selected element can be connected to: existing elements and new ones. */
export function connectFrom(editor: Editor): void {
  const board = boardOf(editor);
  const id = onlyElement(editor);
  const box = id === undefined ? undefined : board?.scene.boxOf(id);
  if (!board?.mayEdit || id === undefined || !box) {
    editor.say(labels.selectFirst);
    return;
  }
  const at: Position = [box.x + box.width + 150, box.y + box.height / 2];
  const [x, y] = board.view.toScreen([box.x + box.width, box.y]);
  editor.picker.set({ at, screen: [x, y], from: { id, direction: 'out' } });
}

/**
 * Lays out the whole design, or some of it, as one step of undo. What is pinned stays, and where only some is laid out, all else. False if
 * nothing could be computed.
 */
export async function layOut(editor: Editor, only?: Iterable<Id>): Promise<boolean> {
  const board = boardOf(editor);
  if (!board?.mayEdit) return false;
  const { design } = board.scene;
  const chosen = only === undefined ? undefined : [...only].filter((id) => design.elements.has(id));
  if (movableIn(design, chosen).size === 0) {
    editor.say(labels.allPinned);
    return true;
  }
  try {
    const laid = await computeLayout(design, chosen);
    // Meanwhile somebody may have gone on: places are given to what is still there.
    const now = board.scene.design;
    const positions = new Map([...laid.positions].filter(([id]) => now.elements.has(id)));
    if (arrange(board, fitted(now, { ...laid, positions }, chosen)) && chosen === undefined) board.view.fit();
    return true;
  } catch {
    editor.toast({ tone: 'error', sentence: labels.layoutFailed });
    return false;
  }
}

/** Gives the selection places near what it is joined to, and a place to what has none; all else stays. One step of undo. */
export function placeAnew(editor: Editor): void {
  const board = boardOf(editor);
  if (!board?.mayEdit) return;
  // As the document has it: what is drawn has a place in any case.
  const design = editor.document.design;
  const ids = [...editor.selection.get()].filter((id) => design.elements.has(id));
  const places = placesAnew(design, ids);
  if (places.positions.size === 0) editor.say(ids.length > 0 ? labels.allPinned : labels.allPlaced);
  else if (arrange(board, places, design)) board.view.reveal([...places.positions.keys()]);
}

/** Writes new places as one step, and lets the elements travel there. False if nothing changes. */
function arrange(board: Board, { positions, sizes }: Places, design = board.scene.design): boolean {
  const { editor } = board;
  const edits = layoutEdits(design, positions, sizes);
  if (edits.length === 0) return false;
  const before = new Map(
    [...positions.keys()].flatMap((id) => {
      const box = board.scene.boxOf(id);
      return box ? [[id, box] as const] : [];
    }),
  );
  editor.document.endStep();
  if (!editor.perform(edits)) return false;
  animate(board, before);
  editor.say(labels.laidOut(positions.size));
  return true;
}

export type { Direction };
