import type { Box } from '#drawing/geometry.ts';
import type { Position, Size } from '#model/design.ts';
import type { Viewport } from '../editor.ts';

export const minZoom = 0.02;
export const maxZoom = 4;

export function clampZoom(zoom: number): number {
  return Math.min(maxZoom, Math.max(minZoom, zoom));
}

/** The part of the canvas that a window of this size shows. */
export function visibleBox(viewport: Viewport, [width, height]: Size): Box {
  const { x, y, zoom } = viewport;
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

export function toCanvas(viewport: Viewport, [x, y]: Position): Position {
  return [(x - viewport.x) / viewport.zoom, (y - viewport.y) / viewport.zoom];
}

export function toScreen(viewport: Viewport, [x, y]: Position): Position {
  return [x * viewport.zoom + viewport.x, y * viewport.zoom + viewport.y];
}

/** The same view enlarged so that the point under the pointer stays where it is. */
export function zoomedAt(viewport: Viewport, zoom: number, [x, y]: Position): Viewport {
  const next = clampZoom(zoom);
  const ratio = next / viewport.zoom;
  return { x: x - (x - viewport.x) * ratio, y: y - (y - viewport.y) * ratio, zoom: next };
}

/** The view that shows a whole box with a margin in screen pixels, never larger than `most`. */
export function fitting(box: Box, [width, height]: Size, margin = 48, most = 1): Viewport {
  const room: Size = [Math.max(40, width - 2 * margin), Math.max(40, height - 2 * margin)];
  const zoom = clampZoom(Math.min(most, room[0] / Math.max(1, box.width), room[1] / Math.max(1, box.height)));
  return {
    zoom,
    x: Math.round(width / 2 - (box.x + box.width / 2) * zoom),
    y: Math.round(height / 2 - (box.y + box.height / 2) * zoom),
  };
}

export function sameViewport(a: Viewport, b: Viewport): boolean {
  return a.x === b.x && a.y === b.y && a.zoom === b.zoom;
}

/**
 * Whether a turn of the wheel comes from a mouse. Trackpads report small, fractional or two-axis steps; wheels report whole notches on
 * one axis. A guess, which is why there is a setting.
 */
export function looksLikeMouseWheel(event: {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly deltaMode: number;
}): boolean {
  if (event.deltaMode !== 0) return true;
  return (
    event.deltaX === 0 &&
    Number.isInteger(event.deltaY) &&
    Math.abs(event.deltaY) >= 100 &&
    (Math.abs(event.deltaY) % 100 === 0 || Math.abs(event.deltaY) % 120 === 0 || Math.abs(event.deltaY) % 53 === 0)
  );
}
