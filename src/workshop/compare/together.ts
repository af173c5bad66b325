import type { Editor, Viewport } from '#canvas/editor.ts';

/** How far one may zoom; a pane that has reached it stays there while the others go on. */
const zoomLimits = { least: 0.05, most: 4 } as const;

export interface Together {
  /** For so long, views that move (each flies to its own element) do not move the others. */
  quiet(ms: number): void;
  stop(): void;
}

/**
 * Moves and zooms several views as one: what happens on one screen happens on the others, from wherever each of them
 * stands. Views that were moved by us are recognised by where they are, so nothing goes round.
 */
export function moveTogether(
  editors: readonly Pick<Editor, 'view'>[],
  isOn: () => boolean,
  now: () => number = () => performance.now(),
): Together {
  const last = new Map<number, Viewport>();
  const stops: (() => void)[] = [];
  let moving = false;
  let quietUntil = 0;

  const moved = (i: number, viewport: Viewport) => {
    const before = last.get(i);
    last.set(i, viewport);
    if (!before || moving || same(before, viewport) || !isOn() || now() < quietUntil) return;
    moving = true;
    for (const [j, editor] of editors.entries()) {
      const view = editor.view.get();
      const from = last.get(j);
      if (i === j || !view || !from) continue;
      const next = moveLike(from, before, viewport);
      last.set(j, next);
      view.setViewport(next);
    }
    moving = false;
  };

  for (const [i, editor] of editors.entries()) {
    let unwatch = () => {};
    const watch = () => {
      unwatch();
      last.delete(i);
      const view = editor.view.get();
      if (!view) return;
      last.set(i, view.viewport.get());
      unwatch = view.viewport.subscribe(() => moved(i, view.viewport.get()));
    };
    stops.push(editor.view.subscribe(watch), () => unwatch());
    watch();
  }
  return {
    quiet(ms) {
      quietUntil = now() + ms;
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}

/** Where a view goes from `from` when another one went from `before` to `after`: the same zoom and shift on the screen. */
export function moveLike(from: Viewport, before: Viewport, after: Viewport): Viewport {
  const factor = after.zoom / before.zoom;
  const zoom = Math.min(zoomLimits.most, Math.max(zoomLimits.least, from.zoom * factor));
  const own = zoom / from.zoom;
  return { zoom, x: own * from.x + (after.x - factor * before.x), y: own * from.y + (after.y - factor * before.y) };
}

function same(a: Viewport, b: Viewport): boolean {
  return Math.abs(a.x - b.x) < 0.5 && Math.abs(a.y - b.y) < 0.5 && Math.abs(a.zoom - b.zoom) < 0.0005;
}
