import { describe, expect, it } from 'vitest';
import { prng } from '#base/prng.ts';
import type { Design } from '#model/design.ts';
import { applyEdits, type Edit } from '#model/edit.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import type { ShownFinding } from '../findings/checking.ts';
import { collapse } from './collapsed.ts';
import { find } from './find.ts';
import { dropEdits } from './from-flow.ts';
import { Scene } from './scene.ts';

const read = (sketch: string): Design => {
  const result = parseSketch(sketch);
  if (!result.ok) throw new Error(result.faults.map((fault) => fault.message).join('\n'));
  return result.value;
};

const design = read(`context Sales @ 0,0 size 1200,600 {
  shop
  web
  drafts
  Inner
}
context Inner @ 600,40 size 400,400 {
  deep
}
service shop @ 40,60
service web @ 40,200
topic drafts @ 300,300
service deep @ 650,100
topic orders @ 1400,0
service billing @ 1700,0
shop -> orders
web -> orders
deep -> orders
shop -> drafts
orders -> web
orders -> billing
`);
const id = (name: string) => [...design.elements.values()].find((element) => element.props.name === name)?.id ?? '';
const edge = (from: string, to: string) =>
  [...design.edges.values()].find((each) => each.from === id(from) && each.to === id(to))?.id ?? '';
const sales = new Set([id('Sales')]);
const of = (ids: ReadonlySet<string>) => {
  const made = collapse(ids);
  if (!made) throw new Error('nothing is collapsed');
  return made(design);
};
const found = (key: string, ...at: string[]): ShownFinding => ({
  key,
  rule: 'r',
  severity: 'error',
  subject: 'x',
  at,
  what: '',
  why: '',
  next: '',
  fixes: [],
});

describe('a collapsed context', () => {
  it('[S15] is one element; what is inside is not drawn, nested contexts included', () => {
    const { drawing, nodes, drawnAs } = of(new Set([id('Sales'), id('Inner')]));
    expect([...drawing.elements.keys()].toSorted()).toEqual([id('Sales'), id('orders'), id('billing')].toSorted());
    expect([...nodes.keys()]).toEqual([id('Sales')]);
    expect(drawnAs(id('deep'))).toBe(id('Sales'));
    expect(drawnAs(edge('shop', 'drafts'))).toBe(id('Sales'));
    expect(drawing.sizes.get(id('Sales'))).toEqual([190, 84]);
    expect(drawing.positions.get(id('Sales'))).toEqual([0, 0]);
  });

  it('[S15] costs nothing while there is none', () => {
    expect(collapse(new Set())).toBeUndefined();
  });

  it('[S15] knows what has to be opened for a record, and nothing that is drawn', () => {
    const { hiding } = of(new Set([id('Sales'), id('Inner')]));
    expect([...hiding([id('deep')])].toSorted()).toEqual([id('Sales'), id('Inner')].toSorted());
    expect([...hiding([id('Sales'), id('billing'), edge('orders', 'web'), 'gone'])]).toEqual([]);
    expect([...hiding([edge('shop', 'drafts')])]).toEqual([id('Sales')]);
    expect([...hiding([edge('web', 'orders')])]).toEqual([id('Sales')]);
  });

  it('[S16] joins arrows of one kind and direction into one, and leaves several kinds apart', () => {
    const { drawing, arrows, meantBy, edgeLook } = of(sales);
    const first = edge('shop', 'orders');
    expect([...drawing.edges.keys()]).toEqual([first, edge('orders', 'web'), edge('orders', 'billing')]);
    expect(arrows.get(first)).toEqual([first, edge('web', 'orders'), edge('deep', 'orders')]);
    expect(drawing.edges.get(first)).toMatchObject({ from: id('Sales'), to: id('orders') });
    expect(drawing.edges.get(edge('orders', 'billing'))).toBe(design.edges.get(edge('orders', 'billing')));
    expect(meantBy(first)).toBe(id('Sales'));
    expect(meantBy(edge('orders', 'web'))).toBe(edge('orders', 'web'));
    const look = { chips: [1], text: 'key' } as never;
    expect(edgeLook(drawing.edges.get(first) as never, look)).toMatchObject({ chips: [], text: '3 publish' });
    expect(edgeLook(drawing.edges.get(edge('orders', 'web')) as never, look)).toBe(look);
  });

  it('[S16] marks each finding of what is inside once', () => {
    const both = found('k', id('shop'), id('web'));
    const marks = of(sales).marks(
      new Map([
        [id('shop'), [both]],
        [id('web'), [both, found('l', id('web'))]],
        [id('billing'), [found('m', id('billing'))]],
      ]),
    );
    expect([...marks].map(([on, findings]) => [on, findings.length])).toEqual([
      [id('Sales'), 2],
      [id('billing'), 1],
    ]);
  });

  it('[S15] is moved with all that is inside, and takes in only what is dropped on its node', () => {
    const { drawing } = of(sales);
    const moved = dropEdits(design, [id('Sales')], 100, 0, drawing);
    expect(moved.filter((edit) => edit.op === 'place').length).toBe(6);
    const near = applyEdits(design, [{ op: 'place', id: id('billing'), at: [400, 300] }]);
    const now = collapse(sales)?.(near).drawing;
    // Within the frame that is not drawn: nothing stands there.
    expect(dropEdits(near, [id('billing')], 10, 0, now).map((edit) => edit.op)).toEqual(['place']);
    expect(dropEdits(near, [id('billing')], -430, -280, now)).toContainEqual({
      op: 'set',
      id: id('billing'),
      path: ['context'],
      value: id('Sales'),
    });
  });
});

