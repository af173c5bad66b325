import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { placeMissing } from '#drawing/placement.ts';
import { applyEdits } from '#model/edit.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import { copyEdits, dropContext, dropEdits, layoutEdits, resizeEdits } from './from-flow.ts';
import { Scene } from './scene.ts';

const result = parseSketch('context Sales @ 0,0 { }\nservice a @ 600,100\ntopic t @ 900,100\nservice loose\na -> t');
if (!result.ok) throw new Error(result.faults[0]?.message);
const scene = new Scene(placeMissing);
scene.update(result.value);
const { design } = scene;
const id = (name: string) => [...design.elements.values()].find((element) => element.props.name === name)?.id ?? '';

describe('a drop', () => {
  it('[S1] is nothing where nothing moved, and one list of edits where it did', () => {
    expect(dropEdits(design, [id('a')], 0, 0)).toEqual([]);
    expect(dropEdits(design, [id('t')], 10, 20)).toEqual([{ op: 'place', id: id('t'), at: [910, 120] }]);
  });

  it('[S1] gives a place to what had none', () => {
    const at = design.positions.get(id('loose'));
    const edits = dropEdits(design, [id('loose')], 30, 0);
    expect(edits[0]).toEqual({ op: 'place', id: id('loose'), at: [(at?.[0] ?? 0) + 30, at?.[1]] });
  });

  it('[S9] inside a context belongs to it, outside it is free', () => {
    const into = dropEdits(design, [id('a')], -540, 0);
    expect(into).toContainEqual({ op: 'set', id: id('a'), path: ['context'], value: id('Sales') });
    const inside = applyEdits(design, into);
    const out = dropEdits(inside, [id('a')], 900, 0);
    expect(out).toContainEqual({ op: 'set', id: id('a'), path: ['context'], value: 'none' });
    const box = { x: 600, y: 100, width: 190, height: 84 };
    expect(dropContext(design, new Set([id('a')]), box, -540, 0)).toBe(id('Sales'));
    expect(dropContext(design, new Set([id('a')]), box, 0, 0)).toBeUndefined();
  });

  it('[S10] with Alt makes copies where the drag went, with the arrows between them', () => {
    const { edits, select } = copyEdits(design, [id('a'), id('t')], 0, 200, countingIds('c'));
    const after = applyEdits(design, edits);
    expect(after.elements.size).toBe(design.elements.size + 2);
    expect(after.edges.size).toBe(2);
    expect(select.map((each) => after.positions.get(each))).toEqual([
      [600, 300],
      [900, 300],
    ]);
    expect(after.positions.get(id('a'))).toEqual([600, 100]);
  });

  it('of a corner or a layout writes only what is different', () => {
    const box = { x: 0, y: 0, width: 480, height: 320 };
    expect(resizeEdits('c', box, { ...box, width: 500.4 })).toEqual([{ op: 'resize', id: 'c', size: [500, 320] }]);
    expect(resizeEdits('c', box, box)).toEqual([]);
    const same = layoutEdits(design, new Map([[id('a'), [600, 100] as const]]), new Map());
    expect(same).toEqual([]);
  });
});
