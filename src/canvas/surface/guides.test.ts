import { describe, expect, it } from 'vitest';
import { Boxes } from '#drawing/boxes.ts';
import type { Box } from '#drawing/geometry.ts';
import { mostGuides, snapped } from './guides.ts';

const box = (x: number, y: number): Box => ({ x, y, width: 190, height: 84 });
const seen: Box = { x: -2000, y: -2000, width: 6000, height: 6000 };
const around = (...boxes: Box[]) => {
  const others = new Boxes();
  others.load(boxes.map((each, i) => [`n${i}`, each] as const));
  return others;
};
const none: ReadonlySet<string> = new Set();

describe('snapping', () => {
  it('[S7] pulls level with a neighbour within reach, and says so with a line', () => {
    const found = snapped(box(0, 0), 3, 304, around(box(400, 300)), none, seen, 6, 0);
    expect(found.dy).toBe(300);
    expect(found.guides).toContainEqual(expect.objectContaining({ kind: 'align', axis: 'y' }));
  });

  it('[S7] leaves alone what is further than the reach, but keeps to the grid', () => {
    expect(snapped(box(0, 0), 3, 313, around(box(400, 300)), none, seen, 6, 10)).toEqual({ dx: 0, dy: 310, guides: [] });
    expect(snapped(box(0, 0), 3, 313, around(box(400, 300)), none, seen, 6, 0)).toEqual({ dx: 3, dy: 313, guides: [] });
  });

  it('[S7] finds equal distances between and beyond neighbours', () => {
    const between = snapped(box(0, 7), 402, 0, around(box(0, 0), box(800, 0)), none, seen, 6, 0);
    expect(between.dx).toBe(400);
    expect(between.guides.filter((guide) => guide.kind === 'gap').map((guide) => guide.size)).toEqual([210, 210]);
    const beyond = snapped(box(0, 7), 497, 0, around(box(0, 0), box(250, 0)), none, seen, 6, 0);
    expect(beyond.dx).toBe(500);
  });

  it('[S7] says how far the nearest box on a line is, and shows equal distances along with it', () => {
    const others = around(box(0, 0), box(300, 0), box(600, 400));
    const { guides } = snapped(box(0, 7), 601, -7, others, none, seen, 6, 0);
    expect(guides).toContainEqual(expect.objectContaining({ kind: 'align', axis: 'x', size: 316, sizeAt: 242 }));
    expect(guides).toContainEqual(expect.objectContaining({ kind: 'align', axis: 'y', size: 110, sizeAt: 545 }));
    expect(guides).toContainEqual(expect.objectContaining({ kind: 'gap', axis: 'x', size: 110 }));
  });

  it('[S7] what is dragged does not attract itself, and the lines stay few', () => {
    const others = around(box(0, 0));
    expect(snapped(box(0, 0), 2, 2, others, new Set(['n0']), seen, 6, 0)).toEqual({ dx: 2, dy: 2, guides: [] });
    const grid = around(...Array.from({ length: 25 }, (_, i) => box((i % 5) * 300, Math.floor(i / 5) * 200)));
    expect(snapped(box(0, 0), 602, 1402, grid, none, seen, 6, 0).guides.length).toBeLessThanOrEqual(mostGuides);
  });
});
