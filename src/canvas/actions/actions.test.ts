import { describe, expect, it } from 'vitest';
import { countingIds } from '#base/ids.ts';
import { type Design, type Element, emptyDesign } from '#model/design.ts';
import { applyEdits, type Edit } from '#model/edit.ts';
import type { ElementKind } from '#model/kind.ts';
import { propsWith } from '#model/values.ts';
import { partOf, paste } from './copy.ts';
import { contextAt, creation } from './create.ts';
import { movement, moving } from './move.ts';

const add = (id: string, kind: ElementKind, at: [number, number], props = {}): Edit[] => [
  { op: 'addElement', element: { id, kind, props: propsWith(kind, props as never) } as unknown as Element },
  { op: 'place', id, at },
];

const design = (...edits: Edit[][]): Design => applyEdits(emptyDesign, edits.flat());

const sales = design(
  add('sales', 'context', [0, 0], { name: 'Sales' }),
  [{ op: 'resize', id: 'sales', size: [500, 300] }],
  add('api', 'service', [50, 60], { name: 'orders-api', context: 'sales' }),
  add('orders', 'channel', [600, 60], { name: 'orders', contracts: ['placed@1.0.0'] }),
  add('placed', 'contract', [600, 200], { name: 'OrderPlaced', owner: 'api' }),
  [
    {
      op: 'addEdge',
      edge: { id: 'p', kind: 'publishes', from: 'api', to: 'orders', props: propsWith('publishes', { contracts: ['placed'] }) },
    },
  ],
);

describe('creating', () => {
  it('puts the middle of a new element at the point, on the grid', () => {
    const { id, edits } = creation(emptyDesign, { kind: 'service', props: {} }, [203, 101], countingIds());
    expect(applyEdits(emptyDesign, edits).positions.get(id)).toEqual([110, 60]);
  });

  it('makes an element that lands inside a context its child', () => {
    const { id, edits } = creation(sales, { kind: 'store', props: {} }, [250, 220], countingIds());
    expect(applyEdits(sales, edits).elements.get(id)?.props.context).toBe('sales');
  });

  it('gives a contract its first version, so that two people can add fields at once', () => {
    const { id, edits } = creation(sales, { kind: 'contract', props: { kind: 'event' } }, [900, 220], countingIds());
    const contract = applyEdits(sales, edits).elements.get(id);
    expect(contract?.kind === 'contract' && contract.props.versions).toMatchObject([{ id: 'v1', version: '1.0.0' }]);
  });

  it('finds the smallest context around a box', () => {
    const nested = applyEdits(sales, [...add('team', 'context', [20, 20]), { op: 'resize', id: 'team', size: [300, 200] }]);
    expect(contextAt(nested, { x: 40, y: 40, width: 100, height: 50 })).toBe('team');
    expect(contextAt(nested, { x: 40, y: 230, width: 100, height: 50 })).toBe('sales');
    expect(contextAt(nested, { x: 400, y: 40, width: 200, height: 50 })).toBeUndefined();
  });
});

describe('moving', () => {
  it('takes along what stands in a moved context', () => {
    expect(moving(sales, ['sales'])).toEqual(new Set(['sales', 'api']));
    const moved = applyEdits(sales, movement(sales, ['sales'], 100, 50, { reparent: true }));
    expect(moved.positions.get('api')).toEqual([150, 110]);
    expect(moved.elements.get('api')?.props.context).toBe('sales');
  });

  it('frees what is dragged out of its context, and adopts what is dropped into one', () => {
    const out = applyEdits(sales, movement(sales, ['api'], 0, 500, { reparent: true }));
    expect(out.elements.get('api')?.props.context).toBe('none');
    const back = applyEdits(out, movement(out, ['api'], 0, -500, { reparent: true }));
    expect(back.elements.get('api')?.props.context).toBe('sales');
  });

  it('nudges without changing the context', () => {
    expect(movement(sales, ['api'], 0, 500, { reparent: false })).toEqual([{ op: 'place', id: 'api', at: [50, 560] }]);
  });
});

describe('copying', () => {
  it('copies the edges between what is copied, under new ids, with references inside the part following it', () => {
    const part = partOf(sales, ['api', 'orders', 'placed']);
    const { edits, ids } = paste(sales, part, countingIds('copy'));
    const both = applyEdits(sales, edits);
    expect(ids).toHaveLength(4);
    const edge = [...both.edges.values()].find((each) => each.id !== 'p');
    const contract = [...both.elements.values()].find((each) => each.id !== 'placed' && each.kind === 'contract');
    const channel = [...both.elements.values()].find((each) => each.id !== 'orders' && each.kind === 'channel');
    expect(edge).toMatchObject({ kind: 'publishes', to: channel?.id, props: { contracts: [contract?.id] } });
    expect(channel?.props).toMatchObject({ contracts: [`${contract?.id}@1.0.0`] });
    expect(contract?.props).toMatchObject({ owner: edge?.from });
  });

  it('keeps a reference to what stands outside the part where it exists, and marks it unresolved where not', () => {
    const part = partOf(sales, ['orders']);
    const here = paste(sales, part, countingIds('a'));
    expect(applyEdits(sales, here.edits).elements.get(here.ids[0] as string)?.props).toMatchObject({
      contracts: ['placed@1.0.0'],
    });
    const elsewhere = paste(emptyDesign, part, countingIds('b'));
    expect(applyEdits(emptyDesign, elsewhere.edits).elements.get(elsewhere.ids[0] as string)?.props).toMatchObject({
      contracts: ['!placed'],
    });
  });

  it('puts the middle of the part at the point, and else two grid steps beside the original', () => {
    const part = partOf(sales, ['api']);
    const at = paste(emptyDesign, part, countingIds(), [1000, 1000]);
    expect(applyEdits(emptyDesign, at.edits).positions.get(at.ids[0] as string)).toEqual([910, 960]);
    const beside = paste(sales, part, countingIds('c'));
    expect(applyEdits(sales, beside.edits).positions.get(beside.ids[0] as string)).toEqual([70, 80]);
  });

  it('takes along what stands in a copied context, inside the copied context', () => {
    const { edits, ids } = paste(sales, partOf(sales, ['sales']), countingIds('d'));
    const both = applyEdits(sales, edits);
    const copies = ids.map((id) => both.elements.get(id));
    expect(copies.map((each) => each?.kind)).toEqual(['context', 'service']);
    expect(copies[1]?.props.context).toBe(copies[0]?.id);
  });
});
