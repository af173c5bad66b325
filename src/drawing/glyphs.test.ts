import { describe, expect, it } from 'vitest';
import { elementKindNames } from '#model/design.ts';
import { innerLines, insetAt, outline, type Side, type Silhouette, signs, silhouetteOf, usable } from './glyphs.ts';
import { stepsOf } from './painter.ts';

const all: readonly Silhouette[] = [
  'service',
  'processor',
  'capsule',
  'openCapsule',
  'queue',
  'pubsub',
  'cylinder',
  'plug',
  'external',
  'sheet',
  'band',
  'badge',
  'frame',
  'sticky',
  'folded',
];
const w = 190;
const h = 84;

describe('silhouettes', () => {
  it('[G1] each kind has its own, a channel one for each way of handing out', () => {
    expect(elementKindNames.map((kind) => silhouetteOf(kind))).toEqual([
      'service',
      'processor',
      'openCapsule',
      'sheet',
      'cylinder',
      'plug',
      'external',
      'band',
      'badge',
      'frame',
      'sticky',
    ]);
    expect(['log', 'queue', 'pubsub', '?'].map((type) => silhouetteOf('channel', type))).toEqual([
      'capsule',
      'queue',
      'pubsub',
      'openCapsule',
    ]);
  });

  it.each(all)('[G2] %s: absolute commands, short numbers, within its box', (silhouette) => {
    for (const d of [outline(silhouette, w, h), innerLines(silhouette, w, h) ?? 'M0 0']) {
      expect(d).toMatch(/^[MLQCZ0-9 .-]+$/);
      expect(d).not.toMatch(/\.[0-9]{3}/);
      for (const [, numbers] of stepsOf(d)) {
        numbers.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(-0.01);
          expect(value).toBeLessThanOrEqual((i % 2 === 0 ? w : h) + 0.01);
        });
      }
    }
    for (const sign of Object.values(signs)) expect(sign.d).toMatch(/^[MLQCZ0-9 .-]+$/);
  });

  it.each(all)('[G3] %s: edges end on the outline', (silhouette) => {
    const polygon = flattened(outline(silhouette, w, h));
    for (const side of ['left', 'right', 'top', 'bottom'] as const) {
      const [low, high] = usable(silhouette, side, w, h);
      for (const along of [low, (low + high) / 2, high]) {
        const [x, y] = pointOn(side, along, insetAt(silhouette, side, along, w, h));
        // The prongs of a plug are narrower than a step of this test.
        if (silhouette === 'plug' && side === 'right') continue;
        expect(distance(polygon, x, y), `${side} at ${along}`).toBeLessThan(1.2);
      }
    }
  });
});

function pointOn(side: Side, along: number, inset: number): [number, number] {
  return side === 'left'
    ? [inset, along]
    : side === 'right'
      ? [w - inset, along]
      : side === 'top'
        ? [along, inset]
        : [along, h - inset];
}

function flattened(d: string): [number, number][] {
  const points: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [command, v] of stepsOf(d)) {
    const end = v.slice(-2) as [number, number];
    if (command === 'C' || command === 'Q') {
      const [x0, y0] = [x, y];
      for (let i = 1; i <= 24; i++) {
        const t = i / 24;
        const s = 1 - t;
        const at = (k: 0 | 1, from: number) =>
          command === 'Q'
            ? s * s * from + 2 * s * t * (v[k] ?? 0) + t * t * (v[2 + k] ?? 0)
            : s ** 3 * from + 3 * s * s * t * (v[k] ?? 0) + 3 * s * t * t * (v[2 + k] ?? 0) + t ** 3 * (v[4 + k] ?? 0);
        points.push([at(0, x0), at(1, y0)]);
      }
    } else if (command !== 'Z') points.push(end);
    if (command !== 'Z') [x, y] = end;
  }
  if (points[0]) points.push(points[0]);
  return points;
}

function distance(polygon: readonly [number, number][], x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 1; i < polygon.length; i++) {
    const [ax, ay] = polygon[i - 1] as [number, number];
    const [bx, by] = polygon[i] as [number, number];
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
    best = Math.min(best, Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)));
  }
  return best;
}
