import { describe, expect, it } from 'vitest';
import { prng } from '#base/prng.ts';
import { placeMissing } from '#drawing/placement.ts';
import type { Design } from '#model/design.ts';
import { applyEdits, type Edit, removal } from '#model/edit.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import { propsWith } from '#model/values.ts';
import { Scene } from './scene.ts';

const read = (sketch: string): Design => {
  const result = parseSketch(sketch);
  if (!result.ok) throw new Error(result.faults.map((fault) => fault.message).join('\n'));
  return result.value;
};

const rows = Array.from(
  { length: 24 },
  (_, i) => `${i % 3 === 1 ? 'topic' : 'service'} n${i} @ ${(i % 6) * 300},${Math.floor(i / 6) * 160}`,
);
const start = read(
  `${rows.join('\n')}\ncontract C event @ 0,900\nn0 -> n1 (contracts C)\nn1 -> n2\nn3 -> n4\nn4 -> n5\nn6 -> n7\nn7 -> n8\nn9 -> n10`,
);

/** One random change of a design. */
function change(design: Design, { below, pick }: ReturnType<typeof prng>, step: number): Edit[] {
  const ids = [...design.elements.keys()];
  const id = pick(ids);
  switch (below(5)) {
    case 0:
      return [{ op: 'place', id, at: [below(200) * 10, below(80) * 10] }];
    case 1:
      return [{ op: 'set', id, path: ['name'], value: `renamed-${step}` }];
    case 2: {
      const service = ids.find((each) => design.elements.get(each)?.kind === 'service');
      const topic = pick(ids.filter((each) => design.elements.get(each)?.kind === 'channel'));
      if (service === undefined) return [];
      return [
        {
          op: 'addEdge',
          edge: { id: `x${step}`, kind: 'publishes', from: service, to: topic, props: propsWith('publishes') },
        } as Edit,
      ];
    }
    case 3:
      return ids.length > 12 && design.elements.get(id)?.kind === 'service' ? removal(design, [id]) : [];
    default:
      return [{ op: 'place', id, at: undefined }];
  }
}

describe('the scene', () => {
  it('[S12] follows any number of changes', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const random = prng(seed);
      const scene = new Scene(placeMissing);
      let design = start;
      scene.update(design);
      for (let step = 0; step < 40; step++) {
        design = applyEdits(design, change(design, random, step));
        scene.update(design);
      }
      const fresh = new Scene(placeMissing);
      fresh.update(design);
      for (const id of design.elements.keys()) {
        expect(scene.lookOf(id), `${seed}: ${id}`).toEqual(fresh.lookOf(id));
        if (design.positions.has(id)) expect(scene.boxOf(id)).toEqual(fresh.boxOf(id));
      }
      expect([...scene.routes.keys()].toSorted()).toEqual([...fresh.routes.keys()].toSorted());
      for (const [id, route] of scene.routes) {
        const ends = design.edges.get(id);
        expect(ends).toBeDefined();
        expect(scene.edgeLookOf(id)).toEqual(fresh.edgeLookOf(id));
        expect(route.points.length).toBeGreaterThan(1);
      }
    }
  });

  it('[S12] tells what changed, and only that', () => {
    const scene = new Scene(placeMissing);
    scene.update(start);
    const id = [...start.elements.values()].find((element) => element.props.name === 'n23')?.id ?? '';
    const moved = scene.update(applyEdits(start, [{ op: 'place', id, at: [5000, 5000] }]));
    expect([...moved.nodes]).toEqual([id]);
    expect(moved.edges.size).toBe(0);
  });

  it('[S12] a renamed contract changes the arrows that carry it', () => {
    const scene = new Scene(placeMissing);
    scene.update(start);
    const contract = [...start.elements.values()].find((element) => element.kind === 'contract')?.id ?? '';
    const change = scene.update(applyEdits(start, [{ op: 'set', id: contract, path: ['name'], value: 'Other' }]));
    expect(change.edges.size).toBe(1);
    expect([...change.edges].map((id) => scene.edgeLookOf(id)?.chips[0]?.name)).toEqual(['Other']);
  });
});

it('leaves out what has no place until somebody can find one', () => {
  const scene = new Scene();
  const design = read('service a @ 0,0\nservice b\na -> t -> b');
  scene.update(design);
  expect([scene.waits, [...scene.nodes.touching({ x: -1e6, y: -1e6, width: 2e6, height: 2e6 })]]).toEqual([
    true,
    [[...design.elements.values()].find((element) => element.props.name === 'a')?.id],
  ]);
  scene.placeWith(placeMissing);
  scene.update(design);
  expect(scene.waits).toBe(false);
  for (const id of design.elements.keys()) expect(scene.boxOf(id), id).toBeDefined();
  const fresh = new Scene(placeMissing);
  fresh.update(design);
  expect([...scene.routes.keys()].sort()).toEqual([...fresh.routes.keys()].sort());
  for (const [id, { points }] of fresh.routes) expect(scene.routes.get(id)?.points, id).toEqual(points);
});
