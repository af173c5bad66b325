import { describe, expect, it } from 'vitest';
import { placeMissing } from '#drawing/placement.ts';
import { applyEdits } from '#model/edit.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import type { ShownFinding } from '../findings/checking.ts';
import { find as hitAt } from './find.ts';
import { Scene } from './scene.ts';
import { ariaLabel, type FaceSources, flowNodes, mountedIds, spokenEdge } from './to-flow.ts';

const result = parseSketch('service a @ 0,0\ntopic t @ 400,0\nservice b @ 800,0\nservice far @ 9000,9000\na -> t\nt -> b');
if (!result.ok) throw new Error(result.faults[0]?.message);
const design = result.value;
const id = (name: string) => [...design.elements.values()].find((element) => element.props.name === name)?.id ?? '';
const finding: ShownFinding = {
  key: 'k',
  rule: 'r',
  severity: 'warning',
  subject: '',
  at: [],
  what: '',
  why: '',
  next: '',
  fixes: [],
};

function sources(scene: Scene, more: Partial<FaceSources> = {}): FaceSources {
  return {
    design: scene.design,
    lookOf: (each) => scene.lookOf(each),
    boxOf: (each) => scene.boxOf(each),
    badgesOf: (each) => scene.badgesOf(each),
    far: false,
    selection: new Set(),
    lifted: new Set(),
    bright: undefined,
    highlights: undefined,
    held: new Map(),
    domIdOf: (each) => `s-${each}`,
    ...more,
  };
}

describe('nodes for the page', () => {
  it('[S4] keep their identity unless something about them changed', () => {
    const scene = new Scene(placeMissing);
    scene.update(design);
    const ids = [id('a'), id('t'), id('b')];
    const first = flowNodes([], ids, sources(scene));
    expect(flowNodes(first, ids, sources(scene))).toBe(first);
    const selected = flowNodes(first, ids, sources(scene, { selection: new Set([id('t')]) }));
    expect(selected.map((node, i) => node === first[i])).toEqual([true, false, true]);
    scene.update(applyEdits(design, [{ op: 'place', id: id('b'), at: [820, 40] }]));
    const moved = flowNodes(first, ids, sources(scene));
    expect(moved.map((node, i) => node === first[i])).toEqual([true, true, false]);
    // A node that was only moved shows the same: its component is not rendered again.
    expect(moved[2]?.face).toBe(first[2]?.face);
    expect(moved[2]?.position).toEqual({ x: 820, y: 40 });
  });

  it('[S4] are dimmed and lifted by what the gesture says', () => {
    const scene = new Scene(placeMissing);
    scene.update(design);
    const nodes = flowNodes([], [id('a'), id('t')], sources(scene, { bright: new Set([id('a')]), lifted: new Set([id('a')]) }));
    expect(nodes.map(({ face }) => [face.dim, face.lifted])).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  it('are named for screen readers with their arrows and findings', () => {
    const scene = new Scene(placeMissing);
    scene.update(design);
    scene.mark(new Map([[id('t'), [finding]]]));
    expect(ariaLabel(sources(scene), id('t'))).toBe('topic t, 1 in, 1 out, 1 warning');
  });

  it('arrows are named with their findings', () => {
    const scene = new Scene(placeMissing);
    scene.update(design);
    const [edge] = [...design.edges.values()];
    if (!edge) throw new Error('No edge.');
    scene.mark(new Map([[edge.id, [finding, finding]]]));
    expect(spokenEdge(sources(scene), edge)).toBe('a publishes to t, 2 warnings');
  });

  it('[S5] are those near the window, and those that something is done with', () => {
    const scene = new Scene(placeMissing);
    scene.update(design);
    const find = (box: Parameters<typeof scene.nodes.touching>[0]) => scene.nodes.touching(box);
    const seen = { x: 0, y: 0, width: 600, height: 400 };
    const has = (each: string) => scene.nodes.has(each);
    expect(mountedIds(1, seen, find, [], has).toSorted()).toEqual([id('a'), id('t'), id('b')].toSorted());
    expect(mountedIds(1, seen, find, [id('far')], has)).toContain(id('far'));
    expect(mountedIds(0.3, seen, find, [], has)).toEqual([]);
    expect(mountedIds(0.3, seen, find, [id('a'), id('far')], has)).toEqual([]);
  });

  it('[S13] from afar are the one that is selected, which the canvas names', () => {
    const scene = new Scene(placeMissing);
    scene.update(design);
    const seen = { x: 0, y: 0, width: 6000, height: 4000 };
    const ids = mountedIds(
      0.2,
      seen,
      (box) => scene.nodes.touching(box),
      [id('t')],
      (each) => scene.nodes.has(each),
    );
    expect(ids).toEqual([id('t')]);
    const [node] = flowNodes([], ids, sources(scene, { far: true }));
    expect(node).toMatchObject({ label: 'topic t, 1 in, 1 out', face: { far: true } });
  });
});

describe('marks of findings', () => {
  it('[S14] stand on arrows as on nodes, and are found where they are drawn', () => {
    const scene = new Scene(placeMissing);
    scene.update(design);
    const [edge] = [...design.edges.keys()];
    if (edge === undefined) throw new Error('No edge.');
    const changed = scene.mark(
      new Map([
        [edge, [finding]],
        [id('b'), [finding]],
      ]),
    );
    expect([...changed.edges]).toEqual([edge]);
    const mark = scene.marks().get(edge);
    if (!mark) throw new Error('The arrow is not marked.');
    const options = { only: undefined, coarse: false };
    expect(hitAt(scene, [mark.x + 8, mark.y - 6], { ...options, zoom: 1 })).toEqual({ on: 'badge', id: edge });
    expect(hitAt(scene, [mark.on.x + 20, mark.on.y], { ...options, zoom: 0.2 })).toEqual({ on: 'badge', id: edge });
    expect(hitAt(scene, [mark.on.x + 60, mark.on.y], { ...options, zoom: 0.2 })).not.toMatchObject({ on: 'badge' });
    const b = scene.boxOf(id('b'));
    if (!b) throw new Error('b has no place.');
    expect(hitAt(scene, [b.x + 160, b.y - 4], { ...options, zoom: 1 })).toEqual({ on: 'badge', id: id('b') });
    expect(hitAt(scene, [b.x + 178, b.y], { ...options, zoom: 0.2 })).toEqual({ on: 'badge', id: id('b') });
    expect(hitAt(scene, [b.x + 20, b.y - 4], { ...options, zoom: 1 })).not.toMatchObject({ on: 'badge' });
  });
});
