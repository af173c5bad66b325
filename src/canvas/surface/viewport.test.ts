import { describe, expect, it } from 'vitest';
import { fitting, looksLikeMouseWheel, maxZoom, minZoom, toCanvas, toScreen, visibleBox, zoomedAt } from './viewport.ts';

describe('the window', () => {
  it('[S11] keeps the point under the pointer, within the limits of zoom', () => {
    const before = { x: 40, y: -30, zoom: 0.8 };
    const at = [300, 200] as const;
    const after = zoomedAt(before, 2, at);
    const point = toCanvas(before, at);
    expect(toScreen(after, point)[0]).toBeCloseTo(300, 6);
    expect(toScreen(after, point)[1]).toBeCloseTo(200, 6);
    expect(zoomedAt(before, 100, at).zoom).toBe(maxZoom);
    expect(zoomedAt(before, 0, at).zoom).toBe(minZoom);
  });

  it('fits a box with a margin, and does not enlarge it', () => {
    const box = { x: 0, y: 0, width: 4000, height: 1000 };
    const view = fitting(box, [1000, 800], 50);
    const seen = visibleBox(view, [1000, 800]);
    expect(view.zoom).toBeCloseTo(0.225, 6);
    expect(seen.x).toBeLessThanOrEqual(-200);
    expect(fitting({ x: 0, y: 0, width: 10, height: 10 }, [1000, 800]).zoom).toBe(1);
  });

  it('tells a mouse wheel from a trackpad', () => {
    expect(looksLikeMouseWheel({ deltaX: 0, deltaY: 120, deltaMode: 0 })).toBe(true);
    expect(looksLikeMouseWheel({ deltaX: 0, deltaY: 3, deltaMode: 1 })).toBe(true);
    expect(looksLikeMouseWheel({ deltaX: 0, deltaY: 4, deltaMode: 0 })).toBe(false);
    expect(looksLikeMouseWheel({ deltaX: 3, deltaY: 120, deltaMode: 0 })).toBe(false);
    expect(looksLikeMouseWheel({ deltaX: 0, deltaY: 13.5, deltaMode: 0 })).toBe(false);
  });
});
