import { describe, expect, it } from 'vitest';
import { parseSketch } from '#model/sketch/parse.ts';
import { along, firstOf, neighbourOf } from './walk.ts';

const box = (x: number, y: number) => ({ x, y, width: 190, height: 84 });
const boxes = new Map([
  ['a', box(0, 0)],
  ['b', box(300, 20)],
  ['c', box(600, 0)],
  ['d', box(310, 200)],
  ['e', box(0, 210)],
]);

describe('walking', () => {
  it('[S8] goes to the nearest in a direction, and stays at the rim', () => {
    expect(neighbourOf(boxes, 'a', 'right')).toBe('b');
    expect(neighbourOf(boxes, 'b', 'right')).toBe('c');
    expect(neighbourOf(boxes, 'b', 'down')).toBe('d');
    expect(neighbourOf(boxes, 'd', 'left')).toBe('e');
    expect(neighbourOf(boxes, 'e', 'up')).toBe('a');
    expect(neighbourOf(boxes, 'c', 'right')).toBeUndefined();
  });

  it('[S8] begins where one begins to read', () => {
    expect(firstOf(boxes)).toBe('a');
    expect(neighbourOf(boxes, undefined, 'right')).toBe('a');
    expect(firstOf(new Map())).toBeUndefined();
  });

  it('[S8] goes along the arrows, one after the other, there and back', () => {
    const result = parseSketch('service a\ntopic t\nservice b\nservice c\na -> t\nt -> b\nt -> c');
    if (!result.ok) throw new Error(result.faults[0]?.message);
    const design = result.value;
    const id = (name: string) => [...design.elements.values()].find((element) => element.props.name === name)?.id ?? '';
    const first = along(design, id('t'), 'forth', undefined) ?? '';
    const second = along(design, id('t'), 'forth', first) ?? '';
    expect([along(design, first, 'forth', undefined), along(design, second, 'forth', undefined)].toSorted()).toEqual(
      [id('b'), id('c')].toSorted(),
    );
    expect(along(design, first, 'back', undefined)).toBe(id('t'));
    expect(along(design, id('b'), 'forth', undefined)).toBeUndefined();
  });
});
