import { describe, expect, it } from 'vitest';
import { placeMissing } from '#drawing/placement.ts';
import { designOf, idOf } from '../workbench.testkit.ts';
import { collapse } from './collapsed.ts';
import { Emphasis } from './emphasis.ts';
import { Scene } from './scene.ts';

const design = designOf('context Sales { shop }\nservice shop\ntopic orders\nservice billing\nshop -> orders -> billing\n');
const [sales, shop, orders, billing] = ['Sales', 'shop', 'orders', 'billing'].map((name) => idOf(design, name)) as [
  string,
  string,
  string,
  string,
];

function begin(selected: readonly string[] = []) {
  const scene = new Scene(placeMissing);
  scene.update(design);
  const changes: (readonly string[] | 'all')[] = [];
  const emphasis = new Emphasis({
    scene,
    selection: () => new Set(selected),
    onChanged: (ids) => changes.push(ids === undefined ? 'all' : [...ids]),
  });
  return { scene, changes, emphasis };
}

describe('what stands out', () => {
  it('lifts the two ends of an arrow, and lets them go', () => {
    const { emphasis, changes } = begin();
    const [edge] = design.edges.keys();
    emphasis.lift(edge);
    expect([shop, orders, billing].map((id) => emphasis.stateOf(id).lifted)).toEqual([true, true, false]);
    emphasis.lift(billing);
    expect(emphasis.stateOf(shop).lifted).toBe(false);
    emphasis.lift(undefined);
    // What changes nothing is told to nobody.
    expect(changes).toEqual([
      [shop, orders],
      [shop, orders],
    ]);
  });

  it('dims all else', () => {
    const { emphasis, changes } = begin();
    emphasis.setBright(new Set([shop]));
    expect([emphasis.isDim(shop), emphasis.isDim(orders)]).toEqual([false, true]);
    emphasis.setBright(undefined);
    expect(emphasis.isDim(orders)).toBe(false);
    expect(changes).toEqual(['all', 'all']);
  });

  it('shows on a collapsed context what is selected and held inside of it', () => {
    const { emphasis, scene } = begin([shop]);
    emphasis.setHeld(new Map([[shop, 'red']]));
    expect(emphasis.stateOf(shop)).toMatchObject({ selected: true, held: 'red' });
    scene.collapse = collapse(new Set([sales]));
    scene.update(design);
    expect(emphasis.stateOf(sales)).toMatchObject({ selected: true, held: 'red' });
    expect(emphasis.faces.selection).toEqual(new Set([sales]));
  });
});
