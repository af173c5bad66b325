import { describe, expect, it } from 'vitest';
import { cornerAt, distanceTo, insideOutline, resized, taken, takesLine } from './hit.ts';

const box = { x: 100, y: 100, width: 190, height: 84 };

describe('what lies under the pointer', () => {
  it('a silhouette, not its box: beside the point of a service there is canvas', () => {
    expect(insideOutline('service', box, 195, 142).inside).toBe(true);
    expect(insideOutline('service', box, 288, 142).inside).toBe(true);
    expect(insideOutline('service', box, 288, 103).inside).toBe(false);
    expect(insideOutline('processor', box, 104, 142).inside).toBe(false);
  });

  it('a line by its distance', () => {
    const line = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 50 },
    ];
    expect(distanceTo(line, 50, 8)).toBe(8);
    expect(distanceTo(line, 104, 25)).toBe(4);
  });

  it('a corner, and a box that is pulled by it', () => {
    expect(cornerAt(box, 290, 184, 7)).toBe('se');
    expect(cornerAt(box, 100, 140, 7)).toBe('w');
    expect(cornerAt(box, 200, 140, 7)).toBeUndefined();
    expect(resized(box, 'nw', -10, 20, [90, 60])).toEqual({ x: 90, y: 120, width: 200, height: 64 });
    expect(resized(box, 'e', -500, 0, [90, 60])).toEqual({ ...box, width: 90 });
  });
});

describe('a marquee', () => {
  const boxes = [['a', box] as const, ['b', { ...box, x: 400 }] as const];

  it('[S6] takes what it touches, or only what it holds', () => {
    const marquee = { x: 0, y: 0, width: 450, height: 300 };
    expect(taken(marquee, boxes, false)).toEqual(['a', 'b']);
    expect(taken(marquee, boxes, true)).toEqual(['a']);
  });

  it('[S6] takes lines that it crosses, or only whole ones', () => {
    const line = [
      { x: 290, y: 142 },
      { x: 400, y: 142 },
    ];
    expect(takesLine({ x: 300, y: 100, width: 20, height: 100 }, line, false)).toBe(true);
    expect(takesLine({ x: 300, y: 100, width: 20, height: 100 }, line, true)).toBe(false);
    expect(takesLine({ x: 300, y: 150, width: 20, height: 100 }, line, false)).toBe(false);
  });
});