describe('the scene with a collapsed context', () => {
  const scene = new Scene();
  scene.update(design);

  it('[S15] hits the node and nothing of what it holds, and is whole again when it is opened', () => {
    scene.collapse = collapse(sales);
    const change = scene.update(design);
    expect(change.nodes.has(id('shop'))).toBe(true);
    expect(scene.boxOf(id('Sales'))).toEqual({ x: 0, y: 0, width: 190, height: 84 });
    expect(scene.boxOf(id('shop'))).toBeUndefined();
    expect(scene.lookOf(id('Sales'))).toMatchObject({ silhouette: 'folded', title: 'Sales', detail: '5 elements inside' });
    const options = { zoom: 1, only: undefined, coarse: false };
    expect(find(scene, [2, 40], options)).toEqual({ on: 'node', id: id('Sales'), rim: false });
    expect(find(scene, [340, 340], options)).toEqual({ on: 'nothing' });
    expect(scene.routes.has(edge('shop', 'drafts'))).toBe(false);
    expect(scene.edgeLookOf(edge('shop', 'orders'))?.text).toBe('3 publish');
    scene.collapse = undefined;
    scene.update(design);
    const fresh = new Scene();
    fresh.update(design);
    for (const each of design.elements.keys()) {
      expect(scene.boxOf(each)).toEqual(fresh.boxOf(each));
      expect(scene.lookOf(each)).toEqual(fresh.lookOf(each));
    }
    expect(scene.frames.has(id('Sales'))).toBe(true);
    expect(scene.nodes.has(id('Sales'))).toBe(false);
    for (const each of design.edges.keys()) expect(scene.edgeLookOf(each)).toEqual(fresh.edgeLookOf(each));
    expect([...scene.routes.keys()].toSorted()).toEqual([...fresh.routes.keys()].toSorted());
  });

  it('[S12] follows any number of changes while contexts are collapsed and opened', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const { below, pick } = prng(seed);
      const kept = new Scene();
      let now = design;
      kept.update(now);
      for (let step = 0; step < 40; step++) {
        const ids = new Set([id('Sales'), id('Inner')].filter(() => below(2) === 0));
        kept.collapse = below(3) === 0 ? collapse(ids) : kept.collapse;
        const of = pick([...now.elements.keys()]);
        const edits: Edit[] =
          below(2) === 0
            ? [{ op: 'place', id: of, at: [below(150) * 10, below(60) * 10] }]
            : [{ op: 'set', id: of, path: ['name'], value: `n${step}` }];
        now = applyEdits(now, edits);
        kept.update(now);
      }
      const fresh = new Scene();
      fresh.collapse = kept.collapse;
      fresh.update(now);
      for (const each of now.elements.keys()) {
        expect(kept.boxOf(each)).toEqual(fresh.boxOf(each));
        expect(kept.lookOf(each)).toEqual(fresh.lookOf(each));
        expect(kept.frames.has(each)).toBe(fresh.frames.has(each));
      }
      for (const each of now.edges.keys()) expect(kept.edgeLookOf(each)).toEqual(fresh.edgeLookOf(each));
      expect([...kept.routes.keys()].toSorted()).toEqual([...fresh.routes.keys()].toSorted());
    }
  });
});
