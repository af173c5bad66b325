import type { Id } from '#base/ids.ts';
import type { Box } from '#drawing/geometry.ts';
import type { Design, Position, Size } from '#model/design.ts';
import type { View, Viewport } from '../editor.ts';
import { createStore, type Store } from '../store.ts';
import { motionReduced } from './theme.ts';
import { nearZoom } from './to-flow.ts';
import { clampZoom, fitting, sameViewport, toCanvas, toScreen, visibleBox, zoomedAt } from './viewport.ts';

const flightMs = 180;

export interface WindowSources {
  bounds(ids?: Iterable<Id>): Box | undefined;
  root(): HTMLElement | undefined;
  /** The person has asked for another part of the drawing. */
  onFlight(): void;
  drawing(): Design;
  recordAt(at: Position): Id | undefined;
  /** What is to be shown must not be inside of something that is collapsed. */
  onReveal(ids: readonly Id[]): void;
  /** Called after the viewport has changed, before anything is painted. */
  onMoved(viewport: Viewport): void;
}

/** The window on the drawing: where it stands, how it gets elsewhere, and what it shows first. */
export class SurfaceWindow {
  readonly viewport: Store<Viewport> = createStore<Viewport>({ x: 0, y: 0, zoom: 1 });
  /** In CSS pixels; [0, 0] until it was measured. */
  readonly size: Store<Size> = createStore<Size>([0, 0]);
  readonly view: View;
  /** Somebody has said where the window stands, or there was something to fit: it is not fitted by itself any more. */
  private settledOnce = false;
  private flight = 0;
  private readonly sources: WindowSources;

  constructor(sources: WindowSources) {
    this.sources = sources;
    this.view = this.createView();
  }

  get flying(): boolean {
    return this.flight !== 0;
  }

  stop(): void {
    cancelAnimationFrame(this.flight);
    this.flight = 0;
  }

  visible(): Box {
    return visibleBox(this.viewport.get(), this.size.get());
  }

  /** All of the design, not enlarged; an empty canvas begins with its origin in the middle. */
  fitFirst(always: boolean): void {
    const size = this.size.get();
    if (size[0] === 0 || (this.settledOnce && !always)) return;
    const bounds = this.sources.bounds();
    if (!bounds) {
      if (!this.settledOnce) this.moveTo({ x: Math.round(size[0] / 2), y: Math.round(size[1] / 2), zoom: 1 });
      return;
    }
    this.settledOnce = true;
    this.moveTo(fitting(bounds, size, Math.min(64, size[0] * 0.08)));
  }

  /** Where the window is now is where somebody wants it. */
  keep(): void {
    this.settledOnce = true;
  }

  /** Moves the window at once. Ends a flight. */
  setViewport(next: Viewport): void {
    this.stop();
    this.settledOnce = true;
    this.moveTo({ ...next, zoom: clampZoom(next.zoom) });
  }

  private moveTo(next: Viewport): void {
    if (sameViewport(this.viewport.get(), next)) return;
    this.viewport.set(next);
    this.sources.onMoved(next);
  }

  /** Moves the window in a fifth of a second, or at once where motion is reduced. */
  flyTo(target: Viewport): void {
    this.stop();
    this.settledOnce = true;
    this.sources.onFlight();
    const from = this.viewport.get();
    if (motionReduced() || document.hidden || sameViewport(from, target)) {
      this.moveTo(target);
      return;
    }
    const [width, height] = this.size.get();
    const a = toCanvas(from, [width / 2, height / 2]);
    const b = toCanvas(target, [width / 2, height / 2]);
    const started = performance.now();
    const step = (now: number) => {
      const t = Math.min(1, (now - started) / flightMs);
      const eased = 1 - (1 - t) ** 3;
      this.flight = t < 1 ? requestAnimationFrame(step) : 0;
      // Zoom goes by ratio, so that it seems even; the middle of the window goes straight.
      const zoom = from.zoom * (target.zoom / from.zoom) ** eased;
      const x = a[0] + (b[0] - a[0]) * eased;
      const y = a[1] + (b[1] - a[1]) * eased;
      this.moveTo(t < 1 ? { zoom, x: width / 2 - x * zoom, y: height / 2 - y * zoom } : target);
    };
    this.flight = requestAnimationFrame(step);
  }

  private createView(): View {
    const corner = (): Position => {
      const rect = this.sources.root()?.getBoundingClientRect();
      return [rect?.left ?? 0, rect?.top ?? 0];
    };
    const zoomTo = (zoom: number) => {
      const [width, height] = this.size.get();
      this.flyTo(zoomedAt(this.viewport.get(), zoom, [width / 2, height / 2]));
    };
    return {
      fit: (ids) => {
        const bounds = this.sources.bounds(ids);
        if (bounds) this.flyTo(fitting(bounds, this.size.get(), 64, ids ? 1.25 : 1));
      },
      zoomTo,
      zoomBy: (factor) => zoomTo(this.viewport.get().zoom * factor),
      reveal: (ids) => this.reveal([...ids]),
      recordAt: (at) => this.sources.recordAt(at),
      bounds: (ids) => this.sources.bounds(ids),
      drawing: () => this.sources.drawing(),
      visible: () => this.visible(),
      toCanvas: ([x, y]) => {
        const [left, top] = corner();
        return toCanvas(this.viewport.get(), [x - left, y - top]);
      },
      toScreen: (at) => {
        const [left, top] = corner();
        const [x, y] = toScreen(this.viewport.get(), at);
        return [x + left, y + top];
      },
      viewport: this.viewport,
      setViewport: (viewport) => this.setViewport(viewport),
      focus: () => this.sources.root()?.focus({ preventScroll: true }),
    };
  }

  /** Brings records into view: not at all if they are well in view, by as little as it takes if they are near, else to the middle. */
  private reveal(ids: readonly Id[]): void {
    this.sources.onReveal(ids);
    const bounds = this.sources.bounds(ids);
    const size = this.size.get();
    if (!bounds || size[0] === 0) return;
    const now = this.viewport.get();
    const edge = 48 / now.zoom;
    const seen = this.visible();
    const dx = shiftInto(bounds.x - edge, bounds.width + 2 * edge, seen.x, seen.width);
    const dy = shiftInto(bounds.y - edge, bounds.height + 2 * edge, seen.y, seen.height);
    const readable = now.zoom >= nearZoom;
    if (readable && dx === 0 && dy === 0) return;
    if (readable && dx !== undefined && dy !== undefined && Math.abs(dx) < seen.width && Math.abs(dy) < seen.height) {
      this.flyTo({ zoom: now.zoom, x: now.x - dx * now.zoom, y: now.y - dy * now.zoom });
      return;
    }
    const zoom = Math.min(readable ? now.zoom : 0.8, fitting(bounds, size, 64, 1.25).zoom);
    const x = size[0] / 2 - (bounds.x + bounds.width / 2) * zoom;
    const y = size[1] / 2 - (bounds.y + bounds.height / 2) * zoom;
    this.flyTo({ zoom, x, y });
  }
}

/** How far a window has to be shifted to hold a piece; undefined if the piece is longer than the window. */
function shiftInto(start: number, length: number, from: number, room: number): number | undefined {
  if (length > room) return undefined;
  if (start < from) return start - from;
  return Math.max(0, start + length - (from + room));
}
