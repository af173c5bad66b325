import { describe, expect, it } from 'vitest';
import type { Editor, View, Viewport } from '#canvas/editor.ts';
import { createStore } from '#canvas/store.ts';
import { moveLike, moveTogether } from './together.ts';

/** A view that, like the real one, tells its listeners at once and counts how often it was moved. */
function fakeView(first: Viewport) {
  const viewport = createStore(first);
  let moves = 0;
  const view = {
    viewport,
    setViewport(next: Viewport) {
      moves++;
      viewport.set(next);
    },
  } as unknown as View;
  const editor: Pick<Editor, 'view'> = { view: createStore<View | undefined>(view) };
  return { editor, viewport, moves: () => moves };
}

describe('moving together', () => {
  it('shifts and zooms the others as one was shifted and zoomed, once each', () => {
    const a = fakeView({ x: 0, y: 0, zoom: 1 });
    const b = fakeView({ x: 100, y: 50, zoom: 0.5 });
    const c = fakeView({ x: -7, y: 3, zoom: 2 });
    const together = moveTogether([a.editor, b.editor, c.editor], () => true);
    a.viewport.set({ x: 30, y: -10, zoom: 1 });
    expect(b.viewport.get()).toEqual({ x: 130, y: 40, zoom: 0.5 });
    expect(c.viewport.get()).toEqual({ x: 23, y: -7, zoom: 2 });
    b.viewport.set({ x: 260, y: 80, zoom: 1 });
    expect(a.viewport.get()).toEqual({ x: 60, y: -20, zoom: 2 });
    expect([a.moves(), b.moves(), c.moves()]).toEqual([1, 1, 2]);
    together.stop();
    a.viewport.set({ x: 0, y: 0, zoom: 1 });
    expect(b.viewport.get()).toEqual({ x: 260, y: 80, zoom: 1 });
  });

  it('comes back to where it began after the way there and back', () => {
    const from = { x: 12, y: -40, zoom: 0.7 };
    const there = moveLike(from, { x: 0, y: 0, zoom: 1 }, { x: 50, y: 20, zoom: 1.6 });
    const back = moveLike(there, { x: 50, y: 20, zoom: 1.6 }, { x: 0, y: 0, zoom: 1 });
    for (const key of ['x', 'y', 'zoom'] as const) expect(back[key]).toBeCloseTo(from[key]);
  });

  it('does nothing while switched off, or while each view flies by itself', () => {
    let on = false;
    let time = 0;
    const a = fakeView({ x: 0, y: 0, zoom: 1 });
    const b = fakeView({ x: 0, y: 0, zoom: 1 });
    const together = moveTogether(
      [a.editor, b.editor],
      () => on,
      () => time,
    );
    a.viewport.set({ x: 5, y: 5, zoom: 1 });
    on = true;
    together.quiet(100);
    a.viewport.set({ x: 9, y: 9, zoom: 1 });
    expect(b.viewport.get()).toEqual({ x: 0, y: 0, zoom: 1 });
    time = 101;
    a.viewport.set({ x: 10, y: 9, zoom: 1 });
    expect(b.viewport.get()).toEqual({ x: 1, y: 0, zoom: 1 });
  });

  it('never zooms beyond what a view can show', () => {
    expect(moveLike({ x: 0, y: 0, zoom: 3 }, { x: 0, y: 0, zoom: 1 }, { x: 0, y: 0, zoom: 4 }).zoom).toBe(4);
  });
});
